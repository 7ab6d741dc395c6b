// What the steps of the job "runner" in ci.yml run:
//   step.ts start            starts the services, and sets the step's outputs
//   step.ts expect CLAIM     holds the services against a claim
//   step.ts kill-next-write  the next run is killed right after it has written
//   step.ts stop             ends the services
import { fork } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLAIM_NAMES, unmet } from "./claims.ts";
import type { JobWorldDetails, JobWorldState } from "./job-world.ts";

const [command = "", argument = ""] = process.argv.slice(2);

/** A variable that the runner or the workflow sets. Throws without it. */
function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "")
    throw new Error(`${name} is not set`);
  return value;
}

/** Where one step leaves for the next what is no secret. */
function fileOf(name: string): string {
  return join(variable("RUNNER_TEMP"), `job-world-${name}`);
}

async function start(): Promise<void> {
  // It holds no pipe of this step, which would wait for it otherwise.
  const child = fork(join(import.meta.dirname, "serve.ts"), {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const [details] = (await once(child, "message")) as [JobWorldDetails];
  child.unref();
  const { adminToken, githubToken, oldToken } = details;
  for (const secret of [adminToken, githubToken, oldToken]) {
    process.stdout.write(`::add-mask::${secret}\n`);
  }
  writeFileSync(fileOf("control"), details.controlUrl);
  appendFileSync(
    variable("GITHUB_OUTPUT"),
    [
      `astra-url=${details.astraUrl}`,
      `github-url=${details.githubUrl}`,
      `admin-token=${adminToken}`,
      `github-token=${githubToken}`,
      `old-token=${oldToken}`,
      "",
    ].join("\n"),
  );
}

async function ask(path: string): Promise<JobWorldState> {
  const url = readFileSync(fileOf("control"), "utf8");
  const answer = await fetch(`${url}/${path}`, { method: "POST" });
  if (!answer.ok) throw new Error(`/${path}: ${String(answer.status)}`);
  return (await answer.json()) as JobWorldState;
}

/** The state at the claim before this one. */
function stateBefore(): JobWorldState | undefined {
  try {
    return JSON.parse(readFileSync(fileOf("state"), "utf8")) as JobWorldState;
  } catch {
    return undefined;
  }
}

async function expectClaim(name: string): Promise<void> {
  const claim = CLAIM_NAMES.find((one) => one === name);
  if (claim === undefined) throw new Error(`no claim ${name}`);
  const state = await ask("state");
  const before = stateBefore();
  const problems = unmet(claim, { state, before, handed: process.env });
  writeFileSync(fileOf("state"), JSON.stringify(state));
  process.stdout.write(`${JSON.stringify(state, null, 2)}\n`);
  for (const problem of problems) {
    process.stdout.write(`::error::Not as claimed (${name}): ${problem}\n`);
  }
  process.exitCode = problems.length > 0 ? 1 : 0;
}

switch (command) {
  case "start":
    await start();
    break;
  case "expect":
    await expectClaim(argument);
    break;
  case "kill-next-write":
  case "stop":
    await ask(command);
    break;
  default:
    throw new Error(`unknown command ${command}`);
}
