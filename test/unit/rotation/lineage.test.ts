import { describe, expect, it } from "vitest";
import { IN_FLIGHT_MS, STAMP_SLACK_MS } from "../../../src/rotation/fence.ts";
import {
  attemptOf,
  generatedBefore,
  lineageOf,
} from "../../../src/rotation/lineage.ts";
import { handMade, LINEAGE, markerOf, minted, NOW } from "./observations.ts";

const WINDOW_MS = IN_FLIGHT_MS + STAMP_SLACK_MS;

const idsOf = (members: readonly { readonly clientId: string }[]): string[] =>
  members.map(({ clientId }) => clientId);

describe("the lineage", () => {
  it("is the listed tokens whose markers name it, oldest first", () => {
    const tokens = [
      minted("young", NOW),
      handMade("hand", NOW),
      minted("other", NOW, { id: "id000002" }),
      minted("old", NOW - 1_000, { roles: ["r"], expiresOn: NOW + 5 }),
    ];
    const { members, copies } = lineageOf(tokens, LINEAGE);
    expect(idsOf(members)).toEqual(["old", "young"]);
    expect(copies).toEqual([]);
    expect(members[0]).toEqual({
      clientId: "old",
      roles: ["r"],
      generatedOn: NOW - 1_000,
      expiresOn: NOW + 5,
      marker: markerOf({ attempt: "old_________", mintedAt: NOW - 1_000 }),
      hasDouble: false,
    });
  });

  it("leaves out tokens whose age the list does not tell", () => {
    const token = { ...minted("a", NOW), generatedOn: undefined };
    expect(lineageOf([token], LINEAGE)).toEqual({ members: [], copies: [] });
  });

  it.each([
    ["at the minting", 0, true],
    ["at the end of the longest in-flight request", WINDOW_MS, true],
    ["as long before it", -WINDOW_MS, true],
    ["later than that", WINDOW_MS + 1_000, false],
    ["earlier than that", -WINDOW_MS - 1_000, false],
  ])("takes a token generated %s for ours: only then", (_name, after, ours) => {
    const token = minted("a", NOW + after, { mintedAt: NOW });
    const { members, copies } = lineageOf([token], LINEAGE);
    expect(idsOf(members)).toEqual(ours ? ["a"] : []);
    expect(copies).toEqual(ours ? [] : ["a"]);
  });

  it.each([
    ["listed first", [0, 1]],
    ["listed last", [1, 0]],
  ] as const)(
    "takes the one generated first of two with one attempt id, %s, and says that it has a double (I4)",
    (_name, order) => {
      const original = minted("z", NOW, { attempt: "attempt_0001" });
      const copy = { ...original, clientId: "a", generatedOn: NOW + 1 };
      const tokens = order.map((index) => [original, copy][index] ?? copy);
      const { members, copies } = lineageOf(tokens, LINEAGE);
      expect(members).toMatchObject([{ clientId: "z", hasDouble: true }]);
      expect(copies).toEqual(["a"]);
    },
  );

  it("keeps the order of equal instants by client id, however they are listed", () => {
    const [a, b, c] = ["a", "b", "c"].map((id) => minted(id, NOW));
    if (a === undefined || b === undefined || c === undefined) throw Error();
    for (const tokens of [
      [a, b, c],
      [c, b, a],
      [b, a, c],
    ]) {
      expect(idsOf(lineageOf(tokens, LINEAGE).members)).toEqual([
        "a",
        "b",
        "c",
      ]);
    }
  });
});

describe("the order of generation", () => {
  it("goes by the instant, then by the client id", () => {
    const at = (clientId: string, generatedOn: number) => ({
      clientId,
      generatedOn,
    });
    expect(generatedBefore(at("z", 1), at("a", 2))).toBe(true);
    expect(generatedBefore(at("a", 2), at("z", 1))).toBe(false);
    expect(generatedBefore(at("a", 1), at("b", 1))).toBe(true);
    expect(generatedBefore(at("b", 1), at("a", 1))).toBe(false);
    expect(generatedBefore(at("a", 1), at("a", 1))).toBe(false);
  });
});

describe("attemptOf", () => {
  const tokens = [minted("a", NOW - 5_000), minted("b", NOW)];

  it("finds what an attempt has minted", () => {
    const found = attemptOf(tokens, LINEAGE, "b___________");
    expect(found?.clientId).toBe("b");
  });

  it("finds nothing of another attempt or lineage", () => {
    expect(attemptOf(tokens, LINEAGE, "c___________")).toBeUndefined();
    expect(
      attemptOf(tokens, { ...LINEAGE, id: "other000" }, "b___________"),
    ).toBeUndefined();
  });
});
