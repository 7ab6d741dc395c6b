import { parseMarker } from "../../../../src/rotation/marker.ts";
import type { SimulatedToken } from "../../../simulators/astra/token-store.ts";
import { fenceOf, RUN_TIMEOUT_MS } from "./fences.ts";
import type { Ledger } from "./ledger.ts";
import { heldBy, pathOf } from "../scenario.ts";
import type { Trail } from "./trail.ts";

/** What is broken by a change of a service's state; `subject` is a client id or the path of a secret. */
export function brokenByChange(
  ledger: Ledger,
  what: string,
  subject: string,
): readonly string[] {
  const token = ledger.stage.world.astra.find(subject);
  switch (what) {
    case "token-minted":
      return token === undefined ? [] : brokenByMinting(ledger, token);
    case "token-revoked":
      return token === undefined ? [] : brokenByRevocation(ledger, token);
    case "secret-written":
      return brokenByWrite(ledger, subject);
    case "secret-access-changed":
      return [`I6: the access of ${subject} was changed`];
    default:
      return [];
  }
}

function brokenByMinting(
  { stage, trails, mintedBy }: Ledger,
  { clientId, token, roles, description }: SimulatedToken,
): readonly string[] {
  const trail = trails.find((one) => one.ordered(description));
  if (trail === undefined) return ["I4: a token was minted without a marker"];
  stage.own.add(clientId);
  trail.noteMinted(clientId, token);
  mintedBy.set(clientId, trail);
  const broken: string[] = [];
  // A run that was suspended mints one more, whose marker records that.
  const isRecord = parseMarker(description)?.cause === "record";
  if (trail.minted.length > (isRecord ? 2 : 1)) {
    broken.push("I9: a run minted twice");
  }
  const configured = stage.world.astra.role(stage.scenario.role).id;
  if (roles.length !== 1 || roles[0] !== configured) {
    broken.push("I6: minted with other roles than configured");
  }
  return broken;
}

function brokenByRevocation(
  ledger: Ledger,
  token: SimulatedToken,
): readonly string[] {
  const { stage, mintedBy, revokedBy } = ledger;
  const { clientId } = token;
  const trail = revokedBy.get(clientId);
  const maker = mintedBy.get(clientId);
  const broken: string[] = [];
  if (!stage.own.has(clientId)) {
    broken.push(`I4: the foreign token ${clientId} was revoked`);
  }
  const ageMs = stage.world.clock.now() - token.generatedOn;
  const isTakenBack = maker !== undefined && maker === trail;
  const fenceMs = maker?.facts.fenceMs ?? fenceOf(RUN_TIMEOUT_MS);
  if (!isTakenBack && ageMs < fenceMs) {
    broken.push("4.3: a credential younger than its fence was revoked");
  }
  if (
    token.token === trail?.facts.adminToken &&
    !isAdminReplaced(ledger, trail)
  ) {
    broken.push("I3: the admin token was revoked too early");
  }
  return broken;
}

/** Whether every secret holds the run's own credential, and that one was used to list the tokens. */
function isAdminReplaced({ stage }: Ledger, trail: Trail): boolean {
  const { world, scenario } = stage;
  return scenario.places.every((place) => {
    const held = heldBy(world, place);
    return (
      typeof held === "object" &&
      trail.minted.includes(held.clientId) &&
      trail.hasListedWith(held.token)
    );
  });
}

function brokenByWrite(
  { stage, mintedBy, access }: Ledger,
  path: string,
): readonly string[] {
  const { world, scenario } = stage;
  const place = scenario.places.find((one) => pathOf(one) === path);
  if (place === undefined) return [`I6: ${path} is no target and was written`];
  const broken: string[] = [];
  const before = access.get(path);
  const now = world.github.secretMetadata(place.scope, place.secret)?.access;
  if (before !== undefined && JSON.stringify(before) !== JSON.stringify(now)) {
    broken.push(`I6: the access of ${path} was changed`);
  }
  const held = heldBy(world, place);
  if (
    typeof held === "object" &&
    mintedBy.get(held.clientId)?.hasProved(held.token) !== true
  ) {
    broken.push("I7: a credential was published that was never tested");
  }
  if (
    typeof held === "object" &&
    scenario.fromSecret.includes("astra-token") &&
    mintedBy.get(held.clientId)?.hasListedWith(held.token) !== true
  ) {
    broken.push("I3: a key was published before it had listed the tokens");
  }
  return broken;
}
