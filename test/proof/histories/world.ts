import type { Role } from "../../../src/rotation/credential.ts";
import type { RegionOfWorld } from "./simulated-database.ts";
import type { SimulatedRun } from "./simulated-run.ts";

/** Who made a token; the protocol has to find out by itself. */
export type Maker = "rotation" | "person" | "copyist" | "administrator";

/** One Astra token. All `…At` instants are true time, epoch milliseconds. */
export interface Token {
  readonly clientId: string;
  readonly maker: Maker;
  readonly mintedBy: SimulatedRun | undefined;
  readonly roles: readonly string[];
  readonly organization: string;
  /** On Astra's clock. */
  readonly generatedOn: number;
  /** On Astra's clock; it is dead from then on, whether or not the list shows it still. */
  readonly expiresOn: number | undefined;
  readonly description: string;
  /** When the request that made it was sent; it may have taken effect a while later. */
  readonly askedAt: number;
  readonly bornAt: number;
  diedAt: number | undefined;
  /** The run that revoked it; undefined when a person did. */
  revokedBy: SimulatedRun | undefined;
  /** Since when no secret holds it; undefined while it was never held. */
  releasedAt: number | undefined;
}

/** One secret of one target, whether or not a workflow is configured to write it. */
export interface StoredSecret {
  readonly target: string;
  readonly secret: string;
  /** Client id of the token it holds; undefined while the secret is not there. */
  value: string | undefined;
  /** On GitHub's clock, whole seconds. */
  updatedAt: number | undefined;
}

/** One workflow that runs the action: whose it is and which secrets it names. */
export interface Workflow {
  readonly name: string;
  readonly server: string;
  /** Numeric id of its repository. */
  readonly repository: number;
  readonly rotationId: string;
  /** In the order of the workflow's file. */
  targets: readonly string[];
  secrets: readonly string[];
}

/** A workflow run that read every secret when it began. */
export interface Reader {
  readonly startedAt: number;
  readonly endsAt: number;
  readonly holds: ReadonlySet<string>;
}

/** One change of what a service holds. */
export type Change =
  | { readonly kind: "minted"; readonly token: Token }
  | {
      readonly kind: "revoked";
      readonly token: Token;
      /** Undefined when a person did it. */
      readonly by: SimulatedRun | undefined;
    }
  | {
      readonly kind: "written";
      readonly cell: StoredSecret;
      /** Client id of what it held. */
      readonly before: string | undefined;
      readonly by: SimulatedRun | undefined;
    }
  | { readonly kind: "configured" };

/** How Astra's token list treats what it shows. */
export interface Listing {
  /** What becomes of a description. */
  readonly description: "kept" | "dropped" | "cut" | "lower-cased";
  /** How long it lacks a fresh token, milliseconds. */
  readonly creationLagMs: number;
  /** How long it shows a revoked one, milliseconds. */
  readonly deletionLagMs: number;
  /** Whether it goes on showing expired ones. */
  readonly keepsExpired: boolean;
  readonly roles: "ids" | "names";
}

/** Both services, with the true time that neither of them shows. */
export interface World {
  now: number;
  /** Astra's clock minus true time, milliseconds. */
  astraError: number;
  githubError: number;
  tokens: Token[];
  /** How many tokens have been made so far. */
  made: number;
  cells: StoredSecret[];
  workflows: Workflow[];
  /** Second names of targets: the repository's former one, or one in other letters. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Places whose secret of the same name wins over a target's, by the target's name. */
  readonly overrides: Readonly<Record<string, string>>;
  /** The roles that the organization has now. */
  roles: readonly Role[];
  /** Digest of what the configured role allows. */
  rights: string;
  /** Client ids that `previous-token` named. */
  named: Set<string>;
  readers: Reader[];
  /** When a person last wrote a secret. */
  personWroteAt: number;
  listing: Listing;
  /** The longest lifetime that the organization allows, milliseconds. */
  lifetimeCapMs: number | undefined;
  /** How long a fresh token is not accepted, milliseconds. */
  activationMs: number;
  /** The database that the tokens are for, by region; most worlds have none. */
  database?: readonly RegionOfWorld[];
  /** When it was first asked. */
  wokenAt?: number;
  onChange: (change: Change) => void;
}

export const ORGANIZATION = "organization-1";
export const OTHER_ORGANIZATION = "organization-2";
export const ROLE = "role-1";

/** The workflow whose runs a history is mainly about. */
export const MAIN = "main";

/** A world with an admin token and nothing else. */
export function createWorld(): World {
  return {
    now: Date.UTC(2030, 0, 1),
    astraError: 0,
    githubError: 0,
    tokens: [],
    made: 0,
    cells: [],
    workflows: [],
    aliases: {},
    overrides: {},
    roles: [{ id: ROLE, names: ["Reader"], managesTokens: false }],
    rights: "role",
    named: new Set(),
    readers: [],
    personWroteAt: -Infinity,
    listing: {
      description: "kept",
      creationLagMs: 0,
      deletionLagMs: 0,
      keepsExpired: false,
      roles: "ids",
    },
    lifetimeCapMs: undefined,
    activationMs: 0,
    onChange: () => undefined,
  };
}

/** A copy that shares nothing that changes. */
export function cloneWorld(world: World): World {
  return {
    ...world,
    tokens: world.tokens.map((token) => ({ ...token })),
    cells: world.cells.map((cell) => ({ ...cell })),
    workflows: world.workflows.map((workflow) => ({ ...workflow })),
    named: new Set(world.named),
    readers: [...world.readers],
  };
}

export function astraTime({ now, astraError }: World): number {
  return now + astraError;
}

export function githubTime({ now, githubError }: World): number {
  return now + githubError;
}

/** An instant as a `Date` header or `updated_at` shows it. */
export function wholeSeconds(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}

/** The workflow of that name; throws when there is none. */
export function workflowOf({ workflows }: World, name: string): Workflow {
  const found = workflows.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no workflow "${name}"`);
  return found;
}
