import { requireAlive } from "./alive.ts";
import { causeOf } from "./decide.ts";
import type { Decision } from "./decision.ts";
import type { Credential } from "./credential.ts";
import { requireUntouched } from "./emergency.ts";
import { asRotationError, RotationError } from "./errors.ts";
import { attemptOf } from "./lineage.ts";
import { type MintedAt, requireNotLate } from "./lost.ts";
import { formatMarker } from "./marker.ts";
import { mint, type OrderNow, requireExpiry, requireOrdered } from "./mint.ts";
import { markerOf } from "./order.ts";
import { lookFirst, requireDatabase } from "./prove-database.ts";
import { publish, reachOf } from "./publish.ts";
import { requireRevoked, retireDue } from "./retire.ts";
import { capReached } from "./room.ts";
import { noteMinted, noteState, type Run, warn } from "./run.ts";
import { takeBack, withFate } from "./take-back.ts";
import {
  awaitListing,
  requireListing,
  requireNoRival,
  verify,
} from "./verify.ts";
import { lifetimeWarnings } from "./warnings.ts";

type Minting = Extract<Decision, { kind: "mint" }>;

/**
 * Replaces the current credential: everything from making room to the last
 * revocation.
 */
export async function renew(run: Run, decision: Minting): Promise<void> {
  const { ports, settings } = run;
  if (decision.makeRoom.length > 0) await makeRoom(run, decision);
  const { attempt, policy } = settings;
  const mintedAt = { elapsed: ports.clock.elapsed() };
  const credential = await mint(ports, {
    orderNow: orderOf(run, decision),
    findAttempt: (tokens) =>
      attemptOf(tokens, policy.lineage, attempt)?.clientId,
    takeBack: (clientId) => takeBack(run, clientId, true),
  });
  const { clientId } = credential;
  ports.report({ kind: "minted", clientId });
  noteMinted(run, credential, credential.generatedOn);
  const seen = { isListed: false };
  try {
    await prove(run, decision, credential, seen);
    requireAlive(ports);
  } catch (thrown) {
    const isGone = await takeBack(run, clientId, seen.isListed);
    throw withFate(asRotationError(thrown), clientId, isGone);
  }
  await publishEverywhere(run, credential, mintedAt);
  await retireDue(run, decision.frozen, "after-publication");
  if (policy.compromised) await requireUntouched(run);
}

/**
 * Revokes what makes room under the cap; throws when a drain has kept it and
 * there is none.
 */
async function makeRoom(run: Run, decision: Minting): Promise<void> {
  const { record, settings } = run;
  const { frozen, evidence } = decision;
  await retireDue(run, decision.makeRoom, "before-publication", frozen);
  requireRevoked(record);
  const isGone = (clientId: string): boolean =>
    record.revoked.includes(clientId);
  const isKept = decision.makeRoom.some(({ clientId }) => !isGone(clientId));
  const live = evidence.lineage.members.filter(
    ({ clientId, marker }) =>
      evidence.coverage.covers(marker) && !isGone(clientId),
  ).length;
  if (isKept && live >= settings.policy.maxLiveTokens) {
    throw capReached(
      { live, cause: "drained", freeFrom: undefined },
      settings.policy,
    );
  }
}

/**
 * Makes sure that the fresh credential is what was ordered, works, and is known
 * by its marker.
 */
