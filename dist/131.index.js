export const id = 131;
export const ids = [131];
export const modules = {

/***/ 1131:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  act: () => (/* binding */ act)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./src/rotation/secret.ts
var secret = __webpack_require__(5648);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./src/http/bounded-json.ts + 1 modules
var bounded_json = __webpack_require__(5201);
// EXTERNAL MODULE: ./src/astra/instant.ts
var instant = __webpack_require__(8112);
// EXTERNAL MODULE: ./src/astra/wire.ts
var wire = __webpack_require__(5932);
;// CONCATENATED MODULE: ./src/astra/token-list.ts




/** The longest list of tokens that is read, bytes: more than 50,000 tokens of this action's own. */
const TOKEN_LIST_BYTES = 24 * 1024 * 1024;
/** The most JSON values that it may hold: eight are usual for each token. */
const TOKEN_LIST_VALUES = 1_000_000;
const TextOrNone = dist/* fallback */.NpB(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(4096)), "");
/** Of one entry only the client id has to fit: a token that is listed is alive, whatever else is said of it. */
const ListedWire = dist/* object */.Ikc({
    clientId: wire/* ClientId */.Rn,
    roles: dist/* fallback */.NpB(dist/* array */.YOg(TextOrNone), []),
    description: TextOrNone,
    generatedOn: dist/* optional */.lqM(dist/* unknown */.L5J()),
    tokenExpiry: dist/* optional */.lqM(dist/* unknown */.L5J()),
});
/** `GET /v2/clientIdSecrets`, 200. The caller's own token is always in it, so an empty list is no answer. */
const TokenListWire = dist/* object */.Ikc({
    clients: dist/* pipe */.FsL(dist/* array */.YOg(dist/* unknown */.L5J()), dist/* minLength */.BpQ(1)),
});
/**
 * Reads a token list. Keeps of each entry what the protocol needs and nothing
 * else, since an organization may have tens of thousands; an entry without a
 * usable client id is dropped, and of two with the same one the first counts.
 */
function readTokenList(body) {
    const parsed = dist/* safeParse */.xLC(TokenListWire, (0,bounded_json/* parseBoundedJson */.R)(body, TOKEN_LIST_VALUES));
    if (!parsed.success)
        return { kind: "unusable" };
    const tokens = new Map();
    const made = new Set();
    const shared = sharedLists();
    for (const entry of parsed.output.clients) {
        const listed = dist/* safeParse */.xLC(ListedWire, entry);
        if (!listed.success || tokens.has(listed.output.clientId))
            continue;
        const { clientId, roles, description, ...times } = listed.output;
        const generatedOn = (0,instant/* readInstant */.W)(times.generatedOn);
        made.add(generatedOn.kind);
        tokens.set(clientId, {
            clientId,
            roles: shared(roles),
            generatedOn: knownTime(generatedOn),
            expiresOn: knownTime((0,instant/* readInstant */.W)(times.tokenExpiry)),
            description,
        });
    }
    return made.has("unreadable") && !made.has("known")
        ? { kind: "times-unreadable" }
        : { kind: "tokens", tokens: [...tokens.values()] };
}
function knownTime(stated) {
    return stated.kind === "known" ? stated.at : undefined;
}
/** Keeps equal lists once: most tokens have the roles of others. */
function sharedLists() {
    const known = new Map();
    return (list) => {
        const key = list.join("\n");
        const same = known.get(key) ?? list;
        known.set(key, same);
        return same;
    };
}

;// CONCATENATED MODULE: ./src/astra/client.ts

/**
 * A client of one DevOps API; `baseUrl` is its origin, with a path where a
 * gateway adds one. `onAnswer` is called with every answer, whatever it says.
 */
function createAstraClient(sendRequest, baseUrl, onAnswer = () => undefined) {
    const send = async (...request) => {
        const answer = await sendRequest(...request);
        onAnswer(answer);
        return answer;
    };
    const base = baseUrl.href.replace(/\/+$/u, "");
    const request = (method, path, token, body) => ({
        method,
        url: new URL(`${base}${path}`),
        headers: {
            accept: "application/json",
            authorization: `Bearer ${token.expose()}`,
            ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
        host: baseUrl.host,
        currentOrganization: (token) => send(request("GET", "/v2/currentOrg", token), "rotate"),
        roles: (token) => send(request("GET", "/v2/organizations/roles", token), "rotate"),
        tokens: (token, purpose) => send(request("GET", "/v2/clientIdSecrets", token), purpose, {
            maxBodyBytes: TOKEN_LIST_BYTES,
        }),
        mint: (token, body, purpose) => send(request("POST", "/v2/clientIdSecrets", token, body), purpose),
        revoke: (token, clientId, purpose) => send(request("DELETE", `/v2/clientIdSecrets/${encodeURIComponent(clientId)}`, token), purpose),
    };
}

// EXTERNAL MODULE: ./src/astra/credential-wire.ts
var credential_wire = __webpack_require__(8416);
;// CONCATENATED MODULE: ./src/http/http-error.ts
const WORDS = {
    "connection-failed": "no connection could be made",
    "tls-failed": "the certificate of the server was not accepted",
    timeout: "there was no complete answer in time",
    "connection-lost": "the connection was lost before the answer was complete",
    "answer-too-large": "the answer is larger than allowed",
    "answer-malformed": "the answer is not well-formed HTTP without compression",
    cancelled: "the request was cancelled",
    "invalid-request": "the request is not allowed",
};
/**
 * A request that got no complete answer. Text and properties are the project's own words, the
 * method, the host and an error code: no path, header, body or remote text, and no cause,
 * since the errors of lower layers may carry any of them.
 */
class TransportError extends Error {
    name = "TransportError";
    code;
    delivery;
    method;
    host;
    detail;
    constructor(facts) {
        const detail = errorCode(facts.detail);
        const note = detail === undefined ? "" : ` (${detail})`;
        super(`${facts.method} ${facts.host}: ${WORDS[facts.code]}${note}`);
        this.code = facts.code;
        this.delivery = facts.delivery;
        this.method = facts.method;
        this.host = facts.host;
        this.detail = detail;
    }
}
/** The value when it looks like an error code, which no secret and no remote text does. */
function errorCode(value) {
    return typeof value === "string" && /^[A-Z0-9_]{1,40}$/.test(value)
        ? value
        : undefined;
}

// EXTERNAL MODULE: ./src/rotation/errors.ts
var rotation_errors = __webpack_require__(87);
;// CONCATENATED MODULE: ./src/http/certificate-advice.ts
/**
 * What a person can do about a certificate that was not accepted
 * (https://nodejs.org/api/cli.html#node_extra_ca_certsfile), where `input` holds the service's
 * address; undefined when the error is another one.
 */
function certificateAdvice({ code, host }, input) {
    if (code !== "tls-failed")
        return undefined;
    return `If ${host}, or a proxy that opens TLS on the way to it, has a certificate of an authority of your own, name the file of that authority's certificate in the environment variable NODE_EXTRA_CA_CERTS. Otherwise somebody else may have answered in its place: look at \`${input}\` and at proxies. Nothing was sent to whoever answered.`;
}

;// CONCATENATED MODULE: ./src/astra/provenance.ts

/** Error ids that mean: this is no live token. Without one of them a refusal proves nothing about the token. */
const DEAD_TOKEN_IDS = new Set([
    340002, 340003, 340012, 340016, 340017, 340018,
]);
/** Whether an answer says for certain that the token of the request is dead or malformed, whatever its status. */
function saysDeadToken(answer) {
    return (answer.status >= 400 &&
        answer.status < 500 &&
        (0,wire/* errorIdsOf */.Ir)(answer.body).some((id) => DEAD_TOKEN_IDS.has(id)));
}
/** Who wrote an answer; nothing of its text is kept. */
function provenanceOf(answer) {
    if (answer.status >= 300 && answer.status < 400)
        return "redirect";
    const body = answer.body.slice(0, 512).trimStart();
    const type = (answer.header("content-type") ?? "").toLowerCase();
    if (body.startsWith("<") || type.includes("html"))
        return "web-page";
    if (answer.status === 404 && /^404 page not found\s*$/u.test(body)) {
        return "no-such-path";
    }
    return "api";
}

;// CONCATENATED MODULE: ./src/astra/failures.ts






const failures_WORDS = {
    "read the organization": {
        doing: "reading the organization",
        permission: undefined,
    },
    "list the roles": {
        doing: "listing the roles",
        permission: "org-role-read",
    },
    "list the tokens": {
        doing: "listing the tokens",
        permission: "org-token-read",
    },
    "mint a token": {
        doing: "minting a token",
        permission: "org-token-write",
    },
    "revoke a token": {
        doing: "revoking a token",
        permission: "org-token-write",
    },
};
/**
 * An answer that is not the one hoped for, as a verdict with a remedy. The
 * error id comes first, then who answered at all, and the status last.
 */
function failureOf(answer, attempt) {
    const { status } = answer;
    if (saysDeadToken(answer))
        return deadToken(attempt);
    const provenance = provenanceOf(answer);
    if (provenance !== "api" && status < 500 && status !== 429) {
        return notAstra(answer, provenance, attempt);
    }
    if (status === 429 || status >= 500)
        return unavailable(answer, attempt);
    if (status >= 400)
        return refused(answer, attempt);
    return new rotation_errors/* RotationError */.FL({
        code: "astra-answer-unusable",
        summary: `Unexpected response from Astra while ${failures_WORDS[attempt.task].doing} ${facts(answer, attempt)}.`,
        remedy: "Run it again; if it persists, check `astra-api-url` and any proxy between the runner and Astra.",
        rerun: "safe",
    });
}
/** Whatever a request threw, as a verdict with a remedy. */
function brokenOf(thrown, { task, host }) {
    if (!(thrown instanceof TransportError))
        return (0,rotation_errors/* asRotationError */.fq)(thrown);
    const { doing } = failures_WORDS[task];
    if (thrown.code === "cancelled") {
        return new rotation_errors/* RotationError */.FL({
            code: "cancelled",
            summary: `The run was stopped while it was ${doing}.`,
            remedy: "The next run checks which tokens are live and repairs the rest.",
            rerun: "safe",
            cause: thrown,
        });
    }
    if (thrown.code === "answer-too-large")
        return tooLarge(thrown, task, host);
    const advice = certificateAdvice(thrown, "astra-api-url");
    return new rotation_errors/* RotationError */.FL({
        code: "astra-unavailable",
        // A certificate is one problem, however many requests meet it.
        summary: `Could not reach Astra${advice === undefined ? ` while ${doing}` : ""}: ${thrown.message}.`,
        remedy: advice ??
            "If it persists, check the runner's network, its proxy settings and `astra-api-url`.",
        rerun: advice === undefined ? "safe" : "fix-first",
        cause: thrown,
    });
}
/** Astra's list of tokens states times in a form that is not known here. */
function timesUnreadable({ host }) {
    return new rotation_errors/* RotationError */.FL({
        code: "date-unread",
        summary: `Astra's token list states when tokens were made (\`generatedOn\`) in a form that this action cannot read (${host}).`,
        remedy: "Without these times no token can be judged. Check for a newer version of this action, and report this message if there is none.",
        rerun: "fix-first",
    });
}
/** `(HTTP 403, error 340010, api.astra.datastax.com)`: Astra's own numbers, never its texts. */
function facts(answer, { host }) {
    const ids = [...new Set((0,wire/* errorIdsOf */.Ir)(answer.body))]
        .filter((id) => Number.isSafeInteger(id))
        .slice(0, 3)
        .map((id) => `error ${String(id)}`);
    return `(${[`HTTP ${String(answer.status)}`, ...ids, host].join(", ")})`;
}
/** Names no task: several requests that meet it at once are one problem. */
function deadToken({ bearer }) {
    switch (bearer) {
        case "astra-token":
            return new rotation_errors/* RotationError */.FL({
                code: "astra-unauthorized",
                summary: "Astra does not accept `astra-token`: it was revoked, has expired, or was truncated when it was stored.",
                remedy: "If a workflow rotates this token, the secret may have been rotated since this run was queued: start a new run. Otherwise create a token in the Astra Portal (Settings › Tokens) with the role Database Administrator, or with org-token-read, org-token-write and every permission of the token to be minted, and store it in the secret that `astra-token` reads.",
                rerun: "fix-first",
            });
        case "the fresh token":
            return new rotation_errors/* RotationError */.FL({
                code: "not-accepted",
                summary: "Astra does not accept the fresh token yet.",
                remedy: "Run it again; if it persists, raise `verify-timeout`.",
                rerun: "safe",
            });
        default:
            return bearer;
    }
}
const NOT_ASTRA = {
    "no-such-path": {
        what: "has no such path",
        cause: "`astra-api-url` names another server or has a wrong path",
    },
    redirect: {
        what: "answered with a redirect, which Astra's API never sends",
        cause: "a proxy, a portal or a single sign-on page stands in front, or `astra-api-url` is not the address of the API",
    },
    "web-page": {
        what: "answered with a web page instead of Astra's API",
        cause: "a gateway, proxy or login page between the runner and Astra, or `astra-api-url` is not the address of the API",
    },
};
function notAstra(answer, provenance, attempt) {
    const { what, cause } = NOT_ASTRA[provenance];
    return new rotation_errors/* RotationError */.FL({
        code: "astra-answer-unusable",
        summary: `Could not ${attempt.task}: the server ${what} ${facts(answer, attempt)}.`,
        remedy: `Likely cause: ${cause}.`,
        rerun: "fix-first",
    });
}
function unavailable(answer, attempt) {
    const { doing } = failures_WORDS[attempt.task];
    return new rotation_errors/* RotationError */.FL({
        code: "astra-unavailable",
        summary: answer.status === 429
            ? `Astra rate-limited the action while it was ${doing} ${facts(answer, attempt)}.`
            : `Astra failed while ${doing} ${facts(answer, attempt)}.`,
        remedy: "Run it again in a few minutes.",
        rerun: "safe",
    });
}
/** Astra's refusals are undocumented: this one is told as it came, with the likely causes in order. */
function refused(answer, attempt) {
    const { task, bearer } = attempt;
    const isAccess = answer.status === 401 || answer.status === 403;
    return new rotation_errors/* RotationError */.FL({
        code: isAccess
            ? "astra-forbidden"
            : task === "mint a token"
                ? "mint-refused"
                : "astra-answer-unusable",
        summary: `Astra refused to ${task} with ${bearer === "astra-token" ? "`astra-token`" : bearer} ${facts(answer, attempt)}.`,
        remedy: isAccess
            ? `${likely(accessCauses(attempt))} Permissions are set in the Astra Portal (Settings › Roles).`
            : task === "mint a token"
                ? likely(mintCauses(attempt))
                : likely(["`astra-api-url` has a path or names another server"]),
        rerun: "fix-first",
    });
}
function accessCauses({ task }) {
    const { permission } = failures_WORDS[task];
    return [
        permission === undefined
            ? "the token is no longer valid"
            : `its role lacks the permission ${permission}${task === "list the roles" ? " (not needed when `role` is a role's ID)" : ""}`,
        ...(task === "mint a token"
            ? ["the new token would have more permissions than it has"]
            : []),
        "the organization's IP access list does not include this runner",
    ];
}
function mintCauses({ hasExpiry }) {
    return [
        ...(hasExpiry === true
            ? ["`token-lifetime` is longer than the organization allows"]
            : []),
        "the organization has reached its number of tokens",
        "the role cannot be given to a token",
    ];
}
function likely(causes) {
    return causes.length === 1
        ? `Likely cause: ${causes[0] ?? ""}.`
        : `Likely causes, most likely first: ${causes.join("; ")}.`;
}
/** A bound of this action's own, which is no fault of the network. */
function tooLarge(cause, task, host) {
    const isList = task === "list the tokens";
    const limit = String(TOKEN_LIST_BYTES / 1024 / 1024);
    return new rotation_errors/* RotationError */.FL({
        code: "astra-answer-unusable",
        summary: isList
            ? `Astra's token list is larger than this action reads: ${limit} MiB (${host}).`
            : `Astra's answer while ${failures_WORDS[task].doing} is larger than this action reads (${host}).`,
        remedy: isList
            ? "Delete unused tokens in the Astra Portal (Settings › Tokens): at least 50,000 fit."
            : "Check `astra-api-url` and any proxy between the runner and Astra.",
        rerun: "fix-first",
        cause,
    });
}

;// CONCATENATED MODULE: ./src/http/http-date.ts
/** Characters of the form: `Sun, 06 Nov 1994 08:49:37 GMT`. */
const LENGTH = 29;
/**
 * An HTTP date as epoch milliseconds, or undefined for anything but the one form that
 * senders may generate (https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7).
 */
function parseHttpDate(text) {
    // `Date.parse` also reads years of six digits, and writes them back as they were.
    if (text?.length !== LENGTH)
        return undefined;
    const time = Date.parse(text);
    // `Date.parse` accepts nearly everything; the way back admits only the exact form.
    return new Date(time).toUTCString() === text ? time : undefined;
}

;// CONCATENATED MODULE: ./src/http/retry.ts


const RETRIED_METHODS = {
    GET: true,
    PUT: true,
    DELETE: true,
    // Each POST may create something.
    POST: false,
};
const RETRIED_STATUSES = new Set([
    408, 429, 500, 502, 503, 504,
]);
const RETRIED_ERRORS = {
    "connection-failed": true,
    timeout: true,
    "connection-lost": true,
    "answer-malformed": true,
    "tls-failed": false,
    "answer-too-large": false,
    cancelled: false,
    "invalid-request": false,
};
/** Longer waits are as good as this one: no run lasts a day. */
const MAX_WAIT_MS = 24 * 60 * 60 * 1000;
const LIMIT_WORDS = /secondary rate limit|rate limit exceeded/i;
const LIMIT_WORDS_WITHIN = 2048;
/** Wait after a rate limit that does not say how long. */
const UNTOLD_LIMIT_WAIT_MS = 60_000;
/** Five attempts, the waits between them at most 0.5, 1, 2 and 4 seconds. */
const DEFAULT_RETRY_POLICY = {
    maxAttempts: 5,
    baseDelayMs: 500,
    maxDelayMs: 10_000,
};
/** Whether the same request may be sent again and has a chance to fare better. */
function isWorthRetrying(method, outcome) {
    if (!RETRIED_METHODS[method])
        return false;
    if (outcome instanceof TransportError)
        return RETRIED_ERRORS[outcome.code];
    return RETRIED_STATUSES.has(outcome.status) || isRateLimit(outcome);
}
/**
 * Milliseconds to wait after the given attempt (the first is 1): exponential backoff with full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), on top of the wait that
 * a rate limit demands, and never less than a `retry-after`.
 */
function waitBefore(attempt, outcome, { policy, random, }) {
    const backoff = Math.round(random() *
        Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1)));
    if (outcome instanceof TransportError)
        return backoff;
    if (isRateLimit(outcome))
        return waitAfterLimit(outcome) + backoff;
    const asked = parseRetryAfter(outcome.header("retry-after"), outcome.serverTime);
    return Math.max(asked ?? 0, backoff);
}
/**
 * The wait that a `retry-after` header asks for, in milliseconds from 0 to `MAX_WAIT_MS`; undefined
 * when it is missing or makes no sense. A date counts from the answer's own `Date`, never from the
 * runner's clock (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3).
 */
function parseRetryAfter(value, serverTime) {
    if (value === undefined)
        return undefined;
    const text = value.trim();
    if (/^\d+(\.\d+)?$/.test(text))
        return bounded(Number(text) * 1000);
    const date = parseHttpDate(text);
    if (date === undefined || serverTime === undefined)
        return undefined;
    return bounded(date - serverTime);
}
/**
 * Whether an answer refuses for the number of requests, and not for good: any 429, and a 403 that
 * says so (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit).
 */
function isRateLimit(answer) {
    if (answer.status === 429)
        return true;
    return (answer.status === 403 &&
        (isSpent(answer) ||
            answer.header("retry-after") !== undefined ||
            LIMIT_WORDS.test(answer.body.slice(0, LIMIT_WORDS_WITHIN))));
}
/**
 * The least wait after a rate limit, in milliseconds: `retry-after`, else until the reset, else a minute
 * (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately).
 */
function waitAfterLimit(answer) {
    return (parseRetryAfter(answer.header("retry-after"), answer.serverTime) ??
        waitForReset(answer) ??
        UNTOLD_LIMIT_WAIT_MS);
}
/** The wait until a spent rate limit is renewed, in milliseconds; undefined when the answer does not tell. */
function waitForReset(answer) {
    const reset = answer.header("x-ratelimit-reset") ?? "";
    if (!isSpent(answer) || !/^\d+$/.test(reset))
        return undefined;
    if (answer.serverTime === undefined)
        return undefined;
    return bounded(Number(reset) * 1000 - answer.serverTime);
}
function isSpent(answer) {
    return answer.header("x-ratelimit-remaining") === "0";
}
function bounded(milliseconds) {
    return Math.min(Math.max(Math.ceil(milliseconds), 0), MAX_WAIT_MS);
}

;// CONCATENATED MODULE: ./src/astra/reads.ts

/** How often a read is sent whose answer is a success that cannot be read. */
const READ_ATTEMPTS = 4;
/** The pause before the second attempt, milliseconds; doubled for each after it. */
const FIRST_PAUSE_MS = 500;
/**
 * Sends a read and parses its answer. A success that does not parse, such as
 * the page of a gateway that is being updated, is asked for again. Throws
 * `RotationError`.
 */
async function read({ attempt, send, parse, sleep, }) {
    for (let count = 1;; count += 1) {
        const answer = await sent(attempt, send);
        if (!isSuccess(answer))
            throw failureOf(answer, attempt);
        const value = parse(answer.body);
        if (value !== undefined)
            return { value, clock: clockOf(answer) };
        if (count >= READ_ATTEMPTS)
            throw failureOf(answer, attempt);
        await sleep(FIRST_PAUSE_MS * 2 ** (count - 1));
    }
}
/** Whether an answer says that the request was carried out. */
function isSuccess({ status }) {
    return status >= 200 && status < 300;
}
/** Astra's time in an answer; undefined when it does not say. */
function clockOf({ serverTime, receivedAt, }) {
    return serverTime === undefined
        ? undefined
        : { service: "astra", serverTime, receivedAt };
}
async function sent(attempt, send) {
    try {
        return await send();
    }
    catch (thrown) {
        throw brokenOf(thrown, attempt);
    }
}

;// CONCATENATED MODULE: ./src/astra/minting.ts






/** Pause before a minting request that never reached the service is sent again, milliseconds. */
const RECONNECT_PAUSE_MS = 1_000;
/** Pause after a rate limit that does not say how long, milliseconds; other clients of this API wait as long. */
const LIMIT_PAUSE_MS = 5_000;
/** Sends the request that mints, once; masks every secret of the answer before it returns. */
async function mintOnce(client, token, order, { mask, purpose }) {
    const attempt = {
        task: "mint a token",
        bearer: "astra-token",
        host: client.host,
        hasExpiry: order.expiresOn !== undefined,
    };
    try {
        const body = {
            roles: order.roles.map((role) => role.id),
            description: order.description,
            ...(order.expiresOn === undefined
                ? {}
                : { tokenExpiry: new Date(order.expiresOn).toISOString() }),
        };
        const answer = await client.mint(token, body, purpose);
        return readMinted(answer, attempt, mask);
    }
    catch (thrown) {
        const error = brokenOf(thrown, attempt);
        return thrown instanceof TransportError && thrown.delivery === "not-sent"
            ? { kind: "no-effect", waitMs: RECONNECT_PAUSE_MS, error }
            : { kind: "unknown", error };
    }
}
function readMinted(answer, attempt, mask) {
    if (isSuccess(answer)) {
        const credential = (0,credential_wire/* readCredential */.Y)(answer.body, mask);
        return credential === undefined
            ? { kind: "unknown", error: failureOf(answer, attempt) }
            : { kind: "minted", credential };
    }
    const error = failureOf(answer, attempt);
    if (answer.status === 429) {
        const asked = parseRetryAfter(answer.header("retry-after"), answer.serverTime);
        return { kind: "no-effect", waitMs: asked ?? LIMIT_PAUSE_MS, error };
    }
    return { kind: isRefusal(answer) ? "refused" : "unknown", error };
}
/**
 * Whether the service said no. What stands between may have answered in its
 * place after the token was made: a filter that lets no secret pass, or a
 * gateway that has waited long enough (408).
 */
