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

describe("The README's workflows", () => {
  const workflows = examples.flatMap(({ workflow }) => workflow ?? []);

  it("run at an odd minute, one at a time, without permissions", () => {
    expect(workflows).toHaveLength(2);
    for (const { on, concurrency, permissions } of workflows) {
      for (const { cron } of on.schedule) {
        expect(Number(cron.split(" ")[0]) % 5).not.toBe(0);
      }
      const { group, "cancel-in-progress": isCancelling = false } =
        typeof concurrency === "string" ? { group: concurrency } : concurrency;
      expect(group).toBe("rotate-astra-token");
      expect(isCancelling).toBe(false);
      expect(permissions).toEqual({});
    }
  });

  it("begin with one of 15 lines, after 200 words at most", () => {
    const [before = ""] = readme.split("```yaml");
    expect(before.split(/\s+/u).length).toBeLessThanOrEqual(200);
    expect(examples[0]?.text.trimEnd().split("\n")).toHaveLength(15);
  });

  it("end with the one that examples/daily.yml explains", () => {
    expect(workflows[1]).toEqual(parse(read("examples/daily.yml")));
  });
});

describe("The README", () => {
  it("lists nine inputs, and docs/inputs.md every input once, with its default, and every output", () => {
    const rows = (page: string): string[][] =>
      [...page.matchAll(/^\| `([\w-]+)` *\| *(.*?) *\|/gmu)].map((row) =>
        row.slice(1),
      );
    const defaults = Object.entries(action.inputs).map(
      ([name, { required, default: value }]) => [
        name,
        required ? "**required**" : value === undefined ? "" : `\`${value}\``,
      ],
    );
    const usual = rows(readme);
    expect(usual).toHaveLength(9);
    expect(defaults).toEqual(expect.arrayContaining(usual));
    const [inputs = "", outputs = ""] =
      read("docs/inputs.md").split("## Outputs");
    expect(rows(inputs).toSorted()).toEqual(defaults.toSorted());
    expect(rows(outputs).map(([name]) => name)).toEqual(
      Object.keys(action.outputs),
    );
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
      ([, text = ""]) =>
        `#${text
          .toLowerCase()
          .replace(/[^\w -]/gu, "")
          .replaceAll(" ", "-")}`,
    );
    for (const link of links.filter((one) => !one.startsWith("https://"))) {
      if (link.startsWith("#")) expect(headings).toContain(link);
      else {
        // Headings of other documents are checked with theirs.
        const [path = ""] = link.split("#");
        expect(existsSync(join(ROOT, path)), link).toBe(true);
      }
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
