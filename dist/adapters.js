export const id = 651;
export const ids = [651];
export const modules = {

/***/ 9651:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  composeAdapters: () => (/* binding */ composeAdapters)
});

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./src/http/bounded-json.ts
var bounded_json = __webpack_require__(4016);
// EXTERNAL MODULE: ./src/astra/instant.ts
var instant = __webpack_require__(8112);
// EXTERNAL MODULE: ./src/astra/wire.ts
var wire = __webpack_require__(5932);
;// CONCATENATED MODULE: ./src/astra/token-list.ts




/** The longest list of tokens that is read, bytes: some 50,000 tokens. */
const TOKEN_LIST_BYTES = 16 * 1024 * 1024;
/** The most JSON values that it may hold: eight are usual for each token. */
const TOKEN_LIST_VALUES = 600_000;
const TextOrNone = dist/* fallback */.NpB(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(4096)), "");
/**
 * Of one entry only the client id has to fit: a token that is listed is alive,
 * whatever else is said of it.
 */
const ListedWire = dist/* object */.Ikc({
    clientId: wire/* ClientId */.Rn,
    roles: dist/* fallback */.NpB(dist/* array */.YOg(TextOrNone), []),
    description: TextOrNone,
    generatedOn: dist/* optional */.lqM(dist/* unknown */.L5J()),
    tokenExpiry: dist/* optional */.lqM(dist/* unknown */.L5J()),
});
/**
 * `GET /v2/clientIdSecrets`, 200. The caller's own token is always in it, so an
 * empty list is no answer.
 */
const TokenListWire = dist/* object */.Ikc({
    clients: dist/* pipe */.FsL(dist/* array */.YOg(dist/* unknown */.L5J()), dist/* minLength */.BpQ(1)),
});
/**
 * Reads a token list. Keeps of each entry what the protocol needs and nothing
 * else, since an organization may have tens of thousands; an entry without a
 * usable client id is dropped, and of two with the same one the first counts.
 */
function readTokenList(body) {
    const parsed = dist/* safeParse */.xLC(TokenListWire, (0,bounded_json/* parseBoundedJson */.Rj)(body, TOKEN_LIST_VALUES));
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
 * gateway adds one.
 */
function createAstraClient(send, baseUrl, onAnswer = () => undefined) {
    const base = baseUrl.href.replace(/\/+$/u, "");
    const call = async (purpose, token, [method, path], { body, ...options } = {}) => {
        const request = {
            method,
            url: new URL(`${base}${path}`),
            headers: {
                accept: "application/json",
                authorization: `Bearer ${token.expose()}`,
                ...(body === undefined ? {} : { "content-type": "application/json" }),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        };
        const answer = await send[purpose](request, options);
        onAnswer(answer);
        return answer;
    };
    return {
        host: baseUrl.host,
        currentOrganization: (token) => call("rotate", token, ["GET", "/v2/currentOrg"]),
        roles: (token) => call("rotate", token, ["GET", "/v2/organizations/roles"]),
        tokens: (token, purpose) => call(purpose, token, ["GET", "/v2/clientIdSecrets"], {
            maxBodyBytes: TOKEN_LIST_BYTES,
        }),
        mint: (token, body, purpose) => call(purpose, token, ["POST", "/v2/clientIdSecrets"], { body }),
        revoke: (token, clientId, purpose) => call(purpose, token, [
            "DELETE",
            `/v2/clientIdSecrets/${encodeURIComponent(clientId)}`,
        ]),
    };
}

// EXTERNAL MODULE: ./src/astra/credential-wire.ts
var credential_wire = __webpack_require__(8416);
// EXTERNAL MODULE: ./src/http/transport-error.ts
var transport_error = __webpack_require__(4098);
;// CONCATENATED MODULE: ./src/astra/data-api.ts



/** An answer that names thousands of collections is shorter. */
const MAX_BODY_BYTES = 512 * 1024;
/**
 * A database as the protocol tries a token on it: one command that reads names
 * of the schema and nothing else. Both read the schema anew, as the token.
 * https://docs.datastax.com/en/astra-db-serverless/api-reference/collection-methods/list-collections.html
 */
function createDatabase(options) {
    const { database, previousToken } = options;
    return {
        name: database.id.slice(0, 8),
        regions: database.endpoints.map(({ region, dataApi }) => {
            const ask = (token) => askOnce(options, dataApi, token);
            return {
                region,
                probe: (credential) => ask(credential.token),
                probePrevious: () => previousToken === undefined
                    ? Promise.resolve(undefined)
                    : ask(previousToken),
            };
        }),
    };
}
async function askOnce({ send, keyspace }, dataApi, token) {
    const command = keyspace === undefined ? "findKeyspaces" : "findCollections";
    const path = keyspace === undefined ? "" : `/${encodeURIComponent(keyspace)}`;
    const request = {
        method: "POST",
        url: new URL(`${dataApi.href}${path}`),
        headers: {
            accept: "application/json",
            "content-type": "application/json",
            token: token.expose(),
        },
        body: JSON.stringify({ [command]: {} }),
    };
    try {
        const answer = await send(request, { maxBodyBytes: MAX_BODY_BYTES });
        return judge(answer, command);
    }
    catch (thrown) {
        if (!(thrown instanceof transport_error/* TransportError */.wX))
            throw thrown;
        return unseen(`it could not be reached: ${thrown.message}`);
    }
}
/** Every token may see these. */
const OF_THE_SYSTEM = /^(?:system(?:_.*)?|data_endpoint_auth|datastax_sla)$/u;
const ResultWire = {
    findKeyspaces: dist/* object */.Ikc({
        status: dist/* object */.Ikc({
            // No other is what a token sees whose rights have not arrived.
            keyspaces: dist/* pipe */.FsL(dist/* array */.YOg(dist/* string */.YjP()), dist/* someItem */.oau((name) => !OF_THE_SYSTEM.test(name))),
        }),
    }),
    findCollections: dist/* object */.Ikc({
        status: dist/* object */.Ikc({ collections: dist/* array */.YOg(dist/* unknown */.L5J()) }),
    }),
};
const NoKeyspaceWire = dist/* object */.Ikc({
    status: dist/* object */.Ikc({ keyspaces: dist/* array */.YOg(dist/* string */.YjP()) }),
});
const ErrorsWire = dist/* object */.Ikc({
    errors: dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({ errorCode: dist/* optional */.lqM(dist/* string */.YjP(), "") })), dist/* minLength */.BpQ(1)),
});
/** What the Data API answers, a success or an error. */
const StatusWire = dist/* object */.Ikc({ status: dist/* object */.Ikc({}) });
/**
 * Says what an answer tells, by its shape: a status of 200 tells nothing, and
 * what is no answer of the Data API says nothing about the token.
 */
function judge(answer, command) {
    const body = (0,bounded_json/* parseBoundedJson */.Rj)(answer.body);
    const http = `HTTP ${String(answer.status)}`;
    const failed = dist/* safeParse */.xLC(ErrorsWire, body);
    if (failed.success) {
        const codes = failed.output.errors.map(({ errorCode }) => errorCode);
        return judgeErrors(codes, answer.status);
    }
    if (!dist.is(StatusWire, body) || isTrouble(answer.status)) {
        return unseen(`the answer is not one of the Data API (${http})`);
    }
    if (answer.status === 200 && dist.is(ResultWire[command], body)) {
        return { kind: "accepted" };
    }
    return answer.status === 200 && dist.is(NoKeyspaceWire, body)
        ? refused("it shows the token no keyspace")
        : refused(`it answered something else than was asked (${http})`);
}
/**
 * What the codes of an error answer mean; `docs` name them, and each of the
 * first group has been seen under HTTP 200.
 * https://docs.datastax.com/en/astra-db-serverless/api-reference/data-api-commands.html
 */
const MEANINGS = [
    [
        /^(?:NAMESPACE_DOES_NOT_EXIST|KEYSPACE_DOES_NOT_EXIST|UNKNOWN_KEYSPACE)$/u,
        refused("it shows the token no such keyspace"),
    ],
    [
        /^(?:UNAUTHENTICATED_REQUEST|MISSING_AUTHENTICATION_TOKEN)$/u,
        refused("it does not accept the token"),
    ],
    [
        /^UNAUTHORIZED_ACCESS$/u,
        refused("it does not let the token read the schema"),
    ],
    [
        /HIBERNAT|PARKED|PARKING|RESUM|SUSPENDED/u,
        unseen("it is hibernated or resuming"),
    ],
];
function judgeErrors(codes, status) {
    for (const [meaning, answer] of MEANINGS) {
        if (codes.some((code) => meaning.test(code)))
            return answer;
    }
    const http = `HTTP ${String(status)}`;
    if (isTrouble(status))
        return unseen(`it is in trouble (${http})`);
    return refused(`it reports an error that this action does not know (${http})`);
}
function isTrouble(status) {
    return status >= 500 || status === 429 || status === 408;
}
function refused(because) {
    return { kind: "refused", because };
}
function unseen(because) {
    return { kind: "unseen", because };
}

;// CONCATENATED MODULE: ./src/http/certificate-advice.ts
/**
 * What a person can do about a certificate that was not accepted
 * (https://nodejs.org/api/cli.html#node_extra_ca_certsfile), where `input`
 * holds the service's address; undefined when the error is another one.
 */
function certificateAdvice({ code, host }, input) {
    if (code !== "tls-failed")
        return undefined;
    return `If ${host}, or a proxy that inspects TLS, uses a certificate of a private authority, set the environment variable NODE_EXTRA_CA_CERTS to that authority's certificate file. Otherwise another server may have answered: check \`${input}\` and any proxy.`;
}

;// CONCATENATED MODULE: ./src/http/proxy-failure.ts
/**
 * What happened at a proxy and what to do; undefined when the error is another
 * one.
 */
function proxyFailure({ detail = "", proxy, host, }) {
    if (proxy === undefined)
        return undefined;
    const status = /^PROXY_(\d{3})$/u.exec(detail)?.[1];
    const address = "the proxy's address (`https_proxy` or `all_proxy`)";
    if (status === "407") {
        return {
            summary: `The proxy ${proxy} did not accept the runner's proxy credentials, or there are none (HTTP 407).`,
            remedy: `Set the user and the password in ${address}, with special characters percent-encoded.`,
            rerun: "fix-first",
        };
    }
    if (status !== undefined) {
        return {
            summary: `The proxy ${proxy} opened no connection to ${host} (HTTP ${status}).`,
            remedy: `Allow ${host} in the proxy, or list it in \`no_proxy\` if the runner reaches it directly.`,
            rerun: status.startsWith("5") ? "safe" : "fix-first",
        };
    }
    if (detail === "PROXY_CERTIFICATE") {
        return {
            summary: `The certificate of the proxy ${proxy} was not accepted.`,
            remedy: "If a private authority issued it, set the environment variable NODE_EXTRA_CA_CERTS to that authority's certificate file.",
            rerun: "fix-first",
        };
    }
    const summary = detail === "PROXY_UNREACHABLE"
        ? `Could not reach the proxy ${proxy}.`
        : `The proxy ${proxy} gave no usable answer when it was asked for a connection to ${host}.`;
    const remedy = `Check ${address} and the runner's network.`;
    return { summary, remedy, rerun: "safe" };
}

