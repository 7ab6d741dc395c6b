import { describe, expect, it } from "vitest";
import {
  requireUntouched,
  withAlive,
} from "../../../src/rotation/emergency.ts";
import { decide } from "../../../src/rotation/decide.ts";
import type { SecretState } from "../../../src/rotation/observation.ts";
import type { RunRecord } from "../../../src/rotation/outcome.ts";
import type { WriteResult } from "../../../src/rotation/ports.ts";
import { cellAt, DAY, minted, NOW } from "./observations.ts";
import { errorOf, rejectionOf } from "./outcomes.ts";
import { doneAt, storeOf } from "./stand-ins.ts";
import { runOf } from "./runs.ts";

const OLD = minted("old", NOW - 2 * DAY);
const CURRENT = minted("current", NOW - DAY);
const SOUND = { tokens: [OLD, CURRENT], secrets: [cellAt(NOW - DAY)] };

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
