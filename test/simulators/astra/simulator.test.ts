import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { AstraBehaviour } from "./behaviour.ts";
import { startTestAstra, type TestAstra } from "./test-astra.ts";

const TOKENS = "/v2/clientIdSecrets";

interface Created {
  readonly clientId: string;
  readonly secret: string;
  readonly token: string;
  readonly orgId: string;
  readonly roles: readonly string[];
  readonly generatedOn?: string;
  readonly tokenExpiry?: string;
}

interface Listed {
  readonly clientId: string;
  readonly roles: readonly string[];
  readonly generatedOn?: string;
  readonly description?: string | null;
}

function role({ astra }: TestAstra, name = "R/W Svc Acct"): string {
  return astra.role(name).id;
}

async function create(
  simulated: TestAstra,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Created> {
  const body = { roles: [role(simulated)], ...more };
  const answer = await simulated.send("POST", TOKENS, { body });
  expect(answer.status).toBeLessThan(300);
  return answer.body as Created;
}

async function list({ send }: TestAstra): Promise<readonly Listed[]> {
  const { body } = await send("GET", TOKENS);
  return (body as { clients: readonly Listed[] }).clients;
}

describe("a creation", () => {
  it("gives the three strings of a token, which belong together", async () => {
    const simulated = await startTestAstra();
    const made = await create(simulated, { description: "words" });
    const hash = createHash("sha256").update(made.secret).digest("hex");
    expect(made.clientId).toMatch(/^[A-Za-z]{24}$/u);
    expect(made.secret).toMatch(/^[A-Za-z0-9+,._-]{128}$/u);
    expect(made.token).toBe(`AstraCS:${made.clientId}:${hash}`);
    expect(made.orgId).toBe(simulated.astra.organizationId);
    expect(made.generatedOn).toMatch(/\.\d{9}Z$/u);
  });

  it("is another token every time", async () => {
    const simulated = await startTestAstra();
    const one = await create(simulated);
    const other = await create(simulated);
    expect(one.clientId).not.toBe(other.clientId);
    expect(await list(simulated)).toHaveLength(3);
  });

  it.each([
    [{}],
    [{ roles: "R/W Svc Acct" }],
    [{ roles: [], name: "x" }],
    [{ roles: [], tokenExpiry: "tomorrow" }],
  ])("is refused with the body %j", async (body) => {
    const { send, astra } = await startTestAstra();
    const answer = await send("POST", TOKENS, { body });
    expect(answer.status).toBe(400);
    expect(astra.liveTokens()).toHaveLength(1);
  });

  it("is refused above the caller's own rights, unless the switch says otherwise", async () => {
    const simulated = await startTestAstra();
    const body = { roles: [role(simulated, "Organization Administrator")] };
    const send = () => simulated.send("POST", TOKENS, { body });
    expect((await send()).status).toBe(403);
    simulated.astra.setBehaviour({ aboveOwnRights: "accepted" });
    expect((await send()).status).toBe(200);
  });

  it.each([
    ["accepted", 200],
    ["refused-text", 404],
    ["refused-envelope", 400],
  ] as const)("of an unknown role is %s", async (unknownRole, status) => {
    const { astra, send } = await startTestAstra();
    astra.setBehaviour({ unknownRole });
    const answer = await send("POST", TOKENS, {
      body: { roles: [randomUUID()] },
    });
    expect(answer.status).toBe(status);
  });

  it("keeps to the organization's maximum lifetime", async () => {
    const simulated = await startTestAstra();
    const { astra, clock, send } = simulated;
    astra.setBehaviour({ maximumLifetimeMs: 1_000 });
    const { tokenExpiry = "" } = await create(simulated);
    expect(Date.parse(tokenExpiry)).toBe(clock.now() + 1_000);
    const beyond = {
      roles: [role(simulated)],
      tokenExpiry: new Date(clock.now() + 1_001).toISOString(),
    };
    expect((await send("POST", TOKENS, { body: beyond })).status).toBe(400);
  });

  it("answers 201 where the switch says so, and leaves out when it was", async () => {
    const simulated = await startTestAstra();
    simulated.astra.setBehaviour({ createStatus: 201, generatedOn: "absent" });
    const { status, body } = await simulated.send("POST", TOKENS, {
      body: { roles: [role(simulated)] },
    });
    expect(status).toBe(201);
    expect(body).not.toHaveProperty("generatedOn");
  });
});

describe("the list", () => {
  it("shows every live token, never a secret", async () => {
    const simulated = await startTestAstra();
    const made = await create(simulated, { description: "words" });
    const { text } = await simulated.send("GET", TOKENS);
    expect(text).not.toContain(made.secret);
    expect(text).not.toContain("AstraCS:");
    const shown = (await list(simulated)).find(
      ({ clientId }) => clientId === made.clientId,
    );
    expect(shown).toMatchObject({ roles: made.roles, description: "words" });
    expect(shown?.generatedOn).toMatch(/\.\d{3}Z$/u);
  });

  it("no longer shows what has expired", async () => {
    const simulated = await startTestAstra();
    const { clock } = simulated;
    const tokenExpiry = new Date(clock.now() + 1_000).toISOString();
    await create(simulated, { tokenExpiry });
    expect(await list(simulated)).toHaveLength(2);
    clock.advance(1_000);
    expect(await list(simulated)).toHaveLength(1);
  });

  it("lags behind by as much as the switch says", async () => {
    const simulated = await startTestAstra();
    const { astra, clock, send } = simulated;
    clock.advance(10_000);
    astra.setBehaviour({ listLagMs: 5_000 });
    const { clientId } = await create(simulated);
    expect(await list(simulated)).toHaveLength(1);
    clock.advance(5_000);
    expect(await list(simulated)).toHaveLength(2);
    await send("DELETE", `${TOKENS}/${clientId}`);
    expect(await list(simulated)).toHaveLength(2);
    clock.advance(5_000);
    expect(await list(simulated)).toHaveLength(1);
  });

  it.each([
    [{ description: "dropped" }, { description: "" }],
    [{ description: "null" }, { description: null, tokenExpiry: null }],
    [{ description: { cutTo: 2 } }, { description: "wo" }],
    [{ listedRoles: "names" }, { roles: ["R/W Svc Acct"] }],
  ] as const)("with %j shows %j", async (change, shown) => {
    const simulated = await startTestAstra();
    simulated.astra.setBehaviour(change);
    const { clientId } = await create(simulated, { description: "words" });
    const entry = (await list(simulated)).find(
      (one) => one.clientId === clientId,
    );
    expect(entry).toMatchObject(shown);
  });

  it("comes in the order that the switch says", async () => {
    const simulated = await startTestAstra();
    await create(simulated);
    await create(simulated);
    const ids = async (listOrder: AstraBehaviour["listOrder"]) => {
      simulated.astra.setBehaviour({ listOrder });
      return (await list(simulated)).map(({ clientId }) => clientId);
    };
    const oldest = await ids("oldest-first");
    expect(await ids("newest-first")).toEqual([...oldest].reverse());
    expect(await ids("by-id")).toEqual([...oldest].sort());
  });
});

describe("a revocation", () => {
  it.each([204, 200] as const)("answers %i without a body", async (status) => {
    const simulated = await startTestAstra();
    simulated.astra.setBehaviour({ revokeStatus: status });
    const { clientId } = await create(simulated);
    const answer = await simulated.send("DELETE", `${TOKENS}/${clientId}`);
    expect(answer).toMatchObject({ status, text: "" });
    expect(simulated.astra.isLive(clientId)).toBe(false);
  });

  it.each([404, 204, 200, 400, 500] as const)(
    "of what is not there answers %i",
    async (unknownRevoke) => {
      const { astra, send } = await startTestAstra();
      astra.setBehaviour({ unknownRevoke });
      const answer = await send("DELETE", `${TOKENS}/${"x".repeat(24)}`);
      expect(answer.status).toBe(unknownRevoke);
      if (unknownRevoke === 404) expect(answer.body).toBeTypeOf("string");
    },
  );

  it("tells client ids apart by letter case", async () => {
    const simulated = await startTestAstra();
    const { clientId } = await create(simulated);
    const other = clientId.toUpperCase();
    await simulated.send("DELETE", `${TOKENS}/${other}`);
    expect(simulated.astra.isLive(clientId)).toBe(other !== clientId);
  });

  it("may be of the caller itself, who is then unknown", async () => {
    const { astra, admin, send } = await startTestAstra();
    const clientId = astra.find(admin)?.clientId ?? "";
    expect((await send("DELETE", `${TOKENS}/${clientId}`)).status).toBe(204);
    expect(await send("DELETE", `${TOKENS}/${clientId}`)).toMatchObject({
      status: 401,
      body: { errors: [{ ID: 340018 }] },
    });
  });
});

describe("the caller", () => {
  it("is told what is wrong with its token, with the known ids", async () => {
    const { admin, send } = await startTestAstra();
    const wrongHash = `${admin.slice(0, -1)}${admin.endsWith("0") ? "1" : "0"}`;
    const unknown = ["AstraCS", "x".repeat(24), "0".repeat(64)].join(":");
    for (const [token, status, ID] of [
      ["", 401, 340002],
      ["nonsense", 401, 340016],
      [unknown, 401, 340018],
      [wrongHash, 403, 340017],
    ] as const) {
      expect(await send("GET", "/v2/currentOrg", { token })).toMatchObject({
        status,
        body: { errors: [{ ID }] },
      });
    }
  });

  it.each([
    ["envelope-403", 403, { errors: [{}] }],
    ["null-401", 401, null],
    ["string-401", 401, "unauthorized"],
  ] as const)(
    "without the permission meets %s",
    async (forbidden, status, body) => {
      const simulated = await startTestAstra();
      simulated.astra.setBehaviour({ forbidden });
      const { token } = await create(simulated);
      for (const [method, path] of [
        ["GET", TOKENS],
        ["POST", TOKENS],
        ["DELETE", `${TOKENS}/x`],
      ] as const) {
        const answer = await simulated.send(method, path, { token });
        expect(answer.status).toBe(status);
        if (typeof body === "object" && body !== null) {
          expect(answer.body).toMatchObject(body);
        } else expect(answer.body).toBe(body);
      }
    },
  );

  it("with a fresh token waits for its activation, and with a revoked one has its lag", async () => {
    const simulated = await startTestAstra();
    const { astra, clock, send } = simulated;
    astra.setBehaviour({ activationLagMs: 6_500, revocationLagMs: 1_000 });
    const { token, clientId } = await create(simulated);
    const status = async () =>
      (await send("GET", "/v2/currentOrg", { token })).status;
    expect(await status()).toBe(401);
    clock.advance(6_500);
    expect(await status()).toBe(200);
    await send("DELETE", `${TOKENS}/${clientId}`);
    expect(await status()).toBe(200);
    clock.advance(1_000);
    expect(await status()).toBe(401);
  });

  it("over the limit is told to wait", async () => {
    const { astra, send } = await startTestAstra();
    astra.setBehaviour({ requestsLeft: 1, retryAfter: "7" });
    expect((await send("GET", TOKENS)).status).toBe(200);
    expect((await send("GET", TOKENS)).status).toBe(429);
  });
});

describe("the organization and its roles", () => {
  it("are shown to any token", async () => {
    const simulated = await startTestAstra();
    const { astra, send } = simulated;
    const { token } = await create(simulated);
    expect((await send("GET", "/v2/currentOrg", { token })).body).toEqual({
      id: astra.organizationId,
    });
    const { body } = await send("GET", "/v2/organizations/roles", { token });
    expect(body).toHaveLength(16);
  });

  it("are kept from low rights where the switches say so", async () => {
    const simulated = await startTestAstra();
    const { astra, send } = simulated;
    const { token } = await create(simulated);
    astra.setBehaviour({
      currentOrg: "null-401-for-low-rights",
      rolesListing: "needs-permission",
    });
    expect(await send("GET", "/v2/currentOrg", { token })).toMatchObject({
      status: 401,
      body: null,
    });
    expect((await send("GET", "/v2/currentOrg")).status).toBe(200);
    expect((await send("GET", "/v2/organizations/roles")).status).toBe(403);
  });

  it("come in either spelling", async () => {
    const { astra, send } = await startTestAstra();
    astra.setBehaviour({ roleFields: "upper" });
    const { body } = await send("GET", "/v2/organizations/roles");
    const [first] = body as { ID: string; Policy: string }[];
    expect(first?.ID).toMatch(/^[0-9a-f-]{36}$/u);
    expect(JSON.parse(first?.Policy ?? "")).toHaveProperty("actions");
  });
});

describe("what no route serves", () => {
  it.each([
    ["GET", "/"],
    ["GET", "/v2"],
    ["PATCH", TOKENS],
    ["DELETE", TOKENS],
    ["GET", `${TOKENS}/x/y`],
  ])("is a plain 404: %s %s", async (method, path) => {
    const { send } = await startTestAstra();
    expect(await send(method, path)).toMatchObject({
      status: 404,
      text: "404 page not found",
    });
  });
});
