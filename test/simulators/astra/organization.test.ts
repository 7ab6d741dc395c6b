import { describe, expect, it } from "vitest";
import { startTestAstra } from "./test-astra.ts";

const TOKENS = "/v2/clientIdSecrets";

describe("another organization behind the same address", () => {
  async function startTwo() {
    const simulated = await startTestAstra();
    const other = simulated.astra.addOrganization();
    const roles = [other.role("Database Administrator").id];
    const token = other.createTokenByHand({ roles }).token;
    return { ...simulated, other, token };
  }

  it("is named to its own tokens", async () => {
    const { astra, other, token, send } = await startTwo();
    expect(other.organizationId).not.toBe(astra.organizationId);
    expect((await send("GET", "/v2/currentOrg", { token })).body).toEqual({
      id: other.organizationId,
    });
    expect((await send("GET", "/v2/currentOrg")).body).toEqual({
      id: astra.organizationId,
    });
  });

  it("keeps tokens and roles of its own", async () => {
    const { astra, other, admin, token, send } = await startTwo();
    const orders = other.addCustomRole("Orders");
    expect(() => astra.role("Orders")).toThrow("no role Orders");
    const made = await send("POST", TOKENS, {
      token,
      body: { roles: [orders.id], orgId: other.organizationId },
    });
    expect(made.body).toMatchObject({ orgId: other.organizationId });
    expect(other.liveTokens()).toHaveLength(2);
    const listed = async (caller: string) => {
      const { body } = await send("GET", TOKENS, { token: caller });
      return (body as { clients: readonly unknown[] }).clients;
    };
    expect(await listed(admin)).toHaveLength(1);
    expect(await listed(token)).toHaveLength(2);
    const own = astra.find(admin)?.clientId ?? "";
    const revoked = await send("DELETE", `${TOKENS}/${own}`, { token });
    expect([revoked.status, astra.isLive(own)]).toEqual([404, true]);
    const strange = await send("POST", TOKENS, {
      token,
      body: { roles: [orders.id], orgId: astra.organizationId },
    });
    expect(strange.status).toBe(403);
  });
});
