/** Switches for what GitHub does differently at times, or does in a way that is not documented. */
export interface GithubBehaviour {
  /** The behaviour of 2021: a box that does not open is stored all the same and answered with 204; the secret is then unreadable. */
  acceptUnopenableBoxes: boolean;
  /** Every successful secret PUT answers 204, also the one that created the secret. */
  neverAnswerCreated: boolean;
  /** Whether there are limits at all; GitHub Enterprise Server has none unless told. */
  limited: boolean;
  /** Whether secrets are also reached by the id of their repository, as redirects of GitHub.com lead there. */
  servesPathsById: boolean;
  /** Status of the answers to exceeded limits; both are documented. */
  limitStatus: 403 | 429;
  /** Whether answers to exceeded secondary limits carry `retry-after`. */
  limitRetryAfter: boolean;
  /** Overrides the number of requests per hour that every principal may make. */
  primaryLimit: number | undefined;
  /** Secondary limit: points per minute (a read is 1, a write 5). */
  pointsPerMinute: number;
  /** Secondary limit: requests under way at once. */
  concurrentRequests: number;
  /** Whether secret PUTs count as content creation (80 a minute, 500 an hour); not documented, so off at first. */
  contentCreationLimited: boolean;
  /** Organizations that enforce SAML single sign-on: a classic token needs to be authorised for them. */
  samlOrganizations: readonly string[];
  /** Organizations whose IP allow list does not include the caller. */
  ipAllowListOrganizations: readonly string[];
  /** Whether App tokens may use the Codespaces stores; GitHub's own documents contradict each other. */
  appsMayUseCodespaces: boolean;
  /** API versions that answer 400 no longer, but 410. */
  retiredApiVersions: readonly string[];
}

/** GitHub on an ordinary day. */
export function ordinaryBehaviour(): GithubBehaviour {
  return {
    acceptUnopenableBoxes: false,
    neverAnswerCreated: false,
    limited: true,
    servesPathsById: true,
    limitStatus: 403,
    limitRetryAfter: true,
    primaryLimit: undefined,
    pointsPerMinute: 900,
    concurrentRequests: 100,
    contentCreationLimited: false,
    samlOrganizations: [],
    ipAllowListOrganizations: [],
    appsMayUseCodespaces: true,
    retiredApiVersions: [],
  };
}
