import type { Case } from "./cases.ts";
import type { Progress } from "./progress.ts";
import { FAMILIES } from "./scenario.ts";

/** One line for each scenario and family: how many cases there are, and what became of them. */
export function tableOf(
  cases: readonly Case[],
  results?: Progress["played"],
): readonly string[] {
  const scenarios = [...new Set(cases.map(({ scenario }) => scenario))];
  const width = Math.max(...scenarios.map(({ length }) => length)) + 1;
  const groups = scenarios.flatMap((scenario) =>
    FAMILIES.map((family) => ({
      title: `${scenario.padEnd(width)}${family.padEnd(13)}`,
      group: cases.filter(
        (one) => one.scenario === scenario && one.family === family,
      ),
    })),
  );
  return [...groups, { title: "all".padEnd(width + 13), group: cases }]
    .filter(({ group }) => group.length > 0)
    .map(({ title, group }) => title + becameOf(group, results));
}

function becameOf(
  group: readonly Case[],
  results: Progress["played"] | undefined,
): string {
  if (results === undefined) return String(group.length);
  const played = group.flatMap(({ id }) => results.get(id) ?? []);
  const bad = played.filter(({ violations }) => violations.length > 0);
  const missed = played.filter(({ hasStruck }) => !hasStruck);
  const note =
    missed.length === 0
      ? ""
      : `; ${String(missed.length)} did not reach their second crash`;
  return `${String(played.length)} of ${String(group.length)} cases, ${String(bad.length)} with violations${note}`;
}
