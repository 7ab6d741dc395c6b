import { describe, expect, it } from "vitest";
import { readDatabaseLine } from "../../../src/astra/database-endpoint.ts";

const ID = "6f1c7e0a-3b2d-4c5e-8f90-a1b2c3d4e5f6";
const HOST = `${ID}-us-east-2.apps.astra.datastax.com`;
const DATA_API = `https://${HOST}/api/json/v1`;

function dataApiOf(line: string): string | undefined {
  return readDatabaseLine(line)?.endpoints[0]?.dataApi.href;
}

describe("a line of `database`", () => {
  it.each([
    `https://${HOST}`,
    `https://${HOST}/`,
    `https://${HOST}/api/json`,
    `https://${HOST}/api/json/v1`,
    `https://${HOST}/api/json/v1/`,
    `  https://${HOST.toUpperCase()}  `,
  ])("when it is %s, names the Data API of the region", (line) => {
    expect(dataApiOf(line)).toBe(DATA_API);
    expect(readDatabaseLine(line)).toMatchObject({
      id: ID,
      endpoints: [{ region: "us-east-2" }],
    });
  });

  it.each(["apps.astra-dev", "apps.astra-test"])(
    "when it is of %s, names that server",
    (middle) => {
      expect(dataApiOf(`https://${ID}-westus2.${middle}.datastax.com`)).toBe(
        `https://${ID}-westus2.${middle}.datastax.com/api/json/v1`,
      );
    },
  );

  it.each([
    [`http://127.0.0.1:8080/${ID}-us-east1`, "http://127.0.0.1:8080"],
    [`http://[::1]:8080/${ID}-us-east1/`, "http://[::1]:8080"],
    [
      `https://localhost:8080/${ID}-us-east1/api/json`,
      "https://localhost:8080",
    ],
  ])("when it is %s, names this machine", (line, origin) => {
    expect(dataApiOf(line)).toBe(`${origin}/${ID}-us-east1/api/json/v1`);
  });

  it("when it is an ID, names no endpoint", () => {
    expect(readDatabaseLine(ID.toUpperCase())).toEqual({
      id: ID,
      endpoints: [],
    });
  });

  it.each([
    "",
    "orders",
    `http://${HOST}`,
    `https://${HOST}:8443`,
    `https://${HOST}.example.com`,
    `https://${HOST}/api/rest`,
    `https://${HOST}/api/json/v2`,
    `https://${HOST}/..`,
    `https://${HOST}?x`,
    `https://${HOST}#x`,
    `https://user:word@${HOST}`,
    `https://evil.example/${HOST}`,
    `https://evil.example#${HOST}`,
    `https://evil.example?.apps.astra.datastax.com`,
    `https://${ID}-us-east-2.apps.astra.datastax.com.`,
    `https://${ID}-us-east-2.apps.astraXdatastax.com`,
    `https://${ID}-us-east-2@evil.example/.apps.astra.datastax.com`,
    `https://${ID}-us.east-2.apps.astra.datastax.com`,
    `https://${ID}-.apps.astra.datastax.com`,
    `https://${ID}.apps.astra.datastax.com`,
    `https://${ID}-${"a".repeat(41)}.apps.astra.datastax.com`,
    `https://6f1c7e0a-us-east-2.apps.astra.datastax.com`,
    `http://128.0.0.1:8080/${ID}-us-east1`,
    `http://127.0.0.1.example:8080/${ID}-us-east1`,
    `http://127.0.0.1:8080/x/${ID}-us-east1`,
    `http://localhost/${ID}-us-east1`,
    `${ID}-us-east-2`,
    `https://${ID}-us-east-2.apps.astra.datastax.com\u3002evil`,
  ])("when it is %j, is refused", (line) => {
    expect(readDatabaseLine(line)).toBeUndefined();
  });
});
