import type { Decision } from "./decide.ts";
import type { Credential } from "./credential.ts";
import { requireUntouched } from "./emergency.ts";
import { RotationError } from "./errors.ts";
import { attemptOf } from "./lineage.ts";
import { formatMarker } from "./marker.ts";
import { mint, type OrderAt, requireAlive, requireOrdered } from "./mint.ts";
import { publish, reachOf } from "./publish.ts";
import { requireRevoked, retireDue } from "./retire.ts";
import { capReached } from "./room.ts";
import { noteMinted, noteState, type Run, warn } from "./run.ts";
import { awaitListing, requireNoRival, verify } from "./verify.ts";
import { expiresEarly } from "./warnings.ts";

type Minting = Extract<Decision, { kind: "mint" }>;

/** Replaces the current credential: everything from making room to the last revocation. */
export async function renew(run: Run, decision: Minting): Promise<void> {
  const { ports, settings } = run;
  if (decision.makeRoom.length > 0) await makeRoom(run, decision);
  const { attempt, policy } = settings;
  const credential = await mint(
    ports,
    orderOf(run, decision),
    (tokens) => attemptOf(tokens, policy.lineage, attempt)?.clientId,
  );
  ports.report({ kind: "minted", clientId: credential.clientId });
  noteMinted(run, credential, credential.generatedOn);
  try {
    await prove(run, decision, credential);
    requireAlive(ports);
  } catch (thrown) {
    await withdraw(run, credential);
    throw thrown;
  }
  await publishEverywhere(run, credential);
  await retireDue(run, decision.frozen, "after-publication");
  if (policy.compromised) await requireUntouched(run);
}

/** Revokes what makes room under the cap; throws when a drain has kept it and there is none. */
async function makeRoom(run: Run, decision: Minting): Promise<void> {
  const { record, settings } = run;
  const { frozen } = decision;
  await retireDue(run, decision.makeRoom, "before-publication", frozen);
  requireRevoked(record);
  const isGone = (clientId: string): boolean =>
    record.revoked.includes(clientId);
  const isKept = decision.makeRoom.some(({ clientId }) => !isGone(clientId));
  const { members } = decision.evidence.lineage;
  const live = members.filter(({ clientId }) => !isGone(clientId)).length;
  if (isKept && live >= settings.policy.maxLiveTokens) {
    throw capReached(live, settings.policy);
  }
}

/** Makes sure that the fresh credential is what was ordered, works, and is known by its marker. */
async function prove(
  run: Run,
  { frozen }: Minting,
  credential: Credential,
): Promise<void> {
  const { ports, settings, observation } = run;
  const { policy, verifyTimeoutMs, attempt } = settings;
  const { clientId } = credential;
  requireOrdered(credential, observation);
  const { organization } = observation;
  const listing = awaitListing(ports, clientId, verifyTimeoutMs);
  const [listed, verified] = await Promise.allSettled([
    listing,
    verify(ports, credential, organization, listing, verifyTimeoutMs),
  ]);
  if (verified.status === "rejected") throw verified.reason;
  if (listed.status === "rejected") throw listed.reason;
  const { entry, tokens } = listed.value;
  const expiresOn = credential.expiresOn ?? entry.expiresOn;
  noteMinted(run, { ...credential, expiresOn }, entry.generatedOn);
  const early = expiresEarly(entry, policy);
  if (early !== undefined) warn(run, early);
  if (attemptOf(tokens, policy.lineage, attempt)?.clientId !== clientId) {
    allowWithoutMarker(run, frozen);
  }
  if (!policy.compromised) {
    requireNoRival(tokens, clientId, policy.lineage, observation);
  }
}

/** Publishes; what reached no secret at all is taken back, what reached some stays alive. */
async function publishEverywhere(
  run: Run,
  credential: Credential,
): Promise<void> {
  run.record.targets = await publish(run.ports, credential);
  const reached = reachOf(run.record.targets);
  switch (reached.kind) {
    case "everywhere":
      noteState(run, "published");
      return;
    case "somewhere":
      noteState(run, "partly-published");
      throw reached.error;
    case "nowhere":
      await withdraw(run, credential);
      throw reached.error;
    default:
      return reached satisfies never;
  }
}

/** Takes back a credential that no secret holds. What cannot be revoked now, later runs find by its marker. */
async function withdraw(run: Run, { clientId }: Credential): Promise<void> {
  const { issuer, report } = run.ports;
  const answer = await issuer.revoke(clientId, "compensate");
  if (answer.kind === "done") {
    noteState(run, "withdrawn");
    report({ kind: "withdrawn", clientId });
  } else {
    run.record.unrevoked.push(clientId);
    report({ kind: "revocation-failed", clientId, error: answer.error });
  }
}

/** The order of one sending; its marker states the time at which that one leaves. */
function orderOf({ settings, observation }: Run, decision: Minting): OrderAt {
  const { policy, tokenLifetimeMs, attempt, run, words } = settings;
  const { organization, roles, clocks } = observation;
  return (monotonic) => {
    const mintedAt = clocks.astraAt(monotonic);
    const marker = {
      lineage: policy.lineage,
      attempt,
      mintedAt,
      clockOffsetMs: clocks.offset,
      fenceMs: policy.fenceMs,
      lowWater: decision.lowWater,
      adopts: decision.adopts,
      emergency: policy.compromised,
      run,
    };
    return {
      organization,
      roles,
      description: formatMarker(marker, words),
      expiresOn:
        tokenLifetimeMs === undefined ? undefined : mintedAt + tokenLifetimeMs,
    };
  };
}

/** Without markers nothing can be remembered; only the retirement of `previous-token` at once needs no memory. */
function allowWithoutMarker(run: Run, frozen: Decision["frozen"]): void {
  const { previousClientId, overlapMs } = run.settings.policy;
  if (previousClientId === undefined || overlapMs !== 0) {
    throw new RotationError({
      code: "marker-not-kept",
      summary:
        "Astra's token list does not show the description that the token was minted with.",
      remedy:
        "Without it a later run cannot know which tokens are this rotation's, so the fresh token was revoked and nothing was published. Set `previous-token` to the secret itself and `overlap: 0` to rotate all the same.",
      rerun: "fix-first",
    });
  }
  const isPrevious = ({ clientId }: { readonly clientId: string }): boolean =>
    clientId === previousClientId;
  if (run.observation.tokens.some(isPrevious) && !frozen.some(isPrevious)) {
    throw new RotationError({
      code: "marker-not-kept",
      summary:
        "Astra's token list does not show the marker that the token was minted with, and `previous-token` may not be revoked in this run: it is too young, of unknown age, or the admin token.",
      remedy:
        "A later run could not know of it, so the fresh token was revoked and nothing was published. Run again in an hour; if it persists, rotate this secret by hand.",
      rerun: "safe",
    });
  }
  warn(run, { kind: "marker-not-kept" });
}
