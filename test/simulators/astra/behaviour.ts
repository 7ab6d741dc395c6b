import type { TimeForm } from "./times.ts";

/**
 * What is not established about the DevOps API, as switches: a client has to
 * survive every position. The first named value of each is the ordinary one.
 */
export interface AstraBehaviour {
  readonly createStatus: 200 | 201;
  readonly revokeStatus: 204 | 200;
  readonly unknownRevoke: 404 | 204 | 200 | 400 | 500;
  /** Whether unknown roles are refused at creation. */
  readonly unknownRole: "accepted" | "refused-text" | "refused-envelope";
  readonly forbidden: "envelope-403" | "null-401" | "string-401";
  /** Milliseconds before a fresh token is accepted. */
  readonly activationLagMs: number;
  /** Milliseconds that a revoked token stays usable. */
  readonly revocationLagMs: number;
  /** Milliseconds before the list shows a creation or a revocation. */
  readonly listLagMs: number;
  readonly description:
    "kept" | "dropped" | "null" | { readonly cutTo: number };
  readonly listOrder: "oldest-first" | "newest-first" | "by-id";
  readonly listedRoles: "ids" | "names";
  /** Whether `generatedOn` is said in answers. */
  readonly generatedOn: "said" | "absent";
  /** Milliseconds; the organization's maximum lifetime of a token. */
  readonly maximumLifetimeMs: number | undefined;
  readonly rolesListing: "free" | "needs-permission" | "forbidden";
  readonly roleFields: "lower" | "upper";
  /** Whether a token of few rights gets an answer from currentOrg. */
  readonly currentOrg:
    "any-token" | "null-401-for-low-rights" | "envelope-403-for-low-rights";
  readonly aboveOwnRights: "refused" | "accepted";
  /**
   * Requests that may still be made before 429 answers begin; undefined for no
   * limit.
   */
  readonly requestsLeft: number | undefined;
  /** Seconds in `retry-after`; undefined sends none. */
  readonly retryAfter: string | undefined;
}

/**
 * Troubles that a rotation need not come through without an error, or that
 * show only after a while. The first named value of each is the ordinary one.
 */
export interface AstraTrouble {
  /**
   * Milliseconds before the list shows a creation; as `listLagMs` when
   * undefined.
   */
  readonly creationListLagMs: number | undefined;
  /**
   * Milliseconds before the list shows a revocation; as `listLagMs` when
   * undefined.
   */
  readonly revocationListLagMs: number | undefined;
  /** Whether the list still shows tokens that have expired. */
  readonly expiredInList: "gone" | "kept";
  /** What a wish for a longer life than the organization's maximum meets. */
  readonly beyondMaximum: "refused" | "shortened";
  /**
   * The most tokens that the list shows, the first in its order; all when
   * undefined.
   */
  readonly mostListed: number | undefined;
  /** Whether a revocation is carried out, or only answered as if it were. */
  readonly revocation: "done" | "claimed";
  /** How instants are written in the answers. */
  readonly timeForm: TimeForm;
  /** The status of the answer that knows no such token (id 340018). */
  readonly deadTokenStatus: 401 | 404 | 400;
}

export function ordinaryTrouble(): AstraTrouble {
  return {
    creationListLagMs: undefined,
    revocationListLagMs: undefined,
    expiredInList: "gone",
    beyondMaximum: "refused",
    mostListed: undefined,
    revocation: "done",
    timeForm: "utc",
    deadTokenStatus: 401,
  };
}

export function ordinaryBehaviour(): AstraBehaviour {
  return {
    createStatus: 200,
    revokeStatus: 204,
    unknownRevoke: 404,
    unknownRole: "accepted",
    forbidden: "envelope-403",
    activationLagMs: 0,
    revocationLagMs: 0,
    listLagMs: 0,
    description: "kept",
    listOrder: "oldest-first",
    listedRoles: "ids",
    generatedOn: "said",
    maximumLifetimeMs: undefined,
    rolesListing: "free",
    roleFields: "lower",
    currentOrg: "any-token",
    aboveOwnRights: "refused",
    requestsLeft: undefined,
    retryAfter: undefined,
  };
}
