import type { Schema } from "./operation.ts";

/** Where the service is known to answer otherwise than its description says. */
export interface KnownInaccuracy {
  /** An `operationId`, or `*` for all. */
  readonly operation: string;
  readonly what:
    | { readonly kind: "status"; readonly statuses: readonly number[] }
    /**
     * Paths that begin with `served` are answered like those that begin with
     * `describedAs`.
     */
    | {
        readonly kind: "path";
        readonly served: string;
        readonly describedAs: string;
      }
    /** A query parameter that takes more than its schema allows. */
    | { readonly kind: "query"; readonly name: string; readonly schema: Schema }
    /**
     * Properties that a schema of the description lacks, each with the schema
     * of its values.
     */
    | {
        readonly kind: "properties";
        readonly schema: string;
        readonly properties: Readonly<Record<string, Schema>>;
      };
  /** The day on which the difference was last seen, YYYY-MM-DD. */
  readonly seenOn: string;
  readonly why: string;
}

const seenOn = "2026-11-24";

const level = { type: "string", enum: ["read", "write"] };

/**
 * The differences between GitHub and its OpenAPI description that the project
 * relies on or must stand.
 */
export const knownGitHubInaccuracies: readonly KnownInaccuracy[] = [
  {
    operation: "*",
    what: {
      kind: "path",
      served: "/repositories/{repository_id}",
      describedAs: "/repos/{owner}/{repo}",
    },
    seenOn,
    why: "A renamed or transferred repository redirects to its path by id, GET /repositories/{id} and what lies below it, which the description leaves out: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects",
  },
  {
    operation: "*",
    what: {
      kind: "path",
      served: "/organizations/{organization_id}",
      describedAs: "/orgs/{org}",
    },
    seenOn,
    why: "The links between the pages of an organization's lists name it by id: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api",
  },
  {
    operation: "*",
    what: { kind: "status", statuses: [451] },
    seenOn,
    why: "Anything of a repository that is blocked by law answers 451: https://docs.github.com/en/rest/repos/repos",
  },
  {
    operation: "*",
    what: { kind: "status", statuses: [301, 307] },
    seenOn,
    why: "Any request under a repository's former name is redirected, a read with 301 and a write with 307; the description lists 301 for a few operations only: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects",
  },
  {
    operation: "*",
    what: { kind: "status", statuses: [400, 401, 403, 404, 409, 422] },
    seenOn,
    why: "Problems of form, credentials, permission, visibility, conflict and validation are described once for all operations: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api",
  },
  {
    operation: "*",
    what: {
      kind: "properties",
      schema: "app-permissions",
      properties: {
        agent_secrets: level,
        codespaces_secrets: level,
        organization_agent_secrets: level,
        organization_codespaces_secrets: level,
        organization_dependabot_secrets: level,
      },
    },
    seenOn,
    why: "Apps have permissions of these names, which the schema leaves out: https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps",
  },
  {
    operation: "actions/list-workflow-runs-for-repo",
    what: {
      kind: "query",
      name: "created",
      schema: {
        type: "string",
        pattern:
          "^(?:[<>]=?)?\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z(?:\\.\\.\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z)?$",
      },
    },
    seenOn,
    why: "The parameter is described as an instant and documented as a range in the syntax of searches: https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository",
  },
  {
    operation: "*",
    what: { kind: "status", statuses: [429] },
    seenOn,
    why: "Rate limits answer 403 or 429 anywhere: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit",
  },
  {
    operation: "*",
    what: { kind: "status", statuses: [500, 502, 503, 504] },
    seenOn,
    why: "Any request may meet an outage, or be ended after 10 seconds: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts",
  },
];
