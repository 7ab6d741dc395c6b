import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createAstraClient } from "../../../src/astra/client.ts";
import { createIssuer } from "../../../src/astra/issuer.ts";
import type { TransportError } from "../../../src/http/transport-error.ts";
import type { HttpAnswer, HttpRequest } from "../../../src/http/message.ts";
import type { Send } from "../../../src/http/send-with-retry.ts";
import type { Purpose } from "../../../src/rotation/ports.ts";
import type { Credential } from "../../../src/rotation/credential.ts";
import type { Issuer } from "../../../src/rotation/ports.ts";
import { Secret } from "../../../src/rotation/secret.ts";
import { answered, failed } from "../http/outcomes.ts";

const ADMIN = "AstraCS:admin:00";
const PREVIOUS = "AstraCS:previous:00";
const DATE = { date: "Mon, 05 Jan 2026 03:17:00 GMT" };
const DATE_MS = Date.UTC(2026, 0, 5, 3, 17, 0);
const ROLE_ID = "b4ed0e9e-67e8-47b6-8b58-c6629be961a9";

interface Sent extends HttpRequest {
  readonly purpose: Purpose;
  readonly maxBodyBytes: number | undefined;
}

/** An issuer whose requests are answered from a script. */
function scripted(
  script: readonly (HttpAnswer | TransportError)[],
  roles: readonly string[] = [ROLE_ID],
): { issuer: Issuer; sent: Sent[]; masked: string[]; slept: number[] } {
  const sent: Sent[] = [];
  const masked: string[] = [];
  const slept: number[] = [];
  const left = [...script];
  const sender =
    (purpose: Purpose): Send =>
    (request, options) => {
      sent.push({ ...request, purpose, maxBodyBytes: options?.maxBodyBytes });
      const outcome = left.shift();
      if (outcome === undefined) throw new Error("nothing left to play");
      return outcome instanceof Error
        ? Promise.reject(outcome)
        : Promise.resolve({ ...outcome, earlierEffect: "none" });
    };
  const client = createAstraClient(
    { rotate: sender("rotate"), compensate: sender("compensate") },
    new URL("https://astra.test/base/"),
  );
  const issuer = createIssuer({
    client,
    adminToken: new Secret(ADMIN),
    adminClientId: "admin",
    previousToken: new Secret(PREVIOUS),
    roles,
    mask: (text) => {
      masked.push(text);
    },
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      return Promise.resolve();
    },
  });
  return { issuer, sent, masked, slept };
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

    it("lists the tokens, with a larger bound for that one answer", async () => {
      const { issuer, sent } = scripted([
        json(200, { clients: [{ clientId: "a", description: "first" }] }),
        json(200, { id: "o" }),
      ]);
      const { value, clock } = await issuer.list("rotate");
      await issuer.organization();
      expect(clock?.serverTime).toBe(DATE_MS);
      expect(value).toMatchObject([{ clientId: "a", description: "first" }]);
      expect(sent.map((request) => request.maxBodyBytes)).toEqual([
        16 * 1024 * 1024,
        undefined,
      ]);
    });

    it("says that times cannot be read, and asks no second time", async () => {
      const clients = [{ clientId: "a", generatedOn: "vorgestern" }];
      const { issuer, sent } = scripted([json(200, { clients })]);
      await expect(issuer.list("rotate")).rejects.toMatchObject({
        code: "date-unread",
      });
      expect(sent).toHaveLength(1);
    });

    it("tells what the organization's ids are in lower case", async () => {
      const { issuer } = scripted([json(200, { id: "AB-1" })]);
      expect((await issuer.organization()).value).toBe("ab-1");
    });

    describe.each([
      ["a body of another shape", json(200, { clients: [] })],
      ["a page", answered(200, {}, "<html>")],
      ["nothing", answered(200, {}, "")],
    ])("and a success answers %s", (_, garbage) => {
      const list = json(200, { clients: [{ clientId: "a" }] });

      it("asks again, with growing pauses", async () => {
        const { issuer, sent, slept } = scripted([
          garbage,
          garbage,
          garbage,
          list,
        ]);
        expect((await issuer.list("rotate")).value).toHaveLength(1);
        expect(sent).toHaveLength(4);
        expect(slept).toEqual([500, 1_000, 2_000]);
      });

      it("gives up at the fourth", async () => {
        const { issuer, sent } = scripted([
          garbage,
          garbage,
          garbage,
          garbage,
          list,
        ]);
        await expect(issuer.list("rotate")).rejects.toMatchObject({
          code: "astra-answer-unusable",
        });
        expect(sent).toHaveLength(4);
      });
    });

    it.each([
      ["a refusal", json(403, null), "astra-forbidden"],
      ["a redirect", answered(302, {}, ""), "astra-answer-unusable"],
      ["a lost connection", failed("connection-lost"), "astra-unavailable"],
    ])("throws a sentence for %s at once", async (_, outcome, code) => {
      const list = scripted([outcome]).issuer.list("rotate");
      await expect(list).rejects.toMatchObject({ code });
      const roles = scripted([outcome], ["name"]).issuer.roles();
      await expect(roles).rejects.toMatchObject({ code });
      const organization = scripted([outcome]).issuer.organization();
      await expect(organization).rejects.toMatchObject({ code });
    });
  });

  describe("when it looks up the roles", () => {
    const policy = { actions: ["db-cql"], resources: [], effect: "allow" };
    const list = [
      { id: ROLE_ID, name: "R/W Svc Acct", policy },
      { id: "x", name: "Mine", policy },
    ];

    it.each([
      ["an id", ROLE_ID, ROLE_ID],
      ["a name", "mine", "x"],
    ])("checks %s against the list", async (_, text, id) => {
      const { issuer, sent } = scripted([json(200, list)], [text]);
      const { roles, digest, unchecked } = await issuer.roles();
      expect(roles.map((role) => role.id)).toEqual([id]);
      expect(digest).toMatch(/^[A-Za-z0-9_-]{4}$/u);
      expect(unchecked).toBeUndefined();
      expect(sent.map(({ url }) => url.pathname)).toEqual([
        "/base/v2/organizations/roles",
      ]);
    });

    it("asks for nothing where none is configured", async () => {
      const { issuer, sent } = scripted([], []);
      expect((await issuer.roles()).roles).toEqual([]);
      expect(sent).toHaveLength(0);
    });

    it("brings an id and the name of a custom role together", async () => {
      const id = "11111111-2222-4333-8444-555555555555";
      const known = [{ id, name: "Orders writer", policy }];
      const { issuer } = scripted([json(200, known)], [id]);
      expect((await issuer.roles()).roles[0]?.names).toEqual(["Orders writer"]);
    });

    it("refuses an id that a readable list lacks", async () => {
      const { issuer } = scripted([json(200, list.slice(1))]);
      await expect(issuer.roles()).rejects.toMatchObject({
        code: "role-unknown",
      });
    });

    it.each([
      ["401", json(401, null)],
      ["403", json(403, { errors: [{ ID: 340010 }] })],
    ])("goes on with ids that a %s lets nobody check", async (_, refusal) => {
      const { issuer } = scripted([refusal]);
      const { roles, digest, unchecked } = await issuer.roles();
      expect(roles.map((role) => role.id)).toEqual([ROLE_ID]);
      expect(roles[0]?.names).toContain("R/W Svc Acct");
      expect(digest).toBeUndefined();
      expect(unchecked?.code).toBe("astra-forbidden");
    });

    it.each([
      ["names that may not be looked up", json(403, null), "astra-forbidden"],
      ["names, when the list is down", answered(503), "astra-unavailable"],
    ])("stops with %s", async (_, outcome, code) => {
      const { issuer } = scripted([outcome], [ROLE_ID, "name"]);
      await expect(issuer.roles()).rejects.toMatchObject({ code });
    });

    it.each([
      ["the list is down", answered(503), "astra-unavailable"],
      ["the connection breaks", failed("timeout"), "astra-unavailable"],
      ["a page answers", answered(403, {}, "<html>"), "astra-answer-unusable"],
      [
        "the admin token is dead",
        json(401, { errors: [{ ID: 340018 }] }),
        "astra-unauthorized",
      ],
    ])("stops with ids, too, when %s", async (_, outcome, code) => {
      await expect(scripted([outcome]).issuer.roles()).rejects.toMatchObject({
        code,
      });
    });
  });

  describe("when it asks whose previous-token is", () => {
    it("asks once, as that token", async () => {
      const { issuer, sent } = scripted([json(200, { id: "OTHER" })]);
      expect(await issuer.organizationOfPrevious()).toEqual({
        kind: "organization",
        organization: "other",
      });
      expect(sent.map(({ headers }) => headers["authorization"])).toEqual([
        `Bearer ${PREVIOUS}`,
      ]);
    });

    it.each([
      ["refused", json(401, { errors: [{ ID: 340018 }] })],
      ["refused", json(404, { errors: [{ ID: 340018 }] })],
      ["unclear", json(401, null)],
      ["unclear", answered(403, {}, "<html>")],
      ["unclear", json(200, {})],
      ["unclear", answered(503)],
      ["unclear", json(500, { id: "o" })],
      ["unclear", failed("timeout")],
      ["unclear", failed("cancelled", "not-sent")],
    ])("takes an answer as %s (%#)", async (kind, outcome) => {
      const { issuer } = scripted([outcome]);
      expect((await issuer.organizationOfPrevious()).kind).toBe(kind);
    });
  });

  describe("when it mints", () => {
    it("sends ids, marker and, where wanted, an expiry", async () => {
      const { body } = mintedBody();
      const { issuer, sent } = scripted([json(200, body), json(201, body)]);
      expect((await issuer.mint(ORDER, "rotate")).kind).toBe("minted");
      const expiresOn = DATE_MS;
      expect(
        (await issuer.mint({ ...ORDER, expiresOn }, "compensate")).kind,
      ).toBe("minted");
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
      expect(sent[1]?.purpose).toBe("compensate");
      expect(sent[0]?.url.pathname).toBe("/base/v2/clientIdSecrets");
      expect(sent[0]?.headers["content-type"]).toBe("application/json");
    });

    it("masks before it returns", async () => {
      const { body, token } = mintedBody();
      const { issuer, masked } = scripted([json(200, body)]);
      await issuer.mint(ORDER, "rotate");
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
      ["404 text", answered(404, {}, "role not found"), "refused", undefined],
      [
        "no route",
        answered(404, {}, "404 page not found"),
        "refused",
        undefined,
      ],
      ["408 of a gateway", answered(408), "unknown", undefined],
      ["403 of a filter", answered(403, {}, "<html>"), "unknown", undefined],
    ])("knows what an answer means: %s", async (_, outcome, kind, waitMs) => {
      const answer = await scripted([outcome]).issuer.mint(ORDER, "rotate");
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
      [
        "404 with a known id",
        json(404, { errors: [{ ID: 340018 }] }),
        "not-yet",
      ],
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
      [json(404, { errors: [{ ID: 340018 }] }), "done"],
      [answered(404, {}, "404 page not found"), "refused"],
      [answered(404, {}, "<html>"), "refused"],
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

  describe("when a fresh credential is to succeed the admin token", () => {
    const successor = credentialOf("successor");
    const clients = { clients: [{ clientId: "admin" }] };
    const bearers = (sent: readonly Sent[]): unknown =>
      sent.map(({ headers }) => headers["authorization"]);

    it("lists as the successor, and stays with the old one until told", async () => {
      const { issuer, sent } = scripted([
        json(200, clients),
        answered(204),
        answered(204),
      ]);
      await issuer.tryListing(successor);
      await issuer.revoke("x", "rotate");
      issuer.succeed(successor);
      await issuer.revoke("admin", "rotate");
      expect(bearers(sent)).toEqual([
        "Bearer successor",
        `Bearer ${ADMIN}`,
        "Bearer successor",
      ]);
    });

    it.each([
      ["astra-forbidden", json(403, null)],
      ["not-accepted", json(401, { errors: [{ ID: 340018 }] })],
    ])(
      "says %s of the fresh token, not of astra-token",
      async (code, answer) => {
        const { issuer } = scripted([answer]);
        const error = await issuer
          .tryListing(successor)
          .catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ code });
        expect(String(error)).toContain("the new token");
        expect(String(error)).not.toContain("astra-token");
      },
    );
  });
});
