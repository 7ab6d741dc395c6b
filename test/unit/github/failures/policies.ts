import {
  type Case,
  classic,
  ENVIRONMENT,
  github,
  KEY,
  ORGANIZATION,
  READ,
  TOKEN_PAGE,
} from "./cases.ts";

/** Policies of organizations, enterprises and plans. */
export const POLICIES: readonly Case[] = [
  [
    "an organization that forbids classic tokens",
    classic(READ),
    github(
      403,
      "`acme` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.",
    ),
    "Could not read the repository acme/web: the organization or its enterprise does not allow classic personal access tokens (HTTP 403 from api.github.com).",
    "Use a fine-grained token or a GitHub App (`github-app-id`).",
  ],
  [
    "an organization that forbids fine-grained tokens",
    READ,
    github(
      403,
      "`acme` forbids access via a fine-grained personal access token. Please use a GitHub App or OAuth App.",
    ),
    "Could not read the repository acme/web: the organization or its enterprise does not allow fine-grained personal access tokens (HTTP 403 from api.github.com).",
    "Use a GitHub App (`github-app-id`).",
  ],
  [
    "a fine-grained token that lives too long",
    READ,
    github(
      403,
      "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days. Please adjust your token's lifetime.",
    ),
    "Could not read the repository acme/web: the token's lifetime is longer than the organization or its enterprise allows (HTTP 403 from api.github.com).",
    `Give the token an earlier expiration date (${TOKEN_PAGE}), or use a GitHub App.`,
  ],
  [
    "a classic token that lives too long",
    classic(ORGANIZATION),
    github(
      403,
      "`acme` forbids access via a personal access token (classic) if the token's lifetime is greater than 90 days.",
    ),
    "Could not read the public key for secrets of the organization acme: the token's lifetime is longer than the organization or its enterprise allows (HTTP 403 from api.github.com).",
    `Give the token an earlier expiration date (${TOKEN_PAGE}), or use a GitHub App.`,
  ],
  [
    "a token that is not approved yet",
    KEY,
    github(403, "This personal access token is pending approval by an owner."),
    "Could not read the public key for secrets of acme/web: the organization has not approved the token (HTTP 403 from api.github.com).",
    "Ask an owner to approve it (the organization's Settings → Personal access tokens → Pending requests).",
  ],
  [
    "restrictions on OAuth apps",
    { ...READ, token: "unknown" },
    github(
      403,
      "Although you appear to have the correct authorization credentials, the `acme` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.",
    ),
    "Could not read the repository acme/web: the organization restricts OAuth apps, and `github-token` was issued by one (HTTP 403 from api.github.com).",
    "Use a fine-grained token or a GitHub App (`github-app-id`).",
  ],
  [
    "SAML single sign-on by its wording",
    classic(READ),
    github(
      403,
      "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.",
    ),
    "Could not read the repository acme/web: the organization enforces SAML single sign-on, and the token is not authorized for it (HTTP 403 from api.github.com).",
    `Authorize the token for the organization (${TOKEN_PAGE} → Configure SSO).`,
  ],
  [
    "single sign-on by its header",
    classic(KEY),
    github(403, "Protected.", { "x-github-sso": "required; url=https://x" }),
    "Could not read the public key for secrets of acme/web: the organization enforces SAML single sign-on, and the token is not authorized for it (HTTP 403 from api.github.com).",
    `Authorize the token for the organization (${TOKEN_PAGE} → Configure SSO).`,
  ],
  [
    "an IP allow list",
    READ,
    github(
      403,
      "Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.",
    ),
    "Could not read the repository acme/web: the organization's IP allow list does not include this runner's address (HTTP 403 from api.github.com).",
    "Use a runner whose address is in the list, or add the address to it.",
  ],
  [
    "a managed user",
    classic(READ),
    github(
      403,
      "As an Enterprise Managed User, you cannot access this content",
    ),
    "Could not read the repository acme/web: the token belongs to a managed user of an enterprise, who may not use this resource (HTTP 403 from api.github.com).",
    "Use a token of an account that has access, or a GitHub App that is installed there.",
  ],
  [
    "a plan without a feature",
    ENVIRONMENT,
    github(
      403,
      "Upgrade to GitHub Pro or make this repository public to enable this feature.",
    ),
    "Could not read the public key for secrets of environment “prod (eu)” in acme/web: the plan of the account does not include this feature (HTTP 403 from api.github.com).",
    "Use a plan that includes it (environments of private repositories need GitHub Pro, Team or Enterprise), or another target.",
  ],
];
