import { json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { SimulatorRequest } from "../kernel/server.ts";
import { errors } from "./errors.ts";
import { may } from "./rights.ts";
import type { AstraState, Caller } from "./state.ts";

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
