import { describe, expect, it } from "vitest";
import { requireWhole, unconfirmed } from "../../../src/rotation/listing.ts";
import { ADMIN, handMade, NOW } from "./observations.ts";
import { errorOf, thrownBy } from "./outcomes.ts";
import { runOf } from "./runs.ts";

const OLD = handMade("old", NOW);

describe("a token list", () => {
  it("is whole when it shows the token that asked for it", () => {
    expect(() => {
      requireWhole([OLD, ADMIN], ADMIN.clientId);
    }).not.toThrow();
  });

  it("is an error when it does not show that token", () => {
    const error = thrownBy(() => {
      requireWhole([OLD], ADMIN.clientId);
    });
    expect(error).toMatchObject({
      code: "list-not-whole",
      summary:
        "Astra's token list does not show `astra-token` itself, so the list is incomplete.",
      remedy:
        "Nothing was changed. Run again later; if it persists, please report it.",
      rerun: "safe",
    });
  });
});

describe("what the list confirms of a revocation that was not clean", () => {
  const unread = () => Promise.reject(errorOf("It cannot be read."));
  const showing = (...value: readonly (typeof OLD)[]) => {
    return () => Promise.resolve({ value, clock: undefined });
  };

  it.each([
    ["cannot be read", unread, "is gone", showing(ADMIN), []],
    ["cannot be read", unread, "is still there", showing(ADMIN, OLD), ["old"]],
    ["is not whole", showing(OLD), "is gone", showing(ADMIN), []],
    [
      "is not whole",
      showing(OLD),
      "is still there",
      showing(ADMIN, OLD),
      ["old"],
    ],
  ])(
    "looks again where the first list %s, and finds that it %s",
    async (_first, first, _then, then, left) => {
      const lists = [first];
      const { run, calls } = runOf({ list: () => (lists.shift() ?? then)() });
      const hopeless = new Set(["old"]);
      const found = await unconfirmed(run, ["old"], hopeless, "rotate");
      expect([...found.left]).toEqual(left);
      expect(calls).toEqual(["list rotate", "list rotate"]);
    },
  );
});
