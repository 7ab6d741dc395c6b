import type { HttpAnswer } from "../http/message.ts";
import { parseRetryAfter } from "../http/retry.ts";
import { TransportError } from "../http/transport-error.ts";
import type { RotationError } from "../rotation/errors.ts";
import type { Secret } from "../rotation/secret.ts";
import type { AstraAttempt } from "./attempt.ts";
import type { AstraClient } from "./client.ts";
import { brokenOf, failureOf } from "./failures.ts";
import { provenanceOf } from "./provenance.ts";
import { isSuccess } from "./reads.ts";
import type { DatabaseRole } from "./role-policy.ts";

/** What became of one request to create a role. The list has the last word. */
export type RoleCreation =
  | { readonly kind: "answered" }
  /** The name was taken by then. */
  | { readonly kind: "taken" }
  /** It certainly had no effect, and may be sent again after `waitMs`. */
  | {
      readonly kind: "no-effect";
      readonly waitMs: number;
      readonly error: RotationError;
    }
  | { readonly kind: "refused"; readonly error: RotationError }
  /** Nobody can tell: the answer was lost, or makes no sense. */
  | { readonly kind: "unknown"; readonly error: RotationError };

/** Pauses before the same request is sent again, milliseconds. */
const RECONNECT_PAUSE_MS = 1_000;
const LIMIT_PAUSE_MS = 5_000;

/**
 * Sends the request that creates a role, once. Nothing of its answer is read
 * but the status: what was made, the list shows.
 */
export async function createRoleOnce(
  client: AstraClient,
  token: Secret,
  role: DatabaseRole,
  attempt: AstraAttempt,
): Promise<RoleCreation> {
  try {
    return creationOf(await client.createRole(token, role), attempt);
  } catch (thrown) {
    const error = brokenOf(thrown, attempt);
    return thrown instanceof TransportError && thrown.delivery === "not-sent"
      ? { kind: "no-effect", waitMs: RECONNECT_PAUSE_MS, error }
      : { kind: "unknown", error };
  }
}

function creationOf(answer: HttpAnswer, attempt: AstraAttempt): RoleCreation {
  if (isSuccess(answer)) return { kind: "answered" };
  const { status } = answer;
  const provenance = provenanceOf(answer);
  if (status === 409 && provenance === "api") return { kind: "taken" };
  const error = failureOf(answer, attempt);
  if (status === 429) {
    const { header, serverTime } = answer;
    const asked = parseRetryAfter(header("retry-after"), serverTime);
    return { kind: "no-effect", waitMs: asked ?? LIMIT_PAUSE_MS, error };
  }
  // What stands between may answer in Astra's place, once it has acted.
  const isRefusal =
    status >= 400 &&
    status < 500 &&
    status !== 408 &&
    (provenance === "api" || provenance === "no-such-path");
  return { kind: isRefusal ? "refused" : "unknown", error };
}
