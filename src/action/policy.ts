import { createHash } from "node:crypto";
import { clientIdOf } from "../astra/credential-wire.ts";
import { fenceOf } from "../rotation/fence.ts";
import type { Policy } from "../rotation/observation.ts";
import { lineageName } from "./identity.ts";
import type { Inputs } from "./inputs/inputs.ts";

/** What the inputs say about decisions; `workflowRepository` is part of a derived rotation name. */
export function policyOf(inputs: Inputs, workflowRepository: string): Policy {
  return {
    mode: inputs.mode,
    // A stand-in: server, numeric repository id and places are wired elsewhere.
    lineage: {
      home: hashOf(workflowRepository),
      id: hashOf(lineageName(inputs, workflowRepository)),
      places: [],
    },
    organizationId: undefined,
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

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 8);
}
