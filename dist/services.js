export const id = 215;
export const ids = [215];
export const modules = {

/***/ 2215:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openServices: () => (/* binding */ openServices)
});

// EXTERNAL MODULE: ./src/action/identity.ts
var identity = __webpack_require__(2634);
// EXTERNAL MODULE: ./src/astra/ask-as.ts
var ask_as = __webpack_require__(9765);
// EXTERNAL MODULE: ./src/astra/client.ts
var astra_client = __webpack_require__(4822);
// EXTERNAL MODULE: ./src/astra/credential-wire.ts
var credential_wire = __webpack_require__(8416);
// EXTERNAL MODULE: ./src/astra/issuer.ts + 2 modules
var issuer = __webpack_require__(7291);
// EXTERNAL MODULE: ./src/rotation/errors.ts
var errors = __webpack_require__(87);
// EXTERNAL MODULE: ./src/rotation/secret.ts
var rotation_secret = __webpack_require__(5648);
// EXTERNAL MODULE: ./src/github/failures.ts + 3 modules
var failures = __webpack_require__(8042);
// EXTERNAL MODULE: ./src/github/octokit.ts
var octokit = __webpack_require__(6702);
// EXTERNAL MODULE: ./src/github/pages.ts
var pages = __webpack_require__(1511);
// EXTERNAL MODULE: ./src/github/permissions.ts
var permissions = __webpack_require__(5435);
// EXTERNAL MODULE: ./src/github/provenance.ts
var provenance = __webpack_require__(9436);
// EXTERNAL MODULE: ./src/github/wire.ts
var wire = __webpack_require__(4054);
;// CONCATENATED MODULE: ./src/github/secret-scanning.ts








/** The pattern of Astra's tokens, as GitHub names it. */
const SECRET_TYPE = "datastax_astracs_token";
/**
 * Octokit's method for it does not know the validity yet.
 * https://docs.github.com/en/rest/secret-scanning/secret-scanning#update-a-secret-scanning-alert
 */
