import type { Policy } from "../../../src/rotation/observation.ts";
import type { Exclusion } from "./exclusions.ts";
import type { RunSpec } from "./simulated-run.ts";
import { addCell, cellsOf, configure, writeCell } from "./world-secrets.ts";
import { addToken } from "./world-tokens.ts";
import {
  createWorld,
  type Listing,
  MAIN,
  type Token,
  type Workflow,
  type World,
} from "./world.ts";

/** Another workflow in the same organization, and how its runs differ from the main one's. */
export interface Neighbour {
  readonly workflow: Workflow;
  readonly spec?: Partial<RunSpec>;
  readonly policy?: Partial<Policy>;
}

/** What sets a scenario apart from the plainest one. */
export interface Difference {
  readonly policy?: Partial<Policy>;
  readonly targets?: number;
  readonly secrets?: number;
  readonly past?: readonly number[];
  readonly converges?: boolean;
  readonly excuse?: Exclusion;
  readonly neighbours?: readonly Neighbour[];
  /** GitHub's clock against true time; Astra's is off the other way. */
  readonly clockErrorMs?: number;
  /** How long before the first run a person wrote a token of their own into every secret. */
  readonly handMadeMs?: number;
  /** Whether the neighbours' secrets hold it, too. */
  readonly isHandMadeForAll?: boolean;
  /** Whether client id and client secret go to two secrets. */
  readonly holdsPair?: boolean;
  /** Whether that token is the admin token itself. */
  readonly holdsAdmin?: boolean;
  /** Another place that holds a token that a person made: a target and a secret. */
  readonly elsewhere?: {
    readonly target: string;
    readonly secret: string;
    readonly token?: Partial<Token>;
  };
  readonly world?: Partial<World>;
  readonly listing?: Partial<Listing>;
  readonly spec?: Partial<RunSpec>;
}

const HOUR = 3_600_000;
const SERVER = "https://github.com";
const REPOSITORY = 101;

/** A workflow of the main one's repository and `rotation-id`, unless told otherwise. */
export function workflow(
  name: string,
  targets: readonly string[],
  more: Partial<Workflow> = {},
): Workflow {
  return {
    name,
    server: SERVER,
    repository: REPOSITORY,
    rotationId: "rotation-1",
    targets,
    secrets: ["SECRET_1"],
    ...more,
  };
}

/** The services as they are before the first run. */
export function setUp(difference: Difference): World {
  const { clockErrorMs = 0, handMadeMs, holdsAdmin = false } = difference;
  const { targets = 1, secrets = 1, neighbours = [], elsewhere } = difference;
  const world = Object.assign(createWorld(), difference.world);
  world.listing = { ...world.listing, ...difference.listing };
  world.githubError = Math.ceil(clockErrorMs / 2);
  world.astraError = -Math.floor(clockErrorMs / 2);
  const admin = addToken(world, {
    maker: "administrator",
    roles: ["administrator"],
  });
  addToken(world, { maker: "person", description: "by hand" });
  world.now += HOUR;
  const main = workflow(MAIN, numbered("target-", targets), {
    secrets: numbered("SECRET_", secrets),
  });
  world.workflows = [main, ...neighbours.map((one) => ({ ...one.workflow }))];
  for (const one of world.workflows) configure(world, one, {});
  const handMade = holdsAdmin
    ? admin
    : addToken(world, { maker: "person", description: "first one" });
  if (handMadeMs !== undefined) {
    const cells =
      difference.isHandMadeForAll === true ? world.cells : cellsOf(world, MAIN);
    for (const cell of cells) {
      writeCell(world, cell, handMade.clientId, undefined);
    }
    world.now += handMadeMs;
  }
  if (elsewhere !== undefined) {
    const { target, secret, token } = elsewhere;
    const own = addToken(world, { maker: "person", ...token });
    writeCell(world, addCell(world, target, secret), own.clientId, undefined);
  }
  return world;
}

function numbered(word: string, count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `${word}${String(index + 1)}`,
  );
}
