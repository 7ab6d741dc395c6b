import { describe, expect, it } from "vitest";
import {
  requireNothingSpared,
  requireUntouched,
  sparedInEmergency,
  withAlive,
} from "../../../src/rotation/emergency.ts";
import { decide } from "../../../src/rotation/decide.ts";
import type {
  Observation,
  Policy,
  SecretState,
} from "../../../src/rotation/observation.ts";
import type { RunRecord } from "../../../src/rotation/outcome.ts";
import type { WriteResult } from "../../../src/rotation/ports.ts";
import {
  cellAt,
  DAY,
  handMade,
  HOUR,
  minted,
  NOW,
  placed,
} from "./observations.ts";
import { errorOf, rejectionOf } from "./outcomes.ts";
import { doneAt, storeOf } from "./stand-ins.ts";
import { runOf } from "./runs.ts";

const OLD = minted("old", NOW - 2 * DAY);
const CURRENT = minted("current", NOW - DAY);
const SOUND = { tokens: [OLD, CURRENT], secrets: [cellAt(NOW - DAY)] };
const UNCOVERED = minted("x", NOW - DAY, placed(7));

/** The targets read once more, after a run that wrote what `record` says. */
function reread(
  secrets: readonly SecretState[],
  targets: RunRecord["targets"],
): Promise<unknown> {
  const { run } = runOf({
    targets: [storeOf({ secrets, reread: () => Promise.resolve(secrets) })],
    record: { targets },
  });
  return requireUntouched(run).then(() => "untouched");
}

const wrote = (...secrets: readonly WriteResult[]): RunRecord["targets"] => [
  { target: "acme/web", secrets },
];

describe("after an emergency", () => {
  it("secrets are untouched when they are as old as the run's own writes", async () => {
    const own = wrote(doneAt(NOW, "A"), doneAt(NOW, "B"));
    const secrets = [cellAt(NOW, "A"), cellAt(NOW - 1_000, "B")];
    expect(await reread(secrets, own)).toBe("untouched");
  });

  it("secrets are untouched when GitHub stamps the run's own write with the next second", async () => {
    const own = wrote(doneAt(NOW, "A"));
    expect(await reread([cellAt(NOW + 1_000, "A")], own)).toBe("untouched");
  });

  it.each([
    ["was written later", cellAt(NOW + 2_000), doneAt(NOW)],
    ["is gone", cellAt(undefined), doneAt(NOW)],
    ["was written at an unknown time", cellAt(NOW), doneAt(undefined)],
    [
      "was not confirmed",
      cellAt(NOW),
      {
        secretName: "TOKEN",
        answer: { kind: "unknown", error: errorOf("Lost.") },
      } as const,
    ],
    ["is another secret", cellAt(NOW, "OTHER"), doneAt(NOW)],
    ["is in another target", cellAt(NOW, "TOKEN", "other"), doneAt(NOW)],
  ])("one that %s is an error", async (_name, cell, answer) => {
    expect(await rejectionOf(reread([cell], wrote(answer)))).toMatchObject({
      code: "overwritten",
      summary: `${cell.secretName} in ${cell.target} may have been written by another run during the emergency rotation.`,
      remedy:
        "It may hold a token that was just revoked. Run again at once, with nothing else rotating these secrets.",
      rerun: "safe",
    });
  });

  it("names the first one, and counts the others", async () => {
    const secrets = [cellAt(NOW, "A"), cellAt(NOW, "B"), cellAt(NOW, "C")];
    expect(
      await rejectionOf(reread(secrets, wrote(doneAt(NOW, "A")))),
    ).toMatchObject({
      summary:
        "B in acme/web and 1 more may have been written by another run during the emergency rotation.",
    });
  });

  it("is not over before every target was read", async () => {
    const error = errorOf("It cannot be read.");
    const { run } = runOf({
      targets: [storeOf(), storeOf({ reread: () => Promise.reject(error) })],
    });
    expect(await rejectionOf(requireUntouched(run))).toBe(error);
  });
});

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
    "Secrets that this run does not know may hold them. Revoke them in the Astra Portal (Settings › Tokens) when nothing uses them.";

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
      "No secret of this rotation can hold `previous-token`: it is another secret's value, and its consumers would lose access. Name its place in `repository`, `environment` or `targets`.",
    ],
    [
      "previous-token names, and the rotation never had",
      [
        { ...SOUND, tokens: [CURRENT, handMade("hand", NOW - 2 * DAY)] },
        { previousClientId: "hand" },
      ],
      INCOMPLETE,
      "`previous-token` is not a token of this rotation.",
    ],
    [
      "is young, where the rotation holds its own admin token",
      [
        { ...SOUND, tokens: [CURRENT, minted("young", NOW - 1_000)] },
        { adminClientId: "current" },
      ],
      INCOMPLETE,
      "Another job may be using a token that was minted in the last minutes: run again later with `compromised: true`.",
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

  it("keeps the admin token where the rotation took it over", () => {
    const named = { clientId: "admin", as: "adopted" } as const;
    const tokens = [OLD, minted("current", NOW - DAY, { named })];
    const { decision } = decidedOf({ ...SOUND, tokens });
    const frozen = decision.frozen.map(({ clientId }) => clientId);
    expect(frozen.toSorted()).toEqual(["current", "old"]);
    expect(sparedInEmergency(decision)).toEqual(["admin"]);
  });
});

describe("the error of an emergency", () => {
  const { run } = runOf({
    policy: { compromised: true },
    observation: SOUND,
  });
  const { policy } = run.settings;
  const { observation } = run;
  const decision = decide(observation, policy);
  const moment = { relation: "since", at: NOW - DAY } as const;
  const failed = errorOf("It failed.", { moment, notBefore: NOW });

  it.each([
    {
      what: "the one that is left",
      revoked: ["old"],
      subject: "Token current",
      them: "it",
    },
    {
      what: "all that are left",
      revoked: [],
      subject: "Tokens old, current",
      them: "them",
    },
  ])(
    "says first that a person can revoke $what",
    ({ revoked, subject, them }) => {
      const record = { ...run.record, observation, decision, revoked };
      expect(withAlive(failed, record, policy)).toMatchObject({
        code: failed.code,
        summary: `${subject} may have leaked and may still be alive: you can revoke ${them} now in the Astra Portal (Settings › Tokens). It failed.`,
        remedy: failed.remedy,
        rerun: failed.rerun,
        moment,
        notBefore: NOW,
      });
    },
  );

  it("stays as it is where nothing is left", () => {
    const revoked = ["old", "current"];
    const record = { ...run.record, observation, decision, revoked };
    expect(withAlive(failed, record, policy)).toBe(failed);
  });

  it.each([
    ["saw nothing", run.record],
    ["did not come to decide", { ...run.record, observation }],
  ])(
    "goes by previous-token, or by the rotation, where the run %s",
    (_name, record) => {
      const named = { ...policy, previousClientId: "leaked" };
      expect(withAlive(failed, record, named).summary).toMatch(
        /^Token leaked may have leaked and may still be alive: you can revoke it now in/u,
      );
      expect(withAlive(failed, record, policy).summary).toMatch(
        /^Every token of this rotation may have leaked and may still be alive: you can revoke them now in/u,
      );
    },
  );
});
