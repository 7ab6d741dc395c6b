import { readAsRunner } from "../kit/runner-commands.ts";

/** How much attention an annotation asks for. */
export type Level = "notice" | "warning" | "error";

/** One entry of a step's log as GitHub shows it. */
export type LogEntry =
  | { readonly kind: "line"; readonly text: string }
  | {
      readonly kind: "annotation";
      readonly level: Level;
      readonly text: string;
    }
  | {
      readonly kind: "group";
      readonly title: string;
      readonly entries: readonly LogEntry[];
    };

/**
 * Turns what an action wrote into what a person sees: commands are carried out
 * instead of shown, and everything that was masked is blanked from then on.
 */
export function readLog(stdout: string): readonly LogEntry[] {
  const masks: string[] = [];
  const top: LogEntry[] = [];
  let current = top;
  for (const read of readAsRunner(stdout)) {
    if (read.kind === "text") {
      const text = blanked(read.line, masks);
      if (text !== "") current.push({ kind: "line", text });
      continue;
    }
    const { name, data } = read.command;
    const text = blanked(data, masks);
    switch (name) {
      case "add-mask":
        masks.push(...data.split("\n").filter((mask) => mask.trim() !== ""));
        break;
      case "group": {
        const entries: LogEntry[] = [];
        top.push({ kind: "group", title: text, entries });
        current = entries;
        break;
      }
      case "endgroup":
        current = top;
        break;
      case "notice":
      case "warning":
      case "error":
        current.push({ kind: "annotation", level: name, text });
        break;
      default:
        break;
    }
  }
  return top;
}

/** The annotations among the entries, those in groups included. */
export function annotationsOf(
  entries: readonly LogEntry[],
): readonly Extract<LogEntry, { kind: "annotation" }>[] {
  return entries.flatMap((entry) => {
    switch (entry.kind) {
      case "line":
        return [];
      case "annotation":
        return [entry];
      case "group":
        return annotationsOf(entry.entries);
      default:
        return entry satisfies never;
    }
  });
}

function blanked(text: string, masks: readonly string[]): string {
  return masks.reduce((rest, mask) => rest.replaceAll(mask, "***"), text);
}
