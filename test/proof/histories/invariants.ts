import { noteMinting, noteTakenBack } from "./exclusions.ts";
import { SAFETY } from "./safety.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import type { Simulation } from "./simulation.ts";
import { placesOf } from "./world-secrets.ts";
import type { Change } from "./world.ts";

/** One broken promise. */
export interface Violation {
  /** Its number in the specification; I1w is what `overlap` promises to consumers, I1d what `drain` does. */
  readonly invariant: string;
  readonly text: string;
}

/** Watches every change of the world; returns what was broken, in order. */
export function watch(simulation: Simulation): Violation[] {
  const violations: Violation[] = [];
  const { world, runs } = simulation;
  simulation.breach = (invariant, text) => {
    violations.push({ invariant, text });
  };
  world.onChange = (change) => {
    const by = makerOf(change);
    note(simulation, change);
    for (const run of runs) {
      if (run === by || run.state !== "running") continue;
      run.isDisturbed = true;
      if (run.decision !== undefined) continue;
      run.holdsPrevious &&= placesOf(world, run).some(
        ({ value }) => value === run.secrets.previous,
      );
    }
    for (const [invariant, check] of Object.entries(SAFETY)) {
      const text = check(simulation, change);
      if (text !== undefined) violations.push({ invariant, text });
    }
  };
  return violations;
}

/** Remembers what persons wrote, until a run writes there. */
function note(simulation: Simulation, change: Change): void {
  const { handWritten, doubtful, pasted } = simulation;
  if (change.kind === "minted") noteMinting(simulation, change.token);
  if (change.kind === "revoked") {
    noteTakenBack(simulation, change.token, change.by);
  }
  if (change.kind !== "written" || change.by === undefined) return;
  for (const memory of [handWritten, doubtful, pasted]) {
    memory.delete(change.cell);
  }
}

function makerOf(change: Change): SimulatedRun | undefined {
  switch (change.kind) {
    case "minted":
      return change.token.mintedBy;
    case "revoked":
    case "written":
      return change.by;
    case "configured":
      return undefined;
    default:
      return change satisfies never;
  }
}