function isRefusal(answer) {
    const { status } = answer;
    const provenance = provenanceOf(answer);
    return (status >= 400 &&
        status < 500 &&
        status !== 408 &&
        (provenance === "api" || provenance === "no-such-path"));
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/leven/index.js
var leven = __webpack_require__(7785);
;// CONCATENATED MODULE: ./src/astra/built-in-roles.ts
/**
 * The 16 built-in roles under both their names. People type the name that the
 * UI shows; the API knows another. Ids come from the organization's own role
 * list wherever that can be read.
 * https://docs.datastax.com/en/astra-db-serverless/administration/manage-database-access.html
 */
const BUILT_IN_ROLES = [
    ["ad0566b5-2a67-49de-89e8-92258c2f2c98", "Organization Administrator"],
    ["1faa93f2-b889-4190-9585-4bc6e3c3595a", "Database Administrator"],
    [
        "c5fabb3c-1ae1-4648-898f-d3b98167d62e",
        "Billing Admin",
        "Billing Administrator",
    ],
    ["a25baf86-1bde-43d2-86ac-647e3d884bac", "UI View Only"],
    [
        "43745b73-ad46-46e4-b826-c15d06d2cea0",
        "Admin User",
        "Administrator User",
    ],
    ["b73e44b2-b9e9-43b8-a7c1-c6a2fe2dab50", "R/W User", "Read/Write User"],
    ["d2cfcd63-055c-4a58-b957-8916d4a007a5", "RO User", "Read Only User"],
    [
        "892c45bb-d395-488c-9428-8a50f7013e2b",
        "Admin Svc Acct",
        "Administrator Service Account",
    ],
    [
        "b4ed0e9e-67e8-47b6-8b58-c6629be961a9",
        "R/W Svc Acct",
        "Read/Write Service Account",
    ],
    [
        "16a4b1d7-a615-41f8-95ca-52b0280f4d77",
        "RO Svc Acct",
        "Read Only Service Account",
    ],
    [
        "67c4b5dc-dd3f-4b2d-be51-09be12836d57",
        "API Admin User",
        "API Administrator User",
    ],
    [
        "946cfbde-24cc-4953-9355-d57bfd61bf39",
        "API R/W User",
        "API Read/Write User",
    ],
    [
        "5dc84d0d-4fdd-4ec2-a223-71341b6d7685",
        "API RO User",
        "API Read Only User",
    ],
    [
        "dde8a0e9-f4ae-4b42-b642-9f257436c8da",
        "API Admin Svc Acct",
        "API Administrator Service Account",
    ],
    [
        "efdfd41f-6184-4891-8400-b5779a0551d9",
        "API R/W Svc Acct",
        "API Read/Write Service Account",
    ],
    [
        "74b7d8b1-ecf1-48e5-a35f-0f999d369889",
        "API RO Svc Acct",
        "API Read Only Service Account",
    ],
].map(([id, apiName, uiName = apiName]) => ({ id, apiName, uiName }));
/** The built-in roles whose holders may mint and revoke tokens. */
const TOKEN_MANAGING_ROLES = [
    "Organization Administrator",
    "Database Administrator",
];

;// CONCATENATED MODULE: ./src/astra/roles.ts




const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
/** How many near names an error shows. */
const NEAR_NAMES = 3;
/** Whether every configured role is an id, so that the run can do without the organization's role list. */
function areAllIds(wanted) {
    return wanted.every((role) => UUID.test(role));
}
/** Roles by id where the role list may not be read; the built-in ones are known by name, too. */
function rolesById(wanted) {
    return [...new Set(wanted.map((text) => text.toLowerCase()))].map((id) => {
        const builtIn = BUILT_IN_ROLES.find((role) => role.id === id);
        return {
            id,
            names: builtIn === undefined ? [] : namesOf(builtIn.apiName),
            managesTokens: builtIn !== undefined && TOKEN_MANAGING_ROLES.includes(builtIn.apiName),
        };
    });
}
/**
 * Finds every configured role (id, API name, UI name or custom name, letter
 * case ignored) in the organization's list. Throws all problems at once:
 * `role-unknown` with the near names, `role-ambiguous` with the ids to choose from.
 */
function resolveRoles(wanted, known) {
    const errors = [];
    const roles = [];
    for (const text of wanted) {
        const found = matches(text, known);
        const [role, ...others] = found;
        if (role === undefined)
            errors.push(unknownRole(text, known));
        else if (others.length > 0)
            errors.push(ambiguousRole(text, found));
        else if (!roles.some(({ id }) => id === role.id))
            roles.push(roleOf(role));
    }
    const [first, ...rest] = errors;
    if (first !== undefined)
        throw (0,rotation_errors/* joinErrors */._h)([first, ...rest]);
    return roles;
}
function matches(text, known) {
    const lower = text.toLowerCase();
    const byId = known.filter((role) => role.id.toLowerCase() === lower);
    if (byId.length > 0)
        return byId;
    return known.filter((role) => namesOf(role.name).some((name) => name.toLowerCase() === lower));
}
/** The API's name of a role and, for a built-in one, the UI's. */
function namesOf(apiName) {
    const builtIn = BUILT_IN_ROLES.find((role) => role.apiName === apiName);
    return builtIn === undefined || builtIn.uiName === apiName
        ? [apiName]
        : [apiName, builtIn.uiName];
}
/** A role of the list as the protocol knows it. */
function roleOf({ id, name, policy }) {
    return {
        id,
        names: namesOf(name),
        managesTokens: policy?.actions.includes("org-token-write") ??
            TOKEN_MANAGING_ROLES.includes(name),
    };
}
/**
 * A digest of what roles allow, the same for any order of roles, actions and
 * resources, and for any name; undefined where the list does not say what one
 * of them allows.
 */
function policyDigest(roles, known) {
    const allowed = [];
    for (const { id } of roles) {
        const policy = known.find((role) => role.id === id)?.policy;
        if (policy === undefined)
            return undefined;
        const { actions, resources, effect } = policy;
        allowed.push(JSON.stringify([id.toLowerCase(), effect, actions, resources]));
    }
    return (0,external_node_crypto_.createHash)("sha256")
        .update(allowed.sort().join("\n"))
        .digest("base64url");
}
function unknownRole(text, known) {
    const isId = UUID.test(text);
    return new rotation_errors/* RotationError */.FL({
        code: "role-unknown",
        summary: `The Astra organization has no role ${isId ? "with the ID " : ""}“${inert(text)}”.`,
        remedy: isId
            ? "Nothing was minted. The role may have been deleted: set the input `role` to the name or ID of one that exists (Astra Portal, Settings › Roles)."
            : `Nothing was minted.${nearestNames(text, known)} Set the input \`role\` to the name that the Astra Portal shows, or to the role's ID.`,
        rerun: "fix-first",
    });
}
/** A sentence with the names that look most like it; empty where the list has none. */
function nearestNames(text, known) {
    const lower = text.toLowerCase();
    const near = [...new Set(known.flatMap((role) => namesOf(role.name)))]
        .map((name) => ({ name, distance: (0,leven/* default */.A)(lower, name.toLowerCase()) }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, NEAR_NAMES)
        .map(({ name }) => `“${inert(name)}”`);
    return near.length === 0 ? "" : ` The nearest names are ${near.join(", ")}.`;
}
function ambiguousRole(text, found) {
    return new rotation_errors/* RotationError */.FL({
        code: "role-ambiguous",
        summary: `The Astra organization has ${String(found.length)} roles named “${inert(text)}”.`,
        remedy: `Nothing was minted. Set the input \`role\` to the ID of the one you mean: ${found.map(({ id }) => inert(id)).join(", ")}.`,
        rerun: "fix-first",
    });
}
/** Role names come from outside: only letters, digits and plain punctuation of them are shown. */
function inert(text) {
    return text.replace(/[^\p{L}\p{N} ./_+-]/gu, "?").slice(0, 60);
}

;// CONCATENATED MODULE: ./src/astra/issuer.ts









/** How much of the digest of what roles allow is kept, characters: as much as a marker holds. */
const DIGEST_LENGTH = 4;
/** Astra's DevOps API as the protocol's issuer. */
function createIssuer(options) {
    const { client, mask } = options;
    let adminToken = options.adminToken;
    return {
        adminClientId: options.adminClientId,
        organization: () => readOrganization(options, adminToken),
        roles: () => readRoles(options, adminToken),
        list: (purpose) => readTokens(options, adminToken, "astra-token", purpose),
        organizationOfPrevious: () => askPrevious(options),
        mint: (order, purpose) => mintOnce(client, adminToken, order, { mask, purpose }),
        probe: (credential) => probeOnce(client, credential.token),
        revoke: (clientId, purpose) => revokeToken(client, adminToken, clientId, purpose),
        tryListing: async ({ token }) => {
            await readTokens(options, token, "the fresh token", "rotate");
        },
        succeed: (credential) => {
            adminToken = credential.token;
        },
    };
}
async function readOrganization({ client, sleep }, token) {
    const { value, clock } = await read({
        attempt: attemptOf(client, "read the organization"),
        send: () => client.currentOrganization(token),
        parse: (body) => (0,wire/* readBody */.x8)(wire/* OrganizationWire */.pb, body),
        sleep,
    });
    return { value: value.id, clock };
}
/**
 * Names have to be looked up. Ids are looked up, too, to find one that does not
 * exist (any more); where the list may not be read, the run does without.
 */
async function readRoles({ client, roles: wanted, sleep }, token) {
    if (wanted.length === 0) {
        return { roles: [], digest: undefined, unchecked: undefined };
    }
    try {
        const { value: known } = await read({
            attempt: attemptOf(client, "list the roles"),
            send: () => client.roles(token),
            parse: (body) => (0,wire/* readBody */.x8)(wire/* RoleListWire */.Ss, body),
            sleep,
        });
        const roles = resolveRoles(wanted, known);
        return {
            roles,
            digest: policyDigest(roles, known)?.slice(0, DIGEST_LENGTH),
            unchecked: undefined,
        };
    }
    catch (thrown) {
        const isRefused = thrown instanceof rotation_errors/* RotationError */.FL && thrown.code === "astra-forbidden";
        if (!isRefused || !areAllIds(wanted))
            throw thrown;
        return {
            roles: rolesById(wanted),
            digest: undefined,
            unchecked: thrown,
        };
    }
}
async function readTokens({ client, sleep }, token, bearer, purpose) {
    const attempt = attemptOf(client, "list the tokens", bearer);
    const { value, clock } = await read({
        attempt,
        send: () => client.tokens(token, purpose),
        parse: (body) => {
            const list = readTokenList(body);
            return list.kind === "unusable" ? undefined : list;
        },
        sleep,
    });
    if (value.kind === "times-unreadable")
        throw timesUnreadable(attempt);
    return { value: value.tokens, clock };
}
/** Never throws: an answer that was lost tells no more than one that is unclear. */
async function askPrevious({ client, previousToken, }) {
    if (previousToken === undefined)
        return { kind: "unclear" };
    try {
        const answer = await client.currentOrganization(previousToken);
        const organization = organizationIn(answer);
        if (organization !== undefined) {
            return { kind: "organization", organization };
        }
        return { kind: saysDeadToken(answer) ? "refused" : "unclear" };
    }
    catch {
        return { kind: "unclear" };
    }
}
async function probeOnce(client, token) {
    let answer;
    try {
        answer = await client.currentOrganization(token);
    }
    catch (thrown) {
        if (thrown instanceof TransportError && thrown.code !== "cancelled") {
            return { kind: "not-yet" };
        }
        throw brokenOf(thrown, attemptOf(client, "read the organization", "the fresh token"));
    }
    const organization = organizationIn(answer);
    if (organization !== undefined)
        return { kind: "accepted", organization };
    const isUnclear = (answer.status === 401 || answer.status === 403) && !saysDeadToken(answer);
    return { kind: isUnclear ? "unclear" : "not-yet" };
}
function organizationIn(answer) {
    return isSuccess(answer)
        ? (0,wire/* readBody */.x8)(wire/* OrganizationWire */.pb, answer.body)?.id
        : undefined;
}
/**
 * A 404 of Astra's own means that the token is not there (any more): that is
 * what was wanted. The list has the last word.
 */
async function revokeToken(client, token, clientId, purpose) {
    const attempt = attemptOf(client, "revoke a token");
    try {
        const answer = await client.revoke(token, clientId, purpose);
        const isGone = answer.status === 404 && provenanceOf(answer) === "api";
        if (isSuccess(answer) || isGone)
            return { kind: "done" };
        const error = failureOf(answer, attempt);
        return { kind: answer.status < 500 ? "refused" : "unknown", error };
    }
    catch (thrown) {
        return { kind: "unknown", error: brokenOf(thrown, attempt) };
    }
}
function attemptOf({ host }, task, bearer = "astra-token") {
    return { task, bearer, host };
}

;// CONCATENATED MODULE: ./src/github/sealed-box.ts
const KEY_BYTES = 32;
/** Reads padded standard base64 as a public key; undefined when it is not 32 bytes, or no key that could keep a secret. */
function readKey(base64) {
    const key = Buffer.from(base64, "base64");
    const isUsable = key.toString("base64") === base64 &&
        key.length === KEY_BYTES &&
        key.some((byte) => byte !== 0);
    return isUsable ? key : undefined;
}
/**
 * Loads what `seal` needs and tries it once, for whoever has time for it before: the first seal
 * takes many times as long as any later one. Throws when a file of the action is missing.
 */
async function prepareSealing() {
    const sodium = await openSodium();
    const { publicKey } = sodium.crypto_box_keypair();
    sodium.crypto_box_seal("", publicKey);
}
/**
 * Seals a value for a scope: libsodium's `crypto_box_seal`, in padded standard base64.
 * https://docs.github.com/en/rest/guides/encrypting-secrets-for-the-rest-api
 */
async function seal(value, { key }) {
    const sodium = await openSodium();
    return sodium.to_base64(sodium.crypto_box_seal(value.expose(), key), sodium.base64_variants.ORIGINAL);
}
async function openSodium() {
    const { default: sodium } = await __webpack_require__.e(/* import() */ 768).then(__webpack_require__.bind(__webpack_require__, 4768));
    await sodium.ready;
    return sodium;
}

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
;// CONCATENATED MODULE: ./src/github/permissions.ts
/** Listing runs and environments. */
const ACTIONS = repository("actions", "Actions");
const METADATA = repository("metadata", "Metadata");
const ENVIRONMENTS = repository("environments", "Environments");
/** https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps */
const SECRETS = {
    actions: {
        repository: repository("secrets", "Secrets"),
        organization: organization("organization_secrets", "Secrets"),
    },
    dependabot: {
        repository: repository("dependabot_secrets", "Dependabot secrets"),
        organization: organization("organization_dependabot_secrets", "Organization dependabot secrets"),
    },
    codespaces: {
        repository: repository("codespaces_secrets", "Codespaces secrets"),
        organization: organization("organization_codespaces_secrets", "Organization codespaces secrets"),
    },
    agents: {
        repository: repository("agent_secrets", "Agent secrets"),
        organization: organization("organization_agent_secrets", "Agent secrets"),
    },
};
/** The permission for the secrets of a target. */
function permissionFor(spec) {
    if (spec.kind === "environment")
        return ENVIRONMENTS;
    return SECRETS[spec.store][spec.kind];
}
/** The permission for a repository's secrets in a store. */
function repositoryPermission(store) {
    return SECRETS[store].repository;
}
/** A permission as a person finds it in the settings. */
function permissionWords({ title, of }, level) {
    const words = level === "write" ? "read and write" : "read-only";
    return `“${title}: ${words}”${of === "organization" ? " of the organization" : ""}`;
}
function repository(key, title) {
    return { key, title, of: "repository" };
}
function organization(key, title) {
    return { key, title, of: "organization" };
}

// EXTERNAL MODULE: ./src/github/target-spec.ts
var target_spec = __webpack_require__(8516);
;// CONCATENATED MODULE: ./src/github/app/needs.ts


/** A token cannot be narrowed to more. https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app */
const MAX_REPOSITORIES = 500;
/** What a GitHub App's token for one owner's targets needs. */
function needsOf(owner, specs, drain) {
    const own = specs.filter((spec) => (0,target_spec/* ownerOf */.bf)(spec).toLowerCase() === owner.toLowerCase());
    const required = own.map((spec) => permissionFor(spec));
    const welcome = own.flatMap((spec) => {
        if (spec.kind === "environment")
            return [];
        const environments = spec.store === "actions" ? [ENVIRONMENTS, ACTIONS] : [];
        return spec.kind === "organization"
            ? [repositoryPermission(spec.store), ...environments]
            : environments;
    });
    if (drain)
        welcome.push(ACTIONS);
    const names = repositoriesOf(own);
    return {
        owner,
        required: unique(required).map((permission) => ({
            permission,
            level: "write",
        })),
        optional: unique(welcome)
            .filter(({ key }) => required.every((other) => other.key !== key))
            .map((permission) => ({ permission, level: "read" })),
        repositories: names !== undefined && names.length <= MAX_REPOSITORIES
            ? names
            : undefined,
        example: own.some(({ kind }) => kind === "organization")
            ? undefined
            : names?.[0],
    };
}
/** The repositories of these targets by name; undefined when an organization's target may be read by any. */
function repositoriesOf(specs) {
    const names = new Map();
    for (const spec of specs) {
        if (spec.kind === "organization")
            return undefined;
        names.set(spec.repository.toLowerCase(), spec.repository);
    }
    return [...names.values()];
}
function unique(permissions) {
    return [...new Map(permissions.map((one) => [one.key, one])).values()];
}

;// CONCATENATED MODULE: ./src/github/app/assertion.ts

/**
 * The signed assertion by which an App authenticates as itself, good for some
 * ten minutes around `now` (GitHub's clock, epoch milliseconds), and masked.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
async function assertApp({ appId, privateKey }, now, mask) {
    const { default: githubAppJwt } = await __webpack_require__.e(/* import() */ 438).then(__webpack_require__.bind(__webpack_require__, 2438));
    const { token } = await githubAppJwt({
        id: appId,
        privateKey: privateKey.expose(),
        now: Math.floor(now / 1_000),
    });
    mask(token);
    return new secret/* Secret */.z(token);
}

;// CONCATENATED MODULE: ./src/http/delivery.ts
/** System, OpenSSL, parser and undici codes that mean the same whenever they occur; the first match counts. */
const MEANINGS = [
    [
        /^(CERT_\w+|ERR_TLS_CERT_\w+|SELF_SIGNED_CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)_\w+|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE))$/,
        "tls-failed",
    ],
    [
        /^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ERR_SOCKET_CONNECTION_TIMEOUT)$/,
        "timeout",
    ],
    [/^(HPE_\w+|HTTP_PARSER|UND_ERR_HEADERS_OVERFLOW)$/, "answer-malformed"],
    [/^(ANSWER_TOO_LONG|UND_ERR_RES_EXCEEDED_MAX_SIZE)$/, "answer-too-large"],
    [
        /^(CONNECTIONS_ENDED|UND_ERR_(ABORT|ABORTED|CLOSED|DESTROYED))$/,
        "cancelled",
    ],
    [
        /^UND_ERR_(INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)$/,
        "invalid-request",
    ],
];
/**
 * Reads a failure by its error code and by whether writing had begun. The latter alone decides
 * the delivery: before the first byte (ENOTFOUND, ECONNREFUSED, a refused certificate, ECONNRESET
 * in a handshake) nothing can have happened, after it (ECONNRESET, a lost or torn answer) anything.
 */
function classifyFailure(systemCode, writingBegun) {
    const meaning = MEANINGS.find(([codes]) => codes.test(systemCode ?? ""));
    return {
        code: meaning?.[1] ?? (writingBegun ? "connection-lost" : "connection-failed"),
        delivery: writingBegun ? "unknown" : "not-sent",
    };
}

;// CONCATENATED MODULE: ./src/http/exchange.ts



const MAX_INTERIM_ANSWERS = 8;
/**
 * Sends a request once and reads its answer whole. It is told when writing begins, which is
 * what tells `not-sent` from `unknown`. Throws `TransportError`, at once when time is up even while a connection is still being made.
 */