// EXTERNAL MODULE: ./src/rotation/errors.ts
var rotation_errors = __webpack_require__(87);
;// CONCATENATED MODULE: ./src/astra/attempt.ts
/** The words of each task. */
const WORDS = {
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
 * Why a request may have been refused for want of rights, most likely first.
 */
function accessCauses({ task }) {
    const { permission } = WORDS[task];
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
/**
 * Why a minting may have been refused for what it asked for, most likely first.
 */
function mintCauses({ hasExpiry }) {
    return [
        ...(hasExpiry === true
            ? ["`token-lifetime` is longer than the organization allows"]
            : []),
        "the organization has reached its number of tokens",
        "the role cannot be given to a token",
    ];
}
/** Causes in a sentence. */
function likely(causes) {
    return causes.length === 1
        ? `Likely cause: ${causes[0] ?? ""}.`
        : `Likely causes, most likely first: ${causes.join("; ")}.`;
}

;// CONCATENATED MODULE: ./src/astra/provenance.ts

/**
 * Error ids that mean: this is no live token. Without one of them a refusal
 * proves nothing about the token.
 */
const DEAD_TOKEN_IDS = new Set([
    340002, 340003, 340012, 340016, 340017, 340018,
]);
/**
 * Whether an answer says for certain that the token of the request is dead or
 * malformed, whatever its status.
 */
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
        return failures_refused(answer, attempt);
    return new rotation_errors/* RotationError */.FL({
        code: "astra-answer-unusable",
        summary: `Unexpected response from Astra while ${WORDS[attempt.task].doing} ${facts(answer, attempt)}.`,
        remedy: "Run it again; if it persists, check `astra-api-url` and any proxy between the runner and Astra.",
        rerun: "safe",
    });
}
/** Whatever a request threw, as a verdict with a remedy. */
function brokenOf(thrown, { task, host }) {
    if (!(thrown instanceof transport_error/* TransportError */.wX))
        return (0,rotation_errors/* asRotationError */.fq)(thrown);
    const { doing } = WORDS[task];
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
    const proxy = proxyFailure(thrown);
    if (proxy !== undefined) {
        return new rotation_errors/* RotationError */.FL({
            code: "astra-unavailable",
            ...proxy,
            cause: thrown,
        });
    }
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
/**
 * `(HTTP 403, error 340010, api.astra.datastax.com)`: Astra's own numbers,
 * never its texts.
 */
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
        case "the new token":
            return new rotation_errors/* RotationError */.FL({
                code: "not-accepted",
                summary: "Astra does not accept the new token yet.",
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
    const { doing } = WORDS[attempt.task];
    return new rotation_errors/* RotationError */.FL({
        code: "astra-unavailable",
        summary: answer.status === 429
            ? `Astra rate-limited the action while it was ${doing} ${facts(answer, attempt)}.`
            : `Astra failed while ${doing} ${facts(answer, attempt)}.`,
        remedy: "Run it again in a few minutes.",
        rerun: "safe",
    });
}
/**
 * Astra's refusals are undocumented: this one is told as it came, with the
 * likely causes in order.
 */
function failures_refused(answer, attempt) {
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
/** A bound of this action's own, which is no fault of the network. */
function tooLarge(cause, task, host) {
    const isList = task === "list the tokens";
    const limit = String(TOKEN_LIST_BYTES / 1024 / 1024);
    return new rotation_errors/* RotationError */.FL({
        code: "astra-answer-unusable",
        summary: isList
            ? `Astra's token list is larger than this action reads: ${limit} MiB (${host}).`
            : `Astra's answer while ${WORDS[task].doing} is larger than this action reads (${host}).`,
        remedy: isList
            ? "Delete unused tokens in the Astra Portal (Settings › Tokens): some 50,000 fit."
            : "Check `astra-api-url` and any proxy between the runner and Astra.",
        rerun: "fix-first",
        cause,
    });
}

// EXTERNAL MODULE: ./src/http/retry.ts
var retry = __webpack_require__(8902);
;// CONCATENATED MODULE: ./src/astra/reads.ts

/** How often a read is sent whose answer is a success that cannot be read. */
const READ_ATTEMPTS = 4;
/**
 * The pause before the second attempt, milliseconds; doubled for each after it.
 */
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






/**
 * Pause before a minting request that never reached the service is sent again,
 * milliseconds.
 */
const RECONNECT_PAUSE_MS = 1_000;
/**
 * Pause after a rate limit that does not say how long, milliseconds; other
 * clients of this API wait as long.
 */
const LIMIT_PAUSE_MS = 5_000;
/**
 * Sends the request that mints, once; masks every secret of the answer before
 * it returns.
 */
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
        return thrown instanceof transport_error/* TransportError */.wX && thrown.delivery === "not-sent"
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
        const asked = (0,retry/* parseRetryAfter */.mu)(answer.header("retry-after"), answer.serverTime);
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

// EXTERNAL MODULE: ./src/astra/role-policy.ts
var role_policy = __webpack_require__(1472);
;// CONCATENATED MODULE: ./src/astra/database-role.ts


/** A body longer than this is left to `prepare-role`, characters. */
const MAX_BODY = 2_000;
/** How many differing lines an error shows. */
const MAX_LINES = 6;
/**
 * Finds the role that a configuration means in the organization's list, by its
 * name. Throws `role-missing` where it is not there, and `role-differs` where
 * it does not allow exactly that: somebody has edited it. `prepareRole` names
 * the action that makes it.
 */
function findDatabaseRole(own, known, prepareRole) {
    const found = known.filter(({ name }) => name === own.name);
    const [first] = found;
    if (first === undefined)
        throw missing(own, prepareRole);
    const isEqual = ({ policy }) => (0,role_policy/* compareRole */.Ub)(policy, own).kind === "equal";
    const equal = found.find(isEqual);
    if (equal !== undefined)
        return equal;
    throw differs(own, (0,role_policy/* compareRole */.Ub)(first.policy, own));
}
function missing(own, prepareRole) {
    const body = (0,role_policy/* roleRequestBody */.Iw)(own);
    const byHand = body.length <= MAX_BODY
        ? `With another tool, send POST /v2/organizations/roles with this body: ${body}`
        : "With `dry-run: true` it prints the request for those who prefer another tool.";
    return new rotation_errors/* RotationError */.FL({
        code: "role-missing",
        summary: `The Astra organization has no role “${own.name}”, which \`database\`, \`keyspaces\` and \`access\` mean.`,
        remedy: `Nothing was minted. Create the role once with ${prepareRole}, which takes the same three inputs and a short-lived token of an Organization Administrator, then run again. ${byHand}`,
        rerun: "fix-first",
    });
}
function differs({ name }, comparison) {
    return new rotation_errors/* RotationError */.FL({
        code: "role-differs",
        summary: `The role “${name}” is not what \`database\`, \`keyspaces\` and \`access\` mean. ${differenceOf(comparison)}`,
        remedy: "Nothing was minted. Tokens with this role have its present permissions. Undo the edit in the Astra Portal (Settings › Roles), then run again; for other permissions change the inputs, which means another role.",
        rerun: "fix-first",
    });
}
function differenceOf(comparison) {
    switch (comparison.kind) {
        case "equal":
        case "unreadable":
            return "Astra's role list does not say what it allows in a form that this action can read.";
        case "wider":
            return `It allows more: ${shown(comparison.extra)}.`;
        case "narrower":
            return `It allows less, for it lacks ${shown(comparison.missing)}.`;
        case "different":
            return `It has ${shown(comparison.extra)}, and lacks ${shown(comparison.missing)}.`;
        default:
            return comparison;
    }
}
function shown(lines) {
    const some = lines.slice(0, MAX_LINES).join(", ");
    const more = lines.length - MAX_LINES;
    return more > 0 ? `${some} and ${String(more)} more` : some;
}

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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/rotation/inert.ts
var inert = __webpack_require__(4070);
;// CONCATENATED MODULE: ./src/astra/role-digest.ts


/**
 * How much of the digest is kept, characters of base64url: as much as a marker
 * holds.
 */
const DIGEST_LENGTH = 4;
/**
 * How many earlier policies are tried. A digest has 24 bits, so one in 1,600
 * changed roles fits one of them by chance.
 */
const MAX_TRIES = 10_000;
/** Longest line of a policy that a person is shown, characters. */
const MAX_LINE = 160;
/** Undefined where the list does not say what one of the roles allows. */
function allowedBy(roles) {
    const lines = [];
    for (const { id, policy } of roles) {
        if (policy === undefined)
            return undefined;
        lines.push(...linesOf(id.toLowerCase(), policy));
    }
    lines.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    return {
        digest: digestOf(lines),
        addedSince: (earlier) => addedSince(earlier, lines),
    };
}
function linesOf(role, { actions, resources, effect }) {
    const line = (text) => ({ role, text, isEffect: false });
    return [
        { role, text: effect.toLowerCase(), isEffect: true },
        ...actions.map(line),
        // Built-in roles hold `__ORG_ID__` where custom ones hold an id.
        ...resources.map((one) => line(one.replace(/^drn:astra:org:[^:]+/u, "drn:astra:org:__ORG_ID__"))),
    ];
}
function keyOf({ role, text, isEffect }) {
    return JSON.stringify([role, isEffect, text]);
}
function digestOf(lines) {
    return (0,external_node_crypto_.createHash)("sha256")
        .update(lines.map(keyOf).join("\n"))
        .digest("base64url")
        .slice(0, DIGEST_LENGTH);
}
/** Leaves out one line, then two, and so on, until the digest fits. */
function addedSince(earlier, lines) {
    const removable = lines.filter(({ isEffect }) => !isEffect);
    let tries = 0;
    for (let count = 1; count < removable.length; count += 1) {
        for (const left of choose(removable, count)) {
            tries += 1;
            if (tries > MAX_TRIES)
                return undefined;
            if (digestOf(lines.filter((line) => !left.has(line))) === earlier) {
                return [...new Set([...left].map(({ text }) => (0,inert/* inert */.t)(text, MAX_LINE)))];
            }
        }
    }
    return undefined;
}
/** All ways to choose so many. */
function* choose(all, count, from = 0) {
    if (count === 0) {
        yield new Set();
        return;
    }
    for (let index = from; index <= all.length - count; index += 1) {
        const one = all[index];
        if (one === undefined)
            return;
        for (const rest of choose(all, count - 1, index + 1))
            yield rest.add(one);
    }
}

;// CONCATENATED MODULE: ./src/astra/roles.ts




const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
/** How many near names an error shows. */
const NEAR_NAMES = 3;
/**
 * Whether every configured role is an id, so that the run can do without the
 * organization's role list.
 */
function areAllIds(wanted) {
    return wanted.every((role) => UUID.test(role));
}
/**
 * Roles by id where the role list may not be read; the built-in ones are known
 * by name, too.
 */
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
 * `role-unknown` with the near names, `role-ambiguous` with the ids to choose
 * from.
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
 * What roles allow today; undefined where the list does not say what one of
 * them allows.
 */
function allowedToday(roles, known) {
    return allowedBy(roles.map(({ id }) => ({
        id,
        policy: known.find((role) => role.id === id)?.policy,
    })));
}
function unknownRole(text, known) {
    const isId = UUID.test(text);
    return new rotation_errors/* RotationError */.FL({
        code: "role-unknown",
        summary: `The Astra organization has no role ${isId ? "with the ID " : ""}“${roles_inert(text)}”.`,
        remedy: isId
            ? "Nothing was minted. The role may have been deleted: set the input `role` to the name or ID of one that exists (Astra Portal, Settings › Roles)."
            : `Nothing was minted.${nearestNames(text, known)} Set the input \`role\` to the name that the Astra Portal shows, or to the role's ID.`,
        rerun: "fix-first",
    });
}
/**
 * A sentence with the names that look most like it; empty where the list has
 * none.
 */
function nearestNames(text, known) {
    const lower = text.toLowerCase();
    const near = [...new Set(known.flatMap((role) => namesOf(role.name)))]
        .map((name) => ({ name, distance: (0,leven/* default */.A)(lower, name.toLowerCase()) }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, NEAR_NAMES)
        .map(({ name }) => `“${roles_inert(name)}”`);
    return near.length === 0 ? "" : ` The nearest names are ${near.join(", ")}.`;
}
function ambiguousRole(text, found) {
    return new rotation_errors/* RotationError */.FL({
        code: "role-ambiguous",
        summary: `The Astra organization has ${String(found.length)} roles named “${roles_inert(text)}”.`,
        remedy: `Nothing was minted. Set the input \`role\` to the ID of the one you mean: ${found.map(({ id }) => roles_inert(id)).join(", ")}.`,
        rerun: "fix-first",
    });
}
/**
 * Role names come from outside: only letters, digits and plain punctuation of
 * them are shown.
 */
function roles_inert(text) {
    return text.replace(/[^\p{L}\p{N} ./_+-]/gu, "?").slice(0, 60);
}

;// CONCATENATED MODULE: ./src/astra/role-reading.ts







/**
 * Names have to be looked up. Ids are looked up, too, to find one that does not
 * exist (any more); where the list may not be read, the run does without.
 */
async function readRoles(request) {
    const { roles: wanted, databaseRole: scoped, organization } = request;
    const { attempt, send, sleep } = request;
    if (wanted.length === 0 && scoped === undefined) {
        return { roles: [], digest: undefined, unchecked: undefined };
    }
    const own = scoped === undefined ? undefined : organization();
    // Awaited once the list has come; a failure is thrown by then.
    own?.catch(() => undefined);
    try {
        const { value: known } = await read({
            attempt,
            send,
            parse: (body) => (0,bounded_json/* readBody */.x8)(wire/* RoleListWire */.Ss, body),
            sleep,
        });
        const roles = scoped === undefined || own === undefined
            ? resolveRoles(wanted, known)
            : [roleForDatabase(scoped, await own, known)];
        const allowed = allowedToday(roles, known);
        return {
            roles,
            digest: allowed?.digest,
            addedSince: allowed?.addedSince,
            unchecked: undefined,
        };
    }
    catch (thrown) {
        const isRefused = thrown instanceof rotation_errors/* RotationError */.FL && thrown.code === "astra-forbidden";
        const isNeeded = scoped !== undefined || !areAllIds(wanted);
        if (!isRefused || isNeeded)
            throw thrown;
        return {
            roles: rolesById(wanted),
            digest: undefined,
            unchecked: thrown,
        };
    }
}
function roleForDatabase({ scope, prepareRole }, organization, known) {
    const role = (0,role_policy/* databaseRole */.kn)({ ...scope, organization });
    return roleOf(findDatabaseRole(role, known, prepareRole));
}

;// CONCATENATED MODULE: ./src/astra/issuer.ts









/** Astra's DevOps API as the protocol's issuer. */
function createIssuer(options) {
    const { client, mask } = options;
    let adminToken = options.adminToken;
    let own;
    // Asked once: the role for a database is named after the organization, too.
    const organization = () => (own ??= readOrganization(options, adminToken));
    return {
        adminClientId: options.adminClientId,
        organization,
        roles: () => readRoles({
            ...options,
            send: () => client.roles(adminToken),
            attempt: attemptOf(client, "list the roles"),
            organization: async () => (await organization()).value,
        }),
        list: (purpose) => readTokens(options, adminToken, "astra-token", purpose),
        organizationOfPrevious: () => askPrevious(options),
        mint: (order, purpose) => mintOnce(client, adminToken, order, { mask, purpose }),
        probe: (credential) => probeOnce(client, credential.token),
        revoke: (clientId, purpose) => revokeToken(client, adminToken, clientId, purpose),
        tryListing: async ({ token }) => {
            await readTokens(options, token, "the new token", "rotate");
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
        parse: (body) => (0,bounded_json/* readBody */.x8)(wire/* OrganizationWire */.pb, body),
        sleep,
    });
    return { value: value.id, clock };
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
/**
 * Never throws: an answer that was lost tells no more than one that is unclear.
 */
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
        if (thrown instanceof transport_error/* TransportError */.wX && thrown.code !== "cancelled") {
            return { kind: "not-yet" };
        }
        throw brokenOf(thrown, attemptOf(client, "read the organization", "the new token"));
    }
    const organization = organizationIn(answer);
    if (organization !== undefined)
        return { kind: "accepted", organization };
    const isUnclear = (answer.status === 401 || answer.status === 403) && !saysDeadToken(answer);
    return { kind: isUnclear ? "unclear" : "not-yet" };
}
function organizationIn(answer) {
    return isSuccess(answer)
        ? (0,bounded_json/* readBody */.x8)(wire/* OrganizationWire */.pb, answer.body)?.id
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

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: ./src/rotation/marker.ts
var marker = __webpack_require__(9062);
;// CONCATENATED MODULE: ./src/github/wire.ts


/**
 * `GET …/secrets/public-key`.
 * https://docs.github.com/en/rest/actions/secrets#get-a-repository-public-key
 */
const PublicKeyWire = dist/* object */.Ikc({
    key_id: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[A-Za-z0-9]{1,64}$/u)),
    key: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(64)),
});
/**
 * GitHub's own beginning; no fence before it reaches back to 1970, where a
 * marker's instants begin.
 */
const EARLIEST = Date.UTC(2008, 0, 1);
/** An instant in RFC 3339, as epoch milliseconds. */
const Instant = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/u), dist/* transform */.pdi((text) => Date.parse(text)), dist/* minValue */.Wwf(EARLIEST), dist/* maxValue */.cGV(marker/* LATEST_INSTANT */.k9));
/**
 * A repository's name without its owner; it becomes a part of a path, so it has
 * to stay where it is.
 */
const RepositoryName = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/u));
const Id = dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b(), dist/* minValue */.Wwf(1));
const Count = dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b(), dist/* minValue */.Wwf(0));
/**
 * `GET …/secrets/{secret_name}`; secrets of organizations have a visibility.
 * https://docs.github.com/en/rest/actions/secrets#get-a-repository-secret
 */
const SecretMetadataWire = dist/* object */.Ikc({
    updated_at: Instant,
    visibility: dist/* optional */.lqM(dist/* picklist */.KIO(["all", "private", "selected"])),
});
/**
 * `GET /repos/{owner}/{repo}`.
 * https://docs.github.com/en/rest/repos/repos#get-a-repository
 */
const RepositoryWire = dist/* object */.Ikc({
    id: Id,
    full_name: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[A-Za-z0-9_-]{1,100}\/[A-Za-z0-9._-]{1,100}$/u)),
    archived: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
});
/**
 * `GET /orgs/{org}`.
 * https://docs.github.com/en/rest/orgs/orgs#get-an-organization
 */
const OrganizationWire = dist/* object */.Ikc({ id: Id });
/**
 * `GET …/secrets/{secret_name}/repositories`.
 * https://docs.github.com/en/rest/actions/secrets#list-selected-repositories-for-an-organization-secret
 */
const SelectedRepositoriesWire = dist/* object */.Ikc({
    total_count: Count,
    repositories: dist/* array */.YOg(dist/* object */.Ikc({ id: Id, name: RepositoryName })),
});
/**
 * `GET /orgs/{org}/repos`.
 * https://docs.github.com/en/rest/repos/repos#list-organization-repositories
 */
const RepositoryListWire = dist/* array */.YOg(dist/* object */.Ikc({ id: Id, name: RepositoryName, private: dist/* boolean */.zMY() }));
/**
 * `GET /repos/{owner}/{repo}/environments`.
 * https://docs.github.com/en/rest/deployments/environments#list-environments
 */
const EnvironmentListWire = dist/* object */.Ikc({
    total_count: dist/* optional */.lqM(Count),
    environments: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ name: dist/* string */.YjP() })), []),
});
/**
 * `GET …/secrets`: names alone.
 * https://docs.github.com/en/rest/actions/secrets#list-repository-secrets
 */
const SecretListWire = dist/* object */.Ikc({
    total_count: Count,
    secrets: dist/* array */.YOg(dist/* object */.Ikc({ name: dist/* string */.YjP() })),
});
/**
 * `GET /repos/{owner}/{repo}/actions/runs`, of which only the number matters.
 * https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
 */
const RunListWire = dist/* object */.Ikc({ total_count: Count });
/**
 * The permissions that an installation has or a token is to get, by GitHub's
 * keys.
 */
const PermissionsWire = dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP());
/**
 * `GET …/installation`.
 * https://docs.github.com/en/rest/apps/apps#get-a-repository-installation-for-the-authenticated-app
 */
const InstallationWire = dist/* object */.Ikc({
    id: Id,
    permissions: PermissionsWire,
    suspended_at: dist/* optional */.lqM(dist/* nullable */.mee(dist/* string */.YjP())),
});
/**
 * `POST /app/installations/{installation_id}/access_tokens`.
 * https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
const InstallationTokenWire = dist/* object */.Ikc({
    token: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[!-~]{10,8192}$/u)),
    expires_at: Instant,
});
/** The body of a redirect. */
const MovedWire = dist/* object */.Ikc({ url: dist/* string */.YjP() });
/**
 * An old server sends a `key_id` as a number with more digits than JavaScript's
 * numbers keep: the body with such a number as text.
 */
function withTextKeyId(body) {
    return body.replace(/("key_id"\s*:\s*)(\d{1,64})(?=\s*[,}])/u, '$1"$2"');
}

;// CONCATENATED MODULE: ./src/github/provenance.ts



/**
 * GitHub's form of an error.
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
const ErrorWire = dist/* object */.Ikc({
    message: dist/* string */.YjP(),
    documentation_url: dist/* optional */.lqM(dist/* unknown */.L5J()),
    block: dist/* optional */.lqM(dist/* unknown */.L5J()),
});
/** Headers that GitHub's API sends, and gateways do not. */
const OWN_HEADERS = ["x-github-media-type", "x-github-request-id"];
/**
 * GitHub's message in an error answer; "" when the body is not of its form.
 * Never shown to a person.
 */
function messageOf({ body }) {
    return (0,bounded_json/* readBody */.x8)(ErrorWire, body)?.message ?? "";
}
/**
 * Whether an error answer carries the block by which GitHub shuts a repository.
 */
function isBlock({ body }) {
    const block = (0,bounded_json/* readBody */.x8)(ErrorWire, body)?.block;
    return typeof block === "object" && block !== null;
}
/**
 * Whether an answer is a web page, as sites, login pages and gateways give
 * them.
 */
function isPage(answer) {
    const type = answer.header("content-type") ?? "";
    return (/\bhtml\b/iu.test(type) || /^\s*<(?:!doctype|html)/iu.test(answer.body));
}
/**
 * Whether an error answer is shown to be from GitHub's API: JSON of its form
 * with a mark that gateways do not leave. A status alone proves nothing, since
 * anything on the way may answer with the same.
 */
