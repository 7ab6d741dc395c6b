import type { Revocable } from "./due.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import type { Member } from "./lineage.ts";
import type { LowWater, NamedToken } from "./marker.ts";

/** Why a fresh credential is due. */
export type MintReason =
  | "compromised"
  | "every-run"
  | "first"
  /** Its tokens were minted for other places than are configured now. */
  | "places"
  | "age"
  /** The newest has expired. */
  | "expired"
  /** What is left of its lifetime is too little. */
  | "expires"
  | "roles"
  | "missing"
  | "drifted"
  /** `previous-token` shows that a secret was written back. */
  | "contradicted"
  /**
   * An earlier run stood still, or its token was revoked under it: it recorded
   * that the secrets may hold a dead one.
   */
  | "suspended"
  | "incomplete"
  /** Within its fence, healed once: some secret certainly lacks it. */
  | "heals";

/**
 * The one decision of a run. Everything that it rests on is in the evidence.
 */
export type Decision = {
  readonly evidence: Evidence;
  /**
   * The revocable set, frozen before the first write; nothing joins it later.
   */
  readonly frozen: readonly Revocable[];
} & Verdict;

/** What a decision comes to, beside its evidence. */
export type Verdict =
  | {
      readonly kind: "mint";
      readonly reason: MintReason;
      /**
       * Credentials that make room under the cap, revoked before the minting.
       */
      readonly makeRoom: readonly Revocable[];
      readonly lowWater: LowWater | undefined;
      readonly named: NamedToken | undefined;
    }
  /** At the cap, and nothing may be retired to make room. */
  | {
      readonly kind: "full";
      /** Covered live credentials. */
      readonly live: number;
      /**
       * Every live one is proven superseded and waits for its overlap
       * (cadence), or may be in use (unfinished).
       */
      readonly cause: "cadence" | "unfinished";
      /**
       * From when the first of them may go, on GitHub's clock; undefined while
       * nothing says.
       */
      readonly freeFrom: number | undefined;
    }
  /** The newest credential is complete everywhere and not due. */
  | { readonly kind: "keep"; readonly newest: Member }
  /**
   * A generation younger than its fence is unclear; minting again could not
   * make it clearer.
   */
  | {
      readonly kind: "settle";
      readonly newest: Member;
      /** From when a run will heal it, on GitHub's clock. */
      readonly healsFrom: number;
    }
  /** Mode `retire`: only what is out of use and due goes. */
  | { readonly kind: "retire" }
  /** Mode `check`: nothing is changed. */
  | { readonly kind: "check"; readonly findings: readonly Finding[] };
