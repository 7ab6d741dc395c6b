import { isDue } from "../rotation/due.ts";
import { dated } from "../rotation/evidence.ts";
import type { Outcome } from "../rotation/outcome.ts";
import type { Policy } from "../rotation/observation.ts";

/** The version of the `report` output's shape. */
export const REPORT_VERSION = 1;

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

/** One token of the rotation as people and programs read it. Instants are epoch milliseconds. */
export interface TokenLine {
  readonly clientId: string;
  readonly generatedOn: number | undefined;
  readonly expiresOn: number | undefined;
  readonly state: TokenState;
  /** From when it may be revoked; undefined while that is not known, and for what stays. */
  readonly revocableFrom: number | undefined;
}

/** The whole outcome as plain data without a secret; outputs, log and summary are made of it. */
export interface Report {
  readonly mode: Policy["mode"];
  readonly dryRun: boolean;
  readonly decision: string | undefined;
  readonly reason: string | undefined;
  readonly rotated: boolean;
  readonly current: TokenLine | undefined;
  readonly tokens: readonly TokenLine[];
  readonly revoked: readonly string[];
  readonly nextRotationOn: number | undefined;
  readonly targets: readonly {
    readonly target: string;
    readonly secrets: readonly {
      readonly name: string;
      readonly result: string;
    }[];
  }[];
  readonly error: Outcome["error"];
  readonly elapsedMs: number;
}

/** Turns an outcome into a report. */
export function reportOf(
  { record, error }: Outcome,
  policy: Policy,
  dryRun: boolean,
  elapsedMs: number,
): Report {
  const { decision } = record;
  const tokens = tokenLines(record, policy);
  const current = tokens.find((token) => token.state === "current");
  return {
    mode: policy.mode,
    dryRun,
    decision: decision?.kind,
    reason: decision?.kind === "mint" ? decision.reason : undefined,
    rotated: record.minted?.state === "published",
    current,
    tokens,
    revoked: record.revoked,
    nextRotationOn:
      policy.rotateAfterMs === 0 || current?.generatedOn === undefined
        ? undefined
        : current.generatedOn + policy.rotateAfterMs,
    targets: record.targets.map(({ target, cells }) => ({
      target,
      secrets: cells.map(({ secret, answer }) => ({
        name: secret,
        result: answer.kind,
      })),
    })),
    error,
    elapsedMs,
  };
}

/** The tokens that stay alive on purpose, and from when each may go. */
export function retiringOf({ tokens }: Report): readonly TokenLine[] {
  return tokens.filter(
    ({ state }) => state === "superseded" || state === "adopted",
  );
}

function tokenLines(
  record: Outcome["record"],
  policy: Policy,
): readonly TokenLine[] {
  const { minted, observation, decision } = record;
  const lines: TokenLine[] = [];
  if (minted !== undefined) {
    lines.push({
      clientId: minted.credential.clientId,
      generatedOn: minted.generatedOn ?? minted.credential.generatedOn,
      expiresOn: minted.credential.expiresOn,
      state: minted.state === "published" ? "current" : minted.state,
      revocableFrom: undefined,
    });
  }
  if (observation === undefined || decision === undefined) return lines;
  const { evidence, adopted, frozen } = decision;
  const isRenewed = minted?.state === "published";
  const { now } = observation.clocks;

  const stateOf = (clientId: string, otherwise: TokenState): TokenState => {
    if (record.revoked.includes(clientId)) return "revoked";
    if (record.unrevoked.includes(clientId)) return "unconfirmed";
    const isCurrent = !isRenewed && clientId === evidence.newest?.clientId;
    return isCurrent ? "current" : otherwise;
  };
  const revocableFrom = (
    clientId: string,
    pastFenceOn: number,
  ): number | undefined => {
    const known = frozen.find((one) => one.clientId === clientId);
    if (known?.revocableFrom !== undefined) return known.revocableFrom;
    if (known !== undefined && isDue(known, now)) return now;
    return isRenewed
      ? Math.max(now + policy.overlapMs, pastFenceOn)
      : undefined;
  };
  for (const member of [...evidence.lineage.members].reverse()) {
    const { clientId, generatedOn, expiresOn } = member;
    const state = stateOf(clientId, "superseded");
    const pastFenceOn = generatedOn + dated(member).fenceMs;
    lines.push({
      clientId,
      generatedOn,
      expiresOn,
      state,
      revocableFrom:
        state === "superseded"
          ? revocableFrom(clientId, pastFenceOn)
          : undefined,
    });
  }
  for (const { clientId, generatedOn, expiresOn } of adopted) {
    const state = stateOf(clientId, "adopted");
    const pastFenceOn = (generatedOn ?? now) + policy.fenceMs;
    lines.push({
      clientId,
      generatedOn,
      expiresOn,
      state,
      revocableFrom:
        state === "adopted" ? revocableFrom(clientId, pastFenceOn) : undefined,
    });
  }
  return lines;
}