async function exchange(connections, request, terms) {
    const reader = new AnswerReader(request, terms);
    const cancel = () => {
        reader.giveUp("cancelled");
    };
    const deadline = setTimeout(() => {
        reader.giveUp("timeout");
    }, terms.timeoutMs);
    terms.signal?.addEventListener("abort", cancel);
    try {
        connections
            .dispatch(wireRequest(request), reader)
            .catch((thrown) => {
            reader.onResponseError(null, thrown);
        });
        return await reader.answer;
    }
    finally {
        clearTimeout(deadline);
        terms.signal?.removeEventListener("abort", cancel);
    }
}
function wireRequest({ method, url, headers, body }) {
    return {
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: { ...headers, "accept-encoding": "identity" },
        body: body ?? null,
    };
}
/** Collects one answer; the first thing that goes wrong settles it and takes the connection down. */
class AnswerReader {
    answer;
    #request;
    #terms;
    #chunks = [];
    #resolve = () => undefined;
    #reject = () => undefined;
    #settled = false;
    #controller;
    #interimAnswers = 0;
    #head;
    #bytes = 0;
    constructor(request, terms) {
        this.#request = request;
        this.#terms = terms;
        this.answer = new Promise((resolve, reject) => {
            this.#resolve = resolve;
            this.#reject = reject;
        });
    }
    /** Ends the exchange early; the dispatcher learns of it at the latest when it wants to write. */
    giveUp(code) {
        this.#fail({ ...classifyFailure(undefined, this.#writingBegun), code });
    }
    onRequestStart(controller) {
        // undici may write a request anew after losing a connection; here that is the caller's decision.
        if (this.#writingBegun)
            this.giveUp("connection-lost");
        // A run may be stopped while its connection is still being made.
        else if (this.#terms.mayBegin?.() === false)
            this.giveUp("cancelled");
        if (this.#settled)
            controller.abort(new Error("given up"));
        else
            this.#controller = controller;
    }
    onResponseStart(_controller, status, headers) {
        if (status < 200) {
            this.#interimAnswers += 1;
            if (this.#interimAnswers > MAX_INTERIM_ANSWERS) {
                this.giveUp("answer-malformed");
            }
            return;
        }
        const values = new Map(Object.entries(headers).map(([name, value]) => [name, String(value)]));
        this.#head = {
            status,
            header: (name) => values.get(name.toLowerCase()),
            serverTime: parseHttpDate(values.get("date")),
            receivedAt: this.#terms.clock.now(),
        };
        const encoding = values.get("content-encoding") ?? "identity";
        if (encoding.toLowerCase() !== "identity")
            this.giveUp("answer-malformed");
    }
    onResponseData(_controller, chunk) {
        this.#bytes += chunk.length;
        if (this.#bytes > this.#terms.maxBodyBytes)
            this.giveUp("answer-too-large");
        else if (!this.#settled)
            this.#chunks.push(chunk);
    }
    onResponseEnd() {
        if (this.#settled)
            return;
        if (this.#head === undefined) {
            this.giveUp("answer-malformed");
            return;
        }
        // Over HTTP/2 an answer can break off and look as if it had come to its end.
        const announced = this.#head.header("content-length");
        if (announced !== undefined && Number(announced) !== this.#bytes) {
            this.giveUp("connection-lost");
            return;
        }
        this.#settled = true;
        const body = new TextDecoder().decode(Buffer.concat(this.#chunks));
        const answer = { ...this.#head, body };
        // undici takes a turn of the event loop to free an HTTP/1.1 connection. Whoever sends the
        // next request before that makes it open another one.
        setImmediate(() => {
            setImmediate(this.#resolve, answer);
        });
    }
    onResponseError(_controller, error) {
        const detail = codeOf(error);
        this.#fail(classifyFailure(detail, this.#writingBegun), detail);
    }
    get #writingBegun() {
        return this.#controller !== undefined;
    }
    #fail(failure, detail) {
        if (this.#settled)
            return;
        this.#settled = true;
        const { method, url } = this.#request;
        const error = new TransportError({
            ...failure,
            method,
            host: url.host,
            detail,
        });
        this.#reject(error);
        this.#controller?.abort(error);
    }
}
function codeOf(error) {
    // undici forgets the parser's code, and keeps the bytes that offended it.
    if (!(error instanceof Error))
        return undefined;
    if (error.name === "HTTPParserError")
        return "HTTP_PARSER";
    return "code" in error ? errorCode(error.code) : undefined;
}

// EXTERNAL MODULE: ./src/http/limits.ts
var http_limits = __webpack_require__(3938);
;// CONCATENATED MODULE: ./src/http/request-rules.ts
/** Headers that describe the connection or the framing, which are not the caller's business. */
const OWN_HEADERS = new Set([
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
]);
/**
 * The rule that a request breaks, in capitals, or undefined. Checked before anything lower
 * sees the request, because lower layers quote what they refuse.
 */
function brokenRule(request) {
    const { url } = request;
    if (url.username !== "" || url.password !== "")
        return "URL_CREDENTIALS";
    if (!isSafeOrigin(url))
        return "URL_NOT_HTTPS";
    for (const [name, value] of Object.entries(request.headers)) {
        if (!/^[A-Za-z0-9-]{1,64}$/.test(name))
            return "HEADER_NAME";
        if (OWN_HEADERS.has(name.toLowerCase()))
            return "HEADER_RESERVED";
        if (!/^[\t -~]*$/.test(value))
            return "HEADER_VALUE";
    }
    return undefined;
}
function isSafeOrigin(url) {
    if (url.protocol === "https:")
        return true;
    return (url.protocol === "http:" &&
        /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/.test(url.hostname));
}

;// CONCATENATED MODULE: ./src/http/transport.ts




const REQUEST_TIMEOUT_MS = 30_000;
/** The detail of a `timeout` of a request for which there was no time at all. */
const NO_TIME = "NO_TIME_LEFT";
/** A transport over connections that stay the caller's to close. */
function createTransport(options) {
    const { connections, clock, signal } = options;
    const requestTimeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    return {
        send: async (request, limits = {}) => {
            const timeoutMs = Math.min(limits.timeoutMs ?? requestTimeoutMs, requestTimeoutMs);
            const rule = brokenRule(request);
            if (rule !== undefined)
                throw unsent("invalid-request", request, rule);
            if (signal?.aborted === true)
                throw unsent("cancelled", request);
            if (!(timeoutMs > 0))
                throw unsent("timeout", request, NO_TIME);
            const startedAt = clock.now();
            try {
                return await exchange(connections, request, {
                    clock,
                    timeoutMs,
                    maxBodyBytes: options.maxBodyBytes ?? http_limits/* MAX_BODY_BYTES */.YK,
                    signal,
                    mayBegin: options.mayBegin,
                });
            }
            catch (thrown) {
                if (thrown instanceof TransportError && wentSilent(thrown)) {
                    connections.distrust(request.url.origin, startedAt);
                }
                throw thrown;
            }
        },
    };
}
/** Whether a request got no answer, which its connection may be the reason for. */
function wentSilent({ code, delivery }) {
    return delivery === "unknown" && (code === "timeout" || code === "cancelled");
}
function unsent(code, request, detail) {
    return new TransportError({
        code,
        delivery: "not-sent",
        method: request.method,
        host: request.url.host,
        detail,
    });
}

// EXTERNAL MODULE: ./src/rotation/marker.ts
var marker = __webpack_require__(9062);
;// CONCATENATED MODULE: ./src/github/wire.ts



/** `GET …/secrets/public-key`. https://docs.github.com/en/rest/actions/secrets#get-a-repository-public-key */
const PublicKeyWire = dist/* object */.Ikc({
    key_id: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[A-Za-z0-9]{1,64}$/u)),
    key: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(64)),
});
/** GitHub's own beginning; no fence before it reaches back to 1970, where a marker's instants begin. */
const EARLIEST = Date.UTC(2008, 0, 1);
/** An instant in RFC 3339, as epoch milliseconds. */
const Instant = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/u), dist/* transform */.pdi((text) => Date.parse(text)), dist/* minValue */.Wwf(EARLIEST), dist/* maxValue */.cGV(marker/* LATEST_INSTANT */.k9));
/** A repository's name without its owner; it becomes a part of a path, so it has to stay where it is. */
const RepositoryName = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/u));
const Id = dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b(), dist/* minValue */.Wwf(1));
const Count = dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b(), dist/* minValue */.Wwf(0));
/** `GET …/secrets/{secret_name}`; secrets of organizations have a visibility. https://docs.github.com/en/rest/actions/secrets#get-a-repository-secret */
const SecretMetadataWire = dist/* object */.Ikc({
    updated_at: Instant,
    visibility: dist/* optional */.lqM(dist/* picklist */.KIO(["all", "private", "selected"])),
});
/** `GET /repos/{owner}/{repo}`. https://docs.github.com/en/rest/repos/repos#get-a-repository */
const RepositoryWire = dist/* object */.Ikc({
    id: Id,
    full_name: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[A-Za-z0-9_-]{1,100}\/[A-Za-z0-9._-]{1,100}$/u)),
    archived: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
});
/** `GET /orgs/{org}`. https://docs.github.com/en/rest/orgs/orgs#get-an-organization */
const OrganizationWire = dist/* object */.Ikc({ id: Id });
/** `GET …/secrets/{secret_name}/repositories`. https://docs.github.com/en/rest/actions/secrets#list-selected-repositories-for-an-organization-secret */
const SelectedRepositoriesWire = dist/* object */.Ikc({
    total_count: Count,
    repositories: dist/* array */.YOg(dist/* object */.Ikc({ id: Id, name: RepositoryName })),
});
/** `GET /orgs/{org}/repos`. https://docs.github.com/en/rest/repos/repos#list-organization-repositories */
const RepositoryListWire = dist/* array */.YOg(dist/* object */.Ikc({ id: Id, name: RepositoryName, private: dist/* boolean */.zMY() }));
/** `GET /repos/{owner}/{repo}/environments`. https://docs.github.com/en/rest/deployments/environments#list-environments */
const EnvironmentListWire = dist/* object */.Ikc({
    total_count: dist/* optional */.lqM(Count),
    environments: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ name: dist/* string */.YjP() })), []),
});
/** `GET …/secrets`: names alone. https://docs.github.com/en/rest/actions/secrets#list-repository-secrets */
const SecretListWire = dist/* object */.Ikc({
    total_count: Count,
    secrets: dist/* array */.YOg(dist/* object */.Ikc({ name: dist/* string */.YjP() })),
});
/** `GET /repos/{owner}/{repo}/actions/runs`, of which only the number matters. https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository */
const RunListWire = dist/* object */.Ikc({ total_count: Count });
/** The permissions that an installation has or a token is to get, by GitHub's keys. */
const PermissionsWire = dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP());
/** `GET …/installation`. https://docs.github.com/en/rest/apps/apps#get-a-repository-installation-for-the-authenticated-app */
const InstallationWire = dist/* object */.Ikc({
    id: Id,
    permissions: PermissionsWire,
    suspended_at: dist/* optional */.lqM(dist/* nullable */.mee(dist/* string */.YjP())),
});
/** `POST /app/installations/{installation_id}/access_tokens`. https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app */
const InstallationTokenWire = dist/* object */.Ikc({
    token: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[!-~]{10,8192}$/u)),
    expires_at: Instant,
});
/** The body of a redirect; only the numeric id of the new place is taken from it. */
const MovedWire = dist/* object */.Ikc({
    url: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/\/repositories\/\d{1,15}(?:[/?]|$)/u)),
});
const ErrorWire = dist/* object */.Ikc({ message: dist/* string */.YjP() });
const WORDINGS = [
    [/not accessible by integration/iu, "integration-lacks-permission"],
    [/not accessible by personal access token/iu, "token-lacks-permission"],
    [/must have admin rights/iu, "role-too-low"],
    [/SAML enforcement/iu, "saml"],
    [/IP allow list/iu, "ip-allow-list"],
    [/was archived/iu, "archived"],
];
/** Classifies the message of an error answer. https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
function refusalOf(body) {
    const message = readBody(ErrorWire, body)?.message ?? "";
    return WORDINGS.find(([wording]) => wording.test(message))?.[1] ?? "unsaid";
}
/** Reads a body by a shape; undefined when it does not fit. */
function readBody(schema, body) {
    const parsed = dist/* safeParse */.xLC(schema, (0,bounded_json/* parseBoundedJson */.R)(body));
    return parsed.success ? parsed.output : undefined;
}

;// CONCATENATED MODULE: ./src/github/failures.ts






/** Where permissions are set, for each kind of token. */
const PLACE = {
    app: "the GitHub App's permissions (and accept them for its installation)",
    workflow: "",
    installation: "the GitHub App's permissions (and accept them for its installation)",
    "fine-grained": "the token's settings (its owner's Settings → Developer settings → Personal access tokens → Fine-grained tokens)",
    classic: "the token's scopes: `repo` is needed",
    unknown: "the token's settings",
};
/** The credential as people know it. */
function credentialWords(token) {
    return token === "app"
        ? "the GitHub App of `github-app-id`"
        : "`github-token`";
}
/** An answer that is not the one hoped for, as a sentence with a remedy. */
function failures_failureOf(answer, task) {
    const { status } = answer;
    if (status === 401)
        return unauthorized(task);
    if (status === 429 || isRateLimit(answer))
        return limited(task);
    if (status === 403)
        return forbidden(answer, task);
    if (status === 404)
        return missing(task);
    if (status >= 500) {
        return new rotation_errors/* RotationError */.FL({
            code: "github-unavailable",
            summary: `GitHub could not ${task.what} of ${task.target} (status ${String(status)}).`,
            remedy: "It is safe to run again, better some minutes later.",
            rerun: "safe",
        });
    }
    return new rotation_errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `GitHub's answer to the request to ${task.what} of ${task.target} makes no sense (status ${String(status)}).`,
        remedy: "Run again; if it persists, look at `github-api-url` and at proxies between the runner and GitHub.",
        rerun: "safe",
    });
}
/** Whatever a request threw, as a sentence with a remedy. */
function failures_brokenOf(thrown, task) {
    if (!(thrown instanceof TransportError))
        return (0,rotation_errors/* asRotationError */.fq)(thrown);
    if (thrown.detail === NO_TIME)
        return tooLate(task, thrown);
    if (thrown.code === "cancelled")
        return stopped(task, thrown);
    const { what, target } = task;
    const advice = certificateAdvice(thrown, "github-api-url");
    return new rotation_errors/* RotationError */.FL({
        code: "github-unavailable",
        // A certificate is one problem, however many requests meet it.
        summary: `GitHub could not be reached${advice === undefined ? ` to ${what} of ${target}` : ""}: ${thrown.message}.`,
        remedy: advice ??
            "It is safe to run again. If it persists, look at the network of the runner, its proxy settings and `github-api-url`.",
        rerun: advice === undefined ? "safe" : "fix-first",
        cause: thrown,
    });
}
function stopped({ what, target }, cause) {
    return new rotation_errors/* RotationError */.FL({
        code: "cancelled",
        summary: `The run was stopped while it tried to ${what} of ${target}.`,
        remedy: "It is safe to run again: the next run looks at what is live and puts the rest right.",
        rerun: "safe",
        cause,
    });
}
function tooLate({ what, target }, cause) {
    return new rotation_errors/* RotationError */.FL({
        code: "deadline",
        summary: `The run reached its own deadline (run-timeout) before it could ${what} of ${target}.`,
        remedy: "It is safe to run again: the next run looks at what is live and puts the rest right. If it persists, raise `run-timeout`.",
        rerun: "safe",
        cause,
    });
}
function unauthorized({ target, what, token }) {
    return new rotation_errors/* RotationError */.FL({
        code: "github-unauthorized",
        summary: `GitHub does not accept ${credentialWords(token)} (while trying to ${what} of ${target}).`,
        remedy: token === "app"
            ? "Somebody suspended its installation or revoked its tokens while the action ran. Run again; if it persists, look at the App's installation."
            : "It is expired, revoked or cut off. Make a new fine-grained token, or an App installation token in the same job, and pass it as `github-token`.",
        rerun: "fix-first",
    });
}
function limited({ target, what }) {
    return new rotation_errors/* RotationError */.FL({
        code: "github-unavailable",
        summary: `GitHub's rate limit did not let the action ${what} of ${target} within the run's deadline.`,
        remedy: "It is safe to run again once the limit has passed (at most an hour); other jobs with the same token count, too.",
        rerun: "safe",
    });
}
function missing({ target, permission, token }) {
    return new rotation_errors/* RotationError */.FL({
        code: "target-missing",
        summary: `GitHub does not show ${target} to ${credentialWords(token)}.`,
        remedy: token === "app"
            ? `Look at the spelling; a private repository also looks like this to an App whose installation does not cover it, or lacks ${permission}.`
            : `Look at the spelling; a private repository also looks like this to a token that was not given access to it, or lacks ${token === "classic" ? "the scope `repo`" : permission}.`,
        rerun: "fix-first",
    });
}
function forbidden(answer, task) {
    const { target, what, permission, token } = task;
    const refusal = refusalOf(answer.body);
    const isWorkflowToken = token === "workflow" && refusal === "integration-lacks-permission";
    return new rotation_errors/* RotationError */.FL({
        code: isWorkflowToken
            ? "github-workflow-token"
            : refusal === "archived"
                ? "target-archived"
                : "github-forbidden",
        summary: isWorkflowToken
            ? `\`github-token\` is the workflow's own GITHUB_TOKEN, which can never write secrets.`
            : `${sentence(credentialWords(token))} may not ${what} of ${target}.`,
        remedy: remedyOf(refusal, isWorkflowToken, permission, token),
        rerun: "fix-first",
    });
}
function remedyOf(refusal, isWorkflowToken, permission, token) {
    if (isWorkflowToken)
        return otherToken(permission);
    switch (refusal) {
        case "integration-lacks-permission":
            if (token === "app")
                return `Give it ${permission} in ${PLACE[token]}.`;
            return `Give it ${permission} in ${PLACE[token]}. If it is \`\${{ github.token }}\` or \`secrets.GITHUB_TOKEN\`: the workflow's own GITHUB_TOKEN can never write secrets. ${otherToken(permission)}`;
        case "token-lacks-permission":
        case "unsaid":
            return `Give it ${permission} in ${PLACE[token]}.`;
        case "role-too-low":
            return "The token's user needs write or admin access to the repository, and a classic token the scope `repo`.";
        case "saml":
            return "The organization enforces SAML: authorize the token for it (Settings → Developer settings → the token → Configure SSO).";
        case "ip-allow-list":
            return "The organization has an IP allow list that does not hold this runner's address: use a runner inside it, or add the address.";
        case "archived":
            return "The repository is archived, so nothing in it can be written. Unarchive it, or take it out of the configuration.";
        default:
            return refusal;
    }
}
function sentence(words) {
    return words.charAt(0).toUpperCase() + words.slice(1);
}
function otherToken(permission) {
    return `Make a fine-grained token or use a GitHub App (actions/create-github-app-token) with ${permission}, and pass that.`;
}

;// CONCATENATED MODULE: ./src/github/app/installation.ts






/** A clock that is wrong by less cannot be why an assertion was refused, milliseconds. */
const CLOCK_TOLERANCE_MS = 20_000;
/**
 * Finds the App's installation at an owner and makes sure that it has what the
 * targets need. Throws `app-not-installed`, and `github-forbidden` that names
 * every missing permission.
 * https://docs.github.com/en/rest/apps/apps#get-a-repository-installation-for-the-authenticated-app
 */
async function findInstallation(app, needs) {
    const { owner, example } = needs;
    const task = taskFor(needs, "find the App's installation");
    const byAccount = {
        path: "/users/{username}/installation",
        parameters: { username: owner },
    };
    const first = example === undefined
        ? { path: "/orgs/{org}/installation", parameters: { org: owner } }
        : {
            path: "/repos/{owner}/{repo}/installation",
            parameters: { owner, repo: example },
        };
    let answer = await askAsApp(app, { method: "GET", ...first }, task);
    // The repository may have moved, or be one that the installation does not cover: that is told when it is read.
    if (example !== undefined && [301, 307, 404].includes(answer.status)) {
        answer = await askAsApp(app, { method: "GET", ...byAccount }, task);
    }
    if (answer.status === 404)
        throw notInstalled(owner);
    if (answer.status === 401)
        throw appRefused();
    const wire = answer.status === 200 ? readBody(InstallationWire, answer.body) : undefined;
    if (wire === undefined)
        throw failures_failureOf(answer, task);
    if (typeof wire.suspended_at === "string")
        throw suspended(owner);
    const has = ({ permission: { key }, level }) => wire.permissions[key] === "write" || wire.permissions[key] === level;
    const missing = needs.required.filter((grant) => !has(grant));
    if (missing.length > 0)
        throw lacking(owner, missing);
    const granted = [...needs.required, ...needs.optional.filter(has)];
    return {
        id: wire.id,
        permissions: Object.fromEntries(granted.map(({ permission: { key }, level }) => [key, level])),
    };
}
/**
 * Makes an installation token. The request is a POST, so it is sent once: of a
 * lost answer nobody holds the token, and it expires by itself within the hour.
 * https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
async function issueToken(app, needs, { id, permissions }) {
    const task = taskFor(needs, "make a token for the App's installation");
    const issue = (narrowing) => askAsApp(app, {
        method: "POST",
        path: "/app/installations/{installation_id}/access_tokens",
        parameters: { installation_id: id, permissions, ...narrowing },
    }, task);
    const { repositories } = needs;
    let answer = await issue(repositories === undefined ? {} : { repositories });
    // One of the names is not there. Without them the reads will tell which.
    if (answer.status === 422 && repositories !== undefined) {
        answer = await issue({});
    }
    const wire = answer.status === 201
        ? readBody(InstallationTokenWire, answer.body)
        : undefined;
    if (wire === undefined)
        throw failures_failureOf(answer, task);
    app.mask(wire.token);
    return { token: new secret/* Secret */.z(wire.token), expiresAt: wire.expires_at };
}
/** Asks as the App itself; once more when its clock, and so its assertion, turns out to be wrong. */
async function askAsApp({ identity, request, clock, mask }, question, task) {
    const ask = async () => {
        const assert = () => assertApp(identity, clock.now(), mask);
        const answer = await request(question, assert, "rotate");
        clock.observe(answer);
        return answer;
    };
    try {
        const before = clock.now();
        const answer = await ask();
        const isLate = Math.abs(clock.now() - before) > CLOCK_TOLERANCE_MS;
        return answer.status === 401 && isLate ? await ask() : answer;
    }
    catch (thrown) {
        throw failures_brokenOf(thrown, task);
    }
}
function taskFor({ owner, required }, what) {
    const permission = required
        .map(({ permission: one, level }) => permissionWords(one, level))
        .join(", ");
    return { what, target: owner, permission, token: "app" };
}
function appRefused() {
    return new rotation_errors/* RotationError */.FL({
        code: "github-unauthorized",
        summary: "GitHub does not accept `github-app-id` with `github-app-private-key`.",
        remedy: "Look at the App's settings page: the id has to be that App's, and the key one that is still listed there.",
        rerun: "fix-first",
    });
}
function notInstalled(owner) {
    return new rotation_errors/* RotationError */.FL({
        code: "app-not-installed",
        summary: `The GitHub App of \`github-app-id\` is not installed at ${owner}.`,
        remedy: `Nothing was minted. Install it there (the App's settings → Install App), with access to the repositories that are targets.`,
        rerun: "fix-first",
    });
}
function suspended(owner) {
    return new rotation_errors/* RotationError */.FL({
        code: "app-not-installed",
        summary: `The installation of the GitHub App at ${owner} is suspended.`,
        remedy: "Nothing was minted. Unsuspend it in the settings of its owner.",
        rerun: "fix-first",
    });
}
function lacking(owner, missing) {
    const words = missing.map(({ permission, level }) => permissionWords(permission, level));
    return new rotation_errors/* RotationError */.FL({
        code: "github-forbidden",
        summary: `The installation of the GitHub App at ${owner} lacks ${words.join(" and ")}.`,
        remedy: "Nothing was minted. Give the App the permission in its settings, and accept it for the installation.",
        rerun: "fix-first",
    });
}

;// CONCATENATED MODULE: ./src/github/app/tokens.ts

/** A token is replaced this long before its end, milliseconds. */
const RENEW_BEFORE_MS = 10 * 60_000;
/** A token is not used any more this long before its end, milliseconds. */
const LAST_USE_MS = 60_000;
/** After a renewal that failed, how long before the next is tried, milliseconds. */
const TRY_AGAIN_MS = 60_000;
/** Makes installation tokens for one owner's targets, one at a time, each when the one before nears its end by GitHub's clock. */
function createAppTokens(app, needs) {
    const issued = [];
    let latest;
    let installation;
    let renewal;
    let failure;
    const find = () => {
        installation ??= findInstallation(app, needs);
        return installation;
    };
    const hasJustFailed = () => failure !== undefined && app.clock.now() - failure.at < TRY_AGAIN_MS;
    const renew = async () => {
        const fresh = await issueToken(app, needs, await find());
        issued.push(fresh);
        latest = fresh;
        return fresh;
    };
    const renewOnce = () => {
        renewal ??= renew()
            .catch((why) => {
            failure = { at: app.clock.now(), why };
            throw why;
        })
            .finally(() => {
            renewal = undefined;
        });
        return renewal;
    };
    const leftOf = (token) => token.expiresAt - app.clock.now();
    return {
        current: async () => {
            const known = latest;
            if (known !== undefined && leftOf(known) >= LAST_USE_MS) {
                const isDue = leftOf(known) < RENEW_BEFORE_MS && !hasJustFailed();
                if (!isDue)
                    return known.token;
                return await renewOnce().then(({ token }) => token, () => known.token);
            }
            if (failure !== undefined && hasJustFailed())
                throw failure.why;
            return (await renewOnce()).token;
        },
        discard: (token) => {
            if (latest?.token === token)
                latest = undefined;
        },
        revoke: async () => {
            await renewal?.catch(() => undefined);
            const alive = issued.filter((token) => leftOf(token) > 0);
            await Promise.all(alive.map(({ token }) => app
                .request({
                method: "DELETE",
                path: "/installation/token",
                parameters: {},
            }, () => Promise.resolve(token), "compensate")
                .catch(() => undefined)));
        },
    };
}

;// CONCATENATED MODULE: ./src/github/pace/sliding-window.ts
/**
 * Counts what was spent within the last so many milliseconds. What is under way
 * counts until it ends, and from its end for the whole length: a service that
 * counts by any moment in between never sees more than the limit.
 */
