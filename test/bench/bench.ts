// Measures the shipped bundle against the floor, the chain of requests that no
// rotation can do without: `npm run bench [-- rounds [targets ...]]`.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GITHUB_LIMITS } from "../../src/github/pace/budget.ts";
import { readKey, seal } from "../../src/github/sealed-box.ts";
import { Secret } from "../../src/rotation/secret.ts";
import { BUNDLE, inputsFor, inputVariables } from "../kit/run-action.ts";
import { startWorld, type World } from "../kit/world.ts";
import { createCertificate } from "../simulators/kernel/certificate.ts";
import {
  type Encrypted,
  startEncrypted,
} from "../simulators/kernel/encrypted.ts";
import { type Measured, measure, median } from "./measure.ts";

const PER_REQUEST_MS = 50;

/** Milliseconds before the handshake of each new connection. */
const CONNECTION_MS = [0, 100];
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const FLOOR = join(import.meta.dirname, "floor.mjs");
const SECRET = "ASTRA_DB_APPLICATION_TOKEN";

/** Rounds where GitHub's limits rule, which takes minutes. */
const PACED_ROUNDS = 1;

const [rounds = 9, ...sizes] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), "bench-"));
const certificate = await createCertificate();
const authority = { NODE_EXTRA_CA_CERTS: join(folder, "authority.pem") };
const empty = join(folder, "empty.mjs");
await writeFile(authority.NODE_EXTRA_CA_CERTS, certificate.cert);
await writeFile(empty, "");

/** What is compared: the variables of each script. */
interface Setting {
  readonly action: Readonly<Record<string, string>>;
  readonly floor: Readonly<Record<string, string>>;
}

/** Where each script writes, so that neither sees what the other wrote. */
const REPOSITORIES = ["many", "floor"] as const;

function furnish(world: World, count: number): readonly string[] {
  world.github.setBehaviour({
    concurrentRequests: Infinity,
    contentCreationLimited: false,
    pointsPerMinute: Infinity,
  });
  const names = Array.from({ length: count }, (_, i) => `place-${String(i)}`);
  for (const name of REPOSITORIES) {
    const repository = world.github.addRepository({ owner: "acme", name });
    for (const place of names) world.github.addEnvironment(repository, place);
  }
  return names;
}

const secretsOf = (place: string): string =>
  `/repos/acme/floor/environments/${place}/secrets`;

/** What the floor script writes to a place: any value of a token's length, sealed. */
async function writeTo(world: World, place: string) {
  const answer = await fetch(
    `${world.github.url}${secretsOf(place)}/public-key`,
    { headers: { authorization: `Bearer ${world.githubToken}` } },
  );
  const wire = (await answer.json()) as Record<"key_id" | "key", string>;
  const key = readKey(wire.key);
  if (key === undefined) throw new Error(`no key for ${place}`);
  const value = new Secret("x".repeat(world.adminToken.length));
  return {
    path: `${secretsOf(place)}/${SECRET}`,
    body: JSON.stringify({
      encrypted_value: await seal(value, { keyId: wire.key_id, key }),
      key_id: wire.key_id,
    }),
  };
}

async function settingOf(
  world: World,
  places: readonly string[],
  [astra, github]: readonly [Encrypted, Encrypted],
): Promise<Setting> {
  const files = {
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
  };
  for (const file of Object.values(files)) await writeFile(file, "");
  const [first = ""] = places;
  const where =
    places.length === 1
      ? { repository: "acme/many", environment: first }
      : {
          repository: "",
          targets: places
            .map((name) => `- {repository: acme/many, environment: ${name}}`)
            .join("\n"),
        };
  const floor = {
    astra: { url: astra.url, token: world.adminToken },
    github: {
      url: github.url,
      token: world.githubToken,
      reads: [
        "/repos/acme/floor",
        ...places.flatMap((place) => [
          `${secretsOf(place)}/public-key`,
          `${secretsOf(place)}/${SECRET}`,
        ]),
      ],
    },
    role: world.astra.role("Database Administrator").id,
    writes: await Promise.all(places.map((place) => writeTo(world, place))),
  };
  return {
    action: {
      ...authority,
      ...inputVariables(
        inputsFor(world, {
          "astra-api-url": astra.url,
          "github-api-url": github.url,
          overlap: "0",
          ...where,
        }),
      ),
      GITHUB_REPOSITORY: "acme/many",
      ...files,
    },
    floor: { ...authority, FLOOR: JSON.stringify(floor) },
  };
}

async function compare(perConnectionMs: number, count: number): Promise<void> {
  const world = await startWorld();
  const places = furnish(world, count);
  const encryption = {
    certificate,
    protocol: "h1",
    distance: { perRequestMs: PER_REQUEST_MS, perConnectionMs },
  } as const;
  await using astra = await startEncrypted(world.astra.url, encryption);
  await using github = await startEncrypted(world.github.url, encryption);
  const services = [astra, github] as const;
  const { action, floor } = await settingOf(world, places, services);
  const own: Measured[] = [];
  const least: Measured[] = [];
  const nothing: Measured[] = [];
  const legalMs = leastLegalMs(count);
  const measured = legalMs > 0 ? PACED_ROUNDS : rounds;
  // The first of each is not counted: it has the secrets made.
  for (let round = 0; round <= measured; round += 1) {
    world.clock.advance(HOUR_MS);
    const ours = await measure(BUNDLE, action, services);
    const other = await measure(FLOOR, floor, services);
    const none = await measure(empty, {}, services);
    if (round === 0) continue;
    own.push(ours);
    least.push(other);
    nothing.push(none);
  }
  await world.close();
  const of = (list: readonly Measured[], key: keyof Measured): number =>
    median(list.map((each) => each[key]));
  const ratios = own.map(({ wallMs }, i) => wallMs / (least[i]?.wallMs ?? NaN));
  const pair = (key: keyof Measured): string =>
    `${String(of(own, key))} / ${String(of(least, key))}`;
  row([
    `${String(perConnectionMs)} ms`,
    String(count),
    `${of(own, "wallMs").toFixed(0)} / ${of(least, "wallMs").toFixed(0)}`,
    median(ratios).toFixed(2),
    legalMs > 0 ? `${String(legalMs / 1_000)} s` : "–",
    [own, least]
      .map((list) => of(list, "firstMs") - of(nothing, "wallMs"))
      .map((ms) => (ms - perConnectionMs).toFixed(0))
      .join(" / "),
    pair("requests"),
    pair("connections"),
    pair("chain"),
  ]);
}

/** The least time that GitHub's documented limits leave for one write for each target. */
function leastLegalMs(targets: number): number {
  const { writesPerMinute, burst } = GITHUB_LIMITS;
  return targets <= burst
    ? 0
    : Math.floor((targets - 1) / writesPerMinute) * MINUTE_MS;
}

function row(cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}

row([
  "a connection",
  "targets",
  "wall, ms: action / floor",
  "ratio",
  "least legal time",
  "first request, ms",
  "requests",
  "connections",
  "chain",
]);
row(Array<string>(9).fill("-"));
try {
  for (const perConnectionMs of CONNECTION_MS) {
    for (const count of sizes.length > 0 ? sizes : [1, 10, 100]) {
      await compare(perConnectionMs, count);
    }
  }
} finally {
  await rm(folder, { recursive: true });
}
