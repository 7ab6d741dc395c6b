import { readBody } from "../service/bounded-json.ts";
import type { HttpAnswer } from "../http/message.ts";
import type { PreviousAnswer } from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import type { AstraClient } from "./client.ts";
import { saysDeadToken } from "./provenance.ts";
import { isSuccess } from "./reads.ts";
import { OrganizationWire } from "./wire.ts";

/**
 * Asks, as a token, which organization it belongs to. Never throws: an answer
 * that was lost tells no more than one that is unclear.
 */
export async function askAs(
  client: Pick<AstraClient, "currentOrganization">,
  token: Secret,
  sending: { readonly once?: boolean } = {},
): Promise<PreviousAnswer> {
  try {
    const answer = await client.currentOrganization(token, sending);
    const organization = organizationIn(answer);
    if (organization !== undefined) {
      return { kind: "organization", organization };
    }
    return { kind: saysDeadToken(answer) ? "refused" : "unclear" };
  } catch {
    return { kind: "unclear" };
  }
}

/** The organization that an answer names; undefined when it names none. */
export function organizationIn(answer: HttpAnswer): string | undefined {
  return isSuccess(answer)
    ? readBody(OrganizationWire, answer.body)?.id
    : undefined;
}
