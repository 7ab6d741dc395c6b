import { describe, expect, it } from "vitest";
import { startTestAstra, type TestAstra } from "./test-astra.ts";
import type { TimeForm } from "./times.ts";

const TOKENS = "/v2/clientIdSecrets";

interface Listed {
  readonly clientId: string;
  readonly roles: readonly string[];
  readonly generatedOn: string | number;
  readonly tokenExpiry?: string | number;
}

async function list({ send }: TestAstra): Promise<readonly Listed[]> {
  const { body } = await send("GET", TOKENS);
  return (body as { clients: readonly Listed[] }).clients;
}

async function create(
  { astra, send }: TestAstra,
  more: Readonly<Record<string, unknown>> = {},
) {
  const body = { roles: [astra.role("RO User").id], ...more };
  const answer = await send("POST", TOKENS, { body });
  expect(answer.status).toBe(200);
  return answer.body as {
    clientId: string;
    token: string;
    tokenExpiry?: string;
  };
}

describe("the list", () => {
  it("may lag behind creations and not behind revocations, and the other way round", async () => {
    const simulated = await startTestAstra();
    const { astra, clock, send } = simulated;
    clock.advance(10_000);
    astra.setBehaviour({ listLagMs: 0, creationListLagMs: 5_000 });
    const { clientId } = await create(simulated);
    expect(await list(simulated)).toHaveLength(1);
    clock.advance(5_000);
    expect(await list(simulated)).toHaveLength(2);
    await send("DELETE", `${TOKENS}/${clientId}`);
    expect(await list(simulated)).toHaveLength(1);
    astra.setBehaviour({ creationListLagMs: 0, revocationListLagMs: 5_000 });
    expect(await list(simulated)).toHaveLength(2);
    clock.advance(5_000);
    expect(await list(simulated)).toHaveLength(1);
  });

  it("may keep tokens that have expired, which nobody can revoke", async () => {
    const simulated = await startTestAstra();
    const { astra, clock, send } = simulated;
    astra.setBehaviour({ expiredInList: "kept" });
    const tokenExpiry = new Date(clock.now() + 1_000).toISOString();
    const { clientId } = await create(simulated, { tokenExpiry });
    clock.advance(1_000);
    expect(astra.isLive(clientId)).toBe(false);
    const revoked = await send("DELETE", `${TOKENS}/${clientId}`);
    expect(revoked.status).toBe(404);
    expect(await list(simulated)).toContainEqual(
      expect.objectContaining({ clientId, tokenExpiry }),
    );
  });

  it("may show the first of its order only", async () => {
    const simulated = await startTestAstra();
    const { astra, admin } = simulated;
    const oldest = astra.find(admin)?.clientId;
    await create(simulated);
    const { clientId: newest } = await create(simulated);
    astra.setBehaviour({ mostListed: 1 });
    const shown = async () =>
      (await list(simulated)).map(({ clientId }) => clientId);
    expect(await shown()).toEqual([oldest]);
    astra.setBehaviour({ listOrder: "newest-first" });
    expect(await shown()).toEqual([newest]);
  });

  it.each([
    ["utc", "2026-01-05T03:17:00.000Z", "2026-01-05T04:17:00.000Z"],
    [
      "offset",
      "2026-01-05T05:17:00.000+02:00",
      "2026-01-05T06:17:00.000+02:00",
    ],
    ["no-zone", "2026-01-05T03:17:00.000", "2026-01-05T04:17:00.000"],
    [
      "go",
      "2026-01-05 03:17:00.000 +0000 UTC",
      "2026-01-05 04:17:00.000 +0000 UTC",
    ],
    ["epoch-seconds", 1_767_583_020, 1_767_586_620],
  ] as const satisfies readonly (readonly [
    TimeForm,
    string | number,
    string | number,
  ])[])(
    "may write instants in the form %s",
    async (timeForm, generatedOn, tokenExpiry) => {
      const simulated = await startTestAstra();
      simulated.astra.setBehaviour({ timeForm });
      const { clientId } = await create(simulated, {
        tokenExpiry: "2026-01-05T04:17:00.000Z",
      });
      expect(await list(simulated)).toContainEqual(
        expect.objectContaining({ clientId, generatedOn, tokenExpiry }),
      );
    },
  );
});

