import { describe, expect, it } from "vitest";
import { inventoryOf } from "../../../src/inventory/inventory.ts";
import { inventoryText } from "../../../src/inventory/json.ts";
import { summaryOf } from "../../../src/inventory/summary.ts";
import { DAY, NOW } from "../rotation/observations.ts";
import { factsOf, MANAGER, rotated, token } from "./lists.ts";

const hostile =
  '"tokens":[] $& ::error::x\n##[error] <img src=x> | \u202e [a](javascript:b) @acme';

const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    token(`t${String(index)}`, { description: `${hostile} ${String(index)}` }),
  );

interface Taken {
  readonly tokens: readonly {
    readonly clientId: string;
    readonly description: string;
  }[];
  readonly findings: readonly unknown[];
  readonly omitted: { readonly tokens: number };
}

const read = (text: string): Taken => JSON.parse(text) as Taken;

describe("an inventory as JSON", () => {
  it("is as long as it may be, and counts what it leaves out", () => {
    const inventory = inventoryOf(factsOf(many(1_000)));
    const text = inventoryText(inventory, "details", 50_000);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(50_000);
    expect(Buffer.byteLength(text)).toBeGreaterThan(49_000);
    const { tokens, omitted } = read(text);
    expect(tokens.length + omitted.tokens).toBe(1_000);
    const whole = read(inventoryText(inventory, "details", Infinity));
    expect(whole.tokens).toHaveLength(1_000);
    expect(whole.omitted.tokens).toBe(0);
  });

  it("leaves out tokens with findings last", () => {
    const bad = token("bad", { roles: [MANAGER.id], generatedOn: NOW });
    const inventory = inventoryOf(factsOf([...many(500), bad]));
    const { tokens } = read(inventoryText(inventory, "details", 5_000));
    expect(tokens[0]?.clientId).toBe("bad");
  });

  it("keeps foreign text inert, and shows no token in it", () => {
    const inventory = inventoryOf(
      factsOf([
        token("a", { description: hostile }),
        token("b", {
          description: `my ${["AstraCS", "abc", "def"].join(":")}`,
        }),
      ]),
    );
    const { tokens } = read(inventoryText(inventory, "details", Infinity));
    const [a, b] = ["a", "b"].map(
      (id) => tokens.find(({ clientId }) => clientId === id)?.description,
    );
    expect(a).not.toMatch(/\n|::|##\[|\u202e/u);
    expect(b).toBe("(contains a token, not shown)");
  });

  it("names nothing in numbers only", () => {
    const inventory = inventoryOf(
      factsOf([token("named", { description: "told", roles: [MANAGER.id] })]),
    );
    for (const text of [
      inventoryText(inventory, "counts", Infinity),
      summaryOf(inventory, "counts"),
    ]) {
      expect(text).not.toMatch(/named|told/u);
    }
  });
});

describe("the summary", () => {
  it("stays short whatever there is", () => {
    const rotations = Array.from({ length: 2_000 }, (_, index) =>
      rotated(`r${String(index)}`, 70 * DAY + index, {
        id: `id${String(index).padStart(6, "0")}`,
      }),
    );
    const inventory = inventoryOf(factsOf([...many(5_000), ...rotations]));
    const summary = summaryOf(inventory, "details");
    expect(Buffer.byteLength(summary)).toBeLessThan(200_000);
    expect(summary).toContain("and 1950 more rotations");
    expect(summary).toContain("and 4900 more tokens");
  });

  it("has no markup of others", () => {
    const roles = [{ ...MANAGER, name: hostile }];
    const inventory = inventoryOf(
      factsOf([token("a", { description: hostile, roles: [MANAGER.id] })], {
        roles,
      }),
    );
    const summary = summaryOf(inventory, "details");
    expect(summary).not.toMatch(/<img|\[a\]|@acme|::error|\u202e/u);
  });

  it("says that nothing was found, and what could not be seen", () => {
    const summary = summaryOf(
      inventoryOf(factsOf([token("a")], { roles: undefined, home: undefined })),
      "details",
    );
    expect(summary).toContain("✅ 1 live token: no findings.");
    expect(summary).toContain("org-role-read");
    expect(summary).toContain("GITHUB_REPOSITORY_ID");
  });
});
