import {
  DataAPIClient,
  DataAPIResponseError,
  type Db,
} from "@datastax/astra-db-ts";
import { describe, expect, it, onTestFinished } from "vitest";
import { startTestDataApi, type TestDataApi } from "./test-data-api.ts";

// The vendor's own client, unmodified, against the simulator.

/** The database as that client has it. */
function databaseOf(
  { database, token }: TestDataApi,
  own = token,
  environment: "astra" | "dse" = "astra",
): Db {
  const client = new DataAPIClient({ environment });
  onTestFinished(() => client.close());
  return client.db(database.endpoint, {
    token: own,
    dataApiPath: "api/json/v1",
  });
}

/** The code of the first error that the service answered. */
async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof DataAPIResponseError)) throw thrown;
    return thrown.errorDescriptors[0].errorCode;
  }
}

describe("astra-db-ts", () => {
  it("lists keyspaces and collections", async () => {
    const world = await startTestDataApi();
    const db = databaseOf(world);
    // For Astra itself the client asks the DevOps API for the keyspaces.
    const own = databaseOf(world, world.token, "dse");
    const admin = own.admin({ environment: "dse" });
    expect(await admin.listKeyspaces()).toContain("default_keyspace");
    expect(await db.listCollections({ nameOnly: true })).toEqual(["orders"]);
    const [explained] = await db.listCollections();
    expect(explained?.name).toBe("orders");
  });

  it("makes a collection, and writes, reads and deletes in it", async () => {
    const world = await startTestDataApi();
    const { astra, database } = world;
    const roles = [astra.role("Database Administrator").id];
    const admin = astra.createTokenByHand({ roles }).token;
    const sales = await databaseOf(world, admin).createCollection("sales");
    const { insertedId } = await sales.insertOne({ item: "pen" });
    await sales.insertOne({ _id: "2", item: "cup" });
    expect(await sales.findOne({ item: "pen" })).toMatchObject({
      _id: insertedId,
    });
    expect(await sales.find({}).toArray()).toHaveLength(2);
    expect(await sales.deleteOne({ _id: "2" })).toEqual({ deletedCount: 1 });
    expect(await sales.countDocuments({}, 10)).toBe(1);
    expect(database.documents("default_keyspace", "sales")).toHaveLength(1);
  });

  it("is refused with a dead token, and with one whose rights have not arrived", async () => {
    const world = await startTestDataApi();
    const { astra, dataApi, clock } = world;
    const roles = [astra.role("RO Svc Acct").id];
    dataApi.setBehaviour({ scopeLagMs: 60_000 });
    const fresh = astra.createTokenByHand({ roles });
    const listing = () =>
      codeOf(databaseOf(world, fresh.token).listCollections());
    expect(await listing()).toBe("UNKNOWN_KEYSPACE");
    clock.advance(60_000);
    expect(await listing()).toBeUndefined();
    astra.revokeByHand(fresh.clientId);
    clock.advance(300_000);
    expect(await listing()).toBe("UNAUTHENTICATED_REQUEST");
  });

  it("is refused what its role does not allow", async () => {
    const world = await startTestDataApi();
    const roles = [world.astra.role("RO Svc Acct").id];
    const { token } = world.astra.createTokenByHand({ roles });
    const orders = databaseOf(world, token).collection("orders");
    expect(await codeOf(orders.insertOne({ item: "pen" }))).toBe(
      "UNAUTHORIZED_ACCESS",
    );
    expect(await orders.findOne({})).toBeNull();
  });
});
