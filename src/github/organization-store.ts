import type { Credential } from "../rotation/credential.ts";
import { asRotationError } from "../rotation/errors.ts";
import type { Override, SecretState } from "../rotation/observation.ts";
import { everyOne } from "../rotation/observe.ts";
import type {
  ActiveRuns,
  TargetObservation,
  TargetStore,
  WriteResult,
} from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import type { StoreOptions } from "./accounts.ts";
import {
  type Access,
  accessBody,
  OrganizationAccess,
} from "./organization-access.ts";
import { routesOf } from "./routes.ts";
import type { PublicKey } from "./sealed-box.ts";
import { judgeBroken, SecretAccess } from "./secret-access.ts";
import { secretValues, writtenNames } from "./secret-values.ts";
import type { OrganizationSpec } from "./target-spec.ts";

/** The most repositories in which overriding secrets are searched for. */
const MAX_OVERRIDE_REPOSITORIES = 100;

/** How many repositories are asked for active runs at once. */
const RUNS_AT_ONCE = 20;

/** The secrets of an organization. */
export class OrganizationStore implements TargetStore {
  readonly name: string;
  readonly #options: StoreOptions<OrganizationSpec>;
  readonly #secrets: SecretAccess;
  readonly #access: OrganizationAccess;
  readonly #secretNames: readonly string[];
  /** What the observation leaves for later steps. */
  #observed:
    | { readonly key: PublicKey; readonly accesses: readonly Access[] }
    | undefined;

  constructor(options: StoreOptions<OrganizationSpec>) {
    const { account, spec } = options;
    this.name = options.name;
    this.#options = options;
    this.#secrets = new SecretAccess(account, spec);
    this.#access = new OrganizationAccess(account, spec, this.#secrets);
    this.#secretNames = writtenNames(options.names);
  }

  async observe(): Promise<TargetObservation> {
    const reads = {
      key: this.#secrets.publicKey(),
      repositories: this.#access.resolve(),
      secrets: everyOne(this.#secretNames.map((name) => this.#look(name))),
    };
    await Promise.allSettled(Object.values(reads));
    // Without the key no secret can be read either, for the same reason.
    await everyOne<unknown>([reads.key, reads.repositories]);
    const key = await reads.key;
    const secrets = await reads.secrets;
    this.#observed = {
      key: key.value,
      accesses: secrets.map(({ access }) => access),
    };
    return {
      secrets: secrets.map(({ state }) => state),
      clocks: [key.clock, ...secrets.map(({ clock }) => clock)].filter(
        (clock) => clock !== undefined,
      ),
    };
  }

  async reread(): Promise<readonly SecretState[]> {
    return await everyOne(
      this.#secretNames.map(async (secretName) => {
        const { value } = await this.#secrets.metadata(secretName);
        return { target: this.name, secretName, updatedAt: value.updatedAt };
      }),
    );
  }

  async overrides(): Promise<readonly Override[]> {
    const { account, spec, search } = this.#options;
    const readers = await this.#access
      .readers(
        this.#observed?.accesses ?? [],
        search.requestOf(account),
        MAX_OVERRIDE_REPOSITORIES,
      )
      .catch(() => []);
    const found = await Promise.all(
      readers.map((repository) =>
        search.below(
          account,
          { owner: spec.organization, repository, store: spec.store },
          {
            target: this.name,
            isAbove: true,
            secretNames: this.#secretNames,
          },
        ),
      ),
    );
    return found.flat();
  }

  /** Looks for active runs in every repository that may read the secrets. */
  async activeRuns(replacedAt: number): Promise<ActiveRuns> {
    const { account, spec } = this.#options;
    if (spec.store === "codespaces") return { kind: "none" };
    try {
      const readers = await this.#access.readers(
        this.#observed?.accesses ?? [],
      );
      for (let at = 0; at < readers.length; at += RUNS_AT_ONCE) {
        const seen = await Promise.all(
          readers
            .slice(at, at + RUNS_AT_ONCE)
            .map((repository) =>
              account.runs.readersIn(spec.organization, repository, replacedAt),
            ),
        );
        const holder = seen.find(({ kind }) => kind !== "none");
        if (holder !== undefined) return holder;
      }
      return { kind: "none" };
    } catch (thrown) {
      return { kind: "unreadable", error: asRotationError(thrown) };
    }
  }

  async publish(credential: Credential): Promise<readonly WriteResult[]> {
    if (this.#observed === undefined) {
      throw new Error("published before observed");
    }
    const { key } = this.#observed;
    const { names } = this.#options;
    return await Promise.all(
      secretValues(names, credential).map(([secretName, value]) =>
        this.#write(secretName, value, key),
      ),
    );
  }

  async #look(secretName: string) {
    const { value, clock } = await this.#secrets.metadata(secretName);
    await this.#access.resolve();
    return {
      state: { target: this.name, secretName, updatedAt: value.updatedAt },
      access: await this.#access.wanted(secretName, value),
      clock,
    };
  }

  /**
   * The access is read again right before the write, so that what somebody
   * changed since the observation stays changed.
   */
  async #write(
    secretName: string,
    value: Secret,
    key: PublicKey,
  ): Promise<WriteResult> {
    const { spec } = this.#options;
    let body: ReturnType<typeof accessBody>;
    try {
      const present = await this.#secrets.metadata(secretName);
      const access = await this.#access.wanted(secretName, present.value);
      body = accessBody(spec.store, access);
    } catch (thrown) {
      const task = this.#secrets.task(`write the secret ${secretName}`);
      return { secretName, answer: judgeBroken(thrown, task) };
    }
    const destination = { routes: routesOf(spec), body };
    return await this.#secrets.write(secretName, value, key, destination);
  }
}
