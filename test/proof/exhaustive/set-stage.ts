import type { World } from "../../kit/world.ts";
import { type Past, relive } from "./past.ts";
import { type Scenario, valueFor } from "./scenario.ts";
import { emptyStage, type Stage } from "./stage.ts";

/** Starts a world, lets it relive a past, and adds other people's tokens, look-alikes included. */
export async function setStage(scenario: Scenario, past: Past): Promise<Stage> {
  const { world, githubToken, adopted } = await emptyStage(scenario);
  const own = relive(past, world, scenario, adopted);
  const { pauseMs, restoredMs } = scenario;
  world.clock.advance(pauseMs - (restoredMs ?? 0));
  if (restoredMs !== undefined) {
    restore(world, scenario, own);
    world.clock.advance(restoredMs);
  }
  addForeigners(world, scenario, own);
  const foreign = world.astra
    .liveTokens()
    .map(({ clientId }) => clientId)
    .filter((clientId) => clientId !== adopted && !own.has(clientId));
  return {
    world,
    scenario,
    githubToken,
    own: new Set(adopted === undefined ? own : [adopted, ...own]),
    adopted,
    foreign: new Set(foreign),
  };
}

/** A person writes the value before the last one back, as one does when a consumer breaks. */
function restore(
  { astra, github }: World,
  { places: [place] }: Scenario,
  own: ReadonlySet<string>,
): void {
  const [former] = astra
    .liveTokens()
    .filter(({ clientId }) => own.has(clientId))
    .slice(-2);
  if (place === undefined || former === undefined) return;
  github.setSecretByHand(place.scope, place.secret, valueFor(place, former));
}

/** A token of the same role, and one with a copy of the newest marker. */
function addForeigners(
  { astra }: World,
  { role }: Scenario,
  own: ReadonlySet<string>,
): void {
  const roles = [astra.role(role).id];
  const marker = astra
    .tokens()
    .findLast(({ clientId }) => own.has(clientId))?.description;
  for (const description of ["", marker]) {
    if (description === undefined) continue;
    astra.createTokenByHand({ roles, description });
  }
}
