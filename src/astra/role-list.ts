import { readBody } from "../service/bounded-json.ts";
import type { Secret } from "../rotation/secret.ts";
import type { AstraAttempt } from "./attempt.ts";
import type { AstraClient } from "./client.ts";
import { read } from "./reads.ts";
import type { KnownRole } from "./roles.ts";
import { RoleListWire } from "./wire.ts";

/**
 * The organization's roles, each with what it allows. Throws `RotationError`,
 * `astra-forbidden` where the token may not list them.
 */
export async function readRoleList(
  client: AstraClient,
  token: Secret,
  sleep: (milliseconds: number) => Promise<void>,
  action?: AstraAttempt["action"],
): Promise<readonly KnownRole[]> {
  const { value } = await read({
    attempt: {
      task: "list the roles",
      bearer: "astra-token",
      host: client.host,
      action,
    },
    send: () => client.roles(token),
    parse: (body) => readBody(RoleListWire, body),
    sleep,
  });
  return value;
}
