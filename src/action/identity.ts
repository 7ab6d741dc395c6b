import { createHash } from "node:crypto";
import type { TargetSpec } from "../github/target-spec.ts";
import type { Inputs } from "./inputs/inputs.ts";

/** Longest lineage name that a marker carries in clear. */
const CLEAR_LENGTH = 22;

/**
 * The rotation's name as markers carry it: `rotation-id`, or a name derived
 * from the workflow's repository, the first target and the first secret. A long one
 * is hashed; `~`, which no `rotation-id` holds, tells the two apart.
 */
export function lineageName(
  { rotationId, targets: [first], secretNames }: Inputs,
  workflowRepository: string,
): string {
  if (rotationId !== undefined && rotationId.length <= CLEAR_LENGTH) {
    return rotationId;
  }
  const derived = [
    workflowRepository.toLowerCase(),
    accountOrRepository(first).toLowerCase(),
    first.kind === "environment" ? first.environment.toLowerCase() : "",
    firstSecret(secretNames),
    // Not for Actions, so that its names stay what they were before there were other stores.
    ...(first.store === "actions" ? [] : [first.store]),
  ];
  const whole = rotationId ?? JSON.stringify(derived);
  const hash = createHash("sha256").update(whole).digest("base64url");
  return `~${hash.slice(0, CLEAR_LENGTH - 1)}`;
}

/** Run id and attempt in base 36, as markers carry them; `0.0` outside a workflow. */
export function runName(
  runId: string | undefined,
  runAttempt: string | undefined,
): string {
  const inBase36 = (text: string | undefined): string =>
    /^\d{1,16}$/u.test(text ?? "") ? Number(text).toString(36) : "0";
  return `${inBase36(runId)}.${inBase36(runAttempt).slice(-3)}`;
}

/** What a person reads in Astra's token list: where the token belongs. */
export function markerWords({ targets, secretNames }: Inputs): string {
  const [first, ...others] = targets;
  const more = others.length === 0 ? "" : ` +${String(others.length)}`;
  return `${shortPlace(first)}${more} ${firstSecret(secretNames)}`;
}

function shortPlace(spec: TargetSpec): string {
  switch (spec.kind) {
    case "repository":
      return spec.repository;
    case "environment":
      return `${spec.repository}/${spec.environment}`;
    case "organization":
      return spec.organization;
    default:
      return spec satisfies never;
  }
}

function accountOrRepository(spec: TargetSpec): string {
  return spec.kind === "organization"
    ? spec.organization
    : `${spec.owner}/${spec.repository}`;
}

function firstSecret({
  token,
  clientId,
  clientSecret,
  json,
}: Inputs["secretNames"]): string {
  return token ?? json ?? clientId ?? clientSecret ?? "";
}