class SlidingWindow {
    #limit;
    #lengthMs;
    #spent = [];
    #spentSum = 0;
    #underWay = 0;
    constructor(limit, lengthMs) {
        this.#limit = limit;
        this.#lengthMs = lengthMs;
    }
    /** Milliseconds until there is room for `cost`; `Infinity` while only the end of something under way can make it. */
    waitFor(cost, now) {
        this.#forget(now);
        let missing = this.#spentSum + this.#underWay + cost - this.#limit;
        if (missing <= 0)
            return 0;
        for (const entry of this.#spent) {
            missing -= entry.cost;
            if (missing <= 0)
                return entry.at + this.#lengthMs - now;
        }
        return Infinity;
    }
    start(cost) {
        this.#underWay += cost;
    }
    end(cost, now) {
        this.#underWay -= cost;
        this.#spentSum += cost;
        this.#spent.push({ at: now, cost });
    }
    /** An independent copy in which all that is under way ends now. */
    copy(now) {
        const copy = new SlidingWindow(this.#limit, this.#lengthMs);
        copy.#spent = [...this.#spent];
        copy.#spentSum = this.#spentSum;
        if (this.#underWay > 0) {
            copy.start(this.#underWay);
            copy.end(this.#underWay, now);
        }
        return copy;
    }
    #forget(now) {
        const kept = this.#spent.findIndex(({ at }) => at + this.#lengthMs > now);
        const gone = this.#spent.splice(0, kept < 0 ? this.#spent.length : kept);
        for (const { cost } of gone)
            this.#spentSum -= cost;
    }
}

;// CONCATENATED MODULE: ./src/github/pace/budget.ts
var _a;

/**
 * GitHub's documented limits. The burst is ours, and so is the concurrency,
 * which GitHub allows to be 100 for all programs that use the credential.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
const GITHUB_LIMITS = {
    pointsPerMinute: 900,
    writesPerMinute: 80,
    writesPerHour: 500,
    burst: 20,
    concurrent: 64,
};
const POINTS = { read: 1, write: 5 };
/** Two machines do not measure a minute alike: what we wait longer. */
const MINUTE_MS = 60_250;
const HOUR_MS = 3_601_000;
/** Resets that differ by less belong to the same hour. */
const SAME_RESET_MS = 10_000;
/**
 * What one credential may still send. Pure arithmetic: instants are arguments,
 * in milliseconds of any clock that never goes back.
 */
class Budget {
    #limits;
    #points;
    #minute;
    #hour;
    #underWay = 0;
    #writesUnderWay = 0;
    /** When the next write would leave if all kept the sustained rate. */
    #nextWriteAt = -Infinity;
    #pausedUntil = -Infinity;
    #primary;
    /** GitHub Enterprise Server has no limits unless its administrator sets them. */
    #isLimited = true;
    constructor(limits = GITHUB_LIMITS) {
        this.#limits = limits;
        this.#points = new SlidingWindow(limits.pointsPerMinute, MINUTE_MS);
        this.#minute = new SlidingWindow(limits.writesPerMinute, MINUTE_MS);
        this.#hour = new SlidingWindow(limits.writesPerHour, HOUR_MS);
    }
    /** Milliseconds until a request may leave; `Infinity` while the end of another one has to come first. */
    waitFor(kind, now) {
        if (this.#underWay >= this.#limits.concurrent)
            return Infinity;
        const waits = [0, this.#pausedUntil - now, this.#primaryWait(now)];
        if (this.#isLimited) {
            waits.push(this.#points.waitFor(POINTS[kind], now));
            if (kind === "write") {
                waits.push(this.#minute.waitFor(1, now), this.#hour.waitFor(1, now), this.#nextWriteAt - (this.#limits.burst - 1) * this.#interval - now);
            }
        }
        return Math.max(...waits);
    }
    /** Notes that a request leaves. */
    start(kind, now) {
        this.#underWay += 1;
        this.#points.start(POINTS[kind]);
        if (this.#primary !== undefined)
            this.#primary.left -= 1;
        if (kind === "read")
            return;
        this.#writesUnderWay += 1;
        this.#minute.start(1);
        this.#hour.start(1);
        this.#nextWriteAt = Math.max(this.#nextWriteAt, now) + this.#interval;
    }
    /** Notes that a request ended, with an answer or without. */
    end(kind, now) {
        this.#underWay -= 1;
        this.#points.end(POINTS[kind], now);
        if (kind === "read")
            return;
        this.#writesUnderWay -= 1;
        this.#minute.end(1, now);
        this.#hour.end(1, now);
    }
    /** Nothing leaves before that instant, and no burst follows it. */
    pause(until) {
        this.#pausedUntil = Math.max(this.#pausedUntil, until);
        this.#nextWriteAt = Math.max(this.#nextWriteAt, until + (this.#limits.burst - 1) * this.#interval);
    }
    /** Learns from an answer how the hourly limit stands; undefined when the service has none. */
    learn(standing, now) {
        this.#isLimited = standing !== undefined;
        if (standing === undefined)
            return;
        // Those under way may not be counted yet.
        const left = standing.remaining - this.#underWay;
        const resetAt = now + standing.resetInMs;
        const known = this.#primary;
        this.#primary =
            known !== undefined && resetAt < known.resetAt + SAME_RESET_MS
                ? { resetAt: known.resetAt, left: Math.min(known.left, left) }
                : { resetAt, left };
    }
    /** The least time in which so many writes can leave, those under way among them, milliseconds. */
    timeFor(writes, now) {
        const copy = this.#copy(now);
        let at = now;
        for (let write = this.#writesUnderWay; write < writes; write += 1) {
            at += copy.waitFor("write", at);
            copy.start("write", at);
            copy.end("write", at);
        }
        return at - now;
    }
    /** Milliseconds between two writes at the sustained rate. */
    get #interval() {
        return MINUTE_MS / this.#limits.writesPerMinute;
    }
    #primaryWait(now) {
        if (this.#primary === undefined || this.#primary.left > 0)
            return 0;
        const wait = this.#primary.resetAt - now;
        if (wait <= 0)
            this.#primary = undefined;
        return wait;
    }
    #copy(now) {
        const copy = new _a(this.#limits);
        copy.#points = this.#points.copy(now);
        copy.#minute = this.#minute.copy(now);
        copy.#hour = this.#hour.copy(now);
        copy.#nextWriteAt = this.#nextWriteAt;
        copy.#pausedUntil = this.#pausedUntil;
        copy.#primary = this.#primary && { ...this.#primary };
        copy.#isLimited = this.#isLimited;
        return copy;
    }
}
_a = Budget;

// EXTERNAL MODULE: ./node_modules/@octokit/endpoint/dist-bundle/index.js + 1 modules
var dist_bundle = __webpack_require__(5159);
;// CONCATENATED MODULE: ./src/github/client.ts

/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = "2022-11-28";
/**
 * A client of GitHub's REST API. Octokit's own builder makes the requests (templates, encoding,
 * headers); the rest of Octokit stays outside, because its errors keep remote texts and what was
 * sent, and because the first request would wait until it is loaded. Throws `TransportError` when no answer came.
 */
function createGitHubClient({ send, baseUrl, }) {
    const build = dist_bundle/* endpoint */.s.defaults({
        baseUrl: baseUrl.href.replace(/\/+$/u, ""),
        headers: {
            "user-agent": "astra-token-rotator",
            "x-github-api-version": API_VERSION,
        },
    });
    return ({ method, path, parameters }, authorize, purpose, options) => {
        const built = build(`${method} ${path}`, { ...parameters });
        const { url, headers } = built;
        const request = {
            method,
            url: new URL(url),
            headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
            ...bodyOf(built.body),
        };
        return send(request, purpose, {
            ...options,
            complete: async (request) => {
                const authorization = `Bearer ${(await authorize()).expose()}`;
                return { ...request, headers: { ...request.headers, authorization } };
            },
        });
    };
}
/** Octokit leaves an object for the body of a request, and an empty text where a PUT has none. */
function bodyOf(body) {
    if (body === undefined)
        return {};
    return { body: typeof body === "string" ? body : JSON.stringify(body) };
}

;// CONCATENATED MODULE: ./src/github/github-clock.ts
/** A clock that follows the latest `Date` header; both arguments tell milliseconds. */
function createGitHubClock(monotonic, wallTime) {
    let last;
    return {
        observe: ({ serverTime, receivedAt }) => {
            if (serverTime !== undefined)
                last = { serverTime, at: receivedAt };
        },
        now: () => last === undefined
            ? wallTime()
            : last.serverTime + (monotonic() - last.at),
    };
}

;// CONCATENATED MODULE: ./src/github/pace/pace.ts


/** The longest wait after limits that do not say how long, milliseconds; it doubles up to this. */
const LONGEST_PAUSE_MS = 15 * 60_000;
/** A pause ends this much later than asked for, milliseconds. */
const PAUSE_MARGIN_MS = 1_000;
/**
 * Holds the requests of one credential back to its budget, reads and writes in
 * the order in which they came. An answer that says to slow down stops all of
 * them for as long as it asks.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
function createPace({ budget, clock, isStopped }) {
    const lanes = { read: [], write: [] };
    let onEnd = [];
    let strikes = 0;
    let struckAt = -Infinity;
    const mayLeave = async (kind) => {
        const wait = budget.waitFor(kind, clock.now());
        if (wait === Infinity) {
            await new Promise((resolve) => onEnd.push(resolve));
        }
        else {
            await clock.sleep(wait);
        }
    };
    const work = async (kind) => {
        const lane = lanes[kind];
        for (let next = lane[0]; next !== undefined; next = lane[0]) {
            if (isStopped() || budget.waitFor(kind, clock.now()) <= 0) {
                budget.start(kind, clock.now());
                next();
                lane.shift();
            }
            else {
                await mayLeave(kind);
            }
        }
    };
    const learn = (outcome, startedAt) => {
        if (outcome instanceof TransportError)
            return;
        if (isRateLimit(outcome)) {
            // Those under way when the first was refused say the same thing once more.
            if (startedAt > struckAt)
                strikes += 1;
            struckAt = clock.now();
            const asked = waitAfterLimit(outcome);
            const wait = saysHowLong(outcome)
                ? asked
                : Math.min(asked * 2 ** (strikes - 1), LONGEST_PAUSE_MS);
            budget.pause(clock.now() + wait + PAUSE_MARGIN_MS);
        }
        else if (outcome.status < 400) {
            strikes = 0;
            budget.learn(standingOf(outcome), clock.now());
        }
    };
    return {
        admit: async (method) => {
            const kind = kindOf(method);
            await new Promise((resolve) => {
                lanes[kind].push(resolve);
                if (lanes[kind].length === 1)
                    void work(kind);
            });
            const startedAt = clock.now();
            const settle = (outcome) => {
                budget.end(kind, clock.now());
                learn(outcome, startedAt);
                const waiting = onEnd;
                onEnd = [];
                for (const wake of waiting)
                    wake();
            };
            return settle;
        },
    };
}
function kindOf(method) {
    return method === "GET" ? "read" : "write";
}
function saysHowLong({ header }) {
    return (header("retry-after") !== undefined ||
        header("x-ratelimit-remaining") === "0");
}
function standingOf(answer) {
    const remaining = numberOf(answer.header("x-ratelimit-remaining"));
    const reset = numberOf(answer.header("x-ratelimit-reset"));
    if (remaining === undefined || reset === undefined)
        return undefined;
    if (answer.serverTime === undefined)
        return undefined;
    return { remaining, resetInMs: reset * 1_000 - answer.serverTime + 1_000 };
}
function numberOf(text) {
    return /^\d{1,12}$/u.test(text ?? "") ? Number(text) : undefined;
}

;// CONCATENATED MODULE: ./src/github/ask.ts

/** Asks GitHub; every complete answer is returned, and what broke is thrown as a sentence with a remedy. */
async function ask(call, question, task) {
    try {
        const answer = await call(question);
        const { serverTime, receivedAt } = answer;
        return {
            answer,
            clock: serverTime === undefined
                ? undefined
                : { service: "github", serverTime, receivedAt },
        };
    }
    catch (thrown) {
        throw failures_brokenOf(thrown, task);
    }
}

;// CONCATENATED MODULE: ./src/github/repositories.ts






/** Reads repositories with one credential. */
function createRepositories(call, token) {
    const known = new Map();
    const look = (owner, repository) => readRepository(call, owner, repository, token);
    return {
        look,
        find: async (owner, repository) => {
            const key = `${owner}/${repository}`.toLowerCase();
            const found = known.get(key) ?? look(owner, repository);
            known.set(key, found);
            return await found;
        },
    };
}
/** https://docs.github.com/en/rest/repos/repos#get-a-repository */
async function readRepository(call, owner, repo, token) {
    const target = `${owner}/${repo}`;
    const task = {
        what: "read the repository",
        target,
        permission: permissionWords(METADATA, "read"),
        token,
    };
    const asked = await ask(call, {
        method: "GET",
        path: "/repos/{owner}/{repo}",
        parameters: { owner, repo },
    }, task);
    const { answer, clock } = asked;
    if (answer.status >= 300 && answer.status < 400) {
        throw await moved(call, target, asked);
    }
    if (answer.status !== 200)
        throw failures_failureOf(answer, task);
    const wire = readBody(RepositoryWire, answer.body);
    if (wire === undefined)
        throw failures_failureOf(answer, task);
    if (wire.full_name.toLowerCase() !== target.toLowerCase()) {
        throw movedTo(target, wire.full_name);
    }
    return { id: wire.id, archived: wire.archived, clock };
}
/** The new place of a repository, asked for by the numeric id that the redirect names. The redirect itself is not followed. */
async function moved(call, target, { answer }) {
    const url = readBody(MovedWire, answer.body)?.url ?? answer.header("location") ?? "";
    const id = /\/repositories\/(\d{1,15})(?:[/?]|$)/u.exec(url)?.[1];
    if (id === undefined)
        return movedTo(target, undefined);
    try {
        const there = await call({ method: "GET", path: "/repositories/{id}", parameters: { id } }, { once: true });
        if (isRateLimit(there))
            return movedTo(target, undefined);
        return movedTo(target, readBody(RepositoryWire, there.body)?.full_name);
    }
    catch {
        return movedTo(target, undefined);
    }
}
function movedTo(target, place) {
    return new rotation_errors/* RotationError */.FL({
        code: "target-moved",
        summary: `${target} was renamed or transferred${place === undefined ? "" : `: it is now ${place}`}.`,
        remedy: `Nothing was minted. Secrets are never written through a redirect; set the configuration to ${place ?? "the new name"}.`,
        rerun: "fix-first",
    });
}

;// CONCATENATED MODULE: ./src/github/routes.ts
/**
 * Where a target's secrets are.
 * https://docs.github.com/en/rest/actions/secrets and its sisters for Dependabot, Codespaces and agents
 */
function routesOf(spec) {
    if (spec.kind === "organization")
        return organizationRoutes(spec);
    const { owner, repository: repo } = spec;
    return below("/repos/{owner}/{repo}", { owner, repo }, spec);
}
/**
 * The same place by its repository's numeric id, which no rename and no new
 * repository of the same name changes; GitHub's own redirects lead there.
 */
function routesById(spec, id) {
    return below("/repositories/{repository_id}", { repository_id: id }, spec);
}
/** The secrets of a repository in a store, by name. */
function repositoryRoutes(store, owner, repo) {
    return {
        secrets: `/repos/{owner}/{repo}/${store}/secrets`,
        parameters: { owner, repo },
    };
}
/** Whether a name can be a part of a URL's path that stays where it is; a slash in it is encoded. */
function isSegment(name) {
    return !/^\.{0,2}$/u.test(name);
}
/** The Actions secrets of an environment, by name. */
function environmentRoutes(owner, repo, environment) {
    return {
        secrets: "/repos/{owner}/{repo}/environments/{environment_name}/secrets",
        parameters: { owner, repo, environment_name: environment },
    };
}
function organizationRoutes(spec) {
    return {
        secrets: `/orgs/{org}/${spec.store}/secrets`,
        parameters: { org: spec.organization },
    };
}
function below(repository, parameters, spec) {
    return spec.kind === "environment"
        ? {
            secrets: `${repository}/environments/{environment_name}/secrets`,
            parameters: { ...parameters, environment_name: spec.environment },
        }
        : { secrets: `${repository}/${spec.store}/secrets`, parameters };
}

;// CONCATENATED MODULE: ./src/github/secret-access.ts








/** What is done in a place, for the sentence that tells of its failure. */
function taskIn(spec, token) {
    const permission = permissionWords(permissionFor(spec), "write");
    const target = (0,target_spec/* nameOf */.Vb)(spec);
    return (what) => ({ what, target, permission, token });
}
/** Access to the secrets of one place. https://docs.github.com/en/rest/actions/secrets */
function createSecretAccess(call, spec, token) {
    const { secrets, parameters } = routesOf(spec);
    const task = taskIn(spec, token);
    const publicKey = async () => {
        const reading = task("read the public key for secrets");
        const path = `${secrets}/public-key`;
        const { answer, clock } = await ask(call, { method: "GET", path, parameters }, reading);
        if (answer.status !== 200)
            throw failures_failureOf(answer, reading);
        const wire = readBody(PublicKeyWire, answer.body);
        const key = wire === undefined ? undefined : readKey(wire.key);
        if (wire === undefined || key === undefined) {
            throw failures_failureOf(answer, reading);
        }
        return { value: { keyId: wire.key_id, key }, clock };
    };
    const metadata = async (secret) => {
        const reading = task(`read the date of the secret ${secret}`);
        const { answer, clock } = await ask(call, {
            method: "GET",
            path: `${secrets}/{secret_name}`,
            parameters: { ...parameters, secret_name: secret },
        }, reading);
        if (answer.status === 404) {
            return { value: { updatedAt: undefined, visibility: undefined }, clock };
        }
        if (answer.status !== 200)
            throw failures_failureOf(answer, reading);
        const wire = readBody(SecretMetadataWire, answer.body);
        const isWhole = spec.kind !== "organization" || wire?.visibility !== undefined;
        if (wire === undefined || !isWhole)
            throw failures_failureOf(answer, reading);
        const { updated_at: updatedAt, visibility } = wire;
        return { value: { updatedAt, visibility }, clock };
    };
    return {
        publicKey,
        metadata,
        write: async (secret, value, key, put) => {
            const writing = task(`write the secret ${secret}`);
            let mayHaveActed = false;
            try {
                const answer = await put(secret, await sealed(value, key));
                if (answer.status !== 422) {
                    return { secretName: secret, answer: judge(answer, writing) };
                }
                mayHaveActed = answer.earlierEffect === "possible";
                // The key may have changed since it was read: fetch it anew, once.
                const { value: fresh } = await publicKey();
                const second = await put(secret, await sealed(value, fresh));
                return {
                    secretName: secret,
                    answer: judge(carryEarlierEffect(answer, second), writing),
                };
            }
            catch (thrown) {
                const answer = mayHaveActed
                    ? { kind: "unknown", error: failures_brokenOf(thrown, writing) }
                    : judgeBroken(thrown, writing);
                return { secretName: secret, answer };
            }
        },
    };
}
/** A later answer to the same write, with what an earlier sending may have done. */
function carryEarlierEffect(earlier, later) {
    return earlier.earlierEffect === "possible"
        ? { ...later, earlierEffect: "possible" }
        : later;
}
async function sealed(value, key) {
    return { encrypted_value: await seal(value, key), key_id: key.keyId };
}
/** A write is refused for certain only when no earlier sending of it may have been carried out. */
function judge(answer, task) {
    if (answer.status === 201 || answer.status === 204) {
        return { kind: "done", writtenAt: answer.serverTime };
    }
    const error = failures_failureOf(answer, task);
    const isCertain = answer.status >= 300 &&
        answer.status < 500 &&
        answer.status !== 408 &&
        answer.earlierEffect === "none";
    return { kind: isCertain ? "refused" : "unknown", error };
}
/** Of a request that was never sent, and of an error other than the transport's, nothing can have come. */
function judgeBroken(thrown, task) {
    const error = failures_brokenOf(thrown, task);
    const isSent = thrown instanceof TransportError && thrown.delivery === "unknown";
    if (isSent)
        return { kind: "unknown", error };
    return error.code === "cancelled"
        ? { kind: "not-attempted" }
        : { kind: "refused", error };
}

;// CONCATENATED MODULE: ./src/github/workflow-runs.ts





/** A run that has ended can read nothing any more; these have not. https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository */
const ACTIVE = [
    "queued",
    "in_progress",
    "requested",
    "waiting",
    "pending",
];
/** The longest that GitHub lets a run last, waits included. https://docs.github.com/en/actions/reference/limits */
const LONGEST_RUN_MS = 35 * 86_400_000;
/** A run queued this long after a write may still have been given the old value, milliseconds. */
const SEEN_LATE_MS = 60_000;
/** Looks for runs with one credential; each repository once for the same instant. */
function createWorkflowRuns(call, token, clock) {
    const known = new Map();
    return {
        readersIn: (owner, repository, replacedAt) => {
            const key = `${owner}/${repository}@${String(replacedAt)}`.toLowerCase();
            const found = known.get(key) ??
                look(call, owner, repository, token, clock.now(), replacedAt);
            known.set(key, found);
            return found;
        },
    };
}
async function look(call, owner, repo, token, now, replacedAt) {
    const since = now - LONGEST_RUN_MS;
    const until = replacedAt + SEEN_LATE_MS;
    if (until < since)
        return { kind: "none" };
    const created = until === Infinity ? `>=${iso(since)}` : `${iso(since)}..${iso(until)}`;
    const task = {
        what: "list the workflow runs",
        target: `${owner}/${repo}`,
        permission: permissionWords(ACTIONS, "read"),
        token,
    };
    try {
        const counts = await Promise.all(ACTIVE.map(async (status) => {
            const { answer } = await ask(call, {
                method: "GET",
                path: "/repos/{owner}/{repo}/actions/runs",
                parameters: { owner, repo, status, created, per_page: 1 },
            }, task);
            const wire = answer.status === 200
                ? readBody(RunListWire, answer.body)
                : undefined;
            if (wire === undefined)
                throw failures_failureOf(answer, task);
            return wire.total_count;
        }));
        return { kind: counts.some((count) => count > 0) ? "active" : "none" };
    }
    catch (thrown) {
        return { kind: "unreadable", error: (0,rotation_errors/* asRotationError */.fq)(thrown) };
    }
}
function iso(epochMilliseconds) {
    return new Date(epochMilliseconds).toISOString().replace(/\.\d+Z$/u, "Z");
}

;// CONCATENATED MODULE: ./src/github/accounts.ts











/** How many targets of an account are worked on at once: enough to keep its budget busy; the requests of more would only wait in memory. */
const AT_ONCE = 24;
/**
 * Opens an account for every owner. A token that was given serves all of them
 * and has one budget; a GitHub App has a token and a budget for each.
 */
function openAccounts(options) {
    const { credential, clock } = options;
    const githubClock = createGitHubClock(() => clock.now(), options.wallTime);
    const request = createGitHubClient(options);
    switch (credential.kind) {
        case "token": {
            const { token } = credential;
            const account = createAccount(options, githubClock, (question, more) => request(question, () => Promise.resolve(token), "rotate", more));
            return { of: () => account, close: () => Promise.resolve() };
        }
        case "app":
            return openAppAccounts(options, credential, githubClock, request);
        default:
            return credential;
    }
}
function createAccount({ clock, isStopped, tokenKind }, githubClock, sending) {
    const budget = new Budget();
    const pace = createPace({ budget, clock, isStopped });
    const call = async (question, options) => {
        const answer = await sending(question, { ...options, pace });
        githubClock.observe(answer);
        return answer;
    };
    return {
        call,
        budget,
        inTurn: (0,p_limit/* default */.A)(AT_ONCE),
        token: tokenKind,
        repositories: createRepositories(call, tokenKind),
        runs: createWorkflowRuns(call, tokenKind, githubClock),
    };
}
function openAppAccounts(options, identity, clock, request) {
    const { specs, drain, mask } = options;
    const app = { identity, request, clock, mask };
    const all = [];
    const accounts = new Map();
    for (const owner of specs.map(target_spec/* ownerOf */.bf)) {
        const key = owner.toLowerCase();
        if (accounts.has(key))
            continue;
        const tokens = createAppTokens(app, needsOf(owner, specs, drain));
        all.push(tokens);
        accounts.set(key, createAccount({ ...options, tokenKind: "app" }, clock, (...sending) => sendWith(tokens, request, ...sending)));
    }
    return {
        of: (spec) => {
            const account = accounts.get((0,target_spec/* ownerOf */.bf)(spec).toLowerCase());
            if (account === undefined)
                throw new Error("no account for a target");
            return account;
        },
        close: async () => {
            await Promise.all(all.map((tokens) => tokens.revoke()));
        },
    };
}
/** Sends with the token of the moment; once more with a fresh one when GitHub does not know it any more. */
async function sendWith(tokens, request, ...[question, more]) {
    let used = await tokens.current();
    const authorize = async () => {
        used = await tokens.current();
        return used;
    };
    const answer = await request(question, authorize, "rotate", more);
    if (answer.status !== 401)
        return answer;
    tokens.discard(used);
    return carryEarlierEffect(answer, await request(question, authorize, "rotate", more));
}

;// CONCATENATED MODULE: ./src/github/numeric-ids.ts




/**
 * Looks numbers up with the targets' own accounts, and only what the
 * environment does not say already. Repositories share the read that the
 * observation makes anyway.
 */
function createNumericIds(accountOf, known) {
    const organizations = new Map();
    const repository = async (owner, name) => {
        const account = accountOf(owner);
        return (await account?.repositories.find(owner, name))?.id;
    };
    const organization = (login) => {
        const key = login.toLowerCase();
        const account = accountOf(login);
        if (key === known?.login.toLowerCase())
            return Promise.resolve(known.id);
        if (account === undefined)
            throw new Error("no account for a target");
        const found = organizations.get(key) ?? numeric_ids_readOrganization(account, login);
        organizations.set(key, found);
        return found;
    };
    return {
        repository,
        scope: async (spec) => {
            if (spec.kind === "organization") {
                return await organization(spec.organization);
            }
            const id = await repository(spec.owner, spec.repository);
            if (id === undefined)
                throw new Error("no account for a target");
            return id;
        },
    };
}
/** https://docs.github.com/en/rest/orgs/orgs#get-an-organization */
async function numeric_ids_readOrganization({ call, token }, org) {
    const task = {
        what: "read the organization",
        target: org,
        permission: permissionWords(METADATA, "read"),
        token,
    };
    const { answer } = await ask(call, { method: "GET", path: "/orgs/{org}", parameters: { org } }, task);
    const wire = answer.status === 200 ? readBody(OrganizationWire, answer.body) : undefined;
    if (wire === undefined)
        throw failures_failureOf(answer, task);
    return wire.id;
}

;// CONCATENATED MODULE: ./src/github/pace/fan-out.ts

/** How often progress is told at most, milliseconds; what is over sooner needs none. */
const TELL_EVERY_MS = 15_000;
/** The shortest rest that is told, milliseconds. */
const WORTH_TELLING_MS = 1_000;
/** What a run needs beside its writes, milliseconds. */
const OVERHEAD_MS = 10_000;
/** How much longer than its least time a fan-out may take. */
const SLOWNESS = 1.03;
/** Follows the work on so many targets. */
function createFanOut(targets, shares, clock, tell) {
    const left = new Map(shares);
    const total = sum(shares);
    const began = clock.now();
    let read = 0;
    let toldAt = began;
    let isWriting = false;
    const timeLeft = () => Math.max(0, ...[...left].map(([budget, writes]) => budget.timeFor(writes, clock.now())));
    const tellAtTimes = (progress, isDue = clock.now() - toldAt >= TELL_EVERY_MS) => {
        if (!isDue)
            return;
        toldAt = clock.now();
        const now = progress();
        if (now.remainingMs >= WORTH_TELLING_MS)
            tell(now);
    };
    const writing = () => ({
        what: "written",
        done: total - sum(left),
        total,
        remainingMs: timeLeft(),
    });
    return {
        recordRead: () => {
            read += 1;
            if (read >= targets)
                return;
            const elapsed = clock.now() - began;
            tellAtTimes(() => ({
                what: "read",
                done: read,
                total: targets,
                remainingMs: (elapsed / read) * (targets - read),
            }));
        },
        startWrites: () => {
            if (isWriting)
                return;
            isWriting = true;
            tellAtTimes(writing, timeLeft() >= TELL_EVERY_MS);
        },
        recordWrite: (budget, secrets) => {
            left.set(budget, (left.get(budget) ?? 0) - secrets);
            if (sum(left) > 0)
                tellAtTimes(writing);
        },
        tooLong: (elapsedMs, remainingMs) => {
            const least = timeLeft();
            const needed = least * SLOWNESS + OVERHEAD_MS;
            if (least === 0 || needed <= remainingMs)
                return undefined;
            return tooLong(total, least, remainingMs, elapsedMs + needed);
        },
    };
}
function tooLong(writes, leastMs, remainingMs, neededMs) {
    const minutes = (milliseconds) => String(Math.ceil(milliseconds / 60_000));
    return new rotation_errors/* RotationError */.FL({
        code: "fan-out-too-long",
        summary: `GitHub's limits let the action write ${String(writes)} secrets in ${minutes(leastMs)} minutes at the earliest, and of \`run-timeout\` less than ${minutes(remainingMs)} are left.`,
        remedy: `Nothing was minted. Set \`run-timeout\` to ${minutes(neededMs + 60_000)}m or more, and \`timeout-minutes\` of the job above it; or use a secret of the organization in place of one in each repository.`,
        rerun: "fix-first",
    });
}
function sum(numbers) {
    return [...numbers.values()].reduce((a, b) => a + b, 0);
}

// EXTERNAL MODULE: ./src/github/plain-values.ts
var plain_values = __webpack_require__(7406);
// EXTERNAL MODULE: ./src/rotation/observe.ts
var observe = __webpack_require__(8302);
;// CONCATENATED MODULE: ./src/github/pages.ts



/** The largest page that GitHub gives. */
const PAGE_SIZE = 100;
/** The most pages of one list that are read. */
const MAX_PAGES = 100;
/**
 * Reads a list whole, however many pages it has: the later ones at once when
 * the first tells their number, else one by one until there are `atMost`.
 * Throws when a page cannot be read, or when there are more than 10,000 items.
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
async function readPages(call, question, task, parse, atMost = Infinity) {
    const readPage = async (number) => {
        const { answer } = await ask(call, {
            method: "GET",
            path: question.path,
            parameters: {
                ...question.parameters,
                per_page: PAGE_SIZE,
                ...(number === 1 ? {} : { page: number }),
            },
        }, task);
        const page = answer.status === 200 ? parse(answer) : undefined;
        if (page === undefined)
            throw failures_failureOf(answer, task);
        const hasNext = /;\s*rel="next"/u.test(answer.header("link") ?? "");
        return { ...page, hasNext };
    };
    const first = await readPage(1);
    const items = [...first.items];
    if (first.total !== undefined) {
        const pages = Math.ceil(first.total / PAGE_SIZE);
        if (pages > MAX_PAGES)
            throw tooMany(task);
        const numbers = Array.from({ length: Math.max(pages - 1, 0) }, (_, n) => n);
        const others = await Promise.all(numbers.map((n) => readPage(n + 2)));
        return [...items, ...others.flatMap((page) => page.items)];
    }
    let page = first;
    for (let number = 2; page.hasNext && items.length < atMost; number += 1) {
        if (number > MAX_PAGES)
            throw tooMany(task);
        page = await readPage(number);
        items.push(...page.items);
    }
    return items;
}
function tooMany({ what, target }) {
    return new rotation_errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `There are more than ${String(MAX_PAGES * PAGE_SIZE)} entries to ${what} of ${target}.`,
        remedy: "The action does not go through so many.",
        rerun: "fix-first",
    });
}

;// CONCATENATED MODULE: ./src/github/organization-access.ts









/** The access to an organization's secrets, as a target's configuration has it. */
function createOrganizationAccess(call, spec, token, repositories) {
    const { secrets, parameters } = routesOf(spec);
    const { access: wish, organization } = spec;
    const names = wish.kind === "selected" ? wish.repositories : undefined;
    let resolved;
    /** https://docs.github.com/en/rest/actions/secrets#list-selected-repositories-for-an-organization-secret */
    const selected = async (secret) => {
        const task = taskIn(spec, token)(`list the repositories of the secret ${secret}`);
        let total = 0;
        const listed = await readPages(call, {
            path: `${secrets}/{secret_name}/repositories`,
            parameters: { ...parameters, secret_name: secret },
        }, task, ({ body }) => {
            const wire = readBody(SelectedRepositoriesWire, body);
            if (wire === undefined)
                return undefined;
            total = Math.max(total, wire.total_count);
            return { items: wire.repositories, total: wire.total_count };
        });
        // A list with gaps, written back, would take the secret from somebody.
        if (new Set(listed.map(({ id }) => id)).size !== total) {
            throw unseen(spec, secret, total);
        }
        return listed;
    };
    /** One answer that says "not found" must not make a secret private that some repositories were selected for. */
    const requireAbsent = async (secret) => {
        const task = taskIn(spec, token)(`find out who may read ${secret}`);
        const { answer } = await ask(call, {
            method: "GET",
            path: `${secrets}/{secret_name}/repositories`,
            parameters: { ...parameters, secret_name: secret },
        }, task);
        if (answer.status === 404)
            return;
        throw answer.status === 200
            ? contradiction(spec, secret)
            : failures_failureOf(answer, task);
    };
    return {
        resolve: async () => {
            if (names === undefined)
                return;
            resolved = await (0,observe/* everyOne */.I)(names.map(async (name) => {
                const { id } = await repositories.find(organization, name);
                return { id, name };
            }));
        },
        wanted: async (secret, { updatedAt, visibility = "private" }) => {
            switch (wish.kind) {
                case "all":
                case "private":
                    return { visibility: wish.kind, selected: [] };
                case "as-is":
                    if (updatedAt === undefined)
                        await requireAbsent(secret);
                    return visibility === "selected"
                        ? { visibility, selected: await selected(secret) }
                        : { visibility, selected: [] };
                case "selected":
                    if (names !== undefined && resolved === undefined) {
                        throw new Error("names were not resolved");
                    }
                    if (resolved !== undefined) {
                        return { visibility: "selected", selected: resolved };
                    }
                    if (updatedAt === undefined || visibility !== "selected") {
                        throw nothingSelected(spec, secret);
                    }
                    return { visibility: "selected", selected: await selected(secret) };
                default:
                    return wish;
            }
        },
    };
}
/** Ids as each store wants them: Dependabot's description shows strings, the others' integers. */
function accessBody(store, { visibility, selected }) {
    return visibility === "selected"
        ? {
            visibility,
            selected_repository_ids: selected.map(({ id }) => store === "dependabot" ? String(id) : id),
        }
        : { visibility };
}
function unseen(spec, secret, total) {
    return new rotation_errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `GitHub does not show all ${String(total)} repositories that may read ${secret} of ${(0,target_spec/* nameOf */.Vb)(spec)}.`,
        remedy: "Writing the list back with gaps would take the secret from some of them. Give the credential access to all of them, or name them under `repositories`.",
        rerun: "fix-first",
    });
}
function contradiction(spec, secret) {
    return new rotation_errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `GitHub says that the secret ${secret} of ${(0,target_spec/* nameOf */.Vb)(spec)} is not there, but also who may read it.`,
        remedy: "Who may read it is not known, so it was not written. If it persists, set `visibility` for this target.",
        rerun: "safe",
    });
}
function nothingSelected(spec, secret) {
    return new rotation_errors/* RotationError */.FL({
        code: "target-missing",
        summary: `${secret} of ${(0,target_spec/* nameOf */.Vb)(spec)} has no list of selected repositories that could be kept.`,
        remedy: "Nothing was minted. Name the repositories under `repositories`, beside `visibility: selected`.",
        rerun: "fix-first",
    });
}

;// CONCATENATED MODULE: ./src/github/organization-repositories.ts



/**
 * The names of the repositories that may read secrets of such an access, at
 * most so many. Throws when they cannot be listed.
 */
async function listRepositories(account, spec, accesses, atMost = Infinity) {
    const names = new Set(accesses.flatMap(({ selected }) => selected.map(({ name }) => name)));
    const isForAll = accesses.some(({ visibility }) => visibility === "all");
    if (isForAll || accesses.some(({ visibility }) => visibility === "private")) {
        const listed = await listOwn(account, spec, atMost);
        for (const { name, private: isPrivate } of listed) {
            if (isForAll || isPrivate)
                names.add(name);
        }
    }
    return [...names].slice(0, atMost);
}
/** https://docs.github.com/en/rest/repos/repos#list-organization-repositories */
async function listOwn({ call, token }, { organization }, atMost) {
    const task = {
        what: "list the repositories",
        target: `organization ${organization}`,
        permission: permissionWords(METADATA, "read"),
        token,
    };
    return await readPages(call, {
        path: "/orgs/{org}/repos",
        parameters: { org: organization, type: "all" },
    }, task, ({ body }) => {
        const wire = readBody(RepositoryListWire, body);
        return wire && { items: wire, total: undefined };
    }, atMost);
}

;// CONCATENATED MODULE: ./src/github/shadows.ts





/**
 * The places below a repository that win over a target: its environments and,
 * for a target above the repository, the repository itself. Never throws: what
 * may not be read is not looked at.
 * https://docs.github.com/en/actions/reference/security/secrets
 */
async function overridesBelow({ call: patient, token }, place, search) {
    const { owner, repository, store } = place;
    // Nothing depends on these reads, so none is sent twice.
    const call = (question) => patient(question, { once: true });
    const task = (what) => ({
        what,
        target: `${owner}/${repository}`,
        permission: permissionWords(ENVIRONMENTS, "read"),
        token,
    });
    const lookInto = async (spec, routes) => {
        if (search.isTarget(spec))
            return [];
        const found = await readPages(call, { path: routes.secrets, parameters: routes.parameters }, task("list the secrets"), ({ body }) => {
            const wire = readBody(SecretListWire, body);
            return wire && { items: wire.secrets, total: wire.total_count };
        });
        const present = new Set(found.map(({ name }) => name.toUpperCase()));
        return search.names
            .filter((name) => present.has(name))
            .map((secretName) => ({
            target: search.target,
            secretName,
            by: (0,target_spec/* nameOf */.Vb)(spec),
        }));
    };
    const environments = async () => {
        if (store !== "actions")
            return [];
        const listed = await readPages(call, {
            path: "/repos/{owner}/{repo}/environments",
            parameters: { owner, repo: repository },
        }, task("list the environments"), ({ body }) => {
            const wire = readBody(EnvironmentListWire, body);
            return wire && { items: wire.environments, total: wire.total_count };
        });
        const shadows = listed
            .filter(({ name }) => isSegment(name))
            .map(({ name: environment }) => quietly(lookInto({ kind: "environment", store, owner, repository, environment }, environmentRoutes(owner, repository, environment))));
        return (await Promise.all(shadows)).flat();
    };
    const itself = () => search.isAbove
        ? lookInto({ kind: "repository", store, owner, repository }, repositoryRoutes(store, owner, repository))
        : Promise.resolve([]);
    const found = await Promise.all([quietly(environments()), quietly(itself())]);
    return found.flat();
}
async function quietly(search) {
    try {
        return await search;
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: ./src/github/organization-store.ts








/** In how many of its repositories an organization's target is looked for in the shadow of another secret. */
const MAX_SHADOW_REPOSITORIES = 100;
/** How many repositories are asked for their runs at once; the first active run ends the search. */
const RUNS_AT_ONCE = 20;
/** The secrets of an organization. */
function createOrganizationStore(options) {
    const { account, spec, names, name: target } = options;
    const { call, token } = account;
    const access = createSecretAccess(call, spec, token);
    const visibility = createOrganizationAccess(call, spec, token, account.repositories);
    const secretNames = (0,plain_values/* writtenNames */.u)(names);
    let observed;
    /** The access of a secret, wanted anew right before it is written: what somebody changed meanwhile stays changed. */
    const wanted = async (secret) => {
        const present = await access.metadata(secret);
        return await visibility.wanted(secret, present.value);
    };
    const look = async (secret) => {
        const { value: present, clock } = await access.metadata(secret);
        await visibility.resolve();
        return {
            cell: { target, secretName: secret, updatedAt: present.updatedAt },
            access: await visibility.wanted(secret, present),
            clock,
        };
    };
    const shadows = async (accesses) => {
        const search = { target, isAbove: true, names: secretNames };
        const { isTarget } = options;
        const visible = await listRepositories(account, spec, accesses, MAX_SHADOW_REPOSITORIES).catch(() => []);
        const found = await Promise.all(visible.map((repository) => overridesBelow(account, { owner: spec.organization, repository, store: spec.store }, { ...search, isTarget })));
        return found.flat();
    };
    const writeOne = async (secret, value, key) => {
        let body;
        try {
            body = accessBody(spec.store, await wanted(secret));
        }
        catch (thrown) {
            const task = taskIn(spec, token)(`write the secret ${secret}`);
            return { secretName: secret, answer: judgeBroken(thrown, task) };
        }
        const { secrets, parameters } = routesOf(spec);
        const put = (name, sealed) => call({
            method: "PUT",
            path: `${secrets}/{secret_name}`,
            parameters: { ...parameters, secret_name: name, ...sealed, ...body },
        });
        return await access.write(secret, value, key, put);
    };
    return {
        name: target,
        observe: async () => {
            const reads = {
                key: access.publicKey(),
                names: visibility.resolve(),
                looks: (0,observe/* everyOne */.I)(secretNames.map(look)),
            };
            await Promise.allSettled(Object.values(reads));
            // Without the key no secret can be read either, which would only repeat it.
            await (0,observe/* everyOne */.I)([reads.key, reads.names]);
            const key = await reads.key;
            const looks = await reads.looks;
            observed = {
                key: key.value,
                access: new Map(looks.map(({ cell, access }) => [cell.secretName, access])),
            };
            return {
                secrets: looks.map(({ cell }) => cell),
                overrides: await shadows(looks.map(({ access }) => access)),
                clocks: [key.clock, ...looks.map(({ clock }) => clock)].filter((clock) => clock !== undefined),
            };
        },
        reread: async () => {
            const reads = await (0,observe/* everyOne */.I)(secretNames.map(async (secret) => ({
                secret,
                ...(await access.metadata(secret)),
            })));
            return reads.map(({ secret, value: { updatedAt } }) => ({
                target,
                secretName: secret,
                updatedAt,
            }));
        },
        activeRuns: (replacedAt) => spec.store === "codespaces"
            ? Promise.resolve({ kind: "none" })
            : readersIn(options, [...(observed?.access.values() ?? [])], replacedAt),
        publish: async (credential) => {
            if (observed === undefined)
                throw new Error("published before observed");
            const { key } = observed;
            return await Promise.all((0,plain_values/* secretValues */.V)(names, credential).map(([name, value]) => writeOne(name, value, key)));
        },
    };
}
/** Looks for active runs in every repository that may read the secrets. */
async function readersIn({ account, spec }, accesses, replacedAt) {
    try {
        const visible = await listRepositories(account, spec, accesses);
        for (let at = 0; at < visible.length; at += RUNS_AT_ONCE) {
            const seen = await Promise.all(visible
                .slice(at, at + RUNS_AT_ONCE)
                .map((repository) => account.runs.readersIn(spec.organization, repository, replacedAt)));
            const holder = seen.find(({ kind }) => kind !== "none");
            if (holder !== undefined)
                return holder;
        }
        return { kind: "none" };
    }
    catch (thrown) {
        return { kind: "unreadable", error: (0,rotation_errors/* asRotationError */.fq)(thrown) };
    }
}

;// CONCATENATED MODULE: ./src/github/repository-store.ts






/** The secrets of a repository or of one of its environments. */
function createRepositoryStore(options) {
    const { account, spec, names, name: target } = options;
    const { owner, repository, store } = spec;
    const access = createSecretAccess(account.call, spec, account.token);
    const secretNames = (0,plain_values/* writtenNames */.u)(names);
    let observed;
    const readCell = async (secret) => {
        const { value, clock } = await access.metadata(secret);
        const cell = {
            target,
            secretName: secret,
            updatedAt: value.updatedAt,
        };
        return { cell, clock };
    };
    return {
        name: target,
        observe: async () => {
            const shadows = spec.kind === "environment"
                ? Promise.resolve([])
                : overridesBelow(account, spec, {
                    target,
                    isAbove: false,
                    names: secretNames,
                    isTarget: options.isTarget,
                });
            const reads = {
                place: account.repositories.find(owner, repository),
                key: access.publicKey(),
                cells: (0,observe/* everyOne */.I)(secretNames.map(readCell)),
            };
            await Promise.allSettled(Object.values(reads));
            // Where the place itself is wrong, everything below it fails too and would only repeat it.
            const place = await reads.place;
            if (place.archived)
                throw archived(`${owner}/${repository}`);
            const key = await keyOf(reads.key, options);
            const cells = await reads.cells;
            observed = { id: place.id, key: key.value };
            return {
                secrets: cells.map(({ cell }) => cell),
                overrides: await shadows,
                clocks: [
                    place.clock,
                    key.clock,
                    ...cells.map(({ clock }) => clock),
                ].filter((clock) => clock !== undefined),
            };
        },
        reread: async () => {
            const cells = await (0,observe/* everyOne */.I)(secretNames.map(readCell));
            return cells.map(({ cell }) => cell);
        },
        activeRuns: (replacedAt) => store === "codespaces"
            ? Promise.resolve({ kind: "none" })
            : account.runs.readersIn(owner, repository, replacedAt),
        publish: async (credential) => {
            if (observed === undefined)
                throw new Error("published before observed");
            const { id, key } = observed;
            const put = pinnedPut(options, id);
            return await Promise.all((0,plain_values/* secretValues */.V)(names, credential).map(([name, value]) => access.write(name, value, key, put)));
        },
    };
}
/**
 * Writes to the repository of that id and to no other, whatever it is called by
 * now. A server that does not know paths by id is written to by name, after
 * one more look at whose name it is.
 */
function pinnedPut({ account, spec }, id) {
    const put = async ({ secrets, parameters }, ...[secret, body]) => await account.call({
        method: "PUT",
        path: `${secrets}/{secret_name}`,
        parameters: { ...parameters, secret_name: secret, ...body },
    });
    const isStillThere = async () => {
        try {
            const { owner, repository } = spec;
            return (await account.repositories.look(owner, repository)).id === id;
        }
        catch {
            return false;
        }
    };
    return async (secret, body) => {
        const byId = await put(routesById(spec, id), secret, body);
        if (byId.status !== 404 || !(await isStillThere()))
            return byId;
        return carryEarlierEffect(byId, await put(routesOf(spec), secret, body));
    };
}
/** The key, or a sentence: an environment's key is missing exactly when the environment is. */
async function keyOf(reading, { spec, name }) {
    try {
        return await reading;
    }
    catch (thrown) {
        const isMissing = thrown instanceof rotation_errors/* RotationError */.FL && thrown.code === "target-missing";
        throw isMissing && spec.kind === "environment"
            ? noEnvironment(name)
            : thrown;
    }
}
function archived(repository) {
    return new rotation_errors/* RotationError */.FL({
        code: "target-archived",
        summary: `${repository} is archived, so its secrets cannot be written.`,
        remedy: "Nothing was minted. Unarchive it, or take it out of the configuration.",
        rerun: "fix-first",
    });
}
function noEnvironment(target) {
    return new rotation_errors/* RotationError */.FL({
        code: "target-missing",
        summary: `There is no ${target}.`,
        remedy: "Nothing was minted, and the action never creates environments. Create it (repository Settings → Environments), or correct its name in the workflow.",
        rerun: "fix-first",
    });
}

;// CONCATENATED MODULE: ./src/github/target-store.ts


/** One place's secrets as a target of the protocol. */
function createTargetStore(options) {
    const { spec } = options;
    return spec.kind === "organization"
        ? createOrganizationStore({ ...options, spec })
        : createRepositoryStore({ ...options, spec });
}

;// CONCATENATED MODULE: ./src/github/targets.ts






/** Opens all targets of a run. */
function openTargets(options) {
    const { specs, names, clock } = options;
    const accounts = openAccounts(options);
    const places = new Set(specs.map(target_spec/* placeKey */.r4));
    const isTarget = (spec) => places.has((0,target_spec/* placeKey */.r4)(spec));
    const secrets = (0,plain_values/* writtenNames */.u)(names).length;
    const shares = new Map();
    for (const spec of specs) {
        const { budget } = accounts.of(spec);
        shares.set(budget, (shares.get(budget) ?? 0) + secrets);
    }
    const fanOut = createFanOut(specs.length, shares, clock, (progress) => {
        options.onProgress(progress);
    });
    const called = uniqueNames(specs);
    const accountOf = (owner) => {
        // A token that was given serves every owner.
        const spec = specs.find((one) => (0,target_spec/* ownerOf */.bf)(one).toLowerCase() === owner.toLowerCase()) ??
            (options.credential.kind === "token" ? specs[0] : undefined);
        return spec === undefined ? undefined : accounts.of(spec);
    };
    return {
        ids: createNumericIds(accountOf, options.knownAccount),
        stores: specs.map((spec, index) => {
            const account = accounts.of(spec);
            const name = called[index] ?? (0,target_spec/* nameOf */.Vb)(spec);
            const store = createTargetStore({ account, spec, name, names, isTarget });
            return followed(store, account, secrets, fanOut);
        }),
        tooLong: (elapsedMs, remainingMs) => fanOut.tooLong(elapsedMs, remainingMs),
        close: () => accounts.close(),
    };
}
/** A store whose work is counted, and waits for its turn. */
function followed(store, { budget, inTurn }, secrets, fanOut) {
    return {
        ...store,
        observe: () => inTurn(async () => {
            const sighting = await store.observe();
            fanOut.recordRead();
            return sighting;
        }),
        publish: (credential) => inTurn(async () => {
            fanOut.startWrites();
            try {
                return await store.publish(credential);
            }
            finally {
                fanOut.recordWrite(budget, secrets);
            }
        }),
    };
}
/** The targets' names; two that look alike once they are made inert are numbered. */
function uniqueNames(specs) {
    const seen = new Map();
    return specs.map((spec) => {
        const name = (0,target_spec/* nameOf */.Vb)(spec);
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        return count === 1 ? name : `${name} (${String(count)})`;
    });
}

;// CONCATENATED MODULE: ./src/github/token-kind.ts
/** The App behind every workflow's own token; since 2026 the id is part of the token's text. */
const ACTIONS_APP_ID = "15368";
/**
 * Reads a token's kind off its prefix, and nothing else of it: lengths and
 * bodies are not promised. `workflowToken` is the job's own token where it is known.
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
function tokenKindOf(token, workflowToken) {
    const text = token.expose();
    if (text === workflowToken?.expose())
        return "workflow";
    if (text.startsWith(`ghs_${ACTIONS_APP_ID}_`))
        return "workflow";
    if (text.startsWith("ghs_"))
        return "installation";
    if (text.startsWith("github_pat_"))
        return "fine-grained";
    if (text.startsWith("ghp_"))
        return "classic";
    return "unknown";
}

// EXTERNAL MODULE: ./src/action/identity.ts
var identity = __webpack_require__(2634);
;// CONCATENATED MODULE: ./src/action/compose.ts








/** Makes the adapters of both services. */
function composeAdapters(inputs, workflow, materials) {
    const { send, mask, remainingMs, stopSignal: lifeline } = materials;
    const { github } = inputs;
    const targets = openTargets({
        ...materials,
        baseUrl: inputs.githubApiUrl,
        credential: github,
        tokenKind: github.kind === "token"
            ? tokenKindOf(github.token, materials.workflowToken)
            : "app",
        specs: inputs.targets,
        names: inputs.secretNames,
        drain: inputs.drain,
        isStopped: () => lifeline.stopped() !== undefined,
        knownAccount: workflow.account,
    });
    const lineage = (0,identity/* lineageOf */.bQ)(inputs, workflow, targets.ids);
    const issuer = createIssuer({
        client: createAstraClient(send, inputs.astraApiUrl),
        adminToken: inputs.astraToken,
        adminClientId: (0,credential_wire/* clientIdOf */.A)(inputs.astraToken) ?? "",
        previousToken: inputs.previousToken,
        // Nothing is minted in this mode, so no role may stand in its way.
        roles: inputs.mode === "retire" ? [] : inputs.roles,
        mask,
        sleep: (milliseconds) => materials.clock.sleep(milliseconds),
    });
    return {
        issuer: {
            ...issuer,
            organization: async () => {
                const organization = issuer.organization();
                await (0,observe/* everyOne */.I)([lineage, organization]);
                return await organization;
            },
            mint: async (order, purpose) => {
                const left = remainingMs();
                const error = targets.tooLong(inputs.runTimeoutMs - left, left);
                if (error !== undefined)
                    return { kind: "refused", error };
                const minted = await issuer.mint(order, purpose);
                // While the credential is tested there is time for it; whoever seals is told when it fails.
                setImmediate(() => {
                    prepareSealing().catch(() => undefined);
                });
                return minted;
            },
        },
        targets: targets.stores,
        lineage: lineage.catch(() => identity/* NAMELESS */.Z$),
        close: () => targets.close(),
    };
}

;// CONCATENATED MODULE: ./src/action/head-start.ts
/**
 * Begins the reads of the observation at once, so that they are under way while the rest of the
 * program is being loaded. The first call of each read gets what was begun; later ones read anew.
 */
function withHeadStart(adapters) {
    const { issuer, targets } = adapters;
    const list = firstAhead(() => issuer.list("rotate"));
    return {
        ...adapters,
        issuer: {
            ...issuer,
            organization: firstAhead(() => issuer.organization()),
            roles: firstAhead(() => issuer.roles()),
            list: (purpose) => (purpose === "rotate" ? list() : issuer.list(purpose)),
        },
        targets: targets.map((store) => ({
            ...store,
            observe: firstAhead(() => store.observe()),
        })),
    };
}
/** Calls a function now, and again for every call but the first. */
function firstAhead(call) {
    let ahead = call();
    // Whoever asks for it is told of the failure.
    ahead.catch(() => undefined);
    return () => {
        const first = ahead ?? call();
        ahead = undefined;
        return first;
    };
}

;// CONCATENATED MODULE: ./src/action/relay.ts
/** Keeps what it is told until somebody listens, and from then on passes it on at once. */
class Relay {
    #kept = [];
    #listener;
    tell(value) {
        if (this.#listener === undefined)
            this.#kept.push(value);
        else
            this.#listener(value);
    }
    listen(listener) {
        for (const value of this.#kept.splice(0))
            listener(value);
        this.#listener = listener;
    }
}

;// CONCATENATED MODULE: ./src/action/run-control.ts
/** After a signal, how long requests that are under way may take to end, milliseconds. */
const LET_FINISH_MS = 3_000;
/** After a signal or the deadline, how long taking back may take in all, milliseconds; the runner kills after 7.5 s. */
const TAKE_BACK_MS = 6_000;
/** A control over real time; `now` is monotonic, `wallTime` the runner's own time of day, both in milliseconds. */
function createRunControl(runTimeoutMs, now, wallTime = () => Date.now()) {
    const elapsed = createStopwatch(now, wallTime);
    const remainingMs = () => runTimeoutMs - elapsed.read();
    const requests = new AbortController();
    const takingBack = new AbortController();
    const sleepers = new Set();
    const timers = new Set();
    const listeners = [];
    let cancelledAt;
    let isOver = false;
    const after = (milliseconds, act) => {
        const timer = setTimeout(() => {
            timers.delete(timer);
            act();
        }, milliseconds);
        timers.add(timer);
        return timer;
    };
    const stopped = () => cancelledAt !== undefined
        ? "cancelled"
        : remainingMs() <= 0
            ? "deadline"
            : undefined;
    return {
        clock: {
            now,
            elapsed: () => elapsed.read(),
            sleep: async (milliseconds) => {
                const length = Math.min(milliseconds, remainingMs());
                if (cancelledAt !== undefined || length <= 0)
                    return;
                await new Promise((resolve) => {
                    const wake = () => {
                        clearTimeout(timer);
                        timers.delete(timer);
                        sleepers.delete(wake);
                        resolve();
                    };
                    const timer = after(length, wake);
                    sleepers.add(wake);
                });
            },
        },
        stopSignal: { stopped },
        remainingMs,
        noteServiceTime: (origin, serverTime) => {
            elapsed.note(origin, serverTime);
        },
        takeBackRemainingMs: () => cancelledAt === undefined
            ? TAKE_BACK_MS + Math.max(remainingMs(), 0)
            : cancelledAt + TAKE_BACK_MS - now(),
        requests: requests.signal,
        takingBack: takingBack.signal,
        cancel: () => {
            if (cancelledAt !== undefined || isOver)
                return;
            cancelledAt = now();
            for (const tell of [...listeners, ...sleepers])
                tell();
            after(LET_FINISH_MS, () => {
                requests.abort();
            });
            after(TAKE_BACK_MS, () => {
                takingBack.abort();
            });
        },
        onCancel: (listener) => {
            listeners.push(listener);
            if (cancelledAt !== undefined)
                listener();
        },
        dispose: () => {
            isOver = true;
            for (const timer of timers)
                clearTimeout(timer);
            timers.clear();
        },
    };
}
/** What `Date`, in whole seconds, may hide of the time between two answers, milliseconds. */
const DATE_ROUNDING_MS = 1_000;
/**
 * Measures on three clocks at once. The monotonic clock of a suspended machine
 * may stand still; its wall clock may, too, until it is set anew. What passes
 * between two answers of one service does not.
 */
function createStopwatch(now, wallTime) {
    const startedAt = now();
    const wallStart = wallTime();
    const first = new Map();
    let lead = 0;
    const read = () => {
        const monotonic = now() - startedAt;
        lead = Math.max(lead, wallTime() - wallStart - monotonic);
        return monotonic + lead;
    };
    return {
        read,
        note: (origin, serverTime) => {
            if (serverTime === undefined)
                return;
            const begun = first.get(origin);
            if (begun === undefined) {
                first.set(origin, { serverTime, elapsed: read() });
                return;
            }
            const passed = serverTime - begun.serverTime - DATE_ROUNDING_MS;
            lead += Math.max(0, begun.elapsed + passed - read());
        },
    };
}

;// CONCATENATED MODULE: ./src/http/send-with-retry.ts


/**
 * Sends a request until it gets an answer worth having, is out of attempts or time, or the run is
 * cancelled; a POST is sent once. Returns the last answer, whatever its status, or throws the last
 * `TransportError`, with `delivery: "unknown"` if any attempt may have been carried out. What
 * `complete` throws is thrown only while none may have been.
 */
async function sendWithRetry(transport, request, policy, environment) {
    let earlierEffect = "none";
    let last;
    for (let attempt = 1;; attempt += 1) {
        let outcome;
        try {
            outcome = await tryOnce(transport, request, environment);
        }
        catch (thrown) {
            if (last === undefined || earlierEffect === "none")
                throw thrown;
            return conclude(last, earlierEffect);
        }
        if (attempt >= policy.maxAttempts ||
            !isWorthRetrying(request.method, outcome) ||
            !(await waited(attempt, outcome, { policy, environment }))) {
            return conclude(outcome, earlierEffect);
        }
        if (mayHaveActed(outcome))
            earlierEffect = "possible";
        last = outcome;
    }
}
async function tryOnce(transport, request, environment) {
    const settle = await environment.pace?.admit(request.method);
    let outcome = send_with_retry_unsent(request);
    try {
        outcome = await sendOnce(transport, request, environment);
        return outcome;
    }
    finally {
        settle?.(outcome);
    }
}
async function sendOnce(transport, request, environment) {
    if (!environment.mayStart())
        return send_with_retry_unsent(request);
    const complete = (await environment.complete?.(request)) ?? request;
    if (!environment.mayStart())
        return send_with_retry_unsent(request);
    try {
        return await transport.send(complete, {
            timeoutMs: environment.remainingMs(),
        });
    }
    catch (thrown) {
        if (thrown instanceof TransportError)
            return thrown;
        throw thrown;
    }
}
function send_with_retry_unsent({ method, url }) {
    return new TransportError({
        code: "cancelled",
        delivery: "not-sent",
        method,
        host: url.host,
    });
}
/** Waits before the next attempt; false when there may not be one. */
async function waited(attempt, outcome, { policy, environment, }) {
    const random = () => environment.random();
    const wait = waitBefore(attempt, outcome, { policy, random });
    if (!environment.mayStart() || wait >= environment.remainingMs()) {
        return false;
    }
    await environment.sleep(wait);
    return environment.mayStart() && environment.remainingMs() > 0;
}
function mayHaveActed(outcome) {
    if (outcome instanceof TransportError)
        return outcome.delivery === "unknown";
    return outcome.status === 408 || outcome.status >= 500;
}
function conclude(outcome, earlierEffect) {
    if (!(outcome instanceof TransportError)) {
        return { ...outcome, earlierEffect };
    }
    if (earlierEffect === "none" || outcome.delivery === "unknown")
        throw outcome;
    const { code, method, host, detail } = outcome;
    throw new TransportError({ code, delivery: "unknown", method, host, detail });
}

;// CONCATENATED MODULE: ./src/action/senders.ts



/** The longest answer that is read, bytes: a list of some 4,000 tokens. Several may be read at once, within 150 MB in all. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
const ONCE = { ...DEFAULT_RETRY_POLICY, maxAttempts: 1 };
/** Two transports over the same connections: one that ends with the run, and one for taking back, which outlives it by seconds. */
function sendOver(connections, control, random) {
    const { clock } = control;
    const mayStart = () => control.stopSignal.stopped() !== "cancelled";
    const ordinary = heard(control, createTransport({
        connections,
        clock,
        maxBodyBytes: MAX_ANSWER_BYTES,
        signal: control.requests,
        mayBegin: mayStart,
    }));
    const takingBack = heard(control, createTransport({
        connections,
        clock,
        maxBodyBytes: MAX_ANSWER_BYTES,
        signal: control.takingBack,
    }));
    return (request, purpose, { pace, complete, once = false } = {}) => {
        const policy = once ? ONCE : DEFAULT_RETRY_POLICY;
        switch (purpose) {
            case "rotate":
                return sendWithRetry(ordinary, request, policy, {
                    pace,
                    complete,
                    random,
                    sleep: (milliseconds) => clock.sleep(milliseconds),
                    remainingMs: () => control.remainingMs(),
                    mayStart,
                });
            case "compensate":
                return sendWithRetry(takingBack, request, policy, {
                    complete,
                    random,
                    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
                    remainingMs: () => control.takeBackRemainingMs(),
                    mayStart: () => true,
                });
            default:
                return purpose;
        }
    };
}
/** A transport whose every answer tells the run what time it is. */
function heard(control, transport) {
    return {
        send: async (request, limits) => {
            const answer = await transport.send(request, limits);
            control.noteServiceTime(request.url.origin, answer.serverTime);
            return answer;
        },
    };
}

;// CONCATENATED MODULE: ./src/action/workflow.ts
/**
 * Reads what the runner says of the workflow; anything of another form counts
 * as not said.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
function readWorkflow(env) {
    const [owner = "", name = "", ...rest] = (env["GITHUB_REPOSITORY"] ?? "").split("/");
    const isNamed = owner !== "" && name !== "" && rest.length === 0;
    const login = env["GITHUB_REPOSITORY_OWNER"] ?? "";
    const accountId = numberIn(env["GITHUB_REPOSITORY_OWNER_ID"]);
    return {
        server: addressIn(env["GITHUB_SERVER_URL"]),
        repository: isNamed ? [owner, name] : undefined,
        repositoryId: numberIn(env["GITHUB_REPOSITORY_ID"]),
        account: login === "" || accountId === undefined
            ? undefined
            : { login, id: accountId },
    };
}
function numberIn(text) {
    return /^[1-9]\d{0,14}$/u.test(text ?? "") ? Number(text) : undefined;
}
function addressIn(text) {
    const url = text === undefined ? null : URL.parse(text);
    return url === null || !/^https?:$/u.test(url.protocol)
        ? undefined
        : `${url.protocol}//${url.host}`;
}

;// CONCATENATED MODULE: ./src/action/beginning.ts







/**
 * Begins a run: sends the first requests. All that it needs is loaded with it, and nothing else,
 * because everything before the first request is felt as delay.
 */
function beginRun(inputs, connections, env, now) {
    const control = createRunControl(inputs.runTimeoutMs, now);
    const { clock, stopSignal: lifeline } = control;
    const send = sendOver(connections, control, Math.random);
    const secrets = new Relay();
    const steps = new Relay();
    const workflowToken = env["GITHUB_TOKEN"];
    const adapters = composeAdapters(inputs, readWorkflow(env), {
        send,
        clock,
        stopSignal: lifeline,
        remainingMs: () => control.remainingMs(),
        wallTime: () => Date.now(),
        mask: (secret) => {
            secrets.tell(secret);
        },
        workflowToken: workflowToken === undefined ? undefined : new secret/* Secret */.z(workflowToken),
        onProgress: (progress) => {
            steps.tell({ step: { kind: "progress", ...progress }, at: now() });
        },
    });
    return {
        inputs,
        control,
        adapters: withHeadStart(adapters),
        secrets,
        steps,
        startedAt: now(),
        close: async () => {
            await adapters.close();
            await connections.close();
        },
    };
}

// EXTERNAL MODULE: ./src/http/proxy.ts
var proxy = __webpack_require__(7856);
;// CONCATENATED MODULE: ./src/action/inputs/environment.ts

/**
 * What in the environment, which an earlier step or a well-meaning person may have changed, makes
 * a safe run impossible; told like a malformed input, before any request.
 */
function environmentProblems(env, services) {
    return [
        ...waivedVerification(env),
        ...(services === undefined ? [] : malformedProxies(env, services)),
    ];
}
function waivedVerification(env) {
    // Node waives the verification for this very text only.
    return env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0"
        ? [
            {
                input: "NODE_TLS_REJECT_UNAUTHORIZED",
                problem: "is 0, so that anybody on the way could pose as Astra or GitHub and take the tokens.",
                allowed: "not set. Where a server has a certificate of your own authority, name that authority's file in NODE_EXTRA_CA_CERTS.",
            },
        ]
        : [];
}
function malformedProxies(env, { astraApiUrl, githubApiUrl }) {
    const choices = [astraApiUrl, githubApiUrl].map((url) => (0,proxy/* chooseProxy */.UR)(url, env));
    const malformed = choices.find(({ kind }) => kind === "malformed");
    return malformed?.kind !== "malformed"
        ? []
        : [
            {
                input: malformed.variable,
                problem: "is not the address of an HTTP proxy.",
                allowed: "such as http://proxy.example.com:3128; services that need none are named in no_proxy.",
            },
        ];
}

// EXTERNAL MODULE: ./src/action/inputs/input-variable.ts
var input_variable = __webpack_require__(5703);
// EXTERNAL MODULE: ./node_modules/ms/index.js
var ms = __webpack_require__(744);
var ms_default = /*#__PURE__*/__webpack_require__.n(ms);
// EXTERNAL MODULE: ./src/action/inputs/quote.ts
var quote = __webpack_require__(8998);
// EXTERNAL MODULE: ./src/action/inputs/service-url.ts
var service_url = __webpack_require__(3925);
;// CONCATENATED MODULE: ./src/action/inputs/reader.ts




const LONGEST_DURATION_MS = 10 * 365 * 86_400_000;
const ASTRA_TOKEN = /^AstraCS:[A-Za-z0-9]{1,40}:[0-9a-f]{1,128}$/u;
/**
 * Reads inputs of every type and collects what is wrong with them, so that all
 * problems can be told at once. A reader returns a stand-in where it notes one.
 */
class InputReader {
    problems = [];
    #read;
    constructor(read) {
        this.#read = read;
    }
    addProblem(input, problem, allowed) {
        this.problems.push({ input, problem, allowed });
    }
    /** Trimmed text; the fallback where it is absent or blank. */
    text(name, fallback = "") {
        const value = this.#read(name)?.trim() ?? "";
        return value === "" ? fallback : value;
    }
    /** Trimmed text that may be blank on purpose; the fallback only where it is absent. */
    textOrBlank(name, fallback) {
        return this.#read(name)?.trim() ?? fallback;
    }
    /** The text as it was written, white space included. */
    raw(name) {
        return this.#read(name) ?? "";
    }
    boolean(name) {
        const value = this.text(name, "false");
        if (/^(?:true|True|TRUE)$/u.test(value))
            return true;
        if (!/^(?:false|False|FALSE)$/u.test(value)) {
            this.addProblem(name, `${(0,quote/* quote */.h)(value)} is not a boolean.`, "true or false.");
        }
        return false;
    }
    choice(name, choices) {
        const value = this.text(name, choices[0]);
        const chosen = choices.find((choice) => choice === value);
        if (chosen === undefined) {
            this.addProblem(name, `${(0,quote/* quote */.h)(value)} is not one of the choices.`, `${choices.join(", ")}.`);
        }
        return chosen ?? choices[0];
    }
    integer(name, fallback, range) {
        const value = this.text(name, fallback);
        const number = /^\d{1,9}$/u.test(value) ? Number(value) : Number.NaN;
        if (number >= range.min && number <= range.max)
            return number;
        this.addProblem(name, `${(0,quote/* quote */.h)(value)} is not a whole number in range.`, `${String(range.min)} to ${String(range.max)}.`);
        return range.min;
    }
    duration(name, fallback = "") {
        const value = this.text(name, fallback);
        if (value === "")
            return undefined;
        if (/^0+$/u.test(value))
            return 0;
        const isDuration = /^\d{1,9}(?:\.\d{1,6})?[smhdw]$/u.test(value);
        const length = isDuration ? ms_default()(value) : Number.NaN;
        if (length >= 0 && length <= LONGEST_DURATION_MS)
            return length;
        this.addProblem(name, Number.isNaN(length)
            ? `${(0,quote/* quote */.h)(value)} is not a duration.`
            : `${(0,quote/* quote */.h)(value)} is too long.`, "a number and one of s, m, h, d, w (such as 90m or 30d), or 0; ten years at most.");
        return 0;
    }
    /** A secret whose text is never quoted; undefined where it is absent. */
    astraToken(name, isRequired) {
        const value = this.text(name);
        if (value === "" && !isRequired)
            return undefined;
        const allowed = "an Astra application token: AstraCS:, the client id, a colon, and hexadecimal digits.";
        if (value === "") {
            this.addProblem(name, `is empty. ${EMPTY_SECRET}`, allowed);
        }
        else if (!ASTRA_TOKEN.test(value)) {
            this.addProblem(name, shapeProblem(value), allowed);
        }
        return new secret/* Secret */.z(value);
    }
    url(name, fallback) {
        const { url, problem } = (0,service_url/* readServiceUrl */.bX)(this.text(name, fallback));
        if (problem !== undefined) {
            this.addProblem(name, problem, "an https:// address without credentials, query or fragment (http:// only to this machine).");
        }
        return url ?? new URL(fallback);
    }
}
/** What to think of first when a secret arrives empty. */
const EMPTY_SECRET = "Does the secret exist, and may this workflow see it? Runs of forks and of Dependabot get none.";
function shapeProblem(value) {
    if (/^["'].*["']$/su.test(value))
        return "is wrapped in quotes.";
    if (/\s/u.test(value))
        return "has white space or line breaks inside.";
    if (/^(?:gh[a-z]_|github_pat_)/u.test(value))
        return "is a GitHub token.";
    if (!value.startsWith("AstraCS:"))
        return "does not start with AstraCS:.";
    return "does not have the form of an Astra token; it may be cut off.";
}

;// CONCATENATED MODULE: ./src/action/inputs/github-credential.ts




const TOKEN = "github-token";
const APP_ID = "github-app-id";
const APP_KEY = "github-app-private-key";
/** Reads `github-token`, or the two inputs of a GitHub App; exactly one of the two ways. */
function readGitHubCredential(reader, workflowToken) {
    const names = [APP_ID, APP_KEY].filter((name) => reader.text(name) !== "");
    if (names.length === 0)
        return readToken(reader, workflowToken);
    if (reader.text(TOKEN) !== "") {
        reader.addProblem(TOKEN, `is set beside ${names.join(" and ")}.`, "either a token or a GitHub App.");
    }
    return readApp(reader);
}
function readToken(reader, workflowToken) {
    const value = reader.text(TOKEN);
    const allowed = "a fine-grained personal access token, or a GitHub App's installation token, that may write the secrets.";
    if (value === "") {
        reader.addProblem(TOKEN, `is empty. ${EMPTY_SECRET}`, `${allowed} Or set ${APP_ID} and ${APP_KEY}.`);
    }
    else if (value.startsWith("AstraCS:")) {
        reader.addProblem(TOKEN, "is an Astra token.", allowed);
    }
    else if (!/^[!-~]{1,4096}$/u.test(value)) {
        reader.addProblem(TOKEN, "has white space, line breaks or other characters that no token has.", allowed);
    }
    else if (value === workflowToken) {
        reader.addProblem(TOKEN, "is the workflow's own GITHUB_TOKEN, which can never write secrets.", allowed);
    }
    return { kind: "token", token: new secret/* Secret */.z(value) };
}
function readApp(reader) {
    const appId = reader.text(APP_ID);
    if (!/^(?:\d{1,12}|Iv[A-Za-z0-9.]{6,40})$/u.test(appId)) {
        reader.addProblem(APP_ID, appId === "" ? "is empty." : `${(0,quote/* quote */.h)(appId)} is not the id of an App.`, "the App ID (a number) or the client ID of the App's settings page.");
    }
    const pem = pemOf(reader.text(APP_KEY));
    if (pem === "" || !isPrivateKey(pem)) {
        reader.addProblem(APP_KEY, pem === ""
            ? `is empty. ${EMPTY_SECRET}`
            : "is not a private key; it may be cut off, or locked by a passphrase.", "the whole PEM file that GitHub made for the App, with line breaks or \\n.");
    }
    return { kind: "app", appId, privateKey: new secret/* Secret */.z(pem) };
}
/** A PEM with real line breaks; some secret stores keep them as `\n`. */
function pemOf(value) {
    return value.trim().replaceAll("\\n", "\n");
}
function isPrivateKey(pem) {
    try {
        return (0,external_node_crypto_.createPrivateKey)(pem).asymmetricKeyType === "rsa";
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./src/action/inputs/secret-names.ts

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,254}$/u;
const ALLOWED = "letters, digits and underscores, not starting with a digit or GITHUB_, up to 255; letter case does not count.";
/** Reads the four secret names: at least one, all different, each as GitHub allows it. */
function readSecretNames(reader) {
    const seen = new Map();
    const readName = (input, fallback) => {
        const written = reader.textOrBlank(input, fallback);
        const name = written.toUpperCase();
        if (name === "")
            return name;
        if (!NAME.test(written) || (0,quote/* holdsToken */.Q)(written)) {
            reader.addProblem(input, `${(0,quote/* quote */.h)(written)} is not a secret name.`, ALLOWED);
        }
        else if (name.startsWith("GITHUB_")) {
            reader.addProblem(input, `${(0,quote/* quote */.h)(written)} starts with GITHUB_.`, ALLOWED);
        }
        const earlier = seen.get(name);
        if (earlier !== undefined) {
            reader.addProblem(input, `${(0,quote/* quote */.h)(written)} is the same secret as ${earlier}.`, "a name of its own.");
        }
        seen.set(name, input);
        return name;
    };
    const token = readName("secret-name", "ASTRA_DB_APPLICATION_TOKEN");
    const clientId = readName("secret-name-client-id", "");
    const clientSecret = readName("secret-name-client-secret", "");
    const json = readName("secret-name-json", "");
    if (seen.size === 0) {
        reader.addProblem("secret-name", "no secret is named, so the token would go nowhere.", "a name in at least one of secret-name, secret-name-client-id, secret-name-client-secret, secret-name-json.");
    }
    return {
        ...(token === "" ? {} : { token }),
        ...(clientId === "" ? {} : { clientId }),
        ...(clientSecret === "" ? {} : { clientSecret }),
        ...(json === "" ? {} : { json }),
    };
}

// EXTERNAL MODULE: ./src/action/inputs/github-names.ts
var github_names = __webpack_require__(5766);
;// CONCATENATED MODULE: ./src/action/inputs/target-inputs.ts


/** How many problems of `targets` are told. */
const MAX_PROBLEMS = 50;
/** Takes the place of a target that is not usable. */
const NOWHERE = { store: "actions", owner: "", repository: "" };
/** Reads where the secrets are: `targets`, or `repository` (this workflow's, unless told) and `environment`. */
async function readTargets(reader, workflowRepository = "") {
    const list = reader.text("targets");
    if (list === "")
        return [readTarget(reader, workflowRepository)];
    for (const name of ["repository", "environment"]) {
        if (reader.text(name) === "")
            continue;
        reader.addProblem(name, "is set beside targets.", "only one of the two.");
    }
    // Trimming would move the columns of the first line.
    // Most runs have one target and no use for a parser of YAML.
    const { parseTargets } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(728)]).then(__webpack_require__.bind(__webpack_require__, 2728));
    const { targets, problems } = parseTargets(reader.raw("targets"));
    for (const { at, problem, allowed } of problems.slice(0, MAX_PROBLEMS)) {
        const { line, column } = at;
        reader.addProblem("targets", `line ${String(line)}, column ${String(column)}: ${problem}`, allowed);
    }
    const [first = { kind: "repository", ...NOWHERE }, ...others] = targets;
    return [first, ...others];
}
function readTarget(reader, workflowRepository) {
    const value = reader.text("repository", workflowRepository);
    const place = (0,github_names/* splitRepository */.T8)(value);
    if (place === undefined) {
        reader.addProblem("repository", value === "" ? "is empty." : `${(0,quote/* quote */.h)(value)} is not a repository.`, "owner/name, not an address.");
    }
    const environment = reader.text("environment");
    if (environment !== "" && !(0,github_names/* isEnvironment */.A_)(environment)) {
        reader.addProblem("environment", `${(0,quote/* quote */.h)(environment)} cannot be an environment.`, `the name of an environment that exists, up to ${String(github_names/* LONGEST_ENVIRONMENT */.f6)} characters.`);
    }
    return environment === ""
        ? { kind: "repository", ...NOWHERE, ...place }
        : { kind: "environment", ...NOWHERE, ...place, environment };
}

;// CONCATENATED MODULE: ./src/action/inputs/inputs.ts







const DAY_MS = 86_400_000;
const inputs_LONGEST_RUN_MS = 5 * DAY_MS;
const MAX_ROLES = 20;
/** Reads all inputs in one go; the documented default applies where one is absent. */
async function parseInputs(read, context) {
    const reader = new InputReader(read);
    const mode = reader.choice("mode", ["rotate", "retire", "check"]);
    const inputs = {
        mode,
        dryRun: reader.boolean("dry-run"),
        astraToken: reader.astraToken("astra-token", true) ?? new secret/* Secret */.z(""),
        github: readGitHubCredential(reader, context.githubToken),
        previousToken: reader.astraToken("previous-token", false),
        roles: inputs_readRoles(reader, mode),
        targets: await readTargets(reader, context.repository),
        secretNames: readSecretNames(reader),
        rotationId: readRotationId(reader),
        organizationId: undefined,
        ...readTimes(reader),
        maxLiveTokens: reader.integer("max-live-tokens", "10", {
            min: 2,
            max: 100,
        }),
        compromised: readOnlyWhenRotating(reader, "compromised", mode),
        drain: reader.boolean("drain"),
        exposeToken: readOnlyWhenRotating(reader, "expose-token", mode),
        astraApiUrl: reader.url("astra-api-url", service_url/* ASTRA_URL */.QB),
        githubApiUrl: reader.url("github-api-url", context.apiUrl ?? service_url/* GITHUB_URL */.Oe),
    };
    const { problems } = reader;
    return problems.length === 0 ? { ok: true, inputs } : { ok: false, problems };
}
function inputs_readRoles(reader, mode) {
    const name = "role";
    const allowed = `one role per line: its id, or its name in the Astra UI or API; ${String(MAX_ROLES)} at most.`;
    const lines = reader
        .text(name)
        .split(/\r\n|\n|\r/u)
        .map((line) => line.trim())
        .filter((line) => line !== "");
    const roles = lines.filter((line, index) => lines.findIndex((other) => other.toLowerCase() === line.toLowerCase()) ===
        index);
    if (roles.length === 0 && mode === "rotate") {
        reader.addProblem(name, "is empty.", allowed);
    }
    if (roles.length > MAX_ROLES) {
        reader.addProblem(name, `names ${String(roles.length)} roles.`, allowed);
    }
    for (const role of roles) {
        if (role.length > 256 || /\p{Cc}/u.test(role) || (0,quote/* holdsToken */.Q)(role)) {
            reader.addProblem(name, `${(0,quote/* quote */.h)(role)} cannot be a role.`, allowed);
        }
    }
    return roles;
}
function readRotationId(reader) {
    const value = reader.text("rotation-id");
    if (value === "")
        return undefined;
    if (!/^[A-Za-z0-9._-]{1,64}$/u.test(value) || (0,quote/* holdsToken */.Q)(value)) {
        reader.addProblem("rotation-id", `${(0,quote/* quote */.h)(value)} is not a name for a rotation.`, "1 to 64 of A-Z, a-z, 0-9, dot, underscore, hyphen.");
    }
    return value;
}
function readTimes(reader) {
    const noted = reader.problems.length;
    const times = {
        rotateAfterMs: reader.duration("rotate-after", "0"),
        overlapMs: reader.duration("overlap", "24h"),
        tokenLifetimeMs: reader.duration("token-lifetime"),
        verifyTimeoutMs: reader.duration("verify-timeout", "60s"),
        runTimeoutMs: reader.duration("run-timeout", "15m"),
        toleranceMs: reader.duration("tolerance", "24h"),
    };
    // A stand-in for a malformed duration must not cause a second complaint.
    if (reader.problems.length > noted)
        return times;
    if (times.verifyTimeoutMs === 0) {
        reader.addProblem("verify-timeout", "is zero.", "more than 0.");
    }
    if (times.runTimeoutMs === 0) {
        reader.addProblem("run-timeout", "is zero.", "more than 0.");
    }
    else if (times.runTimeoutMs > inputs_LONGEST_RUN_MS) {
        reader.addProblem("run-timeout", "is too long.", "5d at most.");
    }
    else if (times.verifyTimeoutMs >= times.runTimeoutMs) {
        reader.addProblem("verify-timeout", "is not shorter than run-timeout.", "less than run-timeout.");
    }
    const { tokenLifetimeMs } = times;
    const needed = times.rotateAfterMs + times.overlapMs;
    if (tokenLifetimeMs !== undefined && tokenLifetimeMs <= needed) {
        reader.addProblem("token-lifetime", "is not longer than rotate-after and overlap together, so tokens would expire while they are in use.", "more than rotate-after + overlap.");
    }
    return times;
}
function readOnlyWhenRotating(reader, name, mode) {
    const value = reader.boolean(name);
    if (value && mode !== "rotate") {
        reader.addProblem(name, `makes no sense with mode: ${mode}.`, "only with mode: rotate.");
    }
    return value;
}

// EXTERNAL MODULE: ./src/action/on-its-way.ts
var on_its_way = __webpack_require__(1768);
;// CONCATENATED MODULE: ./src/action/act.ts






/** The inputs that hold secrets; masked before anything is written. */
const SECRET_INPUTS = [
    "astra-token",
    "github-token",
    "github-app-private-key",
    "previous-token",
];
/** How long the loading of what comes after the first requests waits for their connections, milliseconds. */
const PATIENCE_MS = 100;
/** After how long a run is heard of at the latest, milliseconds. */
const SILENCE_MS = 1_000;
/** Reads the inputs and goes through with the run, or tells all that is wrong with them. */
async function act(connections, { env, explain, watch }) {
    const read = (name) => env[(0,input_variable/* inputVariable */.L)(name)];
    const secrets = SECRET_INPUTS.map((name) => read(name)?.trim() ?? "");
    const parsed = await parseInputs(read, {
        ...given("repository", env["GITHUB_REPOSITORY"]),
        ...given("apiUrl", env["GITHUB_API_URL"]),
        ...given("githubToken", env["GITHUB_TOKEN"]),
    });
    // Nothing that this process starts, or writes about itself, shall find them there.
    for (const name of SECRET_INPUTS) {
        Reflect.deleteProperty(env, (0,input_variable/* inputVariable */.L)(name));
    }
    const problems = [
        ...environmentProblems(env, parsed.ok ? parsed.inputs : undefined),
        ...(parsed.ok ? [] : parsed.problems),
    ];
    if (!parsed.ok || problems.length > 0) {
        await connections.close();
        const { refuse } = await Promise.all(/* import() */[__webpack_require__.e(628), __webpack_require__.e(752), __webpack_require__.e(421), __webpack_require__.e(190)]).then(__webpack_require__.bind(__webpack_require__, 4190));
        refuse(problems, secrets, explain);
        return;
    }
    const beginning = beginRun(parsed.inputs, connections, env, () => performance.now());
    watch.onSignal(() => {
        beginning.control.cancel();
    });
    try {
        // The first requests leave before the processor is busy with loading the rest.
        await (0,on_its_way/* onItsWay */.f)();
        await connections.begun(PATIENCE_MS);
        await (0,on_its_way/* onItsWay */.f)();
        const { carryOut } = await __webpack_require__.e(/* import() */ 730).then(__webpack_require__.bind(__webpack_require__, 3730));
        const { decided, outcome } = carryOut(beginning, env);
        // So does what was decided; a long observation has its progress told before.
        await Promise.race([decided, (0,promises_.setTimeout)(SILENCE_MS, undefined, { ref: false })]);
        await (0,on_its_way/* onItsWay */.f)();
        try {
            const { present } = await Promise.all(/* import() */[__webpack_require__.e(628), __webpack_require__.e(752), __webpack_require__.e(421), __webpack_require__.e(190)]).then(__webpack_require__.bind(__webpack_require__, 4190));
            await present(beginning, outcome, secrets, { env, explain });
        }
        catch (thrown) {
            beginning.control.cancel();
            await outcome;
            throw thrown;
        }
    }
    finally {
        beginning.control.dispose();
    }
}
function given(key, value) {
    return value === undefined
        ? {}
        : { [key]: value };
}


/***/ }),

/***/ 2634:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z$: () => (/* binding */ NAMELESS),
/* harmony export */   bQ: () => (/* binding */ lineageOf),
/* harmony export */   g7: () => (/* binding */ markerWords),
/* harmony export */   rt: () => (/* binding */ runName)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _github_plain_values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7406);
/* harmony import */ var _rotation_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87);



/** Length of the two hashes that a marker holds, characters of base64url. */
const HASH_LENGTH = 8;
/** Length of a place's hash, bytes: below `PLACE_MODULUS`. */
const PLACE_BYTES = 6;
/** Stands in for an identity that is not known (yet): no marker can name it. */
const NAMELESS = { home: "", id: "", places: [] };
/**
 * What tells this rotation from every other: GitHub server and numeric id of
 * the workflow's repository, `rotation-id`, and the places. The numbers of the
 * targets come from reads that the observation makes anyway. Throws when one of
 * them cannot be told.
 */
async function lineageOf(inputs, workflow, ids) {
    const { rotationId, targets, secretNames, githubApiUrl } = inputs;
    const server = serverOfApi(githubApiUrl);
    const reading = {
        home: repositoryId(workflow, server, ids),
        scopes: Promise.all(targets.map((spec) => ids.scope(spec))),
    };
    await Promise.allSettled(Object.values(reading));
    const home = await reading.home;
    const scopes = await reading.scopes;
    const names = (0,_github_plain_values_js__WEBPACK_IMPORTED_MODULE_1__/* .writtenNames */ .u)(secretNames);
    const [first] = targets;
    return {
        home: shortHash("home", workflow.server ?? server, home),
        id: shortHash("rotation", rotationId ?? [
            ...scopeParts(first, scopes[0] ?? 0),
            ...names.map((name) => name.toUpperCase()).sort(),
        ]),
        places: targets.flatMap((spec, index) => names.map((name) => digestOf([
            "place",
            server,
            ...scopeParts(spec, scopes[index] ?? 0),
            name.toUpperCase(),
        ]).readUIntBE(0, PLACE_BYTES))),
    };
}
/** A target by what outlives its names; GitHub ignores the case of an environment's. */
function scopeParts(spec, scope) {
    const environment = spec.kind === "environment" ? spec.environment.toLowerCase() : null;
    const owner = spec.kind === "organization" ? "organization" : "repository";
    return [spec.store, owner, scope, environment];
}
async function repositoryId({ server, repository, repositoryId: known }, targetServer, ids) {
    if (known !== undefined)
        return known;
    const [owner, name] = repository ?? [];
    const isReachable = server === undefined || server === targetServer;
    if (owner === undefined || name === undefined || !isReachable) {
        throw homeless("the runner does not say which one it is");
    }
    const found = await ids.repository(owner, name);
    if (found !== undefined)
        return found;
    throw homeless(`the GitHub App has no target in the account of ${owner}/${name}, so it cannot be asked`);
}
function homeless(reason) {
    return new _rotation_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RotationError */ .FL({
        code: "identity-unknown",
        summary: `The numeric ID of the workflow's repository is not known: ${reason}.`,
        remedy: "It is part of what tells rotations apart, so nothing was changed. Pass `GITHUB_REPOSITORY_ID` to the action, as GitHub's own runner does.",
        rerun: "fix-first",
    });
}
/** The server that an API belongs to, as `GITHUB_SERVER_URL` names it. */
function serverOfApi({ protocol, host }) {
    return host.endsWith(".ghe.com") || host === "api.github.com"
        ? `${protocol}//${host.replace(/^api\./u, "")}`
        : `${protocol}//${host}`;
}
function shortHash(...parts) {
    return digestOf(parts).toString("base64url").slice(0, HASH_LENGTH);
}
function digestOf(parts) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(JSON.stringify(parts)).digest();
}
/** Run id and attempt in base 36, as markers carry them; `0.0` outside a workflow. */
function runName(runId, runAttempt) {
    const inBase36 = (text) => /^\d{1,16}$/u.test(text ?? "") ? Number(text).toString(36) : "0";
    return `${inBase36(runId)}.${inBase36(runAttempt).slice(-3)}`;
}
/** What a person reads in Astra's token list: where the token belongs, the repository or organization first. */
function markerWords({ targets, secretNames, }) {
    const [first, ...others] = targets;
    const more = others.length === 0 ? "" : ` +${String(others.length)}`;
    return `${placeWords(first)}${more} ${(0,_github_plain_values_js__WEBPACK_IMPORTED_MODULE_1__/* .writtenNames */ .u)(secretNames)[0] ?? ""}`;
}
function placeWords(spec) {
    switch (spec.kind) {
        case "repository":
            return `${spec.owner}/${spec.repository}`;
        case "environment":
            return `${spec.owner}/${spec.repository} ${spec.environment}`;
        case "organization":
            return spec.organization;
        default:
            return spec;
    }
}


/***/ }),

