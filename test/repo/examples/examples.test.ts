import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isPinned, usesIn } from "../pinned-actions.ts";
import { OURS } from "../readme-examples.ts";
import { FOLDERS, usesOf, withProblems } from "./with-problems.ts";
import { workflowProblems } from "./workflow-problems.ts";

const FOLDER = new URL("../../../examples/", import.meta.url);
const EXAMPLES = readdirSync(FOLDER).filter((name) => name.endsWith(".yml"));
const read = (name: string): string =>
  readFileSync(new URL(name, FOLDER), "utf8");

describe("the examples", () => {
  it("are all that the documents promise", () => {
    expect(EXAMPLES.sort()).toEqual([
      "call-reusable.yml",
      "daily.yml",
      "deploy-gate.yml",
      "emergency.yml",
      "fresh-token.yml",
      "github-app.yml",
      "inventory.yml",
      "leak-watch.yml",
      "matrix.yml",
      "monitor.yml",
      "monthly.yml",
      "one-database.yml",
      "organization.yml",
      "prepare-role.yml",
      "reusable.yml",
      "rotate-admin-token.yml",
    ]);
  });

  describe.each(EXAMPLES)("%s", (name) => {
    it("is a workflow to GitHub's own parser", async () => {
      expect(await workflowProblems(name, read(name))).toEqual([]);
    });

    it("gives the action only inputs that it takes, with values that it accepts", () => {
      const uses = usesOf(parse(read(name)));
      expect(uses).toHaveLength(
        {
          "call-reusable.yml": 0,
          "deploy-gate.yml": 2,
          // They use other actions of this repository.
          "inventory.yml": 0,
          "prepare-role.yml": 0,
        }[name] ?? 1,
      );
      for (const folder of FOLDERS) {
        for (const given of usesOf(parse(read(name)), folder)) {
          expect(withProblems(given, folder)).toEqual([]);
        }
      }
    });

    it("says in a comment what it is for, and may do nothing but that", () => {
      const { permissions } = parse(read(name)) as { permissions: unknown };
      expect(read(name)).toMatch(/^# \w/u);
      expect(permissions).toEqual({});
    });

    it("holds the actions of others to a commit, and says their version", () => {
      const uses = usesIn(read(name));
      expect(uses).toHaveLength(read(name).split("uses: ").length - 1);
      const others = uses.filter(
        ({ action }) =>
          !`${action}/`.startsWith(`${OURS}/`) && !action.startsWith("acme/"),
      );
      expect(others.filter((use) => !isPinned(use))).toEqual([]);
    });

    it("checks out what its steps run", () => {
      expect(jobsOf(name).filter(lacksCheckout)).toEqual([]);
    });

    it("reads only outputs that there are", () => {
      expect(unknownOutputs(read(name))).toEqual([]);
    });

    it("is still a workflow with the lines that it offers in comments", async () => {
      const whole = read(name).replace(/^( +)# (\w+: \$\{\{)/gmu, "$1$2");
      expect(await workflowProblems(name, whole)).toEqual([]);
    });
  });

  it.each([
    ["emergency.yml", "daily.yml"],
    ["monitor.yml", "daily.yml"],
  ])("%s belongs to the rotation of %s", (name, rotation) => {
    const [one] = usesOf(parse(read(name))).map(identityOf);
    const [other] = usesOf(parse(read(rotation))).map(identityOf);
    expect(one).toEqual(other);
  });

  it("deploy-gate.yml retires the rotation that it rotates", () => {
    const [one, other] = usesOf(parse(read("deploy-gate.yml"))).map(identityOf);
    expect(one).toEqual(other);
  });

  it("monitor.yml judges by the ages of daily.yml", () => {
    const [monitor = {}] = usesOf(parse(read("monitor.yml")));
    const [daily = {}] = usesOf(parse(read("daily.yml")));
    expect(String(daily["rotate-after"])).toContain(
      `'${String(monitor["rotate-after"])}'`,
    );
    for (const name of ["role", "overlap"]) {
      expect(monitor[name]).toBe(daily[name]);
    }
  });

  it("call-reusable.yml passes what reusable.yml declares", () => {
    const { on } = parse(read("reusable.yml")) as {
      on: { workflow_call: { inputs: Declared; secrets: Declared } };
    };
    const { jobs } = parse(read("call-reusable.yml")) as {
      jobs: { rotate: Record<"with" | "secrets", Record<string, unknown>> };
    };
    for (const [passed, declared] of [
      [jobs.rotate.with, on.workflow_call.inputs],
      [jobs.rotate.secrets, on.workflow_call.secrets],
    ] as const) {
      const required = Object.keys(declared).filter(
        (name) => declared[name]?.required === true,
      );
      expect(Object.keys(declared)).toEqual(
        expect.arrayContaining(Object.keys(passed)),
      );
      expect(Object.keys(passed)).toEqual(expect.arrayContaining(required));
    }
    const booleans = Object.entries(jobs.rotate.with).filter(
      ([name]) => on.workflow_call.inputs[name]?.type === "boolean",
    );
    expect(booleans).toHaveLength(3);
    // Empty on a schedule, and an empty text is no boolean.
    for (const [name, value] of booleans) {
      expect(value).toBe(`\${{ inputs.${name} == true }}`);
    }
  });

  it("are held against checks that fail when something is wrong with them", async () => {
    const good = read("daily.yml");
    const broken = {
      "wrong workflow key": good.replace("runs-on:", "run-on:"),
      "wrong context": good.replace("secrets.ASTRA", "secret.ASTRA"),
      "broken expression": good.replace("ADMIN_TOKEN }}", "ADMIN_TOKEN }"),
      "wrong schedule": good.replace("37 4 * * *", "37 4 * *"),
    };
    for (const [what, text] of Object.entries(broken)) {
      expect(await workflowProblems("x.yml", text), what).not.toEqual([]);
    }
    const wrong = {
      "wrong key": good.replace("rotate-after:", "rotate-afther:"),
      "absent token": good.replace(/astra-token: .*/u, ""),
      "wrong value": good.replace("45d", "45 days"),
    };
    for (const [what, text] of Object.entries(wrong)) {
      const [given = {}] = usesOf(parse(text));
      expect(withProblems(given), what).not.toEqual([]);
    }
    const elsewhere = [
      ["/inventory", "inventory.yml", "60d #", "sixty #"],
      ["/leak-watch", "leak-watch.yml", "secret-name:", "secret-named:"],
      ["/leak-watch", "leak-watch.yml", "ASTRA_DB_APP", "ASTRA-DB-APP"],
      ["/prepare-role", "prepare-role.yml", "read-write", "read-all"],
    ] as const;
    for (const [folder, name, right, wrong] of elsewhere) {
      const [given = {}] = usesOf(
        parse(read(name).replaceAll(right, wrong)),
        folder,
      );
      expect(withProblems(given, folder), wrong).not.toEqual([]);
    }
    const deploying = read("fresh-token.yml");
    const bare = deploying.replace("actions/checkout@", "acme/other@");
    expect(bare).not.toBe(deploying);
    expect(jobsIn(bare).filter(lacksCheckout)).toHaveLength(1);
    expect(
      unknownOutputs("steps.astra.outputs.clientid needs.rotate.outputs.x"),
    ).toEqual(["clientid", "x"]);
  });
});

type Declared = Readonly<
  Record<string, { readonly required?: boolean; readonly type?: string }>
>;

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

function jobsIn(workflow: string): readonly Job[] {
  return Object.values((parse(workflow) as { jobs: Record<string, Job> }).jobs);
}

function jobsOf(name: string): readonly Job[] {
  return jobsIn(read(name));
}

/** Whether a job runs a script of the repository without having checked it out. */
function lacksCheckout({ permissions, steps = [] }: Job): boolean {
  const script = steps.findIndex(({ run = "" }) => run.includes("./"));
  const checkout = steps.findIndex(({ uses = "" }) =>
    uses.startsWith("actions/checkout@"),
  );
  const isThere = checkout >= 0 && permissions?.["contents"] === "read";
  return script >= 0 && !(isThere && checkout < script);
}

/** The outputs of steps and jobs that a workflow reads and the action does not have; examples name them alike. */
function unknownOutputs(workflow: string): readonly string[] {
  const outputs = Object.assign(
    {},
    ...["action.yml", "leak-watch/action.yml"].map((path) => {
      const url = new URL(`../../../${path}`, import.meta.url);
      return (parse(readFileSync(url, "utf8")) as { outputs: object }).outputs;
    }),
  ) as Readonly<Record<string, unknown>>;
  const read = workflow.matchAll(/\.outputs\.([\w-]+)/gu);
  return [...read]
    .map(([, name = ""]) => name)
    .filter((name) => !(name in outputs));
}

/** What tells a step's rotation from others; its repository may be the workflow's own. */
function identityOf(
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const names = [
    ...["rotation-id", "environment", "targets", "secret-name"],
    ...["secret-name-client-id", "secret-name-client-secret"],
    "secret-name-json",
  ];
  return Object.fromEntries(names.map((name) => [name, given[name]]));
}
