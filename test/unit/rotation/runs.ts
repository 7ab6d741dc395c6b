import type { Observation, Policy } from "../../../src/rotation/observation.ts";
import type { RunRecord } from "../../../src/rotation/outcome.ts";
import type { Run } from "../../../src/rotation/run.ts";
import { observationOf } from "./observations.ts";
import { portsOf, settingsOf, type StandIns } from "./stand-ins.ts";

/** A run that has observed, with all that goes through its ports from now on. */
export function runOf({
  policy = {},
  observation = {},
  record = {},
  ...ways
}: Parameters<typeof portsOf>[0] & {
  readonly policy?: Partial<Policy>;
  readonly observation?: Partial<Observation> & { readonly now?: number };
  readonly record?: Partial<RunRecord>;
} = {}): StandIns & { readonly run: Run & { readonly record: RunRecord } } {
  const standIns = portsOf(ways);
  const run = {
    ports: standIns.ports,
    settings: settingsOf({ policy }),
    observation: observationOf(observation),
    observedAt: 0,
    record: {
      targets: [],
      revoked: [],
      unrevoked: [],
      held: [],
      warnings: [],
      ...record,
    },
  };
  return { ...standIns, run };
}
