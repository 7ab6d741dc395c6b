import type { Account } from "./account.ts";
import type { GitHubTask } from "./failures.ts";
import type { Access } from "./organization-access.ts";
import { readPages } from "./pages.ts";
import { METADATA, permissionWords } from "./permissions.ts";
import type { OrganizationSpec } from "./target-spec.ts";
import { readBody, RepositoryListWire } from "./wire.ts";

/**
 * The names of the repositories that may read secrets of such an access, at
 * most so many. Throws when they cannot be listed.
 */
export async function listRepositories(
  account: Account,
  spec: OrganizationSpec,
  accesses: readonly Access[],
  atMost = Infinity,
): Promise<readonly string[]> {
  const names = new Set(
    accesses.flatMap(({ selected }) => selected.map(({ name }) => name)),
  );
  const isForAll = accesses.some(({ visibility }) => visibility === "all");
  if (isForAll || accesses.some(({ visibility }) => visibility === "private")) {
    const listed = await listOwn(account, spec, atMost);
    for (const { name, private: isPrivate } of listed) {
      if (isForAll || isPrivate) names.add(name);
    }
  }
  return [...names].slice(0, atMost);
}

/** https://docs.github.com/en/rest/repos/repos#list-organization-repositories */
async function listOwn(
  { call, token }: Account,
  { organization }: OrganizationSpec,
  atMost: number,
): Promise<readonly { readonly name: string; readonly private: boolean }[]> {
  const task: GitHubTask = {
    what: "list the repositories",
    target: `organization ${organization}`,
    permission: permissionWords(METADATA, "read"),
    token,
  };
  return await readPages(
    call,
    {
      path: "/orgs/{org}/repos",
      parameters: { org: organization, type: "all" },
    },
    task,
    ({ body }) => {
      const wire = readBody(RepositoryListWire, body);
      return wire && { items: wire, total: undefined };
    },
    atMost,
  );
}
