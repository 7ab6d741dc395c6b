import { randomBytes } from "node:crypto";
import type { Outcome } from "../rotation/outcome.ts";
import { rotate } from "../rotation/rotate.ts";
import type { Step } from "../rotation/steps.ts";
import type { Beginning } from "./beginning.ts";
import { markerWords, runName } from "./identity.ts";
import { policyOf } from "./policy.ts";

/** A run under way. */
export interface Undertaking {
  /** Resolves once the run has decided what to do, or is over. */
  readonly decided: Promise<void>;
  /** Never rejects. */
  readonly outcome: Promise<Outcome>;
}

/** Goes through with a run that has begun; what happens is told to the beginning's steps. */
export function carryOut(
  beginning: Beginning,
  env: NodeJS.ProcessEnv,
): Undertaking {
  const { inputs, control, adapters, steps } = beginning;
  const { clock, stopSignal: lifeline } = control;
  let settle = (): void => undefined;
  const decided = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const report = (step: Step): void => {
    steps.tell({ step, at: clock.now() });
    if (step.kind === "decided") settle();
  };
  const ports = { ...adapters, clock, stopSignal: lifeline, report };
  const rotation = adapters.lineage.then((lineage) =>
    rotate(ports, {
      policy: policyOf(inputs, lineage),
      dryRun: inputs.dryRun,
      verifyTimeoutMs: inputs.verifyTimeoutMs,
      tokenLifetimeMs: inputs.tokenLifetimeMs,
      attempt: randomBytes(9).toString("base64url"),
      run: runName(env["GITHUB_RUN_ID"], env["GITHUB_RUN_ATTEMPT"]),
      holdsPair:
        inputs.secretNames.clientId !== undefined &&
        inputs.secretNames.clientSecret !== undefined,
      words: markerWords(inputs),
    }),
  );
  const outcome = rotation.finally(async () => {
    settle();
    await beginning.close();
  });
  return { decided, outcome };
}