function isFromApi(answer) {
    if (isPage(answer))
        return false;
    const wire = (0,bounded_json/* readBody */.x8)(ErrorWire, answer.body);
    const hasHeader = OWN_HEADERS.some((name) => answer.header(name) !== undefined);
    if (wire === undefined)
        return answer.body.trim() === "" && hasHeader;
    return (hasHeader || typeof wire.documentation_url === "string" || isBlock(answer));
}
/**
 * What a redirect of the API itself says was renamed or transferred; undefined
 * for every other redirect, such as one to another host or to a login page.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
function renamedTo(answer, api) {
    if (api === undefined || answer.status < 300 || answer.status > 399) {
        return undefined;
    }
    const named = [
        answer.header("location"),
        (0,bounded_json/* readBody */.x8)(MovedWire, answer.body)?.url,
    ]
        .filter((url) => url !== undefined)
        .map((url) => renamedBy(url, api));
    const [first] = named;
    const isAgreed = named.every((one) => one?.id === first?.id);
    return isAgreed ? first : undefined;
}
function renamedBy(text, api) {
    const url = URL.parse(text, api.href);
    const prefix = api.pathname.replace(/\/+$/u, "");
    if (url?.origin !== api.origin || !url.pathname.startsWith(prefix)) {
        return undefined;
    }
    const [, kind, id] = /^\/(repositories|organizations)\/(\d{1,15})(?:\/|$)/u.exec(url.pathname.slice(prefix.length)) ?? [];
    if (id === undefined)
        return undefined;
    return { kind: kind === "repositories" ? "repository" : "organization", id };
}
/**
 * Where a redirect leads, as far as it can be told without repeating remote
 * text.
 */
function redirectWords(answer) {
    const location = answer.header("location");
    const { api } = answer;
    if (location === undefined || api === undefined)
        return "somewhere else";
    const url = URL.parse(location, api.href);
    if (url === null)
        return "somewhere else";
    return url.host === api.host ? "another page of it" : "another host";
}

;// CONCATENATED MODULE: ./src/github/refusals.ts

/** In this order: the more special wording first. */
const WORDINGS = [
    [/not accessible by integration/iu, "integration-lacks-permission"],
    [/not accessible by personal access token/iu, "token-lacks-permission"],
    [/forbids access via .*lifetime/iu, "lives-too-long"],
    [/forbids access via .*\(classic\)/iu, "classic-forbidden"],
    [/forbids access via .*fine-grained/iu, "fine-grained-forbidden"],
    [/OAuth App access restrictions/iu, "oauth-restricted"],
    [/(?:pending|await\w*|requires|needs|not) .{0,40}approv/iu, "not-approved"],
    [/SAML (?:enforcement|SSO|single)/iu, "saml"],
    [/IP allow list/iu, "ip-allow-list"],
    [/installation (?:has been|was|is) suspended/iu, "installation-suspended"],
    [/account (?:has been|was|is) suspended/iu, "account-suspended"],
    [/Enterprise Managed User/iu, "managed-user"],
    [/number of login attempts exceeded/iu, "too-many-logins"],
    [/billing|payment/iu, "billing"],
    [/access blocked|DMCA/iu, "blocked"],
    [/(?:repository|it) (?:has been|was|is) locked/iu, "locked"],
    [/(?:has been|was|is) archived/iu, "archived"],
    [/upgrade to GitHub|upgrade your (?:plan|account)/iu, "plan"],
    [/must have admin (?:rights|access)/iu, "role-too-low"],
    [/must be an? (?:org|owner|admin)/iu, "role-too-low"],
    [/improperly encrypted/iu, "badly-sealed"],
    [/permissions requested are not granted/iu, "permissions-not-granted"],
    [/integration not found/iu, "no-such-app"],
    [/\biss\b.*must be an integer/iu, "wants-app-number"],
    [/must generate a public key/iu, "app-without-key"],
    [/claim \('(?:exp|iat)'\)/iu, "assertion-time"],
    [/json web token could not be decoded/iu, "assertion-undecodable"],
    [/requires authentication|must authenticate/iu, "token-unseen"],
    [/API version/iu, "api-version"],
];
/**
 * Reads the cause off an error answer; undefined for a wording that is not
 * known. The text itself goes no further.
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
function refusalOf(answer) {
    const message = messageOf(answer);
    const worded = WORDINGS.find(([wording]) => wording.test(message))?.[1];
    if (worded !== undefined)
        return worded;
    if (answer.status === 451 || isBlock(answer))
        return "blocked";
    const needsSso = /^\s*required/iu.test(answer.header("x-github-sso") ?? "");
    return needsSso ? "saml" : undefined;
}

;// CONCATENATED MODULE: ./src/github/app/freshness.ts


/**
 * How long after its creation an installation token may be unknown to some of
 * GitHub's servers, or without its permissions there, milliseconds. Seen: one
 * to three seconds.
 */
const FRESH_MS = 30_000;
/** Reads off an answer what it says of its token. */
function acceptanceOf(answer) {
    const { status, asked } = answer;
    if (status === 401)
        return isFromApi(answer) ? "unknown" : "accepted";
    if (status === 403) {
        return refusalOf(answer) === "integration-lacks-permission"
            ? "lacking"
            : "accepted";
    }
    if (status !== 404 || !isFromApi(answer))
        return "accepted";
    // Servers without paths by id say so; the write by name that follows is
    // waited for.
    const isById = asked.path.includes("/repositories/");
    return isById ? "accepted" : "not-shown";
}
/** Whether a 404 is an everyday answer: a secret that is not there yet. */
function mayBeAbsent({ asked }) {
    return (asked.method === "GET" &&
        /\/secrets\/(?!public-key$)[^/]+(?:\/repositories)?$/u.test(asked.path));
}
/** Whether a success shows that the token has its permissions for secrets. */
function showsPermission({ status, asked }) {
    return status < 300 && asked.path.includes("/secrets");
}

// EXTERNAL MODULE: ./src/rotation/secret.ts
var secret = __webpack_require__(5648);
// EXTERNAL MODULE: ./src/http/transport.ts + 2 modules
var transport = __webpack_require__(6066);
;// CONCATENATED MODULE: ./src/github/permissions.ts
/** Listing runs and environments. */
const ACTIONS = repository("actions", "Actions");
const METADATA = repository("metadata", "Metadata");
const ENVIRONMENTS = repository("environments", "Environments");
/**
 * https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
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
/**
 * The scope that a classic token needs for the secrets of such a place.
 * https://docs.github.com/en/rest/actions/secrets
 */
