export const id = 730;
export const ids = [730];
export const modules = {

/***/ 3730:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  carryOut: () => (/* binding */ carryOut)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
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
;// CONCATENATED MODULE: ./src/rotation/short-id.ts
/** A client id as people read it: enough of it to find the token in the Astra UI, and inert. */
function shortId(clientId) {
    const inert = clientId.replace(/[^A-Za-z0-9_-]/gu, "?");
    return inert.length <= 10 ? inert : `${inert.slice(0, 6)}…${inert.slice(-4)}`;
}
/** Up to three client ids as people read them, and how many more there are. */
function shortIds(clientIds) {
    const shown = clientIds.slice(0, 3).map(shortId).join(", ");
    const more = clientIds.length - 3;
    return more > 0 ? `${shown} and ${String(more)} more` : shown;
}

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
        findings.push({ kind: "missing", secrets: missing });
    const stale = drifted.filter(({ updatedAt = 0 }) => updatedAt < late);
    if (stale.length > 0)
        findings.push({ kind: "drifted", secrets: stale });
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
        case "expired":
            return {
                summary: "The current token has expired, so its consumers are cut off.",
                remedy: ROTATE,
                moment: { relation: "since", at: finding.expiresOn },
            };
        case "contradicted":
            return {
                summary: finding.isDead
                    ? `\`previous-token\` held token ${shortId(finding.clientId)}, which Astra does not accept.`
                    : `\`previous-token\` held token ${shortId(finding.clientId)}, which is not the newest one.`,
                remedy: ROTATE,
            };
        case "replaced-often":
            return {
                summary: `The same secrets had to be put right again and again: ${String(finding.clientIds.length)} live tokens were minted for that.`,
                remedy: "Somebody or something else writes these secrets. Look for a second workflow that rotates them, or for a tool that restores an old value.",
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
                summary: `Secrets that should hold the token are not there: ${secretNames(finding.secrets)}.`,
                remedy: ROTATE,
            };
        case "drifted":
            return {
                summary: `Somebody else has written secrets since the last rotation: ${secretNames(finding.secrets)}.`,
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
function secretNames(cells) {
    const named = cells
        .slice(0, 5)
        .map(({ secretName: secret, target }) => `${secret} in ${target}`);
    const more = cells.length - named.length;
    return `${named.join(", ")}${more > 0 ? ` and ${String(more)} more` : ""}`;
}

// EXTERNAL MODULE: ./src/rotation/clocks.ts
var clocks = __webpack_require__(27);
// EXTERNAL MODULE: ./src/rotation/evidence.ts + 1 modules
var rotation_evidence = __webpack_require__(47);
// EXTERNAL MODULE: ./src/rotation/marker.ts
var rotation_marker = __webpack_require__(9062);
// EXTERNAL MODULE: ./src/rotation/due.ts
var rotation_due = __webpack_require__(1220);
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
    const makeRoom = (0,rotation_due/* dueNow */.ZJ)(idle, live, rule, candidates);
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
        isPastFence((0,rotation_evidence/* dated */.dR)(newest)) &&
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
    const evidence = (0,rotation_evidence/* weigh */.vi)(observation, policy);
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
        return {
            ...base,
            kind: "full",
            live,
            cause: "unfinished",
            freeFrom: undefined,
            frozen: room.idle,
        };
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
    if (isPastFence((0,rotation_evidence/* dated */.dR)(newest)) && !complete)
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
    return {
        kind: "mint",
        reason,
        makeRoom,
        lowWater,
        named: adoption.named === undefined
            ? undefined
            : { clientId: adoption.named, as: "adopted" },
    };
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
            .map((member) => ({
            ...(0,rotation_evidence/* dated */.dR)(member),
            adopts: (0,rotation_marker/* adoptedBy */.vN)(member.marker),
        })),
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
            adopts: (0,rotation_marker/* adoptedBy */.vN)(marker),
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
        const answer = await ports.issuer.mint(order, "rotate");
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
function requireAlive({ stopSignal: lifeline }) {
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
        summary: `${first.secretName} in ${first.target}${others > 0 ? ` and ${String(others)} more` : ""} may have been written by another run during the emergency rotation.`,
        remedy: "It may hold a token that was just revoked. Run again at once, with nothing else rotating these secrets.",
        rerun: "safe",
    });
}
function isOwnWrite({ target, secretName: secret, updatedAt }, results) {
    const answer = results
        .find((result) => result.target === target)
        ?.secrets.find((cell) => cell.secretName === secret)?.answer;
    return (answer?.kind === "done" &&
        answer.writtenAt !== undefined &&
        updatedAt !== undefined &&
        updatedAt <= answer.writtenAt);
}

