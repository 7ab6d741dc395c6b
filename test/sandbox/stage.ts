import { shortId } from "../../src/action/report/words.ts";
import {
  type ActionRun,
  BUNDLE,
  type Inputs,
  inputsFor,
  runAction,
} from "../kit/run-action.ts";
import { REPOSITORY_SCOPE, startWorld, type World } from "../kit/world.ts";
import type { SimulatedToken } from "../simulators/astra/token-store.ts";
import { type Gate, openGate } from "../simulators/kernel/gate.ts";
import { type LogEntry, readLog } from "./runner-log.ts";
import { type Place, placesOf, textOf } from "./served-places.ts";
import type { ServedStep } from "./workflow.ts";

/** The secret that holds the token, and the one that holds all three strings as JSON. */
export const TOKEN_SECRET = "ASTRA_DB_APPLICATION_TOKEN";
export const JSON_SECRET = "ASTRA_DB_CREDENTIALS";

/** What the workflow of the story says under `with:`, beside the two tokens that it passes. */
export const SETTINGS: Inputs = {
  role: "Read/Write Service Account",
  "secret-name": TOKEN_SECRET,
  "secret-name-json": JSON_SECRET,
  "rotate-after": "30d",
  overlap: "24h",
};

/** The same as lines of the workflow's `with:`. */
export function settingLines(): readonly string[] {
  const pairs = Object.entries({
    ...SETTINGS,
    "previous-token": `\${{ secrets.${TOKEN_SECRET} }}`,
  });
  return pairs.map(([name, value]) => `${name}: ${value}`);
}

/** The step of the story's workflow. */
export function demoStep(): ServedStep {
  return {
    label: "the demo's workflow",
    action: "",
    given: {
      "astra-token": "${{ secrets.ASTRA_ADMIN_TOKEN }}",
      "github-token": "${{ secrets.SECRETS_WRITER_TOKEN }}",
      ...SETTINGS,
      "previous-token": `\${{ secrets.${TOKEN_SECRET} }}`,
      "rotate-after": "${{ inputs.rotate-now && '0' || '30d' }}",
      "dry-run": "${{ inputs.dry-run }}",
      compromised: "${{ inputs.compromised }}",
    },
    environment: undefined,
    matrix: {},
    network: [],
    dispatch: {
      "dry-run": { type: "boolean", default: false },
      "rotate-now": { type: "boolean", default: false },
      compromised: { type: "boolean", default: false },
    },
    called: {},
  };
}

const HOUR_MS = 3_600_000;
const HAND_MADE_DAYS_AGO = 200;

/** A token as the story tells it from others. */
export interface TokenView {
  readonly clientId: string;
  /** `hand-made`, `1st`, `2nd`, …, `admin`, `reporting`. */
  readonly name: string;
  /** Whose it is, where it is none of the rotation's. */
  readonly owner: string | undefined;
  readonly shortId: string;
  /** Epoch milliseconds. */
  readonly made: number;
  /** Undefined while it is live. */
  readonly revokedOn: number | undefined;
}

/** A secret as the story shows it: never its value. */
export interface SecretView {
  /** `acme/web`, `acme/web, environment production`, … */
  readonly where: string;
  readonly name: string;
  /** The token whose strings it holds. */
  readonly holds: TokenView | undefined;
  /** Whether Astra accepts what a consumer reads from it. */
  readonly works: boolean;
}

/** What is live at Astra and what every secret holds at one instant. */
export interface Scene {
  readonly at: number;
  readonly tokens: readonly TokenView[];
  readonly secrets: readonly SecretView[];
}

/** One run of the action, as a person finds it afterwards. */
export interface Run {
  readonly caption: string;
  /** Epoch milliseconds, when it was started. */
  readonly at: number;
  readonly ended: ActionRun;
  readonly log: readonly LogEntry[];
  readonly reads: number;
  /** Requests that ask for a change, with or without an answer. */
  readonly writes: number;
}

/** How one run differs from a scheduled one that nothing disturbs. */
export interface RunOptions {
  readonly inputs?: Inputs;
  /** Fate of its requests; `kill` ends the run at once, as a lost runner does. */
  readonly gate?: (kill: () => void) => Gate;
  /** Another program than the rotation's. */
  readonly bundle?: string;
}

/** A world in which a team keeps an Astra token in secrets of one repository. */
export interface Stage extends AsyncDisposable {
  readonly world: World;
  /** All inputs of a run; `previous-token` is what the secret holds at this moment. */
  inputs(): Inputs;
  /** Lets so many hours pass for both services. */
  pass(hours: number): void;
  run(caption: string, options?: RunOptions): Promise<Run>;
  look(): Promise<Scene>;
}

const OWNERS: Readonly<Record<string, string>> = {
  admin: "the action's own",
  reporting: "another team's, not to be touched",
};

/**
 * Sets the stage: somebody made a token by hand long ago and stored it in every secret
 * that the settings name, and the rotation was never run.
 */
