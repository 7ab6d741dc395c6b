import { TransportError } from "../http/transport-error.ts";
import type { Read, WriteResult } from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import type { Account } from "./accounts.ts";
import { brokenOf, failureOf, type GitHubTask } from "./failures.ts";
import {
  carryEarlierEffect,
  type GitHubAnswer,
  parseAnswer,
  read,
} from "./octokit.ts";
import { permissionFor, permissionWords } from "./permissions.ts";
import { routesOf, type SecretRoutes } from "./routes.ts";
import { canSealFor, type PublicKey, readKey, seal } from "./sealed-box.ts";
import { nameOf, type TargetSpec } from "./target-spec.ts";
import { PublicKeyWire, SecretMetadataWire } from "./wire.ts";

/** Which repositories of an organization may read a secret. */
export type Visibility = "all" | "private" | "selected";

/** A secret as its metadata shows it. */
export interface SecretMetadata {
  /** Epoch milliseconds; undefined when there is no such secret. */
  readonly updatedAt: number | undefined;
  /** Only for secrets of organizations. */
  readonly visibility: Visibility | undefined;
}

/** Where a secret is written, and what its PUT says beside the value. */
export interface Destination {
  readonly routes: SecretRoutes;
  readonly body?: Readonly<Record<string, unknown>>;
  /**
   * Routes for a server that answers 404 to the first; undefined unless they
   * still lead to the same place.
   */
  readonly otherRoutes?: () => Promise<SecretRoutes | undefined>;
}

type Answer = WriteResult["answer"];

/**
 * The operations on the secrets of one place, in any store at any level.
 * https://docs.github.com/en/rest/actions/secrets
 */
export class SecretAccess {
  readonly #account: Account;
  readonly #spec: TargetSpec;

  constructor(account: Account, spec: TargetSpec) {
    this.#account = account;
    this.#spec = spec;
  }

  /** What is done here, for the sentence about its failure. */
  task(what: string): GitHubTask {
    return {
      what,
      target: nameOf(this.#spec),
      permission: permissionWords(permissionFor(this.#spec), "write"),
      token: this.#account.token,
      place: this.#spec.kind,
      store: this.#spec.store,
    };
  }

  /** Throws `RotationError` unless values can be sealed for the key. */
  async publicKey(routes = routesOf(this.#spec)): Promise<Read<PublicKey>> {
    const task = this.task("read the public key for secrets");
    const { value: answer, clock } = await read(
      this.#account.request,
      (octokit) =>
        octokit.request(`GET ${routes.secrets}/public-key`, routes.parameters),
      task,
    );
    const wire = parseAnswer(answer, PublicKeyWire, task);
    const bytes = readKey(wire.key);
    if (bytes === undefined) throw failureOf(answer, task);
    const key = { keyId: wire.key_id, key: bytes };
    if (!(await canSealFor(key))) throw failureOf(answer, task);
    return { value: key, clock };
  }

  /** Throws `RotationError` when the metadata cannot be read. */
  async metadata(secretName: string): Promise<Read<SecretMetadata>> {
    const task = this.task(`read the date of the secret ${secretName}`);
    const { secrets, parameters } = routesOf(this.#spec);
    const { value: answer, clock } = await read(
      this.#account.request,
      (octokit) =>
        octokit.request(`GET ${secrets}/{secret_name}`, {
          ...parameters,
          secret_name: secretName,
        }),
      task,
    );
    if (answer.status === 404) {
      return { value: { updatedAt: undefined, visibility: undefined }, clock };
    }
    const wire = parseAnswer(answer, SecretMetadataWire, task);
    const { updated_at: updatedAt, visibility } = wire;
    if (this.#spec.kind === "organization" && visibility === undefined) {
      throw failureOf(answer, task);
    }
    return { value: { updatedAt, visibility }, clock };
  }

  /** Seals and writes one secret; never throws. */
  async write(
    secretName: string,
    value: Secret,
    key: PublicKey,
    { routes, body, otherRoutes }: Destination,
  ): Promise<WriteResult> {
    const task = this.task(`write the secret ${secretName}`);
    let latest: GitHubAnswer | undefined;
    const put = async (
      { secrets, parameters }: SecretRoutes,
      publicKey: PublicKey,
    ): Promise<GitHubAnswer> => {
      const encrypted = await seal(value, publicKey);
      const answer = await this.#account.request((octokit) =>
        octokit.request(`PUT ${secrets}/{secret_name}`, {
          ...parameters,
          ...body,
          secret_name: secretName,
          encrypted_value: encrypted,
          key_id: publicKey.keyId,
        }),
      );
      latest = latest ? carryEarlierEffect(latest, answer) : answer;
      return latest;
    };
    try {
      let to: SecretRoutes | undefined = routes;
      let answer = await put(to, key);
      if (answer.status === 404 && otherRoutes !== undefined) {
        to = await otherRoutes();
        if (to !== undefined) answer = await put(to, key);
      }
      if (answer.status === 422) {
        // The key may have changed: read it again, once, in the same place.
        if (to !== routes) to = await otherRoutes?.();
        if (to !== undefined) {
          answer = await put(to, (await this.publicKey(to)).value);
        }
      }
      return { secretName, answer: judge(answer, task) };
    } catch (thrown) {
      const answer: Answer =
        latest?.earlierEffect === "possible"
          ? { kind: "unknown", error: brokenOf(thrown, task) }
          : judgeBroken(thrown, task);
      return { secretName, answer };
    }
  }
}

/** A refusal is certain only when no earlier sending may have acted. */
function judge(answer: GitHubAnswer, task: GitHubTask): Answer {
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

/**
 * What became of a write that threw. A request that was not sent, and an error
 * other than the transport's, had no effect.
 */
export function judgeBroken(thrown: unknown, task: GitHubTask): Answer {
  const error = brokenOf(thrown, task);
  const isSent =
    thrown instanceof TransportError && thrown.delivery === "unknown";
  if (isSent) return { kind: "unknown", error };
  return error.code === "cancelled"
    ? { kind: "not-attempted" }
    : { kind: "refused", error };
}
