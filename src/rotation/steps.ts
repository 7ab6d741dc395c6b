import type { Decision } from "./decide.ts";
import type { RotationError } from "./errors.ts";
import type { SecretState, Observation, Override } from "./observation.ts";
import type { WriteResult } from "./ports.ts";

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
  | { readonly kind: "verified"; readonly probes: number }
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
  /** Due for revocation, but workflow runs may still hold them. */
  | { readonly kind: "held"; readonly clientIds: readonly string[] }
  /** The fresh credential was taken back before any target could hold it. */
  | { readonly kind: "withdrawn"; readonly clientId: string }
  | { readonly kind: "warning"; readonly warning: Warning };

/** Things that are not wrong but that somebody should know. */
export type Warning =
  | { readonly kind: "role-manages-tokens"; readonly roles: readonly string[] }
  | { readonly kind: "copied-marker"; readonly clientIds: readonly string[] }
  | { readonly kind: "previous-is-admin" }
  | { readonly kind: "marker-not-kept" }
  /** It expires before the next planned rotation; instants are epoch milliseconds. */
  | {
      readonly kind: "expires-early";
      readonly clientId: string;
      readonly expiresOn: number;
    }
  | { readonly kind: "admin-expires"; readonly expiresOn: number }
  | { readonly kind: "drifted"; readonly secrets: readonly SecretState[] }
  | { readonly kind: "shadowed"; readonly overrides: readonly Override[] }
  /** Tokens of the same roles that no rotation marks. */
  | { readonly kind: "unrotated"; readonly clientIds: readonly string[] }
  /** `drain` was asked for, and the runs of these targets cannot be read. */
  | {
      readonly kind: "runs-unreadable";
      readonly targets: readonly string[];
      readonly error: RotationError;
    };
