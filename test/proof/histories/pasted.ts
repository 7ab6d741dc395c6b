import { type Bench, play } from "./bench.ts";
import { CRASHES, dieAt } from "./crashes.ts";
import {
  finish,
  type History,
  isOver,
  runToEnd,
  start,
  wait,
} from "./history.ts";
import { ACTS } from "./persons.ts";
import type { Scenario } from "./scenario.ts";
import { cellsOf } from "./world-secrets.ts";
import { MAIN } from "./world.ts";

const MINUTE = 60_000;

const PASTES = [
  "overwrites a secret",
  "overwrites a secret with an old token",
  "restores a former value",
] as const;

/** Into the secret that `previous-token` reads, or into all of them. */
const PLACES = ["first", "all"] as const;

/** How soon after a rotation the token is pasted: a run may still have written it. */
const GAPS_MS = [MINUTE, 15 * MINUTE];

/** Stamps have whole seconds; so long after a write none can mistake it for a run's. */
const NOTICED_MS = 10_000;

/** How long after the crash the next run comes. */
const PAUSES_MS = [0, 30 * MINUTE];

/** The last run comes so long before the overlap after the next one has passed. */
const EARLY_MS = 25 * MINUTE;

/**
 * A person pastes a token of their own; the run that `previous-token` tells of it
 * dies at every step; the next one replaces it, and another may come too early.
 */
export async function pasted(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    const { witness, rotatesAdmin } = scenario.spec;
    if (witness !== "first" || rotatesAdmin) continue;
    for (const [paste, place] of pairs(PASTES, PLACES)) {
      for (const [gap, pause] of pairs(GAPS_MS, PAUSES_MS)) {
        for (const crash of CRASHES) {
          for (let at = 0; ; at += 1) {
            const met = { value: false };
            const label = `pasted/${scenario.name}/${paste}/${place}/${String(gap)}/${String(pause)}/${String(at)} ${crash}`;
            const goesOn = await play(
              bench,
              label,
              scenario,
              async (history) => {
                await runOnce(history, scenario);
                wait(history, gap);
                pasteToken(history, paste, place);
                wait(history, NOTICED_MS);
                const run = start(history, scenario.spec);
                await runToEnd(history, run, dieAt(at, crash, met));
                wait(history, pause);
                await runOnce(history, scenario);
                const { overlapMs } = scenario.spec.settings.policy;
                wait(history, Math.max(0, overlapMs - EARLY_MS));
                await runOnce(history, scenario);
              },
            );
            if (!goesOn) return false;
            if (!met.value) break;
          }
        }
      }
    }
  }
  return true;
}

function pasteToken(
  history: History,
  paste: (typeof PASTES)[number],
  place: (typeof PLACES)[number],
): void {
  history.fingerprint.add(`${paste} ${place}`);
  for (const index of cellsOf(history.world, MAIN).keys()) {
    if (place === "all" || index === 0) ACTS[paste]?.(history, index);
  }
}

async function runOnce(history: History, { spec }: Scenario): Promise<void> {
  if (isOver(history)) return;
  start(history, spec);
  await finish(history);
}

function pairs<A, B>(
  some: readonly A[],
  others: readonly B[],
): readonly (readonly [A, B])[] {
  return some.flatMap((a) => others.map((b) => [a, b] as const));
}
