import { createHash } from "node:crypto";
import type { Inputs } from "./inputs.ts";

/** Longest lineage name that a marker carries in clear. */
const CLEAR_LENGTH = 22;

/**
 * The rotation's name as markers carry it: `rotation-id`, or a name derived
 * from the workflow's repository, the target and the first secret. A long one
 * is hashed; `~`, which no `rotation-id` holds, tells the two apart.
 */
export function lineageName(
  { rotationId, target, secretNames }: Inputs,
  workflowRepository: string,
): string {
  if (rotationId !== undefined && rotationId.length <= CLEAR_LENGTH) {
    return rotationId;
  }
  const derived = [
    workflowRepository.toLowerCase(),
    `${target.owner}/${target.repository}`.toLowerCase(),
    target.environment?.toLowerCase() ?? "",
    firstSecret(secretNames),
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
export function markerWords({ target, secretNames }: Inputs): string {
  const place = [target.repository, target.environment].filter(
    (part) => part !== undefined,
  );
  return `${place.join("/")} ${firstSecret(secretNames)}`;
}

function firstSecret({
  token,
  clientId,
  clientSecret,
  json,
}: Inputs["secretNames"]): string {
  return token ?? json ?? clientId ?? clientSecret ?? "";
}
