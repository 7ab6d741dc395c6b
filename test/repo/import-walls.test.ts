import { fileURLToPath } from "node:url";

import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";

// The snippets stand for files that do not exist, so there are no types to ask.
const eslint = new ESLint({
  cwd: fileURLToPath(new URL("../..", import.meta.url)),
  overrideConfig: [tseslint.configs.disableTypeChecked],
});

const WALL_RULES = new Set([
  "house/late-import",
  "no-console",
  "no-restricted-globals",
  "no-restricted-imports",
  "no-restricted-properties",
  "no-restricted-syntax",
]);

async function wallsHit(filePath: string, line: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${line}\n`, { filePath });
  const rules = (result?.messages ?? []).map(({ ruleId, message, fatal }) => {
    if (fatal === true) throw new Error(`${filePath}: ${message}`);
    return ruleId ?? "";
  });
  return [...new Set(rules)].filter((rule) => WALL_RULES.has(rule));
}

interface Case {
  readonly name: string;
  readonly file: string;
  readonly rule: string;
  readonly lines: readonly string[];
}

const REFUSED: readonly Case[] = [
  {
    name: "a package, a part of Node or another folder in the protocol",
    file: "src/rotation/x.ts",
    rule: "no-restricted-imports",
    lines: [
      'import "valibot";',
      'import "node:crypto";',
      'import "../http/x.ts";',
      'import "./../http/x.ts";',
      'import type { X } from "undici";',
      'export * from "../astra/x.ts";',
    ],
  },
  {
    name: "clocks, timers and other effects in the protocol",
    file: "src/rotation/x.ts",
    rule: "no-restricted-globals",
    lines: [
      "Date.now();",
      "new Date(0);",
      "process.exit();",
      'await fetch("x");',
      "setTimeout(f, 1);",
      "setInterval(f, 1);",
      "performance.now();",
      "crypto.randomUUID();",
      'globalThis["Date"].now();',
    ],
  },
  {
    name: "chance in the protocol",
    file: "src/rotation/x.ts",
    rule: "no-restricted-properties",
    lines: ["Math.random();", "const { random } = Math;"],
  },
  {
    name: "the protocol, a service or a package in the transport",
    file: "src/http/x.ts",
    rule: "no-restricted-imports",
    lines: [
      'import "../rotation/x.ts";',
      'import "../github/x.ts";',
      'import "../service/x.ts";',
      'import "valibot";',
      'import "node:process";',
      'import "undici/lib/dispatcher/pool.js";',
    ],
  },
  {
    name: "an adapter or a transport in what both adapters share",
    file: "src/service/x.ts",
    rule: "no-restricted-imports",
    lines: [
      'import "../astra/x.ts";',
      'import "../github/x.ts";',
      'import "../action/x.ts";',
      'import "undici";',
    ],
  },
  {
    name: "the other service, the runner or a transport of its own for Astra",
    file: "src/astra/x.ts",
    rule: "no-restricted-imports",
    lines: [
      'import "../github/x.ts";',
      'import "../action/x.ts";',
      'import "@actions/core";',
      'import "@actions/github";',
      'import "undici";',
    ],
  },
  {
    name: "the other service, the runner or sodium for GitHub's client",
    file: "src/github/octokit.ts",
    rule: "no-restricted-imports",
    lines: [
      'import "../astra/x.ts";',
      'import "../action/x.ts";',
      'import "@actions/core";',
      'import "libsodium-wrappers";',
      'import "undici";',
    ],
  },
  {
    name: "anything but the action in the entry",
    file: "src/index.ts",
    rule: "no-restricted-imports",
    lines: ['import "@actions/core";', 'import "./action/inputs.ts";'],
  },
  {
    name: "a late import of anything but the program in the entry",
    file: "src/index.ts",
    rule: "house/late-import",
    lines: ['await import("./action/run.ts");', 'await import("undici");'],
  },
  {
    name: "effects in what the inventory finds",
    file: "src/inventory/findings.ts",
    rule: "no-restricted-imports",
    lines: [
      'import "../action/x.ts";',
      'import "../http/x.ts";',
      'import "@actions/core";',
      'import "node:fs";',
    ],
  },
  {
    name: "imports in a folder without a wall, and node:process below the entry",
    file: "src/new/x.ts",
    rule: "no-restricted-imports",
    lines: ['import "./y.ts";', 'import process from "node:process";'],
  },
  {
    name: "the bare secret where it is neither sent nor sealed",
    file: "src/github/x.ts",
    rule: "no-restricted-syntax",
    lines: [
      "secret.expose();",
      "secret?.expose();",
      'secret["expose"]();',
      "const { expose } = secret;",
    ],
  },
  {
    name: "a late import of what its folder may not have, or that cannot be read",
    file: "src/github/x.ts",
    rule: "house/late-import",
    lines: [
      'await import("../astra/x.ts");',
      'await import("undici");',
      "await import(name);",
      "await import(`@actions/github`);",
    ],
  },
  {
    name: "the process and requests past the transport below the entry",
    file: "src/action/x.ts",
    rule: "no-restricted-globals",
    lines: ["process.env;", 'await fetch("x");'],
  },
  {
    name: "GitHub, a package or another part of Node in prepare-role",
    file: "src/prepare-role/x.ts",
    rule: "no-restricted-imports",
    lines: [
      'import "../github/x.ts";',
      'import "undici";',
      'import "node:fs";',
    ],
  },
  {
    name: "the console",
    file: "src/action/main.ts",
    rule: "no-console",
    lines: ['console.log("x");'],
  },
  {
    name: "mocks of modules in tests",
    file: "test/unit/action/x.test.ts",
    rule: "no-restricted-properties",
    lines: ['vi.mock("../../src/http/x.ts");', 'vi.doMock("../x.ts");'],
  },
];

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "src/index.ts": ['await import("./action/main.ts");'],
  "src/inventory.ts": ['await import("./action/main.ts");'],
  "src/inventory/run.ts": [
    'import "@actions/core";',
    'import "../action/x.ts";',
  ],
  "src/inventory/reach.ts": ['import "../astra/x.ts";', 'import "./x.ts";'],
  "src/rotation/secret.ts": ['import "./x.ts";', "secret.expose();"],
  "src/http/x.ts": ['import "undici";', 'import "node:net";'],
  "src/service/x.ts": [
    'import "valibot";',
    'import "../http/x.ts";',
    'import "../rotation/x.ts";',
  ],
  "src/astra/x.ts": ['import "valibot";', "secret.expose();"],
  "src/github/x.ts": ['import "../http/x.ts";', 'await import("valibot");'],
  "src/github/octokit.ts": ['await import("@actions/github/lib/utils");'],
  "src/github/sealed-box.ts": [
    'import sodium from "libsodium-wrappers";',
    "secret.expose();",
  ],
  "src/action/main.ts": ['import "@actions/core";', "process.env;"],
  "src/prepare-role.ts": ['await import("./action/main.ts");'],
  "src/prepare-role/x.ts": ['import "../astra/x.ts";'],
  "src/action/x.ts": ['import "undici";', 'import "../astra/x.ts";'],
  "test/x.test.ts": ['import "../src/astra/x.ts";', "secret.expose();"],
};

describe("the walls of the house", () => {
  describe("when a file reaches for what its folder may not have", () => {
    for (const { name, file, rule, lines } of REFUSED) {
      it(`refuses ${name}`, async () => {
        for (const line of lines) {
          expect(await wallsHit(file, line), `${file}: ${line}`).toContain(
            rule,
          );
        }
      });
    }
  });

  describe("when a file keeps to its folder's own", () => {
    it("lets it pass", async () => {
      for (const [file, lines] of Object.entries(ALLOWED)) {
        for (const line of lines) {
          expect(await wallsHit(file, line), `${file}: ${line}`).toEqual([]);
        }
      }
    });
  });
});
