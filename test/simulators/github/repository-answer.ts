import { webSiteOf } from "./addresses.ts";
import { instant } from "./instants.ts";
import { repositoryAddresses } from "./repository-addresses.ts";
import type {
  Account,
  Environment,
  Repository,
  WorkflowRun,
} from "./repositories.ts";

function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(String(id)).toString("base64url")}`;
}

/** The `simple-user` object of an account. */
export function accountAnswer(account: Account, base: string) {
  const { login, id } = account;
  const url = `${base}/users/${login}`;
  return {
    login,
    id,
    node_id: nodeId(account.type === "User" ? "U" : "O", id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: "",
    url,
    html_url: `${webSiteOf(base)}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: false,
  };
}

/** The `organization-full` object, without what only its owners see. */
export function organizationAnswer({ login, id }: Account, base: string) {
  const url = `${base}/orgs/${login}`;
  const since = "2020-01-01T00:00:00Z";
  return {
    login,
    id,
    node_id: nodeId("O", id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    description: null,
    html_url: `${webSiteOf(base)}/${login}`,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: "Organization",
    created_at: since,
    updated_at: since,
    archived_at: null,
  };
}

/** The `minimal-repository` object, which lists of repositories hold. */
export function minimalRepositoryAnswer(
  repository: Repository,
  owner: Account,
  base: string,
) {
  const { id, name } = repository;
  const fullName = `${owner.login}/${name}`;
  const url = `${base}/repos/${fullName}`;
  return {
    id,
    node_id: nodeId("R", id),
    name,
    full_name: fullName,
    private: repository.private,
    owner: accountAnswer(owner, base),
    html_url: `${webSiteOf(base)}/${fullName}`,
    description: null,
    fork: false,
    url,
    ...repositoryAddresses(url),
  };
}

/** The `full-repository` object, which reading one repository gives. */
export function repositoryAnswer(
  repository: Repository,
  owner: Account,
  base: string,
) {
  const minimal = minimalRepositoryAnswer(repository, owner, base);
  const { full_name: fullName } = minimal;
  const written = instant(repository.createdAt);
  return {
    ...minimal,
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    clone_url: `${minimal.html_url}.git`,
    svn_url: minimal.html_url,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    size: 12,
    default_branch: "main",
    topics: [],
    is_template: false,
    ...counts,
    ...features,
    archived: repository.archived,
    disabled: false,
    visibility: repository.private ? "private" : "public",
    created_at: written,
    updated_at: written,
    pushed_at: written,
    ...(owner.type === "Organization"
      ? { organization: accountAnswer(owner, base) }
      : {}),
  };
}

const counts = {
  forks_count: 0,
  stargazers_count: 0,
  watchers_count: 0,
  open_issues_count: 0,
  subscribers_count: 1,
  network_count: 0,
  forks: 0,
  open_issues: 0,
  watchers: 0,
} as const;

const features = {
  has_issues: true,
  has_projects: true,
  has_wiki: false,
  has_pages: false,
  has_downloads: true,
  has_discussions: false,
  allow_forking: false,
  web_commit_signoff_required: false,
} as const;

/** The `environment` object. */
export function environmentAnswer(
  repository: Repository,
  environment: Environment,
  base: string,
) {
  const { id, name, createdAt } = environment;
  const path = `${repository.owner}/${repository.name}`;
  return {
    id,
    node_id: nodeId("EN", id),
    name,
    url: `${base}/repos/${path}/environments/${encodeURIComponent(name)}`,
    html_url: `${webSiteOf(base)}/${path}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: instant(createdAt),
    updated_at: instant(createdAt),
    protection_rules: [],
    deployment_branch_policy: null,
  };
}

/** The `workflow-run` object. */
export function workflowRunAnswer(
  run: WorkflowRun,
  repository: Repository,
  owner: Account,
  base: string,
) {
  const minimal = minimalRepositoryAnswer(repository, owner, base);
  const url = `${minimal.url}/actions/runs/${run.id}`;
  const workflowId = 1_000 + run.workflow.length;
  return {
    id: run.id,
    name: run.workflow,
    node_id: nodeId("WFR", run.id),
    head_branch: "main",
    head_sha: "7".repeat(40),
    path: `.github/workflows/${run.workflow}`,
    display_title: run.workflow,
    run_number: run.number,
    run_attempt: 1,
    event: "push",
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: workflowId,
    url,
    html_url: `${minimal.html_url}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: instant(run.createdAt),
    updated_at: instant(run.updatedAt),
    run_started_at: instant(run.createdAt),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${minimal.url}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${minimal.url}/actions/workflows/${workflowId}`,
    head_commit: null,
    repository: minimal,
    head_repository: minimal,
  };
}
