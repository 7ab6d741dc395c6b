import { readFile } from "node:fs/promises";
import { runInThisContext } from "node:vm";

/** Where a Mermaid diagram does not parse, and why. */
export interface DiagramProblem {
  readonly diagram: string;
  readonly why: string;
}

/** The Mermaid blocks of a Markdown text. */
export function diagramsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```mermaid\n([\s\S]*?)^```$/gmu)].map(
    ([, diagram = ""]) => diagram,
  );
}

/**
 * Parses every diagram with Mermaid's own parser, and has it resolve the dates
 * and lengths of Gantt charts, which it otherwise does only while drawing.
 */
export async function diagramProblems(
  markdown: string,
): Promise<readonly DiagramProblem[]> {
  const mermaid = await loadMermaid();
  const problems: DiagramProblem[] = [];
  for (const diagram of diagramsOf(markdown)) {
    try {
      await mermaid.parse(diagram);
      const { db } = await mermaid.mermaidAPI.getDiagramFromText(diagram);
      if (db.getTasks?.().every(isDrawable) === false) {
        throw new Error("a bar without dates, or without length");
      }
    } catch (thrown) {
      problems.push({ diagram, why: String(thrown) });
    }
  }
  return problems;
}

/** As much of Mermaid as is needed. */
interface Mermaid {
  parse(text: string): Promise<unknown>;
  readonly mermaidAPI: {
    getDiagramFromText(text: string): Promise<{
      readonly db: { getTasks?(): readonly Task[] };
    }>;
  };
}

/** A bar of a Gantt chart; where a date or a length cannot be read, Mermaid has none or gives it no length. */
interface Task {
  readonly startTime: Date | undefined;
  readonly endTime: Date | undefined;
  readonly milestone: boolean | undefined;
}

function isDrawable({ startTime, endTime, milestone }: Task): boolean {
  const start = startTime?.getTime() ?? Number.NaN;
  const end = endTime?.getTime() ?? Number.NaN;
  return milestone === true ? end === start : end > start;
}

/** Not a literal, so that the compiler does not look for its types: they need a browser's. */
const DOCUMENT: string = "linkedom";

const SCRIPT = new URL(
  "../../node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js",
  import.meta.url,
);

let loading: Promise<Mermaid> | undefined;

/** Runs Mermaid as a browser would, as a plain script that finds a window. */
async function loadMermaid(): Promise<Mermaid> {
  loading ??= (async () => {
    const { parseHTML } = (await import(DOCUMENT)) as {
      parseHTML: (html: string) => { readonly document: unknown };
    };
    const window = parseHTML("<html><body></body></html>");
    Object.assign(globalThis, { window, document: window.document });
    runInThisContext(await readFile(SCRIPT, "utf8"));
    return (globalThis as unknown as { mermaid: Mermaid }).mermaid;
  })();
  return await loading;
}