describe("the organization's maximum lifetime", () => {
  it("may shorten a wish without a word", async () => {
    const simulated = await startTestAstra();
    const { astra, clock } = simulated;
    astra.setBehaviour({
      maximumLifetimeMs: 1_000,
      beyondMaximum: "shortened",
    });
    const made = await create(simulated, {
      tokenExpiry: new Date(clock.now() + 5_000).toISOString(),
    });
    expect(Date.parse(made.tokenExpiry ?? "")).toBe(clock.now() + 1_000);
    clock.advance(1_000);
    expect(astra.isLive(made.clientId)).toBe(false);
  });
});

describe("a revocation", () => {
  it("may be answered as done and not be done", async () => {
    const simulated = await startTestAstra();
    const { astra, send } = simulated;
    astra.setBehaviour({ revocation: "claimed" });
    const { clientId } = await create(simulated);
    const answer = await send("DELETE", `${TOKENS}/${clientId}`);
    expect(answer.status).toBe(204);
    expect(astra.isLive(clientId)).toBe(true);
    expect(await list(simulated)).toHaveLength(2);
  });
});

describe("a dead token", () => {
  it.each([401, 404, 400] as const)("may be answered %i", async (status) => {
    const { astra, admin, send } = await startTestAstra();
    astra.setBehaviour({ deadTokenStatus: status });
    astra.revokeByHand(astra.find(admin)?.clientId ?? "");
    expect(await send("GET", "/v2/currentOrg")).toMatchObject({
      status,
      body: { errors: [{ ID: 340018 }] },
    });
  });
});

describe("a consumer's token", () => {
  it.each([
    ["any-token", 200],
    ["null-401-for-low-rights", 401],
    ["envelope-403-for-low-rights", 403],
  ] as const)("asks for its organization: %s", async (currentOrg, status) => {
    const { astra, send } = await startTestAstra();
    astra.setBehaviour({ currentOrg });
    const roles = [astra.role("R/W Svc Acct").id];
    const { token } = astra.createTokenByHand({ roles });
    expect((await send("GET", "/v2/currentOrg", { token })).status).toBe(
      status,
    );
    expect((await send("GET", "/v2/currentOrg")).status).toBe(200);
  });
});

describe("a custom role", () => {
  it("is renamed, edited and deleted, and its tokens with it", async () => {
    const simulated = await startTestAstra();
    const { astra, send } = simulated;
    const role = astra.addCustomRole("Orders", ["org-token-read"]);
    const { token, clientId } = astra.createTokenByHand({ roles: [role.id] });
    const names = async () => {
      const { body } = await send("GET", "/v2/organizations/roles");
      return (body as { id: string; name: string }[]).flatMap(({ id, name }) =>
        id === role.id ? [name] : [],
      );
    };
    const status = async () => (await send("GET", TOKENS, { token })).status;
    astra.editRole(role, { name: "Sales" });
    expect([await names(), await status()]).toEqual([["Sales"], 200]);
    expect(astra.role("Sales").id).toBe(role.id);
    astra.editRole(role, { actions: [] });
    expect(await status()).toBe(403);
    astra.deleteRole(role);
    expect(await names()).toEqual([]);
    astra.setBehaviour({ listedRoles: "names" });
    const shown = (await list(simulated)).find(
      (one) => one.clientId === clientId,
    );
    expect(shown?.roles).toEqual([role.id]);
    expect(() => astra.editRole(role, {})).toThrow("no role");
  });

  it("is above the caller when it reaches other resources, whatever it allows", async () => {
    const { astra, admin, send } = await startTestAstra();
    const { organizationId } = astra;
    const status = async (resources: readonly string[]) => {
      const role = astra.addCustomRole("x", ["db-table-select"], resources);
      const body = { roles: [role.id] };
      return (await send("POST", TOKENS, { token: admin, body })).status;
    };
    const inside = `drn:astra:org:${organizationId}:db:7:keyspace:a:table:*`;
    expect(await status([inside])).toBe(200);
    const stream = `drn:astra:org:${organizationId}:stream:*`;
    expect(await status([inside, stream])).toBe(403);
  });
});
