/** Every function that the files of the protocol's core export; whatever file it is in. */
export type CoreExports = typeof import("../../../src/rotation/alive.ts") &
  typeof import("../../../src/rotation/clocks.ts") &
  typeof import("../../../src/rotation/coverage.ts") &
  typeof import("../../../src/rotation/credential.ts") &
  typeof import("../../../src/rotation/decide.ts") &
  typeof import("../../../src/rotation/due.ts") &
  typeof import("../../../src/rotation/emergency.ts") &
  typeof import("../../../src/rotation/evidence.ts") &
  typeof import("../../../src/rotation/fence.ts") &
  typeof import("../../../src/rotation/holdings.ts") &
  typeof import("../../../src/rotation/lineage.ts") &
  typeof import("../../../src/rotation/listing.ts") &
  typeof import("../../../src/rotation/lost.ts") &
  typeof import("../../../src/rotation/marker.ts") &
  typeof import("../../../src/rotation/mint.ts") &
  typeof import("../../../src/rotation/next-due.ts") &
  typeof import("../../../src/rotation/observe.ts") &
  typeof import("../../../src/rotation/order.ts") &
  typeof import("../../../src/rotation/publish.ts") &
  typeof import("../../../src/rotation/retire.ts") &
  typeof import("../../../src/rotation/room.ts") &
  typeof import("../../../src/rotation/take-back.ts") &
  typeof import("../../../src/rotation/usage.ts") &
  typeof import("../../../src/rotation/verify.ts") &
  typeof import("../../../src/rotation/witness.ts");

/** Functions that stand in the place of the core's own, by their names; each is given the one it replaces. */
export type Wraps = {
  readonly [Name in keyof CoreExports]?: (
    shipped: CoreExports[Name],
  ) => CoreExports[Name];
};
