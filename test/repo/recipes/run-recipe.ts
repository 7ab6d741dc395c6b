import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "../readme-examples.ts";
import { asWorkflow, blocks } from "../snippets.ts";
import type { GhState } from "./gh-state.ts";

interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The programs that a recipe's shell needs, by whether they are there. */
export const has = (program: string): boolean =>
  process.platform !== "win32" &&
  spawnSync(program, ["--version"]).status === 0;

/** The one shell step below a heading of docs/recipes.md. */
export function shellOf(heading: string): Required<Step> {
  const text = readFileSync(join(ROOT, "docs/recipes.md"), "utf8");
  const section = text.split("\n## ").find((one) => one.startsWith(heading));
  const steps = blocks(section ?? "", "yaml")
    .map((block) => parse(asWorkflow(block)) as { jobs: object })
    .flatMap(({ jobs }) => Object.values(jobs) as { steps: Step[] }[])
    .flatMap((job) => job.steps)
    .filter((step) => step.run !== undefined);
  const [step, ...others] = steps;
  if (step?.run === undefined || others.length > 0) {
    throw new Error(`not one shell step: ${heading}`);
  }
  return { run: step.run, env: step.env ?? {} };
}

/** What a step begins with. */
export interface Beginning {
  readonly state?: Partial<GhState>;
  /** Values in place of the expressions, by the variables of the step. */
  readonly values?: Readonly<Record<string, string>>;
  readonly jq?: "jq" | "jq-wasm";
}

/**
 * Runs a step as the runner does on Linux: `bash -e`, its own variables, and a
 * `gh` that asks nobody. Throws for a value of a variable that it lacks.
 */
export function runRecipe(
  { run, env }: Required<Step>,
  { state = {}, values = {}, jq = "jq-wasm" }: Beginning,
): { readonly status: number | null; readonly state: GhState } {
  const folder = mkdtempSync(join(tmpdir(), "recipe-"));
  try {
    const file = join(folder, "state.json");
    const begun: GhState = {
      ...{ calls: [], labels: [], issues: [], variables: {} },
      ...{ started: "", hasFailed: false },
      ...state,
    };
    writeFileSync(file, JSON.stringify(begun));
    writeFileSync(join(folder, "step.sh"), run);
    mkdirSync(join(folder, "bin"));
    for (const name of jq === "jq" ? ["gh"] : ["gh", "jq"]) {
      const program = join(import.meta.dirname, `${name}.ts`);
      writeFileSync(
        join(folder, "bin", name),
        `#!/usr/bin/env bash\nexec "${process.execPath}" "${program}" "$@"\n`,
        { mode: 0o755 },
      );
    }
    const unknown = Object.keys(values).find((name) => !(name in env));
    if (unknown !== undefined) throw new Error(`no variable ${unknown}`);
    const { status } = spawnSync("bash", ["-e", join(folder, "step.sh")], {
      env: {
        ...env,
        ...values,
        GH_STATE: file,
        PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
      },
    });
    return { status, state: JSON.parse(readFileSync(file, "utf8")) as GhState };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
