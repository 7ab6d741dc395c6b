import * as v from "valibot";

/** A mutant with the text that it replaces. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly original: string;
  readonly replacement: string;
  /** The text of the line that it begins in. */
  readonly at: string;
  /** The text of the line before that. */
  readonly after: string;
  readonly fate: "found" | "alive" | "invalid";
}

const PLACE = v.object({ line: v.number(), column: v.number() });

const MUTANT = v.object({
  location: v.object({ start: PLACE, end: PLACE }),
  replacement: v.string(),
  status: v.picklist([
    ...(["Killed", "Timeout", "Survived", "NoCoverage"] as const),
    ...(["CompileError", "RuntimeError", "Ignored"] as const),
  ]),
});

const REPORT = v.object({
  files: v.record(
    v.string(),
    v.object({ source: v.string(), mutants: v.array(MUTANT) }),
  ),
});

type Result = v.InferOutput<typeof MUTANT>;

/** Reads a report of Stryker's, in the schema that all mutation testers share. */
export function readReport(json: unknown): readonly Mutant[] {
  const { files } = v.parse(REPORT, json);
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split("\n");
    return mutants.map((result) => {
      const { line } = result.location.start;
      return {
        file,
        line,
        original: onOneLine(originalOf(result, lines)),
        replacement: onOneLine(result.replacement),
        at: (lines[line - 1] ?? "").trim(),
        after: (lines[line - 2] ?? "").trim(),
        fate: fateOf(result),
      };
    });
  });
}

function originalOf(
  { location: { start, end } }: Result,
  lines: readonly string[],
): string {
  const touched = lines.slice(start.line - 1, end.line).join("\n");
  const last = lines[end.line - 1] ?? "";
  const surplus = last.length - (end.column - 1);
  return touched.slice(start.column - 1, touched.length - surplus);
}

function onOneLine(text: string): string {
  return text.replace(/\s+/gu, " ");
}

function fateOf({ status }: Result): Mutant["fate"] {
  switch (status) {
    case "Killed":
    case "Timeout":
      return "found";
    case "Survived":
    case "NoCoverage":
      return "alive";
    case "CompileError":
    case "RuntimeError":
    case "Ignored":
      return "invalid";
    default:
      return status satisfies never;
  }
}
