import * as v from "valibot";
import { LATEST_INSTANT } from "../rotation/marker.ts";

/**
 * `GET …/secrets/public-key`.
 * https://docs.github.com/en/rest/actions/secrets#get-a-repository-public-key
 */
export const PublicKeyWire = v.object({
  key_id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,64}$/u)),
  key: v.pipe(v.string(), v.maxLength(64)),
});

/**
 * GitHub's own beginning; no fence before it reaches back to 1970, where a
 * marker's instants begin.
 */
const EARLIEST = Date.UTC(2008, 0, 1);

/** An instant in RFC 3339, as epoch milliseconds. */
const Instant = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/u),
  v.transform((text) => Date.parse(text)),
  v.minValue(EARLIEST),
  v.maxValue(LATEST_INSTANT),
);

/**
 * A repository's name without its owner; it becomes a part of a path, so it has
 * to stay where it is.
 */
const RepositoryName = v.pipe(
  v.string(),
  v.regex(/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/u),
);

const Id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/**
 * `GET …/secrets/{secret_name}`; secrets of organizations have a visibility.
 * https://docs.github.com/en/rest/actions/secrets#get-a-repository-secret
 */
export const SecretMetadataWire = v.object({
  updated_at: Instant,
  visibility: v.optional(v.picklist(["all", "private", "selected"])),
});

/**
 * `GET /repos/{owner}/{repo}`.
 * https://docs.github.com/en/rest/repos/repos#get-a-repository
 */
export const RepositoryWire = v.object({
  id: Id,
  full_name: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9_-]{1,100}\/[A-Za-z0-9._-]{1,100}$/u),
  ),
  archived: v.optional(v.boolean(), false),
});

/**
 * `GET /orgs/{org}`.
 * https://docs.github.com/en/rest/orgs/orgs#get-an-organization
 */
export const OrganizationWire = v.object({ id: Id });

/**
 * `GET …/secrets/{secret_name}/repositories`.
 * https://docs.github.com/en/rest/actions/secrets#list-selected-repositories-for-an-organization-secret
 */
export const SelectedRepositoriesWire = v.object({
  total_count: Count,
  repositories: v.array(v.object({ id: Id, name: RepositoryName })),
});

/**
 * `GET /orgs/{org}/repos`.
 * https://docs.github.com/en/rest/repos/repos#list-organization-repositories
 */
export const RepositoryListWire = v.array(
  v.object({ id: Id, name: RepositoryName, private: v.boolean() }),
);

/**
 * `GET /repos/{owner}/{repo}/environments`.
 * https://docs.github.com/en/rest/deployments/environments#list-environments
 */
export const EnvironmentListWire = v.object({
  total_count: v.optional(Count),
  environments: v.optional(v.array(v.object({ name: v.string() })), []),
});

/**
 * `GET …/secrets`: names alone.
 * https://docs.github.com/en/rest/actions/secrets#list-repository-secrets
 */
export const SecretListWire = v.object({
  total_count: Count,
  secrets: v.array(v.object({ name: v.string() })),
});

/**
 * `GET /repos/{owner}/{repo}/actions/runs`, of which only the number matters.
 * https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
 */
export const RunListWire = v.object({ total_count: Count });

/**
 * `GET …/secret-scanning/alerts`. Servers leave properties out, and so does
 * GitHub where the credential may not see them.
 * https://docs.github.com/en/rest/secret-scanning/secret-scanning#list-secret-scanning-alerts-for-a-repository
 */
export const AlertListWire = v.array(
  v.object({
    number: Id,
    created_at: v.fallback(v.optional(Instant), undefined),
    validity: v.fallback(v.optional(v.string()), undefined),
    secret: v.fallback(
      v.optional(v.pipe(v.string(), v.maxLength(4096))),
      undefined,
    ),
  }),
);

/**
 * `GET /repos/{owner}/{repo}`, whether only members see it.
 * https://docs.github.com/en/rest/repos/repos#get-a-repository
 */
export const VisibilityWire = v.object({ private: v.boolean() });

/**
 * The permissions that an installation has or a token is to get, by GitHub's
 * keys.
 */
export const PermissionsWire = v.record(v.string(), v.string());

/**
 * `GET …/installation`.
 * https://docs.github.com/en/rest/apps/apps#get-a-repository-installation-for-the-authenticated-app
 */
export const InstallationWire = v.object({
  id: Id,
  permissions: PermissionsWire,
  suspended_at: v.optional(v.nullable(v.string())),
});

/**
 * `POST /app/installations/{installation_id}/access_tokens`.
 * https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
export const InstallationTokenWire = v.object({
  token: v.pipe(v.string(), v.regex(/^[!-~]{10,8192}$/u)),
  expires_at: Instant,
});

/** The body of a redirect. */
export const MovedWire = v.object({ url: v.string() });

/**
 * An old server sends a `key_id` as a number with more digits than JavaScript's
 * numbers keep: the body with such a number as text.
 */
export function withTextKeyId(body: string): string {
  return body.replace(/("key_id"\s*:\s*)(\d{1,64})(?=\s*[,}])/u, '$1"$2"');
}
