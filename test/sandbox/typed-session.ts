import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const SANDBOX = fileURLToPath(new URL("sandbox.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A sandbox that is kept running, as the person in front of it uses it. */
export interface Session {
  /**
   * Types a line and returns what is printed from then on, up to and with these
   * words; spaces and line breaks are one space each.
   */
  type(line: string, upTo: string): Promise<string>;
  /** Sends SIGTERM; returns the exit code. */
  end(): Promise<number | null>;
}

/** Starts `npm run sandbox -- --serve` in the repository's folder, ready for a line. */
export async function openSession(
  ...files: readonly string[]
): Promise<Session> {
  const child = spawn(process.execPath, [SANDBOX, "--serve", ...files], {
    cwd: ROOT,
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const upTo = async (words: string): Promise<string> => {
    while (!printed.includes(words)) await once(child.stdout, "data");
    const end = printed.indexOf(words) + words.length;
    const said = printed.slice(0, end);
    printed = printed.slice(end);
    return said;
  };
  await upTo("quit\n");
  return {
    type: (line, words) => {
      child.stdin.write(`${line}\n`);
      return upTo(words);
    },
    end: () => ended(child),
  };
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  child.kill("SIGTERM");
  const [status] = (await once(child, "exit")) as [number | null];
  return status;
}

/** A text on one line, without the bar before the lines of a log. */
export function flat(text: string): string {
  return text.replaceAll("│", "").replace(/\s+/gu, " ");
}
