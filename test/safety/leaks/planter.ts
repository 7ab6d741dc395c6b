// Loaded into the bundle's process before it (NODE_OPTIONS=--import), this leaks
// a secret on purpose: PLANT_SECRET says which one, PLANT_SINK where.
import { spawn } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

const { env } = process;
const input = (name: string): string => env[`INPUT_${name}`] ?? "";

function ask(base: string, path: string, headers = {}, body = ""): void {
  const sent = request(`${base}${path}`, { method: "POST", headers });
  sent.on("response", (answer) => answer.resume());
  sent.end(body);
}

const SINKS: Readonly<Record<string, (secret: string) => void>> = {
  stdout: (secret) => {
    write(`It is ${secret}\n`);
  },
  "indented mask": (secret) => {
    write(`  ::add-mask::${secret}\n`);
  },
  stderr: (secret) => {
    process.stderr.write(`Error: ${secret}\n`);
  },
  "mask on stderr": (secret) => {
    process.stderr.write(`::add-mask::${secret}\n`);
  },
  output: (secret) => {
    appendFileSync(env["GITHUB_OUTPUT"] ?? "", `a<<b\n${secret}\nb\n`);
  },
  summary: (secret) => {
    appendFileSync(env["GITHUB_STEP_SUMMARY"] ?? "", secret);
  },
  state: (secret) => {
    appendFileSync(env["GITHUB_STATE"] ?? "", `a=${secret}\n`);
  },
  environment: (secret) => {
    appendFileSync(env["GITHUB_ENV"] ?? "", `a=${secret}\n`);
  },
  "temporary file": (secret) => {
    writeFileSync(join(tmpdir(), "a"), secret);
  },
  "home file": (secret) => {
    writeFileSync(join(homedir(), ".a"), secret);
  },
  "working file": (secret) => {
    writeFileSync("a", Buffer.from(secret).toString("base64"));
  },
  "file name": (secret) => {
    // In hexadecimal the longest tokens would be too long for a file's name.
    const name = Buffer.from(secret).toString("base64url");
    writeFileSync(join(tmpdir(), name), "");
  },
  address: (secret) => {
    ask(input("ASTRA-API-URL"), `/v2/${encodeURIComponent(secret)}`);
  },
  header: (secret) => {
    ask(input("GITHUB-API-URL"), "/", { "x-note": secret });
  },
  body: (secret) => {
    ask(input("GITHUB-API-URL"), "/", {}, JSON.stringify({ note: secret }));
  },
  "own title": (secret) => {
    process.title = `node ${secret.slice(-20)}`;
  },
  "command line": (secret) => {
    spawn("sh", ["-c", "sleep 1; :", secret], { stdio: "ignore" }).unref();
  },
};

/** In the order in which they are masked. */
const SECRETS = ["admin", "admin hash", "github", "token", "hash", "secret"];

const masked = new Set<string>();
const write = process.stdout.write.bind(process.stdout);

// The fresh token and its secret are known once they are masked; the rest from the start.
process.stdout.write = (text: string | Uint8Array): boolean => {
  const written = write(text);
  const secret = /^::add-mask::(.*)$/mu.exec(String(text))?.[1];
  if (secret === undefined || masked.has(secret)) return written;
  masked.add(secret);
  if (SECRETS[masked.size - 1] === env["PLANT_SECRET"]) {
    SINKS[env["PLANT_SINK"] ?? ""]?.(secret);
  }
  return written;
};
