// Measures memory and processor time of the shipped bundle against the number of
// targets and of tokens, and draws docs/scale.svg: `npm run bench:scale`.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as v from "valibot";
import {
  BUNDLE,
  type Inputs,
  inputsFor,
  inputVariables,
} from "../kit/run-action.ts";
import { startWorld, type World } from "../kit/world.ts";
import { chartOf, type Point } from "./chart.ts";

const TARGETS = [1, 3, 10, 30, 100, 200, 400, 700, 1_000];
const TOKENS = [1, 10, 100, 500, 1_000, 2_000, 3_500, 5_000];
/** A rotation of so many targets is paced by GitHub's limits, and takes as many seconds. */
const ROTATED = 500;
const PICTURE = join(import.meta.dirname, "../../docs/scale.svg");
const USAGE = pathToFileURL(join(import.meta.dirname, "usage.mjs")).href;

const Usage = v.object({ mebibytes: v.number(), cpuMs: v.number() });
type Usage = v.InferOutput<typeof Usage>;

const folder = await mkdtemp(join(tmpdir(), "scale-"));

async function usageOf(world: World, inputs: Inputs): Promise<Usage> {
  const files = {
    USAGE: join(folder, "usage"),
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
  };
  for (const file of Object.values(files)) await writeFile(file, "");
  const child = spawn(process.execPath, ["--import", USAGE, BUNDLE], {
    env: {
      ...inputVariables(inputsFor(world, inputs)),
      GITHUB_REPOSITORY: "acme/web",
      ...files,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await new Promise((resolve) => child.on("close", resolve));
  return v.parse(Usage, JSON.parse(await readFile(files.USAGE, "utf8")));
}

/** A world with so many repositories, and the input that names them all. */
async function worldOf(count: number): Promise<[World, Inputs]> {
  const world = await startWorld();
  world.github.setBehaviour({
    concurrentRequests: Infinity,
    contentCreationLimited: false,
    pointsPerMinute: Infinity,
  });
  const targets = Array.from({ length: count }, (_, i) => {
    const name = `r${String(i)}`;
    world.github.addRepository({ owner: "acme", name });
    return `- repository: acme/${name}`;
  });
  const inputs = { repository: "", targets: targets.join("\n") };
  return [world, { ...inputs, "run-timeout": "2h" }];
}

async function overTargets(count: number): Promise<Point> {
  const [world, inputs] = await worldOf(count);
  const usage = await usageOf(world, { ...inputs, mode: "check" });
  await world.close();
  return { at: count, ...usage };
}

async function overTokens(count: number): Promise<Point> {
  const [world, inputs] = await worldOf(1);
  const roles = [world.astra.role("Database Administrator").id];
  for (let i = 1; i < count; i += 1) world.astra.createTokenByHand({ roles });
  const usage = await usageOf(world, inputs);
  await world.close();
  return { at: count, ...usage };
}

async function series(
  title: string,
  counts: readonly number[],
  measure: (count: number) => Promise<Point>,
): Promise<readonly Point[]> {
  const points: Point[] = [];
  process.stdout.write(
    `\n| ${title} | memory, MiB | processor, ms |\n| - | - | - |\n`,
  );
  for (const count of counts) {
    const point = await measure(count);
    points.push(point);
    const { mebibytes, cpuMs } = point;
    process.stdout.write(
      `| ${String(count)} | ${mebibytes.toFixed(0)} | ${cpuMs.toFixed(0)} |\n`,
    );
  }
  return points;
}

try {
  const targets = await series("targets, checked", TARGETS, overTargets);
  const tokens = await series("tokens, one rotation", TOKENS, overTokens);
  await writeFile(
    PICTURE,
    chartOf([
      { title: "targets (mode: check)", points: targets },
      { title: "tokens in the organization (one rotation)", points: tokens },
    ]),
  );
  await series("targets, rotated", [ROTATED], async (count) => {
    const [world, inputs] = await worldOf(count);
    const usage = await usageOf(world, inputs);
    await world.close();
    return { at: count, ...usage };
  });
} finally {
  await rm(folder, { recursive: true });
}
