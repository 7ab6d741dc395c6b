import type { Step } from "../../rotation/steps.ts";

/** The parts of a run that are timed. */
export type Phase = "observe" | "mint" | "verify" | "publish" | "retire";

/**
 * How long each part took, milliseconds; a part that was not reached is not
 * there.
 */
export type Timings = Partial<Readonly<Record<Phase, number>>>;

/** The part of the run that ends, or goes on, with a step. */
export function phaseOf(step: Step): Phase | undefined {
  switch (step.kind) {
    case "observed":
      return "observe";
    case "progress":
      return step.what === "read" ? "observe" : "publish";
    case "minted":
    case "mint-repeated":
      return "mint";
    case "verified":
    case "database-accepted":
    case "database-untried":
      return "verify";
    case "published":
      return "publish";
    case "revoked":
    case "revocation-unconfirmed":
    case "recorded":
    case "revocation-failed":
    case "held":
    case "withdrawn":
    case "death":
      return "retire";
    case "decided":
    case "warning":
      return undefined;
    default:
      return step satisfies never;
  }
}
