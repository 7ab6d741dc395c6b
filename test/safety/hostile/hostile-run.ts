import { TransportError } from "../../../src/http/transport-error.ts";
import type { Tamper } from "../../proof/fuzz/in-process-transport.ts";
import {
  type InProcessRun,
  runInProcess,
} from "../../proof/fuzz/run-in-process.ts";
import { judge } from "../../kit/leak-oracle.ts";
import { type Inputs, inputsFor } from "../../kit/run-action.ts";
import { REPOSITORY_SCOPE, startWorld, type World } from "../../kit/world.ts";
import type { SimulatedToken } from "../../simulators/astra/token-store.ts";
import type { SimulatedAnswer } from "../../simulators/kernel/gate.ts";

/** More requests than any run with one target has to make, retries included. */
const MOST_REQUESTS = 150;

/** Longest virtual time of a run that may last two minutes: what is left is taken back. */
const LONGEST_RUN_MS = 130_000;

const HOUR_MS = 60 * 60_000;

/** What must never be shown of a body that made no sense. */
export const CANARY = "zqjxkvbwqz-canary-body";

/** A world for hostile answers; it is put in order between the runs. */
export interface HostileWorld {
  readonly world: World;
  /** Runs the action once, and tells what is wrong with how it went. */
  run(tamper: Tamper): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A world whose secret holds a token that the run adopts and revokes, with a token that is nobody's business; `furnish` adds to it and to the inputs. */
export async function startHostileWorld(
  furnish: (world: World) => Inputs = () => ({}),
): Promise<HostileWorld> {
  const world = await startWorld();
  const more = furnish(world);
  const foreign = world.astra.createTokenByHand({
    roles: [],
    description: "somebody else's",
  });
  return {
    world,
    run: async (tamper) => {
      const previous = putInOrder(world, foreign);
      const inputs = inputsFor(world, {
        "previous-token": previous.token,
        overlap: "0",
        "run-timeout": "2m",
        "verify-timeout": "5s",
        ...more,
      });
      return await troublesOf(world, foreign, inputs, tamper);
    },
    close: () => world.close(),
  };
}

function putInOrder(world: World, foreign: SimulatedToken): SimulatedToken {
  const { astra, github, history, clock } = world;
  for (const { token, clientId } of astra.liveTokens()) {
    if (token === world.adminToken || clientId === foreign.clientId) continue;
    astra.revokeByHand(clientId);
  }
  const previous = astra.createTokenByHand({ roles: [] });
  const name = "ASTRA_DB_APPLICATION_TOKEN";
  github.setSecretByHand(REPOSITORY_SCOPE, name, previous.token);
  history.clear();
  clock.advance(HOUR_MS);
  return previous;
}

async function troublesOf(
  world: World,
  foreign: SimulatedToken,
  inputs: Inputs,
  tamper: Tamper,
): Promise<readonly string[]> {
  let run: InProcessRun;
  try {
    run = await runInProcess(world, inputs, tamper);
  } catch (thrown) {
    return [`it threw ${String(thrown)}`];
  }
  const { outcome, evidence, lasted } = run;
  const { leaks, manners } = judge({ ...evidence, moreSecrets: [CANARY] });
  const errors = outcome.error === undefined ? [] : [outcome.error];
  const all = errors.flatMap((error) => [error, ...error.also]);
  const strays = evidence.requests.filter(
    ({ request }) => request.operation === "unrouted",
  );
  const shown = `${evidence.stdout}${[...evidence.files.values()].join("\n")}`;
  return [
    ...leaks.map(({ secret, sink }) => `${secret} is in ${sink}`),
    ...manners,
    ...all
      .filter(({ code }) => code === "internal")
      .map(({ message }) => message),
    ...strays.map(({ request }) => `it asked for ${request.path.slice(0, 80)}`),
    ...[...shown.matchAll(ALIVE)].map(([text]) => `${text} is alive`),
    ...(evidence.requests.length > MOST_REQUESTS ? ["too many requests"] : []),
    ...(lasted > LONGEST_RUN_MS ? [`it lasted ${String(lasted)} ms`] : []),
    ...(world.astra.isLive(foreign.clientId)
      ? []
      : ["a foreign token is gone"]),
    ...(isAdminLive(world) ? [] : ["the admin token is gone"]),
  ];
}

/** Markup of the poisons, as it would be if it had any effect. */
const ALIVE =
  /<img|<details open|<script|\]\(http|\bhttps?:\/\/a\.test|```mermaid\ngraph TD/gu;

function isAdminLive(world: World): boolean {
  return world.astra
    .liveTokens()
    .some(({ token }) => token === world.adminToken);
}

/** Changes every answer of one operation. */
export function always(
  operation: string,
  change: (answer: SimulatedAnswer) => SimulatedAnswer,
): Tamper {
  return (request, act) => {
    const answer = act();
    return request.operation === operation ? change(answer) : answer;
  };
}

/** The operations of an untroubled run, each with its first answer. */
export async function answersOf(
  hostile: HostileWorld,
): Promise<ReadonlyMap<string, SimulatedAnswer>> {
  const seen = new Map<string, SimulatedAnswer>();
  const troubles = await hostile.run((request, act) => {
    const answer = act();
    if (!(answer instanceof TransportError) && !seen.has(request.operation)) {
      seen.set(request.operation, answer);
    }
    return answer;
  });
  if (troubles.length > 0) throw new Error(troubles.join("\n"));
  return seen;
}
