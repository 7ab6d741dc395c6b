import { test } from "vitest";
import { startWorld } from "../../kit/world.ts";
import { prepare } from "./signalled-run.ts";

/** A test with a world of its own, in which a secret holds a token made by hand. */
export const it = test.extend("world", async ({}, { onCleanup }) => {
  const world = await startWorld();
  onCleanup(() => world.close());
  prepare(world);
  return world;
});