export async function openStage(settings = SETTINGS): Promise<Stage> {
  const world = await startWorld();
  const tokenSecret = settings["secret-name"] ?? TOKEN_SECRET;
  const jsonSecret = settings["secret-name-json"] ?? "";
  const places = placesOf({
    "secret-name": tokenSecret,
    "secret-name-json": jsonSecret,
  });
  const names = new Map<string, string>();
  const byHand = (name: string, role: string): SimulatedToken => {
    const token = world.astra.createTokenByHand({
      roles: [world.astra.role(role).id],
      description: name,
    });
    names.set(token.clientId, name);
    return token;
  };
  const age = HAND_MADE_DAYS_AGO * 24 * HOUR_MS;
  world.clock.advance(-age);
  const handMade = byHand("hand-made", "R/W Svc Acct");
  byHand("reporting", "RO Svc Acct");
  const { clientId, secret, token } = handMade;
  const store = (name: string, value: string): void => {
    if (name === "") return;
    world.github.setSecretByHand(REPOSITORY_SCOPE, name, value);
  };
  store(tokenSecret, token);
  store(jsonSecret, JSON.stringify({ clientId, secret, token }));
  world.clock.advance(age);
  names.set(world.astra.find(world.adminToken)?.clientId ?? "", "admin");
  let runs = 0;
  const inputs = (): Inputs => {
    const name = places[0]?.name ?? "";
    const held = world.github.secretValue(REPOSITORY_SCOPE, name) ?? "";
    return inputsFor(world, { "previous-token": tokenIn(held), ...settings });
  };
  return {
    world,
    inputs,
    pass: (hours) => {
      world.clock.advance(hours * HOUR_MS);
    },
    run: async (caption, options) => {
      runs += 1;
      return await playRun(world, caption, runs, {
        ...options,
        inputs: { ...inputs(), ...options?.inputs },
      });
    },
    look: () => lookAt(world, names, places),
    [Symbol.asyncDispose]: () => world.close(),
  };
}

/** Runs the action once, as the runner starts it, and reads what it left. */
export async function playRun(
  world: World,
  caption: string,
  number: number,
  { inputs = {}, gate, bundle = BUNDLE }: RunOptions,
): Promise<Run> {
  const at = world.clock.now();
  const before = world.history.events.length;
  const ended = await runAction({
    inputs,
    bundle,
    env: { GITHUB_RUN_ID: String(16_020_123_000 + number) },
    onStart: (child) => {
      // A moment later, so that the service acts on the request before the end.
      const kill = (): void => {
        setImmediate(() => {
          child.kill("SIGKILL");
        });
      };
      world.setGate(gate?.(kill) ?? openGate);
    },
  });
  world.setGate(openGate);
  const methods = world.history.events
    .slice(before)
    .flatMap((event) =>
      event.kind === "request" && !isForAppToken(event.request.path)
        ? [event.request.method]
        : [],
    );
  const reads = methods.filter((method) => method === "GET").length;
  return {
    caption,
    at,
    ended,
    log: readLog(ended.stdout),
    reads,
    writes: methods.length - reads,
  };
}

/** Whether a request only gets or ends a token of a GitHub App. */
function isForAppToken(path: string): boolean {
  return /\/access_tokens$|\/installation\/token$/u.test(path);
}

/** Looks at all tokens, and at what the secrets of these places hold. */
export async function lookAt(
  world: World,
  names: Map<string, string>,
  places: readonly Place[],
): Promise<Scene> {
  const all = world.astra.tokens();
  for (const { clientId } of all) {
    if (!names.has(clientId)) names.set(clientId, nextName(names));
  }
  const views = new Map<string, TokenView>();
  for (const token of all) {
    const { clientId, generatedOn, revokedOn } = token;
    views.set(clientId, {
      clientId,
      name: names.get(clientId) ?? "",
      owner: OWNERS[names.get(clientId) ?? ""],
      shortId: shortId(clientId),
      made: generatedOn,
      revokedOn,
    });
  }
  const secrets = await Promise.all(
    places.map(async ({ where, scope, name, form }): Promise<SecretView> => {
      const value = world.github.secretValue(scope, name) ?? "";
      const held = all.find((token) => value === textOf(token, form));
      return {
        where,
        name,
        holds: views.get(held?.clientId ?? ""),
        works:
          held !== undefined && (await isAccepted(world.astra.url, held.token)),
      };
    }),
  );
  return { at: world.clock.now(), tokens: [...views.values()], secrets };
}

function nextName(names: ReadonlyMap<string, string>): string {
  const ordinals = [...names.values()].filter((name) => /^\d/u.test(name));
  const number = ordinals.length + 1;
  const suffix = ["th", "st", "nd", "rd"][number] ?? "th";
  return `${String(number)}${suffix}`;
}

/** The token in a secret's value, be it the token itself or the JSON of all three strings. */
function tokenIn(value: string): string {
  if (!value.startsWith("{")) return value;
  const { token } = JSON.parse(value) as { token: string };
  return token;
}

/** Asks Astra, as a consumer of the secret would. */
async function isAccepted(astraUrl: string, token: string): Promise<boolean> {
  const answer = await fetch(`${astraUrl}/v2/currentOrg`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await answer.arrayBuffer();
  return answer.ok;
}