function classicScopeFor(kind) {
    return kind === "organization" ? "admin:org" : "repo";
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

;// CONCATENATED MODULE: ./src/github/task.ts

const STORE_WORDS = {
    actions: "",
    dependabot: "Dependabot ",
    codespaces: "Codespaces ",
    agents: "agent ",
};
/** A task as a verb phrase, such as “read the repository acme/web”. */
function phraseOf(task) {
    const { what, phrase, store = "actions" } = task;
    if (phrase !== undefined)
        return phrase;
    const target = task.target
        .replace(/^(?:Dependabot|Codespaces|Agents) secrets of /u, "")
        .replace(/^organization /u, "the organization ")
        .replace(/^(environment “.*”) of /u, "$1 in ");
    if (/\bthe (?:repository|organization)$/u.test(what))
        return `${what} ${target}`;
    const worded = what.replace(/\bsecret/u, `${STORE_WORDS[store]}secret`);
    return `${worded} of ${target}`;
}
/** The credential as people know it. */
function credentialWords(token) {
    return token === "app" ? "the GitHub App" : "`github-token`";
}
/** The status of an answer, and who gave it: “HTTP 403 from api.github.com”. */
function statusWords({ status, api }) {
    const from = api === undefined ? "" : ` from ${api.host}`;
    return `HTTP ${String(status)}${from}`;
}
/** The server that answered. */
function serverWords({ api }) {
    return api === undefined ? "the server" : api.host;
}
/**
 * Whether a classic token is shown to have the scope for such a place;
 * undefined where the answer does not tell.
 */
function hasScope(answer, place) {
    const scopes = answer.header("x-oauth-scopes");
    return scopes
        ?.split(",")
        .map((scope) => scope.trim())
        .includes(classicScopeFor(place));
}

;// CONCATENATED MODULE: ./src/github/missing.ts



/** What has to be there for a store of secrets. */
const FEATURES = {
    actions: "GitHub Actions",
    dependabot: "Dependabot",
    codespaces: "Codespaces",
    agents: "agents",
};
/**
 * A 404 of GitHub's API, which says “not found” of what is not there and of
 * what the credential may not see, so no cause is stated as the only one.
 */
function missing_missing(answer, task) {
    const { what, place, phrase, store = "actions" } = task;
    const isKey = what.startsWith("read the public key");
    if (isKey && place === "environment")
        return noEnvironment(answer, task);
    if (isKey && place === "repository")
        return noStore(answer, task);
    if (isKey || what === "read the organization") {
        return notShown(answer, { ...task, target: `organization ${missing_organizationIn(task)}` }, `Check the spelling${isKey ? `, and whether the server and the plan have ${FEATURES[store]}` : ""}.`);
    }
    const isPlace = what === "read the repository" || /^list the \S+$/u.test(what);
    return isPlace && phrase === undefined
        ? notShown(answer, task, "Check the spelling.")
        : gone(answer, task);
}
function missing_organizationIn({ target }) {
    return target.replace(/^.*organization /u, "");
}
function notShown(answer, task, advice) {
    return told(`GitHub does not show ${task.target} to ${credentialWords(task.token)} (${statusWords(answer)}).`, `${advice} ${accessOf(answer, task)}`);
}
function gone(answer, task) {
    return told(`Could not ${phraseOf(task)}: GitHub does not find it, or does not show it to ${credentialWords(task.token)} (${statusWords(answer)}).`, "Check that it was not deleted or renamed, and that the credential still has access to it.");
}
function noEnvironment(answer, task) {
    return told(`There is no ${task.target}, or GitHub does not show its secrets to ${credentialWords(task.token)} (${statusWords(answer)}).`, `Check the name: the action never creates environments. If it exists, the plan may not include environments in private repositories (GitHub Pro, Team and Enterprise do)${permissionPart(answer, task)}.`);
}
function noStore(answer, task) {
    const { store = "actions" } = task;
    return told(`Could not ${phraseOf(task)}: GitHub shows no such secrets to ${credentialWords(task.token)} (${statusWords(answer)}).`, `Likely causes: the server, the plan or the repository has no ${FEATURES[store]}${permissionPart(answer, task)}.`);
}
/** The credential's part in a 404, where the answer does not disprove it. */
function permissionPart(answer, task) {
    const { token, permission, place } = task;
    switch (token) {
        case "app":
            return ", or the App's installation does not cover the repository";
        case "classic":
            return hasScope(answer, place) === true
                ? ", or the token's user has too little access"
                : `, or the token lacks the scope \`${classicScopeFor(place)}\``;
        case "fine-grained":
        case "installation":
        case "workflow":
        case "unknown":
            return `, or the token lacks ${permission} or access to the repository`;
        default:
            return token;
    }
}
function accessOf(answer, { token, target }) {
    const place = target.startsWith("organization ")
        ? "organization"
        : "repository";
    const what = place === "organization" ? "an organization" : "a private repository";
    const hides = `GitHub also hides ${what} from`;
    switch (token) {
        case "app":
            return place === "organization"
                ? `${hides} an App that is not installed there.`
                : `${hides} an App whose installation does not cover it.`;
        case "classic": {
            const scope = classicScopeFor(place);
            const user = place === "organization" ? "is no owner of it" : "has no access to it";
            const known = hasScope(answer, place);
            if (known === true)
                return `${hides} a token whose user ${user}.`;
            return known === false
                ? `${hides} a token that lacks the scope \`${scope}\`, as this one does.`
                : `${hides} a token that lacks the scope \`${scope}\`, or whose user ${user}.`;
        }
        case "fine-grained":
            return `${hides} a token that was not given access to it (its resource owner, its repository access), or that the organization has not approved.`;
        case "installation":
        case "workflow":
            return `${hides} a token whose installation does not cover it.`;
        case "unknown":
            return `${hides} a token that was not given access to it.`;
        default:
            return token;
    }
}
function told(summary, remedy) {
    return new rotation_errors/* RotationError */.FL({
        code: "target-missing",
        summary,
        remedy,
        rerun: "fix-first",
    });
}

;// CONCATENATED MODULE: ./src/github/plain-refusals.ts
/** Where personal access tokens are set. */
const TOKEN_SETTINGS = "Settings → Developer settings → Personal access tokens";
const OTHER_CREDENTIAL = "Use a fine-grained token or a GitHub App (`github-app-id`).";
/** Whether a refusal is told by the answer alone. */
function isPlain(refusal) {
    return refusal in PLAIN_REFUSALS;
}
/** The words for these. */
const PLAIN_REFUSALS = {
    "account-suspended": {
        reason: "the account that the credential belongs to is suspended",
        remedy: "Ask GitHub Support or the administrator of your server about the suspension, or use a credential of another account.",
    },
    "api-version": {
        reason: "the server does not support the API version of this action",
        remedy: "Use a later version of the action, or update GitHub Enterprise Server.",
    },
    archived: {
        reason: "the repository is archived",
        remedy: "Unarchive it, or remove it from the configuration.",
        code: "target-archived",
    },
    "badly-sealed": {
        reason: "GitHub could not decrypt the value, although it was encrypted with the key that GitHub had just given",
        remedy: "Run it again; if it persists, please report this message.",
        rerun: "safe",
    },
    billing: {
        reason: "GitHub refuses because of the billing of the account",
        remedy: "Check the billing settings of the account that owns the target.",
    },
    blocked: {
        reason: "GitHub has blocked access to the repository",
        remedy: "Ask GitHub Support about it, or remove the repository from the configuration.",
    },
    "classic-forbidden": {
        reason: "the organization or its enterprise does not allow classic personal access tokens",
        remedy: OTHER_CREDENTIAL,
    },
    "fine-grained-forbidden": {
        reason: "the organization or its enterprise does not allow fine-grained personal access tokens",
        remedy: "Use a GitHub App (`github-app-id`).",
    },
    "installation-suspended": {
        reason: "the installation of the GitHub App is suspended",
        remedy: "Unsuspend it in the settings of the account where it is installed.",
        code: "app-not-installed",
    },
    "ip-allow-list": {
        reason: "the organization's IP allow list does not include this runner's address",
        remedy: "Use a runner whose address is in the list, or add the address to it.",
    },
    "lives-too-long": {
        reason: "the token's lifetime is longer than the organization or its enterprise allows",
        remedy: `Give the token an earlier expiration date (${TOKEN_SETTINGS}), or use a GitHub App.`,
    },
    locked: {
        reason: "the repository is locked",
        remedy: "A migration locks a repository while it lasts: run again once it is unlocked, or remove it from the configuration.",
        rerun: "safe",
    },
    "managed-user": {
        reason: "the token belongs to a managed user of an enterprise, who may not use this resource",
        remedy: "Use a token of an account that has access, or a GitHub App that is installed there.",
    },
    "not-approved": {
        reason: "the organization has not approved the token",
        remedy: "Ask an owner to approve it (the organization's Settings → Personal access tokens → Pending requests).",
    },
    "oauth-restricted": {
        reason: "the organization restricts OAuth apps, and `github-token` was issued by one",
        remedy: OTHER_CREDENTIAL,
    },
    "permissions-not-granted": {
        reason: "the installation does not have the permissions that the token needs",
        remedy: "Give them to the App in its settings, then accept them for the installation.",
    },
    plan: {
        reason: "the plan of the account does not include this feature",
        remedy: "Use a plan that includes it (environments of private repositories need GitHub Pro, Team or Enterprise), or another target.",
    },
    saml: {
        reason: "the organization enforces SAML single sign-on, and the token is not authorized for it",
        remedy: `Authorize the token for the organization (${TOKEN_SETTINGS} → Configure SSO).`,
    },
    "token-unseen": {
        reason: "GitHub saw no token in the request",
        remedy: "Check whether a proxy between the runner and GitHub removes the Authorization header.",
    },
    "too-many-logins": {
        reason: "GitHub refuses all logins for a while after too many failed ones",
        remedy: "The credential is probably wrong: check it, then run again in a few minutes.",
        rerun: "safe",
    },
};

;// CONCATENATED MODULE: ./src/github/refusal-words.ts



/**
 * The reason and the remedy of a refusal that GitHub has given a known cause
 * for.
 */
function toldOf(refusal, task, answer) {
    if (isPlain(refusal))
        return PLAIN_REFUSALS[refusal];
    switch (refusal) {
        case "integration-lacks-permission":
            return integrationLacks(task);
        case "token-lacks-permission":
            return tokenLacks(task);
        case "role-too-low":
            return roleTooLow(task, answer);
        case "wants-app-number":
        case "app-without-key":
        case "assertion-time":
        case "assertion-undecodable":
        case "no-such-app":
            return appRefused(refusal, answer);
        default:
            return refusal;
    }
}
/** Where a token of each kind is told which repositories it covers. */
function coverageOf({ place }) {
    return place === "organization" ? "this organization" : "this repository";
}
/** A permission that every token has is never the cause. */
function mayLack({ permission }) {
    return permission !== permissionWords(METADATA, "read");
}
function integrationLacks(task) {
    const { token, permission, place, store } = task;
    if (token === "workflow") {
        return {
            code: "github-workflow-token",
            reason: "`github-token` is the workflow's own GITHUB_TOKEN, which can never write secrets",
            remedy: `Use a fine-grained token or a GitHub App (\`github-app-id\`) with ${permission}.`,
        };
    }
    const codespaces = store === "codespaces"
        ? " GitHub may also refuse Codespaces secrets to every App: then use a fine-grained token for them."
        : "";
    const reason = `GitHub does not let ${token === "app" ? "the App's installation" : "`github-token`"} do this`;
    if (token === "app" && place === "organization") {
        return {
            reason,
            remedy: `Check that the installation still has ${permission}, which it had when its token was created.${codespaces}`,
        };
    }
    const covers = `the installation does not cover ${coverageOf(task)}: add it to the installation's repository access`;
    if (token === "app") {
        const lacks = place === undefined && mayLack(task) ? `, or it lacks ${permission}` : "";
        return { reason, remedy: `Most likely ${covers}${lacks}.${codespaces}` };
    }
    const lacks = mayLack(task)
        ? `Either its App lacks ${permission} (grant it in the GitHub App's permissions, then accept it for the installation), or ${covers}.`
        : `Most likely ${covers}.`;
    return {
        reason,
        remedy: `${lacks} If it is the workflow's own GITHUB_TOKEN, it can never write secrets: use a fine-grained token or a GitHub App.${codespaces}`,
    };
}
function tokenLacks(task) {
    const { token, permission } = task;
    const where = `(${TOKEN_SETTINGS} → Fine-grained tokens)`;
    const covers = `it does not cover ${coverageOf(task)}: check its resource owner, its repository access and the organization's approval`;
    return {
        reason: `GitHub does not let ${credentialWords(token)} do this`,
        remedy: mayLack(task)
            ? `Either the token lacks ${permission} ${where}, or ${covers}.`
            : `Most likely ${covers} ${where}.`,
    };
}
function roleTooLow(task, answer) {
    const scope = classicScopeFor(task.place);
    const user = task.place === "organization"
        ? "The token's user has to be an owner of the organization, or to have a role that manages its secrets"
        : "The token's user needs write or admin access to the repository";
    const isClassic = task.token === "classic" || task.token === "unknown";
    const known = hasScope(answer, task.place);
    if (known === false) {
        return {
            reason: `\`github-token\` lacks the scope \`${scope}\``,
            remedy: `Add the scope (${TOKEN_SETTINGS} → Tokens (classic)), or better use a fine-grained token or a GitHub App. ${user}.`,
        };
    }
    const needsScope = isClassic && known === undefined
        ? `, and a classic token the scope \`${scope}\``
        : "";
    return {
        reason: `GitHub does not let the user of ${credentialWords(task.token)} do this`,
        remedy: `${user}${needsScope}.`,
    };
}
function appRefused(refusal, answer) {
    const server = serverWords(answer);
    const code = "github-unauthorized";
    const settings = "the App's settings page";
    switch (refusal) {
        case "no-such-app":
            return {
                code,
                reason: "GitHub has no App with the id in `github-app-id`",
                remedy: `Set it to the App ID or the client ID of ${settings}, not to the ID of an installation; and check \`github-api-url\`.`,
            };
        case "wants-app-number":
            return {
                code,
                reason: "this server accepts only a numeric App ID",
                remedy: `Set \`github-app-id\` to the App ID of ${settings}, not to the client ID.`,
            };
        case "app-without-key":
            return {
                code,
                reason: "the GitHub App has no private key on GitHub",
                remedy: `Generate a private key on ${settings}, and store it as \`github-app-private-key\`.`,
            };
        case "assertion-time":
            return {
                code,
                reason: "GitHub did not accept the time at which the App signed in",
                remedy: `Compare the clocks of the runner and of ${server}.`,
            };
        case "assertion-undecodable":
            return {
                code,
                reason: "GitHub did not accept the signature made with `github-app-private-key`",
                remedy: `Check that the key is still listed on ${settings}, and that \`github-app-id\` is of the same App.`,
            };
        default:
            return refusal;
    }
}

;// CONCATENATED MODULE: ./src/github/failures.ts












/**
 * An answer that is not the one hoped for, as a sentence with a remedy. A
 * status gets GitHub's meaning only where the answer shows that GitHub's API
 * gave it, and a cause is stated only where the answer proves it.
 */
function failures_failureOf(answer, task) {
    const { status } = answer;
    if (status < 300)
        return unexpected(answer, task);
    if (status < 400)
        return redirected(answer, task);
    if (status === 407 || status === 511)
        return notLetThrough(answer);
    if (status === 408 || status >= 500)
        return failures_unavailable(answer, task);
    const refusal = refusalOf(answer);
    if (refusal !== undefined) {
        const { reason, remedy, code, rerun } = toldOf(refusal, task, answer);
        return new rotation_errors/* RotationError */.FL({
            code: code ?? "github-forbidden",
            summary: `Could not ${phraseOf(task)}: ${reason} (${statusWords(answer)}).`,
            remedy,
            rerun: rerun ?? "fix-first",
        });
    }
    if (status !== 429 && isPage(answer))
        return notTheApi(answer);
    if ((0,retry/* isRateLimit */.a5)(answer))
        return limited(answer, task);
    if (!isFromApi(answer))
        return notTheApi(answer);
    if (status === 401)
        return unauthorized(answer, task);
    if (status === 404)
        return missing_missing(answer, task);
    if (status === 409 || status === 422)
        return invalid(answer, task);
    return github_failures_refused(answer, task);
}
/** Whatever a request threw, as a sentence with a remedy. */
function failures_brokenOf(thrown, task) {
    if (!(thrown instanceof transport_error/* TransportError */.wX))
        return (0,rotation_errors/* asRotationError */.fq)(thrown);
    if (thrown.detail === transport/* NO_TIME */.w)
        return tooLate(task, thrown);
    if (thrown.code === "cancelled")
        return stopped(task, thrown);
    const proxy = proxyFailure(thrown);
    if (proxy !== undefined) {
        return new rotation_errors/* RotationError */.FL({
            code: "github-unavailable",
            ...proxy,
            cause: thrown,
        });
    }
    const advice = certificateAdvice(thrown, "github-api-url");
    const hasAnswered = thrown.code === "answer-malformed" || thrown.code === "answer-too-large";
    const verdict = hasAnswered
        ? `Could not ${phraseOf(task)}`
        : // A certificate is one problem, however many requests meet it.
            `Could not reach GitHub${advice === undefined ? ` to ${phraseOf(task)}` : ""}`;
    return new rotation_errors/* RotationError */.FL({
        code: "github-unavailable",
        summary: `${verdict}: ${thrown.message}.`,
        remedy: advice ??
            "If it persists, check the runner's network, its proxy settings and `github-api-url`.",
        rerun: advice === undefined ? "safe" : "fix-first",
        cause: thrown,
    });
}
const NEXT_RUN = "The next run reads what is live and completes the work.";
function stopped(task, cause) {
    return new rotation_errors/* RotationError */.FL({
        code: "cancelled",
        summary: `The run was stopped while it tried to ${phraseOf(task)}.`,
        remedy: NEXT_RUN,
        rerun: "safe",
        cause,
    });
}
function tooLate(task, cause) {
    return new rotation_errors/* RotationError */.FL({
        code: "deadline",
        summary: `The run reached its own deadline (\`run-timeout\`) before it could ${phraseOf(task)}.`,
        remedy: `${NEXT_RUN} If it persists, raise \`run-timeout\`.`,
        rerun: "safe",
        cause,
    });
}
/** What to look at when GitHub's API was not what answered. */
function addressAdvice({ api }) {
    const host = api?.host ?? "HOST";
    return `Check \`github-api-url\` (the address of the API, such as https://api.github.com, https://api.SUBDOMAIN.ghe.com or https://${host}/api/v3), and any proxy, gateway or login page between the runner and GitHub.`;
}
function notTheApi(answer) {
    const what = isPage(answer)
        ? "a web page"
        : "an answer that is not in GitHub's form";
    return new rotation_errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `GitHub's API was not reached: ${serverWords(answer)} returned ${what} (HTTP ${String(answer.status)}).`,
        remedy: addressAdvice(answer),
        rerun: "safe",
    });
}
function notLetThrough(answer) {
    const wants = answer.status === 407 ? "proxy credentials" : "a login to the network";
    return new rotation_errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `GitHub's API was not reached: something between the runner and ${serverWords(answer)} asks for ${wants} (HTTP ${String(answer.status)}).`,
        remedy: "Check the proxy settings and the network of the runner.",
        rerun: "fix-first",
    });
}
function unexpected(answer, task) {
    if (isPage(answer))
        return notTheApi(answer);
    return new rotation_errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `Could not ${phraseOf(task)}: the response was not what GitHub's API returns for it (${statusWords(answer)}).`,
        remedy: "Run it again; if it persists, check `github-api-url`, and any proxy between the runner and GitHub.",
        rerun: "safe",
    });
}
function redirected(answer, task) {
    if (renamedTo(answer, answer.api) !== undefined) {
        return new rotation_errors/* RotationError */.FL({
            code: "target-moved",
            summary: `Could not ${phraseOf(task)}: it was renamed or transferred (${statusWords(answer)}).`,
            remedy: "Set the configuration to the new name: secrets are never written through a redirect.",
            rerun: "fix-first",
        });
    }
    return new rotation_errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `GitHub's API was not reached: ${serverWords(answer)} redirects to ${redirectWords(answer)} (HTTP ${String(answer.status)}).`,
        remedy: addressAdvice(answer),
        rerun: "safe",
    });
}
function failures_unavailable(answer, task) {
    return new rotation_errors/* RotationError */.FL({
        code: "github-unavailable",
        summary: `Could not ${phraseOf(task)}: GitHub${isFromApi(answer) ? "" : ", or a gateway in front of it,"} failed (${statusWords(answer)}).`,
        remedy: "Run it again in a few minutes.",
        rerun: "safe",
    });
}
function limited(answer, task) {
    const isPrimary = answer.header("x-ratelimit-remaining") === "0";
    const limit = isPage(answer)
        ? "a rate limit on the way to GitHub"
        : `GitHub's ${isPrimary ? "hourly" : "secondary"} rate limit`;
    const tellsWhen = isPrimary || answer.header("retry-after") !== undefined;
    const { serverTime } = answer;
    const others = `Other jobs with the same ${task.token === "app" ? "App" : "token"} use up the same limit.`;
    return new rotation_errors/* RotationError */.FL({
        code: "github-unavailable",
        summary: `Could not ${phraseOf(task)}: ${limit} was reached (${statusWords(answer)}).`,
        remedy: tellsWhen ? others : `Run it again in some minutes. ${others}`,
        rerun: "safe",
        ...(tellsWhen && serverTime !== undefined
            ? { notBefore: serverTime + (0,retry/* waitAfterLimit */.PB)(answer) }
            : {}),
    });
}
function unauthorized(answer, { token }) {
    const server = serverWords(answer);
    const summary = `GitHub did not accept ${token === "app" ? "the installation token of the GitHub App" : credentialWords(token)} (${statusWords(answer)}).`;
    const code = "github-unauthorized";
    if (token === "app") {
        return new rotation_errors/* RotationError */.FL({
            code,
            summary,
            remedy: "GitHub had issued the token in this run: run it again in a few minutes. If it persists, check that the App's installation is not suspended.",
            rerun: "safe",
        });
    }
    const causes = `It has expired, been revoked, was truncated, or belongs to another server than ${server} (see \`github-api-url\`).`;
    return new rotation_errors/* RotationError */.FL({
        code,
        summary,
        remedy: token === "installation"
            ? `${causes} An installation token lives for an hour: create it in the same job.`
            : `${causes} Create a new fine-grained token on that server, or use a GitHub App.`,
        rerun: "fix-first",
    });
}
function invalid(answer, task) {
    const isWrite = task.what.startsWith("write ");
    const causes = answer.status === 409
        ? "another change of the same secret at the same time, or a state of the target that does not allow it"
        : isWrite
            ? "the place is full (GitHub keeps 100 secrets per repository or environment, 1,000 per organization), or GitHub does not accept the name or the value"
            : "a rule of the server that the request does not meet";
    return new rotation_errors/* RotationError */.FL({
        code: "github-forbidden",
        summary: `Could not ${phraseOf(task)}: GitHub refused the request as ${answer.status === 409 ? "conflicting" : "invalid"} (${statusWords(answer)}).`,
        remedy: `Likely causes: ${causes}.`,
        rerun: "safe",
    });
}
function github_failures_refused(answer, task) {
    return new rotation_errors/* RotationError */.FL({
        code: "github-forbidden",
        summary: `Could not ${phraseOf(task)}: GitHub refused, for a reason that this action does not know (${statusWords(answer)}).`,
        remedy: "Likely causes, in this order: a policy of the organization, the enterprise or the server; the state of the repository or of the account; the access of the credential.",
        rerun: "safe",
    });
}

;// CONCATENATED MODULE: ./src/github/waiting.ts




/**
 * The pauses before a request is repeated, milliseconds: what passes at GitHub
 * has mostly passed after some seconds.
 */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000];
/**
 * The pauses before a response that cannot be read is asked for again,
 * milliseconds: what cut it has mostly passed at once.
 */
const REREAD_PAUSES_MS = [250, 1_000];
/** Waits by the run's clock, and within its deadline. */
function createWaiting(run) {
    return {
        pause: async (milliseconds) => {
            if (run.isStopped() || milliseconds >= run.remainingMs())
                return false;
            await run.sleep(milliseconds);
            return !run.isStopped();
        },
    };
}
/**
 * Sends until the outcome is not a passing one, or the pauses or the time are
 * used up; then the last outcome stands. Only for requests that do no harm when
 * they are carried out twice.
 */
async function repeatPassing(send, isUsable, waiting) {
    for (let attempt = 0;; attempt += 1) {
        const outcome = await send().catch((thrown) => {
            if (thrown instanceof transport_error/* TransportError */.wX)
                return thrown;
            throw thrown;
        });
        const isAnswer = !(outcome instanceof transport_error/* TransportError */.wX);
        const isPassing = 
        // What may be repeated is what a GET may be repeated for.
        (0,retry/* isWorthRetrying */.J0)("GET", outcome) || (isAnswer && !isUsable(outcome));
        const pause = PAUSES_MS[attempt];
        if (isPassing && pause !== undefined) {
            const isLimit = isAnswer && (0,retry/* isRateLimit */.a5)(outcome);
            const wait = isLimit ? (0,retry/* waitAfterLimit */.PB)(outcome) : pause;
            if (await waiting.pause(wait))
                continue;
        }
        if (!isAnswer)
            throw outcome;
        return outcome;
    }
}
/**
 * Sends a GET again whose answer was cut or garbled on the way, so that it is
 * no JSON. A web page is none of these: it comes from something else, and
 * again.
 */
async function reread(send, waiting) {
    let answer = await send();
    for (const pause of REREAD_PAUSES_MS) {
        const { status, asked, body } = answer;
        if (asked.method !== "GET" || status !== 200 || isPage(answer))
            break;
        if ((0,bounded_json/* parseBoundedJson */.Rj)(body) !== undefined)
            break;
        if (!(await waiting.pause(pause)))
            break;
        answer = await send();
    }
    return answer;
}

// EXTERNAL MODULE: ./node_modules/universal-github-app-jwt/index.js + 3 modules
var universal_github_app_jwt = __webpack_require__(2438);
;// CONCATENATED MODULE: ./src/github/app/assertion.ts


/**
 * The signed assertion by which an App authenticates as itself, good for some
 * ten minutes around `now` (GitHub's clock, epoch milliseconds), and masked.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
async function assertApp({ appId, privateKey }, now, mask) {
    const { token } = await (0,universal_github_app_jwt/* default */.A)({
        id: appId,
        privateKey: privateKey.expose(),
        now: Math.floor(now / 1_000),
    });
    mask(token);
    return new secret/* Secret */.z(token);
}

;// CONCATENATED MODULE: ./src/github/app/requests.ts



/**
 * A clock that is wrong by less cannot be why an assertion was refused,
 * milliseconds.
 */
const CLOCK_TOLERANCE_MS = 20_000;
/** Refusals of an assertion that another assertion will meet, too. */
const FINAL = new Set([
    "app-without-key",
    "no-such-app",
    "wants-app-number",
]);
/**
 * Asks as the App itself. An assertion that GitHub refuses is made once more:
 * at once when the clock, and so the assertion, turns out to be wrong, else
 * after a pause, since GitHub has been seen to refuse a good one.
 */
