import { describe, expect, it } from "vitest";
import { decide } from "../../../src/rotation/decide.ts";
import { sparedInEmergency } from "../../../src/rotation/emergency.ts";
import { requireNothingSpared } from "../../../src/rotation/emergency-incomplete.ts";
import type { Observation, Policy } from "../../../src/rotation/observation.ts";
import {
  cellAt,
  DAY,
  handMade,
  HOUR,
  minted,
  NOW,
  placed,
} from "./observations.ts";
import { runOf } from "./runs.ts";

const OLD = minted("old", NOW - 2 * DAY);
const CURRENT = minted("current", NOW - DAY);
const SOUND = { tokens: [OLD, CURRENT], secrets: [cellAt(NOW - DAY)] };
const UNCOVERED = minted("x", NOW - DAY, placed(7));

describe("an emergency that leaves something alive", () => {
  const decidedOf = (
    facts: Partial<Observation>,
    policy: Partial<Policy> = {},
  ) => {
    const settings = { compromised: true, ...policy };
    const { run } = runOf({ policy: settings, observation: facts });
    const decision = decide(run.observation, run.settings.policy);
    return { run, decision, policy: run.settings.policy };
  };
  const spared = (...facts: Parameters<typeof decidedOf>) => {
    const { run, decision } = decidedOf(...facts);
    try {
      requireNothingSpared(run, decision);
      return undefined;
    } catch (thrown) {
      return thrown;
    }
  };

  it.each<[string, ...Parameters<typeof decidedOf>]>([
    ["is covered", SOUND],
    [
      "is covered, or dead as previous-token shows",
      { ...SOUND, previous: { kind: "refused" } },
      { previousClientId: "gone" },
    ],
    [
      "is covered, and previous-token names what a drifted secret held",
      { ...SOUND, secrets: [cellAt(NOW - HOUR)] },
      { previousClientId: "old" },
    ],
  ])("is none where all %s", (_name, ...facts) => {
    expect(spared(...facts)).toBeUndefined();
  });

  const INCOMPLETE =
    "The emergency rotation was completed, but it could not revoke every token that may have leaked.";
  const UNKNOWN =
    "Secrets that this run does not know may hold x: revoke it in the Astra Portal (Settings › Tokens) when nothing uses it.";
  const OTHERS_VALUE =
    "No secret of this rotation can hold `previous-token`: it is another secret's value, and its consumers would lose access. Name its place in `repository`, `environment` or `targets`.";
  const NOT_OURS =
    "This run does not know `previous-token` as a token of this rotation.";
  const YOUNG_ONE =
    "Another job may be using young, created in the last minutes: run again later with `compromised: true`.";
  const OWN_KEY =
    "This run authenticates with admin (`astra-token`) and left it alone: run again with `compromised: true` once the secret that `astra-token` reads holds the new token.";
  const YOUNG = minted("young", NOW - 1_000);
  const named = { clientId: "admin", as: "adopted" } as const;
  const ADOPTING = minted("current", NOW - DAY, { named });

  it.each<[string, Parameters<typeof decidedOf>, string, string]>([
    [
      "is not covered",
      [{ ...SOUND, tokens: [CURRENT, UNCOVERED] }],
      INCOMPLETE,
      UNKNOWN,
    ],
    [
      "is not covered, where previous-token names what is revoked",
      [
        { ...SOUND, tokens: [OLD, CURRENT, UNCOVERED] },
        { previousClientId: "old" },
      ],
      INCOMPLETE,
      UNKNOWN,
    ],
    [
      "is not covered, where the rotation holds its own admin token",
      [
        { ...SOUND, tokens: [CURRENT, UNCOVERED] },
        { adminClientId: "current" },
      ],
      INCOMPLETE,
      UNKNOWN,
    ],
    [
      "previous-token names without standing",
      [
        { ...SOUND, tokens: [CURRENT, handMade("hand", NOW - HOUR)] },
        { previousClientId: "hand" },
      ],
      INCOMPLETE,
      OTHERS_VALUE,
    ],
    [
      "previous-token names, and the rotation never had",
      [
        { ...SOUND, tokens: [CURRENT, handMade("hand", NOW - 2 * DAY)] },
        { previousClientId: "hand" },
      ],
      INCOMPLETE,
      NOT_OURS,
    ],
    [
      "previous-token names as the admin token, which the rotation never had",
      [SOUND, { previousClientId: "admin" }],
      INCOMPLETE,
      NOT_OURS,
    ],
    [
      "the rotation took over as its admin token",
      [{ ...SOUND, tokens: [OLD, ADOPTING] }],
      INCOMPLETE,
      OWN_KEY,
    ],
    [
      "this run takes over as its admin token",
      [
        { ...SOUND, tokens: [CURRENT], secrets: [cellAt(NOW - HOUR)] },
        { previousClientId: "admin" },
      ],
      INCOMPLETE,
      OWN_KEY,
    ],
    [
      "another run took over as the admin token, for places that this one lacks",
      [
        {
          ...SOUND,
          tokens: [
            CURRENT,
            minted("x", NOW - 2 * DAY, { ...placed(7), named }),
          ],
        },
        { previousClientId: "admin" },
      ],
      INCOMPLETE,
      "Secrets that this run does not know may hold admin, x: revoke them in the Astra Portal (Settings › Tokens) when nothing uses them.",
    ],
    [
      "is young, where the rotation holds its own admin token",
      [{ ...SOUND, tokens: [CURRENT, YOUNG] }, { adminClientId: "current" }],
      INCOMPLETE,
      YOUNG_ONE,
    ],
    [
      "is young, and previous-token names it",
      [
        { ...SOUND, tokens: [CURRENT, YOUNG] },
        { adminClientId: "current", previousClientId: "young" },
      ],
      INCOMPLETE,
      YOUNG_ONE,
    ],
    [
      "is young and not covered, and previous-token names it",
      [
        {
          ...SOUND,
          tokens: [CURRENT, minted("young", NOW - 1_000, placed(7))],
        },
        { adminClientId: "current", previousClientId: "young" },
      ],
      INCOMPLETE,
      YOUNG_ONE,
    ],
    [
      "is young and not covered",
      [
        { ...SOUND, tokens: [CURRENT, minted("x", NOW - 1_000, placed(7))] },
        { adminClientId: "current" },
      ],
      INCOMPLETE,
      UNKNOWN,
    ],
    [
      "is spared for each of the reasons",
      [
        {
          ...SOUND,
          tokens: [ADOPTING, UNCOVERED, YOUNG, handMade("hand", NOW - 2 * DAY)],
        },
        { previousClientId: "hand" },
      ],
      INCOMPLETE,
      [NOT_OURS, OWN_KEY, UNKNOWN, YOUNG_ONE].join(" "),
    ],
    [
      "nobody knows: what a drifted secret held",
      [{ ...SOUND, secrets: [cellAt(NOW - HOUR)] }],
      "What TOKEN in acme/web held before is not a token of this rotation, and this run cannot identify it.",
      "If it may have leaked, revoke it in the Astra Portal (Settings › Tokens), or run again and pass the leaked value as `previous-token`.",
    ],
  ])("is an error: what %s", (_name, facts, summary, remedy) => {
    expect(spared(...facts)).toMatchObject({
      code: "emergency-incomplete",
      summary,
      remedy,
      rerun: "fix-first",
    });
  });

  it("keeps the admin token where the rotation took it over, until a run authenticates with another", () => {
    const tokens = [OLD, ADOPTING];
    const { decision } = decidedOf({ ...SOUND, tokens });
    const frozen = decision.frozen.map(({ clientId }) => clientId);
    expect(frozen.toSorted()).toEqual(["current", "old"]);
    expect(sparedInEmergency(decision)).toEqual(["admin"]);

    const later = decidedOf({ ...SOUND, tokens }, { adminClientId: "fresh" });
    expect(later.decision.frozen).toContainEqual(
      expect.objectContaining({ clientId: "admin" }),
    );
    expect(sparedInEmergency(later.decision)).toEqual([]);
  });
});
