import { describe, expect, it } from "vitest";
import { createAstraContract } from "../../contracts/astra-contract.ts";
import type { RoleBehaviour } from "./role-behaviour.ts";
import { startTestAstra, type TestAstra } from "./test-astra.ts";

const ROLES = "/v2/organizations/roles";

interface RolesWorld extends TestAstra {
  /** Token of an Organization Administrator. */
  readonly owner: string;
  readonly policy: Readonly<Record<string, unknown>>;
  readonly create: (
    name?: string,
    change?: Readonly<Record<string, unknown>>,
  ) => ReturnType<TestAstra["send"]>;
  readonly names: () => Promise<readonly string[]>;
}

async function startWithOwner(
  behaviour: Partial<RoleBehaviour> = {},
): Promise<RolesWorld> {
  const simulated = await startTestAstra();
  const { astra, send } = simulated;
  astra.setBehaviour(behaviour);
  const roles = [astra.role("Organization Administrator").id];
  const owner = astra.createTokenByHand({ roles }).token;
  const database = `drn:astra:org:${astra.organizationId}:db:7`;
  const policy = {
    description: "Orders, read only",
    resources: [`drn:astra:org:${astra.organizationId}`, database],
    actions: ["db-rest", "db-table-select"],
    effect: "allow",
  };
  return {
    ...simulated,
    owner,
    policy,
    create: (name = "orders", change = {}) =>
      send("POST", ROLES, {
        token: owner,
        body: { name, policy: { ...policy, ...change } },
      }),
    names: async () => {
      const { body } = await send("GET", ROLES, { token: owner });
      return (body as { name?: string; Name?: string }[]).map(
        ({ name, Name }) => name ?? Name ?? "",
      );
    },
  };
}

describe("the creation of a role", () => {
  it("gives the role, and the list has it with the policy as it was sent", async () => {
    const { create, policy, send, astra } = await startWithOwner();
    const made = await create();
    const [role] = astra.customRoles();
    expect(made).toMatchObject({
      status: 201,
      body: { id: role?.id, name: "orders", policy },
    });
    expect((await send("GET", ROLES)).body).toContainEqual(
      expect.objectContaining({ id: role?.id, name: "orders", policy }),
    );
  });

  it.each([
    ["upper", "by-case", "string"],
    ["upper", "object", "object"],
    ["lower", "text", "string"],
  ] as const)(
    "may answer in the case %s with the policy %s",
    async (createdRole, policyForm, type) => {
      const world = await startWithOwner({ createdRole, policyForm });
      const { body } = await world.create();
      const { Policy, policy = Policy } = body as Record<string, unknown>;
      expect(typeof policy).toBe(type);
      const parsed: unknown =
        typeof policy === "string" ? JSON.parse(policy) : policy;
      expect(parsed).toEqual(world.policy);
      const answer = { method: "POST", path: ROLES, status: 201 };
      const headers = { "content-type": "application/json" };
      expect(
        createAstraContract().checkAnswer({
          ...answer,
          headers,
          body: JSON.stringify(body),
        }),
      ).toEqual([]);
    },
  );

  it("may answer nothing", async () => {
    const world = await startWithOwner({ createdRole: "empty" });
    expect(await world.create()).toMatchObject({ status: 201, text: "" });
  });

  it("is refused while the name is taken, by a role that the list does not show yet, too", async () => {
    const { astra, clock, create, names } = await startWithOwner();
    clock.advance(60_000);
    await create();
    astra.setBehaviour({ roleListLagMs: 60_000 });
    expect(await create()).toMatchObject({
      status: 409,
      text: "unable to create role",
    });
    expect(await names()).not.toContain("orders");
    clock.advance(60_000);
    expect(await names()).toContain("orders");
    expect((await create("RO User")).status).toBe(409);
    astra.setBehaviour({ nameTaken: "envelope" });
    expect((await create()).body).toHaveProperty("errors");
  });

  it("may take names that differ in case for the same", async () => {
    const { astra, create } = await startWithOwner();
    await create();
    expect((await create("Orders")).status).toBe(201);
    astra.setBehaviour({ roleNames: "case-blind" });
    expect((await create("ORDERS")).status).toBe(409);
  });

  it("may have too long a name, or be one too many", async () => {
    const { astra, create } = await startWithOwner({ longestRoleName: 6 });
    expect((await create("orders7")).status).toBe(400);
    astra.setBehaviour({ mostCustomRoles: 1 });
    expect((await create()).status).toBe(201);
    expect((await create("sales")).status).toBe(400);
  });

  it.each([
    ["refused", 400, undefined],
    ["kept", 201, ["db-rest", "db-fly"]],
    ["dropped", 201, ["db-rest"]],
  ] as const)(
    "with an unknown action is %s",
    async (unknownActions, status, actions) => {
      const { astra, create } = await startWithOwner({ unknownActions });
      const made = await create("x", { actions: ["db-rest", "db-fly"] });
      expect(made.status).toBe(status);
      expect(astra.customRoles()[0]?.actions).toEqual(actions);
    },
  );

  it.each([
    [{ description: undefined }],
    [{ actions: [] }],
    [{ effect: "deny" }],
    [{ resources: ["drn:astra:org:other"] }],
    [{ resources: ["*"] }],
    [{ more: true }],
  ])("is refused with the policy %j", async (change) => {
    const { astra, create } = await startWithOwner();
    expect((await create("x", change)).status).toBe(400);
    expect(astra.customRoles()).toEqual([]);
  });

  it("needs org-role-write, which a Database Administrator lacks", async () => {
    const { astra, admin, policy, send } = await startWithOwner();
    const body = { name: "x", policy };
    const answer = await send("POST", ROLES, { token: admin, body });
    expect([answer.status, astra.customRoles()]).toEqual([403, []]);
  });

  it("above the maker's own rights may be refused", async () => {
    const world = await startWithOwner({ roleAboveOwnRights: "refused" });
    const { astra, create, send, policy } = world;
    expect((await create("x", { actions: ["db-table-select"] })).status).toBe(
      201,
    );
    const maker = astra.addCustomRole("maker", ["org-role-write"]);
    const { token } = astra.createTokenByHand({ roles: [maker.id] });
    const body = { name: "y", policy };
    expect((await send("POST", ROLES, { token, body })).status).toBe(403);
  });
});

