import { describe, expect, it } from "vitest";
import { githubFacts } from "../../scripts/contracts/github-facts.ts";
import {
  isRecorded,
  OPERATIONS_IN_USE,
} from "../../scripts/contracts/github-operations.ts";
import { jsonDifference } from "../../scripts/contracts/json-difference.ts";
import { objectOf } from "../../scripts/contracts/json-value.ts";
import type { JsonObject } from "../../scripts/contracts/json-value.ts";

const source = { package: "descriptions", version: "1.0.0" };

/** A description in which every operation in use answers with the schema `thing`. */
function description(thing: JsonObject, ids = OPERATIONS_IN_USE): JsonObject {
  const response = {
    description: "prose",
    content: {
      "application/json": { schema: { $ref: "#/components/schemas/thing" } },
    },
  };
  const paths = ids.map((id) => [
    `/${id}`,
    {
      get: {
        operationId: id,
        summary: "prose",
        responses: { "200": response },
      },
    },
  ]);
  return {
    paths: Object.fromEntries(paths) as JsonObject,
    components: { schemas: { thing } },
  };
}

const thing: JsonObject = {
  type: "object",
  title: "prose",
  "x-prose": true,
  properties: {
    description: { type: "string", description: "prose", example: "prose" },
    parent: { $ref: "#/components/schemas/thing" },
  },
};

describe("the facts taken from descriptions", () => {
  describe("when a description is full of prose", () => {
    it("leaves the prose out, and keeps properties that are named like it", () => {
      const facts = githubFacts(
        source,
        new Map([["api.github.com", description(thing)]]),
      );
      expect(facts["schemas"]).toEqual({
        thing: {
          type: "object",
          properties: {
            description: { type: "string" },
            parent: { $ref: "#/schemas/thing" },
          },
        },
      });
      expect(JSON.stringify(facts)).not.toContain("prose");
    });
  });

  describe("when a second description says the same", () => {
    it("names the first instead of repeating it", () => {
      const same = description(thing);
      const facts = githubFacts(
        source,
        new Map([
          ["api.github.com", same],
          ["ghes-3.17", same],
        ]),
      );
      const server = objectOf(
        objectOf(facts["descriptions"], "")["ghes-3.17"],
        "",
      );
      expect(new Set(Object.values(server))).toEqual(
        new Set(["api.github.com"]),
      );
    });
  });

  describe("when a second description has another schema of the same name", () => {
    it("stores both", () => {
      const facts = githubFacts(
        source,
        new Map([
          ["api.github.com", description(thing)],
          ["ghes-3.17", description({ type: "object" })],
        ]),
      );
      expect(facts["schemas"]).toMatchObject({
        "thing@ghes-3.17": { type: "object" },
      });
    });
  });

  describe("when the main description lacks an operation in use", () => {
    it("throws", () => {
      const lacking = description(thing, OPERATIONS_IN_USE.slice(1));
      expect(() =>
        githubFacts(source, new Map([["api.github.com", lacking]])),
      ).toThrow("repos/get");
    });
  });
});

describe("the choice of descriptions", () => {
  it("takes GitHub.com and the servers from 3.16 on", () => {
    const names = [
      "api.github.com",
      "api.github.com.deref",
      "ghec",
      "ghes-3.15",
      "ghes-3.16",
      "ghes-3.20",
    ];
    expect(names.filter(isRecorded)).toEqual([
      "api.github.com",
      "ghes-3.16",
      "ghes-3.20",
    ]);
  });
});

describe("the difference of recorded and fresh facts", () => {
  describe("when only the order of keys differs", () => {
    it("is none", () => {
      expect(
        jsonDifference({ a: 1, b: { c: [1] } }, { b: { c: [1] }, a: 1 }),
      ).toEqual([]);
    });
  });

  describe("when values differ", () => {
    it("has a line for each place", () => {
      expect(
        jsonDifference(
          { a: { b: 1 }, c: [1, 2], d: null },
          { a: { b: 2 }, c: [1, 3] },
        ),
      ).toEqual([
        "a > b: recorded 1, described 2",
        "c > 1: recorded 2, described 3",
        "d: recorded null, described nothing",
      ]);
    });
  });
});
