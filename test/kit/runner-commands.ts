/** One command that the runner would act upon. */
export interface RunnerCommand {
  /** In lower case. */
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
  /** The line as it was written. */
  readonly line: string;
}

/** How the runner takes one line of a stream. */
export type ReadLine =
  | { readonly kind: "text"; readonly line: string }
  | { readonly kind: "command"; readonly command: RunnerCommand };

/** https://github.com/actions/runner, src/Runner.Worker/ActionCommandManager.cs */
const REGISTERED = [
  ...["stop-commands", "set-env", "set-output", "save-state", "add-mask"],
  ...[
    "add-path",
    "add-matcher",
    "remove-matcher",
    "warning",
    "error",
    "notice",
  ],
  ...["debug", "group", "endgroup", "echo"],
];

/**
 * Reads a stream as the Actions runner does: line by line, a command either in
 * the form `::name key=value::data` at the start of a line, white space aside,
 * or in the older form `##[name key=value]data` anywhere in it; none of them
 * between `stop-commands` and the word that it named.
 * https://github.com/actions/runner, src/Runner.Common/ActionCommand.cs
 */
export function readAsRunner(stream: string): readonly ReadLine[] {
  const registered = new Set(REGISTERED);
  let resumeWord: string | undefined;
  return stream.split(/\r\n|\n|\r/u).map((line) => {
    const command = parseV2(line, registered) ?? parseV1(line, registered);
    if (command === undefined) return { kind: "text", line };
    if (resumeWord !== undefined) {
      if (command.name !== resumeWord) return { kind: "text", line };
      registered.delete(resumeWord);
      resumeWord = undefined;
    } else if (command.name === "stop-commands") {
      resumeWord = command.data.toLowerCase();
      registered.add(resumeWord);
    }
    return { kind: "command", command };
  });
}

function parseV2(
  line: string,
  registered: ReadonlySet<string>,
): RunnerCommand | undefined {
  const text = line.trimStart();
  const end = text.startsWith("::") ? text.indexOf("::", 2) : -1;
  if (end < 0) return undefined;
  return commandOf(line, text.slice(2, end), registered, {
    separator: ",",
    data: unescaped(text.slice(end + 2), DATA),
    property: (value) =>
      unescaped(value, [...DATA, [":", "%3A"], [",", "%2C"]]),
  });
}

function parseV1(
  line: string,
  registered: ReadonlySet<string>,
): RunnerCommand | undefined {
  const start = line.indexOf("##[");
  const end = start < 0 ? -1 : line.indexOf("]", start);
  if (end < 0) return undefined;
  const undo = (value: string): string =>
    unescaped(value, [[";", "%3B"], ["]", "%5D"], ...DATA]);
  return commandOf(line, line.slice(start + 3, end), registered, {
    separator: ";",
    data: undo(line.slice(end + 1)),
    property: undo,
  });
}

function commandOf(
  line: string,
  info: string,
  registered: ReadonlySet<string>,
  syntax: {
    readonly separator: string;
    readonly data: string;
    readonly property: (value: string) => string;
  },
): RunnerCommand | undefined {
  const space = info.indexOf(" ");
  const name = (space < 0 ? info : info.slice(0, space)).toLowerCase();
  if (!registered.has(name)) return undefined;
  const pairs = space < 0 ? [] : info.slice(space + 1).split(syntax.separator);
  const properties = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at <= 0) continue;
    const key = pair.slice(0, at).trim().toLowerCase();
    properties.set(key, syntax.property(pair.slice(at + 1)));
  }
  return { name, properties, data: syntax.data, line };
}

type Escape = readonly [plain: string, written: string];

const DATA: readonly Escape[] = [
  ["\r", "%0D"],
  ["\n", "%0A"],
  ["%", "%25"],
];

/** `%25` comes last, so that an escaped percent sign starts nothing new. */
function unescaped(text: string, escapes: readonly Escape[]): string {
  const lastPercent = [...escapes].sort(
    ([a], [b]) => Number(a === "%") - Number(b === "%"),
  );
  return lastPercent.reduce(
    (plain, [character, written]) => plain.replaceAll(written, character),
    text,
  );
}
