import { requireSound } from "./check.ts";
import { requireCloseClocks } from "./clocks.ts";
import type { Credential } from "./credential.ts";
import { type Decision, decide, type Revocable } from "./decide.ts";
import { asRotationError, RotationError } from "./errors.ts";
import { formatMarker, parseMarker } from "./marker.ts";
import { mint, type OrderAt, requireAlive, requireOrdered } from "./mint.ts";
import type { Observation, Policy } from "./observation.ts";
import { everyOne, observe } from "./observe.ts";
import type { Outcome, RunRecord } from "./outcome.ts";
import type { Ports } from "./ports.ts";
import { publish, spreadOf } from "./publish.ts";
import { drained, dueNow, requireRevoked, retire } from "./retire.ts";
import type { Warning } from "./steps.ts";
import { awaitListing, requireNoRival, verify } from "./verify.ts";
import { expiresEarly, warningsOf } from "./warnings.ts";

/** What one run is told beside the policy that it decides by. */
export interface RunSettings {
  readonly policy: Policy;
  readonly dryRun: boolean;
  readonly verifyTimeoutMs: number;
  /** Sent as `tokenExpiry`, milliseconds after the minting; undefined when none is wanted. */
  readonly tokenLifetimeMs: number | undefined;
  /** This attempt's random id, 12 characters of base64url. */
  readonly attempt: string;
  /** Run id and attempt in base 36, such as `2n9c.1`. */
  readonly run: string;
  /** Words for a person who reads Astra's token list. */
  readonly words: string;
}

/**
 * One run: observe, decide, mint, verify, publish, retire. It never throws:
 * however it ends, the outcome tells what was done and what is left.
 */
export async function rotate(
  ports: Ports,
  settings: RunSettings,
): Promise<Outcome> {
  const record: RunRecord = {
    targets: [],
    revoked: [],
    unrevoked: [],
    held: [],
    warnings: [],
  };
  try {
    await perform(ports, settings, record);
    return { record, error: undefined };
  } catch (thrown) {
    return { record, error: asRotationError(thrown) };
  }
}

async function perform(
  ports: Ports,
  settings: RunSettings,
  record: RunRecord,
): Promise<void> {
  const { policy } = settings;
  const observation = await observe(ports);
  record.observation = observation;
  ports.report({ kind: "observed", observation });
  const decision = decide(observation, policy);
  record.decision = decision;
  ports.report({ kind: "decided", decision });
  for (const warning of warningsOf(observation, decision, policy)) {
    warn(ports, record, warning);
  }
  requireCloseClocks(observation.clocks);
  if (decision.kind === "check") {
    requireSound(decision.findings);
    return;
  }
  if (settings.dryRun) {
    requireRoom(decision, policy);
    return;
  }
  if (decision.kind === "mint") {
    await renew(ports, settings, record, observation, decision);
  } else {
    await retireDue(ports, policy, record, observation, decision, false);
  }
  requireRoom(decision, policy);
  requireRevoked(record);
  requireSettled(decision);
  if (ports.lifeline.stopped() === "cancelled") requireAlive(ports);
}

/** Replaces the current credential: everything from making room to the last revocation. */
async function renew(
  ports: Ports,
  settings: RunSettings,
  record: RunRecord,
  observation: Observation,
  decision: Extract<Decision, { kind: "mint" }>,
): Promise<void> {
  const { policy } = settings;
  if (decision.makeRoom.length > 0) {
    await retireDue(
      ports,
      policy,
      record,
      observation,
      { ...decision, frozen: decision.makeRoom },
      false,
    );
    requireRevoked(record);
  }
  const credential = await mint(
    ports,
    orderOf(settings, observation, decision),
    (description) => parseMarker(description)?.attempt === settings.attempt,
  );
  ports.report({ kind: "minted", clientId: credential.clientId });
  setMinted(record, credential, "unpublished", credential.generatedOn);
  try {
    await prove(ports, settings, record, observation, credential);
    requireAlive(ports);
  } catch (thrown) {
    await withdraw(ports, record);
    throw thrown;
  }
  await spread(ports, record, credential);
  await retireDue(ports, policy, record, observation, decision, true);
  if (policy.compromised) await requireUntouched(ports, record);
}

/** Makes sure that the fresh credential is what was ordered, works, and is known by its marker. */
async function prove(
  ports: Ports,
  settings: RunSettings,
  record: RunRecord,
  observation: Observation,
  credential: Credential,
): Promise<void> {
  const { policy, verifyTimeoutMs } = settings;
  requireOrdered(credential, observation);
  const listing = awaitListing(ports, credential.clientId, verifyTimeoutMs);
  const [listed, verified] = await Promise.allSettled([
    listing,
    verify(
      ports,
      credential,
      observation.organization,
      listing,
      verifyTimeoutMs,
    ),
  ]);
  if (verified.status === "rejected") throw verified.reason;
  if (listed.status === "rejected") throw listed.reason;
  const { entry, tokens } = listed.value;
  setMinted(
    record,
    { ...credential, expiresOn: credential.expiresOn ?? entry.expiresOn },
    "unpublished",
    entry.generatedOn,
  );
  const early = expiresEarly(entry, policy);
  if (early !== undefined) warn(ports, record, early);
  const keepsMarker =
    parseMarker(entry.description)?.attempt === settings.attempt;
  if (!keepsMarker) allowWithoutMarker(ports, policy, record);
  if (!policy.compromised) {
    requireNoRival(tokens, credential.clientId, policy.lineage, observation);
  }
}

