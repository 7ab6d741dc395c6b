import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createAstraClient } from "../../../src/astra/client.ts";
import { createIssuer } from "../../../src/astra/issuer.ts";
import type { TransportError } from "../../../src/http/http-error.ts";
import type { HttpAnswer, HttpRequest } from "../../../src/http/message.ts";
import type { Purpose } from "../../../src/http/sender.ts";
import type { Credential } from "../../../src/rotation/credential.ts";
import type { Issuer } from "../../../src/rotation/ports.ts";
import { Secret } from "../../../src/rotation/secret.ts";
import { answered, failed } from "../http/outcomes.ts";

const ADMIN = "AstraCS:admin:00";
const DATE = { date: "Mon, 05 Jan 2026 03:17:00 GMT" };
const DATE_MS = Date.UTC(2026, 0, 5, 3, 17, 0);
const ROLE_ID = "b4ed0e9e-67e8-47b6-8b58-c6629be961a9";

interface Sent extends HttpRequest {
  readonly purpose: Purpose;
}

/** An issuer whose requests are answered from a script. */
function scripted(
  script: readonly (HttpAnswer | TransportError)[],
  roles: readonly string[] = [ROLE_ID],
): { issuer: Issuer; sent: Sent[]; masked: string[] } {
  const sent: Sent[] = [];
  const masked: string[] = [];
  const left = [...script];
  const client = createAstraClient((request, purpose) => {
    sent.push({ ...request, purpose });
    const outcome = left.shift();
    if (outcome === undefined) throw new Error("nothing left to play");
    return outcome instanceof Error
      ? Promise.reject(outcome)
      : Promise.resolve({ ...outcome, earlierEffect: "none" });
  }, new URL("https://astra.test/base/"));
  const issuer = createIssuer({
    client,
    adminToken: new Secret(ADMIN),
    adminClientId: "admin",
    roles,
    mask: (text) => {
      masked.push(text);
    },
  });
  return { issuer, sent, masked };
}

function json(status: number, value: unknown): HttpAnswer {
  return answered(status, DATE, JSON.stringify(value));
}

function mintedBody(): { token: string; body: Record<string, unknown> } {
  const secret = randomBytes(64).toString("hex");
  const hash = createHash("sha256").update(secret).digest("hex");
  const token = ["AstraCS", "fresh", hash].join(":");
  const body = { clientId: "fresh", secret, orgId: "o", roles: [ROLE_ID] };
  return { token, body };
}

function credentialOf(token: string): Credential {
  return {
    clientId: "fresh",
    clientSecret: new Secret("s"),
    token: new Secret(token),
    organization: "o",
    roles: [],
    generatedOn: undefined,
    expiresOn: undefined,
  };
}

const ORDER = {
  organization: "o",
  roles: [{ id: ROLE_ID, names: [], managesTokens: false }],
  description: "a marker",
  expiresOn: undefined,
};

