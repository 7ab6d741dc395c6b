import { describe, expect, it } from "vitest";
import { proveDeath } from "../../../src/rotation/death.ts";
import type { PreviousAnswer } from "../../../src/rotation/ports.ts";
import { rotate } from "../../../src/rotation/rotate.ts";
import {
  cellAt,
  DAY,
  HOUR,
  MINUTE,
  minted,
  NOW,
  observationOf,
  policyOf,
} from "./observations.ts";
import { runOf } from "./runs.ts";
import { portsOf, settingsOf, storeOf } from "./stand-ins.ts";

const ACCEPTED = {
  kind: "organization",
  organization: "organization-1",
} as const;
const UNCLEAR = { kind: "unclear" } as const;
const REFUSED = { kind: "refused" } as const;

/** Revoked then, and the list confirms it. */
const revokedAt = (answeredAt: number) => ({
  revoked: ["old"],
  previousRevocation: { clientId: "old", answeredAt },
});

/** Retired with the list's confirmation; the answers come in that order. */
async function proved(
  answers: readonly PreviousAnswer[],
  facts: Parameters<typeof runOf>[0] = {},
) {
  const left = [...answers];
  const standIns = runOf({
    probePrevious: () => Promise.resolve(left.shift() ?? REFUSED),
    ...facts,
    record: { ...revokedAt(0), ...facts.record },
  });
  const { ports, record } = standIns.run;
  await proveDeath(ports, record);
  return { ...standIns, record, asked: answers.length - left.length };
}

describe("the proof that a revoked token is dead", () => {
  it("is one request where Astra refuses it at once", async () => {
    const { record, calls, sleeps, steps } = await proved([REFUSED, ACCEPTED]);
    expect(record.death).toEqual({
      clientId: "old",
      state: "refused",
      afterMs: 0,
    });
    expect(calls).toEqual(["probe previous"]);
    expect(sleeps).toEqual([]);
    expect(steps.map(({ kind }) => kind)).toEqual(["death"]);
    expect(record.warnings).toEqual([]);
  });

  it("asks again, three times at most and for ten seconds", async () => {
    const later = await proved([ACCEPTED, REFUSED]);
    expect(later.record.death).toMatchObject({
      state: "refused",
      afterMs: 2_000,
    });
    expect(later.record.warnings).toEqual([]);

    const never = await proved([ACCEPTED, ACCEPTED, ACCEPTED, ACCEPTED]);
    expect(never.asked).toBe(3);
    expect(never.sleeps).toEqual([2_000, 8_000]);
    expect(never.record.death).toMatchObject({
      state: "accepted",
      afterMs: 10_000,
    });
    expect(never.record.warnings).toEqual([
      { kind: "still-accepted", clientId: "old", afterMs: 10_000 },
    ]);
  });

  it("says what the last answer told that told anything", async () => {
    const states = async (...answers: PreviousAnswer[]) =>
      (await proved(answers)).record.death;
    expect(await states(UNCLEAR, UNCLEAR, UNCLEAR)).toMatchObject({
      state: "unknown",
    });
    expect(await states(ACCEPTED, UNCLEAR, UNCLEAR)).toMatchObject({
      state: "accepted",
      afterMs: 0,
    });
    expect(await states(UNCLEAR, UNCLEAR, REFUSED)).toMatchObject({
      state: "refused",
      afterMs: 10_000,
    });
  });

  it.each([
    [
      "a revocation that the list does not confirm",
      { record: { revoked: [] } },
    ],
    [
      "a list that confirms another token's",
      { record: { revoked: ["other"] } },
    ],
    ["a run that was stopped", { stopped: () => "deadline" as const }],
    ["a run that was cancelled", { stopped: () => "cancelled" as const }],
  ])("asks nothing with %s", async (_, facts) => {
    const { record, calls, steps } = await proved([ACCEPTED], facts);
    expect(calls).toEqual([]);
    expect(steps).toEqual([]);
    expect(record.death).toBeUndefined();
  });

  it("asks nothing of what an earlier run revoked", async () => {
    const { ports, record } = runOf({ record: { revoked: ["old"] } }).run;
    await proveDeath(ports, record);
    expect(record.death).toBeUndefined();
  });

  it("ends with the run's deadline", async () => {
    let asked = 0;
    const { record } = await proved([], {
      probePrevious: () => {
        asked += 1;
        return Promise.resolve(ACCEPTED);
      },
      stopped: () => (asked > 0 ? "deadline" : undefined),
    });
    expect(asked).toBe(1);
    expect(record.death).toMatchObject({ state: "accepted" });
  });

  it.each([
    ["no further request after half a minute", 20_001, 2],
    ["a last one until then", 20_000, 3],
  ])("begins %s, however late its run is", async (_name, takes, requests) => {
    const late = HOUR;
    let asked = 0;
    const { run } = runOf({
      record: revokedAt(late - MINUTE),
      probePrevious: async (): Promise<PreviousAnswer> => {
        asked += 1;
        if (asked === 1) await run.ports.clock.sleep(takes);
        return ACCEPTED;
      },
    });
    const { ports, record } = run;
    await ports.clock.sleep(late);
    await proveDeath(ports, record);
    expect(asked).toBe(requests);
  });

  it("counts from the answer to the revocation", async () => {
    const { run } = runOf({
      record: revokedAt(HOUR - MINUTE),
    });
    const { ports, record } = run;
    await ports.clock.sleep(HOUR);
    await proveDeath(ports, record);
    expect(record.death).toEqual({
      clientId: "old",
      state: "refused",
      afterMs: MINUTE,
    });
  });
});

describe("a run that retires the token in previous-token", () => {
  const GENERATED = NOW - 10 * DAY;
  const facts = () => ({
    tokens: [...observationOf().tokens, minted("old", GENERATED)],
    targets: [storeOf({ secrets: [cellAt(GENERATED + MINUTE)] })],
  });
  const settings = settingsOf({
    policy: policyOf({
      rotateAfterMs: 0,
      overlapMs: 0,
      previousClientId: "old",
    }),
  });

  it("asks as that token after everything else", async () => {
    const { ports, calls } = portsOf(facts());
    const { record, error } = await rotate(ports, settings);
    expect(error).toBeUndefined();
    expect(record.revoked).toEqual(["old"]);
    expect(record.death).toMatchObject({ clientId: "old", state: "refused" });
    expect(calls.at(-1)).toBe("probe previous");
  });

  it("does not fail where Astra still accepts it", async () => {
    const { ports } = portsOf({
      ...facts(),
      probePrevious: () => Promise.resolve(ACCEPTED),
    });
    const { record, error } = await rotate(ports, settings);
    expect(error).toBeUndefined();
    expect(record.warnings.map(({ kind }) => kind)).toEqual(["still-accepted"]);
  });
});
