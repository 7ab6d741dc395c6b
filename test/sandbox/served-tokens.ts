import leven from "leven";
import { BUILT_IN_ROLES } from "../../src/astra/built-in-roles.ts";
import type { World } from "../kit/world.ts";
import type { SimulatedToken } from "../simulators/astra/token-store.ts";

/** The tokens that people made by hand, each with the name that the sandbox gives it. */
export interface HandMade {
  /** Names of tokens, by client ID; a scene adds those of the rotation. */
  readonly names: Map<string, string>;
  /** What the roles are here, in sentences. */
  readonly notes: string[];
  /** A token with the roles of an input `role`. */
  withRoles(role: string): SimulatedToken;
  /** A token with which a person may do anything. */
  ofOwner(): SimulatedToken;
}

/** Starts with the action's own token alone. */
export function openHandMade(world: World): HandMade {
  const { astra, adminToken } = world;
  const names = new Map<string, string>();
  const notes: string[] = [];
  names.set(astra.find(adminToken)?.clientId ?? "", "admin");
  return {
    names,
    notes,
    withRoles: (role) => {
      const roles = rolesOf(world, role, notes);
      const token = astra.createTokenByHand({ roles, description: "" });
      const earlier = [...names.values()].filter((one) => /hand/u.test(one));
      const number =
        earlier.length === 0 ? "" : ` ${String(earlier.length + 1)}`;
      names.set(token.clientId, `hand-made${number}`);
      return token;
    },
    ofOwner: () => {
      const owner = astra.role("Organization Administrator").id;
      const token = astra.createTokenByHand({ roles: [owner] });
      names.set(token.clientId, "owner");
      return token;
    },
  };
}

/** The ids of the roles that an input names; a custom role is made. */
function rolesOf(
  { astra }: World,
  role: string,
  notes: string[],
): readonly string[] {
  const wanted = role
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const ids = wanted.flatMap((name) => {
    const lower = name.toLowerCase();
    const built = BUILT_IN_ROLES.find(({ id, apiName, uiName }) =>
      [id, apiName, uiName].some((one) => one.toLowerCase() === lower),
    );
    if (built !== undefined) return [astra.role(built.apiName).id];
    const isMisspelt = BUILT_IN_ROLES.some(
      ({ uiName }) => leven(uiName.toLowerCase(), lower) <= 4,
    );
    // The action says so, with the nearest names.
    if (isMisspelt) return [];
    notes.push(`“${name}” is not a built-in role; here it is a custom role.`);
    return [astra.addCustomRole(name).id];
  });
  return ids.length > 0 ? ids : [astra.role("R/W Svc Acct").id];
}
