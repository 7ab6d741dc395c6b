import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isPinned, usesIn } from "./pinned-actions.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (name: string): string => readFileSync(join(ROOT, name), "utf8");

const OURS = "OWNER/astra-token-rotator";

interface Action {
  readonly inputs: Readonly<
    Record<string, { readonly required?: boolean; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, unknown>>;
}

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions: unknown;
  readonly concurrency: { readonly "cancel-in-progress": boolean };
  readonly on: { readonly schedule: readonly { readonly cron: string }[] };
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

const readme = read("README.md");
const action = parse(read("action.yml")) as Action;
const blocks = [...readme.matchAll(/^```yaml\n([\s\S]*?)^```$/gmu)].map(
  ([, block = ""]) => block,
);

describe.each(blocks)("The README's example %#", (block) => {
  const parsed = parse(block) as Workflow | readonly Step[];
  const steps = isWorkflow(parsed)
    ? Object.values(parsed.jobs).flatMap((job) => job.steps)
    : parsed;
  const ours = steps.filter(({ uses }) => uses?.startsWith(`${OURS}@`));

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
      const outputs = block.matchAll(
        new RegExp(`steps\\.${String(id)}\\.outputs\\.([\\w-]+)`, "gu"),
      );
      for (const [, name = ""] of outputs) {
        expect(action.outputs).toHaveProperty([name]);
      }
    }
  });

  it("holds the actions of others to a commit, and says their version", () => {
    const others = usesIn(block).filter((use) => use.action !== OURS);
    expect(others.filter((use) => !isPinned(use))).toEqual([]);
  });
});

describe("The README's workflow", () => {
  it("runs at an odd minute, one at a time, without permissions", () => {
    const workflows = blocks
      .map((block) => parse(block) as Workflow | readonly Step[])
      .filter(isWorkflow);
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
});

function isWorkflow(parsed: Workflow | readonly Step[]): parsed is Workflow {
  return "jobs" in parsed;
}