/** Publishes; what reached no secret at all is taken back, what reached some stays alive. */
async function spread(
  ports: Ports,
  record: RunRecord,
  credential: Credential,
): Promise<void> {
  record.targets = await publish(ports, credential);
  const reached = spreadOf(record.targets);
  switch (reached.kind) {
    case "everywhere":
      setState(record, "published");
      return;
    case "somewhere":
      setState(record, "partly-published");
      throw reached.error;
    case "nowhere":
      await withdraw(ports, record);
      throw reached.error;
    default:
      return reached satisfies never;
  }
}

async function retireDue(
  ports: Ports,
  policy: Policy,
  record: RunRecord,
  observation: Observation,
  decision: Decision,
  isRenewed: boolean,
): Promise<void> {
  const { adminClientId } = policy;
  const gone = new Set(record.revoked);
  const live = new Set(
    observation.tokens
      .map((token) => token.clientId)
      .filter((clientId) => !gone.has(clientId)),
  );
  const due = dueNow(
    decision.frozen,
    live,
    {
      now: observation.clocks.now,
      atOnce: isRenewed && (policy.overlapMs === 0 || policy.compromised),
      keep: isRenewed ? undefined : adminClientId,
    },
    adminClientId,
  );
  const going =
    policy.drain && !policy.compromised
      ? await drained(ports, due, lastReplacement(due, record), record)
      : due;
  const successor = record.minted?.credential;
  if (
    successor !== undefined &&
    going.some((one) => one.clientId === adminClientId)
  ) {
    await ports.issuer.succeed(successor);
  }
  await retire(ports, going, record);
}

/** The latest instant, on GitHub's clock, at which any of them was replaced in a secret: proven earlier, or by this run's writes. */
function lastReplacement(due: readonly Revocable[], record: RunRecord): number {
  const writes = record.targets.flatMap(({ cells }) =>
    cells.map(({ answer }) =>
      answer.kind === "done" ? (answer.writtenAt ?? Infinity) : Infinity,
    ),
  );
  return Math.max(
    ...due.map(({ outOfUseSince }) => outOfUseSince ?? Math.max(...writes)),
  );
}

/**
 * After an emergency a rival may have written what was just revoked. Reads the
 * targets once more; throws `overwritten` when a secret is younger than this
 * run's own write of it.
 */
async function requireUntouched(
  { targets }: Ports,
  record: RunRecord,
): Promise<void> {
  const cells = (
    await everyOne(targets.map((target) => target.reread()))
  ).flat();
  const overwritten = cells.filter(({ target, secret, updatedAt }) => {
    const written = record.targets
      .find((result) => result.target === target)
      ?.cells.find((cell) => cell.secret === secret)?.answer;
    const writtenAt = written?.kind === "done" ? written.writtenAt : undefined;
    return (
      updatedAt === undefined ||
      writtenAt === undefined ||
      updatedAt > writtenAt
    );
  });
  const [first] = overwritten;
  if (first === undefined) return;
  throw new RotationError({
    code: "overwritten",
    summary: `${first.secret} in ${first.target}${overwritten.length > 1 ? ` and ${String(overwritten.length - 1)} more` : ""} may have been written by another run during the emergency rotation.`,
    remedy:
      "It may hold a token that was just revoked. Run again at once, with nothing else rotating these secrets.",
    rerun: "safe",
  });
}

function warn({ report }: Ports, record: RunRecord, warning: Warning): void {
  record.warnings.push(warning);
  report({ kind: "warning", warning });
}

/** The order of one sending; its marker states the time at which that one leaves. */
function orderOf(
  { policy, tokenLifetimeMs, attempt, run, words }: RunSettings,
  { organization, roles, clocks }: Observation,
  decision: Extract<Decision, { kind: "mint" }>,
): OrderAt {
  return (monotonic) => {
    const mintedAt = clocks.astraAt(monotonic);
    const marker = {
      lineage: policy.lineage,
      attempt,
      mintedAt,
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

/** Takes back a credential that no secret holds. What cannot be revoked now, later runs find by its marker. */
async function withdraw(
  { issuer, report }: Ports,
  record: RunRecord,
): Promise<void> {
  const clientId = record.minted?.credential.clientId;
  if (clientId === undefined) return;
  const answer = await issuer.revoke(clientId, "compensate");
  if (answer.kind === "done") {
    setState(record, "withdrawn");
    report({ kind: "withdrawn", clientId });
  } else {
    record.unrevoked.push(clientId);
    report({ kind: "revocation-failed", clientId, error: answer.error });
  }
}

function allowWithoutMarker(
  ports: Ports,
  { previousClientId, overlapMs }: Policy,
  record: RunRecord,
): void {
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
  warn(ports, record, { kind: "marker-not-kept" });
}

function requireRoom(decision: Decision, { maxLiveTokens }: Policy): void {
  if (decision.kind !== "full") return;
  throw new RotationError({
    code: "cap-reached",
    summary: `The rotation has ${String(decision.live)} live tokens and max-live-tokens is ${String(maxLiveTokens)}; none of them may be revoked yet.`,
    remedy:
      "Nothing was minted and every secret holds what it held. Run again after the overlap has passed, or look at why earlier runs did not finish.",
    rerun: "safe",
  });
}

function requireSettled(decision: Decision): void {
  if (decision.kind !== "settle" || decision.evidence.everywhere) return;
  throw new RotationError({
    code: "settling",
    summary:
      "An earlier run did not finish, and what it wrote cannot be told yet.",
    remedy:
      "Every secret still holds a token that works, and nothing was revoked. A later run will heal it.",
    rerun: "safe",
    notBefore: decision.healsFrom,
  });
}

function setMinted(
  record: RunRecord,
  credential: Credential,
  state: "unpublished",
  generatedOn: number | undefined,
): void {
  record.minted = { credential, generatedOn, state };
}

function setState(
  record: RunRecord,
  state: "published" | "withdrawn" | "partly-published",
): void {
  if (record.minted !== undefined) record.minted = { ...record.minted, state };
}
