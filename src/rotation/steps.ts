import type { Decision } from "./decide.ts";
import type { RotationError } from "./errors.ts";
import type { Observation } from "./observation.ts";
import type { CellResult } from "./ports.ts";

/** What a run tells while it works, in the order in which things happen. */
export type Step =
  | { readonly kind: "observed"; readonly observation: Observation }
  | { readonly kind: "decided"; readonly decision: Decision }
  | { readonly kind: "minted"; readonly clientId: string }
  | { readonly kind: "mint-repeated"; readonly waitMs: number }
  | { readonly kind: "verified"; readonly probes: number }
  | {
      readonly kind: "published";
      readonly target: string;
      readonly cells: readonly CellResult[];
    }
  | { readonly kind: "revoked"; readonly clientId: string }
  | {
      readonly kind: "revocation-failed";
      readonly clientId: string;
      readonly error: RotationError;
    }
  /** The fresh credential was taken back before any target could hold it. */
  | { readonly kind: "withdrawn"; readonly clientId: string }
  | { readonly kind: "warning"; readonly warning: Warning };

/** Things that are not wrong but that somebody should know. */
export type Warning =
  | { readonly kind: "role-manages-tokens"; readonly role: string }
  | { readonly kind: "copied-marker"; readonly clientIds: readonly string[] }
  | { readonly kind: "previous-is-admin" }
  | { readonly kind: "marker-not-kept" }
  | { readonly kind: "expires-early"; readonly expiresOn: number };