describe("the edit of a role", () => {
  it("changes its name and what its tokens may do, after a while or at once", async () => {
    const world = await startWithOwner();
    const { astra, clock, owner, policy, send, names } = world;
    const role = astra.addCustomRole("orders", ["org-token-read"]);
    const { token } = astra.createTokenByHand({ roles: [role.id] });
    const listing = async () =>
      (await send("GET", "/v2/clientIdSecrets", { token })).status;
    clock.advance(60_000);
    astra.setBehaviour({ roleEditLagMs: 60_000 });
    const body = { name: "sales", policy };
    const edited = await send("PUT", `${ROLES}/${role.id}`, {
      token: owner,
      body,
    });
    expect([edited.status, edited.text]).toEqual([200, ""]);
    expect(await names()).toContain("sales");
    expect(await listing()).toBe(200);
    clock.advance(60_000);
    expect(await listing()).toBe(403);
  });

  it("is refused for a built-in role, an unknown one and a taken name", async () => {
    const { astra, owner, policy, create, send } = await startWithOwner();
    await create();
    const [role] = astra.customRoles();
    const edit = async (id: string, name: string) => {
      const body = { name, policy };
      const path = `${ROLES}/${id}`;
      return (await send("PUT", path, { token: owner, body })).status;
    };
    expect(await edit(astra.role("RO User").id, "x")).toBe(400);
    expect(await edit("00000000-0000-0000-0000-000000000000", "x")).toBe(404);
    expect(await edit(role?.id ?? "", "RO User")).toBe(409);
    expect(await edit(role?.id ?? "", "orders")).toBe(200);
  });
});

describe("the deletion of a role", () => {
  it("answers 204 once, then 404", async () => {
    const { astra, owner, create, send, names } = await startWithOwner();
    await create();
    const path = `${ROLES}/${astra.customRoles()[0]?.id ?? ""}`;
    expect((await send("DELETE", path)).status).toBe(403);
    const remove = async () =>
      (await send("DELETE", path, { token: owner })).status;
    expect([await remove(), await remove()]).toEqual([204, 404]);
    expect(await names()).not.toContain("orders");
  });

  it.each([[204], [409]] as const)(
    "in use is answered %d",
    async (deleteRoleInUse) => {
      const { astra, owner, send } = await startWithOwner({ deleteRoleInUse });
      const role = astra.addCustomRole("orders", ["org-token-read"]);
      const { token } = astra.createTokenByHand({ roles: [role.id] });
      const path = `${ROLES}/${role.id}`;
      const removed = await send("DELETE", path, { token: owner });
      expect(removed.status).toBe(deleteRoleInUse);
      const listing = await send("GET", "/v2/clientIdSecrets", { token });
      expect(listing.status).toBe(deleteRoleInUse === 204 ? 403 : 200);
    },
  );
});

describe("a token of a custom role", () => {
  it("may do what the policy says where the policy says it, and nothing else", async () => {
    const { astra, send } = await startWithOwner();
    const { organizationId: id } = astra;
    const status = async (resources: readonly string[]) => {
      const role = astra.addCustomRole("x", ["org-token-read"], resources);
      const { token } = astra.createTokenByHand({ roles: [role.id] });
      return (await send("GET", "/v2/clientIdSecrets", { token })).status;
    };
    expect(await status([`drn:astra:org:${id}`])).toBe(200);
    expect(await status([`drn:astra:org:${id}:db:7`])).toBe(403);
  });
});
