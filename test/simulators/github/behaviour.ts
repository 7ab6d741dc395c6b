import type { SecretStoreName } from "./scopes.ts";

/**
 * Switches for what GitHub does differently at times, on other servers, or in a
 * way that is not documented.
 */
export interface GithubBehaviour extends RefusalBehaviour {
  /**
   * `/api/v3` on GitHub Enterprise Server, where every other path belongs to
   * the web site; empty on GitHub.com and GHE.com.
   */
  pathPrefix: "" | "/api/v3";
  /** The JSON type of `key_id` in answers: old servers sent a number. */
  keyIdType: "string" | "number";
  /**
   * The second that `updated_at` shows after a PUT: that of the answer's `date`
   * or the one after it. Both were recorded about as often.
   */
  updatedAtSecond: "same" | "next" | "alternating";
  /** What a fresh installation token meets at first. */
  appTokenLag: "none" | "unknown" | "without-permissions";
  /** How long the lag lasts, milliseconds after the token was made. */
  appTokenLagMs: number;
  /** Whether an App may name itself by its client id, or only by its number. */
  clientIdsKnown: boolean;
  /**
   * The behaviour of 2021: a box that does not open is stored all the same and
   * answered with 204; the secret is then unreadable.
   */
  acceptUnopenableBoxes: boolean;
  /**
   * Every successful secret PUT answers 204, also the one that created the
   * secret.
   */
  neverAnswerCreated: boolean;
  /**
   * Whether there are limits at all; GitHub Enterprise Server has none by
   * default.
   */
  limited: boolean;
  /**
   * Whether secrets are also reached by the id of their repository, as
   * redirects of GitHub.com lead there.
   */
  servesPathsById: boolean;
  /** Status of the answers to exceeded limits; both are documented. */
  limitStatus: 403 | 429;
  /** Whether answers to exceeded secondary limits carry `retry-after`. */
  limitRetryAfter: boolean;
  /** The words for exceeded secondary limits; the old ones are of 2021. */
  limitWords: "present" | "old";
  /**
   * Overrides the number of requests per hour that every principal may make.
   */
  primaryLimit: number | undefined;
  /** Secondary limit: points per minute (a read is 1, a write 5). */
  pointsPerMinute: number;
  /** Secondary limit: requests under way at once. */
  concurrentRequests: number;
  /**
   * Whether secret PUTs count as content creation (80 a minute, 500 an hour);
   * not documented, so off at first.
   */
  contentCreationLimited: boolean;
  /**
   * Whether App tokens may use the Codespaces stores; GitHub's own documents
   * contradict each other.
   */
  appsMayUseCodespaces: boolean;
  /** API versions that answer 400 no longer, but 410. */
  retiredApiVersions: readonly string[];
  /** Secret PUTs that are still to be answered with 409. */
  conflictsLeft: number;
  /** The most secrets that a place holds; GitHub's own number when undefined. */
  capacity: number | undefined;
  /** Stores that the server does not have, or that are switched off there. */
  missingStores: readonly SecretStoreName[];
  /** Whether the validity of an alert may be set; no server of others has it. */
  validityOverrides: boolean;
  /** Whether closing an alert takes a reviewer. */
  delegatedDismissal: boolean;
}

/** A repository that GitHub has blocked. */
export interface BlockedRepository {
  readonly id: number;
  readonly status: 403 | 451;
  readonly reason: "tos" | "dmca" | "unavailable";
}

/** Switches for refusals that are no matter of a token's permissions. */
export interface RefusalBehaviour {
  /**
   * Organizations that enforce SAML single sign-on: a classic token needs to be
   * authorised for them.
   */
  samlOrganizations: readonly string[];
  /** Organizations whose IP allow list does not include the caller. */
  ipAllowListOrganizations: readonly string[];
  /** Organizations that forbid classic tokens. */
  classicForbiddenOrganizations: readonly string[];
  /** Organizations for whose policy every fine-grained token lives too long. */
  lifetimePolicyOrganizations: readonly string[];
  /** Users whose account is suspended. */
  suspendedUsers: readonly string[];
  /**
   * Managed users of an enterprise, who may not see what lies outside of it.
   */
  managedUsers: readonly string[];
  /** Whether too many logins failed, so that GitHub refuses all for a while. */
  loginsLockedOut: boolean;
  blockedRepositories: readonly BlockedRepository[];
  /** Owners whose plan has no environments in private repositories. */
  ownersWithoutEnvironments: readonly string[];
}

/** GitHub on an ordinary day. */
export function ordinaryBehaviour(): GithubBehaviour {
  return {
    ...noRefusals(),
    pathPrefix: "",
    keyIdType: "string",
    updatedAtSecond: "alternating",
    appTokenLag: "none",
    appTokenLagMs: 2_000,
    clientIdsKnown: true,
    acceptUnopenableBoxes: false,
    neverAnswerCreated: false,
    limited: true,
    servesPathsById: true,
    limitStatus: 403,
    limitRetryAfter: true,
    limitWords: "present",
    primaryLimit: undefined,
    pointsPerMinute: 900,
    concurrentRequests: 100,
    contentCreationLimited: false,
    appsMayUseCodespaces: true,
    retiredApiVersions: [],
    conflictsLeft: 0,
    capacity: undefined,
    missingStores: [],
    validityOverrides: true,
    delegatedDismissal: false,
  };
}

function noRefusals(): RefusalBehaviour {
  return {
    samlOrganizations: [],
    ipAllowListOrganizations: [],
    classicForbiddenOrganizations: [],
    lifetimePolicyOrganizations: [],
    suspendedUsers: [],
    managedUsers: [],
    loginsLockedOut: false,
    blockedRepositories: [],
    ownersWithoutEnvironments: [],
  };
}
