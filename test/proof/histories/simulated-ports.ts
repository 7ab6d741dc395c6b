import type { Credential } from "../../../src/rotation/credential.ts";
import type { RotationError } from "../../../src/rotation/errors.ts";
import type {
  Clock,
  Issuer,
  Ports,
  Purpose,
  TargetStore,
} from "../../../src/rotation/ports.ts";
import { type Fault, MUTATIONS, type OperationKind } from "./faults.ts";
import { createSimulatedDatabase, noteTold } from "./simulated-database.ts";
import { createSimulatedIssuer } from "./simulated-issuer.ts";
import { createSimulatedTarget } from "./simulated-target.ts";
import { localTime, type SimulatedRun } from "./simulated-run.ts";
import { workflowOf } from "./world.ts";
import {
  crashRun,
  deadlineOf,
  leaveUnderWay,
  type Operation,
  remove,
  type Simulation,
  stopReason,
} from "./simulation.ts";

/** How a request ends: with a value, an error, or never, when the run died of it. */
export type Ending<T> =
  { readonly value: T } | { readonly error: RotationError } | "never";

/** Asks for one operation; it happens when the history's director says so. */
export type Ask = <T>(
  what: {
    readonly kind: OperationKind;
    readonly subject: string;
    readonly purpose?: Purpose;
  },
  act: (fault: Fault | undefined, operation: Operation) => Ending<T>,
) => Promise<T>;

/** The ports of one run over the simulated world. */
export function createPorts(simulation: Simulation, run: SimulatedRun): Ports {
  const ask = createAsk(simulation, run);
  const issuer: Issuer = createSimulatedIssuer(simulation, run, ask);
  const workflow = workflowOf(simulation.world, run.spec.workflow);
  const targets: TargetStore[] = workflow.targets.map((name) =>
    createSimulatedTarget(simulation, run, ask, name, workflow.secrets),
  );
  return {
    issuer,
    targets,
    database: createSimulatedDatabase(simulation, run, ask),
    clock: createSimulatedClock(simulation, run),
    stopSignal: { stopped: () => stopReason(simulation, run) },
    report: (step) => {
      if (step.kind === "decided") run.decision = step.decision;
      noteTold(run, step);
    },
  };
}

function createAsk(simulation: Simulation, run: SimulatedRun): Ask {
  return (what, act) =>
    new Promise((resolve, reject) => {
      const { kind, subject, purpose = "rotate" } = what;
      run.calls += 1;
      if (MUTATIONS.has(kind)) {
        run.mutations += 1;
        requireMayStart(simulation, run, what);
      }
      const operation: Operation = {
        run,
        kind,
        subject,
        purpose,
        issuedAt: simulation.world.now,
        issuedLocal: localTime(run, simulation.world),
        sleptBefore: run.sleptMs,
        perform: (fault) => {
          remove(simulation.pending, (one) => one === operation);
          if (fault === "crash") {
            crashRun(simulation, run);
            return;
          }
          const ending = act(fault, operation);
          // Every answer that comes in says what time it is.
          if (ending !== "never" && "value" in ending) {
            run.shownTime = Math.max(run.shownTime, simulation.world.now);
          }
          if (ending === "never") crashRun(simulation, run);
          else if ("error" in ending) reject(ending.error);
          else resolve(ending.value);
        },
      };
      if (run.state === "running") simulation.pending.push(operation);
    });
}

/** L3, and the deadline that every fence counts on: a stopped run only takes back. */
function requireMayStart(
  simulation: Simulation,
  run: SimulatedRun,
  { kind, purpose = "rotate" }: { kind: OperationKind; purpose?: Purpose },
): void {
  if (run.isCutOff) {
    simulation.breach("I8", `${kind} was decided by a list that is not whole`);
  }
  const why = stopReason(simulation, run);
  if (why === undefined || purpose === "compensate") return;
  const invariant = why === "cancelled" ? "L3" : "I9";
  simulation.breach(invariant, `${kind} was begun after the ${why}`);
}

/** What a mutation comes to under a fault. */
export function mutate(
  simulation: Simulation,
  operation: Operation,
  fault: Fault | undefined,
  apply: () => void,
): "done" | "refused" | "unknown" | "never" {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the other faults are not of mutations
  switch (fault) {
    case "refused":
      return "refused";
    case "unapplied":
      return "unknown";
    case "claimed":
      return "done";
    case "lost":
      apply();
      return "unknown";
    case "late":
      leaveUnderWay(simulation, operation, apply);
      return "unknown";
    case "repeated":
      apply();
      leaveUnderWay(simulation, operation, apply);
      return "done";
    case "crash-applied":
      apply();
      return "never";
    case "crash-late":
      leaveUnderWay(simulation, operation, apply);
      return "never";
    default:
      apply();
      return "done";
  }
}

/** The error of a simulated service. */
export function failure({ core }: Simulation, summary: string): RotationError {
  return new core.RotationError({
    code: "astra-unavailable",
    summary,
    remedy: "Run again.",
    rerun: "safe",
  });
}

function createSimulatedClock(
  simulation: Simulation,
  run: SimulatedRun,
): Clock {
  const { world, sleepers } = simulation;
  return {
    now: () => localTime(run, world),
    elapsed: () =>
      Math.max(localTime(run, world), run.shownTime - run.startedAt),
    sleep: async (milliseconds) => {
      const wakeAt = Math.min(world.now + milliseconds, deadlineOf(run));
      if (run.cancelledAt !== undefined || wakeAt <= world.now) return;
      await new Promise<void>((wake) => {
        sleepers.push({ run, wakeAt, wake });
      });
    },
  };
}

/** Secrets nobody looks at. */
export function credentialOf(
  { core }: Simulation,
  facts: Omit<Credential, "clientSecret" | "token">,
): Credential {
  const secret = new core.Secret("");
  return { ...facts, clientSecret: secret, token: secret };
}