async function askAsApp({ identity, clock, waiting, mask }, sendWith) {
    const send = async () => {
        const answer = await sendWith(() => assertApp(identity, clock.now(), mask));
        clock.observe(answer);
        return answer;
    };
    const before = clock.now();
    const answer = await reread(send, waiting);
    if (answer.status !== 401 || FINAL.has(refusalOf(answer)))
        return answer;
    const isLate = Math.abs(clock.now() - before) > CLOCK_TOLERANCE_MS;
    return isLate || (await waiting.pause(PAUSES_MS[0])) ? await send() : answer;
}

;// CONCATENATED MODULE: ./src/github/app/installation.ts











/**
 * Finds the App's installation at an owner and makes sure that it has what the
 * targets need. Throws `app-not-installed`, and `github-forbidden` that names
 * every missing permission.
 * https://docs.github.com/en/rest/apps/apps#get-a-repository-installation-for-the-authenticated-app
 */
async function findInstallation(app, needs) {
    const { owner, example } = needs;
    const task = taskFor(needs, `find the GitHub App's installation on ${owner}`);
    const ask = (operation) => askAsApp(app, (authorize) => app.request(operation, authorize, "rotate")).catch((thrown) => {
        throw failures_brokenOf(thrown, task);
    });
    let answer = await ask(({ rest }) => example === undefined
        ? rest.apps.getOrgInstallation({ org: owner })
        : rest.apps.getRepoInstallation({ owner, repo: example }));
    // The repository may have moved, or be one that the installation does not
    // cover: that is told when it is read.
    if (example !== undefined && isElsewhere(answer)) {
        answer = await ask(({ rest }) => rest.apps.getUserInstallation({ username: owner }));
    }
    if (isNotFound(answer))
        throw notInstalled(owner, answer);
    const wire = answer.status === 200 ? (0,bounded_json/* readBody */.x8)(InstallationWire, answer.body) : undefined;
    if (wire === undefined)
        throw refusalToApp(answer, task);
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
 * Makes an installation token. What may pass is waited for and the request
 * repeated, although it is a POST: a token whose answer was lost is held by
 * nobody, and expires by itself within the hour.
 * https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
async function issueToken(app, needs, { id, permissions }) {
    const task = taskFor(needs, `create an installation token for ${needs.owner}`);
    const read = ({ status, body }) => status === 201 ? (0,bounded_json/* readBody */.x8)(InstallationTokenWire, body) : undefined;
    const issue = async (narrowing) => {
        const create = ({ rest }) => rest.apps.createInstallationAccessToken({
            installation_id: id,
            permissions,
            ...narrowing,
        });
        try {
            return await repeatPassing(() => askAsApp(app, (authorize) => app.request(create, authorize, "rotate")), (answer) => answer.status !== 201 || read(answer) !== undefined, app.waiting);
        }
        catch (thrown) {
            throw failures_brokenOf(thrown, task);
        }
    };
    const { repositories } = needs;
    let answer = await issue(repositories === undefined ? {} : { repositories: [...repositories] });
    // One of the names is not there. Without them the reads will tell which.
    if (answer.status === 422 && repositories !== undefined) {
        answer = await issue({});
    }
    const wire = read(answer);
    if (wire === undefined)
        throw refusalToApp(answer, task);
    app.mask(wire.token);
    return {
        token: new secret/* Secret */.z(wire.token),
        issuedAt: app.clock.now(),
        expiresAt: wire.expires_at,
    };
}
function isNotFound(answer) {
    return (answer.status === 404 &&
        isFromApi(answer) &&
        refusalOf(answer) === undefined);
}
function isElsewhere(answer) {
    return isNotFound(answer) || answer.status === 301 || answer.status === 307;
}
function taskFor({ owner, required }, phrase) {
    const permission = required
        .map(({ permission: one, level }) => permissionWords(one, level))
        .join(", ");
    return { what: phrase, phrase, target: owner, permission, token: "app" };
}
/**
 * An assertion is no token, so a 401 for an unknown reason is told in words of
 * its own.
 */
function refusalToApp(answer, task) {
    const isUnknown = answer.status === 401 &&
        isFromApi(answer) &&
        refusalOf(answer) === undefined;
    if (!isUnknown)
        return failures_failureOf(answer, task);
    return new rotation_errors/* RotationError */.FL({
        code: "github-unauthorized",
        summary: `GitHub did not accept \`github-app-id\` with \`github-app-private-key\` (${statusWords(answer)}).`,
        remedy: "Check on the App's settings page that both are of the same App and that the key is still listed, and check `github-api-url`.",
        rerun: "fix-first",
    });
}
function notInstalled(owner, answer) {
    return new rotation_errors/* RotationError */.FL({
        code: "app-not-installed",
        summary: `The GitHub App of \`github-app-id\` is not installed at ${owner} (${statusWords(answer)}).`,
        remedy: "Check the name of the account, or install the App there (the App's settings → Install App) with access to the repositories that are targets.",
        rerun: "fix-first",
    });
}
function suspended(owner) {
    return new rotation_errors/* RotationError */.FL({
        code: "app-not-installed",
        summary: `The installation of the GitHub App at ${owner} is suspended.`,
        remedy: "Unsuspend it in the settings of the account where it is installed.",
        rerun: "fix-first",
    });
}
function lacking(owner, missing) {
    const words = missing.map(({ permission, level }) => permissionWords(permission, level));
    return new rotation_errors/* RotationError */.FL({
        code: "github-forbidden",
        summary: `The installation of the GitHub App at ${owner} lacks ${words.join(" and ")}.`,
        remedy: "Give the App the permission in its settings, then accept it for the installation.",
        rerun: "fix-first",
    });
}

;// CONCATENATED MODULE: ./src/github/app/tokens.ts


/** A token is replaced this long before its end, milliseconds. */
const RENEW_BEFORE_MS = 10 * 60_000;
/** A token is not used any more this long before its end, milliseconds. */
const LAST_USE_MS = 60_000;
/**
 * After a renewal that failed, how long before the next is tried, milliseconds.
 */
const TRY_AGAIN_MS = 60_000;
/**
 * How long a fresh token is left alone that was refused while an older one is
 * good, milliseconds.
 */
const LEAVE_ALONE_MS = 2_000;
/**
 * A token that has worked is taken for revoked once it is unknown for so long,
 * milliseconds.
 */
const REVOKED_AFTER_MS = 3_000;
/**
 * Makes installation tokens for one owner's targets, one at a time, each when
 * the one before nears its end by GitHub's clock. An older token stays in use
 * until GitHub knows the one that replaces it.
 */
class AppTokens {
    #app;
    #needs;
    #issued = [];
    #installation;
    #renewal;
    #failure;
    constructor(app, needs) {
        this.#app = app;
        this.#needs = needs;
    }
    async current() {
        const now = this.#app.clock.now();
        const [newest] = this.#usable();
        const failure = this.#failure !== undefined && now - this.#failure.at < TRY_AGAIN_MS
            ? this.#failure
            : undefined;
        if (newest === undefined) {
            if (failure !== undefined)
                throw failure.why;
            await this.#renewOnce();
        }
        else if (newest.expiresAt - now < RENEW_BEFORE_MS &&
            failure === undefined) {
            await this.#renewOnce().catch(() => undefined);
        }
        const token = this.#chosen()?.token;
        if (token === undefined)
            throw new Error("no token was made");
        return token;
    }
    advise(token, answer) {
        const held = this.#issued.find((one) => one.token === token);
        if (held === undefined)
            return "final";
        const now = this.#app.clock.now();
        const isLikelyRevoked = noteOf(held, answer, now) >= REVOKED_AFTER_MS;
        const isFresh = now - held.issuedAt < FRESH_MS && !isLikelyRevoked;
        const advice = adviceFor(held, isFresh, answer);
        if (advice !== "wait") {
            held.isDead ||= advice === "other-token";
            return advice;
        }
        const hasOlder = this.#usable().some((one) => one !== held && one.issuedAt < held.issuedAt);
        if (!hasOlder)
            return "wait";
        held.notBefore = now + LEAVE_ALONE_MS;
        return "other-token";
    }
    /**
     * Revokes every token that is still alive; what fails expires by itself
     * within the hour.
     */
    async revoke() {
        await this.#renewal?.catch(() => undefined);
        const alive = this.#issued.filter((token) => this.#leftOf(token) > 0);
        await Promise.all(alive.map(({ token }) => this.#app
            .request(({ rest }) => rest.apps.revokeInstallationAccessToken(), () => Promise.resolve(token), "compensate")
            .catch(() => undefined)));
    }
    #renewOnce() {
        this.#renewal ??= this.#renew()
            .catch((why) => {
            this.#failure = { at: this.#app.clock.now(), why };
            throw why;
        })
            .finally(() => {
            this.#renewal = undefined;
        });
        return this.#renewal;
    }
    async #renew() {
        this.#installation ??= findInstallation(this.#app, this.#needs);
        const installation = await this.#installation;
        this.#issued.push({
            ...(await issueToken(this.#app, this.#needs, installation)),
            isDead: false,
            hasWorked: false,
            hasPermission: false,
            unknownSince: undefined,
            notBefore: 0,
        });
    }
    #leftOf(token) {
        return token.expiresAt - this.#app.clock.now();
    }
    /** The newest first. */
    #usable() {
        return this.#issued
            .filter((one) => !one.isDead && this.#leftOf(one) >= LAST_USE_MS)
            .reverse();
    }
    #chosen() {
        const all = this.#usable();
        const now = this.#app.clock.now();
        return all.find(({ notBefore }) => notBefore <= now) ?? all[0];
    }
}
/**
 * Notes what an answer shows of a token; returns for how long one that has
 * worked is unknown, milliseconds.
 */
function noteOf(held, answer, now) {
    held.hasPermission ||= showsPermission(answer);
    if (answer.status < 300) {
        held.hasWorked = true;
        held.unknownSince = undefined;
    }
    if (acceptanceOf(answer) !== "unknown")
        return 0;
    held.unknownSince ??= now;
    return held.hasWorked ? now - held.unknownSince : 0;
}
/** What to do about an answer, by what it says of the token that got it. */
function adviceFor({ hasPermission }, isFresh, answer) {
    const acceptance = acceptanceOf(answer);
    switch (acceptance) {
        case "accepted":
            return "final";
        case "unknown":
            return isFresh ? "wait" : "other-token";
        case "lacking":
            return isFresh ? "wait" : "final";
        case "not-shown":
            return isFresh && !(hasPermission && mayBeAbsent(answer))
                ? "wait"
                : "final";
        default:
            return acceptance;
    }
}

;// CONCATENATED MODULE: ./src/github/app/given-token.ts


/**
 * A token that was given. An installation token may have been made in the step
 * before, so it counts as fresh in the first seconds of the run (monotonic
 * milliseconds); for any other token an answer is what it is.
 */
function givenToken(token, kind, clock) {
    let firstAnswerAt;
    let hasPermission = false;
    return {
        current: () => Promise.resolve(token),
        advise: (_token, answer) => {
            if (kind !== "installation")
                return "final";
            firstAnswerAt ??= clock.now();
            hasPermission ||= showsPermission(answer);
            const isFresh = clock.now() - firstAnswerAt < FRESH_MS;
            const advice = adviceFor({ hasPermission }, isFresh, answer);
            return advice === "wait" ? "wait" : "final";
        },
    };
}

// EXTERNAL MODULE: ./src/github/target-spec.ts
var target_spec = __webpack_require__(8516);
;// CONCATENATED MODULE: ./src/github/app/needs.ts


/**
 * A token cannot be narrowed to more.
 * https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
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
/**
 * The repositories of these targets by name; undefined when an organization's
 * target may be read by any.
 */
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

;// CONCATENATED MODULE: ./src/github/app/sending.ts

/** How often a request changes its token without a pause. */
const MAX_CHANGES = 3;
/**
 * Sends with the token of the moment. What a fresh token is refused for some
 * seconds is asked again after growing pauses, or with an older token that is
 * still good; a GET that cannot be read is asked again, too. Throws only while
 * no earlier sending may have been carried out.
 */
async function sendWithTokens(tokens, sendWith, waiting) {
    let used = await tokens.current();
    const send = () => sendWith(async () => {
        used = await tokens.current();
        return used;
    });
    let answer = await reread(send, waiting);
    const pauses = [...PAUSES_MS];
    for (let changes = 0;;) {
        const advice = tokens.advise(used, answer);
        if (advice === "final")
            return answer;
        if (advice === "wait") {
            const pause = pauses.shift();
            if (pause === undefined || !(await waiting.pause(pause)))
                return answer;
        }
        else {
            changes += 1;
            if (changes > MAX_CHANGES)
                return answer;
        }
        const mayHaveActed = answer.earlierEffect === "possible";
        try {
            answer = await send();
        }
        catch (thrown) {
            if (mayHaveActed)
                return answer;
            throw thrown;
        }
        if (mayHaveActed)
            answer = { ...answer, earlierEffect: "possible" };
    }
}

;// CONCATENATED MODULE: ./src/github/github-clock.ts
/** GitHub's time, which its tokens and workflow runs live by. */
class GitHubClock {
    #monotonic;
    #wallTime;
    #last;
    /** Both functions return milliseconds. */
    constructor(monotonic, wallTime) {
        this.#monotonic = monotonic;
        this.#wallTime = wallTime;
    }
    /** Call with every answer: the latest `Date` header sets the clock. */
    observe({ serverTime, receivedAt }) {
        if (serverTime !== undefined)
            this.#last = { serverTime, at: receivedAt };
    }
    /** Epoch milliseconds; the runner's clock until an answer had a `Date`. */
    now() {
        return this.#last === undefined
            ? this.#wallTime()
            : this.#last.serverTime + (this.#monotonic() - this.#last.at);
    }
}

// EXTERNAL MODULE: external "node:async_hooks"
var external_node_async_hooks_ = __webpack_require__(6698);
// EXTERNAL MODULE: ./node_modules/@actions/github/lib/utils.js + 20 modules
var utils = __webpack_require__(2413);
;// CONCATENATED MODULE: ./src/github/octokit.ts





/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = "2022-11-28";
const USER_AGENT = "astra-token-rotator";
/** The only headers of Octokit's that are sent. */
const SENT_HEADERS = ["accept", "content-type"];
/**
 * GitHub's REST API through Octokit, with our own way out underneath.
 *
 * Octokit builds every request and never sees a token or an answer: its errors
 * keep the remote text and what was sent, and its log prints headers of
 * answers. So its `fetch` hands the request to `send` and always returns an
 * empty 204, and the real answer is returned beside it. `getOctokit` cannot do
 * this, because it insists on a token of its own.
 */
function createRequest({ send, baseUrl, }) {
    const calls = new external_node_async_hooks_.AsyncLocalStorage();
    const octokit = openOctokit(baseUrl, async (url, init) => {
        const call = calls.getStore();
        if (call === undefined)
            throw new Error("a request of no operation");
        await call(url, init);
        return new Response(null, { status: 204 });
    });
    return async (operation, authorize, purpose, options) => {
        const complete = async (request) => {
            const authorization = `Bearer ${(await authorize()).expose()}`;
            return { ...request, headers: { ...request.headers, authorization } };
        };
        let sending;
        let asked;
        const call = async (url, init) => {
            if (sending !== undefined)
                throw new Error("a second request");
            const request = requestOf(new URL(url), init, baseUrl);
            asked = { method: request.method, path: request.url.pathname };
            sending = send[purpose](request, { ...options, complete });
            await sending;
        };
        try {
            await calls.run(call, () => operation(octokit));
        }
        catch {
            // Octokit's error: the reason is what `sending` failed with.
        }
        if (sending === undefined || asked === undefined) {
            throw new Error("nothing was sent");
        }
        return { ...(await sending), api: baseUrl, asked };
    };
}
function openOctokit(baseUrl, fetch) {
    return new utils/* GitHub */.gq({
        baseUrl: baseUrl.href.replace(/\/+$/u, ""),
        log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
        request: { fetch },
    });
}
function ignore() {
    // Octokit quotes answers in what it logs.
}
function requestOf(url, { method, headers, body }, baseUrl) {
    if (url.origin !== baseUrl.origin)
        throw new Error("another origin");
    const built = new Headers(headers);
    const kept = SENT_HEADERS.flatMap((name) => {
        const value = built.get(name);
        return value === null ? [] : [[name, value]];
    });
    return {
        method: method,
        url,
        headers: {
            ...Object.fromEntries(kept),
            "user-agent": USER_AGENT,
            "x-github-api-version": API_VERSION,
        },
        ...(typeof body === "string" ? { body } : {}),
    };
}
/**
 * Sends a reading operation. Returns every complete answer, with GitHub's time;
 * throws `RotationError` when none came.
 */
async function octokit_read(request, operation, task) {
    try {
        const value = await request(operation);
        const { serverTime, receivedAt } = value;
        return {
            value,
            clock: serverTime === undefined
                ? undefined
                : { service: "github", serverTime, receivedAt },
        };
    }
    catch (thrown) {
        throw failures_brokenOf(thrown, task);
    }
}
/** The body of a 200 in the given shape; throws for any other answer. */
function parseAnswer(answer, schema, task) {
    const wire = answer.status === 200
        ? (0,bounded_json/* readBody */.x8)(schema, withTextKeyId(answer.body))
        : undefined;
    if (wire === undefined)
        throw failures_failureOf(answer, task);
    return wire;
}
/** The later answer to a write, with what an earlier sending may have done. */
function carryEarlierEffect(earlier, later) {
    return earlier.earlierEffect === "possible"
        ? { ...later, earlierEffect: "possible" }
        : later;
}