/***/ 5766:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A_: () => (/* binding */ isEnvironment),
/* harmony export */   T8: () => (/* binding */ splitRepository),
/* harmony export */   W5: () => (/* binding */ isLogin),
/* harmony export */   en: () => (/* binding */ isRepositoryName),
/* harmony export */   f6: () => (/* binding */ LONGEST_ENVIRONMENT)
/* harmony export */ });
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8998);

/** The login of a user or an organization; those of managed users hold an underscore. */
const LOGIN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}$/u;
const REPOSITORY = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/u;
const LONGEST_ENVIRONMENT = 255;
function isLogin(text) {
    return LOGIN.test(text);
}
/** Whether a text can be a repository's name, without its owner. */
function isRepositoryName(text) {
    return REPOSITORY.test(text);
}
/** Splits `owner/name`; undefined when a text is no such pair. */
function splitRepository(text) {
    const [owner = "", repository = "", ...more] = text.split("/");
    return more.length === 0 && isLogin(owner) && isRepositoryName(repository)
        ? { owner, repository }
        : undefined;
}
/** Whether a text can be an environment's name, and a part of a URL's path that stays where it is. */
function isEnvironment(text) {
    return (text !== "" &&
        text.trim() === text &&
        text.length <= LONGEST_ENVIRONMENT &&
        !/[\p{Cc}\p{Cs}\u2028\u2029]|^\.{1,2}$/u.test(text) &&
        !(0,_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .holdsToken */ .Q)(text));
}


