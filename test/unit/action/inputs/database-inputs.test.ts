import { describe, expect, it } from "vitest";
import { accepted, type Given, problemsOf } from "./parsed-inputs.ts";

const ID = "6f1c7e0a-3b2d-4c5e-8f90-a1b2c3d4e5f6";
const ENDPOINT = `https://${ID}-us-east-2.apps.astra.datastax.com`;
const EUROPE = `https://${ID}-eu-west-1.apps.astra.datastax.com`;

/** Without the role of the least inputs. */
const NONE: Given = { role: "" };

const inputsOf = (given: Given) => accepted({ ...NONE, ...given });

function refusals(given: Given): readonly string[] {
  return problemsOf({ ...NONE, ...given }).map(
    ({ input, problem }) => `${input} ${problem}`,
  );
}

describe("the inputs of a database", () => {
  it("are an endpoint and one word, in place of a role", () => {
    const inputs = inputsOf({ database: ENDPOINT, access: "read-only" });
    expect(inputs).toMatchObject({
      roles: [],
      access: "read-only",
      keyspaces: [],
      database: { id: ID, endpoints: [{ region: "us-east-2" }] },
    });
  });

  it("take one endpoint for each region, and the same line twice", () => {
    const database = `${ENDPOINT}\n${EUROPE}\n\n${ENDPOINT}/`;
    const inputs = inputsOf({ database, access: "schema" });
    const regions = inputs.database?.endpoints.map(({ region }) => region);
    expect(regions).toEqual(["us-east-2", "eu-west-1"]);
  });

  it("take an ID alone", () => {
    const inputs = inputsOf({ database: ID, access: "administer" });
    expect(inputs.database).toEqual({ id: ID, endpoints: [] });
  });

  it("take keyspaces, each once", () => {
    const { keyspaces } = inputsOf({
      database: ID,
      access: "read-write",
      keyspaces: "shop\naudit\nshop\n2024_q1",
    });
    expect(keyspaces).toEqual(["shop", "audit", "2024_q1"]);
  });

  it("when a role is given, are the proof alone", () => {
    const inputs = inputsOf({ role: "R/W User", database: ENDPOINT });
    expect(inputs.access).toBeUndefined();
    expect(inputs.roles).toEqual(["R/W User"]);
    expect(inputs.database?.endpoints).toHaveLength(1);
  });

  it("when there are none, are undefined and empty", () => {
    const inputs = inputsOf({ role: "R/W User" });
    expect(inputs.database).toBeUndefined();
    expect(inputs.keyspaces).toEqual([]);
  });

  it.each([
    [
      "role and access",
      { role: "R/W User", database: ID, access: "read-only" },
      ["access cannot be combined with role."],
    ],
    [
      "access alone",
      { access: "read-only" },
      ["database is required with access."],
    ],
    [
      "keyspaces with a role",
      { role: "R/W User", database: ID, keyspaces: "shop" },
      ["keyspaces cannot be used without access."],
    ],
    ["a database alone", { database: ENDPOINT }, ["role is empty."]],
    [
      "an unknown word",
      { database: ID, access: "Read-Only" },
      ["access “Read-Only” is not a valid value."],
    ],
    [
      "several databases",
      {
        database: `${ENDPOINT}\n${ID.replace("6f", "70")}`,
        access: "schema",
      },
      ["database names several databases."],
    ],
    [
      "two endpoints of a region",
      {
        database: `${ENDPOINT}\n${ENDPOINT.replace("apps.astra", "apps.astra-dev")}`,
        access: "schema",
      },
      ["database has two endpoints for the region “us-east-2”."],
    ],
    [
      "keyspaces of another form",
      { database: ID, access: "schema", keyspaces: "a b\n_x\nshop*" },
      [
        "keyspaces “a b” is not a valid keyspace.",
        "keyspaces “_x” is not a valid keyspace.",
        "keyspaces “shop*” is not a valid keyspace.",
      ],
    ],
    [
      "everything at once",
      {
        database: "orders",
        access: "all",
        keyspaces: "a b",
        role: "R/W User",
        "run-timeout": "0",
      },
      [
        "database “orders” is neither an API endpoint of Astra DB nor an ID.",
        "keyspaces “a b” is not a valid keyspace.",
        "access “all” is not a valid value.",
        "access cannot be combined with role.",
        "run-timeout is zero.",
      ],
    ],
  ])("when they are %s, are refused", (_, given, problems) => {
    expect([...refusals(given)].sort()).toEqual([...problems].sort());
  });

  it("never show a token that was pasted into one", () => {
    const token = ["AstraCS", "abcdef", "0123"].join(":");
    const problems = refusals({
      database: token,
      access: token,
      keyspaces: token,
    });
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain("abcdef");
  });

  it.each([
    ["6m", ["run-timeout is too short"]],
    ["7m", []],
  ])(
    "when a run of %s has an endpoint, need time for the proof",
    (time, expected) => {
      const given = { database: ENDPOINT, access: "schema" };
      const problems = refusals({ ...given, "run-timeout": time });
      expect(problems).toHaveLength(expected.length);
      for (const [index, start] of expected.entries()) {
        expect(problems[index]).toContain(start);
      }
      const without = { ...given, database: ID, "run-timeout": time };
      expect(refusals(without)).toEqual([]);
      const check = { ...given, mode: "check", "run-timeout": time };
      expect(refusals(check)).toEqual([]);
    },
  );
});
