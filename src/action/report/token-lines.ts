import type { Decision } from "../../rotation/decision.ts";
import { dated } from "../../rotation/usage.ts";
import type { Policy } from "../../rotation/observation.ts";
import type { Outcome } from "../../rotation/outcome.ts";
import { dueNow, inOrder } from "../../rotation/due.ts";

/** What a token of the rotation is, after the run. */
export type TokenState =
  | "current"
  | "superseded"
  | "adopted"
  | "revoked"
  | "withdrawn"
  | "unpublished"
  | "partly-published"
  | "unconfirmed";

/**
 * One token of the rotation as people and programs read it. Instants are epoch
 * milliseconds.
 */
export interface TokenLine {
  readonly clientId: string;
  readonly state: TokenState;
  readonly generatedOn: number | undefined;
  readonly expiresOn: number | undefined;
  /**
   * Since when no secret holds it; undefined while one may, or while nothing
   * proves it.
   */
  readonly supersededOn: number | undefined;
  /**
   * From when it may be revoked; undefined while that is not known, and for
   * what stays.
   */
  readonly revocableFrom: number | undefined;
}

type Facts = Outcome["record"];

/**
 * The rotation's tokens, the fresh one first, then from the newest to the
 * oldest, then the ones taken over.
 */
export function tokenLines(
  record: Facts,
  policy: Policy,
): readonly TokenLine[] {
  const fresh = freshLine(record);
  const { observation, decision } = record;
  if (observation === undefined || decision === undefined) return fresh;
  const { now } = observation.clocks;
  const lineOf = lineMaker(record, decision, policy, now);
  const { lineage } = decision.evidence;
  return [
    ...fresh,
    ...lineage.members
      .toReversed()
      .map((member) => lineOf(member, "superseded", dated(member).fenceMs)),
    ...decision.evidence.adoption.tokens.map((token) =>
      lineOf(token, "adopted", policy.fenceMs),
    ),
  ];
}

function freshLine({ minted }: Facts): readonly TokenLine[] {
  if (minted === undefined) return [];
  const { credential, state } = minted;
  return [
    {
      clientId: credential.clientId,
      state: state === "published" ? "current" : state,
      generatedOn: minted.generatedOn ?? credential.generatedOn,
      expiresOn: credential.expiresOn,
      supersededOn: undefined,
      revocableFrom: undefined,
    },
  ];
}

type LineOf = (
  token: Pick<TokenLine, "clientId" | "generatedOn" | "expiresOn">,
  otherwise: "superseded" | "adopted",
  fenceMs: number,
) => TokenLine;

/** Makes the lines of tokens that were there before the run. */
function lineMaker(
  record: Facts,
  { frozen, evidence }: Decision,
  policy: Policy,
  now: number,
): LineOf {
  const fresh = record.minted?.state;
  const isRenewed = fresh === "published";
  const isReplaced = isRenewed || fresh === "partly-published";
  const stateOf = (clientId: string, otherwise: TokenState): TokenState => {
    if (record.revoked.includes(clientId)) return "revoked";
    if (record.unrevoked.includes(clientId)) return "unconfirmed";
    if (isReplaced || clientId !== evidence.newest?.clientId) return otherwise;
    return evidence.everywhere ? "current" : "partly-published";
  };
  return ({ clientId, generatedOn, expiresOn }, otherwise, fenceMs) => {
    const known = frozen.find((one) => one.clientId === clientId);
    const state = stateOf(clientId, otherwise);
    const line = { clientId, state, generatedOn, expiresOn };
    if (state === "current" || state === "partly-published") {
      return { ...line, supersededOn: undefined, revocableFrom: undefined };
    }
    const supersededOn = known?.outOfUseSince ?? (isRenewed ? now : undefined);
    const pastFenceOn = (generatedOn ?? now) + fenceMs;
    // In an emergency everything may go at once.
    const revocableFrom = policy.compromised
      ? now
      : (known?.revocableFrom ??
        (isRenewed
          ? Math.max(now + policy.overlapMs, pastFenceOn)
          : undefined));
    const isLive = state === otherwise;
    return {
      ...line,
      supersededOn,
      revocableFrom: isLive ? revocableFrom : undefined,
    };
  };
}

/**
 * Client ids of what the same run would revoke if it were no dry run, in order;
 * `drain` may keep some of it.
 */
export function plannedRevocations(
  { observation, decision }: Facts,
  { overlapMs, compromised, adminClientId }: Policy,
): readonly string[] {
  if (observation === undefined || decision === undefined) return [];
  if (decision.kind === "check") return [];
  const isRenewal = decision.kind === "mint";
  const due = dueNow(
    decision.frozen,
    new Set(observation.tokens.map(({ clientId }) => clientId)),
    {
      now: observation.clocks.now,
      atOnce: isRenewal && (overlapMs === 0 || compromised),
      keep: isRenewal ? undefined : adminClientId,
    },
  );
  const first = decision.kind === "mint" ? decision.makeRoom : [];
  const going = [...first, ...inOrder(due, adminClientId)];
  return [...new Set(going.map(({ clientId }) => clientId))];
}
