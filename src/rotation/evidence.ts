import { type Coverage, coverageOf, lineageAt } from "./coverage.ts";
import { hasExpired, type ListedToken } from "./credential.ts";
import {
  type Holding,
  holdingsOf,
  isDrifted,
  isSettledOn,
  mayBe,
} from "./holdings.ts";
import { type Lineage, lineageOf, type Member } from "./lineage.ts";
import {
  adoptedBy,
  type LowWater,
  type NamedToken,
  parseMarker,
} from "./marker.ts";
import type { SecretState, Observation, Policy } from "./observation.ts";
import {
  type Dated,
  dated,
  lastWriteOf,
  namersOf,
  type Usage,
  usageOf,
} from "./usage.ts";
import { rememberedOf, type Witness, witnessOf } from "./witness.ts";

/** What an observation proves about the rotation's credentials. */
export interface Evidence extends Usage {
  /** The live credentials; what has expired is gone, listed or not. */
  readonly lineage: Lineage;
  /** Expired ones that are still listed, oldest first. */
  readonly expired: readonly Member[];
  readonly adoption: { readonly tokens: readonly AdoptedToken[] };
  readonly coverage: Coverage;
  /**
   * Live credentials some of whose places are not known to be among this run's.
   */
  readonly uncovered: readonly Member[];
  /** The newest credential that was minted for all of this run's places. */
  readonly newest: Member | undefined;
  /** The credentials younger than their fence, covered or not. */
  readonly young: readonly Member[];
  /** Secrets that are not there. */
  readonly missing: readonly SecretState[];
  /** Secrets that hold nothing of the lineage. */
  readonly drifted: readonly SecretState[];
  /**
   * Every secret was written after the newest credential was minted, and can
   * hold nothing else of the lineage.
   */
  readonly complete: boolean;
  /**
   * Every secret can hold the newest credential, and was written after it was
   * minted.
   */
  readonly everywhere: boolean;
  readonly witness: Witness | undefined;
  /** What the next marker may say of this observation. */
  readonly lowWater: LowWater | undefined;
  /** What the next marker remembers of the witness. */
  readonly named: NamedToken | undefined;
  /**
   * The rotation holds its own admin token: a successor has to list the tokens
   * before it is published.
   */
  readonly rotatesItself: boolean;
  /** A secret is missing or drifted, so that nothing is proven out of use. */
  readonly isUnclear: boolean;
  /**
   * The latest instant, on GitHub's clock, at which a run of the lineage may
   * have written a secret; `-Infinity` when there was none.
   */
  readonly lastActivity: number;
}

/** A live hand-made token that the rotation took over. */
export interface AdoptedToken extends Dated {
  readonly expiresOn: number | undefined;
  readonly isCovered: boolean;
}

/**
 * Reads an observation as evidence; pure, and the same for every run that sees
 * the same.
 */
export function weigh(observation: Observation, policy: Policy): Evidence {
  const { secrets, clocks } = observation;
  const astraNow = clocks.now - clocks.offset;
  const live = observation.tokens.filter((one) => !hasExpired(one, astraNow));
  const lineage = lineageAt(live, policy);
  const { members } = lineage;
  const coverage = coverageOf(policy.lineage);
  const newest = members.findLast(({ marker }) => coverage.isForAll(marker));
  const missing = secrets.filter(({ updatedAt }) => updatedAt === undefined);
  const holdings = holdingsOf(secrets, members);
  const drifted = holdings.filter(isDrifted);
  const isUnclear = missing.length > 0 || drifted.length > 0;
  const isEvery = (holds: (one: Holding, member: Member) => boolean): boolean =>
    !isUnclear &&
    newest !== undefined &&
    holdings.every((holding) => holds(holding, newest));
  const complete = isEvery(isSettledOn);
  const grounds = { lineage, newest, holdings, coverage };
  const witness = witnessOf(observation, policy, {
    ...grounds,
    isComplete: complete,
  });
  const usage = usageOf({
    ...grounds,
    members,
    now: clocks.now,
    isUnclear,
    freshlyAdopted: witness?.isAdopted === true ? witness.clientId : undefined,
  });
  const tokens = adoptedOf(live, policy, { ...grounds, witness }, clocks.now);
  return {
    ...usage,
    lineage,
    expired: lineageOf(
      observation.tokens.filter((one) => hasExpired(one, astraNow)),
      policy.lineage,
    ).members,
    adoption: { tokens },
    coverage,
    uncovered: members.filter(({ marker }) => !coverage.covers(marker)),
    newest,
    young: members.filter((member) => !usage.isPastFence(dated(member))),
    missing,
    drifted: drifted.map(({ secret }) => secret),
    complete,
    everywhere: isEvery(mayBe),
    witness,
    lowWater: lowWaterOf(
      holdings,
      members,
      policy,
      isUnclear || witness?.contradicts === true,
    ),
    named: rememberedOf(witness),
    rotatesItself: rotatesItself(policy, members, witness),
    isUnclear,
    lastActivity: lastActivityOf(holdings, members),
  };
}

