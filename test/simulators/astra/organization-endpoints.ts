import { json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { SimulatorRequest } from "../kernel/server.ts";
import { errors } from "./errors.ts";
import { may } from "./rights.ts";
import type { SimulatedRole } from "./roles.ts";
import type { AstraState, Caller } from "./state.ts";

/** Built-in and custom roles alike showed these values in the recordings. */
const NEVER_UPDATED = {
  last_update_date_time: "0001-01-01T00:00:00Z",
  last_update_user_id: "",
} as const;

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
  const isUpper = behaviour.roleFields === "upper";
  return json(
    200,
    caller.organization.roles().map((role) => {
      const { id, name } = role;
      const policy = policyOf(role);
      return isUpper
        ? { ID: id, Name: name, Policy: JSON.stringify(policy) }
        : { id, name, policy, ...NEVER_UPDATED };
    }),
  );
}

function policyOf({ name, actions, resources }: SimulatedRole) {
  return { description: name, resources, actions, effect: "allow" };
}

/** `GET /v2/currentOrg`. */
export function currentOrganization(
  state: AstraState,
  _: SimulatorRequest,
  caller: Caller,
): SimulatedAnswer {
  const isLow = !may(caller, "org-db-view");
  const { currentOrg } = state.behaviour();
  if (!isLow || currentOrg === "any-token")
    return json(200, { id: caller.organization.id });
  switch (currentOrg) {
    case "null-401-for-low-rights":
      return json(401, null);
    case "envelope-403-for-low-rights":
      return errors.forbidden({ forbidden: "envelope-403" });
  }
}
