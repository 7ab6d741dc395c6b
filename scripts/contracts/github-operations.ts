/** The npm package that carries GitHub's OpenAPI descriptions, in the version that the recorded facts come from. */
export const DESCRIPTION_PACKAGE = {
  name: "@octokit/openapi",
  version: "23.0.2",
} as const;

/** The description of GitHub.com; those of GitHub Enterprise Server are recorded where they differ from it. */
export const MAIN_DESCRIPTION = "api.github.com";

const OLDEST_SERVER = 16;

/** Whether facts are taken from the description of that name (`api.github.com`, `ghes-3.17`). */
export function isRecorded(description: string): boolean {
  if (description === MAIN_DESCRIPTION) return true;
  const minor = /^ghes-3\.(\d+)$/.exec(description)?.[1];
  return minor !== undefined && Number(minor) >= OLDEST_SERVER;
}

/** The operations of GitHub that the action or its simulator takes part in, by `operationId`. */
export const OPERATIONS_IN_USE: readonly string[] = [
  "repos/get",
  "repos/get-environment",
  "repos/get-all-environments",
  "repos/list-for-org",
  "orgs/get",
  "actions/list-workflow-runs-for-repo",
  "rate-limit/get",
  "secret-scanning/list-alerts-for-repo",
  "secret-scanning/update-alert",
  "apps/create-installation-access-token",
  "apps/get-org-installation",
  "apps/get-repo-installation",
  "apps/get-user-installation",
  "apps/revoke-installation-access-token",
  "actions/list-environment-secrets",
  "actions/get-environment-public-key",
  "actions/get-environment-secret",
  "actions/create-or-update-environment-secret",
  ...["actions", "dependabot", "codespaces", "agents"].flatMap((store) => [
    `${store}/list-repo-secrets`,
    `${store}/get-repo-public-key`,
    `${store}/get-repo-secret`,
    `${store}/create-or-update-repo-secret`,
    `${store}/get-org-public-key`,
    `${store}/get-org-secret`,
    `${store}/create-or-update-org-secret`,
    `${store}/list-selected-repos-for-org-secret`,
    `${store}/set-selected-repos-for-org-secret`,
  ]),
];
