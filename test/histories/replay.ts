import type { Bench, Played } from "./bench.ts";
import type { Core } from "./core.ts";
import { familyOf } from "./families.ts";
import { playRandom } from "./random.ts";
import { SCENARIOS } from "./scenarios.ts";

/** Plays the case of that label again; returns what happened in it, line by line. */
export async function replay(
  core: Core,
  label: string,
): Promise<readonly string[]> {
  const [family, second, third] = label.split("/");
  const log: string[] = [];
  const lines: string[] = [];
  const isWanted = (other: string): boolean => other === label;
  const bench: Bench = {
    core,
    seed: Number(second),
    scenarios: SCENARIOS.filter(({ name }) => name === second),
    wants: isWanted,
    worlds: new Map(),
    log,
    onPlayed: (played) => {
      if (!isWanted(played.label)) return true;
      lines.push(...log, ...tell(played));
      return false;
    },
  };
  if (family === "random") await playRandom(bench, label, Number(third));
  else await familyOf(label)?.(bench);
  return lines.length > 0 ? lines : [`There is no case "${label}".`];
}

function tell({ violations, history }: Played): readonly string[] {
  const { tokens, cells } = history.world;
  return [
    "",
    ...tokens.map(
      ({ clientId, maker, bornAt, diedAt, description }) =>
        `${clientId} by ${maker}, ${at(bornAt)} to ${at(diedAt)}, ${description}`,
    ),
    ...cells.map(
      ({ secret, target, value, updatedAt }) =>
        `${secret} in ${target} holds ${value ?? "nothing"}, written ${at(updatedAt)}`,
    ),
    "",
    ...(violations.length === 0 ? ["no violation"] : []),
    ...violations.map(({ invariant, text }) => `${invariant}: ${text}`),
  ];
}

function at(instant: number | undefined): string {
  return instant === undefined ? "-" : new Date(instant).toISOString();
}
