import type * as alive from "../../../src/rotation/alive.ts";
import type * as clocks from "../../../src/rotation/clocks.ts";
import type * as coverage from "../../../src/rotation/coverage.ts";
import type * as credential from "../../../src/rotation/credential.ts";
import type * as decide from "../../../src/rotation/decide.ts";
import type * as due from "../../../src/rotation/due.ts";
import type * as emergency from "../../../src/rotation/emergency.ts";
import type * as evidence from "../../../src/rotation/evidence.ts";
import type * as fence from "../../../src/rotation/fence.ts";
import type * as holdings from "../../../src/rotation/holdings.ts";
import type * as lineage from "../../../src/rotation/lineage.ts";
import type * as listing from "../../../src/rotation/listing.ts";
import type * as lost from "../../../src/rotation/lost.ts";
import type * as marker from "../../../src/rotation/marker.ts";
import type * as mint from "../../../src/rotation/mint.ts";
import type * as nextDue from "../../../src/rotation/next-due.ts";
import type * as observe from "../../../src/rotation/observe.ts";
import type * as order from "../../../src/rotation/order.ts";
import type * as proveDatabase from "../../../src/rotation/prove-database.ts";
import type * as publish from "../../../src/rotation/publish.ts";
import type * as retire from "../../../src/rotation/retire.ts";
import type * as room from "../../../src/rotation/room.ts";
import type * as takeBack from "../../../src/rotation/take-back.ts";
import type * as usage from "../../../src/rotation/usage.ts";
import type * as verify from "../../../src/rotation/verify.ts";
import type * as witness from "../../../src/rotation/witness.ts";

/** Every function that the files of the protocol's core export; whatever file it is in. */
export type CoreExports = typeof alive &
  typeof clocks &
  typeof coverage &
  typeof credential &
  typeof decide &
  typeof due &
  typeof emergency &
  typeof evidence &
  typeof fence &
  typeof holdings &
  typeof lineage &
  typeof listing &
  typeof lost &
  typeof marker &
  typeof mint &
  typeof nextDue &
  typeof observe &
  typeof order &
  typeof proveDatabase &
  typeof publish &
  typeof retire &
  typeof room &
  typeof takeBack &
  typeof usage &
  typeof verify &
  typeof witness;

/** Functions that stand in the place of the core's own, by their names; each is given the one it replaces. */
export type Wraps = {
  readonly [Name in keyof CoreExports]?: (
    shipped: CoreExports[Name],
  ) => CoreExports[Name];
};
