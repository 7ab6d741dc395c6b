import type { Coverage } from "../rotation/coverage.ts";
import type { ListedToken } from "../rotation/credential.ts";
import {
  type LineageName,
  lineageOf,
  type Member,
} from "../rotation/lineage.ts";
import { adoptedBy } from "../rotation/marker.ts";
import type { PreviousAnswer } from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";

/** One open alert, as it is told of. */
export interface Alert {
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  /** Epoch milliseconds; undefined when GitHub does not say. */
  readonly createdAt: number | undefined;
  readonly validity: string | undefined;
}

/** One leaked value, with every alert that names it. */
export interface Leak {
  /** The part of the value that is no secret, and that anybody may copy. */
  readonly clientId: string;
  readonly value: Secret;
  readonly alerts: readonly Alert[];
}

/** What Astra's token list says of a client id; a value needs more than that. */
export type Standing =
  /** Of the watched rotation, and all of its places are this rotation's. */
  | "ours"
  /** Of the watched rotation, but other places may hold it. */
  | "uncovered"
  /** `astra-token`, which no run of this action may revoke. */
  | "admin"
  /** Of another rotation, or of none. */
  | "foreign"
  | "unlisted";

/** What the organization's token list tells of client ids. */
export interface Register {
  readonly standingOf: (clientId: string) => Standing;
  /** The client id of the rotation's newest token. */
  readonly newest: string | undefined;
}

/** What the watched rotation is known by. */
export interface Watched {
  readonly lineage: LineageName;
  readonly coverage: Pick<Coverage, "covers">;
  readonly adminClientId: string;
}

/** Reads the list by the markers in it. */
export function registerOf(
  tokens: readonly ListedToken[],
  { lineage, coverage, adminClientId }: Watched,
): Register {
  const listed = new Set(tokens.map(({ clientId }) => clientId));
  const { members, copies } = lineageOf(tokens, lineage);
  const own = new Map(members.map((member) => [member.clientId, [member]]));
  for (const [clientId, namers] of adoptedIn(members)) {
    const isTaken = own.has(clientId) || copies.includes(clientId);
    // A key of ours that was taken over is still the key that we act with.
    if (!isTaken && clientId !== adminClientId) own.set(clientId, namers);
  }
  return {
    newest: members.at(-1)?.clientId,
    standingOf: (clientId) => {
      if (!listed.has(clientId)) return "unlisted";
      const markers = own.get(clientId);
      if (markers !== undefined) {
        return markers.every(({ marker }) => coverage.covers(marker))
          ? "ours"
          : "uncovered";
      }
      return clientId === adminClientId ? "admin" : "foreign";
    },
  };
}

/** The hand-made tokens that the rotation took over, with what names them. */
function adoptedIn(members: readonly Member[]): ReadonlyMap<string, Member[]> {
  const adopted = members.filter(
    ({ marker }) => adoptedBy(marker) !== undefined,
  );
  return Map.groupBy(adopted, ({ marker }) => adoptedBy(marker) ?? "");
}

/** What is known of a value that Astra was asked about. */
export type Verdict =
  /** Astra refuses it: revoked, expired, or never a token. */
  | "dead"
  /** The answer does not tell, or there was none. */
  | "unclear"
  /** A live token of another organization. */
  | "elsewhere"
  /** Live, and of the standing that its client id has. */
  | "ours"
  | "uncovered"
  | "admin"
  | "foreign";

/**
 * What Astra's answer to a leaked value means. Only that answer tells life from
 * death: a client id in the list is no proof, since anybody may have copied it,
 * and neither is one that the list lacks, which may be of another organization.
 */
export function verdictOf(
  answer: PreviousAnswer,
  standing: Standing,
  organization: string,
): Verdict {
  switch (answer.kind) {
    case "refused":
      return "dead";
    case "unclear":
      return "unclear";
    case "organization":
      if (answer.organization !== organization) return "elsewhere";
      return standing === "unlisted" ? "foreign" : standing;
    default:
      return answer satisfies never;
  }
}

/** What the run does about a value of the watched rotation that is alive. */
export type Plan =
  /** Revoked at once, alone: no secret can hold it. */
  | "revoke"
  /**
   * The rotation has to replace it everywhere first: it is in use, or nothing
   * proves that it is not.
   */
  | "emergency";

/**
 * Plans for a live value of the rotation. `isOutOfUse` is undefined where the
 * secrets could not be looked at. The run never revokes the key that it acts
 * with.
 */
export function planFor(
  clientId: string,
  adminClientId: string,
  isOutOfUse: ((clientId: string) => boolean) | undefined,
): Plan {
  const isProven = isOutOfUse?.(clientId) === true;
  return isProven && clientId !== adminClientId ? "revoke" : "emergency";
}
