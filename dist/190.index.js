export const id = 190;
export const ids = [190];
export const modules = {

/***/ 4190:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  present: () => (/* binding */ present),
  refuse: () => (/* binding */ refuse)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(6421);
// EXTERNAL MODULE: ./src/http/proxy.ts
var proxy = __webpack_require__(7856);
// EXTERNAL MODULE: ./src/action/report/annotation.ts
var annotation = __webpack_require__(5848);
// EXTERNAL MODULE: ./src/rotation/errors.ts
var errors = __webpack_require__(87);
;// CONCATENATED MODULE: ./src/action/report/target-lines.ts
/** The targets with what the run wrote; where it wrote nothing, as it found them. */
function targetLines({ targets, observation, decision, }) {
    if (targets.length > 0) {
        return targets.map(({ target, secrets: cells }) => ({
            target,
            secrets: cells.map(writtenLine),
        }));
    }
    const { newest, drifted } = decision?.evidence ?? {};
    // Before the first minting every secret is somebody else's, as it should be.
    const strange = new Set(newest === undefined ? [] : drifted);
    const lines = new Map();
    for (const cell of observation?.secrets ?? []) {
        const found = foundLine(cell, strange.has(cell));
        const line = lines.get(cell.target);
        if (line === undefined)
            lines.set(cell.target, [found]);
        else
            line.push(found);
    }
    return [...lines].map(([target, secrets]) => ({ target, secrets }));
}
function writtenLine({ secretName: name, answer }) {
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
function foundLine({ secretName: name, updatedAt: writtenOn }, isDrifted) {
    const result = writtenOn === undefined ? "missing" : isDrifted ? "drifted" : "unchanged";
    return { name, result, writtenOn, error: undefined };
}

// EXTERNAL MODULE: ./src/rotation/evidence.ts + 1 modules
var evidence = __webpack_require__(47);
// EXTERNAL MODULE: ./src/rotation/due.ts
var rotation_due = __webpack_require__(1220);
;// CONCATENATED MODULE: ./src/action/report/token-lines.ts


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
            .map((member) => lineOf(member, "superseded", (0,evidence/* dated */.dR)(member).fenceMs)),
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
    const due = (0,rotation_due/* dueNow */.ZJ)(decision.frozen, new Set(observation.tokens.map(({ clientId }) => clientId)), {
        now: observation.clocks.now,
        atOnce: isRenewal && (overlapMs === 0 || compromised),
        keep: isRenewal ? undefined : adminClientId,
    });
    const first = decision.kind === "mint" ? decision.makeRoom : [];
    const going = [...first, ...(0,rotation_due/* inOrder */.al)(due, adminClientId)];
    return [...new Set(going.map(({ clientId }) => clientId))];
}

;// CONCATENATED MODULE: ./src/action/report/report.ts


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

// EXTERNAL MODULE: ./src/action/report/words.ts
var words = __webpack_require__(900);
;// CONCATENATED MODULE: ./src/action/report/warning-words.ts

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
function sentenceOf(warning) {
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
            return `Somebody else has written ${cellList(warning.secrets)} since the last rotation. If that was not meant, look at who can write it; a rotating run replaces what it holds.`;
        case "shadowed":
            return `Workflows do not see the rotated value where another secret of the same name wins: ${(0,words/* listed */.KE)(warning.overrides.map(({ secretName: secret, by, target }) => `${secret} of ${by} wins over ${target}`))}. Delete the one that wins, or make its place a target, too.`;
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
    return (0,words/* listed */.KE)(cells.map(({ secretName: secret, target }) => `${secret} in ${target}`));
}

;// CONCATENATED MODULE: ./src/action/report/json.ts



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
            message: sentenceOf(warning),
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
            const secrets = finding.secrets.map(({ target, secretName: secret }) => ({
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

;// CONCATENATED MODULE: ./src/action/report/outputs.ts



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

;// CONCATENATED MODULE: ./src/action/report/markup.ts
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

;// CONCATENATED MODULE: ./src/action/report/target-table.ts



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

;// CONCATENATED MODULE: ./src/action/report/timeline.ts

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

;// CONCATENATED MODULE: ./src/action/report/log.ts


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
            const { tokens, secrets: cells, clocks } = step.observation;
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
            return published(step.target, step.secrets);
        case "revoked":
            return `Revoked token ${(0,words/* shortId */.m_)(step.clientId)}; Astra no longer lists it.`;
        case "revocation-failed":
            return `Could not revoke token ${(0,words/* shortId */.m_)(step.clientId)}: ${step.error.summary}`;
        case "held":
            return `Kept ${(0,words/* count */.U9)(step.clientIds.length, "superseded token")} because workflow runs may still hold it: ${(0,words/* listed */.KE)(step.clientIds.map(words/* shortId */.m_))}.`;
        case "withdrawn":
            return `Revoked the fresh token ${(0,words/* shortId */.m_)(step.clientId)} again: no secret holds it.`;
        case "warning":
            return sentenceOf(step.warning);
        default:
            return step;
    }
}
function published(target, cells) {
    const namesOf = (some) => (0,words/* listed */.KE)(some.map(({ secretName: secret }) => secret === "*" ? "secrets" : secret));
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

;// CONCATENATED MODULE: ./src/action/report/verdict.ts



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

;// CONCATENATED MODULE: ./src/action/report/summary.ts







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
        ...report.warnings.map((warning) => `- ⚠️ ${prose(sentenceOf(warning))}`),
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

;// CONCATENATED MODULE: ./src/action/report/announce.ts







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
        core.setFailed((0,annotation/* annotationOf */.lW)((0,errors/* joinErrors */._h)([first, ...others]), explain));
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
        return outputsUnwritten((0,errors/* systemCode */.xU)(code.code) ?? "unknown reason");
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
    return new errors/* RotationError */.FL({
        code: "outputs-unwritten",
        summary: `The outputs could not be written (${why}).`,
        remedy: "What the log says was done is done; only later steps that read an output do without. Look at the runner's disk, then run again.",
        rerun: "safe",
    });
}

;// CONCATENATED MODULE: ./src/action/report/mask.ts

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

;// CONCATENATED MODULE: ./src/action/report/timings.ts
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

;// CONCATENATED MODULE: ./src/action/report/step-log.ts





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
                const { secrets: cells } = step.observation;
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
        step.secrets.every(({ answer }) => answer.kind === "done"));
}

