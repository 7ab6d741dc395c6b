import type {
  RotationError,
  RotationErrorCode,
} from "../../rotation/errors.ts";
import { titleOf } from "./error-titles.ts";
import { count, instant } from "./words.ts";

/** The longest annotation that GitHub shows whole, in characters. */
const MAX_LENGTH = 4_000;

/** How many further problems an annotation lists. */
const MAX_LISTED = 100;

/** Gives the place where an error code is explained. */
export type Explain = (code: RotationErrorCode) => string;

/** The one annotation of a failed run, as GitHub shows it. */
export interface Annotation {
  /** What happened, in a few words. */
  readonly title: string;
  readonly text: string;
}

/**
 * Points at `docs/recovery.md`: by a link where the action comes from
 * github.com, else by its path, since another server may not hold it.
 */
export function explainAt(env: NodeJS.ProcessEnv): Explain {
  const server = env["GITHUB_SERVER_URL"];
  const repository = env["GITHUB_ACTION_REPOSITORY"] ?? "";
  const ref = env["GITHUB_ACTION_REF"] ?? "";
  const isLinkable =
    server === "https://github.com" &&
    /^[\w.-]{1,100}\/[\w.-]{1,100}$/u.test(repository) &&
    /^[\w./-]{1,200}$/u.test(ref);
  const page = isLinkable
    ? `${server}/${repository}/blob/${ref}/docs/recovery.md`
    : "docs/recovery.md of the action";
  return (code) => (isLinkable ? `${page}#${code}` : `${page}, ${code}`);
}

/**
 * An error as the one annotation of a run: the verdict, the reason, the remedy,
 * and a link. Problems with the same remedy share a line, and an outage that
 * several requests met is reported once.
 */
export function annotationOf(
  error: RotationError,
  explain: Explain,
): Annotation {
  const problems = [error, ...error.also].slice(0, MAX_LISTED);
  const hidden = 1 + error.also.length - problems.length;
  const byRemedy = Map.groupBy(
    problems,
    ({ remedy, code }) => `${code} ${remedy}`,
  );
  const isNew = onlyOnce();
  const lines = [...byRemedy.values()].flatMap((alike, index) =>
    lineOf(alike, index > 0 ? error.code : undefined, isNew),
  );
  const more = hidden > 0 ? [`… and ${String(hidden)} more like this.`] : [];
  const rerun = rerunOf(error);
  const last = [
    ...(rerun === "" ? [] : [rerun]),
    `More: ${explain(error.code)}`,
  ].join("\n");
  return {
    title: titleOf(error.code),
    text: fitted([...lines, ...more], last),
  };
}

/**
 * Problems that share code and remedy; the code, unless it was just named. No
 * sentence that an earlier line has, and no line at all for the same problem.
 */
function lineOf(
  alike: readonly RotationError[],
  named: RotationErrorCode | undefined,
  isNew: (sentence: string) => boolean,
): readonly string[] {
  const [first] = alike;
  if (first === undefined) return [];
  const verdict = sentencesOf(summariesOf(alike)).filter(isNew);
  if (verdict.length === 0) return [];
  const remedy = sentencesOf(first.remedy).filter(isNew);
  const code = first.code === named ? [] : [`[${first.code}]`];
  return [[...verdict, ...remedy, ...code].join(" ")];
}

/** A test that each sentence passes once. */
function onlyOnce(): (sentence: string) => boolean {
  const seen = new Set<string>();
  return (sentence) => {
    const isNew = !seen.has(sentence);
    seen.add(sentence);
    return isNew;
  };
}

/**
 * The sentences of a text, joined by blanks; a full stop inside a name ends
 * none.
 */
function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?]) (?=[\p{Lu}“`\d])/u);
}

/** The summaries of problems that share a remedy, each once. */
function summariesOf(alike: readonly RotationError[]): string {
  const [first, ...others] = new Set(alike.map(summaryOf));
  const isOutage = alike.some(({ code }) =>
    /-(?:unavailable|answer-unusable)$/u.test(code),
  );
  if (isOutage && others.length > 0) {
    return `${first ?? ""} ${count(others.length, "other request")} failed in the same way.`;
  }
  return [first, ...others].join(" ");
}

/** What happened, with the instant that belongs to it. */
export function summaryOf({ summary, moment }: RotationError): string {
  if (moment === undefined) return summary;
  const { relation, at } = moment;
  return `${summary.replace(/\.$/u, "")} (${relation} ${instant(at)}).`;
}

/**
 * Whether and when to run again, in a sentence; empty where the remedy already
 * says it.
 */
export function rerunOf({ rerun, notBefore, remedy }: RotationError): string {
  if (notBefore !== undefined) {
    return `Start a new run after ${instant(notBefore)}. Running sooner is safe but has no effect.`;
  }
  if (/\b(?:run|start|rerun)\b[^.]*\bagain\b|\bnew run\b/iu.test(remedy)) {
    return "";
  }
  return rerun === "fix-first"
    ? "It is safe to run again, but it won't help until this is fixed."
    : "It is safe to run again.";
}

/** The lines as far as GitHub shows them, and always the last. */
function fitted(lines: readonly string[], last: string): string {
  const text = lines.join("\n");
  const room = MAX_LENGTH - last.length - 1;
  const shown = text.length <= room ? text : `${text.slice(0, room - 1)}…`;
  return `${shown}\n${last}`;
}
