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
  for (const line of stdout.split(/\r?\n/u)) {
    const [, command, rest = ""] =
      /^::([a-z-]+)(?: [^:]*)?::(.*)$/u.exec(line) ?? [];
    const plain = command === undefined ? line : unescaped(rest);
    const text = blanked(plain, masks);
    switch (command) {
      case undefined:
        if (line !== "") current.push({ kind: "line", text });
        break;
      case "add-mask":
        masks.push(...plain.split("\n"));
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
        current.push({ kind: "annotation", level: command, text });
        break;
      default:
        break;
    }
  }
  return top;
}

function blanked(text: string, masks: readonly string[]): string {
  return masks
    .filter((mask) => mask.trim() !== "")
    .reduce((rest, mask) => rest.replaceAll(mask, "***"), text);
}

function unescaped(text: string): string {
  return text
    .replaceAll("%0A", "\n")
    .replaceAll("%0D", "\r")
    .replaceAll("%25", "%");
}
