import type {
  Database,
  DatabaseAnswer,
  DatabaseRegion,
} from "../../../src/rotation/ports.ts";
import type { Step } from "../../../src/rotation/steps.ts";
import type { Ask } from "./simulated-ports.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import type { Simulation } from "./simulation.ts";
import { ORGANIZATION, ROLE, type StoredSecret, type World } from "./world.ts";
import { isLive, tokenOf } from "./world-tokens.ts";

/** A database in one region, as it is from the beginning of a history on. */
export interface RegionOfWorld {
  readonly name: string;
  /** When the rights of a token arrive there, milliseconds after its birth. */
  readonly scopeLagMs: number;
  /** Tokens that were born before this instant have their rights at once. */
  readonly lagsFrom: number;
  /** Whether nobody can ask it: out of reach, or the runner is shut out. */
  readonly isAway: boolean;
  /** Whether tokens that lag meet no answer at all in place of a refusal. */
  readonly isMute: boolean;
  /** How long it sleeps after it was first asked, milliseconds. */
  readonly sleepsMs: number;
}

/** What a run has seen and said of the database. */
interface Known {
  readonly accepted: Set<string>;
  readonly refused: Set<string>;
  readonly told: Set<string>;
}

const known = new WeakMap<SimulatedRun, Known>();

/** What a run has seen of the database: regions and client ids. */
export function seenBy(run: SimulatedRun): Known {
  const found = known.get(run) ?? {
    accepted: new Set(),
    refused: new Set(),
    told: new Set(),
  };
  known.set(run, found);
  return found;
}

const ACCEPTED: DatabaseAnswer = { kind: "accepted" };
const REFUSED: DatabaseAnswer = { kind: "refused", because: "it says no" };
const UNSEEN: DatabaseAnswer = { kind: "unseen", because: "it is away" };

/** What the database truly answers a token in a region at this instant. */
export function trueAnswer(
  world: World,
  region: RegionOfWorld,
  clientId: string | undefined,
): DatabaseAnswer["kind"] {
  const wokenAt = world.wokenAt ?? world.now;
  if (region.isAway || world.now < wokenAt + region.sleepsMs) return "unseen";
  const token = clientId === undefined ? undefined : tokenOf(world, clientId);
  if (token === undefined || !isLive(world, token)) return "refused";
  if (token.organization !== ORGANIZATION || !token.roles.includes(ROLE)) {
    return "refused";
  }
  const lags =
    token.bornAt >= region.lagsFrom &&
    world.now - token.bornAt < region.scopeLagMs;
  if (!lags) return "accepted";
  return region.isMute ? "unseen" : "refused";
}

/** The database of the world, as one run reaches it; none where it has none. */
export function createSimulatedDatabase(
  { world }: Simulation,
  run: SimulatedRun,
  ask: Ask,
): Database | undefined {
  if (world.database === undefined) return undefined;
  const regions = world.database.map((region): DatabaseRegion => {
    const tryOnce = (
      clientId: string,
      kind: "try" | "control",
    ): Promise<DatabaseAnswer> =>
      ask<DatabaseAnswer>(
        { kind, subject: `${clientId}@${region.name}` },
        (fault) => {
          world.wokenAt ??= world.now;
          const truth = trueAnswer(world, region, clientId);
          if (fault === "unseen" || truth === "unseen") {
            return { value: UNSEEN };
          }
          const { accepted, refused } = seenBy(run);
          const own = truth === "accepted" ? accepted : refused;
          own.add(`${clientId}@${region.name}`);
          return { value: truth === "accepted" ? ACCEPTED : REFUSED };
        },
      );
    return {
      region: region.name,
      probe: ({ clientId }) => tryOnce(clientId, "try"),
      probePrevious: async () => {
        const { previous } = run.secrets;
        return previous === undefined
          ? undefined
          : await tryOnce(previous, "control");
      },
    };
  });
  return { name: "database-1", regions };
}

/** Notes what a run says of the database. */
export function noteTold(run: SimulatedRun, step: Step): void {
  if (step.kind !== "warning") return;
  if (step.warning.kind !== "database-unseen") return;
  for (const { region } of step.warning.regions) seenBy(run).told.add(region);
}

/**
 * I13: a token is written that the database has accepted in every region, or of
 * which the run has said why that could not be seen, and truly could not.
 */
export function unprovenIn(
  world: World,
  { value = "" }: StoredSecret,
  run: SimulatedRun,
): string | undefined {
  const { accepted, refused, told } = seenBy(run);
  for (const region of world.database ?? []) {
    const key = `${value}@${region.name}`;
    if (accepted.has(key)) continue;
    if (!told.has(region.name)) {
      return `${value} was written untried in ${region.name}, without a word`;
    }
    if (refused.has(key)) {
      return `${value} was written, which ${region.name} had refused`;
    }
    const { previous } = run.secrets;
    const { refused: others, accepted: own } = seenBy(run);
    const control = `${previous ?? ""}@${region.name}`;
    const couldBeAsked =
      own.has(control) ||
      (!others.has(control) &&
        trueAnswer(world, region, previous) === "accepted");
    if (couldBeAsked) {
      return `${value} was written untried in ${region.name}, which accepts the present token`;
    }
  }
  return undefined;
}
