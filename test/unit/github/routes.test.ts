import { describe, expect, it } from "vitest";
import { isSegment } from "../../../src/github/routes.ts";

describe("a name as a part of a URL's path", () => {
  it.each(["", ".", ".."])("would lead elsewhere: %j", (name) => {
    expect(isSegment(name)).toBe(false);
  });

  it.each(["...", ".a", "a.", "..a", "production / eu", "a/..", ".\n"])(
    "stays where it is: %j",
    (name) => {
      expect(isSegment(name)).toBe(true);
    },
  );
});
