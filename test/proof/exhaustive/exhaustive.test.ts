import { beforeAll, describe, expect, it } from "vitest";
import { type Case, casesOf } from "./cases.ts";
import { draw } from "./draw.ts";
import { playAll, replayLine } from "./pool.ts";
import { type Rehearsed, rehearse } from "./rehearsal.ts";
import type { Family } from "./scenario.ts";
import { SCENARIOS } from "./scenarios.ts";

const SEED_NAME = "EXHAUSTIVE_SEED";
const SEED = Number(
  process.env[SEED_NAME] ?? Math.floor(Math.random() * 2 ** 31),
);

/** How many cases of each family are drawn; `npm run test:exhaustive` plays all of them. */
const DRAWN: readonly (readonly [Family, number])[] = [
  ["crash", 16],
  ["fault", 28],
  ["rivals", 5],
  ["crash-crash", 5],
];

describe("The shipped bundle", () => {
  let rehearsals: readonly Rehearsed[] = [];

  beforeAll(async () => {
    rehearsals = await Promise.all(SCENARIOS.map((one) => rehearse(one)));
  }, 120_000);

  it("keeps every invariant when nothing goes wrong", () => {
    const told = rehearsals.map(({ scenario: { name }, violations }) => ({
      name,
      violations,
    }));
    expect(told).toEqual(
      SCENARIOS.map(({ name }) => ({ name, violations: [] })),
    );
  });

  it.each(DRAWN)(
    "keeps every invariant in a sample of the %s cases (I1–I4, I6–I12, L1, L2)",
    { timeout: 240_000 },
    async (family, count) => {
      const all = rehearsals
        .filter(({ scenario }) => scenario.families.includes(family))
        .flatMap((one) => casesOf(family, one))
        .filter(({ waits }) => waits !== "long");
      expect(await violationsOf(draw(all, count, SEED))).toBe("");
    },
  );
});

/** What went wrong, each with the line that plays it again; empty when nothing did. */
async function violationsOf(cases: readonly Case[]): Promise<string> {
  const found: string[] = [];
  await playAll(cases, { busy: 2, slow: 4 }, (one, { violations }) => {
    if (violations.length === 0) return;
    found.push(`${violations.join("\n")}\n  ${replayLine(one)}`);
  });
  if (found.length > 0) found.push(`Drawn with ${SEED_NAME}=${String(SEED)}.`);
  return found.join("\n");
}
