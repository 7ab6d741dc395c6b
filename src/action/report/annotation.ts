import type {
  RotationError,
  RotationErrorCode,
} from "../../rotation/errors.ts";
import type { InputProblem } from "../inputs/inputs.ts";
import { instant } from "./words.ts";

/** The longest annotation that GitHub shows whole, in characters. */
const MAX_LENGTH = 4_000;

/** How many further problems an annotation lists. */
const MAX_LISTED = 20;

/** Under which `docs/recovery.md` explains malformed inputs. */
const INPUT_CODE: RotationErrorCode = "input-invalid";

/** Gives the place where an error code is explained. */
export type Explain = (code: RotationErrorCode) => string;

/** The runner's variables that say where the action comes from. */
export interface ActionOrigin {
  readonly server: string | undefined;
  readonly repository: string | undefined;
  readonly ref: string | undefined;
}

/**
 * Points at `docs/recovery.md`: by a link where the action comes from
 * github.com, else by its path, since a server of one's own may not hold it.
 */
export function explainAt({ server, repository, ref }: ActionOrigin): Explain {
  const isLinkable =
    server === "https://github.com" &&
    /^[\w.-]{1,100}\/[\w.-]{1,100}$/u.test(repository ?? "") &&
    /^[\w./-]{1,200}$/u.test(ref ?? "");
  const page = isLinkable
    ? `${server}/${repository ?? ""}/blob/${ref ?? ""}/docs/recovery.md`
    : "docs/recovery.md of the action";
  return (code) => (isLinkable ? `${page}#${code}` : `${page}, ${code}`);
}

/**
 * An error as the one annotation of a run: what happened, what to do, whether
 * running again is safe. Problems with the same remedy share a line.
 */
export function annotationOf(error: RotationError, explain: Explain): string {
  const problems = [error, ...error.also].slice(0, MAX_LISTED);
  const hidden = 1 + error.also.length - problems.length;
  const told = new Map<string, string[]>();
  for (const problem of problems) {
    const advice = `${problem.remedy} [${problem.code}]`;
    told.set(advice, [...(told.get(advice) ?? []), summaryOf(problem)]);
  }
  const lines = [...told].map(
    ([advice, summaries]) => `${summaries.join(" ")} ${advice}`,
  );
  const more = hidden > 0 ? [`… and ${String(hidden)} more of the kind.`] : [];
  const last = `${rerunOf(error)}\nMore: ${explain(error.code)}`;
  return fitted([...lines, ...more], last);
}

/** What happened, with the instant that belongs to it. */
export function summaryOf({ summary, moment }: RotationError): string {
  if (moment === undefined) return summary;
  const { relation, at } = moment;
  return `${summary.replace(/\.$/u, "")} (${relation} ${instant(at)}).`;
}

/** Whether and when to run again, in a sentence. */
export function rerunOf({ rerun, notBefore }: RotationError): string {
  if (rerun === "fix-first") {
    return "Running again is safe, but helps only when this is mended.";
  }
  return notBefore === undefined
    ? "Running again is safe."
    : `Run again after ${instant(notBefore)}; an earlier run is safe, but changes nothing.`;
}

/** All malformed inputs in one annotation; nothing was requested yet. */
export function inputAnnotationOf(
  problems: readonly InputProblem[],
  explain: Explain,
): string {
  const inputs = new Set(problems.map(({ input }) => input)).size;
  const head = `${inputs === 1 ? "An input is" : `${String(inputs)} inputs are`} not usable; nothing was requested or changed. Correct the workflow's \`with:\`, then run again. [${INPUT_CODE}]`;
  const told = problems.map(
    ({ input, problem, allowed }) => `${input}: ${problem} Allowed: ${allowed}`,
  );
  return fitted([head, ...told], `More: ${explain(INPUT_CODE)}`);
}

/** The lines as far as GitHub shows them, and always the last. */
function fitted(lines: readonly string[], last: string): string {
  const text = lines.join("\n");
  const room = MAX_LENGTH - last.length - 1;
  const shown = text.length <= room ? text : `${text.slice(0, room - 1)}…`;
  return `${shown}\n${last}`;
}