// EXTERNAL MODULE: ./src/rotation/lineage.ts
var rotation_lineage = __webpack_require__(5455);
;// CONCATENATED MODULE: ./src/rotation/places.ts
/** Sums of place hashes are taken modulo this; a hash is a whole number below it. */
const PLACE_MODULUS = 2 ** 48;
/** How many places a set may lack, or have, to be recognized among a run's own. */
const MOST_APART = 3;
/** The digest of a set of places: the sum of their hashes, in no order. */
function digestOf(hashes) {
    return hashes.reduce((sum, hash) => (sum + hash) % PLACE_MODULUS, 0);
}
/**
 * A book over a run's places. It recognizes all of them, all less up to three,
 * and up to three alone; each digest is worked out once.
 */
function openPlaceBook(hashes) {
    const all = digestOf(hashes);
    const numbers = new Map(hashes.map((hash, number) => [hash, number]));
    const known = new Map();
    const read = (digest) => {
        const lacking = few(hashes, numbers, minus(all, digest));
        if (lacking !== undefined) {
            const out = new Set(lacking);
            const own = hashes.map((_, number) => number);
            return new Set(own.filter((number) => !out.has(number)));
        }
        const alone = few(hashes, numbers, digest);
        return alone === undefined ? undefined : new Set(alone);
    };
    return {
        all,
        read: (digest) => {
            if (!known.has(digest))
                known.set(digest, read(digest));
            return known.get(digest);
        },
    };
}
/** Whether all of one set is in the other. */
function isWithin(one, other) {
    return one.size <= other.size && [...one].every((place) => other.has(place));
}
/** Up to three different places whose hashes add up to the sum; with 1,000 places half a million looks. */
function few(hashes, numbers, sum, most = MOST_APART, from = 0) {
    if (sum === 0)
        return [];
    if (most === 0)
        return undefined;
    if (most === 1) {
        const number = numbers.get(sum);
        return number === undefined || number < from ? undefined : [number];
    }
    const single = few(hashes, numbers, sum, 1, from);
    if (single !== undefined)
        return single;
    for (let number = from; number < hashes.length; number += 1) {
        const rest = minus(sum, hashes[number] ?? 0);
        const others = few(hashes, numbers, rest, most - 1, number + 1);
        if (others !== undefined)
            return [number, ...others];
    }
    return undefined;
}
function minus(a, b) {
    return (a - b + PLACE_MODULUS) % PLACE_MODULUS;
}

;// CONCATENATED MODULE: ./src/rotation/publish.ts

/** Writes a credential to every target; the failure of one does not stop the others. */
async function publish({ targets, report }, credential) {
    return await Promise.all(targets.map(async (store) => {
        const secrets = await publishTo(store, credential);
        report({ kind: "published", target: store.name, secrets });
        return { target: store.name, secrets };
    }));
}
/** A store that throws has written nobody knows what: every secret counts as unknown. */
async function publishTo(store, credential) {
    try {
        return await store.publish(credential);
    }
    catch (thrown) {
        const error = (0,rotation_errors/* asRotationError */.fq)(thrown);
        return [{ secretName: "*", answer: { kind: "unknown", error } }];
    }
}
/** Judges a publication; only `nowhere` allows to take the credential back. */
function reachOf(results) {
    const cells = results.flatMap(({ target, secrets: own }) => own.map((cell) => ({ target, ...cell })));
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
        .map(({ target, secretName }) => secretName === "*" ? target : `${secretName} in ${target}`)
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
    const going = (0,rotation_due/* withoutLastWitnesses */.qV)(due.filter((one) => replacedAt(one) <= drainedUntil), witnesses, live);
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
        readers: await store.activeRuns(replacedAt),
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
    const writes = results.flatMap(({ secrets: cells }) => cells.map(({ answer }) => answer.kind === "done" ? (answer.writtenAt ?? Infinity) : Infinity));
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
    const due = (0,rotation_due/* dueNow */.ZJ)(frozen, live, rule, witnesses);
    const going = drain && !compromised ? await drained(run, due, witnesses, live) : due;
    const successor = record.minted?.credential;
    if (successor !== undefined &&
        going.some((one) => one.clientId === adminClientId)) {
        await ports.issuer.tryListing(successor);
        ports.issuer.succeed(successor);
    }
    await retire(ports, (0,rotation_due/* inOrder */.al)(going, adminClientId), record);
}
/**
 * Revokes in order and has the list, read again, confirm it. What is not
 * confirmed is recorded, and later runs try again; so does a credential whose
 * marker names a hand-made token that would not go.
 */
