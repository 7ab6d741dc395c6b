import { RotationError } from "../rotation/errors.ts";
import { everyOne } from "../rotation/observe.ts";
import type { Account } from "./accounts.ts";
import { failureOf, type GitHubTask } from "./failures.ts";
import { read, type Request } from "./octokit.ts";
import { readPages } from "./pages.ts";
import { METADATA, permissionWords } from "./permissions.ts";
import { routesOf } from "./routes.ts";
import type { SecretAccess } from "./secret-access.ts";
import type { SecretMetadata, Visibility } from "./secret-access.ts";
import { nameOf, type OrganizationSpec, type Store } from "./target-spec.ts";
import { RepositoryListWire, SelectedRepositoriesWire } from "./wire.ts";

/** A repository that may read a secret. */
export interface SelectedRepository {
  /** Numeric. */
  readonly id: number;
  readonly name: string;
}

/** Who may read an organization's secret, in full: a PUT replaces all of it. */
export interface Access {
  readonly visibility: Visibility;
  /** Empty unless the visibility is `selected`. */
  readonly selected: readonly SelectedRepository[];
}

/** Finds out who may read the secrets of an organization, and who should. */
export class OrganizationAccess {
  readonly #account: Account;
  readonly #spec: OrganizationSpec;
  readonly #secrets: SecretAccess;
  /** The configured repositories; undefined without a list of them. */
  #configured: readonly SelectedRepository[] | undefined;

  constructor(account: Account, spec: OrganizationSpec, secrets: SecretAccess) {
    this.#account = account;
    this.#spec = spec;
    this.#secrets = secrets;
  }

