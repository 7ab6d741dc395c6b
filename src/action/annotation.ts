import type { RotationError } from "../rotation/errors.ts";
import type { InputProblem } from "./inputs.ts";
import { instant } from "./words.ts";

/** The longest annotation that GitHub shows whole, in characters. */
const MAX_LENGTH = 4_000;

/** How many further problems an annotation lists. */
const MAX_LISTED = 20;

/**
 * An error as the one annotation of a run: what happened, what to do, whether
 * running again is safe. Problems with the same remedy share a line.
 */
export function annotationOf(error: RotationError): string {
  const problems = [error, ...error.also].slice(0, MAX_LISTED);
  const hidden = 1 + error.also.length - problems.length;
  const told = new Map<string, string>();
  for (const problem of problems) {
    const advice = adviceOf(problem);
    const earlier = told.get(advice);
    told.set(
      advice,
      earlier === undefined ? problem.summary : `${earlier} ${problem.summary}`,
    );
  }
  const lines = [...told].map(
    ([advice, summaries]) => `${summaries} ${advice}`,
  );
  const more = hidden > 0 ? [`… and ${String(hidden)} more.`] : [];
  const again =
    error.rerun === "safe"
      ? "Running again is safe."
      : "Running again is safe, too, but helps only once this is mended.";
  const room = MAX_LENGTH - again.length - 1;
  return `${cut([...lines, ...more].join("\n"), room)}\n${again}`;
}

function adviceOf({ remedy, notBefore, code }: RotationError): string {
  const wait =
    notBefore === undefined ? "" : ` Run again after ${instant(notBefore)}.`;
  return `${remedy}${wait} [${code}]`;
}

/** All malformed inputs in one annotation; nothing was requested yet. */
export function inputAnnotationOf(problems: readonly InputProblem[]): string {
  const inputs = new Set(problems.map(({ input }) => input)).size;
  const head = `${inputs === 1 ? "An input is" : `${String(inputs)} inputs are`} not usable; nothing was requested or changed.`;
  const told = problems.map(
    ({ input, problem, allowed }) => `${input}: ${problem} Allowed: ${allowed}`,
  );
  return cut([head, ...told].join("\n"), MAX_LENGTH);
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
