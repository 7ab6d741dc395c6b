/** One deliberate break of the protocol: texts of its source, each found exactly once, and what stands there instead. */
export interface Broken {
  readonly name: string;
  readonly changes: readonly Change[];
}

/** File, text, replacement. */
type Change = readonly [file: string, find: string, replace: string];

const broken = (name: string, ...changes: readonly Change[]): Broken => ({
  name,
  changes,
});

/**
 * Protocols that look right and are not. Each has to be caught by the simulated
 * world; one that is not would show a blind spot of the checks.
 */
export const BROKEN: readonly Broken[] = [
  // ---- the order of a run
  broken("revokes before the targets have confirmed", [
    "renew.ts",
    `await publishEverywhere(run, credential);
  await retireDue(run, decision.frozen, "after-publication");`,
    `await retireDue(run, decision.frozen, "after-publication");
  await publishEverywhere(run, credential);`,
  ]),
  broken(
    "freezes the revocable set after its writes",
    [
      "renew.ts",
      `await retireDue(run, decision.frozen, "after-publication");`,
      `await retireDue(run, decide(await observe(ports), policy).frozen, "after-publication");`,
    ],
    [
      "renew.ts",
      `import type { Decision } from "./decide.ts";`,
      `import { type Decision, decide } from "./decide.ts";
import { observe } from "./observe.ts";`,
    ],
  ),
  broken("ignores the failure of a target", [
    "renew.ts",
    `noteState(run, "partly-published");
      throw reached.error;`,
    `noteState(run, "partly-published");
      return;`,
  ]),
  broken("takes back after a write that may have been applied", [
    "publish.ts",
    `({ answer }) => answer.kind === "done" || answer.kind === "unknown",`,
    `({ answer }) => answer.kind === "done",`,
  ]),
  broken("undoes a partial publication", [
    "renew.ts",
    `noteState(run, "partly-published");`,
    `await withdraw(run, credential);`,
  ]),
  broken("publishes without verifying", [
    "renew.ts",
    `verify(ports, credential, organization, listing, verifyTimeoutMs),`,
    `Promise.resolve(),`,
  ]),
  broken("does not compare what was minted with what was ordered", [
    "renew.ts",
    `requireOrdered(credential, observation);`,
    ``,
  ]),
  broken("goes on after a signal", [
    "mint.ts",
    `if (why === undefined) return;`,
    `if (why !== "deadline") return;`,
  ]),
  broken("goes on revoking after a signal", [
    "retire.ts",
    `if (isStopped()) break;`,
    ``,
  ]),
  broken("changes things in a dry run", [
    "rotate.ts",
    `if (settings.dryRun) {`,
    `if (settings.dryRun && decision.kind !== "mint") {`,
  ]),

  // ---- minting
  broken("sends a lost minting again", [
    "mint.ts",
    `return await searchAndTakeBack(ports, findAttempt, answer.error);`,
    `break;`,
  ]),
  broken("looks for its orphan by the difference of two lists", [
    "renew.ts",
    `(tokens) => attemptOf(tokens, policy.lineage, attempt)?.clientId,`,
    `(tokens) =>
      tokens.find(
        ({ clientId }) =>
          !run.observation.tokens.some((one) => one.clientId === clientId),
      )?.clientId,`,
  ]),
  broken("ignores rivals", [
    "verify.ts",
    `if (rival === undefined) return;`,
    `if (rival !== undefined || rival === undefined) return;`,
  ]),

  // ---- the lineage
  broken("compares the rotation's name by its beginning", [
    "lineage.ts",
    `if (marker?.lineage !== name) return [];`,
    `if (marker?.lineage.startsWith(name) !== true) return [];`,
  ]),
  broken("does not tell copies by their time", [
    "lineage.ts",
    `return Math.abs(generatedOn - marker.mintedAt) <= MINTING_WINDOW_MS;`,
    `return Math.abs(generatedOn - marker.mintedAt) <= Infinity;`,
  ]),
  broken("revokes an original while its double lives", [
    "decide.ts",
    `.filter(({ hasDouble }) => !hasDouble)`,
    ``,
  ]),
  broken("forgets what lands at the very end of its flight", [
    "lineage.ts",
    `const MINTING_WINDOW_MS = IN_FLIGHT_MS + STAMP_SLACK_MS;`,
    `const MINTING_WINDOW_MS = IN_FLIGHT_MS - STAMP_SLACK_MS;`,
  ]),
  broken("ignores the case of client ids", [
    "adoption.ts",
    `const rememberedBy = remembered.get(clientId);`,
    `const rememberedBy =
      remembered.get(clientId) ?? remembered.get(clientId.toLowerCase());`,
  ]),

  // ---- the fence and the clocks
  broken("has no fence", [
    "fence.ts",
    `return runTimeoutMs + IN_FLIGHT_MS + CLOCK_MARGIN_MS;`,
    `return 0 * runTimeoutMs;`,
  ]),
  broken("has a fence without the requests in flight", [
    "fence.ts",
    `return runTimeoutMs + IN_FLIGHT_MS + CLOCK_MARGIN_MS;`,
    `return runTimeoutMs + CLOCK_MARGIN_MS;`,
  ]),
  broken("has a fence without the clocks' error", [
    "fence.ts",
    `return runTimeoutMs + IN_FLIGHT_MS + CLOCK_MARGIN_MS;`,
    `return runTimeoutMs + IN_FLIGHT_MS;`,
  ]),
  broken("judges every credential by its own fence", [
    "evidence.ts",
    `fenceMs: member.marker.fenceMs,
    knownBy`,
    `fenceMs: 600_000,
    knownBy`,
  ]),
  broken("trusts a local clock that is half an hour fast", [
    "clocks.ts",
    `now: Math.min(`,
    `now: 1_800_000 + Math.min(`,
  ]),
  broken("revokes what is younger than its fence", [
    "decide.ts",
    `.filter((token) => evidence.isPastFence(token))`,
    ``,
  ]),

  // ---- the evidence
  broken("believes that every target holds the newest credential", [
    "evidence.ts",
    `const holds = members.filter((member) => canHold(updatedAt, member));`,
    `const holds = members.filter((member) => member === newest);`,
  ]),
  broken("ignores when a secret was written", [
    "evidence.ts",
    `const holds = members.filter((member) => canHold(updatedAt, member));`,
    `const holds = updatedAt > 0 ? members : [];`,
  ]),
  broken("counts what was written before a minting as minted", [
    "evidence.ts",
    `return !isSeenBefore || updatedAt >= mintedAt + clockOffsetMs;`,
    `return !isSeenBefore || updatedAt > 0 || mintedAt + clockOffsetMs > 0;`,
  ]),
  broken(
    "ignores drift",
    [
      "evidence.ts",
      `const isUnclear = missing.length > 0 || drifted.length > 0 || adoption.isNew;`,
      `const isUnclear = missing.length > 0 || adoption.isNew;`,
    ],
    [
      "evidence.ts",
      `holdings.every((holding) => isSettledOn(holding, newest)),`,
      `holdings.every((holding) => holding.holds.length === 0 || isSettledOn(holding, newest)),`,
    ],
    [
      "decide.ts",
      `if (drifted.length > 0 || adoption.isNew) return "drifted";`,
      `if (drifted.length < 0 || adoption.isNew) return "drifted";`,
    ],
  ),
  broken(
    "ignores missing secrets",
    [
      "evidence.ts",
      `const isUnclear = missing.length > 0 || drifted.length > 0 || adoption.isNew;`,
      `const isUnclear = drifted.length > 0 || adoption.isNew;`,
    ],
    ["decide.ts", `if (missing.length > 0) return "missing";`, ``],
  ),
  broken("has a low-water mark that is wrong by the fence", [
    "evidence.ts",
    `: Math.min(...writes) - longestFence(members, policy.fenceMs),`,
    `: Math.min(...writes) - 0 * longestFence(members, policy.fenceMs),`,
  ]),
  broken("trusts an old mark against what it sees", [
    "evidence.ts",
    `if (knownBy === undefined || mayBeHeld(token.clientId)) return undefined;`,
    `if (knownBy === undefined || (mayBeHeld(token.clientId) && isUnclear)) return undefined;`,
  ]),
  broken("counts the overlap from the generation", [
    "decide.ts",
    `const from = since === undefined ? undefined : since + policy.overlapMs;`,
    `const from =
        since === undefined ? undefined : token.generatedOn + policy.overlapMs;`,
  ]),
  broken("takes an emergency's credential for complete at once", [
    "evidence.ts",
    `!(emergency && updatedAt < member.generatedOn + fenceMs)`,
    `!(emergency && updatedAt < member.generatedOn - fenceMs)`,
  ]),

  // ---- the decision
  broken("does not ask whether the newest credential is complete", [
    "decide.ts",
    `if (isPastFence(dated(newest)) && !complete) return "incomplete";`,
    `if (isPastFence(dated(newest)) && !complete && !newest) return "incomplete";`,
  ]),
  broken("mints again while a generation settles", [
    "decide.ts",
    `if (isPastFence(dated(newest)) && !complete) return "incomplete";`,
    `if (!complete) return "incomplete";`,
  ]),
  broken("calls every settling run a success", [
    "rotate.ts",
    `if (decision.kind !== "settle" || decision.evidence.everywhere) return;`,
    `if (decision.kind !== "settle" || decision.healsFrom > 0) return;`,
  ]),
  broken("ignores the cap", [
    "room.ts",
    `if (lineage.members.length < maxLiveTokens) {`,
    `if (lineage.members.length < maxLiveTokens * 1000) {`,
  ]),
  broken("stays at the cap for ever when all may be in use", [
    "room.ts",
    `staying.length < maxLiveTokens || isStuck(staying, policy, evidence, now);`,
    `staying.length < maxLiveTokens;
  void isStuck;`,
  ]),
  broken("stays at the cap for ever while a secret is missing", [
    "room.ts",
    `? spared(candidates, policy, evidence)`,
    `? spared([], policy, evidence)`,
  ]),
  broken("does not look again after an emergency", [
    "renew.ts",
    `if (policy.compromised) await requireUntouched(run);`,
    `if (policy.compromised && run.record.revoked.length < 0) await requireUntouched(run);`,
  ]),

  // ---- adoption, the admin token, the drain
  broken("adopts the admin token", [
    "adoption.ts",
    `const excluded = new Set([
    adminClientId,`,
    `const excluded = new Set([
    \`no \${adminClientId}\`,`,
  ]),
  broken("forgets the token that it took over", [
    "due.ts",
    `lastWitness.get(one.adopts) !== one.clientId,`,
    `lastWitness.get(one.adopts) !== "",`,
  ]),
  broken("keeps no memory of previous-token", [
    "decide.ts",
    `return { kind: "mint", reason, makeRoom, lowWater, adopts: adoption.named };`,
    `return { kind: "mint", reason, makeRoom, lowWater, adopts: adoption.named?.slice(99) || undefined };`,
  ]),
  broken("does not believe previous-token against the stamps", [
    "adoption.ts",
    `isNew: adopted.some(({ rememberedBy }) => rememberedBy === undefined),`,
    `isNew: adopted.length < 0,`,
  ]),
  broken("applies marks to tokens that were adopted later", [
    "evidence.ts",
    `generatedOn > knownBy.generatedOn &&
        token.generatedOn < lowWater.generatedBefore &&
        isWrittenAfter(lowWater.generatedBefore + fenceMs, knownBy)`,
    `token.generatedOn < lowWater.generatedBefore`,
  ]),
  broken("takes a token for replaced that was pasted within the fence", [
    "evidence.ts",
    `.filter(({ rememberedBy }) => mayHoldOlder(writes, rememberedBy))`,
    `.filter(({ rememberedBy }) => mayHoldOlder([], rememberedBy))`,
  ]),
  broken("applies marks of secrets that held the adopted token still", [
    "evidence.ts",
    `isWrittenAfter(lowWater.generatedBefore + fenceMs, knownBy)`,
    `isWrittenAfter(Infinity * fenceMs, knownBy)`,
  ]),
  broken("revokes the admin token without a successor", [
    "retire.ts",
    `going.some((one) => one.clientId === adminClientId)`,
    `going.some((one) => one.clientId === "")`,
  ]),
  broken("revokes the admin token in a run that mints nothing", [
    "retire.ts",
    `keep: isRenewed ? undefined : adminClientId,`,
    `keep: undefined,`,
  ]),
  broken("ignores the drain", [
    "retire.ts",
    `drain && !compromised ? await drained(run, due, witnesses, live) : due;`,
    `drain && !compromised && now() ? await drained(run, due, witnesses, live) : due;

  function now(): boolean {
    return false;
  }`,
  ]),
];
