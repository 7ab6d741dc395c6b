import * as v from "valibot";
import { empty, json, text } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { Route, SimulatorRequest } from "../kernel/server.ts";
import type { AstraBehaviour } from "./behaviour.ts";
import { errors } from "./errors.ts";
import type { SimulatedRole } from "./roles.ts";
import type { SimulatedToken, TokenStore } from "./token-store.ts";

/** Everything that an operation acts on. */
export interface AstraState {
  readonly organizationId: string;
  readonly clock: { now(): number };
  readonly tokens: TokenStore;
  readonly roles: () => readonly SimulatedRole[];
  readonly behaviour: () => AstraBehaviour;
  /** Counts a request against the limit; false when it is over. */
  readonly admit: () => boolean;
}

type Handler = (
  state: AstraState,
  request: SimulatorRequest,
  caller: SimulatedToken,
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

const CreateBody = v.strictObject({
  roles: v.array(v.string()),
  description: v.optional(v.string()),
  tokenExpiry: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  orgId: v.optional(v.string()),
});

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
  operation("tokens.list", "GET", "v2/tokens", "org-token-read", list),
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
  if (action !== undefined && !may(state, caller, action)) {
    return errors.forbidden(behaviour);
  }
  return handle(state, request, caller);
}

function authenticate(
  state: AstraState,
  header: string | undefined,
): SimulatedToken | SimulatedAnswer {
  const bearer = /^Bearer (.*)$/u.exec(header ?? "")?.[1];
  if (bearer === undefined) return errors.noToken();
  const clientId = /^AstraCS:([A-Za-z]{24}):[0-9a-f]{64}$/u.exec(bearer)?.[1];
  if (clientId === undefined) return errors.malformedToken();
  const token = state.tokens.get(clientId);
  if (token === undefined) return errors.deadToken();
  if (token.token !== bearer) return errors.wrongThirdPart();
  const { revocationLagMs } = state.behaviour();
  return state.tokens.isAccepted(token, revocationLagMs)
    ? token
    : errors.deadToken();
}

function actionsOf(state: AstraState, token: SimulatedToken): Set<string> {
  const held = state.roles().filter((role) => token.roles.includes(role.id));
  return new Set(held.flatMap((role) => role.actions));
}

function may(
  state: AstraState,
  token: SimulatedToken,
  action: string,
): boolean {
  return actionsOf(state, token).has(action);
}

function create(
  state: AstraState,
  { headers, body }: SimulatorRequest,
  caller: SimulatedToken,
): SimulatedAnswer {
  const behaviour = state.behaviour();
  if (headers["content-type"]?.startsWith("application/json") !== true) {
    return errors.badRequest("content type must be application/json");
  }
  const parsed = v.safeParse(CreateBody, parseBody(body));
  if (!parsed.success) return errors.badRequest("invalid request body");
  const wish = parsed.output;
  const known = state.roles().filter((role) => wish.roles.includes(role.id));
  if (known.length < wish.roles.length) {
    if (behaviour.unknownRole === "refused-text") {
      return text(404, "role not found");
    }
    if (behaviour.unknownRole === "refused-envelope") {
      return errors.badRequest("role not found");
    }
  }
  const own = actionsOf(state, caller);
  const isAbove = known.some((role) =>
    role.actions.some((action) => !own.has(action)),
  );
  if (isAbove && behaviour.aboveOwnRights === "refused") {
    return errors.forbidden(behaviour);
  }
  const expiry = expiryOf(state, wish.tokenExpiry);
  if (expiry === "beyond") return errors.badRequest("expiry beyond maximum");
  const token = state.tokens.create({
    roles: wish.roles,
    description: keptDescription(behaviour, wish.description ?? ""),
    expiresOn: expiry,
    activationLagMs: behaviour.activationLagMs,
  });
  return json(behaviour.createStatus, {
    clientId: token.clientId,
    secret: token.secret,
    orgId: state.organizationId,
    roles: token.roles,
    token: token.token,
    ...(behaviour.generatedOn === "said"
      ? { generatedOn: nanoseconds(token.generatedOn) }
      : {}),
    ...(expiry === undefined
      ? {}
      : { tokenExpiry: new Date(expiry).toISOString() }),
  });
}

