import { type SimulatedRole, resourcesIn } from "./roles.ts";
import type { Caller, OrganizationState } from "./state.ts";

function rolesOf({ organization, token }: Caller): readonly SimulatedRole[] {
  return organization.roles().filter(({ id }) => token.roles.includes(id));
}

/** Whether a role of the caller allows an action. */
export function may(caller: Caller, action: string): boolean {
  return rolesOf(caller).some(({ actions }) => actions.includes(action));
}

/** Whether a role allows what no role of the caller does, or elsewhere. */
export function exceeds(role: SimulatedRole, caller: Caller): boolean {
  const { organization } = caller;
  const own = rolesOf(caller).flatMap((one) => resourcesOf(one, organization));
  const isCovered = (resource: string): boolean =>
    own.some((pattern) => covers(pattern, resource));
  return (
    !role.actions.every((action) => may(caller, action)) ||
    !resourcesOf(role, organization).every(isCovered)
  );
}

function resourcesOf(
  role: SimulatedRole,
  { id }: OrganizationState,
): readonly string[] {
  return resourcesIn(role, id);
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
