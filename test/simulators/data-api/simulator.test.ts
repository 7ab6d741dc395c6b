import { request as httpRequest } from "node:http";
import { describe, expect, it } from "vitest";
import { watchContracts } from "../../contracts/watch.ts";
import type { DataApiBehaviour } from "./behaviour.ts";
import {
  READING,
  startTestDataApi,
  type TestDataApi,
  wholeDatabase,
} from "./test-data-api.ts";

const KEYSPACES = { findKeyspaces: {} };
const COLLECTIONS = { findCollections: {} };
const KEYSPACE = "/default_keyspace";
const MINUTE = 60_000;

/** A fresh token of a role for reading one database. */
function readerOf(world: TestDataApi, databaseId = world.database.id): string {
  const { astra } = world;
  const resources = wholeDatabase(astra.organizationId, databaseId);
  const role = astra.addCustomRole("reader", READING, resources);
  return astra.createTokenByHand({ roles: [role.id] }).token;
}

const collectionsOf = (world: TestDataApi, token: string | undefined) =>
  world.send(COLLECTIONS, { path: KEYSPACE, token });

describe("the Data API of a database", () => {
  it("shows keyspaces and collections to a token that may read it", async () => {
    const world = await startTestDataApi();
    const token = readerOf(world);
    expect(await world.send(KEYSPACES, { token })).toMatchObject({
      status: 200,
      body: {
        status: {
          keyspaces: expect.arrayContaining(["default_keyspace"]) as unknown,
        },
      },
    });
    expect(await collectionsOf(world, token)).toMatchObject({
      status: 200,
      body: { status: { collections: ["orders"] } },
    });
    expect(watchContracts(world.history)).toEqual([]);
  });

  it("is the same in each region, and at a host of its own", async () => {
    const world = await startTestDataApi();
    const { database, dataApi, token, send } = world;
    for (const endpoint of database.endpoints) {
      expect((await send(KEYSPACES, { endpoint })).errorCode).toBeUndefined();
    }
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const host = `${database.id}-eu-west-1.apps.astra.datastax.com`;
      const headers = { host, token, "content-type": "application/json" };
      httpRequest(
        `${dataApi.url}/api/json/v1`,
        { method: "POST", headers },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      )
        .on("error", reject)
        .end(JSON.stringify(KEYSPACES));
    });
    expect(status).toBe(200);
    const elsewhere = `${dataApi.url}/${database.id}-us-west-9`;
    expect((await send(KEYSPACES, { endpoint: elsewhere })).status).toBe(404);
  });

  it.each([
    ["", COLLECTIONS],
    [KEYSPACE, KEYSPACES],
    ["", { findKeyspaces: { all: true } }],
    ["", { ...KEYSPACES, ...COLLECTIONS }],
    [`${KEYSPACE}/orders`, { drop: {} }],
    [KEYSPACE, null],
  ])("refuses at “%s” the command %j", async (path, command) => {
    const { send } = await startTestDataApi();
    const answer = await send(command, { path });
    expect([answer.status, answer.errorCode]).toEqual([200, "COMMAND_UNKNOWN"]);
  });
});