;// CONCATENATED MODULE: ./src/action/present.ts







/** Tells what is wrong with the inputs and the environment, and that nothing was done. */
function refuse(problems, secrets, explain) {
    for (const secret of secrets)
        mask(secret);
    core.setFailed((0,annotation/* inputAnnotationOf */.LA)(problems, explain));
}
/** Presents a run that is under way: masks `secrets` first, tells its steps, and at last its outcome. */
async function present({ inputs, policy, control, startedAt, ...beginning }, outcome, secrets, { env, explain }) {
    for (const secret of secrets)
        mask(secret);
    beginning.secrets.listen(mask);
    control.onCancel(() => {
        core.info("Cancelled: starting nothing new and tidying up.");
    });
    tellProxies(inputs, env);
    const { dryRun, exposeToken } = inputs;
    let now = startedAt;
    const log = createStepLog(policy, dryRun, { now: () => now });
    beginning.steps.listen(({ step, at }) => {
        now = at;
        log.report(step);
    });
    const ended = await outcome;
    control.dispose();
    const report = reportOf(ended, {
        policy,
        dryRun,
        timings: log.end(),
        elapsedMs: control.clock.now() - startedAt,
    });
    await announce(report, ended, {
        exposeToken,
        explain,
        outputFile: env["GITHUB_OUTPUT"],
    });
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
        const { adopts } = member.marker;
        return adopts === undefined ? [] : [[adopts, member]];
    }));
    const isNameable = previousClientId !== undefined &&
        previousClientId.length <= marker/* ADOPTED_LENGTH */.zH &&
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


/***/ })

};
