import { json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import {
  createInstallationToken,
  getInstallationAt,
  getInstallationFor,
  revokeInstallationToken,
} from "./app-endpoints.ts";
import type { AppCall, Call } from "./call.ts";
import {
  getOrganization,
  listOwnRepositories,
} from "./organization-endpoints.ts";
import {
  inOrganizationVault,
  inRepository,
  inRepositoryVault,
  type Locator,
} from "./places.ts";
import {
  getEnvironment,
  getRepository,
  listEnvironments,
  listRuns,
  readActions,
} from "./repository-endpoints.ts";
import { findScopeRow, type ScopeRow } from "./scopes.ts";
import { listAlerts, updateAlert } from "./secret-scanning-endpoints.ts";
import { vaultAction, type VaultAction } from "./vault-actions.ts";

/** An endpoint that a request reached. */
export type Endpoint = {
  /** Stable name, such as `github.actions.repository.put-secret`. */
  readonly operation: string;
} & (
  | {
      /** Reads of one's own limits do not count against them. */
      readonly free?: true;
      readonly run: (call: Call) => SimulatedAnswer;
    }
  /** Only for an App that authenticates as itself. */
  | { readonly runAsApp: (call: AppCall) => SimulatedAnswer }
);

/** The endpoint of a method and a decoded path, or undefined. */
export function findEndpoint(
  method: string,
  segments: readonly string[],
): Endpoint | undefined {
  const [head = "", first = "", second = "", ...deeper] = segments;
  if (head === "rate_limit" && segments.length === 1 && method === "GET")
    return { operation: "github.rate-limit.get", free: true, run: rateLimit };
  const app = appEndpoint(method, segments);
  if (app !== undefined) return app;
  if (head === "orgs" && segments.length === 2 && method === "GET")
    return {
      operation: "github.organization.get",
      run: (call) => getOrganization(call, first),
    };
  if (head === "orgs" && second === "repos" && segments.length === 3)
    return method === "GET"
      ? {
          operation: "github.organization.list-repositories",
          run: (call) => listOwnRepositories(call, first),
        }
      : undefined;
  if (head === "orgs" && deeper.length + 3 === segments.length)
    return organizationEndpoint(method, first, second, deeper);
  if (head === "repos" && segments.length >= 3)
    return repositoryEndpoint(
      method,
      { kind: "name", owner: first, name: second },
      deeper,
    );
  if (head === "repositories" && /^\d+$/.test(first))
    return repositoryEndpoint(
      method,
      { kind: "id", id: Number(first) },
      segments.slice(2),
    );
  return undefined;
}

/** https://docs.github.com/en/rest/apps */
function appEndpoint(
  method: string,
  segments: readonly string[],
): Endpoint | undefined {
  const [head = "", first = "", second = "", third = ""] = segments;
  const route = `${method} ${head} ${String(segments.length)}`;
  const byAccount = (kind: "Organization" | "any"): Endpoint => ({
    operation: "github.app.get-installation",
    runAsApp: (call) => getInstallationAt(call, first, kind),
  });
  if (route === "POST app 4" && third === "access_tokens")
    return {
      operation: "github.app.create-token",
      runAsApp: (call) => createInstallationToken(call, Number(second)),
    };
  if (route === "DELETE installation 2" && first === "token")
    return {
      operation: "github.app.revoke-token",
      run: revokeInstallationToken,
    };
  if (route === "GET repos 4" && third === "installation")
    return {
      operation: "github.app.get-installation",
      runAsApp: (call) => getInstallationFor(call, first, second),
    };
  if (route === "GET orgs 3" && second === "installation")
    return byAccount("Organization");
  if (route === "GET users 3" && second === "installation")
    return byAccount("any");
  return undefined;
}

function organizationEndpoint(
  method: string,
  organization: string,
  store: string,
  [literal, ...tail]: readonly string[],
): Endpoint | undefined {
  const row = findScopeRow(store, "organization");
  if (row === undefined || literal !== "secrets") return undefined;
  const action = vaultAction(method, row, tail);
  if (action === undefined) return undefined;
  return {
    operation: operationName(row, action),
    run: (call) => inOrganizationVault(call, organization, row, action),
  };
}

function repositoryEndpoint(
  method: string,
  locator: Locator,
  rest: readonly string[],
): Endpoint | undefined {
  const [head = "", next = "", third = "", ...tail] = rest;
  const get = method === "GET";
  if (rest.length === 0 && get)
    return {
      operation: `github.repository.${locator.kind === "id" ? "by-id" : "get"}`,
      run: (call) =>
        inRepository(call, locator, undefined, (repository) =>
          getRepository(call, repository),
        ),
    };
  if (head === "environments" && rest.length === 1 && get)
    return {
      operation: "github.environments.list",
      run: (call) =>
        inRepository(call, locator, readActions, (repository) =>
          listEnvironments(call, repository),
        ),
    };
  if (head === "environments" && next !== "" && rest.length === 2 && get)
    return {
      operation: "github.environment.get",
      run: (call) =>
        inRepository(call, locator, readActions, (repository) =>
          getEnvironment(call, repository, next),
        ),
    };
  if (head === "environments" && next !== "" && third === "secrets")
    return secretsEndpoint(
      method,
      locator,
      findScopeRow("actions", "environment"),
      tail,
      next,
    );
  if (next === "secrets")
    return secretsEndpoint(
      method,
      locator,
      findScopeRow(head, "repository"),
      rest.slice(2),
    );
  return (
    alertsEndpoint(method, locator, rest) ??
    (get ? runsEndpoint(locator, rest) : undefined)
  );
}

function alertsEndpoint(
  method: string,
  locator: Locator,
  [head, next, number = "", ...tail]: readonly string[],
): Endpoint | undefined {
  if (head !== "secret-scanning" || next !== "alerts") return undefined;
  if (number === "" && method === "GET")
    return {
      operation: "github.secret-scanning.list-alerts",
      run: (call) => listAlerts(call, locator),
    };
  if (number !== "" && tail.length === 0 && method === "PATCH")
    return {
      operation: "github.secret-scanning.update-alert",
      run: (call) => updateAlert(call, locator, number),
    };
  return undefined;
}

function runsEndpoint(
  locator: Locator,
  rest: readonly string[],
): Endpoint | undefined {
  const [head, next, file = "", last] = rest;
  if (head !== "actions") return undefined;
  if (next === "runs" && rest.length === 2)
    return {
      operation: "github.runs.list",
      run: (call) => listRuns(call, locator, undefined),
    };
  if (next === "workflows" && last === "runs" && rest.length === 4)
    return {
      operation: "github.runs.list-of-workflow",
      run: (call) => listRuns(call, locator, file),
    };
  return undefined;
}

function secretsEndpoint(
  method: string,
  locator: Locator,
  row: ScopeRow | undefined,
  tail: readonly string[],
  environment?: string,
): Endpoint | undefined {
  if (row === undefined) return undefined;
  const action = vaultAction(method, row, tail);
  if (action === undefined) return undefined;
  return {
    operation: operationName(row, action),
    run: (call) =>
      inRepositoryVault(call, { locator, row, environment }, action),
  };
}

function operationName(row: ScopeRow, action: VaultAction): string {
  return `github.${row.store}.${row.kind}.${action.verb}`;
}

function rateLimit({ state, token, request }: Call): SimulatedAnswer {
  const core = state.limits.state(token);
  const search = { ...core, limit: 30, remaining: 30, used: 0 };
  const resources = { core, search };
  // The answer lost its `rate` property in this version.
  const modern = request.headers["x-github-api-version"] === "2026-03-10";
  return json(200, modern ? { resources } : { resources, rate: core });
}
