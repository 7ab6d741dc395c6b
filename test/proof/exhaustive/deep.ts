import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { BUNDLE } from "../../kit/run-action.ts";
import { type Case, casesOf } from "./cases.ts";
import { playAll, replayLine } from "./pool.ts";
import { openProgress } from "./progress.ts";
import { type Rehearsed, rehearse } from "./rehearsal.ts";
import { FAMILIES } from "./scenario.ts";
import { SCENARIOS } from "./scenarios.ts";
import { tableOf } from "./table.ts";

const USAGE = `Plays every case of every family in every scenario on the bundle.
Interrupted, it goes on where it was, as long as the bundle is the same.

  --only TEXT     only cases whose id contains the text; may be repeated
  --replay ID     one case, with what its runs said
  --list          only count the cases
  --anew          forget what earlier sessions played
  --bundle FILE   another bundle than dist/index.js
  --jobs N        busy processes at a time (default: one more than there are cores)
`;

const SLOW_PER_JOB = 4;
const TELL_EVERY_MS = 15_000;

const { values: told } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [""] },
    replay: { type: "string" },
    list: { type: "boolean", default: false },
    anew: { type: "boolean", default: false },
    bundle: { type: "string", default: BUNDLE },
    jobs: { type: "string", default: String(availableParallelism() + 1) },
    help: { type: "boolean", default: false },
  },
});
const bundle = resolve(told.bundle);

if (told.help) say(USAGE);
else if (told.replay !== undefined) await replay(told.replay);
else {
  const cases = await casesWith(told.only);
  if (told.list) say(tableOf(cases).join("\n"));
  else await playOn(cases);
}

/** Plays one case and shows what its runs said. */
async function replay(id: string): Promise<void> {
  const one = (await casesWith([id])).find((other) => other.id === id);
  if (one === undefined) throw new Error(`there is no case ${id}`);
  const { violations, hasStruck, runs } = await one.play(bundle);
  for (const { run, trail } of runs) {
    say(
      `— ${String(run.exitCode ?? run.signal)} after ${String(trail.requests)} requests`,
    );
    say(run.stdout.replaceAll(/^::add-mask::.*\n/gmu, "") + run.stderr);
  }
  say(hasStruck ? "The disturbance struck." : "The disturbance missed.");
  conclude(violations);
}

/** Plays what earlier sessions left, family by family. */
async function playOn(cases: readonly Case[]): Promise<void> {
  const progress = openProgress(bundle, told.anew);
  const results = new Map(progress.played);
  const left = cases.filter(
    ({ id }) => results.get(id)?.violations.length !== 0,
  );
  say(`${String(cases.length)} cases, ${String(left.length)} to play.`);
  const started = performance.now();
  let toldAt = started;
  let done = cases.length - left.length;
  const jobs = Number(told.jobs);
  const note = (
    one: Case,
    { violations, hasStruck }: Awaited<ReturnType<Case["play"]>>,
  ): void => {
    done += 1;
    const line = { id: one.id, violations: [...violations], hasStruck };
    results.set(one.id, line);
    progress.add(line);
    if (violations.length > 0) {
      say(`${violations.join("\n")}\n  ${replayLine(one)}`);
    }
    const now = performance.now();
    if (now - toldAt < TELL_EVERY_MS) return;
    progress.addTime(now - toldAt);
    toldAt = now;
    say(`${String(done)} of ${String(cases.length)}, ${time(now - started)}`);
  };
  for (const family of FAMILIES) {
    const some = left.filter((one) => one.family === family);
    const size = { busy: jobs, slow: jobs * SLOW_PER_JOB };
    await playAll(some, size, note, bundle);
  }
  const ended = performance.now();
  progress.addTime(ended - toldAt);
  say(tableOf(cases, results).join("\n"));
  say(`Time: ${time(progress.elapsedMs + ended - started)} in all sessions.`);
  conclude(cases.flatMap(({ id }) => results.get(id)?.violations ?? []));
}

/** Every case whose id contains one of the texts. */
async function casesWith(texts: readonly string[]): Promise<readonly Case[]> {
  const rehearsed: Rehearsed[] = [];
  for (const scenario of SCENARIOS) {
    if (texts.some((text) => mayBeginWith(scenario.name, text))) {
      rehearsed.push(await rehearse(scenario));
    }
  }
  for (const { scenario, violations } of rehearsed) {
    if (violations.length > 0) {
      throw new Error(
        `${scenario.name}, undisturbed: ${violations.join("; ")}`,
      );
    }
  }
  return FAMILIES.flatMap((family) =>
    rehearsed
      .filter(({ scenario }) => scenario.families.includes(family))
      .flatMap((one) => casesOf(family, one)),
  ).filter(({ id }) => texts.some((text) => id.includes(text)));
}

/** False when the text begins with the name of another scenario. */
function mayBeginWith(name: string, text: string): boolean {
  const named = SCENARIOS.filter((one) => text.startsWith(`${one.name}/`));
  return named.length === 0 || named.some((one) => one.name === name);
}

function conclude(violations: readonly string[]): void {
  say(`${String(violations.length)} violations.`);
  if (violations.length > 0) process.exitCode = 1;
}

function time(milliseconds: number): string {
  return `${(milliseconds / 60_000).toFixed(1)} min`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
