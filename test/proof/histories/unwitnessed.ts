import { type Bench, play } from "./bench.ts";
import { CRASHES, dieAt } from "./crashes.ts";
import type { Fault } from "./faults.ts";
import {
  type FaultPlan,
  finish,
  type History,
  isOver,
  NO_FAULTS,
  runToEnd,
  start,
  wait,
} from "./history.ts";
import { ACTS } from "./persons.ts";
import type { Scenario } from "./scenario.ts";
import type { RunSpec } from "./simulated-run.ts";
import { cellsOf } from "./world-secrets.ts";
import { MAIN } from "./world.ts";

const MINUTE = 60_000;

const PASTES = [
  "overwrites a secret with an old token",
  "restores a former value",
] as const;

/** Longer than any fence. */
const PAUSE_MS = 30 * MINUTE;

/** What becomes of the second run, at its write of the pasted secret. */
const SECONDS: readonly (Fault | undefined)[] = [undefined, "refused"];

/** What comes last, without `previous-token` like the second run. */
const LASTS = ["retire", "rotate"] as const;

/**
 * A person pastes an old token; the run that `previous-token` tells of it fails
 * at the pasted secret or dies; what comes after is not given `previous-token`,
 * and only markers tell it.
 */
export async function unwitnessed(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    const { witness, rotatesAdmin } = scenario.spec;
    if (witness !== "first" || rotatesAdmin) continue;
    for (const paste of PASTES) {
      for (const second of SECONDS) {
        for (const last of LASTS) {
          for (const first of ["refused", ...CRASHES] as const) {
            for (let at = 0; ; at += 1) {
              const met = { value: false };
              const label = `unwitnessed/${scenario.name}/${paste}/${second ?? "none"}/${last}/${String(at)} ${first}`;
              const plan =
                first === "refused"
                  ? failAt(firstPlace(scenario), first, met)
                  : dieAt(at, first, met);
              const goesOn = await play(
                bench,
                label,
                scenario,
                async (history) => {
                  await runOnce(history, scenario.spec, NO_FAULTS);
                  wait(history, MINUTE);
                  history.fingerprint.add(paste);
                  ACTS[paste]?.(history, 0);
                  wait(history, PAUSE_MS);
                  await runOnce(history, scenario.spec, plan);
                  wait(history, PAUSE_MS);
                  const blind = { ...scenario.spec, witness: undefined };
                  const refused = failAt(firstPlace(scenario), second);
                  await runOnce(history, blind, refused);
                  const { overlapMs } = scenario.spec.settings.policy;
                  for (const mode of [last, "retire"] as const) {
                    wait(history, overlapMs + PAUSE_MS);
                    await runOnce(history, inMode(blind, mode), NO_FAULTS);
                  }
                },
              );
              if (!goesOn) return false;
              if (!met.value || first === "refused") break;
            }
          }
        }
      }
    }
  }
  return true;
}

/** The secret that `previous-token` reads. */
function firstPlace({ create }: Scenario): string {
  const [cell] = cellsOf(create(), MAIN);
  return cell === undefined ? "" : `${cell.secret}@${cell.target}`;
}

/** Every write of that secret fails. */
function failAt(
  place: string,
  fault: Fault | undefined,
  met = { value: false },
): FaultPlan {
  return ({ kind, subject }) => {
    if (kind !== "write" || subject !== place) return undefined;
    met.value = true;
    return fault;
  };
}

async function runOnce(
  history: History,
  spec: RunSpec,
  faults: FaultPlan,
): Promise<void> {
  if (isOver(history)) return;
  const run = start(history, spec);
  await runToEnd(history, run, faults);
  await finish(history);
}

function inMode(spec: RunSpec, mode: "retire" | "rotate"): RunSpec {
  const policy = { ...spec.settings.policy, mode };
  return { ...spec, settings: { ...spec.settings, policy } };
}