const UPDATE_ALERT = "PATCH /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}";
/** The alerts of Astra's tokens, with one credential. */
class SecretAlerts {
    #account;
    #mask;
    /** `mask` is told every leaked value before anything is done with it. */
    constructor(account, mask) {
        this.#account = account;
        this.#mask = mask;
    }
    /**
     * Hands over the open alerts of a repository page by page, since there may be
     * thousands, and returns how many there were. Throws `alerts-unreadable`
     * where there are none to be had, and as every read does.
     */
    async open(place, { atMost, first }, add) {
        const { request } = this.#account;
        const task = this.#task("list the secret scanning alerts", place, "read");
        const watched = async (...asked) => {
            const answer = await request(...asked);
            if (answer.status === 404 && (0,provenance/* isFromApi */.L4)(answer))
                throw unreadable(task);
            return answer;
        };
        const numbers = await (0,pages/* readPages */.n)(watched, {
            operation: ({ rest }, page) => rest.secretScanning.listAlertsForRepo({
                owner: place.owner,
                repo: place.repository,
                state: "open",
                secret_type: SECRET_TYPE,
                sort: "created",
                direction: first === "newest" ? "desc" : "asc",
                ...page,
            }),
            schema: wire/* AlertListWire */.yG,
            pageOf: (alerts) => ({
                total: undefined,
                items: alerts.map(({ number, secret, validity, created_at }) => {
                    if (secret !== undefined)
                        this.#mask(secret);
                    const value = secret === undefined ? undefined : new rotation_secret/* Secret */.z(secret);
                    add({ number, validity, createdAt: created_at, value });
                    return number;
                }),
            }),
        }, task, atMost);
        return numbers.length;
    }
    /**
     * Writes down what Astra said of an alert's value. A server, or an alert,
     * whose validity cannot be set is closed without it. Returns why it could not
     * be done.
     */
    async update(place, number, change) {
        const task = this.#task("update a secret scanning alert", place, "write");
        try {
            let answer = await this.#patch(place, number, change, true);
            if (answer.status === 400 || answer.status === 422) {
                // Nothing else can be told of an alert that stays open.
                if (change.kind === "active")
                    return undefined;
                answer = await this.#patch(place, number, change, false);
            }
            return answer.status === 200 ? undefined : (0,failures/* failureOf */.g5)(answer, task);
        }
        catch (thrown) {
            return (0,failures/* brokenOf */.Tb)(thrown, task);
        }
    }
    /**
     * Whether a repository is known to be seen by its members only; false when
     * nobody can tell. Never throws.
     */
    async isPrivate({ owner, repository: repo, }) {
        const { request } = this.#account;
        const task = this.#task("read the repository", { owner, repository: repo }, "read");
        const operation = ({ rest }) => rest.repos.get({ owner, repo });
        try {
            const { value: answer } = await (0,octokit/* read */.LF)(request, operation, task);
            return (0,octokit/* parseAnswer */.Wp)(answer, wire/* VisibilityWire */.ae, task).private;
        }
        catch {
            return false;
        }
    }
    async #patch({ owner, repository: repo }, alert_number, change, withValidity) {
        const validity = change.kind === "dead" ? "inactive" : "active";
        return await this.#account.request((octokit) => octokit.request(UPDATE_ALERT, {
            ...{ owner, repo, alert_number },
            ...(withValidity ? { validity } : {}),
            ...(change.kind === "active"
                ? {}
                : {
                    state: "resolved",
                    resolution: "revoked",
                    resolution_comment: change.comment,
                }),
        }));
    }
    #task(what, { owner, repository }, level) {
        return {
            what,
            target: `${owner}/${repository}`,
            permission: (0,permissions/* permissionWords */.Dq)(permissions/* SECRET_SCANNING */.pi, level),
            token: this.#account.token,
        };
    }
}
function unreadable({ permission, target }) {
    return new errors/* RotationError */.FL({
        code: "alerts-unreadable",
        summary: `GitHub shows no secret scanning alerts of ${target} (HTTP 404), so a leak there would not be seen.`,
        remedy: `Enable secret scanning in the repository (Settings › Advanced Security), or check its name in \`repositories\`, and that \`github-token\` reaches it with the permission ${permission}.`,
        rerun: "fix-first",
    });
}

// EXTERNAL MODULE: ./src/github/targets.ts + 26 modules
var github_targets = __webpack_require__(391);
// EXTERNAL MODULE: ./src/github/token-kind.ts
var token_kind = __webpack_require__(385);
;// CONCATENATED MODULE: ./src/leak-watch/services.ts








/** Opens both services; sends nothing. */
function openServices(inputs, workflow, options) {
    const { send, clock, stopSignal, mask, workflowToken } = options;
    const { githubToken: token, astraToken, targets: specs } = inputs;
    const targets = (0,github_targets/* openTargets */.R)({
        ...options,
        baseUrl: inputs.githubApiUrl,
        credential: { kind: "token", token },
        tokenKind: (0,token_kind/* tokenKindOf */.j)(token, workflowToken),
        specs,
        names: inputs.secretNames,
        drain: false,
        isStopped: () => stopSignal.stopped() !== undefined,
        knownAccount: workflow.account,
        onProgress: () => undefined,
    });
    // A token that was passed in serves every owner.
    const account = targets.accountOf(inputs.repositories[0]?.owner ?? "");
    if (account === undefined)
        throw new Error("no account for a repository");
    const client = (0,astra_client/* createAstraClient */.f)(send, inputs.astraApiUrl);
    return {
        issuer: (0,issuer/* createIssuer */.A)({
            client,
            adminToken: astraToken,
            adminClientId: (0,credential_wire/* clientIdOf */.A)(astraToken) ?? "",
            previousToken: undefined,
            roles: [],
            mask,
            sleep: (milliseconds) => clock.sleep(milliseconds),
        }),
        askAs: (value) => (0,ask_as/* askAs */.c)(client, value),
        alerts: new SecretAlerts(account, mask),
        lineage: () => (0,identity/* lineageOf */.bQ)(inputs, workflow, targets.ids),
        targets: targets.stores,
        close: () => targets.close(),
    };
}


/***/ })

};
