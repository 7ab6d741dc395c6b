import { clientIdOf } from "../astra/credential-wire.ts";
import { fenceOf } from "../rotation/fence.ts";
import type { LineageIdentity } from "../rotation/lineage.ts";
import type { Policy } from "../rotation/observation.ts";
import type { Inputs } from "./inputs/inputs.ts";

/**
 * What the inputs say about decisions. `lineage` is asked for at each use: it
 * is read beside the rest of the observation, and known when that has
 * succeeded.
 */
export function policyOf(
  inputs: Inputs,
  lineage: () => LineageIdentity,
): Policy {
  return {
    mode: inputs.mode,
    get lineage() {
      return lineage();
    },
    organizationId: inputs.organizationId,
    rotateAfterMs: inputs.rotateAfterMs,
    overlapMs: inputs.overlapMs,
    fenceMs: fenceOf(inputs.runTimeoutMs),
    maxLiveTokens: inputs.maxLiveTokens,
    compromised: inputs.compromised,
    drain: inputs.drain,
    toleranceMs: inputs.toleranceMs,
    adminClientId: clientIdOf(inputs.astraToken) ?? "",
    previousClientId:
      inputs.previousToken === undefined
        ? undefined
        : clientIdOf(inputs.previousToken),
  };
}
