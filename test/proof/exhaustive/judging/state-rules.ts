import type { Ledger } from "./ledger.ts";
import { heldBy, pathOf, type Place } from "../scenario.ts";

const MOST_LIVE_TOKENS = 10;

/** What is broken in the present state of the two services. */
export function brokenInState(ledger: Ledger): readonly string[] {
  const { places } = ledger.stage.scenario;
  return [
    ...places.flatMap((place) => brokenIn(place, ledger)),
    ...brokenAmongTokens(ledger),
  ];
}

function brokenIn(place: Place, { stage, filled }: Ledger): readonly string[] {
  const { world, scenario } = stage;
  const held = heldBy(world, place);
  const path = pathOf(place);
  if (held === "nothing") {
    return filled.has(path) ? [`I1: ${path} is empty`] : [];
  }
  filled.add(path);
  if (held === "rubbish") return [`I1: ${path} holds no token`];
  if (!world.astra.isLive(held.clientId)) {
    return [`I1: ${path} holds a dead token`];
  }
  const role = world.astra.role(scenario.role).id;
  return held.roles.every((one) => one === role)
    ? []
    : [`I1: ${path} holds a token of another role`];
}

function brokenAmongTokens({ stage }: Ledger): readonly string[] {
  const { world, own, foreign } = stage;
  const live = new Set(world.astra.liveTokens().map((one) => one.clientId));
  const ownLive = [...own].filter((clientId) => live.has(clientId));
  const gone = [...foreign].filter((clientId) => !live.has(clientId));
  return [
    ...(ownLive.length > MOST_LIVE_TOKENS
      ? ["I9: more live tokens than max-live-tokens"]
      : []),
    ...gone.map((clientId) => `I4: the foreign token ${clientId} is gone`),
  ];
}
