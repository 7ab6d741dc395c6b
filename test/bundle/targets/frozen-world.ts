import { expect, test } from "vitest";
import { createWatch } from "../../contracts/watch.ts";
import { startWorld } from "../../kit/world.ts";
import { createWorldClock } from "../../simulators/kernel/clock.ts";

/**
 * A test with a world of its own whose time stands still unless it is moved.
 * When the test is over, every request and every success answer of the world
 * is judged by the contracts of the services.
 */
export const it = test
  .extend("watch", { scope: "file" }, () => createWatch())
  .extend("world", async ({ watch }, { onCleanup }) => {
    const world = await startWorld(createWorldClock(undefined, 0));
    onCleanup(async () => {
      await world.close();
      expect(watch(world.history)).toEqual([]);
    });
    return world;
  });
