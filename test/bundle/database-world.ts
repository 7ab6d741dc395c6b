import { type Access, databaseRole } from "../../src/astra/role-policy.ts";
import type { Inputs } from "../kit/run-action.ts";
import type { World } from "../kit/world.ts";
import type { SimulatedRole } from "../simulators/astra/roles.ts";
import type {
  DatabaseHandle,
  DatabaseWish,
} from "../simulators/data-api/database.ts";

/** A database with the role that its configuration means, and that one's inputs. */
export interface Scoped {
  readonly database: DatabaseHandle;
  readonly role: SimulatedRole;
  readonly inputs: Inputs;
}

/** Makes a database and the role for it, as `prepare-role` would. */
export function scopedTo(
  world: World,
  access: Access = "read-write",
  { keyspaces = [], ...wish }: DatabaseWish = {},
): Scoped {
  const { astra } = world;
  const database = world.addDatabase(
    keyspaces.length === 0 ? wish : { keyspaces, ...wish },
  );
  const { name, policy } = databaseRole({
    organization: astra.organizationId,
    database: database.id,
    keyspaces,
    access,
  });
  const role = astra.addCustomRole(name, policy.actions, policy.resources);
  const inputs = {
    role: "",
    database: database.endpoints.join("\n"),
    keyspaces: keyspaces.join("\n"),
    access,
  };
  return { database, role, inputs };
}
