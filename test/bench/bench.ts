// Measures the shipped bundle against the floor, the chain of requests that no
// rotation can do without: `npm run bench [-- rounds [targets ...]]`.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUNDLE, inputsFor, inputVariables } from "../kit/run-action.ts";
import { startWorld, type World } from "../kit/world.ts";
import { createCertificate } from "../simulators/kernel/certificate.ts";
import { type Front, type Protocol, startFront } from "./front.ts";

const DISTANCE = { perRequestMs: 50, perConnectionMs: 50 };
const HOUR_MS = 3_600_000;
const FLOOR = join(import.meta.dirname, "floor.mjs");
const SECRET = "ASTRA_DB_APPLICATION_TOKEN";

const [rounds = 9, ...sizes] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), "bench-"));
const certificate = await createCertificate();
const authority = join(folder, "authority.pem");
const empty = join(folder, "empty.mjs");
await writeFile(authority, certificate.cert);
await writeFile(empty, "");

/** Milliseconds from the start of a process to its end, and to its first request. */
interface Measured {
  readonly wallMs: number;
  readonly firstMs: number;
  readonly connections: number;
  readonly requests: number;
}

async function measure(
  script: string,
  env: Readonly<Record<string, string>>,
  fronts: readonly Front[],
): Promise<Measured> {
  for (const front of fronts) front.count();
  const start = performance.now();
  const child = spawn(process.execPath, [script], {
    env: { NODE_EXTRA_CA_CERTS: authority, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  const code = await new Promise((resolve) => child.on("close", resolve));
  const wallMs = performance.now() - start;
  if (code !== 0) throw new Error(`${script} failed:\n${said}`);
  const counts = fronts.map((front) => front.count());
  const sum = (values: readonly number[]): number =>
    values.reduce((total, value) => total + value, 0);
  return {
    wallMs,
    firstMs: Math.min(...counts.map(({ firstAt }) => firstAt)) - start,
    connections: sum(counts.map(({ connections }) => connections)),
    requests: sum(counts.map(({ requests }) => requests)),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function prepared(world: World, count: number): readonly string[] {
  world.github.setBehaviour({
    concurrentRequests: Infinity,
    contentCreationLimited: false,
    pointsPerMinute: Infinity,
  });
  const repository = world.github.addRepository({
    owner: "acme",
    name: "many",
  });
  const names = Array.from({ length: count }, (_, i) => `place-${String(i)}`);
  for (const name of names) world.github.addEnvironment(repository, name);
  return names;
}

async function compare(protocol: Protocol, count: number): Promise<void> {
  const world = await startWorld();
  const places = prepared(world, count);
  await using astra = await startFront(
    world.astra.url,
    certificate,
    protocol,
    DISTANCE,
  );
  await using github = await startFront(
    world.github.url,
    certificate,
    protocol,
    DISTANCE,
  );
  const fronts = [astra, github];
  const action = {
    ...inputVariables(
      inputsFor(world, {
        "astra-api-url": astra.url,
        "github-api-url": github.url,
        overlap: "0",
        repository: "",
        targets: places
          .map((name) => `- {repository: acme/many, environment: ${name}}`)
          .join("\n"),
      }),
    ),
    GITHUB_REPOSITORY: "acme/many",
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
  };
  await writeFile(action.GITHUB_OUTPUT, "");
  await writeFile(action.GITHUB_STEP_SUMMARY, "");
  const at = (name: string): string =>
    `/repos/acme/many/environments/${name}/secrets`;
  const floor = {
    FLOOR: JSON.stringify({
      protocol,
      astra: { url: astra.url, token: world.adminToken },
      github: {
        url: github.url,
        token: world.githubToken,
        reads: [
          "/repos/acme/many",
          ...places.flatMap((name) => [
            `${at(name)}/public-key`,
            `${at(name)}/${SECRET}`,
          ]),
        ],
      },
      role: world.astra.role("Database Administrator").id,
      targets: places.map((name) => `${at(name)}/${SECRET}`),
    }),
  };
  const ours: Measured[] = [];
  const least: Measured[] = [];
  const nothing: number[] = [];
  // The first of each is not counted: it has the secrets made.
  for (let round = -1; round < rounds; round += 1) {
    world.clock.advance(HOUR_MS);
    const own = await measure(BUNDLE, action, fronts);
    const other = await measure(FLOOR, floor, fronts);
    const { wallMs } = await measure(empty, {}, fronts);
    if (round < 0) continue;
    ours.push(own);
    least.push(other);
    nothing.push(wallMs);
  }
  await world.close();
  report(protocol, count, ours, least, nothing);
}

function report(
  protocol: Protocol,
  count: number,
  ours: readonly Measured[],
  least: readonly Measured[],
  nothing: readonly number[],
): void {
  const of = (list: readonly Measured[], key: keyof Measured): number =>
    median(list.map((each) => each[key]));
  const ratios = ours.map(
    ({ wallMs }, i) => wallMs / (least[i]?.wallMs ?? NaN),
  );
  const cells = [
    protocol,
    String(count),
    of(least, "wallMs").toFixed(0),
    of(ours, "wallMs").toFixed(0),
    median(ratios).toFixed(2),
    (of(least, "firstMs") - median(nothing)).toFixed(0),
    (of(ours, "firstMs") - median(nothing)).toFixed(0),
    `${String(of(ours, "requests"))} / ${String(of(least, "requests"))}`,
    `${String(of(ours, "connections"))} / ${String(of(least, "connections"))}`,
  ];
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}

process.stdout.write(
  "| protocol | targets | floor, ms | action, ms | ratio | floor: first request, ms | action: first request, ms | requests | connections |\n| - | - | - | - | - | - | - | - | - |\n",
);
try {
  for (const protocol of ["h1", "h2"] as const) {
    for (const count of sizes.length > 0 ? sizes : [1, 10]) {
      await compare(protocol, count);
    }
  }
} finally {
  await rm(folder, { recursive: true });
}
