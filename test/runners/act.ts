// npm run test:act: the CI job "runner" and every example under nektos/act, on
// this machine and without Docker, against simulated services. What act cannot
// do is in CONTRIBUTING.md. Linux or macOS; needs Go, or act in ACT_BINARY.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startWorld, type World } from "../kit/world.ts";
import { usesIn } from "../repo/pinned-actions.ts";
import { actBinary } from "./act-binary.ts";
import {
  equip,
  type ExampleRun,
  type Settings,
  STORY,
} from "./act-examples.ts";
import {
  consumer,
  ghAlone,
  nothingAction,
  ownCopy,
  releasedActions,
  reusable,
} from "./act-folders.ts";
import { type ActRun, runAct } from "./act-run.ts";

const ROOT = join(import.meta.dirname, "../..");

const write = (text: string): void => {
  process.stdout.write(text);
};

type Machine = Pick<ActRun, "act" | "home" | "path">;

/** What is not as it has to be; empty for a good run. */
type Problems = readonly string[];

const logs: string[] = [];

/** Runs act, keeps its log, and finds what must not be in it. */
async function watched(
  title: string,
  run: ActRun,
  secrets: readonly string[],
): Promise<{ readonly exitCode: number | null; readonly problems: Problems }> {
  const { exitCode, log } = await runAct(run);
  logs.push(`=== ${title}\n${log}`);
  const leaked = secrets.filter((secret) => log.includes(secret)).length;
  const tokens = log.match(/AstraCS:[A-Za-z]{24}:[0-9a-f]{64}/gu) ?? [];
  return {
    exitCode,
    problems: [
      ...(exitCode === 0 ? [] : [`exit code ${String(exitCode)}`]),
      ...(leaked === 0 ? [] : [`${String(leaked)} secrets in the log`]),
      ...(tokens.length === 0 ? [] : ["an Astra token in the log"]),
    ],
  };
}

/** The CI job, and the one that reads its outputs. */
async function ciJob(machine: Machine, folder: string): Promise<Problems> {
  const workflow = ".github/workflows/ci.yml";
  const cwd = ownCopy(join(folder, "own"));
  const text = readFileSync(join(ROOT, workflow), "utf8");
  const nothing = nothingAction(join(folder, "nothing"));
  const { problems } = await watched(
    "ci.yml",
    {
      ...machine,
      cwd,
      workflow,
      event: "push",
      job: "runner-outputs",
      env: { GITHUB_REPOSITORY_ID: "1" }, // act does not know it
      repositories: Object.fromEntries(
        usesIn(text).map(({ action, ref }) => [`${action}@${ref}`, nothing]),
      ),
    },
    [],
  );
  return problems;
}

async function examples(machine: Machine, folder: string): Promise<boolean> {
  const world = await startWorld();
  const settingsOf = equip(world);
  const action = releasedActions(join(folder, "action"), world.astra.url);
  const base = {
    ...machine,
    cwd: consumer(join(folder, "web")),
    env: {
      GITHUB_API_URL: world.github.url,
      GITHUB_REPOSITORY_ID: String(world.repository.id),
    },
    repositories: {
      "OWNER/astra-token-rotator@v1": action,
      "acme/workflows@main": reusable(join(folder, "workflows")),
    },
  };
  let isGood = true;
  for (const one of STORY) {
    world.clock.advance(one.afterMs ?? 0);
    const problems = await exampleRun(world, one, base, settingsOf());
    tell(
      `${one.example} on ${one.event} ${JSON.stringify(one.inputs ?? {})}`,
      problems,
    );
    isGood &&= problems.length === 0;
  }
  await world.close();
  return isGood;
}

async function exampleRun(
  world: World,
  { example, event, inputs, changes }: ExampleRun,
  base: Omit<ActRun, "workflow" | "event">,
  { secrets, variables }: Settings,
): Promise<Problems> {
  const from = world.history.events.length;
  const workflow = `.github/workflows/${example}`;
  const run = {
    ...base,
    ...{ workflow, event, secrets, variables },
    ...(inputs === undefined ? {} : { inputs }),
  };
  const known = [
    ...Object.values(secrets),
    ...world.astra.tokens().flatMap(({ token, secret }) => [token, secret]),
  ];
  const { problems } = await watched(example, run, known);
  const since = world.history.events.slice(from);
  const count = (pattern: RegExp): number =>
    since.filter((event) => event.kind === "change" && pattern.test(event.what))
      .length;
  const seen = [
    count(/^token-minted$/u),
    count(/^token-revoked$/u),
    count(/^secret-(?:created|updated|written|put)/u),
  ];
  return String(seen) === String(changes)
    ? problems
    : [
        ...problems,
        `minted, revoked, written: ${String(seen)}, not ${String(changes)}`,
      ];
}

function tell(title: string, problems: Problems): void {
  const verdict =
    problems.length === 0 ? "ok" : `NOT OK: ${problems.join("; ")}`;
  write(`${title}: ${verdict}\n`);
}

async function main(): Promise<number> {
  const act = actBinary(write);
  if (act === undefined) {
    write(
      "Nothing was run: there is no Go to build act with. Install Go, or name act in ACT_BINARY.\n",
    );
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), "act-"));
  // act runs every action on the `node` that it finds first.
  const path = [
    dirname(process.execPath),
    ghAlone(join(folder, "bin")),
    process.env["PATH"] ?? "",
  ].join(":");
  const machine = { act, path, home: join(folder, "home") };
  const wanted = process.argv.slice(2);
  try {
    let isGood = true;
    if (!wanted.includes("--examples")) {
      const problems = await ciJob(machine, folder);
      tell("ci.yml: runner, runner-outputs", problems);
      isGood = problems.length === 0;
    }
    if (!wanted.includes("--job")) {
      isGood = (await examples(machine, folder)) && isGood;
    }
    return isGood ? 0 : 1;
  } finally {
    const log = join(tmpdir(), "act.log");
    writeFileSync(log, logs.join("\n"));
    write(`The whole log: ${log}\n`);
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
