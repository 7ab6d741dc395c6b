import { describe, expect, it } from "vitest";
import { createContract } from "./contract.ts";
import { knownGitHubInaccuracies } from "./known-inaccuracies.ts";

const operation = {
  id: "things/get",
  method: "GET",
  path: "/things",
  parameters: [],
  responses: { "200": {} },
};
const inaccuracy = { seenOn: "2026-11-24", why: "for the test" };

const check = (subject: string) =>
  createContract({ operations: [operation], schemas: {} }, [
    {
      operation: subject,
      what: { kind: "status", statuses: [404] },
      ...inaccuracy,
    },
  ]).checkAnswer({
    method: "GET",
    path: "/things",
    status: 404,
    headers: {},
    body: "",
  });

describe("the known inaccuracies", () => {
  it("are dated, and give a reason with an address", () => {
    for (const { seenOn, why } of knownGitHubInaccuracies) {
      expect(seenOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(why).toContain("https://docs.github.com/");
    }
  });

  describe("when an entry names an operation", () => {
    it("excuses that operation alone", () => {
      expect(check("things/get")).toEqual([]);
      expect(check("*")).toEqual([]);
      expect(check("things/put")).toHaveLength(1);
    });
  });
});
