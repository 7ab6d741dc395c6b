import type { HistoryEvent } from "../../../simulators/kernel/history.ts";
import type { Ledger } from "./ledger.ts";
import { bearerOf, isSecretWrite, type Trail } from "./trail.ts";

/** No run of these small scenarios needs more, whatever goes wrong. */
const MOST_REQUESTS = 160;

type RequestEvent = Extract<HistoryEvent, { kind: "request" }>;

/** What a run breaks by sending a request, whether or not the request succeeds. */
export function brokenByRequest(
  ledger: Ledger,
  trail: Trail,
  { request, headers }: RequestEvent,
): readonly string[] {
  const { operation, method, service, path } = request;
  const bearer = bearerOf(headers["authorization"]);
  const broken: string[] = [];
  if ((bearer === trail.facts.githubToken) !== (service === "github")) {
    broken.push(`I11: ${operation} with the other service's token`);
  }
  if (trail.requests > MOST_REQUESTS) broken.push("I9: too many requests");
  if (!trail.facts.mayWrite && method !== "GET") {
    broken.push(`I12: ${operation} by a run that has nothing to do`);
  }
  if (operation === "unrouted") {
    broken.push(`I10: ${method} to an address that no operation has`);
  }
  if (isSecretWrite(request) && trail.minted.length === 0) {
    broken.push("I7: a write before a credential was minted");
  }
  if (operation === "astra.tokens.revoke") {
    const clientId = decodeURIComponent(path.split("/")[3] ?? "");
    broken.push(...brokenByRevoking(ledger, trail, clientId));
  }
  return broken;
}

function brokenByRevoking(
  { stage, mintedBy, revokedBy }: Ledger,
  trail: Trail,
  clientId: string,
): readonly string[] {
  revokedBy.set(clientId, trail);
  if (mintedBy.get(clientId) === trail) return [];
  const { places } = stage.scenario;
  const broken: string[] = [];
  if (stage.world.astra.find(clientId) === undefined) {
    broken.push("I10: revocation of a client id that nobody has");
  }
  if (!trail.couldFreeze(clientId)) {
    broken.push("I7: revocation of a token that joined the set too late");
  }
  if (trail.minted.length > 0 && trail.confirmedWrites < places.length) {
    broken.push("I7: revocation before every write was confirmed");
  }
  return broken;
}
