import type { Account } from "./accounts.ts";
import type { GitHubTask } from "./failures.ts";
import { parseAnswer, read } from "./octokit.ts";
import { METADATA, permissionWords } from "./permissions.ts";
import type { TargetSpec } from "./target-spec.ts";
import { OrganizationWire } from "./wire.ts";

/**
 * Looks up the numbers that GitHub knows places by; they outlive every change
 * of a name.
 */
export interface NumericIds {
  /**
   * The id of the repository or organization that a target belongs to; throws
   * as the observation of the target does.
   */
  scope(spec: TargetSpec): Promise<number>;
  /**
   * The id of a repository; undefined when none of the targets' accounts
   * reaches it.
   */
  repository(owner: string, name: string): Promise<number | undefined>;
}

/** An account that the runner's environment names. */
export interface KnownAccount {
  readonly login: string;
  readonly id: number;
}

/**
 * Looks numbers up with the targets' own accounts, and only what the
 * environment does not say already. Repositories share the read that the
 * observation makes anyway.
 */
export function createNumericIds(
  accountOf: (owner: string) => Account | undefined,
  known: KnownAccount | undefined,
): NumericIds {
  const organizations = new Map<string, Promise<number>>();
  const repository = async (
    owner: string,
    name: string,
  ): Promise<number | undefined> => {
    const account = accountOf(owner);
    return (await account?.repositories.find(owner, name))?.id;
  };
  const organization = (login: string): Promise<number> => {
    const key = login.toLowerCase();
    const account = accountOf(login);
    if (key === known?.login.toLowerCase()) return Promise.resolve(known.id);
    if (account === undefined) throw new Error("no account for a target");
    const found = organizations.get(key) ?? readOrganization(account, login);
    organizations.set(key, found);
    return found;
  };
  return {
    repository,
    scope: async (spec) => {
      if (spec.kind === "organization") {
        return await organization(spec.organization);
      }
      const id = await repository(spec.owner, spec.repository);
      if (id === undefined) throw new Error("no account for a target");
      return id;
    },
  };
}

/** https://docs.github.com/en/rest/orgs/orgs#get-an-organization */
async function readOrganization(
  { request, token }: Account,
  org: string,
): Promise<number> {
  const task: GitHubTask = {
    what: "read the organization",
    target: org,
    permission: permissionWords(METADATA, "read"),
    token,
    place: "organization",
  };
  const { value: answer } = await read(
    request,
    (octokit) => octokit.rest.orgs.get({ org }),
    task,
  );
  return parseAnswer(answer, OrganizationWire, task).id;
}
