import { describe, expect } from "vitest";
import type { Inputs } from "../kit/run-action.ts";
import { ENVIRONMENT, OWNER, type World } from "../kit/world.ts";
import {
  expectOneError,
  it,
  liveTokens,
  mutationsOf,
  run,
} from "./scenario.ts";

/** What somebody got wrong, how, and what the one annotation has to say of it. */
type Mistake = readonly [
  name: string,
  make: (world: World) => Inputs,
  ...says: readonly string[],
];

const SECRETS = "“Secrets: read and write”";
const ENVIRONMENTS = "“Environments: read and write”";

const WRONG_GITHUB_TOKEN: readonly Mistake[] = [
  [
    "the workflow's own GITHUB_TOKEN",
    ({ github, repository }) => ({
      "github-token": github.issueToken({ kind: "workflow", repository }),
    }),
    "the workflow's own GITHUB_TOKEN, it can never write secrets",
    SECRETS,
  ],
  [
    "the workflow's own GITHUB_TOKEN for an environment",
    ({ github, repository }) => ({
      environment: ENVIRONMENT,
      "github-token": github.issueToken({ kind: "workflow", repository }),
    }),
    "the workflow's own GITHUB_TOKEN, it can never write secrets",
    ENVIRONMENTS,
  ],
  [
    "a classic token without the scope repo",
    ({ github }) => ({
      "github-token": github.issueToken({ kind: "classic", scopes: [] }),
    }),
    "acme/web",
    "scope `repo`",
  ],
  [
    "a classic token without the scope repo, for a public repository",
    ({ github }) => {
      github.addRepository({ owner: OWNER, name: "open", private: false });
      return {
        repository: "acme/open",
        "github-token": github.issueToken({ kind: "classic", scopes: [] }),
      };
    },
    "acme/open",
    "scope `repo`",
  ],
  [
    "a classic token of somebody who may only read",
    ({ github }) => ({
      "github-token": github.issueToken({
        kind: "classic",
        scopes: ["repo"],
        role: "read",
      }),
    }),
    "write or admin access",
  ],
  [
    "a fine-grained token without the permission",
    ({ github }) => ({
      "github-token": github.issueToken({
        kind: "fine-grained",
        owner: OWNER,
        permissions: { metadata: "read", environments: "write" },
      }),
    }),
    SECRETS,
    "Fine-grained tokens",
  ],
  [
    "a fine-grained token without the permission, for an environment",
    ({ github }) => ({
      environment: ENVIRONMENT,
      "github-token": github.issueToken({
        kind: "fine-grained",
        owner: OWNER,
        permissions: { metadata: "read", secrets: "write" },
      }),
    }),
    ENVIRONMENTS,
    "Fine-grained tokens",
  ],
  [
    "a fine-grained token of another owner",
    ({ github }) => ({
      "github-token": github.issueToken({
        kind: "fine-grained",
        owner: "octocat",
        permissions: { metadata: "read", secrets: "write" },
      }),
    }),
    "acme/web",
    "not given access",
  ],
  [
    "a fine-grained token for other repositories",
    ({ github }) => ({
      "github-token": github.issueToken({
        kind: "fine-grained",
        owner: OWNER,
        repositories: [github.addRepository({ owner: OWNER, name: "other" })],
        permissions: { metadata: "read", secrets: "write" },
      }),
    }),
    "acme/web",
    "not given access",
  ],
  [
    "a fine-grained token that the organization has not approved yet",
    ({ github }) => ({
      "github-token": github.issueToken({
        kind: "fine-grained",
        owner: OWNER,
        pending: true,
        permissions: { metadata: "read", secrets: "write" },
      }),
    }),
    "acme/web",
    "not given access",
  ],
  ...(["opaque", "jwt"] as const).map((form): Mistake => [
    `an App's token without the permission (${form})`,
    ({ github }) => ({
      "github-token": github.issueToken({
        kind: "installation",
        form,
        owner: OWNER,
        permissions: { metadata: "read" },
      }),
    }),
    SECRETS,
    "GitHub App",
  ]),
  [
    "a token that was revoked",
    (world) => {
      world.github.revokeToken(world.githubToken);
      return {};
    },
    "GitHub did not accept `github-token` (HTTP 401 from ",
    "It has expired, been revoked, was truncated, or belongs to another server",
  ],
  [
    "a token that has expired",
    ({ github, clock }) => {
      const token = github.issueToken({
        kind: "fine-grained",
        owner: OWNER,
        permissions: { metadata: "read", secrets: "write" },
        expiresAt: clock.now() + 1_000,
      });
      clock.advance(2_000);
      return { "github-token": token };
    },
    "GitHub did not accept `github-token` (HTTP 401 from ",
    "It has expired, been revoked, was truncated, or belongs to another server",
  ],
  [
    "a token that single sign-on does not know",
    ({ github }) => {
      github.setBehaviour({ samlOrganizations: [OWNER] });
      return {
        "github-token": github.issueToken({
          kind: "classic",
          scopes: ["repo"],
        }),
      };
    },
    "SAML",
    "Configure SSO",
  ],
  [
    "a token from an address that the organization does not allow",
    ({ github }) => {
      github.setBehaviour({ ipAllowListOrganizations: [OWNER] });
      return {};
    },
    "IP allow list",
  ],
];

