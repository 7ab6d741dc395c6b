import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import type { Chapter } from "./chapter.ts";
import { CHAPTERS } from "./chapters.ts";
import { openStage } from "./stage.ts";
import { tell } from "./tell.ts";
import { flat, openSession, type Session } from "./typed-session.ts";

// A whole story is many processes; a busy machine needs its time.
vi.setConfig({ testTimeout: 120_000 });

const SANDBOX = fileURLToPath(new URL("sandbox.ts", import.meta.url));

/** What a newcomer should have understood at the end, one sentence of each chapter. */
const SENTENCES = [
  "Both secrets hold a fresh token.",
  "The hand-made token is revoked.",
  "It only read: not one request asked for a change.",
  "The one before it worked for a day longer, and is revoked now.",
  "The run fails, with one annotation.",
  "The two secrets hold different tokens, and both tokens work.",
  "Both secrets hold the same new token.",
  "Of all the tokens that the rotation made, one is live: the one in both secrets.",
  "The database accepts it, and another one does not.",
  "Whoever reads a secret now gets a token that works.",
];

describe("npm run sandbox", () => {
  it("tells every chapter, keeps every claim and every token to itself, and exits 0", () => {
    const { status, stdout, stderr } = sandbox();
    expect(stderr).toBe("");
    expect(status).toBe(0);
    for (const { title } of CHAPTERS) expect(stdout).toContain(title);
    for (const sentence of SENTENCES) expect(stdout).toContain(`✓ ${sentence}`);
    expect(stdout).not.toContain("✗");
    expect(stdout).toContain("killed by SIGKILL");
    expect(stdout).toMatch(/Nobody ever read a secret\s+that did not work/u);
    expect(stdout).not.toMatch(/AstraCS:|github_pat_|::add-mask::/u);
  });

  it("exits 1 and says how to use it when an option is unknown", () => {
    for (const options of [["--server"], ["daily.yml"]]) {
      const { status, stdout } = sandbox(...options);
      expect(status).toBe(1);
      expect(stdout).toContain("npm run sandbox -- --serve");
    }
  });
});

describe("A telling", () => {
  it("stops at the first chapter with a claim that does not hold, and names both", async () => {
    const chapter = (title: string, holds: boolean): Chapter => ({
      title,
      story: "",
      play: async (stage) => ({
        runs: [],
        scene: await stage.look(),
        claims: [{ sentence: "The moon is round.", holds }],
      }),
    });
    await using stage = await openStage();
    let written = "";
    const { told, failure } = await tell(
      stage,
      [chapter("One", true), chapter("Two", false), chapter("Three", true)],
      (text) => {
        written += text;
      },
    );
    expect(told.map((one) => one.chapter.title)).toEqual(["One", "Two"]);
    expect(failure).toBe(
      "Chapter 2, “Two”, did not go as it says. Not so: The moon is round.",
    );
    expect(written).toContain("✗ The moon is round.");
  });

  it("names the chapter that breaks off", async () => {
    const play = (): Promise<never> => Promise.reject(new Error("no bundle"));
    await using stage = await openStage();
    const { failure } = await tell(
      stage,
      [{ title: "One", story: "", play }],
      () => undefined,
    );
    expect(failure).toBe("Chapter 1, “One”, broke off. Error: no bundle");
  });
});

describe("npm run sandbox -- --serve", () => {
  it("exits 1 and says why when it cannot follow the workflow", () => {
    const nowhere = sandbox("--serve", "nowhere.yml");
    expect(nowhere.status).toBe(1);
    expect(nowhere.stdout).toMatch(/no such file.*nowhere\.yml/u);
    const other = sandbox("--serve", "package.json");
    expect(other.status).toBe(1);
    expect(other.stdout).toContain("No step of package.json");
    const bare = sandbox("--serve", "examples/reusable.yml");
    expect(bare.stdout).toContain("The workflow's input `role` is required");
  });

  it.skipIf(process.platform === "win32")(
    "runs the workflow, says what it does not understand, prints a command for bash, and ends cleanly on SIGTERM",
    async () => {
      const session = await openSession();
      try {
        const first = await session.type("run", RAN);
        expect(first).toContain("Minted token");
        for (const [line, answer] of [
          ["run rotate-later=true", "The workflow has no input `rotate-later`"],
          ["rum", "There is no command “rum”."],
          ["remove 3", "There is no secret 3; they are 1 to 2."],
          ["31d", "It is 2026-02-05"],
        ] as const) {
          expect(await session.type(line, answer)).toContain(answer);
        }
        const command = await commandOf(session, "command");
        expect(await pasted(command)).toMatch(/reached rotate-after/u);
        await session.type("look", "acme/web: 2nd");
        const [, line = ""] = command.split("\n");
        await session.type(line, "belongs into another terminal");
      } finally {
        expect(await session.end()).toBe(0);
      }
    },
  );

  it.skipIf(process.platform === "win32")(
    "leads from a refused run over prepare-role to a token for one database, as docs/one-database.md does",
    async () => {
      const session = await openSession(
        "examples/prepare-role.yml",
        "examples/one-database.yml",
      );
      const run = async (line: string): Promise<string> =>
        flat(await session.type(line, RAN));
      try {
        const refused = await run("run 2");
        expect(refused).toMatch(/with the action `prepare-role`/u);
        expect(refused).toMatch(/\[role-missing\].*exit code 1/u);
        expect(await run("run 1")).toMatch(/exit code 0; .*, 0 to change/u);
        const prepared = await run("run 1 dry-run=false");
        expect(prepared).toMatch(/Created the role.*exit code 0/u);
        const rotated = await run("run 2");
        expect(rotated).toMatch(/Database \w+ accepts the new token/u);
        expect(rotated).toMatch(/every secret now holds token/u);
        const rotate = await commandOf(session, "command 2");
        const check = rotate.replace("env ", "env 'INPUT_MODE=check' ");
        expect(await pasted(check)).toMatch(/No problems found/u);
        expect(await run("run 1 dry-run=false")).toMatch(/was there already/u);
      } finally {
        expect(await session.end()).toBe(0);
      }
    },
  );
});

/** What is printed last after a run. */
const RAN = "What GitHub would show: sandbox-output/index.html";

/** The command for bash that the sandbox prints. */
async function commandOf(session: Session, line: string): Promise<string> {
  const printed = await session.type(line, ".js'\n");
  return /^env .*?\n(?:.*\\\n)*.*$/mu.exec(printed)?.[0] ?? "";
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function sandbox(...options: readonly string[]): Ended {
  return spawnSync(process.execPath, [SANDBOX, ...options], {
    encoding: "utf8",
  });
}

/** What the action prints when a person pastes the command. */
async function pasted(command: string): Promise<string> {
  const child = spawn("bash", ["-c", command]);
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  const [status] = (await once(child, "close")) as [number | null];
  expect(status).toBe(0);
  return stdout;
}