async function retire(ports, due, record) {
    const { issuer, report, stopSignal: lifeline } = ports;
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
async function stillListed({ issuer, clock, stopSignal: lifeline }, tried, failed) {
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
        ports.report({ kind: "verified", probes: accepted, by: "accepted" });
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
    const { members } = (0,rotation_lineage/* lineageOf */.bQ)(tokens, lineage);
    const own = members.find((member) => member.clientId === mine);
    const known = new Set(observation.tokens.map((token) => token.clientId));
    const rival = members.find((member) => own !== undefined &&
        member !== own &&
        !known.has(member.clientId) &&
        (0,rotation_lineage/* generatedBefore */.n$)(member, own));
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
    const { roles, tokens, overrides: shadows } = observation;
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
        warnings.push({ kind: "shadowed", overrides: shadows });
    const { newest, drifted } = evidence;
    if (newest !== undefined && drifted.length > 0) {
        warnings.push({
            kind: "drifted",
            secrets: drifted,
            cause: "written-since",
            clientIds: [],
        });
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
        (0,rotation_marker/* parseMarker */.gY)(description) === undefined &&
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
    const credential = await mint(ports, orderOf(run, decision), (tokens) => (0,rotation_lineage/* attemptOf */.tx)(tokens, policy.lineage, attempt)?.clientId);
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
    await publishEverywhere(run, credential);
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
    if ((0,rotation_lineage/* attemptOf */.tx)(tokens, policy.lineage, attempt)?.clientId !== clientId) {
        allowWithoutMarker(run, frozen);
    }
    if (!policy.compromised) {
        requireNoRival(tokens, clientId, policy.lineage, observation);
    }
}
/** Publishes; what reached no secret at all is taken back, what reached some stays alive. */
async function publishEverywhere(run, credential) {
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
            home: policy.lineage.home,
            id: policy.lineage.id,
            places: digestOf(policy.lineage.places),
            roles: observation.rolesDigest,
            cause: "planned",
            attempt,
            mintedAt,
            clockOffsetMs: clocks.offset,
            fenceMs: policy.fenceMs,
            lowWater: decision.lowWater,
            named: decision.named,
            emergency: policy.compromised,
            run,
        };
        return {
            organization,
            roles,
            description: (0,rotation_marker/* formatMarker */.gJ)(marker, words),
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
    const observation = await (0,observe/* observe */.l)(ports, policy);
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
    if (ports.stopSignal.stopped() === "cancelled")
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

// EXTERNAL MODULE: ./src/action/identity.ts
var identity = __webpack_require__(2634);
// EXTERNAL MODULE: ./src/action/policy.ts
var policy = __webpack_require__(6158);
;// CONCATENATED MODULE: ./src/action/carry-out.ts




/** Goes through with a run that has begun; what happens is told to the beginning's steps. */
function carryOut(beginning, env) {
    const { inputs, control, adapters, steps } = beginning;
    const { clock, stopSignal: lifeline } = control;
    let settle = () => undefined;
    const decided = new Promise((resolve) => {
        settle = resolve;
    });
    const report = (step) => {
        steps.tell({ step, at: clock.now() });
        if (step.kind === "decided")
            settle();
    };
    const ports = { ...adapters, clock, stopSignal: lifeline, report };
    const rotation = adapters.lineage.then((lineage) => rotate(ports, {
        policy: (0,policy/* policyOf */.U)(inputs, lineage),
        dryRun: inputs.dryRun,
        verifyTimeoutMs: inputs.verifyTimeoutMs,
        tokenLifetimeMs: inputs.tokenLifetimeMs,
        attempt: (0,external_node_crypto_.randomBytes)(9).toString("base64url"),
        run: (0,identity/* runName */.rt)(env["GITHUB_RUN_ID"], env["GITHUB_RUN_ATTEMPT"]),
        holdsPair: inputs.secretNames.clientId !== undefined &&
            inputs.secretNames.clientSecret !== undefined,
        words: (0,identity/* markerWords */.g7)(inputs),
    }));
    const outcome = rotation.finally(async () => {
        settle();
        await beginning.close();
    });
    return { decided, outcome };
}


/***/ }),

/***/ 6158:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ policyOf)
/* harmony export */ });
/* harmony import */ var _astra_credential_wire_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8416);
/* harmony import */ var _rotation_fence_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8359);


