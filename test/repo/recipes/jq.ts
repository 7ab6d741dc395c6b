// Stands in for `jq` where the machine has none: jq itself, as WebAssembly.
import { text } from "node:stream/consumers";

// Its types need more of a browser's than there is here.
const JQ: string = "jq-wasm";
const { raw } = (await import(JQ)) as {
  raw: (
    input: string,
    filter: string,
    options: readonly string[],
  ) => Promise<{
    readonly stdout: string;
    readonly stderr: string;
    readonly exitCode: number;
  }>;
};

const args = process.argv.slice(2);
const { stdout, stderr, exitCode } = await raw(
  await text(process.stdin),
  args.at(-1) ?? "",
  args.slice(0, -1),
);
process.stdout.write(stdout === "" ? "" : `${stdout.trimEnd()}\n`);
process.stderr.write(stderr);
process.exitCode = exitCode;
