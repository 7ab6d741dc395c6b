import { hasExpired, type ListedToken } from "./credential.ts";
import { type Coverage, isOtherRotation } from "./coverage.ts";
import {
  canHoldOlder,
  type Holding,
  isDrifted,
  isSeen,
  isWrittenAfter,
} from "./holdings.ts";
import type { Lineage, Member } from "./lineage.ts";
import { NAMED_LENGTH, type NamedToken, parseMarker } from "./marker.ts";
import type { Observation, Policy } from "./observation.ts";

/**
 * What `previous-token` proves: what one secret held when GitHub read it for
 * this job. It may be old, or another secret's.
 */
export interface Witness {
  readonly clientId: string;
  readonly is:
    | "newest"
    /** Another live credential of the lineage. */
    | "member"
    /**
     * A live token without a marker, or of a rotation whose places are all
     * among this run's.
     */
    | "hand-made"
    /** Of a rotation that has other places, or a copy of a marker. */
    | "other-rotation"
    | "dead"
    /** Nobody could tell. */
    | "unclear";
  /** As the list shows it; undefined when it is not listed, or has expired. */
  readonly token: ListedToken | undefined;
  /**
   * Some place can hold it. Without standing it is some other secret's value.
   */
  readonly hasStanding: boolean;
  /** It is taken over by the next credential. */
  readonly isAdopted: boolean;
  /** It is not what evidence says that the secrets hold. */
  readonly contradicts: boolean;
  /** The newest credential's marker names it: an earlier run has seen it. */
  readonly isKnown: boolean;
  /**
   * The contradiction makes no fresh credential due: the newest's marker
   * records it, or that it is another secret's value, and every secret was
   * written since.
   */
  readonly isAnswered: boolean;
}

/** What the reading of the witness rests on. */
export interface WitnessGrounds {
  readonly lineage: Lineage;
  readonly newest: Member | undefined;
  readonly holdings: readonly Holding[];
  /** The newest is everywhere, and nothing else can be. */
  readonly isComplete: boolean;
  readonly coverage: Coverage;
}

/** Reads the witness; undefined when `previous-token` names no token. */
export function witnessOf(
  observation: Observation,
  policy: Policy,
  grounds: WitnessGrounds,
): Witness | undefined {
  const { lineage, newest, holdings, isComplete } = grounds;
  const clientId = policy.previousClientId ?? ownKeyOf(policy, lineage);
  if (clientId === undefined) return undefined;
  const { clocks, overrides } = observation;
  const token = observation.tokens.find(
    (one) =>
      one.clientId === clientId && !hasExpired(one, clocks.now - clocks.offset),
  );
  const is = kindOf(clientId, token, observation, policy, grounds);
  const standing = holdings.filter(
    ({ updatedAt, secret }) =>
      isSeen(secret, overrides) && canHoldOlder(updatedAt, token?.generatedOn),
  );
  const hasStanding = standing.length > 0;
  const named = newest?.marker.named;
  const isKnown = named?.clientId === clientId;
  const isAdopted =
    is === "hand-made" &&
    clientId.length <= NAMED_LENGTH &&
    !lineage.members.some(
      ({ marker }) =>
        marker.named?.as === "adopted" && marker.named.clientId === clientId,
    ) &&
    (lineage.members.length === 0
      ? hasStanding
      : // A rotation that is still at work is not taken over.
        parseMarker(token?.description ?? "") === undefined &&
        standing.some((holding) => isDrifted(holding)));
  const contradicts =
    newest !== undefined &&
    hasStanding &&
    !isAdopted &&
    (is === "dead" || (isComplete && (is === "member" || is === "hand-made")));
  const isAnswered =
    newest !== undefined &&
    isKnown &&
    (named.as === "contradicting" || named.as === "elsewhere") &&
    holdings.every(({ updatedAt }) => isWrittenAfter(updatedAt, newest));
  return {
    clientId,
    is,
    token,
    hasStanding,
    isAdopted,
    contradicts,
    isKnown,
    isAnswered,
  };
}

/** What the next marker remembers of the witness. */
export function rememberedOf(
  witness: Witness | undefined,
): NamedToken | undefined {
  if (witness === undefined || witness.clientId.length > NAMED_LENGTH) {
    return undefined;
  }
  const { clientId, is, hasStanding, isAdopted, contradicts } = witness;
  if (isAdopted) return { clientId, as: "adopted" };
  if (contradicts) return { clientId, as: "contradicting" };
  if (is === "newest" || is === "unclear") return undefined;
  const isElsewhere = is === "other-rotation" || !hasStanding;
  return { clientId, as: isElsewhere ? "elsewhere" : "witnessed" };
}

/**
 * The admin token where it belongs to the lineage: then a secret held it, as if
 * `previous-token` had named it.
 */
function ownKeyOf(
  { adminClientId }: Policy,
  { members }: Lineage,
): string | undefined {
  return members.find(({ clientId }) => clientId === adminClientId)?.clientId;
}

function kindOf(
  clientId: string,
  token: ListedToken | undefined,
  { tokens, previous }: Observation,
  { lineage: name }: Policy,
  { lineage, newest, coverage }: WitnessGrounds,
): Witness["is"] {
  if (clientId === newest?.clientId) return "newest";
  if (lineage.members.some((member) => member.clientId === clientId)) {
    return "member";
  }
  if (token !== undefined) {
    const marker = parseMarker(token.description);
    if (lineage.copies.includes(clientId)) return "other-rotation";
    return marker === undefined ||
      (isOtherRotation(marker, name) && coverage.covers(marker))
      ? "hand-made"
      : "other-rotation";
  }
  const isListed = tokens.some((one) => one.clientId === clientId);
  if (isListed || previous?.kind === "refused") return "dead";
  // The list may lag behind a token that Astra knows.
  return previous?.kind === "organization" ? "hand-made" : "unclear";
}
