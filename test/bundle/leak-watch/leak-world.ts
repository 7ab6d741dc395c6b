import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Evidence } from "../../kit/leak-oracle-evidence.ts";
import { requireClean } from "../../kit/leak-oracle.ts";
import {
  type ActionRun,
  BUNDLE,
  type Inputs,
  inputsFor,
  runAction,
  runWatched,
  type StartedAction,
} from "../../kit/run-action.ts";
import { OWNER, type World } from "../../kit/world.ts";
import { SECRET } from "../scenario.ts";

const SCHEMA = new URL("../../../docs/leak-watch.schema.json", import.meta.url);
const isReport = new Ajv2020({ strict: true, allErrors: true }).compile(
  JSON.parse(readFileSync(SCHEMA, "utf8")) as object,
);

/** The entry of the leak watch beside that of the rotation. */
export const LEAK_WATCH = join(dirname(BUNDLE), "leak-watch.js");

const MOST_JUDGED = 200;

/** A world in which the rotation has run, so that a secret holds a token. */
export interface LeakWorld extends World {
  /** May read and close alerts, and read the metadata of secrets. */
  readonly watchToken: string;
}

/** Gives the watch its own token. */
export function withWatch(world: World, more = {}): LeakWorld {
  const watchToken = world.github.issueToken({
    kind: "fine-grained",
    owner: OWNER,
    permissions: {
      secret_scanning_alerts: "write",
      secrets: "read",
      metadata: "read",
      ...more,
    },
  });
  return { ...world, watchToken };
}

/** Rotates as a scheduled workflow does. */
export async function rotate(
  world: World,
  inputs: Inputs = {},
): Promise<ActionRun> {
  return await runAction({
    inputs: inputsFor(world, { "rotate-after": "30d", ...inputs }),
  });
}

/** How the watch is started. */
export interface WatchOptions {
  readonly inputs?: Inputs;
  readonly bundle?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly onStart?: (child: StartedAction) => void;
}

/**
 * Runs the leak watch as the runner does. Throws when the leak oracle finds
 * anything of any leaked value, or the report is not as published.
 */
export async function watchLeaks(
  world: LeakWorld,
  options: WatchOptions = {},
): Promise<ActionRun> {
  return (await watchMeasured(world, options)).run;
}

/** As `watchLeaks`, with the files that the process left. */
export async function watchMeasured(
  world: LeakWorld,
  { inputs = {}, bundle = LEAK_WATCH, env, onStart }: WatchOptions = {},
): Promise<{
  readonly run: ActionRun;
  readonly files: ReadonlyMap<string, string>;
}> {
  const { run, evidence } = await runWatched({
    inputs: {
      "astra-token": world.adminToken,
      "github-token": world.watchToken,
      "astra-api-url": world.astra.url,
      "github-api-url": world.github.url,
      ...inputs,
    },
    bundle,
    moreSecrets: world.github
      .alerts(world.repository)
      .slice(0, MOST_JUDGED)
      .map(({ secret }) => secret),
    ...(env === undefined ? {} : { env }),
    ...(onStart === undefined ? {} : { onStart }),
  });
  // The oracle keeps every form of every part: not of 10,000 values.
  const masks = evidence.masks.slice(0, MOST_JUDGED);
  requireClean({ ...evidence, masks: [...masks, ...triedIn(evidence)] });
  requireNoHash(evidence);
  const { report } = run.outputs;
  if (report !== undefined && !isReport(JSON.parse(report))) {
    throw new Error(`not as published: ${JSON.stringify(isReport.errors)}`);
  }
  return { run, files: evidence.files };
}

/** The values that the run asked Astra about. */
function triedIn({ requests }: Pick<Evidence, "requests">): readonly string[] {
  return requests.flatMap(({ headers }) => {
    const token = headers["authorization"]?.replace("Bearer ", "") ?? "";
    return token.startsWith("AstraCS:") ? [token] : [];
  });
}

/** No part of a value that is none of the judged ones is written, either. */
function requireNoHash({
  stdout,
  files,
}: Pick<Evidence, "stdout" | "files">): void {
  const said = stdout.replace(/^::add-mask::.*$/gmu, "");
  for (const text of [said, ...files.values()]) {
    if (/AstraCS:|[0-9a-f]{32}/u.test(text))
      throw new Error("a value is shown");
  }
}

/**
 * The two steps of the example: the watch, then the rotation if the watch asks
 * for it, with its output as the input.
 */
export async function watchThenRotate(
  world: LeakWorld,
  options: WatchOptions = {},
): Promise<{ readonly watched: ActionRun; readonly rotated?: ActionRun }> {
  const watched = await watchLeaks(world, options);
  const { compromised = "" } = watched.outputs;
  if (compromised !== "true") return { watched };
  return { watched, rotated: await rotate(world, { compromised }) };
}

/** A value that names a client id, and that Astra never made. */
export function forged(clientId = randomLetters()): string {
  return `AstraCS:${clientId}:${randomBytes(32).toString("hex")}`;
}

function randomLetters(): string {
  const hash = createHash("sha256").update(randomBytes(16)).digest("base64");
  return hash
    .replace(/[^A-Za-z]/gu, "")
    .padEnd(24, "x")
    .slice(0, 24);
}

/** What the secret of the rotation holds. */
export function secretOf({ github }: World): string {
  const scope = {
    store: "actions",
    kind: "repository",
    owner: OWNER,
    name: "web",
  } as const;
  return github.secretValue(scope, SECRET) ?? "";
}

/** The client id in a token. */
export function idOf(token: string): string {
  return token.split(":")[1] ?? "";
}

/** State, resolution and validity of every alert, oldest first. */
export function alertsOf({ github, repository }: World): readonly string[] {
  return github
    .alerts(repository)
    .map(
      ({ state, resolution, validity }) =>
        `${state} ${resolution ?? "-"} ${validity}`,
    );
}
