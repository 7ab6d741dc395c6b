import type { AstraAttempt } from "../astra/attempt.ts";
import { createAstraClient } from "../astra/client.ts";
import { read } from "../astra/reads.ts";
import { createRoleOnce } from "../astra/role-creation.ts";
import { readRoleList } from "../astra/role-list.ts";
import { OrganizationWire } from "../astra/wire.ts";
import { readBody } from "../service/bounded-json.ts";
import type { Send } from "../http/send-with-retry.ts";
import type { Purpose } from "../rotation/ports.ts";
import type { PrepareInputs } from "./inputs.ts";
import type { RoleService } from "./prepare.ts";

/** Astra's DevOps API as the service that has the roles. */
export function openRoleService(
  send: Readonly<Record<Purpose, Send>>,
  {
    astraApiUrl,
    astraToken,
  }: Pick<PrepareInputs, "astraApiUrl" | "astraToken">,
  sleep: (milliseconds: number) => Promise<void>,
): RoleService {
  const client = createAstraClient(send, astraApiUrl);
  const { host } = client;
  const attemptTo = (task: AstraAttempt["task"]): AstraAttempt => ({
    task,
    bearer: "astra-token",
    host,
    action: "prepare-role",
  });
  return {
    organization: async () => {
      const { value } = await read({
        attempt: attemptTo("read the organization"),
        send: () => client.currentOrganization(astraToken),
        parse: (body) => readBody(OrganizationWire, body),
        sleep,
      });
      return value.id;
    },
    roles: () => readRoleList(client, astraToken, sleep, "prepare-role"),
    create: (role) =>
      createRoleOnce(client, astraToken, role, attemptTo("create the role")),
  };
}
