import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { startWorld, type World } from "../kit/world.ts";

vi.setConfig({ testTimeout: 60_000 });

const COMMAND = join(import.meta.dirname, "../../scripts/first-contact/run.ts");

/** How the command ended. */
interface Ended {
  readonly exitCode: number | null;
  readonly said: string;
  /** What it left in its folder, by name. */
  readonly files: ReadonlyMap<string, string>;
}

/** Runs the command in a folder of its own, as a person would who is there. */
async function command(
  { astra, github }: World,
  adminToken: string,
  answer: string,
  onText: (said: string, stop: () => void) => void = () => undefined,
): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), "first-contact-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const child = spawn(process.execPath, [COMMAND, "--roles"], {
    cwd: folder,
    env: {
      ASTRA_ADMIN_TOKEN: adminToken,
      ASTRA_API_URL: astra.url,
      GITHUB_API_URL: github.url,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      onText(said, () => child.kill("SIGINT"));
    });
  }
  child.stdin.end(`${answer}\n`);
  const exitCode = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  const output = join(folder, "first-contact-output");
  const names = readdirSync(folder).length === 0 ? [] : readdirSync(output);
  const files = new Map(
    names.map((name) => [name, readFileSync(join(output, name), "utf8")]),
  );
  return { exitCode, said, files };
}

async function prepared() {
  const world = await startWorld();
  onTestFinished(() => world.close());
  const { astra } = world;
  const { token } = astra.createTokenByHand({
    roles: [astra.role("Organization Administrator").id],
  });
  return { world, token };
}

it("npm run first-contact asks before it asks anybody else", async () => {
  const { world, token } = await prepared();
  const { exitCode, said, files } = await command(world, token, "no");
  expect(exitCode).toBe(0);
  expect(said).toContain("mint about ten tokens");
  expect(said).toContain("Nothing was done.");
  expect(files.size).toBe(0);
  expect(world.history.events.filter(({ kind }) => kind === "request")).toEqual(
    [],
  );
});

// Windows has no signal that a process could hear.
it.skipIf(process.platform === "win32")(
  "npm run first-contact takes everything away on Ctrl+C",
  async () => {
    const { world, token } = await prepared();
    const live = world.astra.liveTokens().length;
    let isStopped = false;
    const end = await command(world, token, "yes", (said, stop) => {
      if (isStopped || !said.includes("Waiting for a token to expire")) return;
      isStopped = true;
      stop();
    });
    expect(end.exitCode, end.said).toBe(1);
    expect(end.said).toContain("Incomplete: tokens: stopped");
    expect(end.said).toContain("Incomplete: roles: not begun");
    expect(world.astra.liveTokens()).toHaveLength(live);
    expect([...end.files.keys()].map((name) => name.split(".").at(-1))).toEqual(
      ["json", "md"],
    );
    const told = [end.said, ...end.files.values()].join("\n");
    for (const one of world.astra.tokens()) {
      expect(told).not.toContain(one.token);
      expect(told).not.toContain(one.secret);
    }
  },
);
