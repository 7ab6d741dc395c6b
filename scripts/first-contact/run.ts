// npm run first-contact [-- --repository OWNER/NAME] [--database ENDPOINT] [--roles]
// Asks a real Astra organization, and a repository, what no document says.
// Tokens come from ASTRA_ADMIN_TOKEN and GITHUB_TOKEN, or are asked for; never
// from arguments. ASTRA_API_URL and GITHUB_API_URL are for rehearsals.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { makeContact } from "./first-contact.ts";
import type { LedgerStore, Remains } from "./ledger.ts";
import { readable } from "./readable.ts";
import { ask, askHidden } from "./terminal.ts";

const FOLDER = join(process.cwd(), "first-contact-output");
const STATE = join(FOLDER, "remains.json");

const write = (text: string): void => {
  process.stdout.write(text);
};

const { values } = parseArgs({
  options: {
    repository: { type: "string" },
    database: { type: "string" },
    roles: { type: "boolean", default: false },
  },
});

/** What it will do, before it does anything. */
function plan(): string {
  return `This asks an Astra organization what its documents do not say. Take a free one, and a
repository that you can throw away. It takes four to eight minutes. It will

  - mint about ten tokens in the organization, and revoke them: some manage tokens, one would
    be an Organization Administrator's if Astra minted it, one asks for ten years, one lives
    for a minute
${values.roles ? "  - make up to three custom roles, and delete them\n" : ""}${
    values.database === undefined
      ? ""
      : "  - list the keyspaces of the database with some of these tokens; it reads no data\n"
  }${
    values.repository === undefined
      ? ""
      : `  - write one Actions secret of ${values.repository} eight times, and delete it\n`
  }  - write a transcript without names, ids and keys into ${FOLDER}

It touches no token, role or secret that it did not make. Stop it with Ctrl+C: it takes away
what it has made. Should that fail, start it again: it remembers what to take away.

Left out: ${
    [
      ...(values.roles ? [] : ["roles (--roles)"]),
      ...(values.database === undefined
        ? ["a database (--database ENDPOINT)"]
        : []),
      ...(values.repository === undefined
        ? ["GitHub (--repository OWNER/NAME)"]
        : []),
    ].join(", ") || "nothing"
  }.

`;
}

/** Remains in a file that only its owner reads; there is no secret in it. */
function fileStore(): LedgerStore {
  mkdirSync(FOLDER, { recursive: true });
  return {
    read: () => {
      try {
        return JSON.parse(readFileSync(STATE, "utf8")) as Remains;
      } catch {
        return undefined;
      }
    },
    keep: (remains) => {
      writeFileSync(STATE, JSON.stringify(remains), { mode: 0o600 });
    },
    clear: () => {
      rmSync(STATE, { force: true });
    },
  };
}

async function secret(variable: string, question: string): Promise<string> {
  const value = process.env[variable] ?? (await askHidden(question));
  if (value === "") throw new Error(`${variable} is empty`);
  return value;
}

async function main(): Promise<number> {
  write(plan());
  if ((await ask("Go on? Type yes: ")) !== "yes") {
    write("Nothing was done.\n");
    return 0;
  }
  const adminToken = await secret(
    "ASTRA_ADMIN_TOKEN",
    "Astra token of an Organization Administrator (hidden): ",
  );
  const { repository } = values;
  const github =
    repository === undefined
      ? undefined
      : {
          repository,
          token: await secret(
            "GITHUB_TOKEN",
            "GitHub token with Secrets (read and write), hidden: ",
          ),
        };
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      write("Stopping.\n");
      stop.abort();
    });
  }
  const transcript = await makeContact(
    {
      urls: {
        astra: process.env["ASTRA_API_URL"] ?? "https://api.astra.datastax.com",
        github: process.env["GITHUB_API_URL"] ?? "https://api.github.com",
        database: values.database?.replace(/\/$/u, "") ?? "",
      },
      adminToken,
      github,
      hasDatabase: values.database !== undefined,
      withRoles: values.roles,
      fetch,
      now: Date.now,
      sleep: (milliseconds) => sleep(milliseconds),
      signal: stop.signal,
      write,
    },
    fileStore(),
  );
  const name = join(FOLDER, transcript.startedOn.replace(/[:.]/gu, "-"));
  const { left, ...told } = transcript;
  writeFileSync(`${name}.json`, `${JSON.stringify(told, null, 2)}\n`);
  writeFileSync(`${name}.md`, readable(transcript));
  write(`The transcript: ${name}.md, and .json beside it.\n`);
  for (const one of transcript.incomplete) write(`Incomplete: ${one}\n`);
  for (const one of left)
    write(`NOT TAKEN AWAY: ${one}. Start again, or do it by hand.\n`);
  return left.length > 0 || transcript.incomplete.length > 0 ? 1 : 0;
}

process.exitCode = await main();
