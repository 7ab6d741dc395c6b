import { readBody } from "../service/bounded-json.ts";
import type { Role } from "../rotation/credential.ts";
import { RotationError } from "../rotation/errors.ts";
import type { RoleReading } from "../rotation/ports.ts";
import { findDatabaseRole } from "./database-role.ts";
import { read, type ReadRequest } from "./reads.ts";
import { databaseRole, type RoleScope } from "./role-policy.ts";
import {
  allowedToday,
  areAllIds,
  type KnownRole,
  resolveRoles,
  roleOf,
  rolesById,
} from "./roles.ts";
import { RoleListWire } from "./wire.ts";

/** The role that is meant by a database and what may be done with it. */
export interface DatabaseRoleOptions {
  readonly scope: Omit<RoleScope, "organization">;
  /** The action that makes the role, as a sentence names it. */
  readonly prepareRole: string;
}

/** What the configured roles are read with. */
export interface RoleRequest extends Pick<
  ReadRequest<unknown>,
  "attempt" | "send" | "sleep"
> {
  /** As configured: ids or names. */
  readonly roles: readonly string[];
  readonly databaseRole?: DatabaseRoleOptions | undefined;
  /** The organization's id; asked only for the role of a database. */
  readonly organization: () => Promise<string>;
}

/**
 * Names have to be looked up. Ids are looked up, too, to find one that does not
 * exist (any more); where the list may not be read, the run does without.
 */
export async function readRoles(request: RoleRequest): Promise<RoleReading> {
  const { roles: wanted, databaseRole: scoped, organization } = request;
  const { attempt, send, sleep } = request;
  if (wanted.length === 0 && scoped === undefined) {
    return { roles: [], digest: undefined, unchecked: undefined };
  }
  const own = scoped === undefined ? undefined : organization();
  // Awaited once the list has come; a failure is thrown by then.
  own?.catch(() => undefined);
  try {
    const { value: known } = await read({
      attempt,
      send,
      parse: (body) => readBody(RoleListWire, body),
      sleep,
    });
    const roles =
      scoped === undefined || own === undefined
        ? resolveRoles(wanted, known)
        : [roleForDatabase(scoped, await own, known)];
    const allowed = allowedToday(roles, known);
    return {
      roles,
      digest: allowed?.digest,
      addedSince: allowed?.addedSince,
      unchecked: undefined,
    };
  } catch (thrown) {
    const isRefused =
      thrown instanceof RotationError && thrown.code === "astra-forbidden";
    const isNeeded = scoped !== undefined || !areAllIds(wanted);
    if (!isRefused || isNeeded) throw thrown;
    return {
      roles: rolesById(wanted),
      digest: undefined,
      unchecked: thrown,
    };
  }
}

function roleForDatabase(
  { scope, prepareRole }: DatabaseRoleOptions,
  organization: string,
  known: readonly KnownRole[],
): Role {
  const role = databaseRole({ ...scope, organization });
  return roleOf(findDatabaseRole(role, known, prepareRole));
}
