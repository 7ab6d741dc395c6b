import type { RotationError } from "../../../src/rotation/errors.ts";
import type {
  Override,
  SecretState,
} from "../../../src/rotation/observation.ts";
import type {
  WriteResult,
  ActiveRuns,
  TargetStore,
} from "../../../src/rotation/ports.ts";
import { type Ask, failure, mutate } from "./simulated-ports.ts";
import { localTime, type SimulatedRun } from "./simulated-run.ts";
import {
  isUnawares,
  type Operation,
  type Simulation,
  stopReason,
} from "./simulation.ts";
import {
  githubTime,
  type StoredSecret,
  wholeSeconds,
  type World,
} from "./world.ts";
import { cellsOfTarget, writeCell } from "./world-secrets.ts";
import type { Fault } from "./faults.ts";
import type { Ending } from "./simulated-ports.ts";

/** One target in GitHub, as one run reaches it. */
export function createSimulatedTarget(
  simulation: Simulation,
  run: SimulatedRun,
  ask: Ask,
  name: string,
  secretNames: readonly string[],
): TargetStore {
  const { world } = simulation;
  const states = cellsOfTarget(world, name, secretNames);
  const cells = (): readonly SecretState[] =>
    states.map(({ secret, updatedAt }) => ({
      target: name,
      secretName: secret,
      updatedAt,
    }));
  const unreadable = (): { error: RotationError } => ({
    error: failure(simulation, `${name} cannot be read.`),
  });
  return {
    name,
    observe: () =>
      ask({ kind: "observe", subject: name }, (fault) =>
        fault === "refused"
          ? unreadable()
          : {
              value: {
                secrets: cells(),
                clocks: [reading()],
              },
            },
      ),
    overrides: () => Promise.resolve(overridesOf(world, name, states)),
    reread: () =>
      ask({ kind: "reread", subject: name }, (fault) => {
        run.rereads += 1;
        return fault === "refused" ? unreadable() : { value: cells() };
      }),
    activeRuns: (replacedAt) =>
      ask({ kind: "readers", subject: name }, (fault) => ({
        value:
          fault === "refused"
            ? { kind: "unreadable", ...unreadable() }
            : readersAt(world, replacedAt),
      })),
    publish: async ({ clientId }) =>
      await Promise.all(
        states.map(async (state): Promise<WriteResult> => {
          const { secret } = state;
          if (stopReason(simulation, run) !== undefined) {
            return { secretName: secret, answer: { kind: "not-attempted" } };
          }
          run.writes.asked += 1;
          const subject = `${secret}@${name}`;
          const answer = await ask<WriteResult["answer"]>(
            { kind: "write", subject },
            (fault, operation) =>
              writeOnce(simulation, operation, fault, state, clientId),
          );
          if (answer.kind === "done") run.writes.confirmed += 1;
          return { secretName: secret, answer };
        }),
      ),
  };

  function reading() {
    return {
      service: "github" as const,
      serverTime: wholeSeconds(githubTime(world)),
      receivedAt: localTime(run, world),
    };
  }
}

function writeOnce(
  simulation: Simulation,
  operation: Operation,
  fault: Fault | undefined,
  state: StoredSecret,
  clientId: string,
): Ending<WriteResult["answer"]> {
  const { world, lateWrites } = simulation;
  const end = mutate(simulation, operation, fault, () => {
    if (isUnawares(operation)) lateWrites.add(state);
    else lateWrites.delete(state);
    writeCell(world, state, clientId, operation.run);
  });
  if (end === "never") return end;
  if (end === "done") {
    const writtenAt = wholeSeconds(githubTime(world));
    return { value: { kind: "done", writtenAt } };
  }
  const error = failure(simulation, "The write did not succeed.");
  return { value: { kind: end, error } };
}

/** The secrets of a target that another place's of the same name win over. */
function overridesOf(
  { overrides, cells }: World,
  name: string,
  states: readonly StoredSecret[],
): readonly Override[] {
  const by = overrides[name];
  if (by === undefined) return [];
  return states
    .filter(({ secret }) =>
      cells.some(
        (cell) =>
          cell.target === by &&
          cell.secret === secret &&
          cell.value !== undefined,
      ),
    )
    .map(({ secret }) => ({ target: name, secretName: secret, by }));
}

/** Workflow runs that began before that instant and are still active. */
function readersAt(world: World, replacedAt: number): ActiveRuns {
  const isActive = world.readers.some(
    ({ startedAt, endsAt }) =>
      endsAt > world.now &&
      wholeSeconds(startedAt + world.githubError) <= replacedAt,
  );
  return { kind: isActive ? "active" : "none" };
}
