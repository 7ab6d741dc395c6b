import { clientIdOf } from "../../astra/credential-wire.ts";
import { writtenNames } from "../../github/secret-values.ts";
import type { TargetSpec } from "../../github/target-spec.ts";
import { fenceOf } from "../../rotation/fence.ts";
import type { LineageIdentity } from "../../rotation/lineage.ts";
import type { Policy } from "../../rotation/observation.ts";
import type { RunSettings } from "../../rotation/run.ts";
import type { Inputs } from "./inputs.ts";

/**
 * What the inputs say to the protocol. `lineage` is asked for at each use: it
 * is read beside the rest of the observation, and known when that has
 * succeeded.
 */
export function settingsOf(
  inputs: Inputs,
  lineage: () => LineageIdentity,
  attempt: Pick<RunSettings, "attempt" | "run">,
): RunSettings {
  const { clientId, clientSecret } = inputs.secretNames;
  return {
    ...attempt,
    policy: policyOf(inputs, lineage),
    dryRun: inputs.dryRun,
    verifyTimeoutMs: inputs.verifyTimeoutMs,
    tokenLifetimeMs: inputs.tokenLifetimeMs,
    holdsPair: clientId !== undefined && clientSecret !== undefined,
    words: markerWords(inputs),
  };
}

function policyOf(inputs: Inputs, lineage: () => LineageIdentity): Policy {
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

/**
 * What a person reads in Astra's token list: where the token belongs, the
 * repository or organization first.
 */
function markerWords({ targets, secretNames }: Inputs): string {
  const [first, ...others] = targets;
  const more = others.length === 0 ? "" : ` +${String(others.length)}`;
  return `${placeWords(first)}${more} ${writtenNames(secretNames)[0] ?? ""}`;
}

function placeWords(spec: TargetSpec): string {
  switch (spec.kind) {
    case "repository":
      return `${spec.owner}/${spec.repository}`;
    case "environment":
      return `${spec.owner}/${spec.repository} ${spec.environment}`;
    case "organization":
      return spec.organization;
    default:
      return spec satisfies never;
  }
}
