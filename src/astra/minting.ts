import type { HttpAnswer } from "../http/message.ts";
import { TransportError } from "../http/transport-error.ts";
import { parseRetryAfter } from "../http/retry.ts";
import type { MintAnswer, MintOrder, Purpose } from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import type { AstraClient } from "./client.ts";
import { type Mask, readCredential } from "./credential-wire.ts";
import type { AstraAttempt } from "./attempt.ts";
import { brokenOf, failureOf } from "./failures.ts";
import { provenanceOf } from "./provenance.ts";
import { isSuccess } from "./reads.ts";

/**
 * Pause before a minting request that never reached the service is sent again,
 * milliseconds.
 */
const RECONNECT_PAUSE_MS = 1_000;

/**
 * Pause after a rate limit that does not say how long, milliseconds; other
 * clients of this API wait as long.
 */
const LIMIT_PAUSE_MS = 5_000;

/**
 * Sends the request that mints, once; masks every secret of the answer before
 * it returns.
 */
export async function mintOnce(
  client: AstraClient,
  token: Secret,
  order: MintOrder,
  { mask, purpose }: { readonly mask: Mask; readonly purpose: Purpose },
): Promise<MintAnswer> {
  const attempt: AstraAttempt = {
    task: "mint a token",
    bearer: "astra-token",
    host: client.host,
    hasExpiry: order.expiresOn !== undefined,
  };
  try {
    const body = {
      roles: order.roles.map((role) => role.id),
      description: order.description,
      ...(order.expiresOn === undefined
        ? {}
        : { tokenExpiry: new Date(order.expiresOn).toISOString() }),
    };
    const answer = await client.mint(token, body, purpose);
    return readMinted(answer, attempt, mask);
  } catch (thrown) {
    const error = brokenOf(thrown, attempt);
    return thrown instanceof TransportError && thrown.delivery === "not-sent"
      ? { kind: "no-effect", waitMs: RECONNECT_PAUSE_MS, error }
      : { kind: "unknown", error };
  }
}

function readMinted(
  answer: HttpAnswer,
  attempt: AstraAttempt,
  mask: Mask,
): MintAnswer {
  if (isSuccess(answer)) {
    const credential = readCredential(answer.body, mask);
    return credential === undefined
      ? { kind: "unknown", error: failureOf(answer, attempt) }
      : { kind: "minted", credential };
  }
  const error = failureOf(answer, attempt);
  if (answer.status === 429) {
    const asked = parseRetryAfter(
      answer.header("retry-after"),
      answer.serverTime,
    );
    return { kind: "no-effect", waitMs: asked ?? LIMIT_PAUSE_MS, error };
  }
  return { kind: isRefusal(answer) ? "refused" : "unknown", error };
}

/**
 * Whether the service said no. What stands between may have answered in its
 * place after the token was made: a filter that lets no secret pass, or a
 * gateway that has waited long enough (408).
 */
function isRefusal(answer: HttpAnswer): boolean {
  const { status } = answer;
  const provenance = provenanceOf(answer);
  return (
    status >= 400 &&
    status < 500 &&
    status !== 408 &&
    (provenance === "api" || provenance === "no-such-path")
  );
}
