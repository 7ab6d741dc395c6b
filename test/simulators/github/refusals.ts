import { json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { BlockedRepository, RefusalBehaviour } from "./behaviour.ts";
import { githubError } from "./errors.ts";
import { isNamed } from "./logins.ts";
import type { Repository } from "./repositories.ts";
import type { Token } from "./tokens.ts";

// The words are those that GitHub was seen to answer with in public reports.

/** What a login meets before any permission is looked at, or undefined. */
export function loginRefusal(
  { grant }: Token,
  { loginsLockedOut, suspendedUsers, managedUsers }: RefusalBehaviour,
): SimulatedAnswer | undefined {
  if (loginsLockedOut)
    return githubError(
      403,
      "Maximum number of login attempts exceeded. Please try again later.",
    );
  if (grant.kind !== "classic" && grant.kind !== "fine-grained")
    return undefined;
  const user = grant.user ?? "octocat";
  if (isNamed(suspendedUsers, user))
    return githubError(403, "Sorry. Your account was suspended");
  return isNamed(managedUsers, user)
    ? githubError(
        403,
        "As an Enterprise Managed User, you cannot access this content",
      )
    : undefined;
}

/** What an organization's policy refuses to a token, or undefined. */
export function policyRefusal(
  token: Token,
  owner: string,
  behaviour: RefusalBehaviour,
): SimulatedAnswer | undefined {
  const refused = tokenPolicyRefusal(token, owner, behaviour);
  if (refused !== undefined) return refused;
  return isNamed(behaviour.ipAllowListOrganizations, owner)
    ? githubError(
        403,
        `Although you appear to have the correct authorization credentials, the \`${owner}\` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.`,
      )
    : undefined;
}

function tokenPolicyRefusal(
  { grant }: Token,
  owner: string,
  behaviour: RefusalBehaviour,
): SimulatedAnswer | undefined {
  if (grant.kind === "fine-grained")
    return isNamed(behaviour.lifetimePolicyOrganizations, owner)
      ? githubError(
          403,
          `The '${owner}' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days. Please adjust your token's lifetime at the following URL: https://github.com/settings/personal-access-tokens/4711`,
        )
      : undefined;
  if (grant.kind !== "classic") return undefined;
  if (isNamed(behaviour.classicForbiddenOrganizations, owner))
    return githubError(
      403,
      `\`${owner}\` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.`,
    );
  const isAuthorised = isNamed(grant.ssoOrganizations ?? [], owner);
  return isNamed(behaviour.samlOrganizations, owner) && !isAuthorised
    ? githubError(
        403,
        "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.",
        {
          "x-github-sso": `required; url=https://github.com/orgs/${owner}/sso?authorization_request=A${String(owner.length)}`,
        },
      )
    : undefined;
}

/** The answer for a repository that GitHub has blocked, or undefined. */
export function blockRefusal(
  { id }: Repository,
  { blockedRepositories }: RefusalBehaviour,
): SimulatedAnswer | undefined {
  const found = blockedRepositories.find((one) => one.id === id);
  return found === undefined ? undefined : blockAnswer(found);
}

function blockAnswer({ status, reason }: BlockedRepository): SimulatedAnswer {
  return json(status, {
    message: "Repository access blocked",
    block: {
      reason,
      created_at: "2025-04-22T17:53:56Z",
      html_url: `https://github.com/${reason === "dmca" ? "github/dmca" : reason}`,
    },
  });
}
