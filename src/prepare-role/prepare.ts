import { roleOfName } from "../astra/database-role.ts";
import type { RoleCreation } from "../astra/role-creation.ts";
import { databaseRole, type DatabaseRole } from "../astra/role-policy.ts";
import type { RoleScope } from "../astra/role-policy.ts";
import type { KnownRole } from "../astra/roles.ts";
import { RotationError } from "../rotation/errors.ts";
import type { Clock, StopSignal } from "../rotation/ports.ts";

/** Astra as far as a role needs it; reads throw `RotationError`. */
export interface RoleService {
  /** The id of the organization that the token belongs to. */
  organization(): Promise<string>;
  roles(): Promise<readonly KnownRole[]>;
  /** Sends the request that creates a role, once. */
  create(role: DatabaseRole): Promise<RoleCreation>;
}

/** Everything outside that a preparation touches. */
export interface PreparePorts {
  readonly service: RoleService;
  readonly clock: Pick<Clock, "now" | "sleep">;
  readonly stopSignal: StopSignal;
  /** Is told what happens, a line at a time. */
  readonly say: (line: string) => void;
}

/** How the role is there, or is not. */
export interface Prepared {
  readonly role: DatabaseRole;
  /** Undefined only after a dry run that found none. */
  readonly id: string | undefined;
  readonly created: boolean;
}

/** How long the list may take to show a role that was just made, milliseconds. */
const LIST_PATIENCE_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 8_000;

/** How often the request is sent while each one certainly had no effect. */
const MOST_REQUESTS = 4;

/** A rate limit that lasts longer is left to a later run, milliseconds. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Makes the role that a scope means unless it is there, and returns it as the
 * organization's list shows it; never edits, deletes or repeats anything. In a
 * dry run sends nothing but reads. Throws `RotationError`.
 *
 * The list decides, not the answer. A request whose answer was lost is followed
 * by a look at the list and by no other request. Running again is safe all the
 * same, whatever became of that request: either the list shows its role, or the
 * name is taken and a second request meets 409, or the second one makes the
 * role and the first, late one meets 409. Should Astra ever take the name
 * twice, both roles allow the same, since the name follows from what they
 * allow.
 */
export async function prepareRole(
  ports: PreparePorts,
  scope: Omit<RoleScope, "organization">,
  isDryRun: boolean,
): Promise<Prepared> {
  const { service, say } = ports;
  const [organization, known] = await Promise.all([
    service.organization(),
    service.roles(),
  ]);
  const role = databaseRole({ ...scope, organization });
  const found = roleOfName(role, known);
  if (found !== undefined) {
    say(`The role “${role.name}” is there already, and allows what it has to.`);
    return { role, id: found.id, created: false };
  }
  if (isDryRun) return { role, id: undefined, created: false };
  say(`The organization has no role “${role.name}” yet.`);
  return await created(ports, role);
}

async function created(
  ports: PreparePorts,
  role: DatabaseRole,
): Promise<Prepared> {
  const { service, clock, say } = ports;
  for (let count = 1; ; count += 1) {
    requireTime(ports);
    const creation = await service.create(role);
    switch (creation.kind) {
      case "answered":
        say("Astra says that it created the role. Looking for it in the list.");
        return { role, id: await listed(ports, role), created: true };
      case "taken":
        say("Another run created the role meanwhile.");
        return { role, id: await listed(ports, role), created: false };
      case "unknown":
        say(`${creation.error.summary} Looking for the role in the list.`);
        return {
          role,
          id: await listed(ports, role, creation.error),
          created: true,
        };
      case "refused":
        throw creation.error;
      case "no-effect": {
        const { error, waitMs } = creation;
        if (count >= MOST_REQUESTS || waitMs > LONGEST_WAIT_MS) throw error;
        say(`${error.summary} Nothing was created. Trying again.`);
        await clock.sleep(waitMs);
        requireTime(ports);
        const found = roleOfName(role, await service.roles());
        if (found !== undefined) return { role, id: found.id, created: false };
        break;
      }
      default:
        return creation satisfies never;
    }
  }
}

/** The id of the role once the list shows it; throws when it does not. */
async function listed(
  { service, clock, stopSignal }: PreparePorts,
  role: DatabaseRole,
  lost?: RotationError,
): Promise<string> {
  const until = clock.now() + LIST_PATIENCE_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    const found = roleOfName(role, await looked(service, role));
    if (found !== undefined) return found.id;
    if (clock.now() >= until || stopSignal.stopped() !== undefined) {
      throw unconfirmed(role, lost);
    }
    await clock.sleep(Math.min(pause, LONGEST_PAUSE_MS));
  }
}

/** A list that cannot be read leaves the role unconfirmed. */
async function looked(
  service: RoleService,
  role: DatabaseRole,
): Promise<readonly KnownRole[]> {
  try {
    return await service.roles();
  } catch (thrown) {
    if (!(thrown instanceof RotationError)) throw thrown;
    throw unconfirmed(role, thrown);
  }
}

function unconfirmed(
  { name }: DatabaseRole,
  cause: RotationError | undefined,
): RotationError {
  return new RotationError({
    code: "role-unconfirmed",
    summary: `The request for the role “${name}” was sent, but the organization's list does not show the role.`,
    remedy:
      "Wait a minute and run it again: it looks for the role by its name first, so that no second one comes about.",
    rerun: "safe",
    ...(cause === undefined ? {} : { also: [cause], cause }),
  });
}

function requireTime({ stopSignal }: PreparePorts): void {
  if (stopSignal.stopped() === undefined) return;
  throw new RotationError({
    code: "cancelled",
    summary: "The run was stopped before it created the role.",
    remedy: "Nothing was created. Run it again.",
    rerun: "safe",
  });
}
