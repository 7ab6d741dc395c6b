import type { RotationError } from "../../../src/rotation/errors.ts";
import type { SecretState } from "../../../src/rotation/observation.ts";
import type {
  WriteResult,
  ActiveRuns,
  TargetStore,
} from "../../../src/rotation/ports.ts";
import { type Ask, failure, mutate } from "./simulated-ports.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import { type Operation, type Simulation, stopReason } from "./simulation.ts";
import {
  githubTime,
  type StoredSecret,
  wholeSeconds,
  type World,
  writeCell,
} from "./world.ts";
import type { Fault } from "./faults.ts";
import type { Ending } from "./simulated-ports.ts";

/** One target in GitHub, as one run reaches it. */
export function createSimulatedTarget(
  simulation: Simulation,
  run: SimulatedRun,
  ask: Ask,
  name: string,
): TargetStore {
  const { world } = simulation;
  const states = world.cells.filter(({ target }) => target === name);
  const cells = (): readonly SecretState[] =>
    states.map(({ target, secret, updatedAt }) => ({
      target,
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
          : { value: { secrets: cells(), clocks: [reading()] } },
      ),
    reread: () =>
      ask({ kind: "reread", subject: name }, (fault) => {
        run.rereads += 1;
        return fault === "refused" ? unreadable() : { value: cells() };
      }),
    overrides: () => Promise.resolve([]),
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
      receivedAt: world.now - run.startedAt,
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
  const { world } = simulation;
  const end = mutate(simulation, operation, fault, () => {
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

/** Workflow runs that began before that instant and are still active. */
function readersAt(world: World, replacedAt: number): ActiveRuns {
  const isActive = world.readers.some(
    ({ startedAt, endsAt }) =>
      endsAt > world.now &&
      wholeSeconds(startedAt + world.githubError) <= replacedAt,
  );
  return { kind: isActive ? "active" : "none" };
}
