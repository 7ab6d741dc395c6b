import * as v from "valibot";
import { empty, json, text } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { SimulatorRequest } from "../kernel/server.ts";
import { errors } from "./errors.ts";
import { exceeds, may } from "./rights.ts";
import { BUILT_IN, KNOWN_ACTIONS, type SimulatedRole } from "./roles.ts";
import type { AstraState, Caller, OrganizationState } from "./state.ts";

/** Built-in and custom roles alike showed these values in the recordings. */
const NEVER_UPDATED = {
  last_update_date_time: "0001-01-01T00:00:00Z",
  last_update_user_id: "",
} as const;

const RoleBody = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)),
  policy: v.strictObject({
    description: v.string(),
    resources: v.pipe(v.array(v.string()), v.minLength(1)),
    actions: v.pipe(v.array(v.string()), v.minLength(1)),
    effect: v.literal("allow"),
  }),
});

type RoleWish = Omit<SimulatedRole, "id">;

/** `GET /v2/organizations/roles`: a bare array, in either spelling. */
export function listRoles(
  state: AstraState,
  _: SimulatorRequest,
  caller: Caller,
): SimulatedAnswer {
  const behaviour = state.behaviour();
  const isAllowed =
    behaviour.rolesListing === "free" ||
    (behaviour.rolesListing === "needs-permission" &&
      may(caller, "org-role-read"));
  if (!isAllowed) return errors.forbidden(behaviour);
  const { roles } = caller.organization;
  return json(
    200,
    roles
      .lagging(behaviour.roleListLagMs)
      .map((role) =>
        behaviour.roleFields === "upper"
          ? upper(state, role)
          : { ...lower(state, role), ...NEVER_UPDATED },
      ),
  );
}

/** `POST /v2/organizations/roles`. */
export function createRole(
  state: AstraState,
  request: SimulatorRequest,
  caller: Caller,
): SimulatedAnswer {
  const behaviour = state.behaviour();
  const wish = wishOf(state, request, caller);
  if ("status" in wish) return wish;
  const { organization, token } = caller;
  if (isTaken(state, organization, wish.name)) return nameTaken(state);
  const { mostCustomRoles } = behaviour;
  const custom = organization.roles.custom().length;
  if (mostCustomRoles !== undefined && custom >= mostCustomRoles) {
    return errors.badRequest("too many roles");
  }
  const role = organization.roles.create(wish);
  switch (behaviour.createdRole) {
    case "lower":
      return json(behaviour.roleCreateStatus, lower(state, role));
    case "upper":
      return json(behaviour.roleCreateStatus, {
        OrgID: organization.id,
        ...upper(state, role),
        LastUpdateDateTime: "",
        LastUpdateUserID: token.clientId,
      });
    case "empty":
      return empty(behaviour.roleCreateStatus);
  }
}

/** `PUT /v2/organizations/roles/{roleID}`: 200, without a body. */
export function updateRole(
  state: AstraState,
  request: SimulatorRequest,
  caller: Caller,
): SimulatedAnswer {
  const { organization } = caller;
  const role = customRole(organization, request);
  if ("status" in role) return role;
  const wish = wishOf(state, request, caller);
  if ("status" in wish) return wish;
  if (isTaken(state, organization, wish.name, role)) return nameTaken(state);
  organization.roles.edit(role, wish);
  return empty(200);
}

/** `DELETE /v2/organizations/roles/{roleID}`. */
export function deleteRole(
  state: AstraState,
  request: SimulatorRequest,
  { organization }: Caller,
): SimulatedAnswer {
  const role = customRole(organization, request);
  if ("status" in role) return role;
  const { tokens, roles } = organization;
  const isInUse = tokens
    .all()
    .some((token) => tokens.isLive(token) && token.roles.includes(role.id));
  if (isInUse && state.behaviour().deleteRoleInUse === 409) {
    return text(409, "role is in use");
  }
  roles.delete(role);
  return empty(204);
}

/** A role that people made: the built-in ones cannot be changed. */
function customRole(
  { roles }: OrganizationState,
  { segments }: SimulatorRequest,
): SimulatedRole | SimulatedAnswer {
  const id = segments[3] ?? "";
  if (BUILT_IN.some((one) => one.id === id)) {
    return errors.badRequest("role cannot be changed");
  }
  const role = roles.custom().find((one) => one.id === id);
  return role ?? json(404, "role not found");
}

/** The role that a body asks for, or what the body is refused with. */
function wishOf(
  state: AstraState,
  { headers, body }: SimulatorRequest,
  caller: Caller,
): RoleWish | SimulatedAnswer {
  const behaviour = state.behaviour();
  if (headers["content-type"]?.startsWith("application/json") !== true) {
    return errors.badRequest("content type must be application/json");
  }
  const parsed = v.safeParse(RoleBody, parseBody(body));
  if (!parsed.success) return errors.badRequest("invalid request body");
  const { name, policy } = parsed.output;
  const { longestRoleName = name.length, unknownActions } = behaviour;
  if (name.length > longestRoleName) return errors.badRequest("name too long");
  const { description, resources } = policy;
  if (!resources.every((one) => isOf(one, caller.organization))) {
    return errors.badRequest("invalid resource");
  }
  const known = policy.actions.filter((one) => KNOWN_ACTIONS.has(one));
  if (known.length < policy.actions.length && unknownActions === "refused") {
    return errors.badRequest("invalid action");
  }
  const actions = unknownActions === "dropped" ? known : policy.actions;
  const wish = { name, description, resources, actions };
  return behaviour.roleAboveOwnRights === "refused" &&
    exceeds({ ...wish, id: "" }, caller)
    ? errors.forbidden(behaviour)
    : wish;
}

/** Names of nothing outside the organization. */
function isOf(resource: string, { id }: OrganizationState): boolean {
  const own = `drn:astra:org:${id}`;
  return resource === own || resource.startsWith(`${own}:`);
}

function isTaken(
  state: AstraState,
  { roles }: OrganizationState,
  name: string,
  self?: SimulatedRole,
): boolean {
  const { roleNames } = state.behaviour();
  const comparable = (one: string): string =>
    roleNames === "case-blind" ? one.toLowerCase() : one;
  return roles
    .all()
    .some(
      (role) =>
        role.id !== self?.id && comparable(role.name) === comparable(name),
    );
}

function nameTaken(state: AstraState): SimulatedAnswer {
  const message = "unable to create role";
  return state.behaviour().nameTaken === "text"
    ? text(409, message)
    : json(409, { errors: [{ ID: 340009, message }] });
}

function lower(state: AstraState, { id, name, ...role }: SimulatedRole) {
  const isText = state.behaviour().policyForm === "text";
  const policy = policyOf({ id, name, ...role });
  return { id, name, policy: isText ? JSON.stringify(policy) : policy };
}

function upper(state: AstraState, role: SimulatedRole) {
  const isObject = state.behaviour().policyForm === "object";
  const policy = policyOf(role);
  return {
    ID: role.id,
    Name: role.name,
    Policy: isObject ? policy : JSON.stringify(policy),
  };
}

function policyOf({ name, description, actions, resources }: SimulatedRole) {
  return {
    description: description ?? name,
    resources,
    actions,
    effect: "allow",
  };
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