const WRONG_PLACE: readonly Mistake[] = [
  [
    "an environment that is not there",
    () => ({ environment: "producton" }),
    "environment “producton” of acme/web",
    "never creates environments",
  ],
  [
    "a repository that is not there",
    () => ({ repository: "acme/wbe" }),
    "acme/wbe",
    "spelling",
  ],
  [
    "an archived repository",
    ({ github, repository }) => {
      github.archive(repository);
      return {};
    },
    "acme/web is archived",
    "Unarchive",
  ],
  [
    "a renamed repository",
    ({ github, repository }) => {
      github.renameRepository(repository, { name: "site" });
      return {};
    },
    "acme/web was renamed or transferred",
    "set the configuration to acme/site",
  ],
  [
    "a transferred repository that the token cannot see",
    ({ github, repository }) => {
      github.renameRepository(repository, { owner: "octocat" });
      return {};
    },
    "acme/web",
  ],
];

/** A token of a custom role that may do all that a Database Administrator may, but for some actions. */
function adminWithout({ astra }: World, ...actions: readonly string[]): string {
  const all = astra.role("Database Administrator").actions;
  const role = astra.addCustomRole(
    "rotator",
    all.filter((action) => !actions.includes(action)),
  );
  return astra.createTokenByHand({ roles: [role.id] }).token;
}

const FORBIDDEN = ["envelope-403", "null-401", "string-401"] as const;

const WRONG_ASTRA_TOKEN: readonly Mistake[] = [
  [
    "a token that was revoked",
    ({ astra, adminToken }) => {
      astra.revokeByHand(astra.find(adminToken)?.clientId ?? "");
      return {};
    },
    "does not accept `astra-token`",
    "was revoked, has expired, or was truncated",
  ],
  [
    "a token that has expired",
    ({ astra, clock }) => {
      const { token } = astra.createTokenByHand({
        roles: [astra.role("Database Administrator").id],
        expiresOn: clock.now() + 1_000,
      });
      clock.advance(2_000);
      return { "astra-token": token };
    },
    "does not accept `astra-token`",
    "was revoked, has expired, or was truncated",
  ],
  [
    "a token with a wrong last character",
    ({ adminToken }) => ({
      "astra-token": `${adminToken.slice(0, -1)}${adminToken.endsWith("0") ? "1" : "0"}`,
    }),
    "does not accept `astra-token`",
    "was revoked, has expired, or was truncated",
  ],
  [
    "a token that is too short by one",
    ({ adminToken }) => ({ "astra-token": adminToken.slice(0, -1) }),
    "does not accept `astra-token`",
    "was revoked, has expired, or was truncated",
  ],
  ...FORBIDDEN.flatMap((forbidden): Mistake[] => [
    [
      `a token that may not list tokens (${forbidden})`,
      (world) => {
        world.astra.setBehaviour({ forbidden });
        return { "astra-token": adminWithout(world, "org-token-read") };
      },
      "Astra refused to list the tokens",
      "org-token-read",
    ],
    [
      `a token that may not mint tokens (${forbidden})`,
      (world) => {
        world.astra.setBehaviour({ forbidden });
        return { "astra-token": adminWithout(world, "org-token-write") };
      },
      "Astra refused to mint a token",
      "org-token-write",
    ],
    [
      `a token that may not list roles (${forbidden})`,
      (world) => {
        world.astra.setBehaviour({
          forbidden,
          rolesListing: "needs-permission",
        });
        return {};
      },
      "Astra refused to list the roles",
      "org-role-read",
      "a role's ID",
    ],
  ]),
  [
    "a consumer's token",
    ({ astra }) => ({
      "astra-token": astra.createTokenByHand({
        roles: [astra.role("R/W Svc Acct").id],
      }).token,
    }),
    "org-token-read",
  ],
];

/** Nothing was minted, or what was minted is gone again; no secret was written. */
function expectNothingMinted(world: World, before: readonly string[]): void {
  expect(liveTokens(world)).toEqual(before);
  expect(world.github.secrets()).toEqual([]);
}

describe.concurrent("a github-token that will not do", () => {
  it.for(WRONG_GITHUB_TOKEN)(
    "is told in one annotation: %s",
    async ([, make, ...says], { world }) => {
      const inputs = make(world);

      const said = expectOneError(await run(world, inputs));

      for (const words of says) expect(said).toContain(words);
      expect(said.match(/ \[[a-z-]+\]$/gmu)).toHaveLength(1);
      expectNothingMinted(world, []);
      expect(mutationsOf(world)).toEqual([]);
    },
  );

  it("and shows it only when it writes: the fresh token is taken back", async ({
    world,
  }) => {
    const readOnly = world.github.issueToken({
      kind: "fine-grained",
      owner: OWNER,
      permissions: { metadata: "read", secrets: "read" },
    });

    const said = expectOneError(await run(world, { "github-token": readOnly }));

    expect(said).toContain(SECRETS);
    expect(said).toContain("The new token was revoked again");
    expectNothingMinted(world, []);
  });
});

describe.concurrent("a place that will not do", () => {
  it.for(WRONG_PLACE)(
    "is told in one annotation: %s",
    async ([, make, ...says], { world }) => {
      const inputs = make(world);

      const said = expectOneError(await run(world, inputs));

      for (const words of says) expect(said).toContain(words);
      expect(said.match(/ \[[a-z-]+\]$/gmu)).toHaveLength(1);
      expectNothingMinted(world, []);
      expect(mutationsOf(world)).toEqual([]);
    },
  );
});

describe.concurrent("an astra-token that will not do", () => {
  it.for(WRONG_ASTRA_TOKEN)(
    "is told in one annotation: %s",
    async ([, make, ...says], { world }) => {
      const inputs = make(world);
      const before = liveTokens(world);

      const said = expectOneError(await run(world, inputs));

      for (const words of says) expect(said).toContain(words);
      expect(said.match(/ \[[a-z-]+\]$/gmu)).toHaveLength(1);
      expectNothingMinted(world, before);
    },
  );
});