function expiryOf(
  state: AstraState,
  wished: string | undefined,
): number | undefined | "beyond" {
  const { maximumLifetimeMs } = state.behaviour();
  const latest =
    maximumLifetimeMs === undefined
      ? undefined
      : state.clock.now() + maximumLifetimeMs;
  if (wished === undefined) return latest;
  const expiry = Date.parse(wished);
  return latest !== undefined && expiry > latest ? "beyond" : expiry;
}

function keptDescription(
  { description }: AstraBehaviour,
  sent: string,
): string {
  if (description === "kept") return sent;
  if (description === "dropped" || description === "null") return "";
  return sent.slice(0, description.cutTo);
}

function list(state: AstraState): SimulatedAnswer {
  const behaviour = state.behaviour();
  const tokens = [...state.tokens.listed(behaviour.listLagMs)];
  if (behaviour.listOrder === "newest-first") tokens.reverse();
  if (behaviour.listOrder === "by-id") {
    tokens.sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
  }
  const nameOf = (id: string): string =>
    state.roles().find((role) => role.id === id)?.name ?? id;
  return json(200, {
    clients: tokens.map((token) => ({
      clientId: token.clientId,
      roles:
        behaviour.listedRoles === "ids" ? token.roles : token.roles.map(nameOf),
      ...(behaviour.generatedOn === "said"
        ? { generatedOn: new Date(token.generatedOn).toISOString() }
        : {}),
      ...(behaviour.description === "null"
        ? { description: null, tokenExpiry: null }
        : { description: token.description }),
      ...(token.expiresOn === undefined
        ? {}
        : { tokenExpiry: new Date(token.expiresOn).toISOString() }),
    })),
  });
}

function revoke(
  state: AstraState,
  { segments }: SimulatorRequest,
): SimulatedAnswer {
  const behaviour = state.behaviour();
  if (state.tokens.revoke(segments[2] ?? "")) {
    return empty(behaviour.revokeStatus);
  }
  switch (behaviour.unknownRevoke) {
    case 404:
      return json(404, "token not found");
    case 204:
    case 200:
      return empty(behaviour.unknownRevoke);
    case 400:
      return errors.badRequest("token not found");
    case 500:
      return text(500, "internal error");
    default:
      return behaviour.unknownRevoke satisfies never;
  }
}

function listRoles(
  state: AstraState,
  _: SimulatorRequest,
  caller: SimulatedToken,
): SimulatedAnswer {
  const behaviour = state.behaviour();
  const isAllowed =
    behaviour.rolesListing === "free" ||
    (behaviour.rolesListing === "needs-permission" &&
      may(state, caller, "org-role-read"));
  if (!isAllowed) return errors.forbidden(behaviour);
  const isUpper = behaviour.roleFields === "upper";
  return json(
    200,
    state.roles().map(({ id, name, actions }) => {
      const policy = {
        description: name,
        resources: [`drn:astra:org:${state.organizationId}`],
        actions,
        effect: "allow",
      };
      return isUpper
        ? { ID: id, Name: name, Policy: JSON.stringify(policy) }
        : { id, name, policy, last_update_userid: "" };
    }),
  );
}

function currentOrganization(
  state: AstraState,
  _: SimulatorRequest,
  caller: SimulatedToken,
): SimulatedAnswer {
  const isLow = !may(state, caller, "org-db-view");
  if (state.behaviour().currentOrg === "null-401-for-low-rights" && isLow) {
    return json(401, null);
  }
  return json(200, { id: state.organizationId });
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function nanoseconds(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString().replace("Z", "083554Z");
}
