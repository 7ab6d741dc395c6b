import { setImmediate, setTimeout as delay } from "node:timers/promises";
import {
  type ActionRun,
  type Inputs,
  inputsFor,
  runAction,
  type StartedAction,
} from "../../kit/run-action.ts";
import { REPOSITORY_SCOPE, type World } from "../../kit/world.ts";
import type {
  Gate,
  GateRequest,
  Verdict,
} from "../../simulators/kernel/gate.ts";

/** How a run is told to stop; the runner sends SIGINT and, if that does not help, SIGTERM. */
export type Signalling = readonly NodeJS.Signals[];

/** When the runner loses patience and kills, milliseconds after the first signal. */
const RUNNER_PATIENCE_MS = 7_500;

/** A run that was told to stop, and what it did about it. */
export interface SignalledRun {
  readonly run: ActionRun;
  /** All its requests, in their order. */
  readonly requests: readonly GateRequest[];
  /** How many of them there were when it had said that it stops; undefined when it never did. */
  readonly before: number | undefined;
  /** From the first signal to the end, milliseconds; undefined when it ended before. */
  readonly farewellMs: number | undefined;
}

/**
 * What a run did after it had said that it stops, and must not have done (L3):
 * every mutation but the revocation of a credential that it had minted itself
 * and that no secret can hold, because no write had begun.
 */
export function lateMutations({
  requests,
  before,
}: SignalledRun): readonly string[] {
  if (before === undefined) return [];
  const wrote = requests.some(({ method }) => method === "PUT");
  const minted = requests
    .slice(0, before)
    .some(({ method }) => method === "POST");
  const late = requests.slice(before).filter(({ method }) => method !== "GET");
  return late
    .filter(({ method }) => !(method === "DELETE" && minted && !wrote))
    .map(({ method, operation }) => `${method} ${operation}`);
}

/** Longer than any run's fence, milliseconds. */
const PAST_FENCE_MS = 60 * 60_000;

const SECRETS = ["ASTRA_DB_APPLICATION_TOKEN", "ASTRA_JSON"];

/**
 * Makes a world in which one run makes every kind of request: the secret holds
 * a token made by hand, which the run adopts, and revokes at once.
 */
export function prepare(world: World): void {
  const { token } = world.astra.createTokenByHand({ roles: [] });
  world.github.setSecretByHand(
    REPOSITORY_SCOPE,
    "ASTRA_DB_APPLICATION_TOKEN",
    token,
  );
  world.clock.advance(PAST_FENCE_MS);
}

/** The inputs of every run in that world, with what the secret holds now as `previous-token`. */
export function inputsOf(world: World): Inputs {
  return inputsFor(world, {
    "previous-token": held(world)[0] ?? "",
    overlap: "0",
    "secret-name-json": "ASTRA_JSON",
  });
}

/**
 * What is wrong after a run that was stopped, and after a clean one that
 * follows it past the fence (I1, I2, L1).
 */
export async function troublesAfter(world: World): Promise<readonly string[]> {
  const dead = deadSecrets(world);
  world.clock.advance(PAST_FENCE_MS);
  const healing = await runAction({ inputs: inputsOf(world) });
  const live = world.astra.liveTokens().map(({ token }) => token);
  const stray = live.filter(
    (token) => token !== world.adminToken && !held(world).includes(token),
  );
  return [
    ...dead.map((name) => `${name} held a dead token`),
    ...(healing.exitCode === 0
      ? []
      : ["the next run failed", ...healing.errors]),
    ...deadSecrets(world).map((name) => `${name} holds a dead token`),
    ...(new Set(held(world)).size === 1 ? [] : ["the secrets differ"]),
    ...stray.map(() => "a token is live and held nowhere"),
  ];
}

/** The token that each secret holds; a secret that is not there yet holds none. */
function held(world: World): readonly string[] {
  return SECRETS.flatMap((name) => {
    const value = world.github.secretValue(REPOSITORY_SCOPE, name);
    const token = /AstraCS:\w+:\w+/u.exec(value ?? "")?.[0];
    return token === undefined ? [] : [token];
  });
}

function deadSecrets(world: World): readonly string[] {
  return SECRETS.filter((_, index) => {
    const token = held(world)[index];
    return (
      token !== undefined &&
      world.astra.liveTokens().every((live) => live.token !== token)
    );
  });
}

/** Which request of a run: the so-manieth (from 1) of all, or of those that change something. */
export interface Nth {
  readonly at: number;
  readonly of: "all" | "mutations";
}

/**
 * Runs the action, signals it at one of its requests, and lets that request go
 * on as `then` says once the run has said that it stops.
 */
export async function signalAtRequest(
  world: World,
  { at, of }: Nth,
  signals: Signalling,
  then: Verdict,
): Promise<SignalledRun> {
  let count = 0;
  const gate = (farewell: Farewell): Gate => {
    return async ({ method }) => {
      if (of === "mutations" && method === "GET") return { kind: "pass" };
      count += 1;
      if (count !== at) return { kind: "pass" };
      farewell.signal(signals);
      await farewell.said;
      return then;
    };
  };
  return await signalledRun(world, gate);
}

/** A gate so far away that a request takes `roundTripMs` milliseconds, and is acted upon in the middle of them. */
export function distant(roundTripMs: number): Gate {
  return () => ({
    kind: "hold",
    when: "before",
    until: delay(roundTripMs / 2),
    next: { kind: "hold", when: "after", until: delay(roundTripMs) },
  });
}

/** Runs the action behind a gate and signals it so many milliseconds after its start. */
export async function signalAfter(
  world: World,
  milliseconds: number,
  signals: Signalling,
  gate: Gate,
): Promise<SignalledRun> {
  return await signalledRun(world, (farewell) => {
    setTimeout(() => {
      farewell.signal(signals);
    }, milliseconds);
    return gate;
  });
}

/** How many turns of the event loop bring in all that the run had sent before it spoke. */
const TURNS = 8;

/** Resolves once what is on its way here has arrived: requests and output come by different roads. */
async function drained(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await setImmediate();
}

/** How a run is told to stop, and when it said that it does. */
interface Farewell {
  signal(signals: Signalling): void;
  readonly said: Promise<void>;
}

async function signalledRun(
  world: World,
  gateOf: (farewell: Farewell) => Gate,
): Promise<SignalledRun> {
  const inputs = inputsOf(world);
  let child: StartedAction | undefined;
  let signalledAt: number | undefined;
  let before: number | undefined;
  const requests: GateRequest[] = [];
  let say = (): void => undefined;
  let killer: NodeJS.Timeout | undefined;
  const farewell: Farewell = {
    signal: (signals) => {
      signalledAt = performance.now();
      for (const signal of signals) child?.kill(signal);
      killer = setTimeout(() => child?.kill("SIGKILL"), RUNNER_PATIENCE_MS * 4);
    },
    said: new Promise((resolve) => {
      say = resolve;
    }),
  };
  world.setGate(gateOf(farewell));
  const stop = world.history.onEvent((event) => {
    if (event.kind === "request") requests.push(event.request);
  });
  const run = await runAction({
    inputs,
    onStart: (started) => {
      child = started;
      started.stdout.on("data", (text: string) => {
        if (!text.includes("Cancelled")) return;
        void drained().then(() => {
          before ??= requests.length;
          say();
        });
      });
    },
  });
  const farewellMs =
    signalledAt === undefined ? undefined : performance.now() - signalledAt;
  clearTimeout(killer);
  stop();
  world.setGate(() => ({ kind: "pass" }));
  return { run, requests, before, farewellMs };
}
