export const id = 329;
export const ids = [329];
export const modules = {

/***/ 7329:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  askVisibility: () => (/* reexport */ visibility/* askVisibility */.M),
  composeAdapters: () => (/* binding */ composeAdapters),
  createRequest: () => (/* reexport */ octokit/* createRequest */.WL)
});

// EXTERNAL MODULE: ./src/astra/client.ts
var client = __webpack_require__(4822);
// EXTERNAL MODULE: ./src/astra/credential-wire.ts
var credential_wire = __webpack_require__(8416);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./src/service/bounded-json.ts
var bounded_json = __webpack_require__(6021);
// EXTERNAL MODULE: ./src/service/unreachable.ts
var unreachable = __webpack_require__(7613);
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
        const what = (0,unreachable/* hasAnswer */.H1)(thrown)
            ? "it gave no usable answer"
            : "it could not be reached";
        return unseen(`${what}: ${(0,unreachable/* sayFailure */.Kt)(thrown)}`);
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

// EXTERNAL MODULE: ./src/astra/issuer.ts + 2 modules
var astra_issuer = __webpack_require__(7291);
// EXTERNAL MODULE: ./src/github/targets.ts + 26 modules
var github_targets = __webpack_require__(391);
// EXTERNAL MODULE: ./src/github/token-kind.ts
var token_kind = __webpack_require__(385);
// EXTERNAL MODULE: ./src/rotation/observe.ts
var observe = __webpack_require__(8302);
// EXTERNAL MODULE: ./src/rotation/prove-database.ts
var prove_database = __webpack_require__(7996);
// EXTERNAL MODULE: ./src/action/identity.ts
var identity = __webpack_require__(2634);
// EXTERNAL MODULE: ./src/action/inputs/database-inputs.ts + 1 modules
var database_inputs = __webpack_require__(2937);
// EXTERNAL MODULE: ./src/github/octokit.ts
var octokit = __webpack_require__(6702);
// EXTERNAL MODULE: ./src/github/visibility.ts
var visibility = __webpack_require__(4547);
;// CONCATENATED MODULE: ./src/action/adapters.ts










// The other actions ask for these here, so that Octokit is in one late file.


/** Makes the adapters of both services. */
function composeAdapters(inputs, workflow, materials) {
    const { clock, stopSignal, report, remainingMs } = materials;
    const { github } = inputs;
    const targets = (0,github_targets/* openTargets */.R)({
        ...materials,
        baseUrl: inputs.githubApiUrl,
        credential: github,
        tokenKind: github.kind === "token" ? (0,token_kind/* tokenKindOf */.j)(github.token) : "app",
        specs: inputs.targets,
        names: inputs.secretNames,
        drain: inputs.drain,
        isStopped: () => stopSignal.stopped() !== undefined,
        knownAccount: workflow.account,
        onProgress: (progress) => {
            report({ kind: "progress", ...progress });
        },
    });
    let lineage = identity/* NAMELESS */.Z$;
    const known = (0,identity/* lineageOf */.bQ)(inputs, workflow, targets.ids).then((found) => {
        lineage = found;
    });
    // The observation awaits it, and may end before.
    known.catch(() => undefined);
    const astra = openAstra(inputs, workflow, materials);
    const proofMs = (0,database_inputs/* hasEndpoints */.l)(inputs) ? prove_database/* DATABASE_PATIENCE_MS */.HC : 0;
    const issuer = {
        ...astra.issuer,
        organization: async () => {
            const organization = astra.issuer.organization();
            await (0,observe/* everyOne */.IX)([known, organization]);
            return await organization;
        },
        mint: async (order, purpose) => {
            const left = remainingMs() - proofMs;
            const error = targets.tooLong(clock.elapsed(), left);
            if (error !== undefined)
                return { kind: "refused", error };
            return await astra.issuer.mint(order, purpose);
        },
    };
    return {
        ports: {
            ...astra,
            issuer,
            targets: targets.stores,
            clock,
            stopSignal,
            report,
        },
        lineage: () => lineage,
        close: () => targets.close(),
    };
}
function openAstra(inputs, { prepareRole }, { send, clock, mask }) {
    const { astraToken, previousToken, database, keyspaces, access } = inputs;
    const issuer = (0,astra_issuer/* createIssuer */.A)({
        client: (0,client/* createAstraClient */.f)(send, inputs.astraApiUrl),
        adminToken: astraToken,
        adminClientId: (0,credential_wire/* clientIdOf */.A)(astraToken) ?? "",
        previousToken,
        roles: inputs.roles,
        databaseRole: database === undefined || access === undefined
            ? undefined
            : { scope: { database: database.id, keyspaces, access }, prepareRole },
        mask,
        sleep: (milliseconds) => clock.sleep(milliseconds),
    });
    if (database === undefined)
        return { issuer };
    const [keyspace] = keyspaces;
    return {
        issuer,
        database: createDatabase({
            send: send.rotate,
            database,
            keyspace,
            previousToken,
        }),
    };
}


/***/ })

};
