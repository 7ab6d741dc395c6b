import { describe, expect, it } from "vitest";
import { firstFew } from "../../../src/rotation/first-few.ts";

describe("the first few of some texts", () => {
  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a, b"],
    [["a", "b", "c"], "a, b and 1 more"],
    [["a", "b", "c", "d"], "a, b and 2 more"],
  ])("are, of %j, %j", (texts, words) => {
    expect(firstFew(texts, 2)).toBe(words);
  });

  it("are five when nothing else is asked for", () => {
    const five = ["a", "b", "c", "d", "e"];
    expect(firstFew(five)).toBe("a, b, c, d, e");
    expect(firstFew([...five, "f", "g"])).toBe("a, b, c, d, e and 2 more");
  });
});