  /** Looks up the configured repositories; throws when one is missing. */
  async resolve(): Promise<void> {
    const { access, organization } = this.#spec;
    if (access.kind !== "selected" || access.repositories === undefined) return;
    this.#configured = await everyOne(
      access.repositories.map(async (name) => {
        const { repositories } = this.#account;
        return { id: (await repositories.find(organization, name)).id, name };
      }),
    );
  }

  /**
   * What the PUT of a secret has to say: as the configuration wants it, or else
   * as the secret has it now.
   */
  async wanted(
    secretName: string,
    { updatedAt, visibility = "private" }: SecretMetadata,
  ): Promise<Access> {
    const { access } = this.#spec;
    switch (access.kind) {
      case "all":
      case "private":
        return { visibility: access.kind, selected: [] };
      case "as-is":
        if (updatedAt === undefined) await this.#requireAbsent(secretName);
        return visibility === "selected"
          ? { visibility, selected: await this.#selected(secretName) }
          : { visibility, selected: [] };
      case "selected":
        if (this.#configured !== undefined) {
          return { visibility: "selected", selected: this.#configured };
        }
        if (access.repositories !== undefined) {
          throw new Error("the repositories were not resolved");
        }
        if (updatedAt === undefined || visibility !== "selected") {
          throw nothingSelected(this.#spec, secretName);
        }
        return {
          visibility: "selected",
          selected: await this.#selected(secretName),
        };
      default:
        return access satisfies never;
    }
  }

  /**
   * The names of the repositories that may read secrets of such an access, at
   * most so many. Throws when they cannot be listed.
   */
  async readers(
    accesses: readonly Access[],
    request: Request = this.#account.request,
    atMost = Infinity,
  ): Promise<readonly string[]> {
    const names = new Set(
      accesses.flatMap(({ selected }) => selected.map(({ name }) => name)),
    );
    const visibilities = new Set(accesses.map(({ visibility }) => visibility));
    const isForAll = visibilities.has("all");
    if (isForAll || visibilities.has("private")) {
      const listed = await this.#repositories(request, atMost);
      for (const { name, private: isPrivate } of listed) {
        if (isForAll || isPrivate) names.add(name);
      }
    }
    return [...names].slice(0, atMost);
  }

  async #repositories(request: Request, atMost: number) {
    const { organization: org } = this.#spec;
    const task: GitHubTask = {
      what: "list the repositories",
      target: `organization ${org}`,
      permission: permissionWords(METADATA, "read"),
      token: this.#account.token,
    };
    return await readPages(
      request,
      {
        operation: (octokit, page) =>
          octokit.rest.repos.listForOrg({ org, type: "all", ...page }),
        schema: RepositoryListWire,
        pageOf: (items) => ({ items, total: undefined }),
      },
      task,
      atMost,
    );
  }

  /**
   * https://docs.github.com/en/rest/actions/secrets#list-selected-repositories-for-an-organization-secret
   */
  async #selected(secretName: string): Promise<readonly SelectedRepository[]> {
    const { secrets, parameters } = routesOf(this.#spec);
    let total = 0;
    const listed = await readPages(
      this.#account.request,
      {
        operation: (octokit, page) =>
          octokit.request(`GET ${secrets}/{secret_name}/repositories`, {
            ...parameters,
            ...page,
            secret_name: secretName,
          }),
        schema: SelectedRepositoriesWire,
        pageOf: ({ total_count: count, repositories }) => {
          total = Math.max(total, count);
          return { items: repositories, total: count };
        },
      },
      this.#secrets.task(`list the repositories of the secret ${secretName}`),
    );
    // A list with gaps, written back, would take the secret from somebody.
    if (new Set(listed.map(({ id }) => id)).size !== total) {
      throw incompleteList(this.#spec, secretName, total);
    }
    return listed;
  }

  /**
   * Asks a second way whether a secret is missing: one wrong 404 must not make
   * a secret private that was selected for some repositories.
   */
  async #requireAbsent(secretName: string): Promise<void> {
    const task = this.#secrets.task(`find out who may read ${secretName}`);
    const { secrets, parameters } = routesOf(this.#spec);
    const { value: answer } = await read(
      this.#account.request,
      (octokit) =>
        octokit.request(`GET ${secrets}/{secret_name}/repositories`, {
          ...parameters,
          secret_name: secretName,
        }),
      task,
    );
    if (answer.status === 404) return;
    throw answer.status === 200
      ? contradiction(this.#spec, secretName)
      : failureOf(answer, task);
  }
}

/** Ids as each store documents them: strings for Dependabot, else integers. */
export function accessBody(
  store: Store,
  { visibility, selected }: Access,
): Readonly<Record<string, unknown>> {
  return visibility === "selected"
    ? {
        visibility,
        selected_repository_ids: selected.map(({ id }) =>
          store === "dependabot" ? String(id) : id,
        ),
      }
    : { visibility };
}

function incompleteList(
  spec: OrganizationSpec,
  secretName: string,
  total: number,
): RotationError {
  return new RotationError({
    code: "github-answer-unusable",
    summary: `GitHub does not show all ${String(total)} repositories that may read ${secretName} of ${nameOf(spec)}.`,
    remedy:
      "Writing the list back with gaps would remove the secret from some of them. Give the credential access to all of them, or name them under `repositories`.",
    rerun: "fix-first",
  });
}

function contradiction(
  spec: OrganizationSpec,
  secretName: string,
): RotationError {
  return new RotationError({
    code: "github-answer-unusable",
    summary: `GitHub says that the secret ${secretName} of ${nameOf(spec)} does not exist, but also which repositories may read it.`,
    remedy:
      "The secret was not written. If it persists, set `visibility` for this target.",
    rerun: "safe",
  });
}

function nothingSelected(
  spec: OrganizationSpec,
  secretName: string,
): RotationError {
  return new RotationError({
    code: "target-missing",
    summary: `${secretName} of ${nameOf(spec)} has no list of selected repositories to keep.`,
    remedy:
      "Nothing was minted. Name the repositories under `repositories`, beside `visibility: selected`.",
    rerun: "fix-first",
  });
}
