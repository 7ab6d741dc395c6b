import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  classicScopeFor,
  permissionFor,
} from "../../../src/github/permissions.ts";
import { STORES, type TargetSpec } from "../../../src/github/target-spec.ts";

const DOCUMENT = readFileSync(
  new URL("../../../docs/permissions.md", import.meta.url),
  "utf8",
);

/** Every kind of place, as the document's first column names it. */
const PLACES: readonly (readonly [string, TargetSpec])[] = [
  [
    "repository, `environment`",
    {
      ...{ kind: "environment", store: "actions", owner: "acme" },
      ...{ repository: "web", environment: "production" },
    },
  ],
  ...STORES.flatMap((store): (readonly [string, TargetSpec])[] => {
    const suffix = store === "actions" ? "" : `, \`store: ${store}\``;
    return [
      [
        `repository${suffix}`,
        { kind: "repository", store, owner: "acme", repository: "web" },
      ],
      [
        `organization${suffix}`,
        {
          ...{ kind: "organization", store, organization: "acme" },
          access: { kind: "as-is" },
        },
      ],
    ];
  }),
];

/** The rows of the first table: the cells by the first of them. */
function rows(): ReadonlyMap<string, readonly string[]> {
  const [table = ""] = /^\| Target[\s\S]*?\n\n/mu.exec(DOCUMENT) ?? [];
  return new Map(
    table
      .split("\n")
      .slice(2)
      .filter((line) => line !== "")
      .map((line) => line.split("|").map((cell) => cell.trim()))
      .map(([, place = "", ...cells]) => [place, cells]),
  );
}

describe("docs/permissions.md", () => {
  it("has a row for every kind of place, and no other", () => {
    expect([...rows().keys()].sort()).toEqual(
      PLACES.map(([name]) => name).sort(),
    );
  });

  it.each(PLACES)("names what the action asks for: %s", (name, spec) => {
    const { key, title, of } = permissionFor(spec);
    const [permission, named, scope] = rows().get(name) ?? [];
    const level = of === "repository" ? "Repository" : "Organization";
    expect(permission).toBe(`${level} → **${title}**`);
    expect(named).toBe(`\`${key}\``);
    expect(scope).toMatch(
      new RegExp(`^\`${classicScopeFor(spec.kind)}\`(?:,|$)`, "u"),
    );
  });
});