describe("the token of a request", () => {
  it("is asked for", async () => {
    const { send } = await startTestDataApi();
    for (const headers of [{}, { authorization: "Bearer x" }]) {
      const answer = await send(KEYSPACES, { token: undefined, headers });
      expect([answer.status, answer.errorCode]).toEqual([
        401,
        "MISSING_AUTHENTICATION_TOKEN",
      ]);
    }
  });

  it("has to live", async () => {
    const world = await startTestDataApi();
    const { astra, send } = world;
    const token = readerOf(world);
    astra.revokeByHand(astra.find(token)?.clientId ?? "");
    for (const dead of [token, "AstraCS:no"]) {
      const answer = await send(KEYSPACES, { token: dead });
      expect([answer.status, answer.errorCode]).toEqual([
        401,
        "UNAUTHENTICATED_REQUEST",
      ]);
    }
  });

  it("lives on in a connection that is used, until 300 seconds after the last use", async () => {
    const world = await startTestDataApi();
    const { astra, clock, send } = world;
    const token = readerOf(world);
    await send(KEYSPACES, { token });
    astra.revokeByHand(astra.find(token)?.clientId ?? "");
    for (let use = 0; use < 3; use += 1) {
      clock.advance(299_000);
      expect((await send(KEYSPACES, { token })).status).toBe(200);
    }
    clock.advance(300_000);
    expect((await send(KEYSPACES, { token })).status).toBe(401);
  });

  it.each([["status-401", 401] as const, ["status-200", 200] as const])(
    "may lack the right to what it asks for (%s)",
    async (forbidden, status) => {
      const world = await startTestDataApi();
      world.dataApi.setBehaviour({ forbidden });
      const token = readerOf(world);
      const path = `${KEYSPACE}/orders`;
      const insert = { insertOne: { document: { _id: 1 } } };
      const refused = await world.send(insert, { path, token });
      expect([refused.status, refused.errorCode]).toEqual([
        status,
        "UNAUTHORIZED_ACCESS",
      ]);
      expect((await world.send(insert, { path })).body).toEqual({
        status: { insertedIds: [1] },
      });
      const found = await world.send({ findOne: {} }, { path, token });
      expect(found.body).toEqual({ data: { document: { _id: 1 } } });
      expect(world.database.documents("default_keyspace", "orders")).toEqual([
        { _id: 1 },
      ]);
    },
  );

  it("may lack the right to use this API", async () => {
    const world = await startTestDataApi();
    const { astra, dataApi, database, send } = world;
    const actions = READING.filter((one) => one !== "db-rest");
    const resources = wholeDatabase(astra.organizationId, database.id);
    const role = astra.addCustomRole("cql", actions, resources);
    const { token } = astra.createTokenByHand({ roles: [role.id] });
    const code = async () => (await send(KEYSPACES, { token })).errorCode;
    expect(await code()).toBe("UNAUTHORIZED_ACCESS");
    dataApi.setBehaviour({ entry: "either" });
    expect(await code()).toBeUndefined();
    dataApi.setBehaviour({ entry: "both" });
    expect(await code()).toBe("UNAUTHORIZED_ACCESS");
  });

  it("sees no keyspace without the tables that describe them", async () => {
    const world = await startTestDataApi();
    const { astra, database, send } = world;
    const resources = wholeDatabase(astra.organizationId, database.id).filter(
      (one) => !one.includes("system") && !one.includes("*:table:*"),
    );
    const role = astra.addCustomRole("narrow", READING, resources);
    const { token } = astra.createTokenByHand({ roles: [role.id] });
    const { errorCode } = await send(COLLECTIONS, { path: KEYSPACE, token });
    expect(errorCode).toBe("UNKNOWN_KEYSPACE");
    expect((await send(KEYSPACES, { token })).body).toEqual({
      status: { keyspaces: [] },
    });
  });
});

describe("a token without rights in the database", () => {
  const CODES = [
    ...["UNKNOWN_KEYSPACE", "KEYSPACE_DOES_NOT_EXIST"],
    "NAMESPACE_DOES_NOT_EXIST",
  ] as const satisfies DataApiBehaviour["unknownKeyspace"][];

  it.each(CODES)(
    "is answered 200 with %s, also by another organization's database",
    async (unknownKeyspace) => {
      const world = await startTestDataApi();
      const { astra, dataApi } = world;
      dataApi.setBehaviour({ unknownKeyspace });
      const { organizationId } = astra.addOrganization();
      const other = world.addDatabase({ organizationId });
      for (const token of [
        readerOf(world, world.addDatabase().id),
        readerOf(world, other.id),
      ]) {
        const { status, errorCode } = await collectionsOf(world, token);
        expect([status, errorCode]).toEqual([200, unknownKeyspace]);
      }
      const { status, errorCode } = await world.send(COLLECTIONS, {
        endpoint: other.endpoint,
        path: KEYSPACE,
      });
      expect([status, errorCode]).toEqual([200, unknownKeyspace]);
    },
  );

  it.each([
    ["none", { status: { keyspaces: [] } }],
    [
      "system",
      {
        status: {
          keyspaces: ["system", "system_schema", "system_virtual_schema"],
        },
      },
    ],
    [
      "error",
      {
        errors: [
          expect.objectContaining({ errorCode: "UNKNOWN_KEYSPACE" }) as unknown,
        ],
      },
    ],
  ] as const)(
    "may be shown as keyspaces: %s",
    async (strangersKeyspaces, body) => {
      const world = await startTestDataApi();
      world.dataApi.setBehaviour({ strangersKeyspaces });
      const token = readerOf(world, world.addDatabase().id);
      expect(await world.send(KEYSPACES, { token })).toMatchObject({
        status: 200,
        body,
      });
    },
  );
});

