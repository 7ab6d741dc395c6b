import type { Bench, Played } from "./bench.ts";
import type { Core } from "./core.ts";
import { familyOf } from "./families.ts";
import { playRandom } from "./random.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import { SCENARIOS } from "./scenarios.ts";

/** Plays the case of that label again and returns what happened in it, line by line. */
export async function replay(
  core: Core,
  label: string,
): Promise<readonly string[]> {
  const log: string[] = [];
  const played = await playAgain(core, label, log);
  return played === undefined
    ? [`There is no case "${label}".`]
    : [...log, ...tell(played)];
}

/** Plays the case of that label; undefined when there is none. `log` is told every choice. */
export async function playAgain(
  core: Core,
  label: string,
  log: string[] = [],
): Promise<Played | undefined> {
  const [family, second, third] = label.split("/");
  let found: Played | undefined;
  const bench: Bench = {
    core,
    seed: Number(second),
    scenarios: SCENARIOS.filter(({ name }) => name === second),
    wants: (other) => other === label,
    worlds: new Map(),
    log,
    onPlayed: (played) => {
      if (played.label === label) found = played;
      return found === undefined;
    },
  };
  if (family === "random") await playRandom(bench, label, Number(third));
  else await familyOf(label)?.(bench);
  return found;
}

function tell({ violations, history }: Played): readonly string[] {
  const { tokens, cells } = history.world;
  return [
    "",
    ...history.simulation.runs.map(tellRun),
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

function tellRun(run: SimulatedRun): string {
  const { number, spec, secrets, startedAt, decision, outcome } = run;
  const reason = decision?.kind === "mint" ? ` (${decision.reason})` : "";
  const words = [
    `run ${String(number)} of ${spec.workflow} at ${at(startedAt)}`,
    `previous-token ${secrets.previous ?? "-"}`,
    `${decision?.kind ?? "no decision"}${reason}`,
    `minted ${[...run.minted].join(" ") || "-"}`,
    `revoked ${outcome?.record.revoked.join(" ") ?? ""}`,
    `${run.state}: ${outcome?.error?.code ?? "no error"}`,
    `warnings: ${outcome?.record.warnings.map(({ kind }) => kind).join(", ") ?? ""}`,
  ];
  return words.join("; ");
}

function at(instant: number | undefined): string {
  return instant === undefined ? "-" : new Date(instant).toISOString();
}