;// CONCATENATED MODULE: ./src/github/pace/sliding-window.ts
/**
 * Tracks the cost spent in the last `lengthMs`. A request in flight counts
 * until it ends, and from its end for the whole length: whichever moment in
 * between the service counts by, it never sees more than the limit.
 */
class SlidingWindow {
    #limit;
    #lengthMs;
    #spent = [];
    #spentSum = 0;
    #inFlight = 0;
    constructor(limit, lengthMs) {
        this.#limit = limit;
        this.#lengthMs = lengthMs;
    }
    /**
     * Milliseconds until there is room for `cost`; `Infinity` while only the end
     * of a request in flight can make it.
     */
    waitFor(cost, now) {
        this.#forget(now);
        let missing = this.#spentSum + this.#inFlight + cost - this.#limit;
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
        this.#inFlight += cost;
    }
    end(cost, now) {
        this.#inFlight -= cost;
        this.#spentSum += cost;
        this.#spent.push({ at: now, cost });
    }
    /** An independent copy in which every request in flight ends now. */
    copy(now) {
        const copy = new SlidingWindow(this.#limit, this.#lengthMs);
        copy.#spent = [...this.#spent];
        copy.#spentSum = this.#spentSum;
        if (this.#inFlight > 0) {
            copy.start(this.#inFlight);
            copy.end(this.#inFlight, now);
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
/** Of the hourly limit, what a write needs at most, its reads included. */
const REQUESTS_PER_WRITE = 4;
/** A little longer, because two machines do not measure a minute alike. */
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
    #inFlight = 0;
    #writesInFlight = 0;
    /** When the next write would leave if all kept the sustained rate. */
    #nextWriteAt = -Infinity;
    #pausedUntil = -Infinity;
    #primary;
    /** GitHub Enterprise Server has no limits by default. */
    #isLimited = true;
    constructor(limits = GITHUB_LIMITS) {
        this.#limits = limits;
        this.#points = new SlidingWindow(limits.pointsPerMinute, MINUTE_MS);
        this.#minute = new SlidingWindow(limits.writesPerMinute, MINUTE_MS);
        this.#hour = new SlidingWindow(limits.writesPerHour, HOUR_MS);
    }
    /**
     * Milliseconds until a request may leave; `Infinity` while another one has to
     * end first.
     */
    waitFor(kind, now) {
        if (this.#inFlight >= this.#limits.concurrent)
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
    /**
     * Whether a read can leave now and takes nothing that so many writes will
     * need.
     */
    canSpareRead(writes, now) {
        if (this.waitFor("read", now) > 0)
            return false;
        const primary = this.#primary?.left ?? Infinity;
        if (primary <= REQUESTS_PER_WRITE * writes)
            return false;
        const soon = Math.min(writes, this.#limits.writesPerMinute);
        const points = POINTS.read + POINTS.write * soon;
        return !this.#isLimited || this.#points.waitFor(points, now) <= 0;
    }
    /** Records that a request leaves. */
    start(kind, now) {
        this.#inFlight += 1;
        this.#points.start(POINTS[kind]);
        if (this.#primary !== undefined)
            this.#primary.left -= 1;
        if (kind === "read")
            return;
        this.#writesInFlight += 1;
        this.#minute.start(1);
        this.#hour.start(1);
        this.#nextWriteAt = Math.max(this.#nextWriteAt, now) + this.#interval;
    }
    /** Records that a request ended, with an answer or without. */
    end(kind, now) {
        this.#inFlight -= 1;
        this.#points.end(POINTS[kind], now);
        if (kind === "read")
            return;
        this.#writesInFlight -= 1;
        this.#minute.end(1, now);
        this.#hour.end(1, now);
    }
    /** Holds everything back until that instant; no burst follows it. */
    pause(until) {
        this.#pausedUntil = Math.max(this.#pausedUntil, until);
        this.#nextWriteAt = Math.max(this.#nextWriteAt, until + (this.#limits.burst - 1) * this.#interval);
    }
    /** Records the status of the hourly limit; undefined when there is none. */
    learn(status, now) {
        this.#isLimited = status !== undefined;
        if (status === undefined)
            return;
        // Requests in flight may not be counted yet.
        const left = status.remaining - this.#inFlight;
        const resetAt = now + status.resetInMs;
        const known = this.#primary;
        this.#primary =
            known !== undefined && resetAt < known.resetAt + SAME_RESET_MS
                ? { resetAt: known.resetAt, left: Math.min(known.left, left) }
                : { resetAt, left };
    }
    /**
     * The least time in which so many writes can leave, those in flight among
     * them, milliseconds.
     */
    timeFor(writes, now) {
        const copy = this.#copy(now);
        let at = now;
        for (let write = this.#writesInFlight; write < writes; write += 1) {
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

;// CONCATENATED MODULE: ./src/github/pace/pace.ts


/** The longest wait after limits that state none; it doubles up to this. */
const LONGEST_PAUSE_MS = 15 * 60_000;
/** A pause ends this much later than asked for, milliseconds. */
const PAUSE_MARGIN_MS = 1_000;
/**
 * Holds the requests of one credential back to its budget, reads and writes
 * each in their order. An answer that says to slow down stops all of them for
 * as long as it asks; when that outlasts the run, all are refused at once.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
class CredentialPace {
    #options;
    #queues = { read: [], write: [] };
    #onEnd = [];
    /** Refusals in a row. */
    #strikes = 0;
    #struckAt = -Infinity;
    constructor(options) {
        this.#options = options;
    }
    /** Rejects with the `overlong` error when the wait outlasts the run. */
    async admit(method) {
        const kind = method === "GET" ? "read" : "write";
        const { budget, clock } = this.#options;
        await new Promise((admit, refuse) => {
            this.#queues[kind].push({ admit, refuse });
            if (this.#queues[kind].length === 1)
                void this.#work(kind);
        });
        const startedAt = clock.now();
        return (outcome) => {
            budget.end(kind, clock.now());
            this.#learn(outcome, startedAt);
            const waiting = this.#onEnd;
            this.#onEnd = [];
            for (const wake of waiting)
                wake();
        };
    }
    /** The error of everything that would be sent now; undefined when none. */
    overlong() {
        const { budget, clock, isStopped, overlong } = this.#options;
        const wait = budget.waitFor("read", clock.now());
        return !isStopped() && this.#outlastsRun(wait) ? overlong(wait) : undefined;
    }
    async #work(kind) {
        const { budget, clock, isStopped, overlong } = this.#options;
        const queue = this.#queues[kind];
        for (let next = queue[0]; next !== undefined; next = queue[0]) {
            const wait = budget.waitFor(kind, clock.now());
            if (isStopped() || wait <= 0) {
                budget.start(kind, clock.now());
                next.admit();
                queue.shift();
            }
            else if (wait === Infinity) {
                await new Promise((resolve) => this.#onEnd.push(resolve));
            }
            else if (this.#outlastsRun(wait)) {
                next.refuse(overlong(wait));
                queue.shift();
            }
            else {
                await clock.sleep(wait);
            }
        }
    }
    #outlastsRun(wait) {
        return wait !== Infinity && wait >= this.#options.remainingMs();
    }
    #learn(outcome, startedAt) {
        const { budget, clock } = this.#options;
        if (outcome instanceof transport_error/* TransportError */.wX)
            return;
        if ((0,retry/* isRateLimit */.a5)(outcome)) {
            // Requests in flight at the first refusal only repeat it.
            if (startedAt > this.#struckAt)
                this.#strikes += 1;
            this.#struckAt = clock.now();
            const asked = (0,retry/* waitAfterLimit */.PB)(outcome);
            const wait = statesWait(outcome)
                ? asked
                : Math.min(asked * 2 ** (this.#strikes - 1), LONGEST_PAUSE_MS);
            budget.pause(clock.now() + wait + PAUSE_MARGIN_MS);
        }
        else if (outcome.status < 400) {
            this.#strikes = 0;
            budget.learn(statusOf(outcome), clock.now());
        }
    }
}
function statesWait({ header }) {
    return (header("retry-after") !== undefined ||
        header("x-ratelimit-remaining") === "0");
}
function statusOf(answer) {
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

;// CONCATENATED MODULE: ./src/github/repositories.ts







/** Reads repositories with one credential. */
class Repositories {
    #request;
    #token;
    #known = new Map();
    constructor(request, token) {
        this.#request = request;
        this.#token = token;
    }
    /**
     * Reads a repository once, however many targets share it. Throws
     * `target-moved`, `target-missing` and the rest.
     */
    async find(owner, repository) {
        const key = `${owner}/${repository}`.toLowerCase();
        const found = this.#known.get(key) ?? this.look(owner, repository);
        this.#known.set(key, found);
        return await found;
    }
    /** Like `find`, but always asks GitHub. */
    async look(owner, repo) {
        const target = `${owner}/${repo}`;
        const task = {
            what: "read the repository",
            target,
            permission: permissionWords(METADATA, "read"),
            token: this.#token,
        };
        const { value: answer, clock } = await octokit_read(this.#request, (octokit) => octokit.rest.repos.get({ owner, repo }), task);
        const renamed = renamedTo(answer, answer.api);
        if (renamed !== undefined) {
            throw movedTo(target, await this.#newName(renamed.id));
        }
        const wire = parseAnswer(answer, RepositoryWire, task);
        if (wire.full_name.toLowerCase() !== target.toLowerCase()) {
            throw movedTo(target, wire.full_name);
        }
        return { id: wire.id, archived: wire.archived, clock };
    }
    /**
     * Where a redirect leads: asked for by the numeric id in it, since the
     * redirect itself is not followed. Undefined when that cannot be read.
     */
    async #newName(id) {
        try {
            const there = await this.#request((octokit) => octokit.request("GET /repositories/{id}", { id }), { once: true });
            if ((0,retry/* isRateLimit */.a5)(there))
                return undefined;
            return (0,bounded_json/* readBody */.x8)(RepositoryWire, there.body)?.full_name;
        }
        catch {
            return undefined;
        }
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

;// CONCATENATED MODULE: ./src/github/workflow-runs.ts




/**
 * The statuses of a run that has not ended: only those can still read a value.
 * https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
 */
const ACTIVE = [
    "queued",
    "in_progress",
    "requested",
    "waiting",
    "pending",
];
/**
 * The longest that GitHub lets a run last, waits included.
 * https://docs.github.com/en/actions/reference/limits
 */
const LONGEST_RUN_MS = 35 * 86_400_000;
/** A run queued this long after a write may still have read the old value. */
const LATE_READ_MS = 60_000;
/** Looks for workflow runs that may hold a value, with one credential. */
class WorkflowRuns {
    #request;
    #token;
    #clock;
    #known = new Map();
    constructor(request, token, clock) {
        this.#request = request;
        this.#token = token;
        this.#clock = clock;
    }
    /**
     * Whether a run of that repository which may have read a value replaced at
     * that instant (GitHub's clock, epoch milliseconds) is still active. Asks
     * once for the same repository and instant; never throws.
     */
    readersIn(owner, repository, replacedAt) {
        const key = `${owner}/${repository}@${String(replacedAt)}`.toLowerCase();
        const found = this.#known.get(key) ?? this.#look(owner, repository, replacedAt);
        this.#known.set(key, found);
        return found;
    }
    async #look(owner, repo, replacedAt) {
        const since = this.#clock.now() - LONGEST_RUN_MS;
        const until = replacedAt + LATE_READ_MS;
        if (until < since)
            return { kind: "none" };
        const created = until === Infinity ? `>=${iso(since)}` : `${iso(since)}..${iso(until)}`;
        try {
            const counts = await Promise.all(ACTIVE.map((status) => this.#count({ owner, repo, status, created })));
            return { kind: counts.some((count) => count > 0) ? "active" : "none" };
        }
        catch (thrown) {
            return { kind: "unreadable", error: (0,rotation_errors/* asRotationError */.fq)(thrown) };
        }
    }
    async #count(runs) {
        const task = {
            what: "list the workflow runs",
            target: `${runs.owner}/${runs.repo}`,
            permission: permissionWords(ACTIONS, "read"),
            token: this.#token,
        };
        const { value: answer } = await octokit_read(this.#request, (octokit) => octokit.rest.actions.listWorkflowRunsForRepo({ ...runs, per_page: 1 }), task);
        return parseAnswer(answer, RunListWire, task).total_count;
    }
}
function iso(epochMilliseconds) {
    return new Date(epochMilliseconds).toISOString().replace(/\.\d+Z$/u, "Z");
}

;// CONCATENATED MODULE: ./src/github/accounts.ts
















/**
 * How many targets of an account are worked on at once: enough to use its whole
 * budget; the requests of more would only wait in memory.
 */
const TARGETS_AT_ONCE = 24;
/**
 * Opens an account for every owner. A token that was passed in serves all of
 * them and has one budget; a GitHub App has a token and a budget for each.
 */
function openAccounts(options) {
    const { credential, clock } = options;
    const githubClock = new GitHubClock(() => clock.now(), options.wallTime);
    const waiting = createWaiting({
        ...options,
        sleep: (milliseconds) => clock.sleep(milliseconds),
    });
    const request = createRequest(options);
    switch (credential.kind) {
        case "token": {
            const { token } = credential;
            const tokens = givenToken(token, options.tokenKind, clock);
            const account = createAccount(options, githubClock, sendingWith(tokens, request, waiting));
            return { of: () => account, close: () => Promise.resolve() };
        }
        case "app":
            return openAppAccounts(options, credential, githubClock, request, waiting);
        default:
            return credential;
    }
}
function createAccount({ clock, isStopped, remainingMs, tokenKind }, githubClock, pacedRequest) {
    const budget = new Budget();
    const pace = new CredentialPace({
        ...{ budget, clock, isStopped, remainingMs },
        overlong: (waitMs) => limitOutlastsRun(tokenKind, githubClock, waitMs),
    });
    const request = async (operation, options) => {
        const answer = await pacedRequest(operation, { ...options, pace });
        githubClock.observe(answer);
        if ((0,retry/* isRateLimit */.a5)(answer) && answer.earlierEffect === "none") {
            // The same sentence for all requests that this limit holds back.
            const overlong = pace.overlong();
            if (overlong !== undefined)
                throw overlong;
        }
        return answer;
    };
    return {
        request,
        budget,
        inTurn: (0,p_limit/* default */.A)(TARGETS_AT_ONCE),
        token: tokenKind,
        repositories: new Repositories(request, tokenKind),
        runs: new WorkflowRuns(request, tokenKind, githubClock),
    };
}
function openAppAccounts(options, identity, clock, request, waiting) {
    const { specs, drain, mask } = options;
    const app = { identity, request, clock, waiting, mask };
    const all = [];
    const accounts = new Map();
    for (const owner of specs.map(target_spec/* ownerOf */.bf)) {
        const key = owner.toLowerCase();
        if (accounts.has(key))
            continue;
        const tokens = new AppTokens(app, needsOf(owner, specs, drain));
        all.push(tokens);
        accounts.set(key, createAccount({ ...options, tokenKind: "app" }, clock, sendingWith(tokens, request, waiting)));
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
/**
 * Sends with tokens of which GitHub may not know the latest yet; a search that
 * nothing depends on is sent once.
 */
function sendingWith(tokens, request, waiting) {
    return (operation, options) => options.once === true
        ? request(operation, () => tokens.current(), "rotate", options)
        : sendWithTokens(tokens, (authorize) => request(operation, authorize, "rotate", options), waiting);
}
function limitOutlastsRun(token, clock, waitMs) {
    return new rotation_errors/* RotationError */.FL({
        code: "github-unavailable",
        summary: `GitHub's rate limit for ${credentialWords(token)} lasts longer than this run.`,
        remedy: "Requests of other jobs with the same credential count, too.",
        rerun: "safe",
        notBefore: clock.now() + waitMs,
    });
}

// EXTERNAL MODULE: ./src/rotation/observe.ts
var observe = __webpack_require__(8302);
;// CONCATENATED MODULE: ./src/github/pages.ts


/** The largest page that GitHub returns. */
const PAGE_SIZE = 100;
/** The most pages of one list that are read. */
const MAX_PAGES = 100;
/**
 * Reads a whole list: the later pages at once when the first says how many
 * there are, else one by one until there are `atMost` items. Throws when a page
 * cannot be read, or when there are more than 10,000 items. `octokit.paginate`
 * takes a 409 for an empty list, follows `Link` to any host and has no bound.
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
async function readPages(request, { operation, schema, pageOf }, task, atMost = Infinity) {
    const readPage = async (number) => {
        const page = {
            per_page: PAGE_SIZE,
            ...(number === 1 ? {} : { page: number }),
        };
        const { value: answer } = await octokit_read(request, (octokit) => operation(octokit, page), task);
        const hasNext = /;\s*rel="next"/u.test(answer.header("link") ?? "");
        return { ...pageOf(parseAnswer(answer, schema, task)), hasNext };
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
        remedy: "The action does not read lists of that length.",
        rerun: "fix-first",
    });
}

;// CONCATENATED MODULE: ./src/github/routes.ts
/**
 * Where a target's secrets are.
 * https://docs.github.com/en/rest/actions/secrets and the pages for Dependabot,
 * Codespaces and agents
 */
function routesOf(spec) {
    if (spec.kind === "organization") {
        return {
            secrets: `/orgs/{org}/${spec.store}/secrets`,
            parameters: { org: spec.organization },
        };
    }
    const { owner, repository: repo } = spec;
    return below("/repos/{owner}/{repo}", { owner, repo }, spec);
}
/**
 * The same place by its repository's numeric id, which no rename and no new
 * repository of the same name changes. GitHub's redirects lead there.
 */
function routesById(spec, id) {
    return below("/repositories/{repository_id}", { repository_id: id }, spec);
}
/**
 * Whether a name as a segment of a URL's path stays where it is; a slash in it
 * gets encoded.
 */
function isSegment(name) {
    return !/^\.{0,2}$/u.test(name);
}
function below(repository, parameters, spec) {
    return spec.kind === "environment"
        ? {
            secrets: `${repository}/environments/{environment_name}/secrets`,
            parameters: { ...parameters, environment_name: spec.environment },
        }
        : { secrets: `${repository}/${spec.store}/secrets`, parameters };
}

;// CONCATENATED MODULE: ./src/github/organization-access.ts









/** Finds out who may read the secrets of an organization, and who should. */
class OrganizationAccess {
    #account;
    #spec;
    #secrets;
    /** The configured repositories; undefined without a list of them. */
    #configured;
    constructor(account, spec, secrets) {
        this.#account = account;
        this.#spec = spec;
        this.#secrets = secrets;
    }
    /** Looks up the configured repositories; throws when one is missing. */
    async resolve() {
        const { access, organization } = this.#spec;
        if (access.kind !== "selected" || access.repositories === undefined)
            return;
        this.#configured = await (0,observe/* everyOne */.I)(access.repositories.map(async (name) => {
            const { repositories } = this.#account;
            return { id: (await repositories.find(organization, name)).id, name };
        }));
    }
    /**
     * What the PUT of a secret has to say: as the configuration wants it, or else
     * as the secret has it now.
     */
    async wanted(secretName, { updatedAt, visibility = "private" }) {
        const { access } = this.#spec;
        switch (access.kind) {
            case "all":
            case "private":
                return { visibility: access.kind, selected: [] };
            case "as-is":
                if (updatedAt === undefined)
                    await this.#requireAbsent(secretName);
                return visibility === "selected"
                    ? { visibility, selected: await this.#selected(secretName) }
                    : { visibility, selected: [] };
            case "selected":
                if (this.#configured !== undefined) {
                    return { visibility: "selected", selected: this.#configured };
                }
                if (access.repositories !== undefined) {
                    throw new Error("the repositories were not resolved");
                }
                if (updatedAt === undefined || visibility !== "selected") {
                    throw nothingSelected(this.#spec, secretName);
                }
                return {
                    visibility: "selected",
                    selected: await this.#selected(secretName),
                };
            default:
                return access;
        }
    }
    /**
     * The names of the repositories that may read secrets of such an access, at
     * most so many. Throws when they cannot be listed.
     */
    async readers(accesses, request = this.#account.request, atMost = Infinity) {
        const names = new Set(accesses.flatMap(({ selected }) => selected.map(({ name }) => name)));
        const visibilities = new Set(accesses.map(({ visibility }) => visibility));
        const isForAll = visibilities.has("all");
        if (isForAll || visibilities.has("private")) {
            const listed = await this.#repositories(request, atMost);
            for (const { name, private: isPrivate } of listed) {
                if (isForAll || isPrivate)
                    names.add(name);
            }
        }
        return [...names].slice(0, atMost);
    }
    async #repositories(request, atMost) {
        const { organization: org } = this.#spec;
        const task = {
            what: "list the repositories",
            target: `organization ${org}`,
            permission: permissionWords(METADATA, "read"),
            token: this.#account.token,
        };
        return await readPages(request, {
            operation: (octokit, page) => octokit.rest.repos.listForOrg({ org, type: "all", ...page }),
            schema: RepositoryListWire,
            pageOf: (items) => ({ items, total: undefined }),
        }, task, atMost);
    }
    /**
     * https://docs.github.com/en/rest/actions/secrets#list-selected-repositories-for-an-organization-secret
     */
    async #selected(secretName) {
        const { secrets, parameters } = routesOf(this.#spec);
        let total = 0;
        const listed = await readPages(this.#account.request, {
            operation: (octokit, page) => octokit.request(`GET ${secrets}/{secret_name}/repositories`, {
                ...parameters,
                ...page,
                secret_name: secretName,
            }),
            schema: SelectedRepositoriesWire,
            pageOf: ({ total_count: count, repositories }) => {
                total = Math.max(total, count);
                return { items: repositories, total: count };
            },
        }, this.#secrets.task(`list the repositories of the secret ${secretName}`));
        // A list with gaps, written back, would take the secret from somebody.
        if (new Set(listed.map(({ id }) => id)).size !== total) {
            throw incompleteList(this.#spec, secretName, total);
        }
        return listed;
    }
    /**
     * Asks a second way whether a secret is missing: one wrong 404 must not make
     * a secret private that was selected for some repositories.
     */
    async #requireAbsent(secretName) {
        const task = this.#secrets.task(`find out who may read ${secretName}`);
        const { secrets, parameters } = routesOf(this.#spec);
        const { value: answer } = await octokit_read(this.#account.request, (octokit) => octokit.request(`GET ${secrets}/{secret_name}/repositories`, {
            ...parameters,
            secret_name: secretName,
        }), task);
        if (answer.status === 404)
            return;
        throw answer.status === 200
            ? contradiction(this.#spec, secretName)
            : failures_failureOf(answer, task);
    }
}
/** Ids as each store documents them: strings for Dependabot, else integers. */
function accessBody(store, { visibility, selected }) {
    return visibility === "selected"
        ? {
            visibility,
            selected_repository_ids: selected.map(({ id }) => store === "dependabot" ? String(id) : id),
        }
        : { visibility };
}
function incompleteList(spec, secretName, total) {
    return new rotation_errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `GitHub does not show all ${String(total)} repositories that may read ${secretName} of ${(0,target_spec/* nameOf */.Vb)(spec)}.`,
        remedy: "Writing the list back with gaps would remove the secret from some of them. Give the credential access to all of them, or name them under `repositories`.",
        rerun: "fix-first",
    });
}
function contradiction(spec, secretName) {
    return new rotation_errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `GitHub says that the secret ${secretName} of ${(0,target_spec/* nameOf */.Vb)(spec)} does not exist, but also which repositories may read it.`,
        remedy: "The secret was not written. If it persists, set `visibility` for this target.",
        rerun: "safe",
    });
}
function nothingSelected(spec, secretName) {
    return new rotation_errors/* RotationError */.FL({
        code: "target-missing",
        summary: `${secretName} of ${(0,target_spec/* nameOf */.Vb)(spec)} has no list of selected repositories to keep.`,
        remedy: "Nothing was minted. Name the repositories under `repositories`, beside `visibility: selected`.",
        rerun: "fix-first",
    });
}

// EXTERNAL MODULE: ./node_modules/libsodium-wrappers/dist/modules-esm/libsodium-wrappers.mjs + 1 modules
var libsodium_wrappers = __webpack_require__(4768);
;// CONCATENATED MODULE: ./src/github/sealed-box.ts



const KEY_BYTES = 32;
// Loading fails before anyone asks for it; `canSealFor` then says so.
void libsodium_wrappers/* default.ready */.Ay.ready.catch(() => undefined);
/**
 * Reads padded standard base64 as a public key; undefined when it is not 32
 * bytes, or all of them are zero.
 */
function readKey(base64) {
    const key = Buffer.from(base64, "base64");
    const isUsable = key.toString("base64") === base64 &&
        key.length === KEY_BYTES &&
        key.some((byte) => byte !== 0);
    return isUsable ? key : undefined;
}
/**
 * Proves, before anything is minted, that values can be sealed for a key.
 * Returns false when the key cannot be used, and throws `RotationError` when
 * libsodium does not load or does not work.
 */
async function canSealFor(key) {
    try {
        const sodium = await openSodium();
        const { publicKey, privateKey } = sodium.crypto_box_keypair();
        const box = sodium.crypto_box_seal("", publicKey);
        sodium.crypto_box_seal_open(box, publicKey, privateKey);
    }
    catch {
        throw cannotSeal();
    }
    try {
        await seal(new secret/* Secret */.z(""), key);
        return true;
    }
    catch {
        return false;
    }
}
/**
 * Seals a value for a scope: libsodium's `crypto_box_seal`, in padded standard
 * base64.
 * https://docs.github.com/en/rest/guides/encrypting-secrets-for-the-rest-api
 */
async function seal(value, { key }) {
    const sodium = await openSodium();
    return sodium.to_base64(sodium.crypto_box_seal(value.expose(), key), sodium.base64_variants.ORIGINAL);
}
/** Its WebAssembly compiles while the first requests are under way. */
async function openSodium() {
    await libsodium_wrappers/* default.ready */.Ay.ready;
    return libsodium_wrappers/* default */.Ay;
}
function cannotSeal() {
    return new rotation_errors/* RotationError */.FL({
        code: "internal",
        summary: "The action cannot encrypt secrets on this runner: its copy of libsodium does not load or does not work.",
        remedy: "Make sure that the action's files are complete and that the runner allows WebAssembly.",
        rerun: "fix-first",
    });
}

;// CONCATENATED MODULE: ./src/github/secret-access.ts








/**
 * The operations on the secrets of one place, in any store at any level.
 * https://docs.github.com/en/rest/actions/secrets
 */
class SecretAccess {
    #account;
    #spec;
    constructor(account, spec) {
        this.#account = account;
        this.#spec = spec;
    }
    /** What is done here, for the sentence about its failure. */
    task(what) {
        return {
            what,
            target: (0,target_spec/* nameOf */.Vb)(this.#spec),
            permission: permissionWords(permissionFor(this.#spec), "write"),
            token: this.#account.token,
            place: this.#spec.kind,
            store: this.#spec.store,
        };
    }
    /** Throws `RotationError` unless values can be sealed for the key. */
    async publicKey(routes = routesOf(this.#spec)) {
        const task = this.task("read the public key for secrets");
        const { value: answer, clock } = await octokit_read(this.#account.request, (octokit) => octokit.request(`GET ${routes.secrets}/public-key`, routes.parameters), task);
        const wire = parseAnswer(answer, PublicKeyWire, task);
        const bytes = readKey(wire.key);
        if (bytes === undefined)
            throw failures_failureOf(answer, task);
        const key = { keyId: wire.key_id, key: bytes };
        if (!(await canSealFor(key)))
            throw failures_failureOf(answer, task);
        return { value: key, clock };
    }
    /** Throws `RotationError` when the metadata cannot be read. */
    async metadata(secretName) {
        const task = this.task(`read the date of the secret ${secretName}`);
        const { secrets, parameters } = routesOf(this.#spec);
        const { value: answer, clock } = await octokit_read(this.#account.request, (octokit) => octokit.request(`GET ${secrets}/{secret_name}`, {
            ...parameters,
            secret_name: secretName,
        }), task);
        if (answer.status === 404) {
            return { value: { updatedAt: undefined, visibility: undefined }, clock };
        }
        const wire = parseAnswer(answer, SecretMetadataWire, task);
        const { updated_at: updatedAt, visibility } = wire;
        if (this.#spec.kind === "organization" && visibility === undefined) {
            throw failures_failureOf(answer, task);
        }
        return { value: { updatedAt, visibility }, clock };
    }
    /** Seals and writes one secret; never throws. */
    async write(secretName, value, key, { routes, body, otherRoutes }) {
        const task = this.task(`write the secret ${secretName}`);
        let latest;
        const put = async ({ secrets, parameters }, publicKey) => {
            const encrypted = await seal(value, publicKey);
            const answer = await this.#account.request((octokit) => octokit.request(`PUT ${secrets}/{secret_name}`, {
                ...parameters,
                ...body,
                secret_name: secretName,
                encrypted_value: encrypted,
                key_id: publicKey.keyId,
            }));
            latest = latest ? carryEarlierEffect(latest, answer) : answer;
            return latest;
        };
        try {
            let to = routes;
            let answer = await put(to, key);
            if (answer.status === 404 && otherRoutes !== undefined) {
                to = await otherRoutes();
                if (to !== undefined)
                    answer = await put(to, key);
            }
            if (answer.status === 422) {
                // The key may have changed: read it again, once, in the same place.
                if (to !== routes)
                    to = await otherRoutes?.();
                if (to !== undefined) {
                    answer = await put(to, (await this.publicKey(to)).value);
                }
            }
            return { secretName, answer: secret_access_judge(answer, task) };
        }
        catch (thrown) {
            const answer = latest?.earlierEffect === "possible"
                ? { kind: "unknown", error: failures_brokenOf(thrown, task) }
                : judgeBroken(thrown, task);
            return { secretName, answer };
        }
    }
}
/** A refusal is certain only when no earlier sending may have acted. */
function secret_access_judge(answer, task) {
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
/**
 * What became of a write that threw. A request that was not sent, and an error
 * other than the transport's, had no effect.
 */
function judgeBroken(thrown, task) {
    const error = failures_brokenOf(thrown, task);
    const isSent = thrown instanceof transport_error/* TransportError */.wX && thrown.delivery === "unknown";
    if (isSent)
        return { kind: "unknown", error };
    return error.code === "cancelled"
        ? { kind: "not-attempted" }
        : { kind: "refused", error };
}

// EXTERNAL MODULE: ./src/github/secret-values.ts
var secret_values = __webpack_require__(3770);
;// CONCATENATED MODULE: ./src/github/organization-store.ts






/** The most repositories in which overriding secrets are searched for. */
const MAX_OVERRIDE_REPOSITORIES = 100;
/** How many repositories are asked for active runs at once. */
const RUNS_AT_ONCE = 20;
/** The secrets of an organization. */
class OrganizationStore {
    name;
    #options;
    #secrets;
    #access;
    #secretNames;
    /** What the observation leaves for later steps. */
    #observed;
    constructor(options) {
        const { account, spec } = options;
        this.name = options.name;
        this.#options = options;
        this.#secrets = new SecretAccess(account, spec);
        this.#access = new OrganizationAccess(account, spec, this.#secrets);
        this.#secretNames = (0,secret_values/* writtenNames */.u)(options.names);
    }
    async observe() {
        const reads = {
            key: this.#secrets.publicKey(),
            repositories: this.#access.resolve(),
            secrets: (0,observe/* everyOne */.I)(this.#secretNames.map((name) => this.#look(name))),
        };
        await Promise.allSettled(Object.values(reads));
        // Without the key no secret can be read either, for the same reason.
        await (0,observe/* everyOne */.I)([reads.key, reads.repositories]);
        const key = await reads.key;
        const secrets = await reads.secrets;
        this.#observed = {
            key: key.value,
            accesses: secrets.map(({ access }) => access),
        };
        return {
            secrets: secrets.map(({ state }) => state),
            clocks: [key.clock, ...secrets.map(({ clock }) => clock)].filter((clock) => clock !== undefined),
        };
    }
    async reread() {
        return await (0,observe/* everyOne */.I)(this.#secretNames.map(async (secretName) => {
            const { value } = await this.#secrets.metadata(secretName);
            return { target: this.name, secretName, updatedAt: value.updatedAt };
        }));
    }
    async overrides() {
        const { account, spec, search } = this.#options;
        const readers = await this.#access
            .readers(this.#observed?.accesses ?? [], search.requestOf(account), MAX_OVERRIDE_REPOSITORIES)
            .catch(() => []);
        const found = await Promise.all(readers.map((repository) => search.below(account, { owner: spec.organization, repository, store: spec.store }, {
            target: this.name,
            isAbove: true,
            secretNames: this.#secretNames,
        })));
        return found.flat();
    }
    /** Looks for active runs in every repository that may read the secrets. */
    async activeRuns(replacedAt) {
        const { account, spec } = this.#options;
        if (spec.store === "codespaces")
            return { kind: "none" };
        try {
            const readers = await this.#access.readers(this.#observed?.accesses ?? []);
            for (let at = 0; at < readers.length; at += RUNS_AT_ONCE) {
                const seen = await Promise.all(readers
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
    async publish(credential) {
        if (this.#observed === undefined) {
            throw new Error("published before observed");
        }
        const { key } = this.#observed;
        const { names } = this.#options;
        return await Promise.all((0,secret_values/* secretValues */.V)(names, credential).map(([secretName, value]) => this.#write(secretName, value, key)));
    }
    async #look(secretName) {
        const { value, clock } = await this.#secrets.metadata(secretName);
        await this.#access.resolve();
        return {
            state: { target: this.name, secretName, updatedAt: value.updatedAt },
            access: await this.#access.wanted(secretName, value),
            clock,
        };
    }
    /**
     * The access is read again right before the write, so that what somebody
     * changed since the observation stays changed.
     */
    async #write(secretName, value, key) {
        const { spec } = this.#options;
        let body;
        try {
            const present = await this.#secrets.metadata(secretName);
            const access = await this.#access.wanted(secretName, present.value);
            body = accessBody(spec.store, access);
        }
        catch (thrown) {
            const task = this.#secrets.task(`write the secret ${secretName}`);
            return { secretName, answer: judgeBroken(thrown, task) };
        }
        const destination = { routes: routesOf(spec), body };
        return await this.#secrets.write(secretName, value, key, destination);
    }
}

;// CONCATENATED MODULE: ./src/github/overrides.ts






/** The most requests of a run's whole search. */
const MAX_REQUESTS = 100;
/** The longest that a run's whole search may take, milliseconds. */
const MAX_DURATION_MS = 10_000;
/** How many of its requests are under way at once. */
const AT_ONCE = 16;
/**
 * The search for secrets of the same name at a level that wins over a target.
 * It is advisory: bounded in requests and time over all targets of a run. It
 * never fails, never waits for a limit and leaves enough of it for the writes.
 * What it cannot read, it leaves out.
 * https://docs.github.com/en/actions/reference/security/secrets
 */
class OverrideSearch {
    #options;
    #targets;
    #inTurn = (0,p_limit/* default */.A)(AT_ONCE);
    #requestsLeft = MAX_REQUESTS;
    #end;
    #isOver = false;
    constructor(options) {
        this.#options = options;
        this.#targets = new Set(options.specs.map(target_spec/* placeKey */.r4));
    }
    /**
     * The places below a repository that win over a target: its environments
     * and, for a target above the repository, the repository itself. Places that
     * are targets get the same value, so they do not count.
     */
    async below(account, place, overridden) {
        const found = [];
        const look = async (spec) => {
            if (this.#targets.has((0,target_spec/* placeKey */.r4)(spec)))
                return;
            const present = await this.#secretNames(account, spec);
            for (const secretName of overridden.secretNames) {
                if (!present.has(secretName))
                    continue;
                const { target } = overridden;
                found.push({ target, secretName, by: (0,target_spec/* nameOf */.Vb)(spec) });
            }
        };
        const lookBelow = async () => {
            const specs = await this.#environments(account, place);
            await Promise.allSettled(specs.map(look));
        };
        const looks = [lookBelow()];
        if (overridden.isAbove)
            looks.push(look({ kind: "repository", ...place }));
        await Promise.allSettled(looks);
        return found;
    }
    /** Sends what belongs to the search; throws once that is over. */
    requestOf(account) {
        return (operation) => this.#inTurn(async () => {
            const { clock, writesOf } = this.#options;
            const { budget } = account;
            const isSpare = budget.canSpareRead(writesOf(account), clock.now());
            if (this.#isOver || this.#requestsLeft <= 0 || !isSpare)
                throw over();
            this.#requestsLeft -= 1;
            const answer = account.request(operation, { once: true });
            return await Promise.race([answer, this.#untilOver()]);
        });
    }
    #untilOver() {
        this.#end ??= this.#options.clock.sleep(MAX_DURATION_MS).then(() => {
            this.#isOver = true;
            throw over();
        });
        return this.#end;
    }
    async #environments(account, { owner, repository, store }) {
        if (store !== "actions")
            return [];
        const listed = await readPages(this.requestOf(account), {
            operation: (octokit, page) => octokit.rest.repos.getAllEnvironments({
                owner,
                repo: repository,
                ...page,
            }),
            schema: EnvironmentListWire,
            pageOf: ({ environments, total_count: total }) => ({
                items: environments,
                total,
            }),
        }, taskOf(account, `${owner}/${repository}`, "list the environments"));
        return listed
            .filter(({ name }) => isSegment(name))
            .map(({ name: environment }) => ({
            kind: "environment",
            store,
            owner,
            repository,
            environment,
        }));
    }
    async #secretNames(account, spec) {
        const { secrets, parameters } = routesOf(spec);
        const listed = await readPages(this.requestOf(account), {
            operation: (octokit, page) => octokit.request(`GET ${secrets}`, { ...parameters, ...page }),
            schema: SecretListWire,
            pageOf: (wire) => ({ items: wire.secrets, total: wire.total_count }),
        }, taskOf(account, (0,target_spec/* nameOf */.Vb)(spec), "list the secrets"));
        return new Set(listed.map(({ name }) => name.toUpperCase()));
    }
}
function taskOf(account, target, what) {
    const permission = permissionWords(ENVIRONMENTS, "read");
    return { what, target, permission, token: account.token };
}
function over() {
    return new Error("the search is over");
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
async function numeric_ids_readOrganization({ request, token }, org) {
    const task = {
        what: "read the organization",
        target: org,
        permission: permissionWords(METADATA, "read"),
        token,
        place: "organization",
    };
    const { value: answer } = await octokit_read(request, (octokit) => octokit.rest.orgs.get({ org }), task);
    return parseAnswer(answer, OrganizationWire, task).id;
}

;// CONCATENATED MODULE: ./src/github/pace/fan-out.ts

/** The least time between two reports of progress, milliseconds. */
const REPORT_EVERY_MS = 15_000;
/** Progress with less time left is not reported, milliseconds. */
const WORTH_REPORTING_MS = 1_000;
/** What a run needs beside its writes, milliseconds. */
const OVERHEAD_MS = 10_000;
/** How much longer than its least time a fan-out may take. */
const SLOWNESS = 1.03;
/** Tracks the work on all targets, and how long the rest takes. */
class FanOut {
    #options;
    /** Secrets to be written yet. */
    #left;
    #total;
    #startedAt;
    #read = 0;
    #reportedAt;
    #isWriting = false;
    constructor(options) {
        this.#options = options;
        this.#left = new Map(options.shares);
        this.#total = sum(options.shares);
        this.#startedAt = options.clock.now();
        this.#reportedAt = this.#startedAt;
    }
    /** Call when a target was read. */
    recordRead() {
        const { targets, clock } = this.#options;
        this.#read += 1;
        const read = this.#read;
        if (read >= targets || !this.#isDue())
            return;
        const elapsed = clock.now() - this.#startedAt;
        const remainingMs = (elapsed / read) * (targets - read);
        this.#report({ what: "read", done: read, total: targets, remainingMs });
    }
    /** Call before a target is written. */
    startWrites() {
        if (this.#isWriting)
            return;
        this.#isWriting = true;
        if (this.#timeLeft() >= REPORT_EVERY_MS)
            this.#reportWrites();
    }
    /** Call when so many secrets of a target were written, or failed. */
    recordWrite(budget, secrets) {
        this.#left.set(budget, (this.#left.get(budget) ?? 0) - secrets);
        if (sum(this.#left) > 0 && this.#isDue())
            this.#reportWrites();
    }
    /** A `fan-out-too-long` when the writes cannot end in the time left. */
    tooLong(elapsedMs, remainingMs) {
        const least = this.#timeLeft();
        const needed = least * SLOWNESS + OVERHEAD_MS;
        if (least === 0 || needed <= remainingMs)
            return undefined;
        return tooLong(this.#total, least, remainingMs, elapsedMs + needed);
    }
    #timeLeft() {
        const now = this.#options.clock.now();
        const times = [...this.#left].map(([budget, writes]) => budget.timeFor(writes, now));
        return Math.max(0, ...times);
    }
    #isDue() {
        return this.#options.clock.now() - this.#reportedAt >= REPORT_EVERY_MS;
    }
    #reportWrites() {
        const total = this.#total;
        const done = total - sum(this.#left);
        const remainingMs = this.#timeLeft();
        this.#report({ what: "written", done, total, remainingMs });
    }
    #report(progress) {
        this.#reportedAt = this.#options.clock.now();
        if (progress.remainingMs < WORTH_REPORTING_MS)
            return;
        this.#options.onProgress(progress);
    }
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

;// CONCATENATED MODULE: ./src/github/repository-store.ts





/** The secrets of a repository or of one of its environments. */
class RepositoryStore {
    name;
    #options;
    #access;
    #secretNames;
    /** What the observation leaves for the publication. */
    #observed;
    constructor(options) {
        this.name = options.name;
        this.#options = options;
        this.#access = new SecretAccess(options.account, options.spec);
        this.#secretNames = (0,secret_values/* writtenNames */.u)(options.names);
    }
    async observe() {
        const { account, spec } = this.#options;
        const { owner, repository } = spec;
        const reads = {
            repository: account.repositories.find(owner, repository),
            key: this.#access.publicKey(),
            secrets: this.#states(),
        };
        await Promise.allSettled(Object.values(reads));
        // Without the repository every read below it fails too, for that reason.
        const { id, archived, clock } = await reads.repository;
        if (archived)
            throw archivedError(`${owner}/${repository}`);
        const key = await reads.key;
        const secrets = await reads.secrets;
        this.#observed = { id, key: key.value };
        return {
            secrets: secrets.map(({ value }) => value),
            clocks: [clock, key.clock, ...secrets.map((one) => one.clock)].filter((reading) => reading !== undefined),
        };
    }
    async reread() {
        return (await this.#states()).map(({ value }) => value);
    }
    async overrides() {
        const { account, spec, search } = this.#options;
        if (spec.kind === "environment")
            return [];
        return await search.below(account, spec, {
            target: this.name,
            isAbove: false,
            secretNames: this.#secretNames,
        });
    }
    async activeRuns(replacedAt) {
        const { account, spec } = this.#options;
        if (spec.store === "codespaces")
            return { kind: "none" };
        const { owner, repository } = spec;
        return await account.runs.readersIn(owner, repository, replacedAt);
    }
    /**
     * Writes to the repository of the observed numeric id and to no other, by
     * whatever name it goes now. The documented route by name would need the
     * server to refuse a value that was sealed for another repository of the same
     * name. `key_id` cannot tell, because all scopes of a store share it, and
     * whether a server tries to open the box is documented nowhere: GitHub has
     * answered 422 only since about 2024, and 204 before. A write that is
     * confirmed but lost would let the old token be revoked.
     */
    async publish(credential) {
        if (this.#observed === undefined) {
            throw new Error("published before observed");
        }
        const { spec, names } = this.#options;
        const { id, key } = this.#observed;
        const destination = {
            routes: routesById(spec, id),
            otherRoutes: () => this.#routesByName(id),
        };
        return await Promise.all((0,secret_values/* secretValues */.V)(names, credential).map(([secretName, value]) => this.#access.write(secretName, value, key, destination)));
    }
    /**
     * For a server without routes by id; undefined unless the name still belongs
     * to that repository.
     */
    async #routesByName(id) {
        const { account, spec } = this.#options;
        try {
            const now = await account.repositories.look(spec.owner, spec.repository);
            return now.id === id ? routesOf(spec) : undefined;
        }
        catch {
            return undefined;
        }
    }
    async #states() {
        return await (0,observe/* everyOne */.I)(this.#secretNames.map(async (secretName) => {
            const { value, clock } = await this.#access.metadata(secretName);
            const { updatedAt } = value;
            return { value: { target: this.name, secretName, updatedAt }, clock };
        }));
    }
}
function archivedError(repository) {
    return new rotation_errors/* RotationError */.FL({
        code: "target-archived",
        summary: `${repository} is archived, so its secrets cannot be written.`,
        remedy: "Nothing was minted. Unarchive it, or remove it from the configuration.",
        rerun: "fix-first",
    });
}

;// CONCATENATED MODULE: ./src/github/targets.ts








/** Opens all targets of a run. */
function openTargets(options) {
    const { specs, names, clock } = options;
    const accounts = openAccounts(options);
    const secrets = (0,secret_values/* writtenNames */.u)(names).length;
    const shares = new Map();
    for (const spec of specs) {
        const { budget } = accounts.of(spec);
        shares.set(budget, (shares.get(budget) ?? 0) + secrets);
    }
    const search = new OverrideSearch({
        clock,
        specs,
        writesOf: ({ budget }) => shares.get(budget) ?? 0,
    });
    const accountOf = (owner) => {
        // A given token serves every owner.
        const spec = specs.find((one) => (0,target_spec/* ownerOf */.bf)(one).toLowerCase() === owner.toLowerCase()) ??
            (options.credential.kind === "token" ? specs[0] : undefined);
        return spec === undefined ? undefined : accounts.of(spec);
    };
    const fanOut = new FanOut({
        targets: specs.length,
        shares,
        clock,
        onProgress: (progress) => {
            options.onProgress(progress);
        },
    });
    const distinctNames = distinctNamesOf(specs);
    return {
        ids: createNumericIds(accountOf, options.knownAccount),
        stores: specs.map((spec, index) => {
            const account = accounts.of(spec);
            const name = distinctNames[index] ?? (0,target_spec/* nameOf */.Vb)(spec);
            const store = createStore({ account, spec, name, names, search });
            return followed(store, account, secrets, fanOut);
        }),
        tooLong: (elapsedMs, remainingMs) => fanOut.tooLong(elapsedMs, remainingMs),
        close: () => accounts.close(),
    };
}
function createStore(options) {
    const { spec } = options;
    return spec.kind === "organization"
        ? new OrganizationStore({ ...options, spec })
        : new RepositoryStore({ ...options, spec });
}
/** A store whose work is counted, and waits for its turn. */
function followed(store, { budget, inTurn }, secrets, fanOut) {
    return {
        name: store.name,
        observe: () => inTurn(async () => {
            const observation = await store.observe();
            fanOut.recordRead();
            return observation;
        }),
        reread: () => store.reread(),
        overrides: () => store.overrides(),
        activeRuns: (replacedAt) => store.activeRuns(replacedAt),
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
/** The targets' names; names that look alike once made inert are numbered. */
function distinctNamesOf(specs) {
    const seen = new Map();
    return specs.map((spec) => {
        const name = (0,target_spec/* nameOf */.Vb)(spec);
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        return count === 1 ? name : `${name} (${String(count)})`;
    });
}

;// CONCATENATED MODULE: ./src/github/token-kind.ts
/**
 * The App behind every workflow's own token; since 2026 the id is part of the
 * token's text.
 */
const ACTIONS_APP_ID = "15368";
/**
 * Reads a token's kind off its prefix, and nothing else of it: lengths and
 * bodies are not promised. `workflowToken` is the job's own token where it is
 * known.
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

// EXTERNAL MODULE: ./src/rotation/prove-database.ts
var prove_database = __webpack_require__(7996);
// EXTERNAL MODULE: ./src/action/identity.ts
var identity = __webpack_require__(2634);
;// CONCATENATED MODULE: ./src/action/adapters.ts









/** The role that `access` means; none in a mode that mints nothing. */
function databaseRoleOf({ mode, database, keyspaces, access }, { prepareRole }) {
    if (mode === "retire")
        return undefined;
    if (database === undefined || access === undefined)
        return undefined;
    return { scope: { database: database.id, keyspaces, access }, prepareRole };
}
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
    let lineage = identity/* NAMELESS */.Z$;
    const known = (0,identity/* lineageOf */.bQ)(inputs, workflow, targets.ids).then((found) => {
        lineage = found;
    });
    // The observation awaits it, and may end before.
    known.catch(() => undefined);
    const issuer = createIssuer({
        client: createAstraClient(send, inputs.astraApiUrl),
        adminToken: inputs.astraToken,
        adminClientId: (0,credential_wire/* clientIdOf */.A)(inputs.astraToken) ?? "",
        previousToken: inputs.previousToken,
        // Nothing is minted in this mode, so no role may stand in its way.
        roles: inputs.mode === "retire" ? [] : inputs.roles,
        databaseRole: databaseRoleOf(inputs, workflow),
        mask,
        sleep: (milliseconds) => materials.clock.sleep(milliseconds),
    });
    const { endpoints = [] } = inputs.database ?? {};
    const database = inputs.database === undefined
        ? undefined
        : createDatabase({
            send: send.rotate,
            database: inputs.database,
            keyspace: inputs.keyspaces[0],
            previousToken: inputs.previousToken,
        });
    return {
        issuer: {
            ...issuer,
            organization: async () => {
                const organization = issuer.organization();
                await (0,observe/* everyOne */.I)([known, organization]);
                return await organization;
            },
            mint: async (order, purpose) => {
                const left = remainingMs();
                const error = targets.tooLong(inputs.runTimeoutMs - left, left - (endpoints.length > 0 ? prove_database/* DATABASE_PATIENCE_MS */.HC : 0));
                if (error !== undefined)
                    return { kind: "refused", error };
                return await issuer.mint(order, purpose);
            },
        },
        targets: targets.stores,
        database,
        lineage: () => lineage,
        close: () => targets.close(),
    };
}


/***/ })

};
