import { TransportError } from "../http/http-error.ts";
import type { FinalAnswer } from "../http/send-with-retry.ts";
import type { WriteResult, Read } from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import { ask } from "./ask.ts";
import type { Call } from "./client.ts";
import {
  brokenOf,
  failureOf,
  type GitHubTask,
  type TokenKind,
} from "./failures.ts";
import { permissionFor, permissionWords } from "./permissions.ts";
import { routesOf } from "./routes.ts";
import { type PublicKey, readKey, seal } from "./sealed-box.ts";
import { nameOf, type TargetSpec } from "./target-spec.ts";
import { PublicKeyWire, readBody, SecretMetadataWire } from "./wire.ts";

/** Which repositories of an organization may read a secret. */
export type Visibility = "all" | "private" | "selected";

/** A secret as its metadata shows it. */
export interface SecretMetadata {
  /** Epoch milliseconds; undefined when the secret is not there. */
  readonly updatedAt: number | undefined;
  /** Only for secrets of organizations. */
  readonly visibility: Visibility | undefined;
}

/** A sealed value as every PUT of a secret carries it. */
export interface SealedBody {
  readonly encrypted_value: string;
  readonly key_id: string;
}

/** Sends the PUT of one secret to where it belongs. */
export type PutSecret = (
  secret: string,
  body: SealedBody,
) => Promise<FinalAnswer>;

/** The operations on the secrets of one place. */
export interface SecretAccess {
  /** Throws `RotationError` when the key cannot be had. */
  publicKey(): Promise<Read<PublicKey>>;
  /** Throws when the metadata cannot be read. */
  metadata(secret: string): Promise<Read<SecretMetadata>>;
  /** Seals and writes one secret; never throws for what the service does. */
  write(
    secret: string,
    value: Secret,
    key: PublicKey,
    put: PutSecret,
  ): Promise<WriteResult>;
}

/** What is done in a place, for the sentence that tells of its failure. */
export function taskIn(
  spec: TargetSpec,
  token: TokenKind,
): (what: string) => GitHubTask {
  const permission = permissionWords(permissionFor(spec), "write");
  const target = nameOf(spec);
  const { kind: place, store } = spec;
  return (what) => ({ what, target, permission, token, place, store });
}

/** Access to the secrets of one place. https://docs.github.com/en/rest/actions/secrets */
export function createSecretAccess(
  call: Call,
  spec: TargetSpec,
  token: TokenKind,
): SecretAccess {
  const { secrets, parameters } = routesOf(spec);
  const task = taskIn(spec, token);

  const publicKey = async (): Promise<Read<PublicKey>> => {
    const reading = task("read the public key for secrets");
    const path = `${secrets}/public-key`;
    const { answer, clock } = await ask(
      call,
      { method: "GET", path, parameters },
      reading,
    );
    if (answer.status !== 200) throw failureOf(answer, reading);
    const wire = readBody(PublicKeyWire, answer.body);
    const key = wire === undefined ? undefined : readKey(wire.key);
    if (wire === undefined || key === undefined) {
      throw failureOf(answer, reading);
    }
    return { value: { keyId: wire.key_id, key }, clock };
  };

  const metadata = async (secret: string): Promise<Read<SecretMetadata>> => {
    const reading = task(`read the date of the secret ${secret}`);
    const { answer, clock } = await ask(
      call,
      {
        method: "GET",
        path: `${secrets}/{secret_name}`,
        parameters: { ...parameters, secret_name: secret },
      },
      reading,
    );
    if (answer.status === 404) {
      return { value: { updatedAt: undefined, visibility: undefined }, clock };
    }
    if (answer.status !== 200) throw failureOf(answer, reading);
    const wire = readBody(SecretMetadataWire, answer.body);
    const isWhole =
      spec.kind !== "organization" || wire?.visibility !== undefined;
    if (wire === undefined || !isWhole) throw failureOf(answer, reading);
    const { updated_at: updatedAt, visibility } = wire;
    return { value: { updatedAt, visibility }, clock };
  };

  return {
    publicKey,
    metadata,
    write: async (secret, value, key, put) => {
      const writing = task(`write the secret ${secret}`);
      let mayHaveActed = false;
      try {
        const answer = await put(secret, await sealed(value, key));
        if (answer.status !== 422) {
          return { secretName: secret, answer: judge(answer, writing) };
        }
        mayHaveActed = answer.earlierEffect === "possible";
        // The key may have changed since it was read: fetch it anew, once.
        const { value: fresh } = await publicKey();
        const second = await put(secret, await sealed(value, fresh));
        return {
          secretName: secret,
          answer: judge(carryEarlierEffect(answer, second), writing),
        };
      } catch (thrown) {
        const answer = mayHaveActed
          ? ({ kind: "unknown", error: brokenOf(thrown, writing) } as const)
          : judgeBroken(thrown, writing);
        return { secretName: secret, answer };
      }
    },
  };
}

/** A later answer to the same write, with what an earlier sending may have done. */
export function carryEarlierEffect(
  earlier: FinalAnswer,
  later: FinalAnswer,
): FinalAnswer {
  return earlier.earlierEffect === "possible"
    ? { ...later, earlierEffect: "possible" }
    : later;
}

async function sealed(value: Secret, key: PublicKey): Promise<SealedBody> {
  return { encrypted_value: await seal(value, key), key_id: key.keyId };
}

/** A write is refused for certain only when no earlier sending of it may have been carried out. */
function judge(answer: FinalAnswer, task: GitHubTask): WriteResult["answer"] {
  if (answer.status === 201 || answer.status === 204) {
    return { kind: "done", writtenAt: answer.serverTime };
  }
  const error = failureOf(answer, task);
  const isCertain =
    answer.status >= 300 &&
    answer.status < 500 &&
    answer.status !== 408 &&
    answer.earlierEffect === "none";
  return { kind: isCertain ? "refused" : "unknown", error };
}

/** Of a request that was never sent, and of an error other than the transport's, nothing can have come. */
export function judgeBroken(
  thrown: unknown,
  task: GitHubTask,
): WriteResult["answer"] {
  const error = brokenOf(thrown, task);
  const isSent =
    thrown instanceof TransportError && thrown.delivery === "unknown";
  if (isSent) return { kind: "unknown", error };
  return error.code === "cancelled"
    ? { kind: "not-attempted" }
    : { kind: "refused", error };
}
