import { describe, expect, it } from "vitest";
import { coverageOf } from "../../../src/rotation/coverage.ts";
import type { ListedToken } from "../../../src/rotation/credential.ts";
import { holdingsOf } from "../../../src/rotation/holdings.ts";
import { type Dated, usageOf } from "../../../src/rotation/usage.ts";
import {
  cellAt,
  DAY,
  FENCE_MS,
  HOUR,
  LINEAGE,
  membersOf,
  minted,
  NOW,
  placed,
  PLACES,
} from "./observations.ts";

/** The usage that is read while a secret is missing: by markers alone. */
function usedBy(...tokens: readonly ListedToken[]) {
  const members = membersOf(...tokens);
  return usageOf({
    now: NOW,
    members,
    holdings: holdingsOf([cellAt(NOW - HOUR)], members),
    coverage: coverageOf({ ...LINEAGE, places: PLACES }),
    isUnclear: true,
    freshlyAdopted: undefined,
  });
}

/** A hand-made token; the markers that name it say for which places. */
const handMadeFor = (...places: Dated["places"]): Dated => ({
  clientId: "hand",
  generatedOn: NOW - 9 * DAY,
  fenceMs: FENCE_MS,
  places,
});

const PAIR = { generatedBefore: NOW - 5 * DAY, lastWrite: NOW - 4 * DAY };

describe("the low-water pair of a marker", () => {
  const proof = minted("proof", NOW - 2 * DAY, {
    lowWater: PAIR,
    ...placed(PLACES[0]),
  });

  it.each([
    ["for its own places", [placed(PLACES[0])], PAIR.lastWrite],
    ["for others", [placed(PLACES[1])], undefined],
    ["for more", [placed(...PLACES)], undefined],
    [
      "by one marker for its own places, by another for others",
      [placed(PLACES[0]), placed(PLACES[1])],
      undefined,
    ],
  ])(
    "when a token was taken over %s, proves no more than it saw",
    (_name, places, since) => {
      const { outOfUseSince } = usedBy(proof);
      expect(outOfUseSince(handMadeFor(...places))).toBe(since);
    },
  );

  it.each([
    ["older than", NOW - 3 * DAY, undefined],
    ["as old as", NOW - 2 * DAY, undefined],
    ["younger than", NOW - DAY, PAIR.lastWrite],
  ])(
    "when its marker is %s the one that names the token, proves its end of use only if younger",
    (_name, generatedOn, since) => {
      const named = { clientId: "hand", as: "witnessed" } as const;
      const { outOfUseSince } = usedBy(
        minted("namer", NOW - 2 * DAY, { named }),
        minted("proof", generatedOn, { lowWater: PAIR }),
      );
      expect(outOfUseSince(handMadeFor(placed(PLACES[0])))).toBe(since);
    },
  );
});