/** What the inputs say about decisions. */
function policyOf(inputs, lineage) {
    return {
        mode: inputs.mode,
        lineage,
        organizationId: inputs.organizationId,
        rotateAfterMs: inputs.rotateAfterMs,
        overlapMs: inputs.overlapMs,
        fenceMs: (0,_rotation_fence_js__WEBPACK_IMPORTED_MODULE_1__/* .fenceOf */ .xn)(inputs.runTimeoutMs),
        maxLiveTokens: inputs.maxLiveTokens,
        compromised: inputs.compromised,
        drain: inputs.drain,
        toleranceMs: inputs.toleranceMs,
        adminClientId: (0,_astra_credential_wire_js__WEBPACK_IMPORTED_MODULE_0__/* .clientIdOf */ .A)(inputs.astraToken) ?? "",
        previousClientId: inputs.previousToken === undefined
            ? undefined
            : (0,_astra_credential_wire_js__WEBPACK_IMPORTED_MODULE_0__/* .clientIdOf */ .A)(inputs.previousToken),
    };
}


/***/ }),

/***/ 1220:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ZJ: () => (/* binding */ dueNow),
/* harmony export */   al: () => (/* binding */ inOrder),
/* harmony export */   qV: () => (/* binding */ withoutLastWitnesses)
/* harmony export */ });
/* unused harmony export isDue */
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


/***/ }),

/***/ 47:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  dR: () => (/* binding */ dated),
  vi: () => (/* binding */ weigh)
});

// UNUSED EXPORTS: canHold, isWrittenAfter

// EXTERNAL MODULE: ./src/rotation/marker.ts
var marker = __webpack_require__(9062);
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
        const adopts = (0,marker/* adoptedBy */.vN)(member.marker);
        return adopts === undefined ? [] : [[adopts, member]];
    }));
    const isNameable = previousClientId !== undefined &&
        previousClientId.length <= marker/* NAMED_LENGTH */.h7 &&
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
// EXTERNAL MODULE: ./src/rotation/lineage.ts
var rotation_lineage = __webpack_require__(5455);
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
    const { secrets: cells, clocks } = observation;
    const lineage = (0,rotation_lineage/* lineageOf */.bQ)(observation.tokens, policy.lineage);
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


/***/ }),

/***/ 5455:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bQ: () => (/* binding */ lineageOf),
/* harmony export */   n$: () => (/* binding */ generatedBefore),
/* harmony export */   tx: () => (/* binding */ attemptOf)
/* harmony export */ });
/* harmony import */ var _fence_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8359);
/* harmony import */ var _marker_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9062);


/** How far a generation may lie from the minting that its marker states, milliseconds. */
const MINTING_WINDOW_MS = _fence_js__WEBPACK_IMPORTED_MODULE_0__/* .IN_FLIGHT_MS */ .MC + _fence_js__WEBPACK_IMPORTED_MODULE_0__/* .STAMP_SLACK_MS */ .Ib;
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
        const marker = (0,_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .parseMarker */ .gY)(token.description);
        if (marker?.home !== name.home || marker.id !== name.id)
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


/***/ })

};
