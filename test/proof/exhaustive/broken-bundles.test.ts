import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { breakBundle, BROKEN_BUNDLES } from "./broken-bundles.ts";
import { casesOf } from "./cases.ts";
import { type Rehearsed, rehearse } from "./rehearsal.ts";
import { SCENARIOS } from "./scenarios.ts";

describe("The exhaustive harness", { concurrent: true }, () => {
  const rehearsals = new Map<string, Promise<Rehearsed>>();

  it.each(BROKEN_BUNDLES)(
    "catches a bundle that $does ($violates)",
    { timeout: 120_000 },
    async (broken) => {
      const one = await caseOf(broken.shownBy, rehearsals);
      const bundle = await breakBundle(broken);
      try {
        const { violations } = await one.play(bundle);
        expect(violations.join("\n")).toMatch(
          new RegExp(
            `^${broken.violates.replace(".", String.raw`\.`)}: `,
            "mu",
          ),
        );
      } finally {
        await rm(dirname(bundle), { recursive: true });
      }
    },
  );
});

async function caseOf(id: string, rehearsals: Map<string, Promise<Rehearsed>>) {
  const scenario = SCENARIOS.find(({ name }) => id.startsWith(`${name}/`));
  if (scenario === undefined) throw new Error(`no scenario of ${id}`);
  const rehearsal = rehearsals.get(scenario.name) ?? rehearse(scenario);
  rehearsals.set(scenario.name, rehearsal);
  const rehearsed = await rehearsal;
  const cases = [
    ...casesOf("crash", rehearsed),
    ...casesOf("fault", rehearsed),
  ];
  const found = cases.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no case ${id}`);
  return found;
}
