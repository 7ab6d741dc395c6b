import { describe, expect, it } from "vitest";
import {
  requireNothingSpared,
  requireUntouched,
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
  const OLD = minted("old", NOW - 2 * DAY);
  const CURRENT = minted("current", NOW - DAY);
  const SOUND = { tokens: [OLD, CURRENT], secrets: [cellAt(NOW - DAY)] };
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

  it("is none where all is covered", () => {
    expect(spared(SOUND)).toBeUndefined();
  });

  it.each<[string, Parameters<typeof decidedOf>, string]>([
    [
      "is not covered",
      [{ ...SOUND, tokens: [CURRENT, minted("x", NOW - DAY, placed(7))] }],
      "Secrets that this run does not know",
    ],
    [
      "previous-token names without standing",
      [
        { ...SOUND, tokens: [CURRENT, handMade("hand", NOW - HOUR)] },
        { previousClientId: "hand" },
      ],
      "No secret of this rotation can hold `previous-token`",
    ],
    [
      "is young, where the rotation holds its own admin token",
      [
        { ...SOUND, tokens: [CURRENT, minted("young", NOW - 1_000)] },
        { adminClientId: "current" },
      ],
      "Another job may be using a token",
    ],
    [
      "nobody knows: what a drifted secret held",
      [{ ...SOUND, secrets: [cellAt(NOW - HOUR)] }],
      "If it may have leaked, revoke it in the Astra Portal",
    ],
  ])("is an error: what %s", (_name, facts, remedy) => {
    expect(spared(...facts)).toMatchObject({
      code: "emergency-incomplete",
      remedy: expect.stringContaining(remedy) as string,
    });
  });

  const failed = errorOf("It failed.", { notBefore: NOW });
  it("says first, whatever failed, what may still be alive and that a person can revoke it", () => {
    const { run, decision, policy } = decidedOf(SOUND);
    const record = {
      ...run.record,
      observation: run.observation,
      decision,
      revoked: ["old"],
    };
    expect(withAlive(failed, record, policy)).toMatchObject({
      code: failed.code,
      summary:
        "Token current may still be alive: you can revoke it now in the Astra Portal (Settings › Tokens). It failed.",
      remedy: failed.remedy,
      notBefore: NOW,
    });
    const all = { ...record, revoked: ["old", "current"] };
    expect(withAlive(failed, all, policy)).toBe(failed);
  });

  it("goes by previous-token, or by the rotation, where the run saw nothing", () => {
    const { run, policy } = decidedOf(SOUND);
    const named = { ...policy, previousClientId: "leaked" };
    expect(withAlive(failed, run.record, named).summary).toMatch(
      /^Token leaked may still be alive: you can revoke it now in/u,
    );
    expect(withAlive(failed, run.record, policy).summary).toMatch(
      /^Every token of this rotation may still be alive: you can revoke them now in/u,
    );
  });
});