/**
 * The hand-made tokens that the rotation took over and that are live: what
 * markers remember, and what this run adopts. One that a marker names is
 * covered when every credential that names it is.
 */
function adoptedOf(
  live: readonly ListedToken[],
  policy: Policy,
  {
    lineage: { members, copies },
    coverage,
    witness,
  }: {
    readonly lineage: Lineage;
    readonly coverage: Coverage;
    readonly witness: Witness | undefined;
  },
  now: number,
): readonly AdoptedToken[] {
  const excluded = new Set([
    ...copies,
    ...members.map(({ clientId }) => clientId),
  ]);
  return live.flatMap(({ clientId, generatedOn, expiresOn, description }) => {
    if (excluded.has(clientId)) return [];
    const namers = members.filter(
      ({ marker }) => adoptedBy(marker) === clientId,
    );
    const isFresh =
      witness?.isAdopted === true && witness.clientId === clientId;
    if (namers.length === 0 && !isFresh) return [];
    const places = namers.map(({ marker }) => marker);
    return [
      {
        clientId,
        // One of unknown age is at least as old as the credential that
        // remembers it.
        generatedOn: generatedOn ?? namers.at(-1)?.generatedOn ?? now,
        expiresOn,
        // Its maker's run, if it was another rotation's, may still be writing
        // it.
        fenceMs: Math.max(
          policy.fenceMs,
          parseMarker(description)?.fenceMs ?? 0,
        ),
        places,
        isCovered: places.every((marker) => coverage.covers(marker)),
      },
    ];
  });
}

/**
 * The low-water pair of this observation; one that proves nothing still tells
 * the latest write that was seen.
 */
function lowWaterOf(
  holdings: readonly Holding[],
  members: readonly Member[],
  { fenceMs }: Policy,
  provesNothing: boolean,
): LowWater | undefined {
  const lastWrite = lastWriteOf(holdings);
  if (lastWrite === undefined) return undefined;
  const longest = Math.max(
    fenceMs,
    ...members.map(({ marker }) => marker.fenceMs),
  );
  const oldest = Math.min(...holdings.map(({ updatedAt }) => updatedAt));
  const generatedBefore =
    provesNothing || members.length === 0 ? undefined : oldest - longest;
  return { lastWrite, generatedBefore };
}

function rotatesItself(
  { adminClientId }: Policy,
  members: readonly Member[],
  witness: Witness | undefined,
): boolean {
  return (
    members.some(({ clientId }) => clientId === adminClientId) ||
    namersOf(members).has(adminClientId) ||
    (witness?.clientId === adminClientId && witness.hasStanding)
  );
}

function lastActivityOf(
  holdings: readonly Holding[],
  members: readonly Member[],
): number {
  return Math.max(
    lastWriteOf(holdings) ?? -Infinity,
    // An older one may have the longer fence.
    ...members.map(({ generatedOn, marker }) => generatedOn + marker.fenceMs),
  );
}
