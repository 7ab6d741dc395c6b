import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** Asks for a line that is not shown while it is typed or pasted. */
export async function askHidden(question: string): Promise<string> {
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const answer = await line(nowhere, question);
  process.stdout.write("\n");
  return answer.trim();
}

/** Asks for a line. */
export async function ask(question: string): Promise<string> {
  return (await line(undefined, question)).trim();
}

/** The next line; empty when there is none. */
async function line(
  output: Writable | undefined,
  question: string,
): Promise<string> {
  const lines = createInterface({
    input: process.stdin,
    // With a terminal for an output, readline echoes; into nothing, it does not.
    ...(output === undefined ? {} : { output, terminal: process.stdin.isTTY }),
  });
  // The terminal shows nothing any more when the question is there.
  process.stdout.write(question);
  return await new Promise((resolve) => {
    let isAnswered = false;
    lines.once("line", (text) => {
      isAnswered = true;
      lines.close();
      resolve(text);
    });
    lines.once("close", () => {
      if (!isAnswered) resolve("");
    });
    // Ctrl+C at a question ends the program: nothing was asked of a service.
    lines.once("SIGINT", () => process.exit(130));
  });
}
