import { describe, expect, it } from "vitest";
import type { GithubBehaviour } from "./behaviour.ts";
import {
  field,
  startAcme,
  webScope,
  webSecrets,
  type Answer,
} from "./test-github.ts";
import type { TokenGrant } from "./tokens.ts";

const told = ({ status, body }: Answer) => [status, field(body, "message")];

const CLASSIC: TokenGrant = { kind: "classic", scopes: ["repo"] };
const FINE_GRAINED: TokenGrant = {
  kind: "fine-grained",
  owner: "acme",
  permissions: { secrets: "write" },
};

const REFUSALS: readonly (readonly [
  string,
  Partial<GithubBehaviour>,
  TokenGrant,
  TokenGrant | undefined,
  string,
])[] = [
  [
    "an organization that forbids classic tokens",
    { classicForbiddenOrganizations: ["Acme"] },
    CLASSIC,
    FINE_GRAINED,
    "`acme` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.",
  ],
  [
    "an organization's policy on lifetimes",
    { lifetimePolicyOrganizations: ["acme"] },
    FINE_GRAINED,
    CLASSIC,
    "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days. Please adjust your token's lifetime at the following URL: https://github.com/settings/personal-access-tokens/4711",
  ],
  [
    "a suspended user",
    { suspendedUsers: ["octocat"] },
    CLASSIC,
    { ...CLASSIC, user: "ann" },
    "Sorry. Your account was suspended",
  ],
  [
    "a managed user",
    { managedUsers: ["octocat"] },
    FINE_GRAINED,
    { ...FINE_GRAINED, user: "ann" },
    "As an Enterprise Managed User, you cannot access this content",
  ],
  [
    "too many failed logins",
    { loginsLockedOut: true },
    CLASSIC,
    undefined,
    "Maximum number of login attempts exceeded. Please try again later.",
  ],
];

describe("a refusal that is no matter of permissions", () => {
  it.each(REFUSALS)(
    "is told for %s, and to nobody else",
    async (_, change, refused, other, message) => {
      const { github, send } = await startAcme();
      github.setBehaviour(change);
      const read = async (grant: TokenGrant) =>
        send("GET", webSecrets, { token: github.issueToken(grant) });
      expect(told(await read(refused))).toEqual([403, message]);
      if (other !== undefined) expect((await read(other)).status).toBe(200);
    },
  );

  it.each([
    [403, "tos"],
    [451, "dmca"],
  ] as const)("is %d for a blocked repository (%s)", async (status, reason) => {
    const { github, send, token, web } = await startAcme();
    const api = github.addRepository({ owner: "acme", name: "api" });
    github.setBehaviour({
      blockedRepositories: [{ id: web.id, status, reason }],
    });
    for (const path of ["/repos/acme/web", webSecrets]) {
      const read = await send("GET", path, { token });
      expect(told(read)).toEqual([status, "Repository access blocked"]);
      expect(read.body).toMatchObject({ block: { reason } });
    }
    const other = `/repos/acme/${api.name}`;
    expect((await send("GET", other, { token })).status).toBe(200);
  });

  it("is 404 for secrets of an environment that the plan does not have", async () => {
    const { github, send, token } = await startAcme();
    github.setBehaviour({ ownersWithoutEnvironments: ["acme"] });
    const path = "/repos/acme/web/environments/production";
    expect((await send("GET", path, { token })).status).toBe(200);
    const key = await send("GET", `${path}/secrets/public-key`, { token });
    expect(told(key)).toEqual([404, "Not Found"]);
  });

  it("is 409 for as many writes as are to meet a conflict", async () => {
    const { github, put, token } = await startAcme();
    github.setBehaviour({ conflictsLeft: 1 });
    expect((await put(webSecrets, "A", "v", token)).status).toBe(409);
    expect((await put(webSecrets, "A", "v", token)).status).toBe(201);
  });

  it("is 422 for a new secret of a full place", async () => {
    const { github, put, token } = await startAcme();
    github.setSecretByHand(webScope, "A", "v");
    github.setBehaviour({ capacity: 1 });
    expect((await put(webSecrets, "B", "v", token)).status).toBe(422);
    expect((await put(webSecrets, "A", "w", token)).status).toBe(204);
  });

  it("is 404 for a store that the server does not have", async () => {
    const { github, send, token } = await startAcme();
    github.setBehaviour({ missingStores: ["agents"] });
    for (const owner of ["repos/acme/web", "orgs/acme"]) {
      const status = async (store: string) =>
        (await send("GET", `/${owner}/${store}/secrets`, { token })).status;
      expect([await status("agents"), await status("actions")]).toEqual([
        404, 200,
      ]);
    }
  });

  it("has the old words for secondary limits where asked to", async () => {
    const { github, send, token } = await startAcme();
    github.setBehaviour({ limitWords: "old", pointsPerMinute: 0 });
    const read = await send("GET", webSecrets, { token });
    expect(told(read)).toEqual([
      403,
      "You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.",
    ]);
  });
});
