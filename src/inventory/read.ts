import { clientIdOf } from "../astra/credential-wire.ts";
import { createAstraClient } from "../astra/client.ts";
import { createIssuer } from "../astra/issuer.ts";
import { readRoleList } from "../astra/role-list.ts";
import type { KnownRole } from "../astra/roles.ts";
import type { Send } from "../http/send-with-retry.ts";
import { RotationError } from "../rotation/errors.ts";
import { requireWhole } from "../rotation/listing.ts";
import { everyOne, requireOrganization } from "../rotation/observe.ts";
import type { Clock, Purpose } from "../rotation/ports.ts";
import type { InventoryInputs } from "./inputs.ts";
import type { InventoryFacts } from "./inventory.ts";

/** What is read of Astra. */
export type Lists = Pick<InventoryFacts, "tokens" | "roles" | "now" | "caller">;

/** With what Astra is read. */
export interface ReadOptions {
  readonly send: Readonly<Record<Purpose, Send>>;
  readonly clock: Clock;
  /** The runner's time, used where Astra does not say its own. */
  readonly wallTime: () => number;
}

/**
 * Reads both lists, and the organization only where it has to be a certain one.
 * Throws `RotationError`; the role list may be missing.
 */
export async function readLists(
  { astraToken, organizationId, astraApiUrl }: InventoryInputs,
  { send, clock, wallTime }: ReadOptions,
): Promise<Lists> {
  const client = createAstraClient(send, astraApiUrl);
  const sleep = (milliseconds: number): Promise<void> =>
    clock.sleep(milliseconds);
  const caller = clientIdOf(astraToken) ?? "";
  const issuer = createIssuer({
    client,
    adminToken: astraToken,
    adminClientId: caller,
    previousToken: undefined,
    roles: [],
    mask: () => undefined,
    sleep,
  });
  const reads = {
    list: issuer.list("rotate"),
    roles: rolesOrNone(readRoleList(client, astraToken, sleep)),
    organization:
      organizationId === undefined ? undefined : issuer.organization(),
  };
  await everyOne<unknown>(
    Object.values(reads).filter((one) => one !== undefined),
  );
  const { value: tokens, clock: reading } = await reads.list;
  const organization = await reads.organization;
  if (organization !== undefined) {
    requireOrganization(organization.value, { organizationId });
  }
  requireWhole(tokens, caller);
  const now = reading?.serverTime ?? wallTime();
  return { tokens, roles: await reads.roles, now, caller };
}

/** Where the token may not list the roles, the rest can still be told. */
async function rolesOrNone(
  reading: Promise<readonly KnownRole[]>,
): Promise<readonly KnownRole[] | undefined> {
  try {
    return await reading;
  } catch (thrown) {
    const isRefused =
      thrown instanceof RotationError && thrown.code === "astra-forbidden";
    if (isRefused) return undefined;
    throw thrown;
  }
}
