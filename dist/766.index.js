export const id = 766;
export const ids = [766];
export const modules = {

/***/ 1766:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  perform: () => (/* binding */ perform_perform),
  refuse: () => (/* binding */ refuse)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(6421);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/http/proxy.ts
var proxy = __webpack_require__(7856);
;// CONCATENATED MODULE: ./src/rotation/credential.ts
/** Whether a token's listed roles are exactly the wanted ones; lists may show names in place of ids. */
function hasRoles(listed, wanted) {
    const means = (entry, role) => {
        const lower = entry.toLowerCase();
        return (lower === role.id.toLowerCase() ||
            role.names.some((name) => name.toLowerCase() === lower));
    };
    return (listed.every((entry) => wanted.some((role) => means(entry, role))) &&
        wanted.every((role) => listed.some((entry) => means(entry, role))));
}
/** Whether a listed token has other roles than the wanted ones; a list that shows none says nothing about them. */
function hasOtherRoles({ roles }, wanted) {
    return roles.length > 0 && !hasRoles(roles, wanted);
}

// EXTERNAL MODULE: ./src/rotation/errors.ts
var rotation_errors = __webpack_require__(87);
;// CONCATENATED MODULE: ./src/rotation/check.ts


/**
 * What is wrong with a rotation, or later than the tolerance allows. A
 * `missing` secret says no instant, so it is wrong at once.
 */
function findingsOf(observation, policy, evidence, frozen) {
    const { newest, missing, drifted } = evidence;
    if (newest === undefined)
        return [{ kind: "no-credential" }];
    const late = observation.clocks.now - policy.toleranceMs;
    const findings = [
        ...ofCurrent(newest, late, observation, policy, evidence),
    ];
    if (missing.length > 0)
        findings.push({ kind: "missing", cells: missing });
    const stale = drifted.filter(({ updatedAt = 0 }) => updatedAt < late);
    if (stale.length > 0)
        findings.push({ kind: "drifted", cells: stale });
    const overdue = frozen.flatMap(({ clientId, revocableFrom }) => revocableFrom !== undefined && revocableFrom < late
        ? [{ clientId, revocableFrom }]
        : []);
    if (overdue.length > 0) {
        findings.push({
            kind: "unrevoked",
            clientIds: overdue.map(({ clientId }) => clientId),
            dueOn: Math.min(...overdue.map(({ revocableFrom }) => revocableFrom)),
        });
    }
    return findings;
}
function ofCurrent(newest, late, { roles, clocks }, { rotateAfterMs, toleranceMs }, { complete, missing, drifted }) {
    const findings = [];
    const { generatedOn, expiresOn, marker } = newest;
    // With `rotateAfterMs` 0 every run rotates, and nothing says how often it runs.
    const dueOn = rotateAfterMs === 0 ? undefined : generatedOn + rotateAfterMs;
    if (dueOn !== undefined && dueOn < late) {
        findings.push({ kind: "overdue", dueOn });
    }
    if (roles.length > 0 && hasOtherRoles(newest, roles)) {
        findings.push({ kind: "other-roles" });
    }
    const healableFrom = generatedOn + marker.fenceMs;
    const isUnclear = !complete && missing.length === 0 && drifted.length === 0;
    if (isUnclear && healableFrom < late) {
        findings.push({ kind: "incomplete", healableFrom });
    }
    const neededUntil = Math.max(clocks.now + toleranceMs, dueOn ?? 0);
    if (expiresOn !== undefined && expiresOn <= neededUntil) {
        findings.push({ kind: "expiring", expiresOn });
    }
    return findings;
}
/** Throws `check-failed`, with every finding, when there is any. */
function requireSound(findings) {
    const errors = findings.map((finding) => new rotation_errors/* RotationError */.FL({
        code: "check-failed",
        ...sentenceOf(finding),
        rerun: "safe",
    }));
    const [first, ...others] = errors;
    if (first !== undefined)
        throw (0,rotation_errors/* joinErrors */._h)([first, ...others]);
}
const ROTATE = "Run the rotation's workflow by hand: that puts this right. Then look at why it did not run by itself; in a public repository GitHub switches schedules off after 60 days without activity.";
function sentenceOf(finding) {
    switch (finding.kind) {
        case "no-credential":
            return {
                summary: "This rotation has no live token.",
                remedy: `${ROTATE} If it has run before, compare \`rotation-id\` (or the target and secret name that it is derived from) with the rotation's own.`,
            };
        case "overdue":
            return {
                summary: "The rotation is overdue: the current token should have been replaced.",
                remedy: ROTATE,
                moment: { relation: "since", at: finding.dueOn },
            };
        case "other-roles":
            return {
                summary: "The current token has other roles than `role` says.",
                remedy: `${ROTATE} If \`role\` was changed here alone, change it in the rotation's workflow, too.`,
            };
        case "missing":
            return {
                summary: `Secrets that should hold the token are not there: ${cellNames(finding.cells)}.`,
                remedy: ROTATE,
            };
        case "drifted":
            return {
                summary: `Somebody else has written secrets since the last rotation: ${cellNames(finding.cells)}.`,
                remedy: `${ROTATE} It replaces what was written there.`,
            };
        case "incomplete":
            return {
                summary: "The last rotation did not bring its token to every secret, and no run has healed it.",
                remedy: ROTATE,
                moment: { relation: "since", at: finding.healableFrom },
            };
        case "expiring":
            return {
                summary: "The current token expires before a rotation would replace it.",
                remedy: `${ROTATE} If the schedule is right, lengthen \`token-lifetime\` or shorten \`rotate-after\`.`,
                moment: { relation: "on", at: finding.expiresOn },
            };
        case "unrevoked":
            return {
                summary: `${tokenCount(finding.clientIds)} should have been revoked.`,
                remedy: ROTATE,
                moment: { relation: "since", at: finding.dueOn },
            };
        default:
            return finding;
    }
}
function tokenCount({ length }) {
    return length === 1
        ? "1 superseded token"
        : `${String(length)} superseded tokens`;
}
function cellNames(cells) {
    const named = cells
        .slice(0, 5)
        .map(({ secret, target }) => `${secret} in ${target}`);
    const more = cells.length - named.length;
    return `${named.join(", ")}${more > 0 ? ` and ${String(more)} more` : ""}`;
}

// EXTERNAL MODULE: ./src/rotation/clocks.ts
var clocks = __webpack_require__(27);
;// CONCATENATED MODULE: ./src/rotation/marker.ts
/** Longest marker, in characters; Astra's own limit is not documented. */
const MARKER_LENGTH = 128;
/** Longest client id that a marker can remember; Astra's have 24 letters. */
const ADOPTED_LENGTH = 34;
const FORMAT = "atr1";
const ABSENT = "-";
const PATTERN = new RegExp([
    `^${FORMAT}`,
    "(?<lineage>[A-Za-z0-9._~-]{1,22})",
    "(?<attempt>[A-Za-z0-9_-]{12})",
    "(?<mintedAt>[0-9a-z]{1,7})",
    "(?<clockOffset>-?[0-9a-z]{1,3})",
    "(?<fence>[0-9a-z]{1,5})",
    "(?:- -|(?<before>-|[0-9a-z]{1,7}) (?<lastWrite>[0-9a-z]{1,7}))",
    `(?<adopts>${ABSENT}|[A-Za-z0-9]{1,${String(ADOPTED_LENGTH)}})`,
    "(?<kind>[en])",
    "(?<run>[0-9a-z]{1,11}\\.[0-9a-z]{1,3})(?: [ -~]*)?$",
].join(" "), "u");
const fromSeconds = (text) => Number.parseInt(text, 36) * 1000;
const floorSeconds = (milliseconds) => Math.floor(milliseconds / 1000).toString(36);
const ceilSeconds = (milliseconds) => Math.ceil(milliseconds / 1000).toString(36);
/**
 * Writes a marker as printable ASCII of at most 128 characters. `words` tell a
 * person who reads Astra's token list where the token belongs; they come last
 * and are cut to fit. Every instant is rounded to the side that revokes later.
 * Throws `RangeError` when a fact does not fit, so that nothing is ever minted
 * under a marker that no later run could read.
 */
function formatMarker(marker, words) {
    const { generatedBefore: before, lastWrite } = marker.lowWater ?? {};
    const facts = [
        FORMAT,
        marker.lineage,
        marker.attempt,
        floorSeconds(marker.mintedAt),
        floorSeconds(marker.clockOffsetMs),
        ceilSeconds(marker.fenceMs),
        before === undefined ? ABSENT : floorSeconds(before),
        lastWrite === undefined ? ABSENT : ceilSeconds(lastWrite),
        marker.adopts ?? ABSENT,
        marker.emergency ? "e" : "n",
        marker.run,
    ].join(" ");
    if (!PATTERN.test(facts))
        throw new RangeError("unfit for a marker");
    const inert = words.replace(/[^!-~]+/gu, " ").trim();
    return `${facts} ${inert}`.slice(0, MARKER_LENGTH).trimEnd();
}
/** Reads a description; undefined when it is not a marker of this format. */
function parseMarker(description) {
    if (description.length > MARKER_LENGTH)
        return undefined;
    const groups = PATTERN.exec(description)?.groups;
    if (groups === undefined)
        return undefined;
    const { before, lastWrite, adopts } = groups;
    const fact = (name) => groups[name] ?? "";
    return {
        lineage: fact("lineage"),
        attempt: fact("attempt"),
        mintedAt: fromSeconds(fact("mintedAt")),
        clockOffsetMs: fromSeconds(fact("clockOffset")),
        fenceMs: fromSeconds(fact("fence")),
        lowWater: lastWrite === undefined || before === undefined
            ? undefined
            : {
                generatedBefore: before === ABSENT ? undefined : fromSeconds(before),
                lastWrite: fromSeconds(lastWrite),
            },
        adopts: adopts === ABSENT ? undefined : adopts,
        emergency: fact("kind") === "e",
        run: fact("run"),
    };
}

;// CONCATENATED MODULE: ./src/rotation/adoption.ts

/**
 * The hand-made tokens that the rotation took over: the one that
 * `previous-token` names, and those that markers of earlier runs remember. The
 * admin token is never one of them, nor is a copy of a marker.
 */
function adoptionOf(tokens, { members, copies }, { previousClientId, adminClientId }) {
    const excluded = new Set([
        adminClientId,
        ...copies,
        ...members.map(({ clientId }) => clientId),
    ]);
    const remembered = new Map(members.flatMap((member) => {
        const { adopts } = member.marker;
        return adopts === undefined ? [] : [[adopts, member]];
    }));
    const isNameable = previousClientId !== undefined &&
        previousClientId.length <= ADOPTED_LENGTH &&
        !excluded.has(previousClientId);
    const named = isNameable ? previousClientId : undefined;
    const adopted = tokens.flatMap(({ clientId, generatedOn, expiresOn }) => {
        const rememberedBy = remembered.get(clientId);
        const isOurs = rememberedBy !== undefined || clientId === named;
        if (!isOurs || excluded.has(clientId))
            return [];
        const bornBy = generatedOn ?? rememberedBy?.generatedOn;
        return [{ clientId, generatedOn: bornBy, expiresOn, rememberedBy }];
    });
    return {
        named,
        tokens: adopted,
        isNew: adopted.some(({ rememberedBy }) => rememberedBy === undefined),
    };
}

// EXTERNAL MODULE: ./src/rotation/fence.ts
var fence = __webpack_require__(8359);
;// CONCATENATED MODULE: ./src/rotation/lineage.ts


/** How far a generation may lie from the minting that its marker states, milliseconds. */
const MINTING_WINDOW_MS = fence/* IN_FLIGHT_MS */.MC + fence/* STAMP_SLACK_MS */.Ib;
/** The order of generation; equal instants are told apart by client id, so that every run sees the same order. */
function generatedBefore(a, b) {
    if (a.generatedOn !== b.generatedOn)
        return a.generatedOn < b.generatedOn;
    return a.clientId < b.clientId;
}
/**
 * Picks the credentials of one rotation out of the organization's tokens. A
 * token is ours only when its marker parses, names our lineage, and it was
 * generated within one in-flight request of the minting that the marker
 * states; of several with one attempt id, the one generated first is ours.
 */
function lineageOf(tokens, name) {
    const claimants = tokens.flatMap((token) => {
        const marker = parseMarker(token.description);
        if (marker?.lineage !== name)
            return [];
        const { clientId, roles, generatedOn, expiresOn } = token;
        if (generatedOn === undefined)
            return [];
        return [
            { clientId, roles, generatedOn, expiresOn, marker, hasDouble: false },
        ];
    });
    const first = new Map();
    for (const claimant of claimants.filter(isOfItsTime)) {
        const { attempt } = claimant.marker;
        const holder = first.get(attempt);
        if (holder === undefined) {
            first.set(attempt, claimant);
        }
        else {
            const original = generatedBefore(claimant, holder) ? claimant : holder;
            first.set(attempt, { ...original, hasDouble: true });
        }
    }
    const members = [...first.values()].sort((a, b) => generatedBefore(a, b) ? -1 : 1);
    const ours = new Set(members.map((member) => member.clientId));
    return {
        members,
        copies: claimants
            .map((claimant) => claimant.clientId)
            .filter((clientId) => !ours.has(clientId)),
    };
}
/** Whether it was generated when its marker says that it was asked for: a copy made later was not. */
function isOfItsTime({ generatedOn, marker }) {
    return Math.abs(generatedOn - marker.mintedAt) <= MINTING_WINDOW_MS;
}
/** The credential that an attempt has minted, or undefined while the list does not show it. */
function attemptOf(tokens, name, attempt) {
    return lineageOf(tokens, name).members.find(({ marker }) => marker.attempt === attempt);
}

;// CONCATENATED MODULE: ./src/rotation/evidence.ts



/** A member with the fence that its own marker states. */
function dated(member) {
    return {
        clientId: member.clientId,
        generatedOn: member.generatedOn,
        fenceMs: member.marker.fenceMs,
        knownBy: member,
    };
}
/**
 * A secret last written at u can hold a credential generated at g only if
 * u − D < g ≤ u + clock error, with the D of that credential.
 */
function canHold(updatedAt, member) {
    return (member.generatedOn > updatedAt - member.marker.fenceMs &&
        member.generatedOn <= updatedAt + fence/* CLOCK_MARGIN_MS */.li);
}
/**
 * Whether a secret was written after the credential was asked for: after the
 * last write that its run saw, or not before its minting, both on GitHub's
 * clock. The clock error that `canHold` allows for would count a value that
 * somebody else wrote minutes before the minting as the credential's.
 */
function isWrittenAfter(updatedAt, { marker: { lowWater, mintedAt, clockOffsetMs } }) {
    const isSeenBefore = lowWater !== undefined && updatedAt <= lowWater.lastWrite;
    return !isSeenBefore || updatedAt >= mintedAt + clockOffsetMs;
}
/** Reads an observation as evidence; pure, and the same for every run that sees the same. */
function weigh(observation, policy) {
    const { cells, clocks } = observation;
    const lineage = lineageOf(observation.tokens, policy.lineage);
    const { members } = lineage;
    const newest = members.at(-1);
    const missing = cells.filter((cell) => cell.updatedAt === undefined);
    const holdings = cells.flatMap((cell) => {
        const { updatedAt } = cell;
        if (updatedAt === undefined)
            return [];
        const holds = members.filter((member) => canHold(updatedAt, member));
        return [{ cell, updatedAt, holds }];
    });
    const drifted = holdings.filter(({ updatedAt, holds }) => !holds.some((member) => isWrittenAfter(updatedAt, member)));
    const adoption = adoptionOf(observation.tokens, lineage, policy);
    const isUnclear = missing.length > 0 || drifted.length > 0 || adoption.isNew;
    const writes = holdings.map(({ updatedAt }) => updatedAt);
    const lastWrite = writes.length === 0 ? undefined : Math.max(...writes);
    const isPastFence = (token) => clocks.now - token.generatedOn >= token.fenceMs;
    const held = new Set([
        ...holdings.flatMap(({ holds }) => holds.map(({ clientId }) => clientId)),
        ...adoption.tokens
            .filter(({ rememberedBy }) => mayHoldOlder(writes, rememberedBy))
            .map(({ clientId }) => clientId),
    ]);
    const mayBeHeld = (clientId) => held.has(clientId);
    const isOutOfUse = (clientId) => !isUnclear && !mayBeHeld(clientId);
    const outOfUseSince = (token) => {
        const { knownBy } = token;
        // A secret that was added since may hold what an earlier observation proved unused.
        if (knownBy === undefined || mayBeHeld(token.clientId))
            return undefined;
        const proofs = members.flatMap(({ generatedOn, marker: { lowWater, fenceMs } }) => lowWater?.generatedBefore !== undefined &&
            generatedOn > knownBy.generatedOn &&
            token.generatedOn < lowWater.generatedBefore &&
            isWrittenAfter(lowWater.generatedBefore + fenceMs, knownBy)
            ? [lowWater.lastWrite]
            : []);
        if (lastWrite !== undefined && !isUnclear && isPastFence(token)) {
            proofs.push(lastWrite);
        }
        return proofs.length === 0 ? undefined : Math.min(...proofs);
    };
    return {
        lineage,
        adoption,
        newest,
        missing,
        drifted: drifted.map(({ cell }) => cell),
        complete: !isUnclear &&
            newest !== undefined &&
            holdings.every((holding) => isSettledOn(holding, newest)),
        everywhere: !isUnclear &&
            newest !== undefined &&
            holdings.every(({ updatedAt, holds }) => holds.includes(newest) && isWrittenAfter(updatedAt, newest)),
        lowWater: lastWrite === undefined
            ? undefined
            : {
                lastWrite,
                generatedBefore: isUnclear
                    ? undefined
                    : Math.min(...writes) - longestFence(members, policy.fenceMs),
            },
        isUnclear,
        lastActivity: Math.max(...writes, newest === undefined
            ? -Infinity
            : newest.generatedOn + newest.marker.fenceMs),
        isPastFence,
        mayBeHeld,
        isOutOfUse,
        outOfUseSince,
    };
}
/**
 * Whether a secret can hold the credential and nothing else of the lineage.
 * After an emergency a rival may still be writing what was revoked, so writes
 * within the fence of such a minting prove nothing.
 */
function isSettledOn({ updatedAt, holds }, member) {
    const { emergency, fenceMs } = member.marker;
    return (holds.length === 1 &&
        holds[0] === member &&
        isWrittenAfter(updatedAt, member) &&
        !(emergency && updatedAt < member.generatedOn + fenceMs));
}
/**
 * Whether a secret can hold a hand-made token still: one did when the credential
 * that remembers the token was asked for, so each has to be written since.
 */
function mayHoldOlder(writes, rememberedBy) {
    return (rememberedBy === undefined ||
        writes.some((updatedAt) => !isWrittenAfter(updatedAt, rememberedBy)));
}
/** The longest fence that any credential here has. */
function longestFence(members, fenceMs) {
    return Math.max(fenceMs, ...members.map(({ marker }) => marker.fenceMs));
}

;// CONCATENATED MODULE: ./src/rotation/due.ts
/** Whether the overlap of a revocable credential has passed at `now` (GitHub's clock). */
function isDue(one, now) {
    return one.revocableFrom !== undefined && one.revocableFrom <= now;
}
/** Picks what may be revoked now, of the frozen credentials that are still live; `witnesses` are all that are past their fence. */
function dueNow(frozen, live, rule, witnesses = frozen) {
    const due = frozen.filter((one) => live.has(one.clientId) &&
        one.clientId !== rule.keep &&
        (rule.atOnce || isDue(one, rule.now)));
    return withoutLastWitnesses(due, witnesses, live);
}
/**
 * Leaves out the youngest credential whose marker names a hand-made token that
 * stays, unless another one that is past its fence remembers it too: a younger
 * one may still be taken back by its run, and the token would be forgotten.
 */
function withoutLastWitnesses(due, witnesses, live) {
    const going = new Set(due.map((one) => one.clientId));
    const lastWitness = new Map();
    for (const { clientId, adopts } of witnesses) {
        if (adopts === undefined || !live.has(clientId))
            continue;
        const known = lastWitness.get(adopts);
        if (known === undefined || going.has(known)) {
            lastWitness.set(adopts, clientId);
        }
    }
    return due.filter((one) => one.adopts === undefined ||
        !live.has(one.adopts) ||
        going.has(one.adopts) ||
        lastWitness.get(one.adopts) !== one.clientId);
}
/** The order of revocation: hand-made tokens before the credentials that remember them, the admin token last. */
function inOrder(due, adminClientId) {
    const rank = (one) => one.clientId === adminClientId ? 2 : one.adopts === undefined ? 0 : 1;
    return due.toSorted((a, b) => rank(a) - rank(b));
}

;// CONCATENATED MODULE: ./src/rotation/room.ts



/**
 * Looks for room under the cap. At the cap what may be retired goes first.
 * Where waiting could never make room, the rotation must not be stuck for ever:
 * see `spared` and `isStuck`.
 */
function roomFor({ tokens, clocks: { now } }, policy, evidence, candidates) {
    const { lineage, isUnclear, isOutOfUse } = evidence;
    const { maxLiveTokens, adminClientId } = policy;
    const idle = isUnclear
        ? spared(candidates, policy, evidence)
        : candidates.filter(({ clientId }) => isOutOfUse(clientId));
    if (lineage.members.length < maxLiveTokens) {
        return { isFree: true, idle, makeRoom: [] };
    }
    const live = new Set(tokens.map(({ clientId }) => clientId));
    const rule = { now, atOnce: false, keep: adminClientId };
    const makeRoom = dueNow(idle, live, rule, candidates);
    const going = new Set(makeRoom.map(({ clientId }) => clientId));
    const staying = lineage.members.filter(({ clientId }) => !going.has(clientId));
    const isFree = staying.length < maxLiveTokens || isStuck(staying, policy, evidence, now);
    return { isFree, idle, makeRoom };
}
/**
 * While a secret is missing or drifted nothing is proven out of use, and only a
 * fresh credential can change that. So at the cap members go that no other
 * secret can hold, once the overlap has passed since the last write there can
 * have been.
 */
function spared(candidates, { overlapMs }, { lineage, mayBeHeld, lastActivity }) {
    const ours = new Set(lineage.members.map(({ clientId }) => clientId));
    return candidates
        .filter(({ clientId }) => ours.has(clientId) && !mayBeHeld(clientId))
        .map((one) => ({
        ...one,
        outOfUseSince: lastActivity,
        revocableFrom: lastActivity + overlapMs,
    }));
}
/**
 * Whether every credential that stays may be in use and waiting will not change that:
 * only the next publication can tell them apart, so one more is minted. They
 * are never more than the cap and one for each secret.
 */
function isStuck(staying, { overlapMs }, { newest, isPastFence, mayBeHeld, lastActivity }, now) {
    return (newest !== undefined &&
        isPastFence(dated(newest)) &&
        staying.every(({ clientId }) => mayBeHeld(clientId)) &&
        lastActivity + overlapMs <= now);
}
/** The error `cap-reached`: so many live credentials, and none of them may go yet. */
function capReached(live, { maxLiveTokens }) {
    return new rotation_errors/* RotationError */.FL({
        code: "cap-reached",
        summary: `The rotation has ${String(live)} live tokens and max-live-tokens is ${String(maxLiveTokens)}; none of them may be revoked yet.`,
        remedy: "Nothing was minted and every secret holds what it held. Run again after the overlap has passed, or look at why earlier runs did not finish.",
        rerun: "safe",
    });
}

;// CONCATENATED MODULE: ./src/rotation/decide.ts




/** Decides what a run does; a pure function of what was observed and what is configured. */
function decide(observation, policy) {
    const evidence = weigh(observation, policy);
    const all = candidates(observation, policy, evidence);
    const outOfUse = all.filter((one) => evidence.isOutOfUse(one.clientId));
    const base = { evidence };
    switch (policy.mode) {
        case "retire":
            return { ...base, kind: "retire", frozen: outOfUse };
        case "check": {
            const superseded = all.filter(({ clientId }) => clientId !== evidence.newest?.clientId);
            const findings = findingsOf(observation, policy, evidence, superseded);
            return { ...base, kind: "check", findings, frozen: superseded };
        }
        case "rotate":
            break;
        default:
            return policy.mode;
    }
    const reason = mintReason(observation, policy, evidence);
    if (reason === undefined) {
        return { ...base, ...rest(evidence), frozen: outOfUse };
    }
    if (reason === "compromised") {
        return {
            ...base,
            ...minting(reason, [], evidence),
            frozen: everyOther(evidence),
        };
    }
    const room = roomFor(observation, policy, evidence, all);
    if (!room.isFree) {
        const live = evidence.lineage.members.length;
        return { ...base, kind: "full", live, frozen: room.idle };
    }
    return {
        ...base,
        ...minting(reason, room.makeRoom, evidence),
        frozen: all,
    };
}
function mintReason({ roles, clocks }, policy, { newest, missing, drifted, adoption, complete, isPastFence }) {
    if (policy.compromised)
        return "compromised";
    if (policy.rotateAfterMs === 0)
        return "every-run";
    if (newest === undefined)
        return "first";
    if (clocks.now - newest.generatedOn >= policy.rotateAfterMs)
        return "age";
    if (hasOtherRoles(newest, roles))
        return "roles";
    if (missing.length > 0)
        return "missing";
    if (drifted.length > 0 || adoption.isNew)
        return "drifted";
    if (isPastFence(dated(newest)) && !complete)
        return "incomplete";
    return undefined;
}
/** What a run does when nothing is due; `mintReason` has ruled out an empty lineage. */
function rest({ newest, complete }) {
    if (newest === undefined)
        return { kind: "retire" };
    if (complete)
        return { kind: "keep", newest };
    const healsFrom = newest.generatedOn + newest.marker.fenceMs;
    return { kind: "settle", newest, healsFrom };
}
function minting(reason, makeRoom, { lowWater, adoption }) {
    return { kind: "mint", reason, makeRoom, lowWater, adopts: adoption.named };
}
/** Every credential that is past its fence, with the instant its overlap ends. */
function candidates({ clocks }, policy, evidence) {
    const { lineage, adoption } = evidence;
    const tokens = [
        ...adoption.tokens.map(({ clientId, generatedOn, rememberedBy }) => ({
            clientId,
            generatedOn: generatedOn ?? clocks.now,
            knownBy: rememberedBy,
            fenceMs: policy.fenceMs,
            adopts: undefined,
        })),
        ...lineage.members
            .filter(({ hasDouble }) => !hasDouble)
            .map((member) => ({ ...dated(member), adopts: member.marker.adopts })),
    ];
    return tokens
        .filter((token) => evidence.isPastFence(token))
        .map((token) => {
        const { clientId, adopts } = token;
        const since = evidence.outOfUseSince(token);
        const from = since === undefined ? undefined : since + policy.overlapMs;
        return { clientId, outOfUseSince: since, revocableFrom: from, adopts };
    });
}
/** In an emergency every other credential of the lineage goes, whatever its age. */
function everyOther({ lineage, adoption }) {
    return [
        ...adoption.tokens.map(({ clientId }) => ({ clientId, adopts: undefined })),
        ...lineage.members.map(({ clientId, marker }) => ({
            clientId,
            adopts: marker.adopts,
        })),
    ].map((token) => ({ ...token, outOfUseSince: undefined, revocableFrom: 0 }));
}

;// CONCATENATED MODULE: ./src/rotation/mint.ts


/** How often a minting request that certainly had no effect is sent in all. */
const MINT_ATTEMPTS = 4;
/** How often, and how far apart in milliseconds, the list is searched for a credential whose minting answer was lost. */
const SEARCH_LOOKS = 3;
const SEARCH_PAUSE_MS = 1_000;
/**
 * Mints one credential. The request goes out again only when the one before
 * certainly had no effect and the list does not show the attempt. After any
 * other loss the attempt is looked for in the list and revoked, and an error
 * thrown: no target can have it.
 */
async function mint(ports, orderAt, findAttempt) {
    for (let attempt = 1;; attempt += 1) {
        requireAlive(ports);
        const order = orderAt(ports.clock.now());
        const answer = await ports.issuer.mint(order);
        switch (answer.kind) {
            case "minted":
                return answer.credential;
            case "no-effect": {
                if (attempt >= MINT_ATTEMPTS)
                    throw answer.error;
                ports.report({ kind: "mint-repeated", waitMs: answer.waitMs });
                await ports.clock.sleep(answer.waitMs);
                requireAlive(ports);
                const shown = await lookFor(ports, findAttempt);
                if (shown !== undefined)
                    await takeBack(ports, shown, answer.error);
                break;
            }
            case "refused":
                throw answer.error;
            case "unknown":
                return await searchAndTakeBack(ports, findAttempt, answer.error);
            default:
                return answer;
        }
    }
}
/** Throws `cancelled` or `deadline` once nothing new may begin. */
function requireAlive({ lifeline }) {
    const why = lifeline.stopped();
    if (why === undefined)
        return;
    throw new rotation_errors/* RotationError */.FL({
        code: why,
        summary: why === "cancelled"
            ? "The run was cancelled."
            : "The run reached its own deadline (run-timeout).",
        remedy: "It is safe to run again: the next run looks at what is live and puts the rest right.",
        rerun: "safe",
    });
}
/** Throws `mint-mismatch` when the answer is not the credential that was ordered. */
function requireOrdered(credential, { organization, roles }) {
    const wrong = credential.organization !== organization
        ? "belongs to another organization"
        : hasRoles(credential.roles, roles)
            ? undefined
            : "has other roles";
    if (wrong === undefined)
        return;
    throw new rotation_errors/* RotationError */.FL({
        code: "mint-mismatch",
        summary: `Astra minted a token that ${wrong} than was asked for.`,
        remedy: "It was revoked and nothing was published. Look at the input `role`, then run again.",
        rerun: "fix-first",
    });
}
async function lookFor({ issuer }, findAttempt) {
    const { value: tokens } = await issuer.list("compensate");
    return findAttempt(tokens);
}
async function searchAndTakeBack(ports, findAttempt, error) {
    for (let look = 1; look <= SEARCH_LOOKS; look += 1) {
        const shown = await lookFor(ports, findAttempt).catch(() => undefined);
        if (shown !== undefined)
            await takeBack(ports, shown, error);
        if (look < SEARCH_LOOKS)
            await ports.clock.sleep(SEARCH_PAUSE_MS);
    }
    throw error;
}
async function takeBack({ issuer, report }, clientId, error) {
    const answer = await issuer.revoke(clientId, "compensate");
    if (answer.kind === "done")
        report({ kind: "withdrawn", clientId });
    throw error;
}

// EXTERNAL MODULE: ./src/rotation/observe.ts
var observe = __webpack_require__(8302);
;// CONCATENATED MODULE: ./src/rotation/emergency.ts


/**
 * After an emergency a rival may have written what was just revoked. Reads the
 * targets once more; throws `overwritten` when a secret may be younger than
 * this run's own write of it.
 */
async function requireUntouched({ ports, record }) {
    const reread = await (0,observe/* everyOne */.I)(ports.targets.map((store) => store.reread()));
    const overwritten = reread
        .flat()
        .filter((cell) => !isOwnWrite(cell, record.targets));
    const [first] = overwritten;
    if (first === undefined)
        return;
    const others = overwritten.length - 1;
    throw new rotation_errors/* RotationError */.FL({
        code: "overwritten",
        summary: `${first.secret} in ${first.target}${others > 0 ? ` and ${String(others)} more` : ""} may have been written by another run during the emergency rotation.`,
        remedy: "It may hold a token that was just revoked. Run again at once, with nothing else rotating these secrets.",
        rerun: "safe",
    });
}
function isOwnWrite({ target, secret, updatedAt }, results) {
    const answer = results
        .find((result) => result.target === target)
        ?.cells.find((cell) => cell.secret === secret)?.answer;
    return (answer?.kind === "done" &&
        answer.writtenAt !== undefined &&
        updatedAt !== undefined &&
        updatedAt <= answer.writtenAt);
}

;// CONCATENATED MODULE: ./src/rotation/publish.ts

/** Writes a credential to every target; the failure of one does not stop the others. */
async function publish({ targets, report }, credential) {
    return await Promise.all(targets.map(async (store) => {
        const cells = await publishTo(store, credential);
        report({ kind: "published", target: store.name, cells });
        return { target: store.name, cells };
    }));
}
/** A store that throws has written nobody knows what: every secret counts as unknown. */
async function publishTo(store, credential) {
    try {
        return await store.publish(credential);
    }
    catch (thrown) {
        const error = (0,rotation_errors/* asRotationError */.fq)(thrown);
        return [{ secret: "*", answer: { kind: "unknown", error } }];
    }
}
/** Judges a publication; only `nowhere` allows to take the credential back. */
function spreadOf(results) {
    const cells = results.flatMap(({ target, cells: own }) => own.map((cell) => ({ target, ...cell })));
    const open = cells.filter(({ answer }) => answer.kind !== "done");
    const [first] = open;
    if (first === undefined)
        return { kind: "everywhere" };
    const errors = open.flatMap(({ answer }) => answer.kind === "refused" || answer.kind === "unknown"
        ? [answer.error]
        : []);
    const reason = errors[0];
    const mayHold = cells.some(({ answer }) => answer.kind === "done" || answer.kind === "unknown");
    if (!mayHold) {
        return {
            kind: "nowhere",
            error: new rotation_errors/* RotationError */.FL({
                code: reason?.code ?? "publish-refused",
                summary: reason?.summary ??
                    "The run was stopped before the first secret was written.",
                remedy: `${reason?.remedy ?? "It is safe to run again."} The fresh token was revoked: no secret holds it, and every secret holds what it held.`,
                rerun: reason?.rerun ?? "safe",
                cause: reason,
            }),
        };
    }
    return { kind: "somewhere", error: incomplete(open, cells.length, reason) };
}
function incomplete(open, total, reason) {
    const named = open
        .slice(0, 5)
        .map(({ target, secret }) => secret === "*" ? target : `${secret} in ${target}`)
        .join(", ");
    const more = open.length > 5 ? ` and ${String(open.length - 5)} more` : "";
    return new rotation_errors/* RotationError */.FL({
        code: "publish-incomplete",
        summary: `${String(open.length)} of ${String(total)} secrets could not be confirmed: ${named}${more}.${reason === undefined ? "" : ` ${reason.summary}`}`,
        remedy: `${reason?.remedy ?? "Run again."} Nothing was revoked: the old and the fresh token both work, so no consumer is cut off. A later run brings all secrets to one token; one that comes too early says from when.`,
        rerun: reason?.rerun ?? "safe",
        cause: reason,
    });
}

;// CONCATENATED MODULE: ./src/rotation/run.ts
/** Records and reports a warning. */
function warn({ ports, record }, warning) {
    record.warnings.push(warning);
    ports.report({ kind: "warning", warning });
}
/** Notes the fresh credential, not yet published. */
function noteMinted({ record }, credential, generatedOn) {
    record.minted = { credential, generatedOn, state: "unpublished" };
}
/** Notes how far the fresh credential came. */
function noteState({ record }, state) {
    if (record.minted !== undefined)
        record.minted = { ...record.minted, state };
}

;// CONCATENATED MODULE: ./src/rotation/drain.ts


/**
 * The due ones that no workflow run can still hold. A run that began before a
 * value was replaced may hold it and all later ones, so the credentials are
 * taken in the order of their replacement, until the first that is held. What
 * is kept is recorded; a later run tries again.
 */
async function drained(run, due, witnesses, live) {
    const { ports, record } = run;
    const replacedAt = replacement(record.targets);
    const instants = [...new Set(due.map(replacedAt))].sort((a, b) => a - b);
    let drainedUntil = -Infinity;
    for (const instant of instants) {
        if (!(await isDrained(run, instant)))
            break;
        drainedUntil = instant;
    }
    const going = withoutLastWitnesses(due.filter((one) => replacedAt(one) <= drainedUntil), witnesses, live);
    const clientIds = due
        .filter((one) => !going.includes(one))
        .map(({ clientId }) => clientId);
    if (clientIds.length > 0) {
        record.held.push(...clientIds);
        ports.report({ kind: "held", clientIds });
    }
    return going;
}
async function isDrained(run, replacedAt) {
    const seen = await Promise.all(run.ports.targets.map(async (store) => ({
        target: store.name,
        readers: await store.readersOf(replacedAt),
    })));
    warnOfUnreadable(run, seen);
    return seen.every(({ readers }) => readers.kind === "none");
}
function warnOfUnreadable(run, seen) {
    const unreadable = seen.flatMap(({ target, readers }) => readers.kind === "unreadable" ? [{ target, error: readers.error }] : []);
    const [first] = unreadable;
    if (first === undefined)
        return;
    const targets = unreadable.map(({ target }) => target);
    warn(run, { kind: "runs-unreadable", targets, error: first.error });
}
/** The instant, on GitHub's clock, at which a credential was replaced in its last secret: proven earlier, or by this run's writes. */
function replacement(results) {
    const writes = results.flatMap(({ cells }) => cells.map(({ answer }) => answer.kind === "done" ? (answer.writtenAt ?? Infinity) : Infinity));
    const ownWrite = writes.length === 0 ? Infinity : Math.max(...writes);
    return ({ outOfUseSince }) => outOfUseSince ?? ownWrite;
}

;// CONCATENATED MODULE: ./src/rotation/retire.ts




/** How often, and how far apart in milliseconds, the list is read until it no longer shows what was revoked. */
const CONFIRM_LOOKS = 5;
const CONFIRM_PAUSE_MS = 1_000;
/**
 * Revokes what the frozen set, the overlap and the drain allow. The admin token
 * goes only after publication, and only once its successor has listed the
 * tokens. `witnesses` are all credentials that are past their fence.
 */
async function retireDue(run, frozen, stage, witnesses = frozen) {
    const { ports, record, observation } = run;
    const { adminClientId, overlapMs, compromised, drain } = run.settings.policy;
    const isRenewed = stage === "after-publication";
    const gone = new Set(record.revoked);
    const listed = observation.tokens.map((token) => token.clientId);
    const live = new Set(listed.filter((clientId) => !gone.has(clientId)));
    const rule = {
        now: observation.clocks.now,
        atOnce: isRenewed && (overlapMs === 0 || compromised),
        keep: isRenewed ? undefined : adminClientId,
    };
    const due = dueNow(frozen, live, rule, witnesses);
    const going = drain && !compromised ? await drained(run, due, witnesses, live) : due;
    const successor = record.minted?.credential;
    if (successor !== undefined &&
        going.some((one) => one.clientId === adminClientId)) {
        await ports.issuer.succeed(successor);
    }
    await retire(ports, inOrder(going, adminClientId), record);
}
/**
 * Revokes in order and has the list, read again, confirm it. What is not
 * confirmed is recorded, and later runs try again; so does a credential whose
 * marker names a hand-made token that would not go.
 */
async function retire(ports, due, record) {
    const { issuer, report, lifeline } = ports;
    const isStopped = () => lifeline.stopped() !== undefined;
    if (due.length === 0)
        return;
    const tried = [];
    const failed = new Set();
    for (const { clientId, adopts } of due) {
        if (isStopped())
            break;
        if (adopts !== undefined && failed.has(adopts))
            continue;
        const answer = await issuer.revoke(clientId, "rotate");
        tried.push(clientId);
        if (answer.kind !== "done") {
            failed.add(clientId);
            record.unrevokedBecause ??= answer.error;
            report({
                kind: "revocation-failed",
                clientId,
                error: answer.error,
            });
        }
    }
    const shown = tried.length === 0 ? failed : await stillListed(ports, tried, failed);
    for (const clientId of tried) {
        if (shown.has(clientId))
            record.unrevoked.push(clientId);
        else {
            record.revoked.push(clientId);
            report({ kind: "revoked", clientId });
        }
    }
    if (tried.length < due.length && isStopped())
        requireAlive(ports);
}
/** Throws `revoke-incomplete` when a due revocation could not be confirmed. */
function requireRevoked({ unrevoked, unrevokedBecause: reason, decision, }) {
    const count = unrevoked.length;
    if (count === 0)
        return;
    const isUrgent = decision?.kind === "mint" && decision.reason === "compromised";
    const byHand = `in the Astra UI (Settings → Tokens); the job summary shows which, the output \`report\` their whole client ids`;
    throw new rotation_errors/* RotationError */.FL({
        code: "revoke-incomplete",
        summary: `${String(count)} ${count === 1 ? "token" : "tokens"} that should be gone ${count === 1 ? "is" : "are"} still listed by Astra.${reason === undefined ? "" : ` ${reason.summary}`}`,
        remedy: isUrgent
            ? `What has leaked may still work: revoke it now, by hand, ${byHand}. ${reason?.remedy ?? ""}`.trimEnd()
            : `${reason?.remedy ?? "Run again."} Every run tries until it succeeds; no consumer is affected. You may also revoke by hand, ${byHand}.`,
        rerun: reason?.rerun ?? "safe",
        ...(reason === undefined ? {} : { cause: reason }),
    });
}
/**
 * The client ids that the list still shows; one that was not cleanly revoked
 * gets no second look. Where the list cannot be read, the answers stand.
 */
async function stillListed({ issuer, clock, lifeline }, tried, failed) {
    for (let look = 1;; look += 1) {
        const listed = await listedIds(issuer);
        if (listed === undefined)
            return failed;
        const shown = tried.filter((clientId) => listed.has(clientId));
        const isSettled = shown.every((clientId) => failed.has(clientId));
        if (isSettled || look >= CONFIRM_LOOKS)
            return new Set(shown);
        if (lifeline.stopped() !== undefined)
            return new Set(shown);
        await clock.sleep(CONFIRM_PAUSE_MS);
    }
}
async function listedIds(issuer) {
    try {
        const { value: tokens } = await issuer.list("rotate");
        return new Set(tokens.map((token) => token.clientId));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/rotation/verify.ts



const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
/**
 * Probes a fresh credential until the service accepts it and names the same
 * organization. An answer that does not tell counts as yes once the token list
 * shows the credential. Throws `not-accepted` after `timeoutMs`.
 */
async function verify(ports, credential, organization, listed, timeoutMs) {
    const accepted = await attempt(ports, timeoutMs, async (probes) => {
        const answer = await ports.issuer.probe(credential);
        if (answer.kind === "not-yet")
            return undefined;
        if (answer.kind === "unclear")
            await listed;
        if (answer.kind === "accepted" && answer.organization !== organization) {
            throw notAccepted("The fresh token says that it belongs to another organization.");
        }
        return probes;
    });
    if (accepted !== undefined) {
        ports.report({ kind: "verified", probes: accepted });
        return;
    }
    throw notAccepted(`Astra did not accept the fresh token within ${String(timeoutMs / 1000)} seconds.`);
}
/**
 * Waits until the token list shows the fresh credential and returns its entry
 * with the whole list. Throws `not-accepted` after `timeoutMs`.
 */
async function awaitListing(ports, clientId, timeoutMs) {
    const listing = await attempt(ports, timeoutMs, async () => {
        const { value: tokens } = await ports.issuer.list("rotate");
        const entry = tokens.find((token) => token.clientId === clientId);
        return entry === undefined ? undefined : { entry, tokens };
    });
    if (listing !== undefined)
        return listing;
    throw notAccepted(`Astra's token list did not show the fresh token within ${String(timeoutMs / 1000)} seconds.`);
}
/**
 * Throws `rival-run` when the list that confirms the marker shows a credential
 * of the lineage that the observation lacked and that was generated before mine.
 */
function requireNoRival(tokens, mine, lineage, observation) {
    const { members } = lineageOf(tokens, lineage);
    const own = members.find((member) => member.clientId === mine);
    const known = new Set(observation.tokens.map((token) => token.clientId));
    const rival = members.find((member) => own !== undefined &&
        member !== own &&
        !known.has(member.clientId) &&
        generatedBefore(member, own));
    if (rival === undefined)
        return;
    throw new rotation_errors/* RotationError */.FL({
        code: "rival-run",
        summary: "Another run is rotating the same secrets at this moment.",
        remedy: "This run gave way: its token was revoked and nothing was published. Give the workflow a `concurrency` group so that its runs wait for each other.",
        rerun: "safe",
    });
}
/** Tries, with growing pauses, until there is a result or the time is up. */
async function attempt(ports, timeoutMs, tryOnce) {
    const end = ports.clock.now() + timeoutMs;
    let pause = FIRST_PAUSE_MS;
    for (let count = 1;; count += 1) {
        requireAlive(ports);
        const result = await tryOnce(count);
        if (result !== undefined)
            return result;
        const left = end - ports.clock.now();
        if (left <= 0)
            return undefined;
        await ports.clock.sleep(Math.min(pause, left));
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
}
function notAccepted(summary) {
    return new rotation_errors/* RotationError */.FL({
        code: "not-accepted",
        summary,
        remedy: "It was revoked and nothing was published: every secret still holds what it held. Run again later, or raise `verify-timeout`.",
        rerun: "safe",
    });
}

;// CONCATENATED MODULE: ./src/rotation/warnings.ts


/** How long before its end, in milliseconds, the admin token's expiry is worth a warning. */
const ADMIN_NOTICE_MS = 14 * 86_400_000;
/** Things that an observation shows and that somebody should know, though nothing is wrong. */
function warningsOf(observation, decision, policy) {
    const { roles, tokens, shadows } = observation;
    const { evidence } = decision;
    const { adminClientId, previousClientId } = policy;
    const { copies, members } = evidence.lineage;
    const isMember = (clientId) => members.some((member) => member.clientId === clientId);
    const rotatesItself = previousClientId === adminClientId || isMember(adminClientId);
    const warnings = [];
    const managing = roles.filter(({ managesTokens }) => managesTokens);
    if (!rotatesItself && managing.length > 0) {
        warnings.push({
            kind: "role-manages-tokens",
            roles: managing.map(({ names, id }) => names[0] ?? id),
        });
    }
    if (copies.length > 0) {
        warnings.push({ kind: "copied-marker", clientIds: copies });
    }
    if (previousClientId === adminClientId &&
        !isMember(adminClientId) &&
        tokens.some((token) => token.clientId === adminClientId)) {
        warnings.push({ kind: "previous-is-admin" });
    }
    if (shadows.length > 0)
        warnings.push({ kind: "shadowed", shadows });
    const { newest, drifted } = evidence;
    if (newest !== undefined && drifted.length > 0) {
        warnings.push({ kind: "drifted", cells: drifted });
    }
    const early = newest === undefined || decision.kind === "mint"
        ? undefined
        : expiresEarly(newest, policy);
    if (early !== undefined)
        warnings.push(early);
    const admin = tokens.find(({ clientId }) => clientId === adminClientId);
    if (admin?.expiresOn !== undefined &&
        admin.expiresOn - observation.clocks.now < ADMIN_NOTICE_MS) {
        warnings.push({ kind: "admin-expires", expiresOn: admin.expiresOn });
    }
    const unrotated = unrotatedTokens(observation, decision, policy);
    if (unrotated.length > 0) {
        warnings.push({ kind: "unrotated", clientIds: unrotated });
    }
    return warnings;
}
/** The warning that a token ends before the rotation that would replace it. */
function expiresEarly(token, { rotateAfterMs }) {
    const { clientId, generatedOn, expiresOn } = token;
    if (expiresOn === undefined || generatedOn === undefined)
        return undefined;
    if (expiresOn > generatedOn + rotateAfterMs)
        return undefined;
    return { kind: "expires-early", clientId, expiresOn };
}
/** Tokens of exactly the configured roles that carry no rotation's marker and that this one does not take over. */
function unrotatedTokens({ tokens, roles }, { evidence }, { adminClientId }) {
    if (roles.length === 0)
        return [];
    const known = new Set([
        adminClientId,
        ...evidence.adoption.tokens.map(({ clientId }) => clientId),
        ...evidence.lineage.copies,
    ]);
    return tokens
        .filter(({ clientId, roles: held, description }) => !known.has(clientId) &&
        parseMarker(description) === undefined &&
        hasRoles(held, roles))
        .map(({ clientId }) => clientId);
}

;// CONCATENATED MODULE: ./src/rotation/renew.ts











/** Replaces the current credential: everything from making room to the last revocation. */
async function renew(run, decision) {
    const { ports, settings } = run;
    if (decision.makeRoom.length > 0)
        await makeRoom(run, decision);
    const { attempt, policy } = settings;
    const credential = await mint(ports, orderOf(run, decision), (tokens) => attemptOf(tokens, policy.lineage, attempt)?.clientId);
    ports.report({ kind: "minted", clientId: credential.clientId });
    noteMinted(run, credential, credential.generatedOn);
    try {
        await prove(run, decision, credential);
        requireAlive(ports);
    }
    catch (thrown) {
        await withdraw(run, credential);
        throw thrown;
    }
    await spread(run, credential);
    await retireDue(run, decision.frozen, "after-publication");
    if (policy.compromised)
        await requireUntouched(run);
}
/** Revokes what makes room under the cap; throws when a drain has kept it and there is none. */
async function makeRoom(run, decision) {
    const { record, settings } = run;
    const { frozen } = decision;
    await retireDue(run, decision.makeRoom, "before-publication", frozen);
    requireRevoked(record);
    const isGone = (clientId) => record.revoked.includes(clientId);
    const isKept = decision.makeRoom.some(({ clientId }) => !isGone(clientId));
    const { members } = decision.evidence.lineage;
    const live = members.filter(({ clientId }) => !isGone(clientId)).length;
    if (isKept && live >= settings.policy.maxLiveTokens) {
        throw capReached(live, settings.policy);
    }
}
/** Makes sure that the fresh credential is what was ordered, works, and is known by its marker. */
async function prove(run, { frozen }, credential) {
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
    if (verified.status === "rejected")
        throw verified.reason;
    if (listed.status === "rejected")
        throw listed.reason;
    const { entry, tokens } = listed.value;
    const expiresOn = credential.expiresOn ?? entry.expiresOn;
    noteMinted(run, { ...credential, expiresOn }, entry.generatedOn);
    const early = expiresEarly(entry, policy);
    if (early !== undefined)
        warn(run, early);
    if (attemptOf(tokens, policy.lineage, attempt)?.clientId !== clientId) {
        allowWithoutMarker(run, frozen);
    }
    if (!policy.compromised) {
        requireNoRival(tokens, clientId, policy.lineage, observation);
    }
}
/** Publishes; what reached no secret at all is taken back, what reached some stays alive. */
async function spread(run, credential) {
    run.record.targets = await publish(run.ports, credential);
    const reached = spreadOf(run.record.targets);
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
            return reached;
    }
}
/** Takes back a credential that no secret holds. What cannot be revoked now, later runs find by its marker. */
async function withdraw(run, { clientId }) {
    const { issuer, report } = run.ports;
    const answer = await issuer.revoke(clientId, "compensate");
    if (answer.kind === "done") {
        noteState(run, "withdrawn");
        report({ kind: "withdrawn", clientId });
    }
    else {
        run.record.unrevoked.push(clientId);
        report({ kind: "revocation-failed", clientId, error: answer.error });
    }
}
/** The order of one sending; its marker states the time at which that one leaves. */
function orderOf({ settings, observation }, decision) {
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
            expiresOn: tokenLifetimeMs === undefined ? undefined : mintedAt + tokenLifetimeMs,
        };
    };
}
/** Without markers nothing can be remembered; only the retirement of `previous-token` at once needs no memory. */
function allowWithoutMarker(run, frozen) {
    const { previousClientId, overlapMs } = run.settings.policy;
    if (previousClientId === undefined || overlapMs !== 0) {
        throw new rotation_errors/* RotationError */.FL({
            code: "marker-not-kept",
            summary: "Astra's token list does not show the description that the token was minted with.",
            remedy: "Without it a later run cannot know which tokens are this rotation's, so the fresh token was revoked and nothing was published. Set `previous-token` to the secret itself and `overlap: 0` to rotate all the same.",
            rerun: "fix-first",
        });
    }
    const isPrevious = ({ clientId }) => clientId === previousClientId;
    if (run.observation.tokens.some(isPrevious) && !frozen.some(isPrevious)) {
        throw new rotation_errors/* RotationError */.FL({
            code: "marker-not-kept",
            summary: "Astra's token list does not show the marker that the token was minted with, and `previous-token` may not be revoked in this run: it is too young, of unknown age, or the admin token.",
            remedy: "A later run could not know of it, so the fresh token was revoked and nothing was published. Run again in an hour; if it persists, rotate this secret by hand.",
            rerun: "safe",
        });
    }
    warn(run, { kind: "marker-not-kept" });
}

;// CONCATENATED MODULE: ./src/rotation/rotate.ts











/**
 * One run: observe, decide, mint, verify, publish, retire. It never throws:
 * however it ends, the outcome tells what was done and what is left.
 */
async function rotate(ports, settings) {
    const record = {
        targets: [],
        revoked: [],
        unrevoked: [],
        held: [],
        warnings: [],
    };
    try {
        await perform(ports, settings, record);
        return { record, error: undefined };
    }
    catch (thrown) {
        return { record, error: (0,rotation_errors/* asRotationError */.fq)(thrown) };
    }
}
async function perform(ports, settings, record) {
    const { policy } = settings;
    const observation = await (0,observe/* observe */.l)(ports);
    record.observation = observation;
    ports.report({ kind: "observed", observation });
    const decision = decide(observation, policy);
    record.decision = decision;
    ports.report({ kind: "decided", decision });
    const run = { ports, settings, observation, record };
    for (const warning of warningsOf(observation, decision, policy)) {
        warn(run, warning);
    }
    (0,clocks/* requireCloseClocks */.g)(observation.clocks);
    if (decision.kind === "check") {
        requireSound(decision.findings);
        return;
    }
    if (settings.dryRun) {
        requireRoom(decision, policy);
        return;
    }
    if (decision.kind === "mint")
        await renew(run, decision);
    else
        await retireDue(run, decision.frozen, "before-publication");
    requireRoom(decision, policy);
    requireRevoked(record);
    requireSettled(decision);
    if (ports.lifeline.stopped() === "cancelled")
        requireAlive(ports);
}
function requireRoom(decision, policy) {
    if (decision.kind === "full")
        throw capReached(decision.live, policy);
}
function requireSettled(decision) {
    if (decision.kind !== "settle" || decision.evidence.everywhere)
        return;
    throw new rotation_errors/* RotationError */.FL({
        code: "settling",
        summary: "An earlier run did not finish, and what it wrote cannot be told yet.",
        remedy: "Every secret still holds a token that works, and nothing was revoked. A later run will heal it.",
        rerun: "safe",
        notBefore: decision.healsFrom,
    });
}

// EXTERNAL MODULE: ./src/action/annotation.ts
var annotation = __webpack_require__(8225);
;// CONCATENATED MODULE: ./src/action/target-lines.ts
/** The targets with what the run wrote; where it wrote nothing, as it found them. */
function targetLines({ targets, observation, decision, }) {
    if (targets.length > 0) {
        return targets.map(({ target, cells }) => ({
            target,
            secrets: cells.map(writtenLine),
        }));
    }
    const { newest, drifted } = decision?.evidence ?? {};
    // Before the first minting every secret is somebody else's, as it should be.
    const strange = new Set(newest === undefined ? [] : drifted);
    const lines = new Map();
    for (const cell of observation?.cells ?? []) {
        const found = foundLine(cell, strange.has(cell));
        const line = lines.get(cell.target);
        if (line === undefined)
            lines.set(cell.target, [found]);
        else
            line.push(found);
    }
    return [...lines].map(([target, secrets]) => ({ target, secrets }));
}
function writtenLine({ secret: name, answer }) {
    const line = { name, writtenOn: undefined, error: undefined };
    switch (answer.kind) {
        case "done":
            return { ...line, result: "written", writtenOn: answer.writtenAt };
        case "refused":
            return { ...line, result: "refused", error: answer.error };
        case "unknown":
            return { ...line, result: "unconfirmed", error: answer.error };
        case "not-attempted":
            return { ...line, result: "not-attempted" };
        default:
            return answer;
    }
}
function foundLine({ secret: name, updatedAt: writtenOn }, isDrifted) {
    const result = writtenOn === undefined ? "missing" : isDrifted ? "drifted" : "unchanged";
    return { name, result, writtenOn, error: undefined };
}

;// CONCATENATED MODULE: ./src/action/token-lines.ts


/** The rotation's tokens, the fresh one first, then from the newest to the oldest, then the ones taken over. */
function tokenLines(record, policy) {
    const fresh = freshLine(record);
    const { observation, decision } = record;
    if (observation === undefined || decision === undefined)
        return fresh;
    const { now } = observation.clocks;
    const lineOf = lineMaker(record, decision, policy, now);
    const { lineage } = decision.evidence;
    return [
        ...fresh,
        ...lineage.members
            .toReversed()
            .map((member) => lineOf(member, "superseded", dated(member).fenceMs)),
        ...decision.evidence.adoption.tokens.map((token) => lineOf(token, "adopted", policy.fenceMs)),
    ];
}
function freshLine({ minted }) {
    if (minted === undefined)
        return [];
    const { credential, state } = minted;
    return [
        {
            clientId: credential.clientId,
            state: state === "published" ? "current" : state,
            generatedOn: minted.generatedOn ?? credential.generatedOn,
            expiresOn: credential.expiresOn,
            supersededOn: undefined,
            revocableFrom: undefined,
        },
    ];
}
/** Makes the lines of tokens that were there before the run. */
function lineMaker(record, { frozen, evidence }, policy, now) {
    const fresh = record.minted?.state;
    const isRenewed = fresh === "published";
    const isReplaced = isRenewed || fresh === "partly-published";
    const stateOf = (clientId, otherwise) => {
        if (record.revoked.includes(clientId))
            return "revoked";
        if (record.unrevoked.includes(clientId))
            return "unconfirmed";
        if (isReplaced || clientId !== evidence.newest?.clientId)
            return otherwise;
        return evidence.everywhere ? "current" : "partly-published";
    };
    return ({ clientId, generatedOn, expiresOn }, otherwise, fenceMs) => {
        const known = frozen.find((one) => one.clientId === clientId);
        const state = stateOf(clientId, otherwise);
        const line = { clientId, state, generatedOn, expiresOn };
        if (state === "current" || state === "partly-published") {
            return { ...line, supersededOn: undefined, revocableFrom: undefined };
        }
        const supersededOn = known?.outOfUseSince ?? (isRenewed ? now : undefined);
        const pastFenceOn = (generatedOn ?? now) + fenceMs;
        // In an emergency everything may go at once.
        const revocableFrom = policy.compromised
            ? now
            : (known?.revocableFrom ??
                (isRenewed
                    ? Math.max(now + policy.overlapMs, pastFenceOn)
                    : undefined));
        const isLive = state === otherwise;
        return {
            ...line,
            supersededOn,
            revocableFrom: isLive ? revocableFrom : undefined,
        };
    };
}
/** Client ids of what the same run would revoke if it were no dry run, in order; `drain` may keep some of it. */
function plannedRevocations({ observation, decision }, { overlapMs, compromised, adminClientId }) {
    if (observation === undefined || decision === undefined)
        return [];
    if (decision.kind === "check")
        return [];
    const isRenewal = decision.kind === "mint";
    const due = dueNow(decision.frozen, new Set(observation.tokens.map(({ clientId }) => clientId)), {
        now: observation.clocks.now,
        atOnce: isRenewal && (overlapMs === 0 || compromised),
        keep: isRenewal ? undefined : adminClientId,
    });
    const first = decision.kind === "mint" ? decision.makeRoom : [];
    const going = [...first, ...inOrder(due, adminClientId)];
    return [...new Set(going.map(({ clientId }) => clientId))];
}

;// CONCATENATED MODULE: ./src/action/report.ts


/** Turns an outcome into a report. */
function reportOf({ record, error }, { policy, dryRun, timings, elapsedMs }) {
    const { decision, observation, revoked, held, warnings } = record;
    const tokens = tokenLines(record, policy);
    const current = tokens.find((token) => token.state === "current");
    return {
        rotation: policy.lineage,
        mode: policy.mode,
        dryRun,
        decision: decision?.kind,
        reason: decision?.kind === "mint" ? decision.reason : undefined,
        rotated: record.minted?.state === "published",
        observedOn: observation?.clocks.now,
        current,
        tokens,
        revoked,
        wouldRevoke: dryRun ? plannedRevocations(record, policy) : [],
        held,
        nextRotationOn: policy.rotateAfterMs === 0 || current?.generatedOn === undefined
            ? undefined
            : current.generatedOn + policy.rotateAfterMs,
        overlapMs: policy.overlapMs,
        targets: targetLines(record),
        findings: decision?.kind === "check" ? decision.findings : [],
        warnings,
        error,
        timings,
        elapsedMs,
    };
}
/** The tokens that stay alive on purpose, and from when each may go. */
function retiringOf({ tokens }) {
    return tokens.filter(({ state }) => state === "superseded" || state === "adopted");
}

// EXTERNAL MODULE: ./src/action/words.ts
var words = __webpack_require__(9579);
;// CONCATENATED MODULE: ./src/action/warning-words.ts

/** The title of a warning's annotation. */
function titleOf({ kind }) {
    switch (kind) {
        case "role-manages-tokens":
            return "The role may manage tokens";
        case "copied-marker":
            return "Tokens that look like this rotation's";
        case "previous-is-admin":
            return "previous-token is the admin token";
        case "marker-not-kept":
            return "Astra keeps no token descriptions";
        case "expires-early":
            return "The token expires before the next rotation";
        case "admin-expires":
            return "astra-token expires soon";
        case "drifted":
            return "A secret was changed by somebody else";
        case "shadowed":
            return "Another secret wins over a target";
        case "unrotated":
            return "Tokens that nobody rotates";
        case "runs-unreadable":
            return "drain cannot see the workflow runs";
        default:
            return kind;
    }
}
/** A warning as sentences: what is so, and what to do about it. */
function warning_words_sentenceOf(warning) {
    switch (warning.kind) {
        case "role-manages-tokens":
            return `Whoever reads the secret can mint and revoke tokens of the whole organization: the role ${roleList(warning.roles)} allows it. Set \`role\` to one that only reaches data, such as “Read/Write Service Account”.`;
        case "copied-marker":
            return `The description of ${(0,words/* count */.U9)(warning.clientIds.length, "token")} is a copy of this rotation's: ${idList(warning.clientIds)}. The action did not make them and leaves them alone. Revoke them in the Astra UI (Settings → Tokens) if nobody needs them.`;
        case "previous-is-admin":
            return "`previous-token` is the same token as `astra-token`, which this action did not mint and does not revoke. Once nothing uses it any more, revoke it in the Astra UI (Settings → Tokens).";
        case "marker-not-kept":
            return "Astra does not show the description that the fresh token was minted with, so later runs cannot know it. This run revokes `previous-token`; keep passing it, with `overlap: 0`, in every run.";
        case "expires-early":
            return `Token ${(0,words/* shortId */.m_)(warning.clientId)} expires on ${(0,words/* instant */.uR)(warning.expiresOn)}, before the next planned rotation, and consumers would then be cut off. Lengthen \`token-lifetime\`, shorten \`rotate-after\`, or ask whether the organization limits the lifetime of tokens.`;
        case "admin-expires":
            return `\`astra-token\` expires on ${(0,words/* instant */.uR)(warning.expiresOn)}; no run can rotate after that. Make a new token with the same role in the Astra UI (Settings → Tokens) and put it into the secret that \`astra-token\` reads.`;
        case "drifted":
            return `Somebody else has written ${cellList(warning.cells)} since the last rotation. If that was not meant, look at who can write it; a rotating run replaces what it holds.`;
        case "shadowed":
            return `Workflows do not see the rotated value where another secret of the same name wins: ${(0,words/* listed */.KE)(warning.shadows.map(({ secret, by, target }) => `${secret} of ${by} wins over ${target}`))}. Delete the one that wins, or make its place a target, too.`;
        case "unrotated":
            return `${(0,words/* count */.U9)(warning.clientIds.length, "token")} with the same role, made by hand, never gets rotated: ${idList(warning.clientIds)}. If a secret held one of them before this rotation began, pass that secret once as \`previous-token\`; revoke the others in the Astra UI (Settings → Tokens) when nothing uses them.`;
        case "runs-unreadable":
            return `\`drain\` cannot see the workflow runs of ${(0,words/* listed */.KE)(warning.targets)}, so superseded tokens are kept for now. ${warning.error.remedy}`;
        default:
            return warning;
    }
}
function roleList(roles) {
    return (0,words/* listed */.KE)(roles.map((role) => `“${role.replace(/[^\p{L}\p{N} ./_+-]/gu, "?").slice(0, 60)}”`));
}
function idList(clientIds) {
    return (0,words/* listed */.KE)(clientIds.map(words/* shortId */.m_));
}
function cellList(cells) {
    return (0,words/* listed */.KE)(cells.map(({ secret, target }) => `${secret} in ${target}`));
}

;// CONCATENATED MODULE: ./src/action/report-json.ts



/** The version of the report's shape, `docs/report.schema.json`; raised when something in it goes or changes its meaning. */
const REPORT_VERSION = 1;
/** A report as the value of the output `report`. */
function reportJson(report) {
    const { error, timings } = report;
    return {
        version: REPORT_VERSION,
        rotation: report.rotation,
        mode: report.mode,
        dryRun: report.dryRun,
        observedOn: dateOf(report.observedOn),
        decision: report.decision ?? null,
        reason: report.reason ?? null,
        rotated: report.rotated,
        tokens: report.tokens.map((token) => ({
            clientId: token.clientId,
            state: token.state,
            generatedOn: dateOf(token.generatedOn),
            expiresOn: dateOf(token.expiresOn),
            supersededOn: dateOf(token.supersededOn),
            revocableFrom: dateOf(token.revocableFrom),
        })),
        revoked: report.revoked,
        wouldRevoke: report.wouldRevoke,
        held: report.held,
        nextRotationOn: dateOf(report.nextRotationOn),
        targets: report.targets.map(({ target, secrets }) => ({
            target,
            secrets: secrets.map((secret) => ({
                name: secret.name,
                result: secret.result,
                writtenOn: dateOf(secret.writtenOn),
                error: secret.error === undefined ? null : problemJson(secret.error),
            })),
        })),
        findings: report.findings.map(findingJson),
        warnings: report.warnings.map((warning) => ({
            kind: warning.kind,
            message: warning_words_sentenceOf(warning),
        })),
        error: error === undefined
            ? null
            : {
                ...problemJson(error),
                remedy: error.remedy,
                helpsAfterFix: error.rerun === "fix-first",
                notBefore: dateOf(error.notBefore),
                also: error.also.map(problemJson),
            },
        timings: {
            observeMs: whole(timings.observe),
            mintMs: whole(timings.mint),
            verifyMs: whole(timings.verify),
            publishMs: whole(timings.publish),
            retireMs: whole(timings.retire),
            totalMs: whole(report.elapsedMs),
        },
    };
}
function problemJson(error) {
    return { code: error.code, message: (0,annotation/* summaryOf */.YG)(error) };
}
function findingJson(finding) {
    const { kind } = finding;
    const about = { kind, on: null, secrets: [], clientIds: [] };
    switch (finding.kind) {
        case "no-credential":
        case "other-roles":
            return about;
        case "overdue":
            return { ...about, on: dateOf(finding.dueOn) };
        case "incomplete":
            return { ...about, on: dateOf(finding.healableFrom) };
        case "expiring":
            return { ...about, on: dateOf(finding.expiresOn) };
        case "missing":
        case "drifted": {
            const secrets = finding.cells.map(({ target, secret }) => ({
                target,
                name: secret,
            }));
            return { ...about, secrets };
        }
        case "unrevoked": {
            const { clientIds, dueOn } = finding;
            return { ...about, on: dateOf(dueOn), clientIds };
        }
        default:
            return finding;
    }
}
function dateOf(epochMilliseconds) {
    return (0,words/* rfc3339 */.ag)(epochMilliseconds) ?? null;
}
function whole(milliseconds) {
    return milliseconds === undefined ? null : Math.round(milliseconds);
}

;// CONCATENATED MODULE: ./src/action/outputs.ts



/** The action's outputs by name; every value is a string, as the runner wants it. */
function outputsOf(report) {
    const { current } = report;
    return {
        rotated: String(report.rotated),
        "client-id": current?.clientId ?? "",
        "generated-on": (0,words/* rfc3339 */.ag)(current?.generatedOn) ?? "",
        "expires-on": (0,words/* rfc3339 */.ag)(current?.expiresOn) ?? "",
        revoked: JSON.stringify(report.revoked),
        retiring: JSON.stringify(retiringOf(report).map(({ clientId, revocableFrom }) => ({
            clientId,
            revocableFrom: (0,words/* rfc3339 */.ag)(revocableFrom) ?? null,
        }))),
        "next-rotation-on": (0,words/* rfc3339 */.ag)(report.nextRotationOn) ?? "",
        report: JSON.stringify(reportJson(report)),
    };
}
/** The two outputs that hold secrets; only set when `expose-token` asks for them. */
function secretOutputsOf({ token, clientSecret, }) {
    return { token: token.expose(), "client-secret": clientSecret.expose() };
}

;// CONCATENATED MODULE: ./src/action/markup.ts
/** Everything in a text that Markdown, GitHub or HTML could act upon: markup, links, mentions, formulas, emoji. */
const ACTIVE = /[\\*{}[\]<>|&#~!`@$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=[^\s\d])|(?<=www)\./giu;
/** Text without markup; line breaks become spaces. */
function escaped(text) {
    return text
        .replace(/[\r\n\u2028\u2029]+/gu, " ")
        .replace(ACTIVE, (character) => `&#${String(character.codePointAt(0))};`);
}
/** A sentence of the project's own, whose backticks mark code; the rest is without markup. */
function prose(sentence) {
    return sentence
        .split("`")
        .map((part, index) => (index % 2 === 0 ? escaped(part) : code(part)))
        .join("");
}
/** Text as code. */
function code(text) {
    return `<code>${escaped(text)}</code>`;
}
/** A table; nothing when it has no rows. Cells are Markdown already. */
function table(heads, rows) {
    if (rows.length === 0)
        return [];
    return [heads, heads.map(() => "---"), ...rows]
        .map((cells) => `| ${cells.join(" | ")} |`)
        .concat("");
}
/** Something to unfold. */
function folded(title, lines) {
    if (lines.length === 0)
        return [];
    return [
        "<details>",
        `<summary>${escaped(title)}</summary>`,
        "",
        ...lines,
        "</details>",
        "",
    ];
}

;// CONCATENATED MODULE: ./src/action/target-table.ts



/** How many targets a table shows in the open; of more, the rest is folded. */
const MAX_OPEN = 20;
/** How many bytes a table may have; GitHub takes 1 MiB of summary. */
const MAX_BYTES = 400_000;
const RESULTS = {
    written: "written",
    refused: "❌ **not written**",
    unconfirmed: "❌ **not confirmed**",
    "not-attempted": "❌ **not written, the run was stopped**",
    unchanged: "unchanged",
    missing: "⚠️ **not there**",
    drifted: "⚠️ **written by somebody else**",
};
const HEADS = ["target", "secrets", "result"];
/** The secrets that are not as they should be, as a table in the open. */
function openTargetTable(targets) {
    const rows = rowsOf(targets, isOpen);
    return [
        ...table(HEADS, rows.slice(0, MAX_OPEN)),
        ...folded(`${(0,words/* count */.U9)(rows.length - MAX_OPEN, "more row")} of this kind`, table(HEADS, bounded(rows.slice(MAX_OPEN)))),
    ];
}
/** The secrets that are as they should be; folded when there are many. */
function targetTable(targets) {
    const rows = rowsOf(targets, (result) => !isOpen(result));
    const isAllWritten = targets.every(({ secrets }) => secrets.every(({ result }) => result !== "unchanged"));
    const lines = table(HEADS, bounded(rows));
    return rows.length <= MAX_OPEN
        ? lines
        : folded(`${(0,words/* count */.U9)(rows.length, "target")} ${isAllWritten ? "written" : "unchanged"}`, lines);
}
function isOpen(result) {
    return result !== "written" && result !== "unchanged";
}
/** One row for the secrets of a target that have the same result. */
function rowsOf(targets, isWanted) {
    return targets.flatMap(({ target, secrets }) => {
        const kinds = new Set(secrets.map(({ result }) => result).filter(isWanted));
        return [...kinds].map((kind) => {
            const alike = secrets.filter(({ result }) => result === kind);
            return [
                escaped(target),
                (0,words/* listed */.KE)(alike.map(({ name }) => (name === "*" ? "all" : code(name)))),
                resultOf(kind, alike),
            ];
        });
    });
}
function resultOf(kind, alike) {
    const said = RESULTS[kind];
    const error = alike.find((secret) => secret.error !== undefined)?.error;
    if (error !== undefined)
        return `${said}: ${prose((0,annotation/* summaryOf */.YG)(error))}`;
    const written = alike.flatMap(({ writtenOn }) => writtenOn ?? []);
    return kind === "unchanged" && written.length > 0
        ? `${said}, written ${span(written)}`
        : said;
}
/** One instant, or the first and the last of several that read differently. */
function span(instants) {
    const first = (0,words/* instant */.uR)(Math.min(...instants));
    const last = (0,words/* instant */.uR)(Math.max(...instants));
    return first === last ? first : `between ${first} and ${last}`;
}
/** As many rows as fit; the last one says how many did not. */
function bounded(rows) {
    let left = MAX_BYTES;
    const shown = rows.filter((cells) => {
        left -= Buffer.byteLength(cells.join(" | ")) + 6;
        return left >= 0;
    });
    const hidden = rows.length - shown.length;
    return hidden === 0
        ? shown
        : [...shown, [`… and ${(0,words/* count */.U9)(hidden, "more row")}`, "", ""]];
}

;// CONCATENATED MODULE: ./src/action/timeline.ts

/** How many tokens a timeline shows, the newest; more than these nobody can read. */
const MAX_DRAWN = 10;
/** A bar that takes a smaller part of the chart than this would have no width, and not be seen. */
const LEAST_PART = 1 / 300;
/** The label of a smaller part than this would stand beside its bar, over the label of the next one. */
const LEAST_LABELLED = 1 / 15;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How the axis is divided and written, by the length of the chart. */
const AXES = [
    { upTo: 3 * HOUR, tick: "30minute", format: "%H:%M" },
    { upTo: 14 * HOUR, tick: "2hour", format: "%H:%M" },
    { upTo: 2 * DAY, tick: "6hour", format: "%d %b %H:%M" },
    { upTo: 8 * DAY, tick: "1day", format: "%d %b" },
    { upTo: 80 * DAY, tick: "1week", format: "%d %b" },
    { upTo: 250 * DAY, tick: "1month", format: "%b %Y" },
    { upTo: 1000 * DAY, tick: "6month", format: "%b %Y" },
    { upTo: Infinity, tick: "24month", format: "%Y" },
];
/**
 * The lifetimes of the rotation's tokens as a Mermaid Gantt chart, oldest on
 * top; empty when there is nothing to draw. Nothing from outside is in it but
 * shortened client ids and dates.
 */
function timelineOf(report) {
    const { observedOn: now, tokens } = report;
    if (now === undefined || !(0,words/* isDate */.$P)(now))
        return [];
    const rows = tokens
        .slice(0, MAX_DRAWN)
        .toReversed()
        .map((token) => rowOf(token, report, now))
        .filter(({ bars }) => bars.length > 0);
    if (rows.length === 0)
        return [];
    const instants = rows.flatMap(({ bars }) => bars.flatMap(({ from, to }) => [from, to]));
    const length = Math.max(...instants) - Math.min(...instants);
    const axis = AXES.find(({ upTo }) => length <= upTo);
    return [
        "```mermaid",
        "---",
        "displayMode: compact",
        "config:",
        "  gantt:",
        "    leftPadding: 120",
        "    rightPadding: 220",
        "---",
        "gantt",
        "  title Lifetimes of the tokens (UTC)",
        "  dateFormat YYYY-MM-DDTHH:mm",
        `  axisFormat ${axis?.format ?? "%Y"}`,
        `  tickInterval ${axis?.tick ?? "24month"}`,
        "  todayMarker off",
        ...rows.flatMap(({ name, bars }) => [
            `  section ${name}`,
            ...bars.map((one) => barLine(one, length)),
        ]),
        "  section this run",
        `  now :milestone, ${minute(now)}, 0d`,
        "```",
        "",
    ];
}
function rowOf(token, report, now) {
    return {
        name: (0,words/* shortId */.m_)(token.clientId),
        bars: barsOf(token, report, now).filter(({ from, to }) => (0,words/* isDate */.$P)(from) && (0,words/* isDate */.$P)(to) && from <= to),
    };
}
function barsOf(token, report, now) {
    const { generatedOn: from } = token;
    if (from === undefined)
        return [];
    switch (token.state) {
        case "current":
            return currentBars(token, from, report, now);
        case "superseded":
        case "adopted":
        case "unconfirmed": {
            const { supersededOn, revocableFrom } = token;
            if (supersededOn === undefined) {
                return [bar("may be in use", "", from, now)];
            }
            const isLate = (revocableFrom ?? now) <= now;
            const to = isLate ? now : (revocableFrom ?? now);
            const label = isLate ? "overlap is over" : "overlap";
            return [
                bar("in use", "done", from, supersededOn),
                bar(label, "", supersededOn, to),
            ];
        }
        case "revoked":
            return [
                bar("in use", "done", from, token.supersededOn ?? now),
                bar("overlap, then revoked", "", token.supersededOn ?? now, now),
            ];
        case "partly-published":
        case "unpublished":
            return [bar("not everywhere", "", from, now)];
        case "withdrawn":
            return [bar("withdrawn", "milestone", now, now)];
        default:
            return token.state;
    }
}
/** The current token: until the next planned rotation, with its expiry where that is near. */
function currentBars({ expiresOn }, from, { nextRotationOn, overlapMs }, now) {
    const planned = nextRotationOn ?? now + Math.max(overlapMs, HOUR);
    const bars = [bar("current", "", from, Math.max(planned, now))];
    // A far expiry would squeeze everything else into a corner.
    const isNear = expiresOn !== undefined && expiresOn - now <= 2 * (planned - from);
    if (isNear)
        bars.push(bar("expires", "milestone", expiresOn, expiresOn));
    return bars;
}
function bar(label, tag, from, to) {
    return { label, tag, from, to };
}
/** A bar as a line of a chart of that length. */
function barLine({ label, tag, from, to }, chart) {
    const length = to - from;
    const minutes = Math.max(1, Math.round(length / MINUTE));
    const isPoint = tag === "milestone" || length < chart * LEAST_PART;
    const span = isPoint ? "0d" : `${String(minutes)}m`;
    const tags = isPoint ? "milestone, " : tag === "" ? "" : `${tag}, `;
    const isNarrow = tag === "done" && length < chart * LEAST_LABELLED;
    return `  ${isNarrow ? "·" : label} :${tags}${minute(from)}, ${span}`;
}
function minute(epochMilliseconds) {
    return ((0,words/* rfc3339 */.ag)(epochMilliseconds) ?? "").slice(0, 16);
}

;// CONCATENATED MODULE: ./src/action/log.ts


/** Why a rotation is due, as the end of “a fresh token is due: …”. */
const REASONS = {
    compromised: "the present one was said to be compromised",
    "every-run": "every run rotates (rotate-after: 0)",
    first: "this rotation has no token yet",
    age: "the current one has reached rotate-after",
    roles: "the current one has other roles than configured",
    missing: "a secret is not there",
    drifted: "a secret was written by somebody else",
    incomplete: "an earlier run did not bring its token to every secret",
};
/** A step as one line of the log. */
function lineOf(step, policy, dryRun) {
    switch (step.kind) {
        case "observed": {
            const { tokens, cells, clocks } = step.observation;
            return `Looked: ${(0,words/* count */.U9)(tokens.length, "token")} in the Astra organization, ${(0,words/* count */.U9)(cells.length, "secret")} at GitHub; GitHub's clock says ${(0,words/* instant */.uR)(clocks.now)}.`;
        }
        case "decided":
            return decided(step.decision, policy, dryRun);
        case "progress": {
            const { done, total, remainingMs } = step;
            const what = step.what === "read" ? "Read" : "Wrote";
            const noun = step.what === "read" ? "target" : "secret";
            return `${what} ${String(done)} of ${(0,words/* count */.U9)(total, noun)}; about ${(0,words/* duration */.p0)(remainingMs)} left.`;
        }
        case "minted":
            return `Minted token ${(0,words/* shortId */.m_)(step.clientId)} and masked it.`;
        case "mint-repeated":
            return `Astra did not take the request for a fresh token; asking again in ${(0,words/* duration */.p0)(step.waitMs)}.`;
        case "verified":
            return `Tested the fresh token: Astra accepts it${step.probes > 1 ? ` (at attempt ${String(step.probes)})` : ""}.`;
        case "published":
            return published(step.target, step.cells);
        case "revoked":
            return `Revoked token ${(0,words/* shortId */.m_)(step.clientId)}; Astra no longer lists it.`;
        case "revocation-failed":
            return `Could not revoke token ${(0,words/* shortId */.m_)(step.clientId)}: ${step.error.summary}`;
        case "held":
            return `Kept ${(0,words/* count */.U9)(step.clientIds.length, "superseded token")} because workflow runs may still hold it: ${(0,words/* listed */.KE)(step.clientIds.map(words/* shortId */.m_))}.`;
        case "withdrawn":
            return `Revoked the fresh token ${(0,words/* shortId */.m_)(step.clientId)} again: no secret holds it.`;
        case "warning":
            return warning_words_sentenceOf(step.warning);
        default:
            return step;
    }
}
function published(target, cells) {
    const namesOf = (some) => (0,words/* listed */.KE)(some.map(({ secret }) => (secret === "*" ? "secrets" : secret)));
    const open = cells.filter(({ answer }) => answer.kind !== "done");
    if (open.length === 0)
        return `Wrote ${namesOf(cells)} to ${target}.`;
    const why = open
        .map(({ answer }) => answer)
        .find((answer) => answer.kind === "refused" || answer.kind === "unknown");
    return `Could not ${why?.kind === "refused" ? "write" : "confirm"} ${namesOf(open)} in ${target}${why === undefined ? "." : `: ${why.error.summary}`}`;
}
function decided(decision, policy, dryRun) {
    const plan = dryRun ? "Dry run, nothing will be changed: " : "";
    const say = (sentence) => plan === ""
        ? sentence
        : `${plan}${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
    switch (decision.kind) {
        case "mint":
            return say(`A fresh token is due: ${REASONS[decision.reason]}.`);
        case "keep":
            return say(`Nothing is due: token ${(0,words/* shortId */.m_)(decision.newest.clientId)} is current until ${(0,words/* instant */.uR)(decision.newest.generatedOn + policy.rotateAfterMs)}.`);
        case "settle":
            return say(`An earlier run may still be writing, so this one leaves the secrets alone until ${(0,words/* instant */.uR)(decision.healsFrom)}.`);
        case "retire":
            return say("Minting nothing (mode: retire); revoking only superseded tokens whose overlap has passed.");
        case "check":
            return decision.findings.length === 0
                ? "Nothing is wrong (mode: check)."
                : `Checked: ${(0,words/* count */.U9)(decision.findings.length, "thing")} found wrong.`;
        case "full":
            return say("A fresh token is due, but max-live-tokens leaves no room for it.");
        default:
            return decision;
    }
}

;// CONCATENATED MODULE: ./src/action/verdict.ts



/** Says how a run ended. */
function verdictOf(report) {
    const { error, current, revoked } = report;
    if (error !== undefined) {
        return { mark: "❌", head: "Failed:", rest: (0,annotation/* summaryOf */.YG)(error) };
    }
    if (report.dryRun) {
        return {
            mark: "📝",
            head: "Dry run, nothing was changed:",
            rest: planOf(report),
        };
    }
    const gone = revoked.length === 0 ? "" : `${(0,words/* count */.U9)(revoked.length, "token")} revoked`;
    const also = gone === "" ? "." : `; ${gone}.`;
    const done = (head, rest) => ({
        mark: "✅",
        head,
        rest,
    });
    if (report.rotated && current !== undefined) {
        return done("Rotated:", `token \`${(0,words/* shortId */.m_)(current.clientId)}\` is in every secret, because ${reasonOf(report)}${also}`);
    }
    switch (report.decision) {
        case "settle":
            return done("Nothing to do yet:", `every secret can hold the newest token, and an earlier run may still be writing${also}`);
        case "check":
            return done("Checked:", "everything is as it should be.");
        case "retire":
            return done("Nothing was minted (mode: retire):", `${gone === "" ? "no token was to be revoked" : gone}.`);
        case "keep":
        case "mint":
        case "full":
        case undefined:
            return done("Nothing was due:", `${current === undefined ? "there is no current token" : `token \`${(0,words/* shortId */.m_)(current.clientId)}\` stays current`}${also}`);
        default:
            return report.decision;
    }
}
function planOf(report) {
    const { decision, wouldRevoke } = report;
    const goes = wouldRevoke.length === 0
        ? "nothing would be revoked"
        : `${(0,words/* count */.U9)(wouldRevoke.length, "token")} would be revoked (${(0,words/* listed */.KE)(wouldRevoke.map(words/* shortId */.m_))})`;
    return decision === "mint"
        ? `a fresh token would be minted, because ${reasonOf(report)}, and ${goes}.`
        : `no fresh token is due, and ${goes}.`;
}
function reasonOf({ reason }) {
    return reason === undefined ? "it was due" : REASONS[reason];
}

;// CONCATENATED MODULE: ./src/action/summary.ts







/** How many tokens the table shows before the rest is only counted; a rotation rarely has more than three. */
const MAX_TOKENS = 50;
/** How many further problems are listed. */
const MAX_PROBLEMS = 50;
const STATES = {
    current: "**current**",
    superseded: "superseded, still valid",
    adopted: "made by hand, taken over, still valid",
    revoked: "revoked",
    withdrawn: "minted and revoked again, never used",
    unpublished: "**minted, in no secret, not revoked yet**",
    "partly-published": "**minted, not in every secret**",
    unconfirmed: "**revocation not confirmed**",
};
/** The job summary as Markdown: the outcome in one sentence, what to do, then targets, tokens and their lifetimes. */
function summaryOf(report, explain) {
    return [
        "### Astra token rotation",
        "",
        outcomeOf(report),
        "",
        ...whatToDo(report, explain),
        ...nextRotation(report),
        ...report.warnings.map((warning) => `- ⚠️ ${prose(warning_words_sentenceOf(warning))}`),
        ...(report.warnings.length > 0 ? [""] : []),
        ...openTargetTable(report.targets),
        ...tokenTable(report),
        ...lifetimes(report),
        ...targetTable(report.targets),
    ].join("\n");
}
function outcomeOf(report) {
    const { mark, head, rest } = verdictOf(report);
    return `${mark} **${head}** ${prose(rest)}`;
}
/** What a failed run asks of a person; empty for one that did not fail. */
function whatToDo({ error }, explain) {
    if (error === undefined)
        return [];
    const more = error.also
        .slice(0, MAX_PROBLEMS)
        .map((one) => `- ${prose(`${(0,annotation/* summaryOf */.YG)(one)} ${one.remedy}`)}`);
    const hidden = error.also.length - more.length;
    return [
        `**What to do:** ${prose(error.remedy)} ${prose((0,annotation/* rerunOf */.uU)(error))}`,
        "",
        ...(more.length > 0 ? ["Also:", "", ...more] : []),
        ...(hidden > 0 ? [`- … and ${String(hidden)} more of the kind.`] : []),
        ...(more.length > 0 ? [""] : []),
        reference(explain(error.code), error.code),
        "",
    ];
}
function reference(place, errorCode) {
    return place.startsWith("https://")
        ? `More about [${errorCode}](${place}).`
        : `More about ${code(errorCode)}: ${escaped(place)}.`;
}
function nextRotation(report) {
    const { nextRotationOn, mode, error } = report;
    if (nextRotationOn === undefined || error !== undefined)
        return [];
    const whose = mode === "rotate" ? "the first run" : "the first rotating run";
    return [`Next rotation: ${whose} after **${(0,words/* instant */.uR)(nextRotationOn)}**.`, ""];
}
function tokenTable({ tokens, held }) {
    const rows = tokens
        .slice(0, MAX_TOKENS)
        .map((token) => [
        idOf(token),
        at(token.generatedOn, "unknown"),
        STATES[token.state] +
            (held.includes(token.clientId)
                ? ", kept for workflow runs that may hold it"
                : ""),
        at(token.revocableFrom, "–"),
        at(token.expiresOn, "never"),
    ]);
    const hidden = tokens.length - rows.length;
    return [
        ...table(["token", "made", "state", "revocable from", "expires"], rows),
        ...(hidden > 0 ? [`… and ${(0,words/* count */.U9)(hidden, "older token")}.`, ""] : []),
    ];
}
function lifetimes(report) {
    const chart = timelineOf(report);
    if (chart.length === 0)
        return [];
    const hidden = report.tokens.length - MAX_DRAWN;
    return [
        ...chart,
        `<sub>Times are UTC. Overlap: replaced, and still valid for whoever has read it before.${hidden > 0 ? ` Not drawn: ${(0,words/* count */.U9)(hidden, "older token")}.` : ""}</sub>`,
        "",
    ];
}
function idOf({ clientId }) {
    return code((0,words/* shortId */.m_)(clientId));
}
function at(epochMilliseconds, otherwise) {
    return epochMilliseconds === undefined
        ? otherwise
        : (0,words/* instant */.uR)(epochMilliseconds);
}

;// CONCATENATED MODULE: ./src/action/announce.ts







/** Tells the world how the run ended: outputs, summary, and one annotation when something is wrong. */
async function announce(report, { record, error }, { exposeToken, explain, outputFile }) {
    const isExposed = exposeToken && record.minted?.state === "published";
    const outputs = {
        ...outputsOf(report),
        ...(isExposed ? secretOutputsOf(record.minted.credential) : {}),
    };
    const unwritten = writeOutputs(outputs, outputFile);
    await writeSummary(summaryOf(report, explain));
    const [first, ...others] = [error, unwritten].filter((one) => one !== undefined);
    if (first === undefined)
        core.info(lastLine(report));
    else
        core.setFailed((0,annotation/* annotationOf */.lW)((0,rotation_errors/* joinErrors */._h)([first, ...others]), explain));
}
/** Sets all outputs, or tells why they could not be set. */
function writeOutputs(outputs, file) {
    // Without a file, outputs would be printed: no place for a token.
    if (file === undefined || file === "")
        return outputsUnwritten("no file");
    try {
        for (const [name, value] of Object.entries(outputs)) {
            core.setOutput(name, value);
        }
        return undefined;
    }
    catch (thrown) {
        const code = Object(thrown);
        return outputsUnwritten((0,rotation_errors/* systemCode */.xU)(code.code) ?? "unknown reason");
    }
}
function lastLine(report) {
    const { head, rest } = verdictOf(report);
    return `${head} ${rest.replaceAll("`", "")} (${(0,words/* duration */.p0)(report.elapsedMs)} in all)`;
}
/** A summary that cannot be written must not hide how the run ended. */
async function writeSummary(markdown) {
    try {
        await core.summary.addRaw(markdown, true).write();
    }
    catch {
        core.info("The job summary could not be written; the log has it all.");
    }
}
function outputsUnwritten(why) {
    return new rotation_errors/* RotationError */.FL({
        code: "outputs-unwritten",
        summary: `The outputs could not be written (${why}).`,
        remedy: "What the log says was done is done; only later steps that read an output do without. Look at the runner's disk, then run again.",
        rerun: "safe",
    });
}

// EXTERNAL MODULE: ./src/action/identity.ts
var identity = __webpack_require__(2634);
;// CONCATENATED MODULE: ./src/action/mask.ts

/** Masking shorter strings would blank the log and protect nothing. */
const SHORTEST_MASK = 8;
/** No secret of either service is anything else; a log line that is not stays out of the log, too. */
const isPrintable = (text) => /^[ -~]+$/u.test(text);
/**
 * Has the runner blank a secret in everything that is written from now on: each
 * of its lines, and of an Astra token also the part that makes it one.
 */
function mask(secret) {
    const pieces = secret
        .split(/[\r\n]+/u)
        .map((line) => line.trim())
        .flatMap((line) => [line, /^AstraCS:[^:]*:(.*)$/u.exec(line)?.[1] ?? ""])
        .filter((piece) => piece.length >= SHORTEST_MASK && isPrintable(piece));
    for (const piece of pieces)
        core.setSecret(piece);
}

;// CONCATENATED MODULE: ./src/action/timings.ts
/** The part of the run that ends, or goes on, with a step. */
function phaseOf(step) {
    switch (step.kind) {
        case "observed":
            return "observe";
        case "progress":
            return step.what === "read" ? "observe" : "publish";
        case "minted":
        case "mint-repeated":
            return "mint";
        case "verified":
            return "verify";
        case "published":
            return "publish";
        case "revoked":
        case "revocation-failed":
        case "held":
        case "withdrawn":
            return "retire";
        case "decided":
        case "warning":
            return undefined;
        default:
            return step;
    }
}

;// CONCATENATED MODULE: ./src/action/step-log.ts





/** Of more targets than these, those that went well are told together in a group. */
const FEW_TARGETS = 10;
/**
 * Writes every step as a line of the log, with the time since the line before
 * it; a warning becomes an annotation. Of many targets only progress and
 * failures are lines of their own. All times are measured on `clock`.
 */
function createStepLog(policy, dryRun, clock) {
    const spent = new Map();
    const written = [];
    let targets = 0;
    let lastStep = clock.now();
    let lastLine = lastStep;
    const measure = (step) => {
        const phase = phaseOf(step);
        const at = clock.now();
        if (phase !== undefined) {
            spent.set(phase, (spent.get(phase) ?? 0) + at - lastStep);
        }
        lastStep = at;
    };
    const tell = (step, line) => {
        const took = (0,words/* duration */.p0)(lastStep - lastLine);
        lastLine = lastStep;
        if (step.kind !== "warning")
            core.info(`${line} (${took})`);
        else
            core.warning(line, { title: titleOf(step.warning) });
    };
    const flush = () => {
        if (written.length === 0)
            return;
        const took = (0,words/* duration */.p0)(lastStep - lastLine);
        lastLine = lastStep;
        const what = `Wrote every secret of ${(0,words/* count */.U9)(written.length, "target")}.`;
        core.startGroup(`${what} (${took})`);
        for (const line of written.splice(0))
            core.info(line);
        core.endGroup();
    };
    return {
        report: (step) => {
            if (step.kind === "observed") {
                const { cells } = step.observation;
                targets = new Set(cells.map(({ target }) => target)).size;
            }
            const isAmidWriting = step.kind === "published" || step.kind === "progress";
            if (!isAmidWriting)
                flush();
            measure(step);
            const line = lineOf(step, policy, dryRun);
            if (targets > FEW_TARGETS && isWritten(step))
                written.push(line);
            else
                tell(step, line);
        },
        end: () => {
            flush();
            return Object.fromEntries(spent);
        },
    };
}
function isWritten(step) {
    return (step.kind === "published" &&
        step.cells.every(({ answer }) => answer.kind === "done"));
}

;// CONCATENATED MODULE: ./src/action/perform.ts










/** Tells what is wrong with the inputs and the environment, and that nothing was done. */
function refuse(problems, secrets) {
    for (const secret of secrets)
        mask(secret);
    core.setFailed((0,annotation/* inputAnnotationOf */.LA)(problems));
}
/** Goes through with a run that has begun, and presents the outcome; `secrets` are masked first. */
async function perform_perform(beginning, secrets, { env, explain }) {
    for (const secret of secrets)
        mask(secret);
    beginning.secrets.listen(mask);
    const { inputs, policy, control, startedAt } = beginning;
    control.onCancel(() => {
        core.info("Cancelled: starting nothing new and tidying up.");
    });
    tellProxies(inputs, env);
    const { dryRun, exposeToken } = inputs;
    const log = createStepLog(policy, dryRun, control.clock);
    beginning.progress.listen((progress) => {
        log.report({ kind: "progress", ...progress });
    });
    const outcome = await run(beginning, log.report, env);
    control.dispose();
    const report = reportOf(outcome, {
        policy,
        dryRun,
        timings: log.end(),
        elapsedMs: control.clock.now() - startedAt,
    });
    await announce(report, outcome, {
        exposeToken,
        explain,
        outputFile: env["GITHUB_OUTPUT"],
    });
}
async function run(beginning, report, env) {
    const { inputs, policy, control, adapters } = beginning;
    const { clock, lifeline } = control;
    try {
        return await rotate({ ...adapters, clock, lifeline, report }, {
            policy,
            dryRun: inputs.dryRun,
            verifyTimeoutMs: inputs.verifyTimeoutMs,
            tokenLifetimeMs: inputs.tokenLifetimeMs,
            attempt: (0,external_node_crypto_.randomBytes)(9).toString("base64url"),
            run: (0,identity/* runName */.rt)(env["GITHUB_RUN_ID"], env["GITHUB_RUN_ATTEMPT"]),
            words: (0,identity/* markerWords */.g7)(inputs),
        });
    }
    finally {
        await beginning.close();
    }
}
/** Names the proxies that requests go through, and nothing else of their addresses. */
function tellProxies({ astraApiUrl, githubApiUrl }, env) {
    for (const service of [astraApiUrl, githubApiUrl]) {
        const choice = (0,proxy/* chooseProxy */.UR)(service, env);
        if (choice.kind !== "proxy")
            continue;
        for (const secret of (0,proxy/* proxySecrets */.Wm)(choice.url))
            mask(secret);
        core.info(`Requests to ${service.host} go through the proxy ${(0,proxy/* proxyName */.ec)(choice.url)}.`);
    }
}


/***/ })

};
