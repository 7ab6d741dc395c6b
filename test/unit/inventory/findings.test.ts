import { describe, expect, it } from "vitest";
import {
  type InventoryFacts,
  inventoryOf,
} from "../../../src/inventory/inventory.ts";
import type { ListedToken } from "../../../src/rotation/credential.ts";
import { DAY, HOUR, NOW, placed } from "../rotation/observations.ts";
import { factsOf, MANAGER, rotated, token, WRITER } from "./lists.ts";

function found(
  tokens: readonly ListedToken[],
  facts: Partial<InventoryFacts> = {},
): readonly string[] {
  return inventoryOf(factsOf(tokens, facts)).findings.map(
    ({ kind, level, clientIds }) => `${level} ${kind}: ${clientIds.join(" ")}`,
  );
}

const endless = { expiresOn: undefined };

describe("what is found of tokens", () => {
  it("is nothing of a young one that ends and reaches one database", () => {
    expect(found([token("a"), rotated("b", DAY)])).toEqual([]);
  });

  it("is nothing of one that has expired, whatever it could do", () => {
    const roles = [MANAGER.id, "gone"];
    const spent = { roles, generatedOn: NOW - 900 * DAY, expiresOn: NOW };
    const { findings, counts } = inventoryOf(factsOf([token("a", spent)]));
    expect(findings).toEqual([]);
    expect(counts).toMatchObject({ alive: 0, expired: 1 });
  });

  it("is that they never expire, which a rotation takes care of", () => {
    expect(found([token("a", endless), rotated("b", DAY, endless)])).toEqual([
      "warning no-expiry: a",
      "notice no-expiry: b",
    ]);
  });

  it("is an age above the threshold", () => {
    const old = (clientId: string, ageMs: number) =>
      token(clientId, { generatedOn: NOW - ageMs });
    const tokens = [old("a", 90 * DAY), old("b", 90 * DAY + 1)];
    expect(found(tokens)).toEqual(["warning older: b"]);
    const thresholds = { olderThanMs: 0, notRenewedAfterMs: 0 };
    expect(found(tokens, { thresholds })).toEqual([]);
    const ageless = { ...token("c"), generatedOn: undefined };
    expect(found([ageless])).toEqual([]);
  });

  it("is that they manage tokens: the worse where nothing ends them", () => {
    const manager = { roles: [MANAGER.id] };
    expect(
      found([
        token("caller", manager),
        token("ends", manager),
        token("endless", { ...manager, ...endless }),
        rotated("rotated", DAY, { ...manager, ...endless }),
      ]),
    ).toEqual([
      "error manages-tokens: endless",
      "warning manages-tokens: ends rotated",
      "warning no-expiry: endless",
      "notice manages-tokens: caller",
      "notice no-expiry: rotated",
    ]);
  });

  it("is that they reach the organization, or have a role that is gone", () => {
    expect(
      found([
        token("a", { roles: [WRITER.id] }),
        token("b", { roles: [WRITER.id, "gone"] }),
      ]),
    ).toEqual(["warning dangling-role: b", "notice organization-wide: a b"]);
    expect(
      found([token("b", { roles: ["gone"] })], { roles: undefined }),
    ).toEqual([]);
  });
});

describe("what is found of rotations", () => {
  it("is that one of this repository has not been renewed", () => {
    const left = rotated("left", 60 * DAY + 1);
    expect(found([left])).toEqual(["error not-renewed: left"]);
    expect(found([left, rotated("new", DAY)])).toEqual([]);
    expect(found([rotated("left", 60 * DAY)])).toEqual([]);
    for (const home of ["home9999", undefined]) {
      expect(found([left], { home })).toEqual([]);
    }
  });

  it("is that nobody has renewed what was minted for removed places", () => {
    const former = rotated("former", 61 * DAY, placed(1, 2));
    expect(found([former, rotated("new", DAY)])).toEqual([
      "error not-renewed: former",
    ]);
  });

  it("is nothing of a copied marker", () => {
    const { description } = rotated("origin", 80 * DAY);
    const thresholds = { olderThanMs: 0, notRenewedAfterMs: 60 * DAY };
    const copy = token("copy", { description, generatedOn: NOW - 70 * DAY });
    expect(found([copy], { thresholds })).toEqual([]);
  });

  it("is that many are alive, and one has been superseded for long", () => {
    const every = (gapMs: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        rotated(`t${String(index)}`, index * gapMs),
      );
    // Every hour with an overlap of a day; every month, revoked a month later.
    expect(found(every(HOUR, 9))).toEqual([]);
    expect(found(every(30 * DAY, 3))).toEqual([]);
    expect(found(every(5 * DAY, 4))).toEqual([]);
    expect(found(every(8 * DAY, 4))).toEqual([
      "warning several-alive: t3 t2 t1 t0",
    ]);
  });
});
