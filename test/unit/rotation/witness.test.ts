import { describe, expect, it } from "vitest";
import { weigh } from "../../../src/rotation/evidence.ts";
import type { Observation, Policy } from "../../../src/rotation/observation.ts";
import {
  ADMIN,
  cellAt,
  clocksAt,
  DAY,
  handMade,
  HOUR,
  minted,
  MINUTE,
  NOW,
  observationOf,
  placed,
  policyOf,
  SECOND,
} from "./observations.ts";

const OLD = minted("old", NOW - 3 * DAY);
const CURRENT = minted("current", NOW - DAY);
const HAND = handMade("hand", NOW - 9 * DAY);
const SECRETS = [cellAt(NOW - DAY)];
const DRIFTED = [cellAt(NOW - HOUR)];

function seen(
  facts: Partial<Observation>,
  previousClientId = "hand",
  policy: Partial<Policy> = {},
) {
  return weigh(
    observationOf({ secrets: SECRETS, ...facts }),
    policyOf({ previousClientId, ...policy }),
  );
}

describe("the witness", () => {
  it("is none without previous-token", () => {
    const evidence = weigh(observationOf({}), policyOf());
    expect(evidence.witness).toBeUndefined();
    expect(evidence.named).toBeUndefined();
  });

  const tokens = [OLD, CURRENT, HAND];
  const other = { home: "home0002" };
  it.each<[string, string, Partial<Observation>, object, object | undefined]>([
    [
      "the newest",
      "current",
      { tokens },
      { is: "newest", contradicts: false },
      undefined,
    ],
    [
      "an older one although the newest is complete",
      "old",
      { tokens },
      { is: "member", contradicts: true, isAnswered: false },
      { clientId: "old", as: "contradicting" },
    ],
    [
      "an older one while the newest is not complete",
      "old",
      { tokens, secrets: [...SECRETS, ...DRIFTED] },
      { is: "member", contradicts: false },
      { clientId: "old", as: "witnessed" },
    ],
    [
      "a hand-made one although the newest is complete",
      "hand",
      { tokens },
      { is: "hand-made", contradicts: true, isAdopted: false },
      { clientId: "hand", as: "contradicting" },
    ],
    [
      "a hand-made one that a place can hold which holds nothing of the lineage",
      "hand",
      { tokens, secrets: DRIFTED },
      { is: "hand-made", contradicts: false, isAdopted: true },
      { clientId: "hand", as: "adopted" },
    ],
    [
      "a hand-made one of an empty lineage",
      "hand",
      { tokens: [HAND] },
      { is: "hand-made", isAdopted: true },
      { clientId: "hand", as: "adopted" },
    ],
    [
      "a hand-made one that is younger than every write",
      "hand",
      { tokens: [handMade("hand", NOW - HOUR)] },
      { is: "hand-made", hasStanding: false, isAdopted: false },
      { clientId: "hand", as: "elsewhere" },
    ],
    [
      "a token where the secret is not there",
      "hand",
      { tokens: [HAND], secrets: [cellAt(undefined)] },
      { hasStanding: false, isAdopted: false },
      { clientId: "hand", as: "elsewhere" },
    ],
    [
      "a token where a secret that wins is known",
      "hand",
      {
        tokens: [HAND],
        overrides: [{ target: "acme/web", secretName: "TOKEN", by: "x" }],
      },
      { hasStanding: false, isAdopted: false },
      { clientId: "hand", as: "elsewhere" },
    ],
    [
      "one of a rotation whose places are all among these",
      "moved",
      { tokens: [minted("moved", NOW - 9 * DAY, other)] },
      { is: "hand-made", isAdopted: true },
      { clientId: "moved", as: "adopted" },
    ],
    [
      "one of such a rotation although this one has credentials",
      "moved",
      {
        tokens: [CURRENT, minted("moved", NOW - 9 * DAY, other)],
        secrets: DRIFTED,
      },
      { is: "hand-made", hasStanding: true, isAdopted: false },
      { clientId: "moved", as: "witnessed" },
    ],
    [
      "one of a rotation with other places",
      "theirs",
      { tokens: [minted("theirs", NOW - 9 * DAY, { ...other, ...placed(7) })] },
      { is: "other-rotation", isAdopted: false },
      { clientId: "theirs", as: "elsewhere" },
    ],
    [
      "a copy of a marker",
      "copy",
      { tokens: [CURRENT, { ...CURRENT, clientId: "copy", generatedOn: NOW }] },
      { is: "other-rotation", contradicts: false },
      { clientId: "copy", as: "elsewhere" },
    ],
    [
      "a dead one",
      "gone",
      { tokens, previous: { kind: "refused" } },
      { is: "dead", contradicts: true },
      { clientId: "gone", as: "contradicting" },
    ],
    [
      "a dead one of an empty lineage",
      "gone",
      { previous: { kind: "refused" } },
      { is: "dead", hasStanding: true, contradicts: false },
      { clientId: "gone", as: "witnessed" },
    ],
    [
      "a dead one where a secret that wins is known",
      "gone",
      {
        tokens,
        previous: { kind: "refused" },
        overrides: [{ target: "acme/web", secretName: "TOKEN", by: "x" }],
      },
      { is: "dead", hasStanding: false, contradicts: false },
      { clientId: "gone", as: "elsewhere" },
    ],
    [
      "one that expires at an instant that GitHub's clock alone has passed",
      "hand",
      {
        tokens: [{ ...HAND, expiresOn: NOW - 30 * SECOND }],
        clocks: clocksAt(NOW, MINUTE),
      },
      { is: "hand-made", isAdopted: true },
      { clientId: "hand", as: "adopted" },
    ],
    [
      "one that has expired and is still listed",
      "hand",
      { tokens: [CURRENT, { ...HAND, expiresOn: NOW }] },
      { is: "dead", contradicts: true },
      { clientId: "hand", as: "contradicting" },
    ],
    [
      "one of which nobody can tell",
      "gone",
      { tokens, previous: { kind: "unclear" } },
      { is: "unclear", contradicts: false },
      undefined,
    ],
    [
      "one that a lagging list does not show",
      "hand",
      { previous: { kind: "organization", organization: "organization-1" } },
      { is: "hand-made", isAdopted: true },
      { clientId: "hand", as: "adopted" },
    ],
    [
      "one that a lagging list does not show, where a place holds nothing of the lineage",
      "hand",
      {
        tokens: [CURRENT],
        secrets: DRIFTED,
        previous: { kind: "organization", organization: "organization-1" },
      },
      { is: "hand-made", isAdopted: true },
      { clientId: "hand", as: "adopted" },
    ],
    [
      "the admin token",
      ADMIN.clientId,
      {},
      { is: "hand-made", isAdopted: true },
      { clientId: ADMIN.clientId, as: "adopted" },
    ],
  ])("that names %s", (_name, previous, facts, expected, named) => {
    const evidence = seen(facts, previous);
    expect(evidence.witness).toMatchObject(expected);
    expect(evidence.named).toEqual(named);
  });

  it("is the admin token where it belongs to the lineage and previous-token names none", () => {
    const policy = policyOf({ adminClientId: "old" });
    const observation = observationOf({ tokens, secrets: SECRETS });
    expect(weigh(observation, policy).witness).toMatchObject({
      clientId: "old",
      contradicts: true,
    });
  });

  it("is adopted once: what a marker remembers is not new", () => {
    const named = { clientId: "hand", as: "adopted" } as const;
    const knower = minted("knower", NOW - DAY, { named });
    const { witness, adoption } = seen({
      tokens: [HAND, knower],
      secrets: DRIFTED,
    });
    expect(witness).toMatchObject({ isAdopted: false, isKnown: true });
    expect(adoption.tokens).toMatchObject([{ clientId: "hand" }]);
  });

  it("is adopted although a marker remembers another one", () => {
    const named = { clientId: "earlier", as: "adopted" } as const;
    const knower = minted("knower", NOW - DAY, { named });
    const { witness } = seen({ tokens: [HAND, knower], secrets: DRIFTED });
    expect(witness).toMatchObject({ isAdopted: true, isKnown: false });
  });

  it("is, in mode check, of another rotation where it copies the one that is looked at", () => {
    const watched = minted("watched", NOW - DAY, other);
    const copy = { ...watched, clientId: "copy", generatedOn: NOW - 9 * DAY };
    const facts = { tokens: [watched, copy] };
    const policy = { mode: "check" } as const;
    expect(seen(facts, "copy", policy).witness).toMatchObject({
      is: "other-rotation",
      contradicts: false,
    });
  });

  it.each([
    ["contradicting", true],
    ["adopted", false],
    ["elsewhere", true],
    ["witnessed", false],
  ] as const)(
    "answered where the newest remembers it as %s: %s",
    (as, answered) => {
      const named = { clientId: "old", as };
      const lowWater = { generatedBefore: undefined, lastWrite: NOW - 2 * DAY };
      const current = minted("current", NOW - DAY, { named, lowWater });
      const facts = { tokens: [OLD, current] };
      expect(seen(facts, "old").witness?.isAnswered).toBe(answered);
      const unwritten = [...SECRETS, cellAt(NOW - 2 * DAY, "B")];
      const later = seen({ ...facts, secrets: unwritten }, "old");
      expect(later.witness?.isAnswered).toBe(false);
    },
  );

  it("cannot be remembered where no marker could hold its id", () => {
    const long = "a".repeat(35);
    const evidence = seen({ tokens: [handMade(long, NOW - 9 * DAY)] }, long);
    expect(evidence.witness?.isAdopted).toBe(false);
    expect(evidence.named).toBeUndefined();
    const longest = "a".repeat(34);
    const fits = seen({ tokens: [handMade(longest, NOW - 9 * DAY)] }, longest);
    expect(fits.witness?.isAdopted).toBe(true);
    expect(fits.named).toEqual({ clientId: longest, as: "adopted" });
  });

  it("that contradicts lets the observation prove nothing to later runs", () => {
    const proves = seen({ tokens }, "current").lowWater?.generatedBefore;
    expect(proves).toBeDefined();
    const { lowWater } = seen({ tokens }, "old");
    expect(lowWater).toEqual({
      generatedBefore: undefined,
      lastWrite: NOW - DAY,
    });
  });
});