/***/ }),

/***/ 8416:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ clientIdOf),
/* harmony export */   Y: () => (/* binding */ readCredential)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _rotation_secret_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5648);
/* harmony import */ var _wire_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5932);



/**
 * Reads the answer that minted a credential and masks its secrets at once:
 * token, hash part and client secret. Undefined when the answer is not one.
 */
function readCredential(body, mask) {
    const wire = (0,_wire_js__WEBPACK_IMPORTED_MODULE_2__/* .readBody */ .x8)(_wire_js__WEBPACK_IMPORTED_MODULE_2__/* .MintedWire */ .NC, body);
    if (wire === undefined)
        return undefined;
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(wire.secret).digest("hex");
    const token = `AstraCS:${wire.clientId}:${hash}`;
    for (const secret of [token, hash, wire.secret])
        mask(secret);
    // A token that does not follow from its secret is somebody else's business: never publish it.
    if (typeof wire.token === "string" && wire.token !== token) {
        mask(wire.token);
        return undefined;
    }
    return credentialOf(wire, token);
}
function credentialOf(wire, token) {
    return {
        clientId: wire.clientId,
        clientSecret: new _rotation_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .Secret */ .z(wire.secret),
        token: new _rotation_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .Secret */ .z(token),
        organization: wire.orgId,
        roles: wire.roles,
        generatedOn: wire.generatedOn,
        expiresOn: wire.tokenExpiry,
    };
}
/** The client id inside a token; undefined when the text is no Astra token. */
function clientIdOf(token) {
    return /^AstraCS:([A-Za-z0-9]{1,40}):[0-9a-f]{1,128}$/u.exec(token.expose())?.[1];
}


