import type { Access } from "../../../simulators/github/secret-store.ts";
import type { Stage } from "../stage.ts";
import type { Trail } from "./trail.ts";

/** What the rules need to remember of a history. */
export interface Ledger {
  readonly stage: Stage;
  /** Latest first. */
  readonly trails: Trail[];
  /** Runs by the sequence numbers of their requests. */
  readonly askedBy: Map<number, Trail>;
  /** Runs by the client ids of what they minted. */
  readonly mintedBy: Map<string, Trail>;
  /** Runs by the client ids that they asked to revoke. */
  readonly revokedBy: Map<string, Trail>;
  /** Paths of the secrets that have held a value. */
  readonly filled: Set<string>;
  /** Who could use the secrets in the beginning, by their paths. */
  readonly access: ReadonlyMap<string, Access | undefined>;
}

/** A ledger without an entry. */
export function openLedger(stage: Stage): Ledger {
  return {
    stage,
    trails: [],
    askedBy: new Map(),
    mintedBy: new Map(),
    revokedBy: new Map(),
    filled: new Set(),
    access: new Map(
      stage.world.github.secrets().map(({ path, access }) => [path, access]),
    ),
  };
}
