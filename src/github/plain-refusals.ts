import type { Rerun, RotationErrorCode } from "../rotation/errors.ts";
import type { Refusal } from "./refusals.ts";

/** What a refusal is told by: the reason completes “Could not …: ”. */
export interface Told {
  readonly reason: string;
  readonly remedy: string;
  readonly code?: RotationErrorCode;
  readonly rerun?: Rerun;
}

/** Where personal access tokens are set. */
export const TOKEN_SETTINGS =
  "Settings → Developer settings → Personal access tokens";

const OTHER_CREDENTIAL =
  "Use a fine-grained token or a GitHub App (`github-app-id`).";

/** The refusals that are told by the answer alone, whatever the task was. */
type PlainRefusal = Exclude<
  Refusal,
  | "app-without-key"
  | "assertion-time"
  | "assertion-undecodable"
  | "integration-lacks-permission"
  | "no-such-app"
  | "role-too-low"
  | "token-lacks-permission"
  | "wants-app-number"
>;

/** Whether a refusal is told by the answer alone. */
export function isPlain(refusal: Refusal): refusal is PlainRefusal {
  return refusal in PLAIN_REFUSALS;
}

/** The words for these. */
export const PLAIN_REFUSALS: Readonly<Record<PlainRefusal, Told>> = {
  "account-suspended": {
    reason: "the account that the credential belongs to is suspended",
    remedy:
      "Ask GitHub Support or the administrator of your server about the suspension, or use a credential of another account.",
  },
  "api-version": {
    reason: "the server does not support the API version of this action",
    remedy:
      "Use a later version of the action, or update GitHub Enterprise Server.",
  },
  archived: {
    reason: "the repository is archived",
    remedy: "Unarchive it, or remove it from the configuration.",
    code: "target-archived",
  },
  "badly-sealed": {
    reason:
      "GitHub could not decrypt the value, although it was encrypted with the key that GitHub had just given",
    remedy: "Run it again; if it persists, please report this message.",
    rerun: "safe",
  },
  billing: {
    reason: "GitHub refuses because of the billing of the account",
    remedy: "Check the billing settings of the account that owns the target.",
  },
  blocked: {
    reason: "GitHub has blocked access to the repository",
    remedy:
      "Ask GitHub Support about it, or remove the repository from the configuration.",
  },
  "classic-forbidden": {
    reason:
      "the organization or its enterprise does not allow classic personal access tokens",
    remedy: OTHER_CREDENTIAL,
  },
  "fine-grained-forbidden": {
    reason:
      "the organization or its enterprise does not allow fine-grained personal access tokens",
    remedy: "Use a GitHub App (`github-app-id`).",
  },
  "installation-suspended": {
    reason: "the installation of the GitHub App is suspended",
    remedy:
      "Unsuspend it in the settings of the account where it is installed.",
    code: "app-not-installed",
  },
  "ip-allow-list": {
    reason:
      "the organization's IP allow list does not include this runner's address",
    remedy:
      "Use a runner whose address is in the list, or add the address to it.",
  },
  "lives-too-long": {
    reason:
      "the token's lifetime is longer than the organization or its enterprise allows",
    remedy: `Give the token an earlier expiration date (${TOKEN_SETTINGS}), or use a GitHub App.`,
  },
  locked: {
    reason: "the repository is locked",
    remedy:
      "A migration locks a repository while it lasts: run again once it is unlocked, or remove it from the configuration.",
    rerun: "safe",
  },
  "managed-user": {
    reason:
      "the token belongs to a managed user of an enterprise, who may not use this resource",
    remedy:
      "Use a token of an account that has access, or a GitHub App that is installed there.",
  },
  "not-approved": {
    reason: "the organization has not approved the token",
    remedy:
      "Ask an owner to approve it (the organization's Settings → Personal access tokens → Pending requests).",
  },
  "oauth-restricted": {
    reason:
      "the organization restricts OAuth apps, and `github-token` was issued by one",
    remedy: OTHER_CREDENTIAL,
  },
  "permissions-not-granted": {
    reason:
      "the installation does not have the permissions that the token needs",
    remedy:
      "Give them to the App in its settings, then accept them for the installation.",
  },
  plan: {
    reason: "the plan of the account does not include this feature",
    remedy:
      "Use a plan that includes it (environments of private repositories need GitHub Pro, Team or Enterprise), or another target.",
  },
  saml: {
    reason:
      "the organization enforces SAML single sign-on, and the token is not authorized for it",
    remedy: `Authorize the token for the organization (${TOKEN_SETTINGS} → Configure SSO).`,
  },
  "token-unseen": {
    reason: "GitHub saw no token in the request",
    remedy:
      "Check whether a proxy between the runner and GitHub removes the Authorization header.",
  },
  "too-many-logins": {
    reason: "GitHub refuses all logins for a while after too many failed ones",
    remedy:
      "The credential is probably wrong: check it, then run again in a few minutes.",
    rerun: "safe",
  },
};