describe("the issuer", () => {
  it("sends every request to the base address, as the admin", async () => {
    const { issuer, sent } = scripted([
      json(200, { id: "o" }),
      json(200, { clients: [{ clientId: "admin" }] }),
      answered(204),
    ]);
    await issuer.organization();
    await issuer.list("compensate");
    await issuer.revoke("a-_9", "compensate");
    expect(
      sent.map(({ method, url, purpose }) => [method, url.href, purpose]),
    ).toEqual([
      ["GET", "https://astra.test/base/v2/currentOrg", "rotate"],
      ["GET", "https://astra.test/base/v2/clientIdSecrets", "compensate"],
      [
        "DELETE",
        "https://astra.test/base/v2/clientIdSecrets/a-_9",
        "compensate",
      ],
    ]);
    for (const { headers, body } of sent) {
      expect(headers).toEqual({
        accept: "application/json",
        authorization: `Bearer ${ADMIN}`,
      });
      expect(body).toBeUndefined();
    }
  });

  it("encodes a client id that comes from outside", async () => {
    const { issuer, sent } = scripted([answered(204)]);
    await issuer.revoke("../orgs?x#y", "rotate");
    expect(sent[0]?.url.pathname).toBe(
      "/base/v2/clientIdSecrets/..%2Forgs%3Fx%23y",
    );
  });

  describe("when it reads", () => {
    it("gives the organization with Astra's time beside it", async () => {
      const { issuer } = scripted([json(200, { id: "o" })]);
      expect(await issuer.organization()).toEqual({
        value: "o",
        clock: { service: "astra", serverTime: DATE_MS, receivedAt: 0 },
      });
    });

    it("has no clock where the answer has no Date", async () => {
      const { issuer } = scripted([answered(200, {}, '{"id":"o"}')]);
      expect((await issuer.organization()).clock).toBeUndefined();
    });

    it("lists each token once and drops what is none", async () => {
      const { issuer } = scripted([
        json(200, {
          clients: [
            { clientId: "a", roles: ["r"], description: "first" },
            { clientId: "a", description: "second" },
            { clientId: "../b" },
            null,
            { clientId: "c" },
          ],
        }),
      ]);
      const { value, clock } = await issuer.list("rotate");
      expect(clock?.serverTime).toBe(DATE_MS);
      expect(value).toEqual([
        {
          clientId: "a",
          roles: ["r"],
          generatedOn: undefined,
          expiresOn: undefined,
          description: "first",
        },
        {
          clientId: "c",
          roles: [],
          generatedOn: undefined,
          expiresOn: undefined,
          description: "",
        },
      ]);
    });

    it("asks for no roles when all are ids, and for the list when one is a name", async () => {
      const byId = scripted([]);
      expect((await byId.issuer.roles())[0]?.id).toBe(ROLE_ID);
      expect(byId.sent).toHaveLength(0);
      const list = [{ id: "x", name: "Mine", policy: { actions: [] } }];
      const byName = scripted([json(200, list)], ["mine"]);
      expect((await byName.issuer.roles())[0]?.id).toBe("x");
      expect(byName.sent[0]?.url.pathname).toBe("/base/v2/organizations/roles");
    });

    it.each([
      [
        "a body of another shape",
        json(200, { clients: [] }),
        "astra-answer-unusable",
      ],
      ["a refusal", json(403, null), "astra-forbidden"],
      ["a redirect", answered(302, {}, ""), "astra-answer-unusable"],
      ["a lost connection", failed("connection-lost"), "astra-unavailable"],
    ])("throws a sentence for %s", async (_, outcome, code) => {
      const list = scripted([outcome]).issuer.list("rotate");
      await expect(list).rejects.toMatchObject({ code });
      const roles = scripted([outcome], ["name"]).issuer.roles();
      await expect(roles).rejects.toMatchObject({ code });
      const organization = scripted([outcome]).issuer.organization();
      await expect(organization).rejects.toMatchObject({ code });
    });
  });

  describe("when it mints", () => {
    it("sends ids, marker and, where wanted, an expiry", async () => {
      const { body } = mintedBody();
      const { issuer, sent } = scripted([json(200, body), json(201, body)]);
      expect((await issuer.mint(ORDER)).kind).toBe("minted");
      const expiresOn = DATE_MS;
      expect((await issuer.mint({ ...ORDER, expiresOn })).kind).toBe("minted");
      const bodies = sent.map(
        (request) => JSON.parse(request.body ?? "") as unknown,
      );
      expect(bodies).toEqual([
        { roles: [ROLE_ID], description: "a marker" },
        {
          roles: [ROLE_ID],
          description: "a marker",
          tokenExpiry: "2026-01-05T03:17:00.000Z",
        },
      ]);
      expect(sent[0]).toMatchObject({ method: "POST", purpose: "rotate" });
      expect(sent[0]?.url.pathname).toBe("/base/v2/clientIdSecrets");
      expect(sent[0]?.headers["content-type"]).toBe("application/json");
    });

    it("masks before it returns", async () => {
      const { body, token } = mintedBody();
      const { issuer, masked } = scripted([json(200, body)]);
      await issuer.mint(ORDER);
      expect(masked).toHaveLength(3);
      expect(masked).toContain(token);
    });

    it.each([
      [
        "never sent",
        failed("connection-failed", "not-sent"),
        "no-effect",
        1_000,
      ],
      [
        "429 with a wait",
        answered(429, { "retry-after": "7" }),
        "no-effect",
        7_000,
      ],
      ["429 without a wait", answered(429), "no-effect", 5_000],
      ["lost", failed("connection-lost"), "unknown", undefined],
      ["200 that is no credential", json(200, {}), "unknown", undefined],
      ["a redirect", answered(302), "unknown", undefined],
      ["a server error", answered(500), "unknown", undefined],
      ["400", answered(400), "refused", undefined],
      ["499", answered(499), "refused", undefined],
      ["403", answered(403), "refused", undefined],
    ])("knows what an answer means: %s", async (_, outcome, kind, waitMs) => {
      const answer = await scripted([outcome]).issuer.mint(ORDER);
      expect(answer.kind).toBe(kind);
      if (waitMs !== undefined) expect(answer).toMatchObject({ waitMs });
    });
  });

  describe("when it probes", () => {
    it("asks as the fresh credential", async () => {
      const { token } = mintedBody();
      const { issuer, sent } = scripted([json(200, { id: "o" })]);
      expect(await issuer.probe(credentialOf(token))).toEqual({
        kind: "accepted",
        organization: "o",
      });
      expect(sent[0]?.headers["authorization"]).toBe(`Bearer ${token}`);
    });

    it.each([
      [
        "401 with a known id",
        json(401, { errors: [{ ID: 340018 }] }),
        "not-yet",
      ],
      ["401 null", json(401, null), "unclear"],
      ["403 text", answered(403, {}, "no"), "unclear"],
      ["404", answered(404), "not-yet"],
      ["500", answered(500), "not-yet"],
      ["200 of another shape", json(200, {}), "not-yet"],
      ["a failure with a fitting body", json(500, { id: "o" }), "not-yet"],
      ["a lost connection", failed("connection-lost"), "not-yet"],
    ])("takes %s as %s", async (_, outcome, kind) => {
      const { issuer } = scripted([outcome]);
      expect((await issuer.probe(credentialOf("t"))).kind).toBe(kind);
    });

    it("ends when the run is stopped", async () => {
      const { issuer } = scripted([failed("cancelled", "not-sent")]);
      await expect(issuer.probe(credentialOf("t"))).rejects.toMatchObject({
        code: "cancelled",
      });
    });
  });

  describe("when it revokes", () => {
    it.each([
      [answered(204), "done"],
      [json(200, {}), "done"],
      [answered(404), "done"],
      [answered(400), "refused"],
      [answered(403), "refused"],
      [answered(302), "refused"],
      [answered(500), "unknown"],
      [failed("timeout"), "unknown"],
    ])("judges the answer (%#)", async (outcome, kind) => {
      const { issuer } = scripted([outcome]);
      expect((await issuer.revoke("a", "rotate")).kind).toBe(kind);
    });
  });

  describe("when a fresh credential succeeds the admin token", () => {
    it("authenticates with it from the first list on", async () => {
      const clients = { clients: [{ clientId: "admin" }] };
      const { issuer, sent } = scripted([json(200, clients), answered(204)]);
      await issuer.succeed(credentialOf("successor"));
      await issuer.revoke("admin", "rotate");
      expect(sent.map(({ headers }) => headers["authorization"])).toEqual([
        "Bearer successor",
        "Bearer successor",
      ]);
    });

    it("stays with the old one when the successor cannot list", async () => {
      const { issuer, sent } = scripted([json(403, null), answered(204)]);
      await expect(
        issuer.succeed(credentialOf("successor")),
      ).rejects.toMatchObject({ code: "astra-forbidden" });
      await issuer.revoke("x", "rotate");
      expect(sent[1]?.headers["authorization"]).toBe(`Bearer ${ADMIN}`);
    });
  });
});
