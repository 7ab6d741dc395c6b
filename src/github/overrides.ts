import pLimit from "p-limit";
import type { Override } from "../rotation/observation.ts";
import type { Clock } from "../rotation/ports.ts";
import type { Account } from "./accounts.ts";
import type { GitHubTask } from "./failures.ts";
import type { Request } from "./octokit.ts";
import { readPages } from "./pages.ts";
import { ENVIRONMENTS, permissionWords } from "./permissions.ts";
import { isSegment, routesOf } from "./routes.ts";
import {
  type EnvironmentSpec,
  nameOf,
  placeKey,
  type RepositorySpec,
  type TargetSpec,
} from "./target-spec.ts";
import { EnvironmentListWire, SecretListWire } from "./wire.ts";

/** The most requests of a run's whole search. */
const MAX_REQUESTS = 100;

/** The longest that a run's whole search may take, milliseconds. */
const MAX_DURATION_MS = 10_000;

/** How many of its requests are under way at once. */
const AT_ONCE = 16;

/** What a search needs to know of the run. */
export interface OverrideSearchOptions {
  readonly clock: Clock;
  /** All targets of the run. */
  readonly specs: readonly TargetSpec[];
  /** How many secrets a run writes with an account. */
  readonly writesOf: (account: Account) => number;
}

/** The target whose secrets may be overridden. */
export interface OverriddenTarget {
  /** The target's name as people read it. */
  readonly target: string;
  /** Whether the target is above the repository, which then wins, too. */
  readonly isAbove: boolean;
  /** In upper case. */
  readonly secretNames: readonly string[];
}

type Place = Pick<RepositorySpec, "owner" | "repository" | "store">;

/**
 * The search for secrets of the same name at a level that wins over a target.
 * It is advisory: bounded in requests and time over all targets of a run. It
 * never fails, never waits for a limit and leaves enough of it for the writes.
 * What it cannot read, it leaves out.
 * https://docs.github.com/en/actions/reference/security/secrets
 */
export class OverrideSearch {
  readonly #options: OverrideSearchOptions;
  readonly #targets: ReadonlySet<string>;
  readonly #inTurn = pLimit(AT_ONCE);
  #requestsLeft = MAX_REQUESTS;
  #end: Promise<never> | undefined;
  #isOver = false;

  constructor(options: OverrideSearchOptions) {
    this.#options = options;
    this.#targets = new Set(options.specs.map(placeKey));
  }

  /**
   * The places below a repository that win over a target: its environments
   * and, for a target above the repository, the repository itself. Places that
   * are targets get the same value, so they do not count.
   */
  async below(
    account: Account,
    place: Place,
    overridden: OverriddenTarget,
  ): Promise<readonly Override[]> {
    const found: Override[] = [];
    const look = async (
      spec: RepositorySpec | EnvironmentSpec,
    ): Promise<void> => {
      if (this.#targets.has(placeKey(spec))) return;
      const present = await this.#secretNames(account, spec);
      for (const secretName of overridden.secretNames) {
        if (!present.has(secretName)) continue;
        const { target } = overridden;
        found.push({ target, secretName, by: nameOf(spec) });
      }
    };
    const lookBelow = async (): Promise<void> => {
      const specs = await this.#environments(account, place);
      await Promise.allSettled(specs.map(look));
    };
    const looks = [lookBelow()];
    if (overridden.isAbove) looks.push(look({ kind: "repository", ...place }));
    await Promise.allSettled(looks);
    return found;
  }

  /** Sends what belongs to the search; throws once that is over. */
  requestOf(account: Account): Request {
    return (operation) =>
      this.#inTurn(async () => {
        const { clock, writesOf } = this.#options;
        const { budget } = account;
        const isSpare = budget.canSpareRead(writesOf(account), clock.now());
        if (this.#isOver || this.#requestsLeft <= 0 || !isSpare) throw over();
        this.#requestsLeft -= 1;
        const answer = account.request(operation, { once: true });
        return await Promise.race([answer, this.#untilOver()]);
      });
  }

  #untilOver(): Promise<never> {
    this.#end ??= this.#options.clock.sleep(MAX_DURATION_MS).then(() => {
      this.#isOver = true;
      throw over();
    });
    return this.#end;
  }

  async #environments(
    account: Account,
    { owner, repository, store }: Place,
  ): Promise<readonly EnvironmentSpec[]> {
    if (store !== "actions") return [];
    const listed = await readPages(
      this.requestOf(account),
      {
        operation: (octokit, page) =>
          octokit.rest.repos.getAllEnvironments({
            owner,
            repo: repository,
            ...page,
          }),
        schema: EnvironmentListWire,
        pageOf: ({ environments, total_count: total }) => ({
          items: environments,
          total,
        }),
      },
      taskOf(account, `${owner}/${repository}`, "list the environments"),
    );
    return listed
      .filter(({ name }) => isSegment(name))
      .map(({ name: environment }) => ({
        kind: "environment",
        store,
        owner,
        repository,
        environment,
      }));
  }

  async #secretNames(
    account: Account,
    spec: RepositorySpec | EnvironmentSpec,
  ): Promise<ReadonlySet<string>> {
    const { secrets, parameters } = routesOf(spec);
    const listed = await readPages(
      this.requestOf(account),
      {
        operation: (octokit, page) =>
          octokit.request(`GET ${secrets}`, { ...parameters, ...page }),
        schema: SecretListWire,
        pageOf: (wire) => ({ items: wire.secrets, total: wire.total_count }),
      },
      taskOf(account, nameOf(spec), "list the secrets"),
    );
    return new Set(listed.map(({ name }) => name.toUpperCase()));
  }
}

function taskOf(account: Account, target: string, what: string): GitHubTask {
  const permission = permissionWords(ENVIRONMENTS, "read");
  return { what, target, permission, token: account.token };
}

function over(): Error {
  return new Error("the search is over");
}
