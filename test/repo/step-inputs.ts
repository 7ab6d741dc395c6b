import type { Step } from "./readme-examples.ts";

/** The step's `with:` as the runner passes it on: expressions put in, everything a string. */
export function stepInputs(
  step: Pick<Step, "with">,
  valueOf: (expression: string) => string | undefined,
): Record<string, string> {
  const put = (_: string, expression: string): string => {
    const value = valueOf(expression);
    if (value === undefined) throw new Error(`nobody sets up ${expression}`);
    return value;
  };
  return Object.fromEntries(
    Object.entries(step.with ?? {}).map(([name, value]) => [
      name,
      String(value).replace(/\$\{\{ (.*?) \}\}/gu, put),
    ]),
  );
}