async function prove(
  run: Run,
  { frozen, evidence }: Minting,
  credential: Credential,
  seen: { isListed: boolean },
): Promise<void> {
  const { ports, settings, observation } = run;
  const { policy, verifyTimeoutMs, attempt } = settings;
  const { clientId } = credential;
  requireOrdered(credential, observation);
  const { organization } = observation;
  const listing = awaitListing(run, clientId, verifyTimeoutMs);
  const [listed, verified, looked] = await Promise.allSettled([
    listing,
    verify(ports, credential, organization, listing, verifyTimeoutMs),
    lookFirst(run, credential),
  ]);
  seen.isListed = listed.status === "fulfilled";
  if (verified.status === "rejected") throw verified.reason;
  if (listed.status === "rejected") throw listed.reason;
  if (looked.status === "rejected") throw looked.reason;
  const { entry, tokens } = listed.value;
  const expiresOn = credential.expiresOn ?? entry.expiresOn;
  noteMinted(run, { ...credential, expiresOn }, entry.generatedOn);
  if (entry.generatedOn === undefined) throw dateUnread();
  requireExpiry(run, { generatedOn: entry.generatedOn, expiresOn });
  if (attemptOf(tokens, policy.lineage, attempt)?.clientId !== clientId) {
    allowWithoutMarker(run, frozen);
  }
  if (!policy.compromised) {
    requireNoRival(tokens, clientId, policy.lineage, observation);
  }
  await requireDatabase(run, credential, looked.value);
  // Even where no secret is seen to hold that key: GitHub may be wrong.
  const replacesKey = policy.previousClientId === policy.adminClientId;
  if (evidence.rotatesItself || replacesKey) {
    await requireListing(ports, credential, verifyTimeoutMs);
  }
  for (const warning of lifetimeWarnings(
    { clientId, generatedOn: entry.generatedOn, expiresOn },
    evidence.newest,
    policy,
  )) {
    warn(run, warning);
  }
}

/**
 * Publishes; what reached no secret at all is taken back, what reached some
 * stays alive.
 */
async function publishEverywhere(
  run: Run,
  credential: Credential,
  mintedAt: MintedAt,
): Promise<void> {
  const { ports, settings, record } = run;
  const { clientId } = credential;
  record.targets = await publish(ports, credential);
  const reached = reachOf(record.targets, settings.holdsPair);
  if (reached.kind === "nowhere") {
    throw withFate(
      reached.error,
      clientId,
      await takeBack(run, clientId, true),
    );
  }
  await requireNotLate(run, credential, mintedAt);
  if (reached.kind === "somewhere") {
    noteState(run, "partly-published");
    throw reached.error;
  }
  noteState(run, "published");
}

/**
 * The order of one sending; its marker states the time at which that one
 * leaves.
 */
function orderOf(run: Run, decision: Minting): OrderNow {
  const { settings, observation } = run;
  const { tokenLifetimeMs, words } = settings;
  const { organization, roles } = observation;
  const { lowWater, named, reason } = decision;
  return () => {
    const facts = { lowWater, named, cause: causeOf(reason) };
    const marker = markerOf(run, facts);
    return {
      organization,
      roles,
      description: formatMarker(marker, words),
      expiresOn:
        tokenLifetimeMs === undefined
          ? undefined
          : marker.mintedAt + tokenLifetimeMs,
    };
  };
}

/**
 * The list shows the fresh credential, and no time of generation that can be
 * read: then no later run could know it.
 */
function dateUnread(): RotationError {
  return new RotationError({
    code: "date-unread",
    summary:
      "Astra's token list states when the new token was generated in a form that this action cannot read.",
    remedy:
      "Nothing was published. Please report this with the version of the action.",
    rerun: "fix-first",
  });
}

/**
 * Without markers nothing can be remembered; only the retirement of
 * `previous-token` at once needs no memory.
 */
function allowWithoutMarker(run: Run, frozen: Decision["frozen"]): void {
  const { previousClientId, overlapMs } = run.settings.policy;
  if (previousClientId === undefined || overlapMs !== 0) {
    throw new RotationError({
      code: "marker-not-kept",
      summary:
        "Astra's token list does not show the description that the token was minted with.",
      remedy:
        "Without it a later run cannot know which tokens are this rotation's, so nothing was published. Set `previous-token` to the secret itself and `overlap: 0` to rotate without it.",
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
        "A later run could not know of it, so nothing was published. Run again in an hour; if it persists, rotate this secret manually.",
      rerun: "safe",
    });
  }
  warn(run, { kind: "marker-not-kept" });
}
