import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isPinned, usesIn } from "./pinned-actions.ts";
import { OURS, readmeExamples, ROOT } from "./readme-examples.ts";

const read = (name: string): string => readFileSync(join(ROOT, name), "utf8");

interface Action {
  readonly inputs: Readonly<
    Record<string, { readonly required?: boolean; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, unknown>>;
}

const readme = read("README.md");
const action = parse(read("action.yml")) as Action;
const examples = readmeExamples();

describe.each(examples)("The README's example %#", ({ text, ours }) => {
  it("gives the action inputs that it has, and those that it needs", () => {
    expect(ours).not.toEqual([]);
    const needed = Object.entries(action.inputs)
      .filter(([, { required }]) => required)
      .map(([name]) => name);
    for (const step of ours) {
      const given = Object.keys(step.with ?? {});
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(given));
      expect(given).toEqual(expect.arrayContaining(needed));
    }
  });

  it("reads outputs that the action has", () => {
    for (const { id } of ours) {
      const outputs = text.matchAll(
        new RegExp(`steps\\.${String(id)}\\.outputs\\.([\\w-]+)`, "gu"),
      );
      for (const [, name = ""] of outputs) {
        expect(action.outputs).toHaveProperty([name]);
      }
    }
  });

  it("holds the actions of others to a commit, and says their version", () => {
    const others = usesIn(text).filter((use) => use.action !== OURS);
    expect(others.filter((use) => !isPinned(use))).toEqual([]);
  });
});

describe("The README's workflow", () => {
  it("runs at an odd minute, one at a time, without permissions", () => {
    const workflows = examples.flatMap(({ workflow }) => workflow ?? []);
    expect(workflows).toHaveLength(1);
    for (const { on, concurrency, permissions } of workflows) {
      for (const { cron } of on.schedule) {
        expect(Number(cron.split(" ")[0]) % 5).not.toBe(0);
      }
      expect(concurrency["cancel-in-progress"]).toBe(false);
      expect(permissions).toEqual({});
    }
  });
});

describe("The README", () => {
  it("lists every input with its default, and every output", () => {
    const rows = (table: string): Map<string, string> => {
      const part = readme.split(`<!-- ${table} -->`)[1] ?? "";
      const text = part.split(`<!-- /${table} -->`)[0] ?? "";
      const cells = text.matchAll(/^\| `([\w-]+)` *\| *(.*?) *\|/gmu);
      return new Map(
        [...cells].map(([, name = "", next = ""]) => [name, next]),
      );
    };
    const defaults = Object.entries(action.inputs).map(
      ([name, { required, default: value }]): [string, string] => [
        name,
        required ? "**required**" : value === undefined ? "" : `\`${value}\``,
      ],
    );
    expect(rows("inputs")).toEqual(new Map(defaults));
    expect([...rows("outputs").keys()]).toEqual(Object.keys(action.outputs));
  });

  it("names scripts that there are", () => {
    const { scripts } = JSON.parse(read("package.json")) as {
      scripts: Readonly<Record<string, string>>;
    };
    const named = readme.matchAll(/npm (?:run )?([\w:]+)/gu);
    for (const [, name = ""] of named) {
      if (name !== "ci") expect(scripts).toHaveProperty([name]);
    }
  });

  it("links to files and headings that there are", () => {
    const links = [...readme.matchAll(/\]\(([^)]+)\)/gu)].map(
      ([, target = ""]) => target,
    );
    const headings = [...readme.matchAll(/^#+ (.*)$/gmu)].map(
      ([, text = ""]) => `#${text.toLowerCase().replaceAll(" ", "-")}`,
    );
    for (const link of links.filter((one) => !one.startsWith("https://"))) {
      if (link.startsWith("#")) expect(headings).toContain(link);
      else expect(existsSync(join(ROOT, link)), link).toBe(true);
    }
  });
});

describe("docs/architecture.md", () => {
  it("names files that there are", () => {
    const files = ["src", "test", "scripts"].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true }).map((file) =>
        `/${folder}/${String(file)}`.replaceAll("\\", "/"),
      ),
    );
    const named = read("docs/architecture.md").matchAll(/`([\w/-]+\.ts)`/gu);
    for (const [, name = ""] of named) {
      expect(
        files.some((file) => file.endsWith(`/${name}`)),
        name,
      ).toBe(true);
    }
  });

  it("says what each test folder proves", () => {
    const [, table = ""] = read("docs/architecture.md").split(
      "## What each test folder proves",
    );
    const rows = table.matchAll(/^\| `test\/([\w-]+)`/gmu);
    const folders = readdirSync(join(ROOT, "test"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect([...rows].map(([, name]) => name).sort()).toEqual(folders.sort());
  });
});