/***/ }),

/***/ 8112:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ readInstant)
/* harmony export */ });
/* harmony import */ var _rotation_marker_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9062);

/** Earliest instant that a token can have been made at; Astra writes year 1 where it knows none. */
const EARLIEST = Date.UTC(2015, 0, 1);
const DATE_AND_TIME = new RegExp([
    "^(?<date>\\d{4}-\\d\\d-\\d\\d)[Tt ](?<time>\\d\\d:\\d\\d:\\d\\d)",
    "(?:[.,](?<fraction>\\d{1,12}))?",
    " ?(?<zone>[Zz]|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)?",
    // What Go's `time.String` adds: the zone's name and a monotonic reading.
    "(?: (?:[A-Z]{1,5}|[+-]\\d\\d(?:\\d\\d)?))?(?: m=[+-][\\d.]{1,30})?$",
].join(""), "u");
/**
 * Reads a time as epoch milliseconds: RFC 3339 with any offset, the same
 * without a zone (taken as UTC), Go's `time.String`, or an epoch number in
 * seconds, milliseconds, microseconds or nanoseconds.
 * https://pkg.go.dev/time#Time.String
 */
function readInstant(value) {
    if (value === undefined || value === null || value === "" || value === 0) {
        return { kind: "none" };
    }
    const at = epochOf(value);
    if (at === undefined)
        return { kind: "unreadable" };
    return at >= EARLIEST && at <= _rotation_marker_js__WEBPACK_IMPORTED_MODULE_0__/* .LATEST_INSTANT */ .k9
        ? { kind: "known", at }
        : { kind: "none" };
}
function epochOf(value) {
    if (typeof value === "number")
        return inMilliseconds(value);
    if (typeof value !== "string" || value.length > 100)
        return undefined;
    if (/^\d{9,19}(?:\.\d{1,9})?$/u.test(value)) {
        return inMilliseconds(Number(value));
    }
    const groups = DATE_AND_TIME.exec(value.trim())?.groups;
    if (groups === undefined)
        return undefined;
    const { date, time, fraction = "0", zone } = groups;
    const parsed = Date.parse(`${date ?? ""}T${time ?? ""}.${fraction.slice(0, 3)}${offsetOf(zone)}`);
    return Number.isNaN(parsed) ? undefined : parsed;
}
/** As ECMAScript's own format of dates wants it. */
function offsetOf(zone) {
    if (zone === undefined || !/^[+-]/u.test(zone))
        return "Z";
    const digits = zone.replace(":", "").padEnd(5, "0");
    return `${digits.slice(0, 3)}:${digits.slice(3)}`;
}
/** The unit follows from the size: no instant of this century is the same in two of them. */
function inMilliseconds(epoch) {
    if (!Number.isFinite(epoch) || epoch < 0)
        return undefined;
    if (epoch < 1e11)
        return Math.floor(epoch * 1_000);
    if (epoch < 1e14)
        return Math.floor(epoch);
    if (epoch < 1e17)
        return Math.floor(epoch / 1e3);
    return Math.floor(epoch / 1e6);
}


