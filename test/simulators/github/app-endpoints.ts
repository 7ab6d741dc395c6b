import { empty, json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import { webSiteOf } from "./addresses.ts";
import type { App, AppInstallation } from "./apps.ts";
import type { AppCall, Call } from "./call.ts";
import { githubError, moved, notFound, suspended } from "./errors.ts";
import { instant } from "./instants.ts";
import type { Repository } from "./repositories.ts";
import { accountAnswer, repositoryAnswer } from "./repository-answer.ts";
import { parseFields } from "./secret-body.ts";
import type { Level, Permissions } from "./tokens.ts";

/** The most repositories that a token can be narrowed to. */
const MAX_REPOSITORIES = 500;

/** `GET /orgs/{org}/installation` and `GET /users/{username}/installation`. */
export function getInstallationAt(
  call: AppCall,
  owner: string,
  kind: "Organization" | "any",
): SimulatedAnswer {
  const { repositories, apps } = call.state;
  const isOrganization = repositories.findOrganization(owner) !== undefined;
  if (kind === "Organization" && !isOrganization) return notFound();
  const installation = apps.installationAt(call.app, owner);
  return installation === undefined
    ? notFound()
    : json(200, installationAnswer(call, installation));
}

/** `GET /repos/{owner}/{repo}/installation`. */
export function getInstallationFor(
  call: AppCall,
  owner: string,
  name: string,
): SimulatedAnswer {
  const { repositories, apps, base } = call.state;
  const found = repositories.byName(owner, name);
  if (found.kind === "none") return notFound();
  const { repository } = found;
  const installation = apps.installationAt(call.app, repository.owner);
  if (installation === undefined || !covers(installation, repository))
    return notFound();
  return found.kind === "moved"
    ? moved("GET", `${base()}/repositories/${repository.id}/installation`)
    : json(200, installationAnswer(call, installation));
}

/** `POST /app/installations/{id}/access_tokens`. */
export function createInstallationToken(
  call: AppCall,
  id: number,
): SimulatedAnswer {
  const { apps, tokens, clock } = call.state;
  const installation = apps.installation(id);
  if (installation === undefined || installation.appId !== call.app.id)
    return notFound();
  if (installation.suspendedAt !== undefined) return suspended();
  const { body } = call.request;
  const fields =
    body === "" ? { ok: true as const, value: {} } : parseFields(body);
  if (!fields.ok) return fields.answer;
  const asked: Readonly<Record<string, unknown>> = fields.value;
  const permissions = permissionsOf(asked["permissions"], installation);
  if (permissions === undefined)
    return githubError(
      422,
      "The permissions requested are not granted to this installation.",
    );
  const narrowed = narrowedTo(asked, installation, call);
  if (narrowed === "unknown")
    return githubError(
      422,
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  const covered = narrowed ?? coveredBy(installation, call);
  const token = tokens.issue({
    kind: "installation",
    owner: installation.owner,
    installation: installation.id,
    permissions,
    ...(covered === undefined ? {} : { repositories: covered }),
  });
  return json(201, {
    token,
    expires_at: instant(clock.now() + 3_600_000),
    permissions,
    repository_selection: covered === undefined ? "all" : "selected",
    ...(narrowed === undefined ? {} : repositoriesAnswer(narrowed, call)),
  });
}

/** `DELETE /installation/token`: the token of the request ends itself. */
export function revokeInstallationToken({
  token,
  state,
}: Call): SimulatedAnswer {
  if (token.grant.kind !== "installation")
    return githubError(403, "Resource not accessible by personal access token");
  state.tokens.revoke(token.value);
  return empty(204);
}

function covers(
  { owner, repositories }: AppInstallation,
  repository: Repository,
): boolean {
  return (
    repository.owner.toLowerCase() === owner.toLowerCase() &&
    (repositories?.includes(repository.id) ?? true)
  );
}

/**
 * The permissions asked for: all that the installation has unless some are
 * named. Undefined when it lacks one of them.
 */
function permissionsOf(
  asked: unknown,
  { permissions: granted }: AppInstallation,
): Permissions | undefined {
  const wanted = Object.entries(Object(asked) as Record<string, unknown>);
  if (wanted.length === 0) return granted;
  const isGranted = ([key, level]: readonly [string, unknown]) =>
    granted[key] === "write" || (level === "read" && granted[key] === "read");
  if (!wanted.every(isGranted)) return undefined;
  return Object.fromEntries(
    wanted.map(([key, level]) => [key, level as Level]),
  );
}

function narrowedTo(
  asked: Readonly<Record<string, unknown>>,
  installation: AppInstallation,
  { state }: AppCall,
): readonly Repository[] | "unknown" | undefined {
  const { repositories: names, repository_ids: ids } = asked;
  if (names === undefined && ids === undefined) return undefined;
  const byName = (Array.isArray(names) ? names : []).map((name) => {
    const found = state.repositories.byName(installation.owner, String(name));
    return found.kind === "here" ? found.repository : undefined;
  });
  const byId = (Array.isArray(ids) ? ids : []).map((id) =>
    state.repositories.byId(Number(id)),
  );
  const all = [...byName, ...byId];
  const known = all.filter(
    (repository) =>
      repository !== undefined && covers(installation, repository),
  );
  return known.length === all.length && known.length <= MAX_REPOSITORIES
    ? known.flatMap((repository) => repository ?? [])
    : "unknown";
}

function coveredBy(
  { repositories }: AppInstallation,
  { state }: AppCall,
): readonly Repository[] | undefined {
  return repositories?.flatMap((id) => state.repositories.byId(id) ?? []);
}

function repositoriesAnswer(
  repositories: readonly Repository[],
  { state }: AppCall,
) {
  return {
    repositories: repositories.map((repository) =>
      repositoryAnswer(
        repository,
        state.repositories.account(repository.owner),
        state.base(),
      ),
    ),
  };
}

/** The `installation` object. */
function installationAnswer(
  { state, app }: AppCall & { readonly app: App },
  installation: AppInstallation,
) {
  const { id, owner, permissions, repositories } = installation;
  const account = state.repositories.account(owner);
  const base = state.base();
  const { suspendedAt } = installation;
  return {
    id,
    app_id: app.id,
    app_slug: app.slug,
    client_id: app.clientId,
    target_id: account.id,
    target_type: account.type,
    account: accountAnswer(account, base),
    repository_selection: repositories === undefined ? "all" : "selected",
    access_tokens_url: `${base}/app/installations/${id}/access_tokens`,
    repositories_url: `${base}/installation/repositories`,
    html_url: `${webSiteOf(base)}/settings/installations/${id}`,
    permissions,
    events: [],
    created_at: instant(installation.createdAt),
    updated_at: instant(installation.createdAt),
    single_file_name: null,
    suspended_by:
      suspendedAt === undefined ? null : accountAnswer(account, base),
    suspended_at: suspendedAt === undefined ? null : instant(suspendedAt),
  };
}
