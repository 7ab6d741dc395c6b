import { describe, expect, it } from "vitest";
import { startTestAstra } from "./test-astra.ts";

// What a live answer of GET /v2/organizations/roles showed on 2022-06-28:
// https://github.com/JupiterOne/graph-datastax,
// src/steps/access-role/__recordings__

/** Each role with the numbers of its actions and of its resources. */
const RECORDED: readonly (readonly [string, number, number])[] = [
  ["API Admin Svc Acct", 35, 5],
  ["API Admin User", 35, 5],
  ["API R/W Svc Acct", 8, 4],
  ["API R/W User", 10, 4],
  ["API RO Svc Acct", 7, 4],
  ["API RO User", 9, 4],
  ["Admin Svc Acct", 38, 5],
  ["Admin User", 38, 4],
  ["Billing Admin", 4, 2],
  ["Database Administrator", 38, 4],
  ["Organization Administrator", 51, 6],
  ["R/W Svc Acct", 9, 4],
  ["R/W User", 11, 4],
  ["RO Svc Acct", 8, 4],
  ["RO User", 10, 4],
  ["UI View Only", 3, 2],
];

/** Roles that allow what a Database Administrator may not do. */
const ABOVE_DATABASE_ADMINISTRATOR = [
  "API Admin Svc Acct",
  "API Admin User",
  "Admin Svc Acct",
  "Admin User",
  "Billing Admin",
  "Organization Administrator",
];

interface ListedRole {
  readonly name: string;
  readonly policy: {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
  };
}

describe("the built-in roles", () => {
  it("are listed with as many actions and resources as were recorded", async () => {
    const { send } = await startTestAstra();
    const { body } = await send("GET", "/v2/organizations/roles");
    const listed = (body as readonly ListedRole[])
      .map(({ name, policy }) => [
        name,
        policy.actions.length,
        policy.resources.length,
      ])
      .sort();
    expect(listed).toEqual([...RECORDED].sort());
  });

  it("are listed in the recorded form, with a placeholder for the organization", async () => {
    const { send } = await startTestAstra();
    const { body } = await send("GET", "/v2/organizations/roles");
    expect(body).toContainEqual({
      id: "a25baf86-1bde-43d2-86ac-647e3d884bac",
      name: "UI View Only",
      policy: {
        description: "UI View Only",
        resources: [
          "drn:astra:org:__ORG_ID__",
          "drn:astra:org:__ORG_ID__:db:*",
        ],
        actions: expect.arrayContaining([
          "accesslist-read",
          "org-db-view",
          "org-user-read",
        ]) as unknown,
        effect: "allow",
      },
      last_update_date_time: "0001-01-01T00:00:00Z",
      last_update_user_id: "",
    });
  });

  it.each(RECORDED)(
    "of a Database Administrator mint no %s above it",
    async (name) => {
      const { astra, send } = await startTestAstra();
      const body = { roles: [astra.role(name).id] };
      const { status } = await send("POST", "/v2/tokens", { body });
      const isAbove = ABOVE_DATABASE_ADMINISTRATOR.includes(name);
      expect(status).toBe(isAbove ? 403 : 200);
    },
  );

  it("of an Organization Administrator alone allow to manage roles", async () => {
    const { astra, send } = await startTestAstra();
    astra.setBehaviour({ rolesListing: "needs-permission" });
    const roles = [astra.role("Organization Administrator").id];
    const { token } = astra.createTokenByHand({ roles });
    const path = "/v2/organizations/roles";
    expect((await send("GET", path, { token })).status).toBe(200);
    expect((await send("GET", path)).status).toBe(403);
  });
});

describe("the newer path of tokens", () => {
  it("takes creations, and nothing else", async () => {
    const { astra, send } = await startTestAstra();
    const body = {
      roles: [astra.role("RO User").id],
      orgId: astra.organizationId,
      description: "words",
    };
    const made = await send("POST", "/v2/tokens", { body });
    expect(made.body).toMatchObject({ description: "words" });
    for (const method of ["GET", "DELETE"]) {
      expect((await send(method, "/v2/tokens")).text).toBe(
        "404 page not found",
      );
    }
  });
});

describe("the answer to a creation", () => {
  it.each([
    ["kept", { description: "words" }],
    ["null", { description: null }],
    [{ cutTo: 2 }, { description: "wo" }],
  ] as const)("holds the description (%j)", async (description, shown) => {
    const { astra, send } = await startTestAstra();
    astra.setBehaviour({ description });
    const body = { roles: [astra.role("RO User").id], description: "words" };
    const made = await send("POST", "/v2/clientIdSecrets", { body });
    expect(made.body).toMatchObject(shown);
  });

  it("holds none where none is kept", async () => {
    const { astra, send } = await startTestAstra();
    astra.setBehaviour({ description: "dropped" });
    const body = { roles: [astra.role("RO User").id], description: "words" };
    const made = await send("POST", "/v2/clientIdSecrets", { body });
    expect(made.body).not.toHaveProperty("description");
  });
});
