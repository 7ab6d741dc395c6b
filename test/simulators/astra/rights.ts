import { type SimulatedRole, resourcesIn } from "./roles.ts";
import type { Caller, OrganizationState } from "./state.ts";

/** Actions on the resources of one role, all of them on each of them. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/**
 * What the roles of a token allow, with the real id of the organization; an
 * edit of a role takes so many milliseconds to reach its tokens.
 */
export function grantsOf(
  { organization, token }: Caller,
  editLagMs = 0,
): readonly Grant[] {
  return organization.roles
    .inForce(editLagMs)
    .filter(({ id }) => token.roles.includes(id))
    .map((role) => grantOf(role, organization));
}

/**
 * Whether a role of the caller allows an action on a resource, its organization
 * unless given.
 */
export function may(
  caller: Caller,
  action: string,
  editLagMs = 0,
  resource = `drn:astra:org:${caller.organization.id}`,
): boolean {
  return allows(grantsOf(caller, editLagMs), action, resource);
}

/** Whether one of the grants allows an action on a resource. */
export function allows(
  grants: readonly Grant[],
  action: string,
  resource: string,
): boolean {
  return grants.some(
    ({ actions, resources }) =>
      actions.includes(action) &&
      resources.some((pattern) => covers(pattern, resource)),
  );
}

/**
 * Whether one of the grants allows an action, any action unless given, on a
 * resource or on something below it.
 */
export function touches(
  grants: readonly Grant[],
  action: string | undefined,
  resource: string,
): boolean {
  const { length } = resource.split(":");
  return grants.some(
    ({ actions, resources }) =>
      (action === undefined || actions.includes(action)) &&
      resources.some((pattern) =>
        covers(pattern.split(":").slice(0, length).join(":"), resource),
      ),
  );
}

/** Whether a role allows what no role of the caller does, or elsewhere. */
export function exceeds(role: SimulatedRole, caller: Caller): boolean {
  const own = grantsOf(caller);
  const { actions, resources } = grantOf(role, caller.organization);
  return !resources.every((resource) =>
    actions.every((action) => allows(own, action, resource)),
  );
}

function grantOf(role: SimulatedRole, { id }: OrganizationState): Grant {
  return { actions: role.actions, resources: resourcesIn(role, id) };
}

/** Resource names are parts with colons between them; `*` is any one part. */
function covers(pattern: string, resource: string): boolean {
  const parts = resource.split(":");
  const wanted = pattern.split(":");
  return (
    wanted.length === parts.length &&
    wanted.every((part, at) => part === "*" || part === parts[at])
  );
}
