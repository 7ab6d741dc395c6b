import type { HttpAnswer } from "../http/message.ts";
import { isBlock, messageOf } from "./provenance.ts";

/** What an error answer says of its cause, in GitHub's fixed wordings. */
export type Refusal =
  | "account-suspended"
  | "api-version"
  | "app-without-key"
  | "archived"
  | "assertion-time"
  | "assertion-undecodable"
  | "badly-sealed"
  | "billing"
  | "blocked"
  | "classic-forbidden"
  | "fine-grained-forbidden"
  | "installation-suspended"
  | "integration-lacks-permission"
  | "ip-allow-list"
  | "lives-too-long"
  | "locked"
  | "managed-user"
  | "no-such-app"
  | "not-approved"
  | "oauth-restricted"
  | "permissions-not-granted"
  | "plan"
  | "role-too-low"
  | "saml"
  | "token-lacks-permission"
  | "token-unseen"
  | "too-many-logins"
  | "wants-app-number";

/** In this order: the more special wording first. */
const WORDINGS: readonly (readonly [RegExp, Refusal])[] = [
  [/not accessible by integration/iu, "integration-lacks-permission"],
  [/not accessible by personal access token/iu, "token-lacks-permission"],
  [/forbids access via .*lifetime/iu, "lives-too-long"],
  [/forbids access via .*\(classic\)/iu, "classic-forbidden"],
  [/forbids access via .*fine-grained/iu, "fine-grained-forbidden"],
  [/OAuth App access restrictions/iu, "oauth-restricted"],
  [/(?:pending|await\w*|requires|needs|not) .{0,40}approv/iu, "not-approved"],
  [/SAML (?:enforcement|SSO|single)/iu, "saml"],
  [/IP allow list/iu, "ip-allow-list"],
  [/installation (?:has been|was|is) suspended/iu, "installation-suspended"],
  [/account (?:has been|was|is) suspended/iu, "account-suspended"],
  [/Enterprise Managed User/iu, "managed-user"],
  [/number of login attempts exceeded/iu, "too-many-logins"],
  [/billing|payment/iu, "billing"],
  [/access blocked|DMCA/iu, "blocked"],
  [/(?:repository|it) (?:has been|was|is) locked/iu, "locked"],
  [/(?:has been|was|is) archived/iu, "archived"],
  [/upgrade to GitHub|upgrade your (?:plan|account)/iu, "plan"],
  [/must have admin (?:rights|access)/iu, "role-too-low"],
  [/must be an? (?:org|owner|admin)/iu, "role-too-low"],
  [/improperly encrypted/iu, "badly-sealed"],
  [/permissions requested are not granted/iu, "permissions-not-granted"],
  [/integration not found/iu, "no-such-app"],
  [/\biss\b.*must be an integer/iu, "wants-app-number"],
  [/must generate a public key/iu, "app-without-key"],
  [/claim \('(?:exp|iat)'\)/iu, "assertion-time"],
  [/json web token could not be decoded/iu, "assertion-undecodable"],
  [/requires authentication|must authenticate/iu, "token-unseen"],
  [/API version/iu, "api-version"],
];

/**
 * Reads the cause off an error answer; undefined for a wording that is not
 * known. The text itself goes no further.
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
export function refusalOf(answer: HttpAnswer): Refusal | undefined {
  const message = messageOf(answer);
  const worded = WORDINGS.find(([wording]) => wording.test(message))?.[1];
  if (worded !== undefined) return worded;
  if (answer.status === 451 || isBlock(answer)) return "blocked";
  const needsSso = /^\s*required/iu.test(answer.header("x-github-sso") ?? "");
  return needsSso ? "saml" : undefined;
}