/***/ }),

/***/ 5932:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ir: () => (/* binding */ errorIdsOf),
/* harmony export */   NC: () => (/* binding */ MintedWire),
/* harmony export */   Rn: () => (/* binding */ ClientId),
/* harmony export */   Ss: () => (/* binding */ RoleListWire),
/* harmony export */   pb: () => (/* binding */ OrganizationWire),
/* harmony export */   x8: () => (/* binding */ readBody)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7934);
/* harmony import */ var _http_bounded_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5201);
/* harmony import */ var _instant_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8112);



/**
 * The shapes of the DevOps API, as far as the action reads them. Unknown keys
 * are ignored; nothing of a body that does not fit is kept or quoted.
 * https://docs.datastax.com/en/astra-api-docs/_attachments/devops-api/index.html
 */
/** Client ids are letters in every sample; anything that could be a path segment of another kind is refused. */
const ClientId = valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .regex */ .yGV(/^[A-Za-z0-9_-]{1,64}$/u));
const Text = valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .maxLength */ .Ru6(4096));
/** A time in any form that `readInstant` knows; anything else counts as not said. */
const Instant = valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .transform */ .pdi((value) => {
    const stated = (0,_instant_js__WEBPACK_IMPORTED_MODULE_0__/* .readInstant */ .W)(value);
    return stated.kind === "known" ? stated.at : undefined;
}));
/** `POST /v2/clientIdSecrets`, 200: the one answer that holds secrets. */
const MintedWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    clientId: ClientId,
    secret: valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .regex */ .yGV(/^[!-~]{16,512}$/u)),
    orgId: valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(Text, valibot__WEBPACK_IMPORTED_MODULE_1__/* .toLowerCase */ .PXX()),
    roles: valibot__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(Text),
    token: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_1__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .maxLength */ .Ru6(1024)))),
    generatedOn: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(Instant),
    tokenExpiry: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(Instant),
});
/** `GET /v2/currentOrg`, 200. Ids of organizations are kept in lower case, whichever way they are written. */
const OrganizationWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    id: valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .regex */ .yGV(/^[A-Za-z0-9-]{1,64}$/u), valibot__WEBPACK_IMPORTED_MODULE_1__/* .toLowerCase */ .PXX()),
});
const Names = valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(Text), valibot__WEBPACK_IMPORTED_MODULE_1__/* .transform */ .pdi((names) => [...new Set(names)].sort()));
const PolicyWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    actions: Names,
    resources: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(Names, []),
    effect: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(Text, "allow"),
});
/** `GET /v2/organizations/roles`, 200: field names come in either case, the policy as an object or as JSON text. */
const RoleListWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    id: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(Text),
    ID: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(Text),
    name: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(Text),
    Name: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(Text),
    policy: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()),
    Policy: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()),
}), valibot__WEBPACK_IMPORTED_MODULE_1__/* .transform */ .pdi((role) => ({
    id: role.id ?? role.ID ?? "",
    name: role.name ?? role.Name ?? "",
    policy: policyOf(role.policy ?? role.Policy),
}))));
function policyOf(policy) {
    const value = typeof policy === "string" ? (0,_http_bounded_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseBoundedJson */ .R)(policy) : policy;
    const parsed = valibot__WEBPACK_IMPORTED_MODULE_1__/* .safeParse */ .xLC(PolicyWire, value);
    return parsed.success ? parsed.output : undefined;
}
const ErrorWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    errors: valibot__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ ID: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig()) })),
});
/** The numeric ids of an error answer; its texts are never read. */
function errorIdsOf(body) {
    const parsed = valibot__WEBPACK_IMPORTED_MODULE_1__/* .safeParse */ .xLC(ErrorWire, (0,_http_bounded_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseBoundedJson */ .R)(body));
    return parsed.success
        ? parsed.output.errors.flatMap(({ ID }) => (ID === undefined ? [] : [ID]))
        : [];
}
/** Reads a body by a shape; undefined when it does not fit. */
function readBody(schema, body) {
    const parsed = valibot__WEBPACK_IMPORTED_MODULE_1__/* .safeParse */ .xLC(schema, (0,_http_bounded_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseBoundedJson */ .R)(body));
    return parsed.success ? parsed.output : undefined;
}


/***/ }),

/***/ 7406:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ secretValues),
/* harmony export */   u: () => (/* binding */ writtenNames)
/* harmony export */ });
/* harmony import */ var _rotation_secret_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5648);

/** The names that are written. */
function writtenNames(names) {
    return [names.token, names.clientId, names.clientSecret, names.json].filter((name) => name !== undefined);
}
/** The strings to write, each with the name of its secret. */
function secretValues(names, { clientId, clientSecret, token }) {
    const json = JSON.stringify({
        clientId,
        secret: clientSecret.expose(),
        token: token.expose(),
    });
    const values = [
        [names.token, token],
        [names.clientId, new _rotation_secret_js__WEBPACK_IMPORTED_MODULE_0__/* .Secret */ .z(clientId)],
        [names.clientSecret, clientSecret],
        [names.json, new _rotation_secret_js__WEBPACK_IMPORTED_MODULE_0__/* .Secret */ .z(json)],
    ];
    return values.flatMap(([name, value]) => name === undefined ? [] : [[name, value]]);
}


/***/ }),

/***/ 8516:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   ZZ: () => (/* binding */ STORES),
/* harmony export */   bf: () => (/* binding */ ownerOf),
/* harmony export */   r4: () => (/* binding */ placeKey)
/* harmony export */ });
/** The stores in which GitHub keeps secrets; each has a key and secrets of its own at every level. */
const STORES = [
    "actions",
    "dependabot",
    "codespaces",
    "agents",
];
/** The account that a target belongs to. */
function ownerOf(spec) {
    return spec.kind === "organization" ? spec.organization : spec.owner;
}
/** Equal for two targets exactly when they are one place; GitHub ignores the case of all these names. */
function placeKey(spec) {
    const parts = spec.kind === "organization"
        ? [spec.organization]
        : [spec.owner, spec.repository];
    const environment = spec.kind === "environment" ? [spec.environment] : [];
    return JSON.stringify([spec.store, ...parts, ...environment]).toLowerCase();
}
const STORE_WORDS = {
    actions: "",
    dependabot: "Dependabot secrets of ",
    codespaces: "Codespaces secrets of ",
    agents: "Agents secrets of ",
};
/** The target as people read it; the only texts in it come from validated inputs, made inert. */
function nameOf(spec) {
    const store = STORE_WORDS[spec.store];
    switch (spec.kind) {
        case "repository":
            return `${store}${spec.owner}/${spec.repository}`;
        case "environment":
            return `environment “${inert(spec.environment)}” of ${spec.owner}/${spec.repository}`;
        case "organization":
            return `${store}organization ${spec.organization}`;
        default:
            return spec;
    }
}
function inert(text) {
    return text.replace(/[^\p{L}\p{N} ./_+-]/gu, "?").slice(0, 80);
}


/***/ }),

/***/ 5201:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ parseBoundedJson)
});

;// CONCATENATED MODULE: ./src/http/json.ts
/** The value of a JSON text; undefined when it is none. The platform's message would quote the text, so it is dropped. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/http/bounded-json.ts

/**
 * The most values that a JSON text may hold. No real answer comes near, yet a million fits into one
 * of two megabytes, and each takes up to fifty times its length in memory.
 */
const MAX_VALUES = 100_000;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BRACE = 0x7b;
/** As `parseJson`; undefined, too, for a text of more than `maxValues` values. */
function parseBoundedJson(text, maxValues = MAX_VALUES) {
    return valuesIn(text) > maxValues ? undefined : parseJson(text);
}
/** How many values a text holds, about: each but the first stands behind a bracket or a comma. */
function valuesIn(text) {
    let values = 1;
    let isQuoted = false;
    for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (code === QUOTE)
            isQuoted = !isQuoted;
        else if (isQuoted)
            at += code === BACKSLASH ? 1 : 0;
        else if (code === COMMA || code === BRACKET || code === BRACE)
            values += 1;
    }
    return values;
}


/***/ }),

/***/ 27:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ compareClocks),
/* harmony export */   g: () => (/* binding */ requireCloseClocks)
/* harmony export */ });
/* harmony import */ var _fence_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8359);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87);
/* harmony import */ var _marker_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9062);



/**
 * Compares the two services' clocks by the readings of one observation.
 * Throws `clocks-unknown` when a service sent no usable `Date`.
 */
function compareClocks(readings) {
    // What no marker could state is no time of day.
    const usable = readings.filter(({ serverTime }) => serverTime >= 0 && serverTime <= _marker_js__WEBPACK_IMPORTED_MODULE_2__/* .LATEST_INSTANT */ .k9);
    const astra = usable.filter((reading) => reading.service === "astra");
    const github = usable.filter((reading) => reading.service === "github");
    const pairs = astra.flatMap((a) => github.map((g) => ({ a, g })));
    const [first, ...others] = pairs;
    if (first === undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RotationError */ .FL({
            code: "clocks-unknown",
            summary: "One of the services did not say what time it is (no Date header).",
            remedy: "Ages cannot be judged without it, so nothing was changed. A proxy between the runner and the service may be removing the header.",
            rerun: "safe",
        });
    }
    const apart = ({ a, g }) => Math.abs(g.receivedAt - a.receivedAt);
    const { a, g } = others.reduce((best, pair) => (apart(pair) < apart(best) ? pair : best), first);
    const offset = g.serverTime - a.serverTime - Math.round(g.receivedAt - a.receivedAt);
    return {
        offset,
        now: Math.min(...github.map((reading) => reading.serverTime), ...astra.map((reading) => reading.serverTime + offset)),
        astraAt: (monotonic) => a.serverTime + Math.round(monotonic - a.receivedAt),
    };
}
/** Throws `clocks-apart` when the services' clocks differ by more than the fence allows for. */
function requireCloseClocks(clocks) {
    if (Math.abs(clocks.offset) <= _fence_js__WEBPACK_IMPORTED_MODULE_0__/* .CLOCK_ERROR_MS */ .l)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RotationError */ .FL({
        code: "clocks-apart",
        summary: `The clocks of GitHub and Astra are ${String(Math.round(Math.abs(clocks.offset) / 1000))} seconds apart; at most ${String(_fence_js__WEBPACK_IMPORTED_MODULE_0__/* .CLOCK_ERROR_MS */ .l / 1000)} can be allowed for.`,
        remedy: "Nothing was minted. Run again later; on GitHub Enterprise Server, look at the server's clock.",
        rerun: "safe",
    });
}


/***/ }),

/***/ 8359:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ib: () => (/* binding */ STAMP_SLACK_MS),
/* harmony export */   MC: () => (/* binding */ IN_FLIGHT_MS),
/* harmony export */   l: () => (/* binding */ CLOCK_ERROR_MS),
/* harmony export */   li: () => (/* binding */ CLOCK_MARGIN_MS),
/* harmony export */   xn: () => (/* binding */ fenceOf)
/* harmony export */ });
/** Longest time, in milliseconds, that a request may still take effect after it was sent. */
const IN_FLIGHT_MS = 120_000;
/** How far apart, in milliseconds, the clocks of the two services may be before a run refuses to mint. */
const CLOCK_ERROR_MS = 300_000;
/** What stamps in whole seconds can hide, in milliseconds; it also makes the fence strictly longer than any write. */
const STAMP_SLACK_MS = 3_000;
/** The clock error that evidence has to allow for, stamps in whole seconds included, in milliseconds. */
const CLOCK_MARGIN_MS = CLOCK_ERROR_MS + STAMP_SLACK_MS;
/**
 * The fence D of a run: how long after its minting, in milliseconds, a
 * credential can at the most still be written by the run that minted it.
 */
function fenceOf(runTimeoutMs) {
    return runTimeoutMs + IN_FLIGHT_MS + CLOCK_MARGIN_MS;
}


/***/ }),

/***/ 9062:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gJ: () => (/* binding */ formatMarker),
/* harmony export */   gY: () => (/* binding */ parseMarker),
/* harmony export */   h7: () => (/* binding */ NAMED_LENGTH),
/* harmony export */   k9: () => (/* binding */ LATEST_INSTANT),
/* harmony export */   vN: () => (/* binding */ adoptedBy)
/* harmony export */ });
/* unused harmony exports MARKER_LENGTH, isNewerMarker */
/** Longest marker, in characters; Astra's own limit is not documented. */
const MARKER_LENGTH = 128;
/** Longest client id that a marker can remember; Astra's have 24 letters. */
const NAMED_LENGTH = 34;
/** Latest instant that a marker can state, epoch milliseconds: in the year 4147. */
const LATEST_INSTANT = (64 ** 6 - 1) * 1000;
/*
 * The layout, in characters; numbers are digits of base64url, the most
 * significant first, and `.` fills a field that says nothing.
 *
 *   4  format and its version: atr2         +1 space
 *   8  home    8  id                        +1 space
 *   8  places  4  roles  12 attempt         +1 space
 *   6  mintedAt (s)  2 offset (s + 2048)  4 fence (s)
 *   6  generatedBefore (s)  6 lastWrite (s)  1 flags   +1 space
 *   1 to 34  named client id                +1 space
 *   3 to 15  run                            = 78 to 123
 *   the rest: a space and words, cut to fit
 *
 * Every later format keeps the first thirteen: `atr`, one digit, a space, home.
 */
const FORMAT = "atr2";
const OFFSET_BIAS_S = 2048;
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const digits = (length) => `[A-Za-z0-9_-]{${String(length)}}`;
const orFill = (length) => `${digits(length)}|\\.{${String(length)}}`;
const PATTERN = new RegExp([
    `^${FORMAT}`,
    `(?<home>${digits(8)})(?<id>${digits(8)})`,
    `(?<places>${digits(8)})(?<roles>${orFill(4)})(?<attempt>${digits(12)})`,
    `(?<mintedAt>${digits(6)})(?<offset>${digits(2)})(?<fence>${digits(4)})(?<before>${orFill(6)})(?<lastWrite>${orFill(6)})(?<flags>${digits(1)})`,
    `(?<named>\\.|[A-Za-z0-9_-]{1,${String(NAMED_LENGTH)}})`,
    "(?<run>[0-9a-z]{1,11}\\.[0-9a-z]{1,3})(?: [ -~]*)?$",
].join(" "), "u");
const NAMED_AS = ["adopted", "contradicting", "witnessed"];
const CAUSES = ["planned", "repair", "record"];
/**
 * Writes a marker as printable ASCII of at most 128 characters. `words` tell a
 * person who reads Astra's token list where the token belongs; they come last
 * and are cut to fit. Every instant is rounded to the side that revokes later.
 * Throws `RangeError` when a fact does not fit, so that nothing is ever minted
 * under a marker that no later run could read.
 */
function formatMarker(marker, words) {
    const { generatedBefore: before, lastWrite } = marker.lowWater ?? {};
    const stamps = [
        inDigits(Math.floor(marker.mintedAt / 1000), 6),
        inDigits(Math.floor(marker.clockOffsetMs / 1000) + OFFSET_BIAS_S, 2),
        inDigits(Math.ceil(marker.fenceMs / 1000), 4),
        before === undefined ? "......" : inDigits(Math.floor(before / 1000), 6),
        lastWrite === undefined
            ? "......"
            : inDigits(Math.ceil(lastWrite / 1000), 6),
        inDigits(flagsOf(marker), 1),
    ];
    const facts = [
        FORMAT,
        `${marker.home}${marker.id}`,
        `${inDigits(marker.places, 8)}${marker.roles ?? "...."}${marker.attempt}`,
        stamps.join(""),
        marker.named?.clientId ?? ".",
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
    const text = (name) => groups[name] ?? "";
    const number = (name) => fromDigits(text(name));
    const instant = (name) => text(name).startsWith(".") ? undefined : number(name) * 1000;
    const flags = number("flags");
    const cause = CAUSES[(flags >> 1) & 3];
    const as = NAMED_AS[(flags >> 3) - 1];
    const clientId = text("named");
    const isNamed = clientId !== ".";
    if (cause === undefined || isNamed !== (as !== undefined))
        return undefined;
    const lastWrite = instant("lastWrite");
    const generatedBefore = instant("before");
    if (lastWrite === undefined && generatedBefore !== undefined)
        return undefined;
    return {
        home: text("home"),
        id: text("id"),
        places: number("places"),
        roles: text("roles") === "...." ? undefined : text("roles"),
        attempt: text("attempt"),
        mintedAt: number("mintedAt") * 1000,
        clockOffsetMs: (number("offset") - OFFSET_BIAS_S) * 1000,
        fenceMs: number("fence") * 1000,
        lowWater: lastWrite === undefined ? undefined : { generatedBefore, lastWrite },
        named: as === undefined ? undefined : { clientId, as },
        emergency: (flags & 1) === 1,
        cause,
        run: text("run"),
    };
}
/** Client id of the token that a marker's credential adopted, or undefined. */
function adoptedBy({ named, }) {
    return named?.as === "adopted" ? named.clientId : undefined;
}
/** Whether a description is a marker of a later format that was minted for this home. */
function isNewerMarker(description, home) {
    const groups = /^atr(?<version>[0-9a-z]) (?<home>[A-Za-z0-9_-]{8})/u.exec(description)?.groups;
    return (groups?.["home"] === home && (groups["version"] ?? "") > FORMAT.slice(3));
}
/** One digit: emergency (1), cause (2 and 4), what the named token was (8 and 16). */
function flagsOf({ emergency, cause, named }) {
    const as = named === undefined ? 0 : NAMED_AS.indexOf(named.as) + 1;
    return (emergency ? 1 : 0) + CAUSES.indexOf(cause) * 2 + as * 8;
}
/** Too large or small a number becomes a text of another length, which the pattern refuses. */
function inDigits(value, length) {
    let rest = value;
    let text = "";
    for (let position = 0; position < length; position += 1) {
        text = `${DIGITS[rest % 64] ?? "!"}${text}`;
        rest = Math.floor(rest / 64);
    }
    return rest === 0 ? text : "!";
}
function fromDigits(text) {
    let value = 0;
    for (const digit of text)
        value = value * 64 + DIGITS.indexOf(digit);
    return value;
}


/***/ }),

/***/ 8302:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ everyOne),
/* harmony export */   l: () => (/* binding */ observe)
/* harmony export */ });
/* harmony import */ var _clocks_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87);


/**
 * Reads everything that a decision rests on, all of it at once. Throws when
 * anything cannot be read, naming every problem and not only the first.
 */
async function observe({ issuer, targets }, policy) {
    const reads = {
        organization: issuer.organization(),
        roles: issuer.roles(),
        list: issuer.list("rotate"),
        stores: everyOne(targets.map((target) => target.observe())),
    };
    await everyOne(Object.values(reads));
    const organization = await reads.organization;
    const list = await reads.list;
    const roles = await reads.roles;
    const { previousClientId } = policy;
    const isShown = list.value.some(({ clientId }) => clientId === previousClientId);
    const previous = previousClientId === undefined || isShown
        ? undefined
        : await issuer.organizationOfPrevious();
    const stores = await reads.stores;
    const readings = stores.flatMap((store) => store.clocks);
    for (const { clock } of [organization, list]) {
        if (clock !== undefined)
            readings.push(clock);
    }
    return {
        organization: organization.value,
        roles: roles.roles,
        rolesDigest: roles.digest,
        rolesUnchecked: roles.unchecked,
        previous,
        tokens: list.value,
        secrets: stores.flatMap((store) => store.secrets),
        overrides: stores.flatMap((store) => store.overrides),
        clocks: (0,_clocks_js__WEBPACK_IMPORTED_MODULE_0__/* .compareClocks */ .P)(readings),
    };
}
/** Waits for all; throws all errors as one when there is any, each sentence once. */
async function everyOne(promises) {
    const settled = await Promise.allSettled(promises);
    const errors = settled.flatMap((result) => {
        if (result.status === "fulfilled")
            return [];
        const error = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .asRotationError */ .fq)(result.reason);
        return [error, ...error.also];
    });
    const unlike = errors.filter((error, index) => errors.findIndex((other) => other.summary === error.summary) === index);
    const [first, ...others] = unlike;
    if (first !== undefined)
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .joinErrors */ ._h)([first, ...others]);
    return settled.flatMap((result) => result.status === "fulfilled" ? [result.value] : []);
}


/***/ }),

/***/ 5648:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ Secret)
/* harmony export */ });
const REDACTED = "[redacted]";
/**
 * A value that no conversion prints: strings, JSON, templates, inspection,
 * structured clones and debuggers all show a placeholder or nothing. `expose()`
 * is the one way out, and lint allows the call only where a secret has to leave
 * the process.
 */
class Secret {
    // A debugger shows private fields with their values, but not what a function closes over.
    #reveal;
    constructor(value) {
        this.#reveal = () => value;
    }
    expose() {
        return this.#reveal();
    }
    toString() {
        return REDACTED;
    }
    toJSON() {
        return REDACTED;
    }
    [Symbol.toPrimitive]() {
        return REDACTED;
    }
    get [Symbol.toStringTag]() {
        return "Secret";
    }
    [Symbol.for("nodejs.util.inspect.custom")]() {
        return REDACTED;
    }
}


/***/ })

};
