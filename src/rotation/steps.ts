import type { Role } from "./credential.ts";
import type { OwnEnd } from "./credential-ends.ts";
import type { Death } from "./death.ts";
import type { Decision } from "./decision.ts";
import type { RotationError } from "./errors.ts";
import type { SecretState, Observation, Override } from "./observation.ts";
import type { WriteResult } from "./ports.ts";
import type { RoleChange } from "./role-change.ts";

/** What a run tells while it works, in the order in which things happen. */
export type Step =
  | { readonly kind: "observed"; readonly observation: Observation }
  | { readonly kind: "decided"; readonly decision: Decision }
  /** How far a long step over many targets has come. */
  | {
      readonly kind: "progress";
      readonly what: "read" | "written";
      readonly done: number;
      readonly total: number;
      /** The time that the rest takes at least, milliseconds. */
      readonly remainingMs: number;
    }
  | { readonly kind: "minted"; readonly clientId: string }
  | { readonly kind: "mint-repeated"; readonly waitMs: number }
  /**
   * The fresh credential passed its test: accepted by Astra, or only shown by
   * the token list because the answers did not tell.
   */
  | {
      readonly kind: "verified";
      readonly probes: number;
      readonly by: "accepted" | "listed";
    }
  /** In one region, after so many tries. */
  | {
      readonly kind: "database-accepted";
      readonly database: string;
      readonly region: string;
      readonly probes: number;
    }
  /** Only its id is known, so nothing was tried on it. */
  | { readonly kind: "database-untried"; readonly database: string }
  | {
      readonly kind: "published";
      readonly target: string;
      readonly secrets: readonly WriteResult[];
    }
  | { readonly kind: "revoked"; readonly clientId: string }
  | {
      readonly kind: "revocation-failed";
      readonly clientId: string;
      readonly error: RotationError;
    }
  /** Asked for, but the list did not confirm that it is gone. */
  | { readonly kind: "revocation-unconfirmed"; readonly clientId: string }
  /**
   * Minted only to record that this run was suspended or cut off; published
   * nowhere.
   */
  | { readonly kind: "recorded"; readonly clientId: string }
  /** Due for revocation, but workflow runs may still hold them. */
  | { readonly kind: "held"; readonly clientIds: readonly string[] }
  /** Whether Astra still takes a token that this run revoked. */
  | { readonly kind: "death"; readonly death: Death }
  /** The fresh credential was taken back before any target could hold it. */
  | { readonly kind: "withdrawn"; readonly clientId: string }
  | { readonly kind: "warning"; readonly warning: Warning };

/** Things that are not wrong but that somebody should know. */
export type Warning = WarningFact & {
  /**
   * Where it belongs; absent: an annotation, because this run is the first that
   * sees it or somebody has to act.
   */
  readonly level?: "summary";
};

/** Why a secret holds nothing of the rotation. */
export type DriftCause =
  /**
   * It was last written before the newest credential was minted: no run has
   * brought it one yet.
   */
  | "not-yet"
  /** A credential of another rotation fits the write. */
  | "second-rotation"
  /**
   * `previous-token` shows that it held a token that is dead: somebody deleted
   * or revoked it.
   */
  | "dead"
  /**
   * Written later than the newest credential, by nobody that this run knows:
   * somebody else, or a run whose token was deleted since.
   */
  | "written-since";

export type WarningFact =
  | { readonly kind: "role-manages-tokens"; readonly roles: readonly string[] }
  | { readonly kind: "roles-unchecked"; readonly error: RotationError }
  /** What the roles allow was edited since the newest one was minted. */
  | ({
      readonly kind: "role-changed";
      readonly roles: readonly string[];
    } & RoleChange)
  /**
   * The database could not be asked whether it accepts the fresh token; why, in
   * the project's own words.
   */
  | {
      readonly kind: "database-unseen";
      readonly database: string;
      readonly regions: readonly {
        readonly region: string;
        readonly because: string;
      }[];
    }
  | { readonly kind: "copied-marker"; readonly clientIds: readonly string[] }
  | { readonly kind: "previous-is-admin" }
  | { readonly kind: "marker-not-kept" }
  /**
   * It expires sooner than `rotate-after`, so rotations come sooner; instants
   * are epoch milliseconds.
   */
  | {
      readonly kind: "expires-early";
      readonly clientId: string;
      readonly expiresOn: number;
    }
  /**
   * Its lifetime cannot hold the overlap: once superseded it expires before the
   * overlap has passed.
   */
  | {
      readonly kind: "overlap-cut";
      readonly clientId: string;
      readonly expiresOn: number;
    }
  | OwnEnd
  | {
      readonly kind: "drifted";
      readonly secrets: readonly SecretState[];
      readonly cause: DriftCause;
      /** The other rotation's tokens, or the dead one. */
      readonly clientIds: readonly string[];
    }
  /**
   * Revoked by this run, which the list confirms, and Astra takes it all the
   * same.
   */
  | {
      readonly kind: "still-accepted";
      readonly clientId: string;
      readonly afterMs: number;
    }
  | { readonly kind: "shadowed"; readonly overrides: readonly Override[] }
  /**
   * Of this `rotation-id`, but minted for places that this run does not know to
   * be its own: never revoked by it.
   */
  | { readonly kind: "uncovered"; readonly clientIds: readonly string[] }
  /**
   * In an emergency: named by `previous-token`, revoked although a secret that
   * this run does not know may hold it.
   */
  | { readonly kind: "may-cut-off"; readonly clientId: string }
  /**
   * `previous-token` holds what no secret of this rotation can hold: another
   * secret's value, left alone.
   */
  | { readonly kind: "previous-elsewhere"; readonly clientId: string }
  /**
   * `previous-token` is a credential of another rotation whose places are not
   * all among this run's.
   */
  | { readonly kind: "previous-of-other-rotation"; readonly clientId: string }
  /** `previous-token` is not what evidence says that the secrets hold. */
  | {
      readonly kind: "contradicted";
      readonly clientId: string;
      readonly isDead: boolean;
    }
  /** Nobody could tell whose `previous-token` is. */
  | { readonly kind: "previous-unclear"; readonly clientId: string }
  /** The token that `previous-token` names has other roles than configured. */
  | {
      readonly kind: "previous-roles";
      readonly clientId: string;
      /** As the list shows them. */
      readonly held: readonly string[];
      readonly wanted: readonly Role[];
    }
  /**
   * Mode `check` with `rotate-after: 0`: nothing says how old the current
   * credential may be.
   */
  | { readonly kind: "age-unjudged" }
  /** Tokens of the same roles that no rotation marks. */
  | { readonly kind: "unrotated"; readonly clientIds: readonly string[] }
  /** `drain` was asked for, and the runs of these targets cannot be read. */
  | {
      readonly kind: "runs-unreadable";
      readonly targets: readonly string[];
      readonly error: RotationError;
    };
