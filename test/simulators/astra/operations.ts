import { text } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { Route, SimulatorRequest } from "../kernel/server.ts";
import { errors } from "./errors.ts";
import { currentOrganization } from "./organization-endpoints.ts";
import {
  createRole,
  deleteRole,
  listRoles,
  updateRole,
} from "./role-endpoints.ts";
import { may } from "./rights.ts";
import type { AstraState, Caller } from "./state.ts";
import { create, list, revoke } from "./token-endpoints.ts";

type Handler = (
  state: AstraState,
  request: SimulatorRequest,
  caller: Caller,
) => SimulatedAnswer;

interface Operation {
  readonly name: string;
  readonly method: string;
  /** `*` stands for any one part. */
  readonly path: readonly string[];
  /** What the caller's roles must allow; undefined for any live token. */
  readonly action: string | undefined;
  readonly handle: Handler;
}

/** Of the newer path only the creation is known to be in use. */
const OPERATIONS: readonly Operation[] = [
  operation(
    "tokens.create",
    "POST",
    "v2/clientIdSecrets",
    "org-token-write",
    create,
  ),
  operation("tokens.create", "POST", "v2/tokens", "org-token-write", create),
  operation("tokens.list", "GET", "v2/clientIdSecrets", "org-token-read", list),
  operation(
    "tokens.revoke",
    "DELETE",
    "v2/clientIdSecrets/*",
    "org-token-write",
    revoke,
  ),
  operation(
    "roles.list",
    "GET",
    "v2/organizations/roles",
    undefined,
    listRoles,
  ),
  operation(
    "roles.create",
    "POST",
    "v2/organizations/roles",
    "org-role-write",
    createRole,
  ),
  operation(
    "roles.update",
    "PUT",
    "v2/organizations/roles/*",
    "org-role-write",
    updateRole,
  ),
  operation(
    "roles.delete",
    "DELETE",
    "v2/organizations/roles/*",
    "org-role-delete",
    deleteRole,
  ),
  operation(
    "organization.current",
    "GET",
    "v2/currentOrg",
    undefined,
    currentOrganization,
  ),
];

function operation(
  name: string,
  method: string,
  path: string,
  action: string | undefined,
  handle: Handler,
): Operation {
  return {
    name: `astra.${name}`,
    method,
    path: path.split("/"),
    action,
    handle,
  };
}

/** Finds the operation of a request; handling it checks the caller first. */
export function routeRequest(
  state: AstraState,
  request: SimulatorRequest,
): Route {
  const { method, segments } = request;
  const found = OPERATIONS.find(
    (one) =>
      one.method === method &&
      one.path.length === segments.length &&
      one.path.every((part, i) => part === "*" || part === segments[i]),
  );
  if (found === undefined) {
    return {
      operation: "unrouted",
      handle: () => text(404, "404 page not found"),
    };
  }
  return {
    operation: found.name,
    handle: () => admitted(state, request, found),
  };
}

function admitted(
  state: AstraState,
  request: SimulatorRequest,
  { action, handle }: Operation,
): SimulatedAnswer {
  const behaviour = state.behaviour();
  if (!state.admit()) {
    const { retryAfter } = behaviour;
    return text(
      429,
      "Too Many Requests",
      retryAfter === undefined ? {} : { "retry-after": retryAfter },
    );
  }
  const caller = authenticate(state, request.headers["authorization"]);
  if ("status" in caller) return caller;
  if (action !== undefined && !may(caller, action, behaviour.roleEditLagMs)) {
    return errors.forbidden(behaviour);
  }
  return handle(state, request, caller);
}

/** Whose token a header carries, or what it is refused with. */
export function authenticate(
  state: AstraState,
  header: string | undefined,
): Caller | SimulatedAnswer {
  const { deadTokenStatus, revocationLagMs } = state.behaviour();
  const bearer = /^Bearer (.*)$/u.exec(header ?? "")?.[1];
  if (bearer === undefined) return errors.noToken();
  const clientId = /^AstraCS:([A-Za-z]{24}):[0-9a-f]{64}$/u.exec(bearer)?.[1];
  if (clientId === undefined) return errors.malformedToken();
  const organization = state
    .organizations()
    .find(({ tokens }) => tokens.get(clientId) !== undefined);
  const token = organization?.tokens.get(clientId);
  if (organization === undefined || token === undefined)
    return errors.deadToken(deadTokenStatus);
  if (token.token !== bearer) return errors.wrongThirdPart();
  return organization.tokens.isAccepted(token, revocationLagMs)
    ? { organization, token }
    : errors.deadToken(deadTokenStatus);
}
