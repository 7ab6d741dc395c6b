import { afterAll, describe, expect, it } from "vitest";
import { HOUR_MS, SECRET } from "../../bundle/scenario.ts";
import { startEncryptedWorld } from "../../kit/encrypted-world.ts";
import { requireClean } from "../../kit/leak-oracle.ts";
import { runWatched } from "../../kit/run-action.ts";
import { REPOSITORY_SCOPE, type World } from "../../kit/world.ts";
import type { Gate } from "../../simulators/kernel/gate.ts";
import { OPERATIONS } from "./operations.ts";
import { WIRE_ATTACKS, type WireAttack } from "./wire-attacks.ts";

const RECORDER = new URL("../../kit/peak-recorder.mjs", import.meta.url).href;

/** The most memory that a run may take, KiB. */
const MOST_MEMORY = 150 * 1024;

/** More than a run with one target has to make, retries included. */
const MOST_REQUESTS = 40;

/** A hundredth of what a flood holds; what is on its way is more than what is read. */
const MOST_BYTES = 100_000_000;

/** How long a case may take where others have the machine. */
const PATIENCE_MS = 180_000;

/** All reads at once. */
const EVERY_READ = "every read";

/** What a run can do without: what is revoked shows in the list, and environments are looked at for shadows only. */
const SPARED = ["astra.tokens.revoke", "github.environments.list"];

/** Marks the answers that the attack takes the place of. */
const MARK = "x-attack";

interface Case {
  readonly name: string;
  readonly attack: WireAttack;
  readonly protocol: "h1" | "h2";
  readonly operation: string;
  readonly times: "once" | "always";
}

function casesOf(attack: WireAttack): readonly Case[] {
  const { name, only } = attack;
  const protocols = only === undefined ? (["h1", "h2"] as const) : [only];
  return [...OPERATIONS, EVERY_READ].flatMap((operation) =>
    protocols.flatMap((protocol) =>
      (["always", "once"] as const)
        .filter((times) => times === "always" || attack.heals === true)
        .map((times) => ({ name, attack, protocol, operation, times })),
    ),
  );
}

const IS_DEEP = process.env["DEEP"] !== undefined;

/** One case of each attack suffices every day; with the variable DEEP, all are taken. */
const CASES = WIRE_ATTACKS.flatMap((attack, index) => {
  const cases = casesOf(attack);
  return IS_DEEP
    ? cases
    : cases.filter((_, at) => at === (7 * index + 1) % cases.length);
});

/** Has the answers marked that are to be attacked. */
function markingGate({ operation, times }: Case): Gate {
  const struck = new Set<string>();
  return (request) => {
    const isMeant =
      request.operation === operation ||
      (operation === EVERY_READ && request.method === "GET");
    const isOver = times === "once" && struck.has(request.operation);
    if (!isMeant || isOver) return { kind: "pass" };
    struck.add(request.operation);
    return {
      kind: "rewrite",
      rewrite: (answer) => ({
        ...answer,
        headers: { ...answer.headers, [MARK]: "yes" },
      }),
    };
  };
}

function succeeds({ attack, operation, times }: Case): boolean {
  if (times === "once") return operation !== "astra.tokens.create";
  return SPARED.includes(operation) && attack.lingers !== true;
}

/** A token of old to adopt and to revoke at once, and one that is nobody's business. */
function furnish({ astra, github, clock }: World) {
  const previous = astra.createTokenByHand({ roles: [] }).token;
  const foreign = astra.createTokenByHand({ roles: [] });
  github.setSecretByHand(REPOSITORY_SCOPE, SECRET, previous);
  clock.advance(HOUR_MS);
  return { previous, foreign };
}

/** A run in a world of its own that is attacked; `strikes` are what came of each attack. */
async function attackedRun(attacked: Case, seconds: number) {
  const { attack, protocol } = attacked;
  const strikes: unknown[] = [];
  await using services = await startEncryptedWorld({
    protocol,
    spoil: (answer, response) => {
      if (answer.headers[MARK] === undefined) return false;
      // Node would add the real date, which lies far from the simulated one.
      const { date } = answer.headers;
      if (date !== undefined) response.setHeader("date", date);
      strikes.push(attack.strike(response));
      return true;
    },
  });
  const { world } = services;
  const { previous, foreign } = furnish(world);
  world.setGate(markingGate(attacked));
  const { run, evidence } = await runWatched({
    inputs: services.inputs({
      "previous-token": previous,
      overlap: "0",
      "run-timeout": `${String(seconds)}s`,
      "verify-timeout": `${String(seconds - 1)}s`,
    }),
    env: { ...services.trust, NODE_OPTIONS: `--import=${RECORDER}` },
  });
  // Nobody reads any more, which a service may learn late, or never.
  services.hangUp();
  return {
    run,
    evidence,
    strikes: await Promise.all(strikes),
    tokens: {
      live: world.astra.liveTokens().map(({ token }) => token),
      wanted: [
        world.adminToken,
        foreign.token,
        world.github.secretValue(REPOSITORY_SCOPE, SECRET),
      ],
    },
  };
}

/** KiB, of every case so far. */
const peaks: number[] = [];

afterAll(() => {
  if (!IS_DEEP) return;
  process.stderr.write(`Most memory: ${String(Math.max(...peaks))} KiB\n`);
});

describe.concurrent("A run that is answered by", () => {
  it.each(CASES)(
    "$name ends in order, within its bounds ($operation, $protocol, $times) (I1, I4, I5, I8, I9, I10)",
    async (attacked) => {
      const { attack } = attacked;
      let seconds = attack.lingers === true ? 3 : 60;
      let seen = await attackedRun(attacked, seconds);
      // On a slow machine the time may be up before a run gets as far as the attack.
      while (seen.strikes.length === 0 && seconds < 60) {
        seconds *= 2;
        seen = await attackedRun(attacked, seconds);
      }
      const { run, evidence, strikes, tokens } = seen;

      requireClean(evidence);
      expect(run.exitCode).toBe(succeeds(attacked) ? 0 : 1);
      expect(strikes.length).toBeGreaterThan(0);
      expect(evidence.requests.length).toBeLessThan(MOST_REQUESTS);
      const recorded = evidence.files.get("temporary/peak");
      expect(recorded).toMatch(/^[1-9]\d*$/u);
      const peak = Number(recorded);
      peaks.push(peak);
      expect(peak).toBeLessThan(MOST_MEMORY);
      const bytes = strikes.map((result) =>
        typeof result === "number" ? result : 0,
      );
      expect(Math.max(...bytes)).toBeLessThan(MOST_BYTES);
      expect(tokens.live).toEqual(expect.arrayContaining(tokens.wanted));
    },
    PATIENCE_MS,
  );
});
