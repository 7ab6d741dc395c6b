import { json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { Call } from "./call.ts";
import {
  inOrganizationVault,
  inRepository,
  inRepositoryVault,
  type Locator,
} from "./places.ts";
import {
  getEnvironment,
  getRepository,
  listRuns,
} from "./repository-endpoints.ts";
import { findScopeRow, type ScopeRow } from "./scopes.ts";
import { vaultAction, type VaultAction } from "./vault-actions.ts";

/** An endpoint that a request reached. */
export interface Endpoint {
  /** Stable name, such as `github.actions.repository.put-secret`. */
  readonly operation: string;
  /** Reads of one's own limits do not count against them. */
  readonly free?: true;
  run(call: Call): SimulatedAnswer;
}

/** The endpoint of a method and a decoded path, or undefined. */
export function findEndpoint(
  method: string,
  segments: readonly string[],
): Endpoint | undefined {
  const [head = "", first = "", second = "", ...deeper] = segments;
  if (head === "rate_limit" && segments.length === 1 && method === "GET")
    return { operation: "github.rate-limit.get", free: true, run: rateLimit };
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
  if (head === "environments" && next !== "" && rest.length === 2 && get)
    return {
      operation: "github.environment.get",
      run: (call) =>
        inRepository(call, locator, undefined, (repository) =>
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
  return get ? runsEndpoint(locator, rest) : undefined;
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
