import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import type { Chapter } from "./chapter.ts";
import { CHAPTERS } from "./chapters.ts";
import { openStage } from "./stage.ts";
import { tell } from "./tell.ts";

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
      const child = spawn(process.execPath, [SANDBOX, "--serve"]);
      let printed = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
      });
      const saying = async (words: string): Promise<void> => {
        while (!printed.includes(words)) await once(child.stdout, "data");
      };
      const type = (line: string): void => {
        child.stdin.write(`${line}\n`);
      };
      try {
        await saying("quit");
        type("run");
        await saying("Minted token");
        await saying("sandbox-output");
        type("run rotate-later=true");
        await saying("The workflow has no input `rotate-later`");
        type("rum");
        await saying("There is no command “rum”.");
        type("remove 3");
        await saying("There is no secret 3; they are 1 to 2.");
        type("31d");
        await saying("It is 2026-02-05");
        type("command");
        await saying("index.js'");
        const command = /^env .*?\n(?:.*\\\n)*.*$/mu.exec(printed)?.[0] ?? "";
        expect(await pasted(command)).toMatch(/reached rotate-after/u);
        type("look");
        await saying("acme/web: 2nd");
        type(command.split("\n")[1] ?? "");
        await saying("belongs into another terminal");
      } finally {
        child.kill("SIGTERM");
      }
      const [status] = (await once(child, "exit")) as [number | null];
      expect(status).toBe(0);
    },
  );
});

describe.skipIf(process.platform === "win32")(
  "npm run sandbox -- --serve examples/one-database.yml",
  () => {
    it("leads from an endpoint and one word to a rotation of least privilege in three pastes", async () => {
      const example = fileURLToPath(
        new URL("../../examples/one-database.yml", import.meta.url),
      );
      const child = spawn(process.execPath, [SANDBOX, "--serve", example]);
      let printed = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
      });
      try {
        while (!printed.includes("quit")) await once(child.stdout, "data");
        const commands = printed.match(/^env .*?\n(?:.*\\\n)*.*$/gmu) ?? [];
        const [prepare = "", rotate = ""] = commands;
        expect(commands).toHaveLength(2);
        expect(await pasted(prepare)).toMatch(/Created the role/u);
        const rotated = await pasted(rotate);
        expect(rotated).toMatch(/Database \w+ accepts the new token/u);
        expect(rotated).toMatch(/every secret now holds token/u);
        const check = rotate.replace("env ", "env 'INPUT_MODE=check' ");
        expect(await pasted(check)).toMatch(/No problems found/u);
        expect(await pasted(prepare)).toMatch(/was there already/u);
      } finally {
        child.kill("SIGTERM");
      }
      await once(child, "exit");
    });
  },
);

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
