import type { FinalAnswer } from "../http/send-with-retry.ts";
import { TransportError } from "../http/http-error.ts";
import type { Cell } from "../rotation/observation.ts";
import type { CellResult, Read } from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import { ask } from "./ask.ts";
import type { Call } from "./client.ts";
import {
  brokenOf,
  failureOf,
  type GitHubTask,
  type TokenKind,
} from "./failures.ts";
import { routesOf } from "./routes.ts";
import { type PublicKey, readKey, seal } from "./sealed-box.ts";
import { nameOf, type TargetSpec } from "./target-spec.ts";
import { PublicKeyWire, readBody, SecretMetadataWire } from "./wire.ts";

/** The three operations on the secrets of one scope. */
export interface SecretAccess {
  /** Throws `RotationError` when the key cannot be had. */
  publicKey(): Promise<Read<PublicKey>>;
  /** When a secret was last written; throws when that cannot be read. */
  metadata(secret: string): Promise<Read<Cell>>;
  /** Seals and writes one secret; never throws for what the service does. */
  write(secret: string, value: Secret, key: PublicKey): Promise<CellResult>;
}

/** Access to the secrets of one scope. https://docs.github.com/en/rest/actions/secrets */
export function createSecretAccess(
  call: Call,
  spec: TargetSpec,
  token: TokenKind,
): SecretAccess {
  const { secrets, parameters, permission } = routesOf(spec);
  const target = nameOf(spec);
  const task = (what: string): GitHubTask => ({
    what,
    target,
    permission,
    token,
  });

  const publicKey = async (): Promise<Read<PublicKey>> => {
    const reading = task("read the public key for secrets");
    const { answer, clock } = await ask(
      call,
      { method: "GET", path: `${secrets}/public-key`, parameters },
      reading,
    );
    if (answer.status !== 200) throw failureOf(answer, reading);
    const wire = readBody(PublicKeyWire, answer.body);
    const key = wire === undefined ? undefined : await readKey(wire.key);
    if (wire === undefined || key === undefined) {
      throw failureOf(answer, reading);
    }
    return { value: { keyId: wire.key_id, key }, clock };
  };

  const put = async (
    secret: string,
    value: Secret,
    key: PublicKey,
  ): Promise<FinalAnswer> =>
    await call("PUT", `${secrets}/{secret_name}`, {
      ...parameters,
      secret_name: secret,
      encrypted_value: await seal(value, key),
      key_id: key.keyId,
    });

  return {
    publicKey,
    metadata: async (secret) => {
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
        return { value: { target, secret, updatedAt: undefined }, clock };
      }
      if (answer.status !== 200) throw failureOf(answer, reading);
      const wire = readBody(SecretMetadataWire, answer.body);
      if (wire === undefined) throw failureOf(answer, reading);
      return { value: { target, secret, updatedAt: wire.updated_at }, clock };
    },
    write: async (secret, value, key) => {
      const writing = task(`write the secret ${secret}`);
      try {
        let answer = await put(secret, value, key);
        // The key may have changed since it was read: fetch it anew, once.
        if (answer.status === 422) {
          const { earlierEffect } = answer;
          answer = await put(secret, value, (await publicKey()).value);
          if (earlierEffect === "possible")
            answer = { ...answer, earlierEffect };
        }
        return { secret, answer: judge(answer, writing) };
      } catch (thrown) {
        return { secret, answer: judgeBroken(thrown, writing) };
      }
    },
  };
}

/** A write is refused for certain only when no earlier sending of it may have been carried out. */
function judge(answer: FinalAnswer, task: GitHubTask): CellResult["answer"] {
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

function judgeBroken(thrown: unknown, task: GitHubTask): CellResult["answer"] {
  const isUnsent =
    thrown instanceof TransportError && thrown.delivery === "not-sent";
  if (isUnsent && thrown.code === "cancelled") return { kind: "not-attempted" };
  const error = brokenOf(thrown, task);
  return { kind: isUnsent ? "refused" : "unknown", error };
}
