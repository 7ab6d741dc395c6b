import { RotationError } from "../rotation/errors.ts";
import type { Override, SecretState } from "../rotation/observation.ts";
import { everyOne } from "../rotation/observe.ts";
import type { Credential } from "../rotation/credential.ts";
import type {
  ActiveRuns,
  Read,
  TargetObservation,
  TargetStore,
  WriteResult,
} from "../rotation/ports.ts";
import type { StoreOptions } from "./accounts.ts";
import { routesById, routesOf, type SecretRoutes } from "./routes.ts";
import type { PublicKey } from "./sealed-box.ts";
import { SecretAccess } from "./secret-access.ts";
import { secretValues, writtenNames } from "./secret-values.ts";
import type { EnvironmentSpec, RepositorySpec } from "./target-spec.ts";

/** The secrets of a repository or of one of its environments. */
export class RepositoryStore implements TargetStore {
  readonly name: string;
  readonly #options: StoreOptions<RepositorySpec | EnvironmentSpec>;
  readonly #access: SecretAccess;
  readonly #secretNames: readonly string[];
  /** What the observation leaves for the publication. */
  #observed: { readonly id: number; readonly key: PublicKey } | undefined;

  constructor(options: StoreOptions<RepositorySpec | EnvironmentSpec>) {
    this.name = options.name;
    this.#options = options;
    this.#access = new SecretAccess(options.account, options.spec);
    this.#secretNames = writtenNames(options.names);
  }

  async observe(): Promise<TargetObservation> {
    const { account, spec } = this.#options;
    const { owner, repository } = spec;
    const reads = {
      repository: account.repositories.find(owner, repository),
      key: this.#access.publicKey(),
      secrets: this.#states(),
    };
    await Promise.allSettled(Object.values(reads));
    // Without the repository every read below it fails too, for that reason.
    const { id, archived, clock } = await reads.repository;
    if (archived) throw archivedError(`${owner}/${repository}`);
    const key = await reads.key;
    const secrets = await reads.secrets;
    this.#observed = { id, key: key.value };
    return {
      secrets: secrets.map(({ value }) => value),
      clocks: [clock, key.clock, ...secrets.map((one) => one.clock)].filter(
        (reading) => reading !== undefined,
      ),
    };
  }

  async reread(): Promise<readonly SecretState[]> {
    return (await this.#states()).map(({ value }) => value);
  }

  async overrides(): Promise<readonly Override[]> {
    const { account, spec, search } = this.#options;
    if (spec.kind === "environment") return [];
    return await search.below(account, spec, {
      target: this.name,
      isAbove: false,
      secretNames: this.#secretNames,
    });
  }

  async activeRuns(replacedAt: number): Promise<ActiveRuns> {
    const { account, spec } = this.#options;
    if (spec.store === "codespaces") return { kind: "none" };
    const { owner, repository } = spec;
    return await account.runs.readersIn(owner, repository, replacedAt);
  }

  /**
   * Writes to the repository of the observed numeric id and to no other, by
   * whatever name it goes now. The documented route by name would need the
   * server to refuse a value that was sealed for another repository of the same
   * name. `key_id` cannot tell, because all scopes of a store share it, and
   * whether a server tries to open the box is documented nowhere: GitHub has
   * answered 422 only since about 2024, and 204 before. A write that is
   * confirmed but lost would let the old token be revoked.
   */
  async publish(credential: Credential): Promise<readonly WriteResult[]> {
    if (this.#observed === undefined) {
      throw new Error("published before observed");
    }
    const { spec, names } = this.#options;
    const { id, key } = this.#observed;
    const destination = {
      routes: routesById(spec, id),
      otherRoutes: () => this.#routesByName(id),
    };
    return await Promise.all(
      secretValues(names, credential).map(([secretName, value]) =>
        this.#access.write(secretName, value, key, destination),
      ),
    );
  }

  /**
   * For a server without routes by id; undefined unless the name still belongs
   * to that repository.
   */
  async #routesByName(id: number): Promise<SecretRoutes | undefined> {
    const { account, spec } = this.#options;
    try {
      const now = await account.repositories.look(spec.owner, spec.repository);
      return now.id === id ? routesOf(spec) : undefined;
    } catch {
      return undefined;
    }
  }

  async #states(): Promise<readonly Read<SecretState>[]> {
    return await everyOne(
      this.#secretNames.map(async (secretName) => {
        const { value, clock } = await this.#access.metadata(secretName);
        const { updatedAt } = value;
        return { value: { target: this.name, secretName, updatedAt }, clock };
      }),
    );
  }
}

function archivedError(repository: string): RotationError {
  return new RotationError({
    code: "target-archived",
    summary: `${repository} is archived, so its secrets cannot be written.`,
    remedy:
      "Nothing was minted. Unarchive it, or remove it from the configuration.",
    rerun: "fix-first",
  });
}
