import type { Evidence } from "./leak-oracle-evidence.ts";
import { readAsRunner } from "./runner-commands.ts";

/** The commands that the action means to give. */
const MEANT = new Set([
  ...["add-mask", "error", "warning", "notice", "debug", "group", "endgroup"],
]);

// Control characters, line and paragraph separators, and the ones that turn text around.
const UNPRINTABLE =
  /[\0-\x08\x0B-\x1F\x7F-\x9F\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** What a stream holds that no run may write, and what an ended run owes, each in a few words. */
export function mannersOf(evidence: Evidence): readonly string[] {
  return [
    ...streamManners("stdout", evidence.stdout),
    ...streamManners("stderr", evidence.stderr),
    ...endManners(evidence),
    ...hostManners(evidence),
  ];
}

function streamManners(name: string, stream: string): readonly string[] {
  return readAsRunner(stream).flatMap((read) => {
    if (read.kind === "text") return textManners(name, [read.line]);
    const { command } = read;
    if (!isMeant(command, name))
      return [`${name}: the command ${command.name}`];
    // What is masked is shown nowhere.
    if (command.name === "add-mask") return [];
    const [first = "", ...others] = command.data.split("\n");
    return [...textManners(name, [`“${first}`]), ...textManners(name, others)];
  });
}

function textManners(
  name: string,
  lines: readonly string[],
): readonly string[] {
  return lines.flatMap((line) => [
    ...(/^\s*::/u.test(line) || line.includes("##[")
      ? [`${name}: what looks like a command`]
      : []),
    ...(UNPRINTABLE.test(line)
      ? [`${name}: a character that cannot be seen`]
      : []),
  ]);
}

/** Masks only where the runner reads them in time: on stdout, in the present form, without indentation. */
function isMeant(
  { name, line }: { readonly name: string; readonly line: string },
  stream: string,
): boolean {
  return stream === "stdout" && MEANT.has(name) && line.startsWith("::");
}

/** One error annotation after a failure, none after a success; nothing on stderr unless Node was told to talk. */
function endManners({
  exitCode,
  stdout,
  stderr,
  env,
}: Evidence): readonly string[] {
  const isTalkative = "NODE_DEBUG" in env || "NODE_OPTIONS" in env;
  const silence =
    stderr === "" || isTalkative ? [] : ["stderr: something was written"];
  if (exitCode === null) return silence;
  const errors = readAsRunner(stdout).filter(
    (read) => read.kind === "command" && read.command.name === "error",
  ).length;
  const owed = exitCode === 0 ? 0 : 1;
  return errors === owed
    ? silence
    : [
        ...silence,
        `stdout: ${String(errors)} error annotations with exit code ${String(exitCode)}`,
      ];
}

function hostManners({ requests, inputs }: Evidence): readonly string[] {
  const hosts = new Set(
    ["astra-api-url", "github-api-url", "database"].flatMap((name) =>
      (inputs[name] ?? "")
        .split(/\s+/u)
        .map((address) => URL.parse(address)?.host),
    ),
  );
  return requests
    .filter(({ headers }) => !hosts.has(headers["host"] ?? ""))
    .map(({ request }) => `${request.service}: asked as another host`);
}
