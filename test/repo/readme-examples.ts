import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The root of the repository. */
export const ROOT = join(import.meta.dirname, "../..");

/** The action as the README's examples name it. */
export const OURS = "OWNER/astra-token-rotator";

/** A step of a workflow, as far as the tests look at it. */
export interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** A whole workflow, as far as the tests look at it. */
export interface Workflow {
  readonly permissions: unknown;
  readonly concurrency:
    | string
    | { readonly group: string; readonly "cancel-in-progress"?: boolean };
  readonly on: { readonly schedule: readonly { readonly cron: string }[] };
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

/** One YAML block of the README: a whole workflow, or steps for a job. */
export interface Example {
  readonly text: string;
  /** Undefined where the example is steps alone. */
  readonly workflow: Workflow | undefined;
  /** The steps that use this action. */
  readonly ours: readonly Step[];
}

/** The examples of the README, in order. */
export function readmeExamples(): readonly Example[] {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const blocks = readme.matchAll(/^```yaml\n([\s\S]*?)^```$/gmu);
  return [...blocks].map(([, text = ""]) => {
    const parsed = parse(text) as Workflow | readonly Step[];
    const workflow = "jobs" in parsed ? parsed : undefined;
    const steps =
      "jobs" in parsed
        ? Object.values(parsed.jobs).flatMap((job) => job.steps)
        : parsed;
    const ours = steps.filter(({ uses }) => uses?.startsWith(`${OURS}@`));
    return { text, workflow, ours };
  });
}
