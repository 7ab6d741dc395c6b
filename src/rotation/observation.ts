import type { ServiceClocks } from "./clocks.ts";
import type { ListedToken, Role } from "./credential.ts";
import type { RotationError } from "./errors.ts";
import type { LineageIdentity } from "./lineage.ts";
import type { CredentialEnd, PreviousAnswer, RoleReading } from "./ports.ts";

/** One secret of one target, as its metadata shows it. */
export interface SecretState {
  /** The target's name as people read it. */
  readonly target: string;
  readonly secretName: string;
  /**
   * When it was last written, on GitHub's clock (epoch milliseconds, whole
   * seconds); undefined when it is not there.
   */
  readonly updatedAt: number | undefined;
}

/**
 * A secret of the same name at a level that wins over a target's: consumers
 * there would never see what is published.
 */
export interface Override {
  /** The target's name as people read it. */
  readonly target: string;
  readonly secretName: string;
  /** The place that wins, as people read it. */
  readonly by: string;
}

/** Everything that a decision rests on; made of reads alone. */
export interface Observation {
  readonly organization: string;
  /** The configured roles; in mode `retire` none. */
  readonly roles: readonly Role[];
  /**
   * Digest of what the roles allow, 4 characters of base64url; undefined when
   * nobody can tell.
   */
  readonly rolesDigest: string | undefined;
  /**
   * The lines that the roles allow beside those of an earlier digest; undefined
   * when no few lines explain the difference.
   */
  readonly rolesAddedSince?: RoleReading["addedSince"];
  /** Why the roles could not be checked; undefined when they were. */
  readonly rolesUnchecked: RotationError | undefined;
  readonly tokens: readonly ListedToken[];
  readonly secrets: readonly SecretState[];
  /** Known only before a minting; empty until they were searched for. */
  readonly overrides: readonly Override[];
  /**
   * What `previous-token` said of itself; asked only when the list does not
   * show it.
   */
  readonly previous: PreviousAnswer | undefined;
  /** The end of GitHub's credential, where answers said one. */
  readonly githubEnd?: CredentialEnd | undefined;
  readonly clocks: ServiceClocks;
}

/** The settings that a decision depends on. All times are milliseconds. */
export interface Policy {
  readonly mode: "rotate" | "retire" | "check";
  readonly lineage: LineageIdentity;
  /**
   * The organization that `astra-token` has to belong to; undefined when any
   * will do.
   */
  readonly organizationId: string | undefined;
  readonly rotateAfterMs: number;
  readonly overlapMs: number;
  /** This run's own fence. */
  readonly fenceMs: number;
  readonly maxLiveTokens: number;
  readonly compromised: boolean;
  /**
   * Whether a superseded credential stays while a workflow run may still hold
   * it.
   */
  readonly drain: boolean;
  /** How late a rotation or a revocation may be before mode `check` fails. */
  readonly toleranceMs: number;
  /** The token that the action authenticates with. */
  readonly adminClientId: string;
  /** The token that `previous-token` named. */
  readonly previousClientId: string | undefined;
}