describe("the rights of a fresh token", () => {
  it("arrive as long after its minting as was set then", async () => {
    const world = await startTestDataApi();
    const { clock, dataApi } = world;
    const before = readerOf(world);
    dataApi.setBehaviour({ scopeLagMs: 3 * MINUTE });
    const slow = readerOf(world);
    dataApi.setBehaviour({ scopeLagMs: Number.POSITIVE_INFINITY });
    const never = readerOf(world);
    dataApi.setBehaviour({ scopeLagMs: 0 });
    const codes = async () =>
      (
        await Promise.all(
          [before, slow, never].map((token) => collectionsOf(world, token)),
        )
      ).map(({ errorCode }) => errorCode ?? "seen");
    const unknown = "UNKNOWN_KEYSPACE";
    expect(await codes()).toEqual(["seen", unknown, unknown]);
    clock.advance(3 * MINUTE - 1);
    expect(await codes()).toEqual(["seen", unknown, unknown]);
    clock.advance(1);
    expect(await codes()).toEqual(["seen", "seen", unknown]);
    clock.advance(60 * MINUTE);
    expect(await codes()).toEqual(["seen", "seen", unknown]);
  });

  it("change with its role, and end with it", async () => {
    const world = await startTestDataApi();
    const { astra } = world;
    const token = readerOf(world);
    const role = astra.role("reader");
    const code = async () => (await collectionsOf(world, token)).errorCode;
    expect(await code()).toBeUndefined();
    astra.editRole(role, { actions: ["db-table-select"] });
    expect(await code()).toBe("UNAUTHORIZED_ACCESS");
    astra.deleteRole(role);
    expect(await code()).toBe("UNKNOWN_KEYSPACE");
  });
});

describe("a database that does not answer", () => {
  it.each([
    ["json-503", 503],
    ["page-503", 503],
    ["text-401", 401],
  ] as const)(
    "is woken by the first request, and says %s meanwhile",
    async (asleep, status) => {
      const { clock, dataApi, database, send } = await startTestDataApi();
      dataApi.setBehaviour({ asleep });
      database.hibernate(2 * MINUTE);
      clock.advance(60 * MINUTE);
      const statuses = async () => (await send(KEYSPACES)).status;
      expect(await statuses()).toBe(status);
      clock.advance(2 * MINUTE - 1);
      expect(await statuses()).toBe(status);
      clock.advance(1);
      expect(await statuses()).toBe(200);
    },
  );

  it("may never wake up", async () => {
    const { clock, database, send } = await startTestDataApi();
    database.hibernate(undefined);
    await send(KEYSPACES);
    clock.advance(24 * 60 * MINUTE);
    expect((await send(KEYSPACES)).status).toBe(503);
  });

  it("shuts the runner out by its access list, which no JSON says", async () => {
    const { dataApi, database, send } = await startTestDataApi();
    database.setAccess("shut");
    for (const shutOut of ["page-403", "text-403"] as const) {
      dataApi.setBehaviour({ shutOut });
      const { status, body } = await send(KEYSPACES);
      expect([status, body]).toEqual([403, undefined]);
    }
    database.setAccess("open");
    expect((await send(KEYSPACES)).status).toBe(200);
  });

  it("may have a region that nobody can reach", async () => {
    const { database, send } = await startTestDataApi();
    database.setReachable("eu-west-1", false);
    const [east = "", west = ""] = database.endpoints;
    expect((await send(KEYSPACES, { endpoint: east })).status).toBe(200);
    await expect(send(KEYSPACES, { endpoint: west })).rejects.toThrow();
    database.setReachable("eu-west-1", true);
    expect((await send(KEYSPACES, { endpoint: west })).status).toBe(200);
  });

  it("meets what the gate says, and a service that is away", async () => {
    const world = await startTestDataApi();
    const { dataApi, send } = world;
    world.setGate(({ service }) => ({
      kind: "answer",
      when: "before",
      answer: { status: 504, headers: {}, body: service },
    }));
    expect((await send(KEYSPACES)).text).toBe("dataApi");
    dataApi.goAway();
    await expect(send(KEYSPACES)).rejects.toThrow();
  });
});
