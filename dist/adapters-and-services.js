export const id = 919;
export const ids = [919];
export const modules = {

/***/ 8042:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Tb: () => (/* binding */ brokenOf),
  ff: () => (/* reexport */ github_task/* credentialWords */.ff),
  g5: () => (/* binding */ failureOf)
});

// EXTERNAL MODULE: ./src/http/transport-error.ts
var transport_error = __webpack_require__(4098);
// EXTERNAL MODULE: ./src/http/transport.ts + 1 modules
var transport = __webpack_require__(6807);
// EXTERNAL MODULE: ./src/rotation/errors.ts
var errors = __webpack_require__(87);
// EXTERNAL MODULE: ./src/service/unreachable.ts
var unreachable = __webpack_require__(7613);
// EXTERNAL MODULE: ./src/github/permissions.ts
var permissions = __webpack_require__(5435);
// EXTERNAL MODULE: ./src/github/task.ts
var github_task = __webpack_require__(934);
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
function missing(answer, task) {
    const { what, place, phrase, store = "actions" } = task;
    const isKey = what.startsWith("read the public key");
    if (isKey && place === "environment")
        return noEnvironment(answer, task);
    if (isKey && place === "repository")
        return noStore(answer, task);
    if (isKey || what === "read the organization") {
        return notShown(answer, { ...task, target: `organization ${organizationIn(task)}` }, `Check the spelling${isKey ? `, and whether the server and the plan have ${FEATURES[store]}` : ""}.`);
    }
    const isPlace = what === "read the repository" || /^list the \S+$/u.test(what);
    return isPlace && phrase === undefined
        ? notShown(answer, task, "Check the spelling.")
        : gone(answer, task);
}
function organizationIn({ target }) {
    return target.replace(/^.*organization /u, "");
}
function notShown(answer, task, advice) {
    return told(`GitHub does not show ${task.target} to ${(0,github_task/* credentialWords */.ff)(task.token)} (${(0,github_task/* statusWords */.o7)(answer)}).`, `${advice} ${accessOf(answer, task)}`);
}
function gone(answer, task) {
    return told(`Could not ${(0,github_task/* phraseOf */.J8)(task)}: GitHub does not find it, or does not show it to ${(0,github_task/* credentialWords */.ff)(task.token)} (${(0,github_task/* statusWords */.o7)(answer)}).`, "Check that it was not deleted or renamed, and that the credential still has access to it.");
}
function noEnvironment(answer, task) {
    return told(`There is no ${task.target}, or GitHub does not show its secrets to ${(0,github_task/* credentialWords */.ff)(task.token)} (${(0,github_task/* statusWords */.o7)(answer)}).`, `Check the name: the action never creates environments. If it exists, the plan may not include environments in private repositories (GitHub Pro, Team and Enterprise do)${permissionPart(answer, task)}.`);
}
function noStore(answer, task) {
    const { store = "actions" } = task;
    return told(`Could not ${(0,github_task/* phraseOf */.J8)(task)}: GitHub shows no such secrets to ${(0,github_task/* credentialWords */.ff)(task.token)} (${(0,github_task/* statusWords */.o7)(answer)}).`, `Likely causes: the server, the plan or the repository has no ${FEATURES[store]}${permissionPart(answer, task)}.`);
}
/** The credential's part in a 404, where the answer does not disprove it. */
function permissionPart(answer, task) {
    const { token, permission, place } = task;
    switch (token) {
        case "app":
            return ", or the App's installation does not cover the repository";
        case "classic":
            return (0,github_task/* hasScope */.BO)(answer, place) === true
                ? ", or the token's user has too little access"
                : `, or the token lacks the scope \`${(0,permissions/* classicScopeFor */.wT)(place)}\``;
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
            const scope = (0,permissions/* classicScopeFor */.wT)(place);
            const user = place === "organization" ? "is no owner of it" : "has no access to it";
            const known = (0,github_task/* hasScope */.BO)(answer, place);
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
    return new errors/* RotationError */.FL({
        code: "target-missing",
        summary,
        remedy,
        rerun: "fix-first",
    });
}

// EXTERNAL MODULE: ./src/github/pace/rate-limit.ts
var rate_limit = __webpack_require__(2631);
// EXTERNAL MODULE: ./src/github/provenance.ts
var provenance = __webpack_require__(9436);
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
    return permission !== (0,permissions/* permissionWords */.Dq)(permissions/* METADATA */.MV, "read");
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
        reason: `GitHub does not let ${(0,github_task/* credentialWords */.ff)(token)} do this`,
        remedy: mayLack(task)
            ? `Either the token lacks ${permission} ${where}, or ${covers}.`
            : `Most likely ${covers} ${where}.`,
    };
}
function roleTooLow(task, answer) {
    const scope = (0,permissions/* classicScopeFor */.wT)(task.place);
    const user = task.place === "organization"
        ? "The token's user has to be an owner of the organization, or to have a role that manages its secrets"
        : "The token's user needs write or admin access to the repository";
    const isClassic = task.token === "classic" || task.token === "unknown";
    const known = (0,github_task/* hasScope */.BO)(answer, task.place);
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
        reason: `GitHub does not let the user of ${(0,github_task/* credentialWords */.ff)(task.token)} do this`,
        remedy: `${user}${needsScope}.`,
    };
}
function appRefused(refusal, answer) {
    const server = (0,github_task/* serverWords */.lZ)(answer);
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

// EXTERNAL MODULE: ./src/github/refusals.ts
var refusals = __webpack_require__(1062);
;// CONCATENATED MODULE: ./src/github/failures.ts











/**
 * An answer that is not the one hoped for, as a sentence with a remedy. A
 * status gets GitHub's meaning only where the answer shows that GitHub's API
 * gave it, and a cause is stated only where the answer proves it.
 */
function failureOf(answer, task) {
    const { status } = answer;
    if (status < 300)
        return unexpected(answer, task);
    if (status < 400)
        return redirected(answer, task);
    if (status === 407 || status === 511)
        return notLetThrough(answer);
    if (status === 408 || status >= 500)
        return unavailable(answer, task);
    const refusal = (0,refusals/* refusalOf */.O)(answer);
    if (refusal !== undefined) {
        const { reason, remedy, code, rerun } = toldOf(refusal, task, answer);
        return new errors/* RotationError */.FL({
            code: code ?? "github-forbidden",
            summary: `Could not ${(0,github_task/* phraseOf */.J8)(task)}: ${reason} (${(0,github_task/* statusWords */.o7)(answer)}).`,
            remedy,
            rerun: rerun ?? "fix-first",
        });
    }
    if (status !== 429 && (0,provenance/* isPage */.yp)(answer))
        return notTheApi(answer);
    const limitWait = (0,rate_limit/* rateLimitWait */.hD)(answer);
    if (limitWait !== undefined)
        return limited(answer, task, limitWait);
    if (!(0,provenance/* isFromApi */.L4)(answer))
        return notTheApi(answer);
    if (status === 401)
        return unauthorized(answer, task);
    if (status === 404)
        return missing(answer, task);
    if (status === 409 || status === 422)
        return invalid(answer, task);
    return refused(answer, task);
}
/** Whatever a request threw, as a sentence with a remedy. */
function brokenOf(thrown, task) {
    if (!(thrown instanceof transport_error/* TransportError */.wX))
        return (0,errors/* asRotationError */.fq)(thrown);
    if (thrown.detail === transport/* NO_TIME */.w)
        return tooLate(task, thrown);
    if (thrown.code === "cancelled")
        return stopped(task, thrown);
    return (0,unreachable/* unreachable */.HB)(thrown, {
        code: "github-unavailable",
        service: "GitHub",
        input: "github-api-url",
        purpose: `to ${(0,github_task/* phraseOf */.J8)(task)}`,
        unusable: `Could not ${(0,github_task/* phraseOf */.J8)(task)}`,
    });
}
const NEXT_RUN = "The next run reads what is live and completes the work.";
function stopped(task, cause) {
    return new errors/* RotationError */.FL({
        code: "cancelled",
        summary: `The run was stopped while it tried to ${(0,github_task/* phraseOf */.J8)(task)}.`,
        remedy: NEXT_RUN,
        rerun: "safe",
        cause,
    });
}
function tooLate(task, cause) {
    return new errors/* RotationError */.FL({
        code: "deadline",
        summary: `The run reached its own deadline (\`run-timeout\`) before it could ${(0,github_task/* phraseOf */.J8)(task)}.`,
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
    const what = (0,provenance/* isPage */.yp)(answer)
        ? "a web page"
        : "an answer that is not in GitHub's form";
    return new errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `GitHub's API was not reached: ${(0,github_task/* serverWords */.lZ)(answer)} returned ${what} (HTTP ${String(answer.status)}).`,
        remedy: addressAdvice(answer),
        rerun: "safe",
    });
}
function notLetThrough(answer) {
    const wants = answer.status === 407 ? "proxy credentials" : "a login to the network";
    return new errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `GitHub's API was not reached: something between the runner and ${(0,github_task/* serverWords */.lZ)(answer)} asks for ${wants} (HTTP ${String(answer.status)}).`,
        remedy: "Check the proxy settings and the network of the runner.",
        rerun: "fix-first",
    });
}
function unexpected(answer, task) {
    if ((0,provenance/* isPage */.yp)(answer))
        return notTheApi(answer);
    return new errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `Could not ${(0,github_task/* phraseOf */.J8)(task)}: the response was not what GitHub's API returns for it (${(0,github_task/* statusWords */.o7)(answer)}).`,
        remedy: "Run it again; if it persists, check `github-api-url`, and any proxy between the runner and GitHub.",
        rerun: "safe",
    });
}
function redirected(answer, task) {
    if ((0,provenance/* renamedTo */.cF)(answer, answer.api) !== undefined) {
        return new errors/* RotationError */.FL({
            code: "target-moved",
            summary: `Could not ${(0,github_task/* phraseOf */.J8)(task)}: it was renamed or transferred (${(0,github_task/* statusWords */.o7)(answer)}).`,
            remedy: "Set the configuration to the new name: secrets are never written through a redirect.",
            rerun: "fix-first",
        });
    }
    return new errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `GitHub's API was not reached: ${(0,github_task/* serverWords */.lZ)(answer)} redirects to ${(0,provenance/* redirectWords */.c)(answer)} (HTTP ${String(answer.status)}).`,
        remedy: addressAdvice(answer),
        rerun: "safe",
    });
}
function unavailable(answer, task) {
    return new errors/* RotationError */.FL({
        code: "github-unavailable",
        summary: `Could not ${(0,github_task/* phraseOf */.J8)(task)}: GitHub${(0,provenance/* isFromApi */.L4)(answer) ? "" : ", or a gateway in front of it,"} failed (${(0,github_task/* statusWords */.o7)(answer)}).`,
        remedy: "Run it again in a few minutes.",
        rerun: "safe",
    });
}
function limited(answer, task, waitMs) {
    const isPrimary = (0,rate_limit/* isSpent */.Fh)(answer);
    const limit = (0,provenance/* isPage */.yp)(answer)
        ? "a rate limit on the way to GitHub"
        : `GitHub's ${isPrimary ? "hourly" : "secondary"} rate limit`;
    const tellsWhen = isPrimary || answer.header("retry-after") !== undefined;
    const { serverTime } = answer;
    const others = `Other jobs with the same ${task.token === "app" ? "App" : "token"} use up the same limit.`;
    return new errors/* RotationError */.FL({
        code: "github-unavailable",
        summary: `Could not ${(0,github_task/* phraseOf */.J8)(task)}: ${limit} was reached (${(0,github_task/* statusWords */.o7)(answer)}).`,
        remedy: tellsWhen ? others : `Run it again in some minutes. ${others}`,
        rerun: "safe",
        ...(tellsWhen && serverTime !== undefined
            ? { notBefore: serverTime + waitMs }
            : {}),
    });
}
function unauthorized(answer, { token }) {
    const server = (0,github_task/* serverWords */.lZ)(answer);
    const summary = `GitHub did not accept ${token === "app" ? "the installation token of the GitHub App" : (0,github_task/* credentialWords */.ff)(token)} (${(0,github_task/* statusWords */.o7)(answer)}).`;
    const code = "github-unauthorized";
    if (token === "app") {
        return new errors/* RotationError */.FL({
            code,
            summary,
            remedy: "GitHub had issued the token in this run: run it again in a few minutes. If it persists, check that the App's installation is not suspended.",
            rerun: "safe",
        });
    }
    const causes = `It has expired, been revoked, was truncated, or belongs to another server than ${server} (see \`github-api-url\`).`;
    return new errors/* RotationError */.FL({
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
    return new errors/* RotationError */.FL({
        code: "github-forbidden",
        summary: `Could not ${(0,github_task/* phraseOf */.J8)(task)}: GitHub refused the request as ${answer.status === 409 ? "conflicting" : "invalid"} (${(0,github_task/* statusWords */.o7)(answer)}).`,
        remedy: `Likely causes: ${causes}.`,
        rerun: "safe",
    });
}
function refused(answer, task) {
    return new errors/* RotationError */.FL({
        code: "github-forbidden",
        summary: `Could not ${(0,github_task/* phraseOf */.J8)(task)}: GitHub refused, for a reason that this action does not know (${(0,github_task/* statusWords */.o7)(answer)}).`,
        remedy: "Likely causes, in this order: a policy of the organization, the enterprise or the server; the state of the repository or of the account; the access of the credential.",
        rerun: "safe",
    });
}


/***/ }),

/***/ 6702:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LF: () => (/* binding */ read),
/* harmony export */   RI: () => (/* binding */ carryEarlierEffect),
/* harmony export */   WL: () => (/* binding */ createRequest),
/* harmony export */   Wp: () => (/* binding */ parseAnswer)
/* harmony export */ });
/* harmony import */ var node_async_hooks__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6698);
/* harmony import */ var node_async_hooks__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_async_hooks__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _actions_github_lib_utils__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2413);
/* harmony import */ var _service_bounded_json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6021);
/* harmony import */ var _failures_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8042);
/* harmony import */ var _pace_rate_limit_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2631);
/* harmony import */ var _wire_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4054);






/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = "2022-11-28";
const USER_AGENT = "astra-token-rotator";
/** The only headers of Octokit's that are sent. */
const SENT_HEADERS = ["accept", "content-type"];
/**
 * All that Octokit reads of a 204. `Response` would load Node's own client,
 * which nothing here uses: 40 ms and 10 MB.
 */
const NO_CONTENT = { status: 204, url: "", headers: new Map() };
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
    const calls = new node_async_hooks__WEBPACK_IMPORTED_MODULE_0__.AsyncLocalStorage();
    const octokit = openOctokit(baseUrl, async (url, init) => {
        const call = calls.getStore();
        if (call === undefined)
            throw new Error("a request of no operation");
        await call(url, init);
        return NO_CONTENT;
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
            sending = send[purpose](request, {
                ...options,
                complete,
                rateLimitWait: _pace_rate_limit_js__WEBPACK_IMPORTED_MODULE_3__/* .rateLimitWait */ .hD,
            });
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
    return new _actions_github_lib_utils__WEBPACK_IMPORTED_MODULE_1__/* .GitHub */ .gq({
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
    const kept = SENT_HEADERS.flatMap((name) => {
        const value = headers[name];
        return value === undefined ? [] : [[name, value]];
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
async function read(request, operation, task) {
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
        throw (0,_failures_js__WEBPACK_IMPORTED_MODULE_2__/* .brokenOf */ .Tb)(thrown, task);
    }
}
/** The body of a 200 in the given shape; throws for any other answer. */
function parseAnswer(answer, schema, task) {
    const wire = answer.status === 200
        ? (0,_service_bounded_json_js__WEBPACK_IMPORTED_MODULE_5__/* .readBody */ .x8)(schema, (0,_wire_js__WEBPACK_IMPORTED_MODULE_4__/* .withTextKeyId */ .m)(answer.body))
        : undefined;
    if (wire === undefined)
        throw (0,_failures_js__WEBPACK_IMPORTED_MODULE_2__/* .failureOf */ .g5)(answer, task);
    return wire;
}
/** The later answer to a write, with what an earlier sending may have done. */
function carryEarlierEffect(earlier, later) {
    return earlier.earlierEffect === "possible"
        ? { ...later, earlierEffect: "possible" }
        : later;
}


/***/ }),

/***/ 2631:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fh: () => (/* binding */ isSpent),
/* harmony export */   a5: () => (/* binding */ isRateLimit),
/* harmony export */   hD: () => (/* binding */ rateLimitWait)
/* harmony export */ });
/* harmony import */ var _http_retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8902);

/** The last are those of servers of 2021 and before. */
const LIMIT_WORDS = /secondary rate limit|rate limit exceeded|abuse detection mechanism/i;
const LIMIT_WORDS_WITHIN = 2048;
/**
 * Whether an answer refuses for the number of requests, and not for good: any
 * 429, and a 403 that says so
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit).
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
 * The least wait after an answer that is a rate limit, milliseconds:
 * `retry-after`, else until the reset, else a minute; undefined after any other
 * (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately).
 */
function rateLimitWait(answer) {
    if (!isRateLimit(answer))
        return undefined;
    return ((0,_http_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .parseRetryAfter */ .mu)(answer.header("retry-after"), answer.serverTime) ??
        waitForReset(answer) ??
        _http_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .UNTOLD_LIMIT_WAIT_MS */ .MA);
}
/** Milliseconds until a spent rate limit is renewed, where the answer tells. */
function waitForReset(answer) {
    const reset = answer.header("x-ratelimit-reset") ?? "";
    if (!isSpent(answer) || !/^\d+$/.test(reset))
        return undefined;
    if (answer.serverTime === undefined)
        return undefined;
    const wait = Number(reset) * 1000 - answer.serverTime;
    return Math.min(Math.max(wait, 0), _http_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_WAIT_MS */ .um);
}
/** Whether none of the hour's requests is left. */
function isSpent({ header }) {
    return header("x-ratelimit-remaining") === "0";
}


/***/ }),

/***/ 1511:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ readPages)
/* harmony export */ });
/* harmony import */ var _rotation_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87);
/* harmony import */ var _octokit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6702);


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
        const { value: answer } = await (0,_octokit_js__WEBPACK_IMPORTED_MODULE_1__/* .read */ .LF)(request, (octokit) => operation(octokit, page), task);
        const hasNext = /;\s*rel="next"/u.test(answer.header("link") ?? "");
        return { ...pageOf((0,_octokit_js__WEBPACK_IMPORTED_MODULE_1__/* .parseAnswer */ .Wp)(answer, schema, task)), hasNext };
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
    return new _rotation_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RotationError */ .FL({
        code: "github-answer-unusable",
        summary: `There are more than ${String(MAX_PAGES * PAGE_SIZE)} entries to ${what} of ${target}.`,
        remedy: "The action does not read lists of that length.",
        rerun: "fix-first",
    });
}


/***/ }),

/***/ 5435:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dq: () => (/* binding */ permissionWords),
/* harmony export */   M: () => (/* binding */ repositoryPermission),
/* harmony export */   MV: () => (/* binding */ METADATA),
/* harmony export */   Tj: () => (/* binding */ permissionFor),
/* harmony export */   ju: () => (/* binding */ ENVIRONMENTS),
/* harmony export */   kl: () => (/* binding */ ACTIONS),
/* harmony export */   pi: () => (/* binding */ SECRET_SCANNING),
/* harmony export */   wT: () => (/* binding */ classicScopeFor)
/* harmony export */ });
/** Listing runs and environments. */
const ACTIONS = repository("actions", "Actions");
const METADATA = repository("metadata", "Metadata");
const ENVIRONMENTS = repository("environments", "Environments");
const SECRET_SCANNING = repository("secret_scanning_alerts", "Secret scanning alerts");
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


/***/ }),

/***/ 9436:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L4: () => (/* binding */ isFromApi),
/* harmony export */   WH: () => (/* binding */ isBlock),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   c: () => (/* binding */ redirectWords),
/* harmony export */   cF: () => (/* binding */ renamedTo),
/* harmony export */   yp: () => (/* binding */ isPage)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7934);
/* harmony import */ var _service_bounded_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6021);
/* harmony import */ var _wire_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4054);



/**
 * GitHub's form of an error.
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
const ErrorWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    message: valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    documentation_url: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()),
    block: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()),
});
/** Headers that GitHub's API sends, and gateways do not. */
const OWN_HEADERS = ["x-github-media-type", "x-github-request-id"];
/**
 * GitHub's message in an error answer; "" when the body is not of its form.
 * Never shown to a person.
 */
function messageOf({ body }) {
    return (0,_service_bounded_json_js__WEBPACK_IMPORTED_MODULE_2__/* .readBody */ .x8)(ErrorWire, body)?.message ?? "";
}
/**
 * Whether an error answer carries the block by which GitHub shuts a repository.
 */
function isBlock({ body }) {
    const block = (0,_service_bounded_json_js__WEBPACK_IMPORTED_MODULE_2__/* .readBody */ .x8)(ErrorWire, body)?.block;
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
    const wire = (0,_service_bounded_json_js__WEBPACK_IMPORTED_MODULE_2__/* .readBody */ .x8)(ErrorWire, answer.body);
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
        (0,_service_bounded_json_js__WEBPACK_IMPORTED_MODULE_2__/* .readBody */ .x8)(_wire_js__WEBPACK_IMPORTED_MODULE_0__/* .MovedWire */ .Tt, answer.body)?.url,
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


/***/ }),

/***/ 1062:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ refusalOf)
/* harmony export */ });
/* harmony import */ var _provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9436);

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
    const message = (0,_provenance_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(answer);
    const worded = WORDINGS.find(([wording]) => wording.test(message))?.[1];
    if (worded !== undefined)
        return worded;
    if (answer.status === 451 || (0,_provenance_js__WEBPACK_IMPORTED_MODULE_0__/* .isBlock */ .WH)(answer))
        return "blocked";
    const needsSso = /^\s*required/iu.test(answer.header("x-github-sso") ?? "");
    return needsSso ? "saml" : undefined;
}


/***/ }),

/***/ 391:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ openTargets)
});

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: ./src/rotation/errors.ts
var errors = __webpack_require__(87);
// EXTERNAL MODULE: ./src/github/provenance.ts
var provenance = __webpack_require__(9436);
// EXTERNAL MODULE: ./src/github/refusals.ts
var refusals = __webpack_require__(1062);
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
        return (0,provenance/* isFromApi */.L4)(answer) ? "unknown" : "accepted";
    if (status === 403) {
        return (0,refusals/* refusalOf */.O)(answer) === "integration-lacks-permission"
            ? "lacking"
            : "accepted";
    }
    if (status !== 404 || !(0,provenance/* isFromApi */.L4)(answer))
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

// EXTERNAL MODULE: ./src/service/bounded-json.ts
var bounded_json = __webpack_require__(6021);
// EXTERNAL MODULE: ./src/rotation/secret.ts
var secret = __webpack_require__(5648);
// EXTERNAL MODULE: ./src/github/failures.ts + 3 modules
var failures = __webpack_require__(8042);
// EXTERNAL MODULE: ./src/github/permissions.ts
var permissions = __webpack_require__(5435);
// EXTERNAL MODULE: ./src/github/task.ts
var github_task = __webpack_require__(934);
// EXTERNAL MODULE: ./src/http/transport-error.ts
var transport_error = __webpack_require__(4098);
// EXTERNAL MODULE: ./src/http/retry.ts
var retry = __webpack_require__(8902);
// EXTERNAL MODULE: ./src/github/pace/rate-limit.ts
var rate_limit = __webpack_require__(2631);
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
        const limitWait = isAnswer ? (0,rate_limit/* rateLimitWait */.hD)(outcome) : undefined;
        const isPassing = 
        // What may be repeated is what a GET may be repeated for.
        (0,retry/* isWorthRetrying */.J0)("GET", outcome, limitWait) ||
            (isAnswer && !isUsable(outcome));
        const pause = PAUSES_MS[attempt];
        if (isPassing && pause !== undefined) {
            if (await waiting.pause(limitWait ?? pause))
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
        if (asked.method !== "GET" || status !== 200 || (0,provenance/* isPage */.yp)(answer))
            break;
        if ((0,bounded_json/* parseBoundedJson */.Rj)(body) !== undefined)
            break;
        if (!(await waiting.pause(pause)))
            break;
        answer = await send();
    }
    return answer;
}

// EXTERNAL MODULE: ./src/github/wire.ts
var github_wire = __webpack_require__(4054);
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
    if (answer.status !== 401 || FINAL.has((0,refusals/* refusalOf */.O)(answer)))
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
        throw (0,failures/* brokenOf */.Tb)(thrown, task);
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
    const wire = answer.status === 200 ? (0,bounded_json/* readBody */.x8)(github_wire/* InstallationWire */.UB, answer.body) : undefined;
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
    const read = ({ status, body }) => status === 201 ? (0,bounded_json/* readBody */.x8)(github_wire/* InstallationTokenWire */.vG, body) : undefined;
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
            throw (0,failures/* brokenOf */.Tb)(thrown, task);
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
        (0,provenance/* isFromApi */.L4)(answer) &&
        (0,refusals/* refusalOf */.O)(answer) === undefined);
}
function isElsewhere(answer) {
    return isNotFound(answer) || answer.status === 301 || answer.status === 307;
}
function taskFor({ owner, required }, phrase) {
    const permission = required
        .map(({ permission: one, level }) => (0,permissions/* permissionWords */.Dq)(one, level))
        .join(", ");
    return { what: phrase, phrase, target: owner, permission, token: "app" };
}
/**
 * An assertion is no token, so a 401 for an unknown reason is told in words of
 * its own.
 */
function refusalToApp(answer, task) {
    const isUnknown = answer.status === 401 &&
        (0,provenance/* isFromApi */.L4)(answer) &&
        (0,refusals/* refusalOf */.O)(answer) === undefined;
    if (!isUnknown)
        return (0,failures/* failureOf */.g5)(answer, task);
    return new errors/* RotationError */.FL({
        code: "github-unauthorized",
        summary: `GitHub did not accept \`github-app-id\` with \`github-app-private-key\` (${(0,github_task/* statusWords */.o7)(answer)}).`,
        remedy: "Check on the App's settings page that both are of the same App and that the key is still listed, and check `github-api-url`.",
        rerun: "fix-first",
    });
}
function notInstalled(owner, answer) {
    return new errors/* RotationError */.FL({
        code: "app-not-installed",
        summary: `The GitHub App of \`github-app-id\` is not installed at ${owner} (${(0,github_task/* statusWords */.o7)(answer)}).`,
        remedy: "Check the name of the account, or install the App there (the App's settings → Install App) with access to the repositories that are targets.",
        rerun: "fix-first",
    });
}
function suspended(owner) {
    return new errors/* RotationError */.FL({
        code: "app-not-installed",
        summary: `The installation of the GitHub App at ${owner} is suspended.`,
        remedy: "Unsuspend it in the settings of the account where it is installed.",
        rerun: "fix-first",
    });
}
function lacking(owner, missing) {
    const words = missing.map(({ permission, level }) => (0,permissions/* permissionWords */.Dq)(permission, level));
    return new errors/* RotationError */.FL({
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
    const required = own.map((spec) => (0,permissions/* permissionFor */.Tj)(spec));
    const welcome = own.flatMap((spec) => {
        if (spec.kind === "environment")
            return [];
        const environments = spec.store === "actions" ? [permissions/* ENVIRONMENTS */.ju, permissions/* ACTIONS */.kl] : [];
        return spec.kind === "organization"
            ? [(0,permissions/* repositoryPermission */.M)(spec.store), ...environments]
            : environments;
    });
    if (drain)
        welcome.push(permissions/* ACTIONS */.kl);
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

// EXTERNAL MODULE: ./src/github/octokit.ts
var octokit = __webpack_require__(6702);
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
        const asked = (0,rate_limit/* rateLimitWait */.hD)(outcome);
        if (asked !== undefined) {
            // Requests in flight at the first refusal only repeat it.
            if (startedAt > this.#struckAt)
                this.#strikes += 1;
            this.#struckAt = clock.now();
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
function statesWait(answer) {
    return answer.header("retry-after") !== undefined || (0,rate_limit/* isSpent */.Fh)(answer);
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
            permission: (0,permissions/* permissionWords */.Dq)(permissions/* METADATA */.MV, "read"),
            token: this.#token,
        };
        const { value: answer, clock } = await (0,octokit/* read */.LF)(this.#request, (octokit) => octokit.rest.repos.get({ owner, repo }), task);
        const renamed = (0,provenance/* renamedTo */.cF)(answer, answer.api);
        if (renamed !== undefined) {
            throw movedTo(target, await this.#newName(renamed.id));
        }
        const wire = (0,octokit/* parseAnswer */.Wp)(answer, github_wire/* RepositoryWire */.am, task);
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
            if ((0,rate_limit/* isRateLimit */.a5)(there))
                return undefined;
            return (0,bounded_json/* readBody */.x8)(github_wire/* RepositoryWire */.am, there.body)?.full_name;
        }
        catch {
            return undefined;
        }
    }
}
function movedTo(target, place) {
    return new errors/* RotationError */.FL({
        code: "target-moved",
        summary: `${target} was renamed or transferred${place === undefined ? "" : `: it is now ${place}`}.`,
        remedy: `Nothing was minted. Secrets are never written through a redirect; set the configuration to ${place ?? "the new name"}.`,
        rerun: "fix-first",
    });
}

;// CONCATENATED MODULE: ./src/github/token-expiry.ts


/**
 * The header in which GitHub says when the personal token of a request ends.
 * https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api
 */
const HEADER = "github-authentication-token-expiration";
/** Both forms were recorded: `2023-07-31 18:41:07 UTC`, `… 13:41:07 -0500`. */
const FORM = /^(?<date>\d{4}-\d\d-\d\d) (?<time>\d\d:\d\d:\d\d) (?:UTC|(?<hours>[+-]\d\d)(?<minutes>\d\d))$/u;
/** The longest lifetime that GitHub offers without being asked, days. */
const LIFETIME_DAYS = 366;
/**
 * When a token ends by the header of an answer, epoch milliseconds; undefined
 * where it says nothing, or nothing in a form of GitHub's.
 */
function expiryIn({ header, }) {
    const groups = FORM.exec(header(HEADER) ?? "")?.groups;
    if (groups === undefined)
        return undefined;
    const { date = "", time = "", hours, minutes } = groups;
    const zone = hours === undefined ? "Z" : `${hours}:${minutes ?? "00"}`;
    const at = Date.parse(`${date}T${time}${zone}`);
    return Number.isNaN(at) ? undefined : at;
}
/** Remembers when the token of an account ends, from the answers to it. */
class TokenExpiry {
    #mayEnd;
    #expiresOn;
    /**
     * Only a personal token has an end that somebody has to know of: others live
     * for an hour, and are made anew.
     */
    constructor(kind) {
        this.#mayEnd =
            kind === "fine-grained" || kind === "classic" || kind === "unknown";
    }
    /** Call with every answer; the latest that says an end counts. */
    observe(answer) {
        if (this.#mayEnd)
            this.#expiresOn = expiryIn(answer) ?? this.#expiresOn;
    }
    /** Epoch milliseconds on GitHub's clock; undefined while none is known. */
    get expiresOn() {
        return this.#expiresOn;
    }
}
/**
 * The page of github.com that makes a fine-grained token for these targets,
 * filled in; undefined for another server, whose page may differ.
 * https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens#pre-filling-fine-grained-personal-access-token-details-using-url-parameters
 */
function newTokenPage(baseUrl, specs) {
    if (baseUrl.hostname !== "api.github.com")
        return undefined;
    const owners = new Map(specs.map((spec) => [(0,target_spec/* ownerOf */.bf)(spec).toLowerCase(), (0,target_spec/* ownerOf */.bf)(spec)]));
    const page = new URL("https://github.com/settings/personal-access-tokens/new");
    const { searchParams } = page;
    searchParams.set("name", "astra-token-rotator");
    const [owner] = owners.values();
    // A token belongs to one owner: of several a person has to choose.
    if (owner !== undefined && owners.size === 1) {
        searchParams.set("target_name", owner);
    }
    searchParams.set("expires_in", String(LIFETIME_DAYS));
    for (const { key } of specs.map((spec) => (0,permissions/* permissionFor */.Tj)(spec))) {
        searchParams.set(key, "write");
    }
    return page.href;
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
            return { kind: "unreadable", error: (0,errors/* asRotationError */.fq)(thrown) };
        }
    }
    async #count(runs) {
        const task = {
            what: "list the workflow runs",
            target: `${runs.owner}/${runs.repo}`,
            permission: (0,permissions/* permissionWords */.Dq)(permissions/* ACTIONS */.kl, "read"),
            token: this.#token,
        };
        const { value: answer } = await (0,octokit/* read */.LF)(this.#request, (octokit) => octokit.rest.actions.listWorkflowRunsForRepo({ ...runs, per_page: 1 }), task);
        return (0,octokit/* parseAnswer */.Wp)(answer, github_wire/* RunListWire */.Nl, task).total_count;
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
    const request = (0,octokit/* createRequest */.WL)(options);
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
    const expiry = new TokenExpiry(tokenKind);
    const pace = new CredentialPace({
        ...{ budget, clock, isStopped, remainingMs },
        overlong: (waitMs) => limitOutlastsRun(tokenKind, githubClock, waitMs),
    });
    const request = async (operation, options) => {
        const answer = await pacedRequest(operation, { ...options, pace });
        githubClock.observe(answer);
        expiry.observe(answer);
        if ((0,rate_limit/* isRateLimit */.a5)(answer) && answer.earlierEffect === "none") {
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
        expiry,
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
    return new errors/* RotationError */.FL({
        code: "github-unavailable",
        summary: `GitHub's rate limit for ${(0,failures/* credentialWords */.ff)(token)} lasts longer than this run.`,
        remedy: "Requests of other jobs with the same credential count, too.",
        rerun: "safe",
        notBefore: clock.now() + waitMs,
    });
}

// EXTERNAL MODULE: ./src/rotation/observe.ts
var observe = __webpack_require__(8302);
// EXTERNAL MODULE: ./src/github/pages.ts
var pages = __webpack_require__(1511);
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
        this.#configured = await (0,observe/* everyOne */.IX)(access.repositories.map(async (name) => {
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
            permission: (0,permissions/* permissionWords */.Dq)(permissions/* METADATA */.MV, "read"),
            token: this.#account.token,
        };
        return await (0,pages/* readPages */.n)(request, {
            operation: (octokit, page) => octokit.rest.repos.listForOrg({ org, type: "all", ...page }),
            schema: github_wire/* RepositoryListWire */.At,
            pageOf: (items) => ({ items, total: undefined }),
        }, task, atMost);
    }
    /**
     * https://docs.github.com/en/rest/actions/secrets#list-selected-repositories-for-an-organization-secret
     */
    async #selected(secretName) {
        const { secrets, parameters } = routesOf(this.#spec);
        let total = 0;
        const listed = await (0,pages/* readPages */.n)(this.#account.request, {
            operation: (octokit, page) => octokit.request(`GET ${secrets}/{secret_name}/repositories`, {
                ...parameters,
                ...page,
                secret_name: secretName,
            }),
            schema: github_wire/* SelectedRepositoriesWire */.TH,
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
        const { value: answer } = await (0,octokit/* read */.LF)(this.#account.request, (octokit) => octokit.request(`GET ${secrets}/{secret_name}/repositories`, {
            ...parameters,
            secret_name: secretName,
        }), task);
        if (answer.status === 404)
            return;
        throw answer.status === 200
            ? contradiction(this.#spec, secretName)
            : (0,failures/* failureOf */.g5)(answer, task);
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
    return new errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `GitHub does not show all ${String(total)} repositories that may read ${secretName} of ${(0,target_spec/* nameOf */.Vb)(spec)}.`,
        remedy: "Writing the list back with gaps would remove the secret from some of them. Give the credential access to all of them, or name them under `repositories`.",
        rerun: "fix-first",
    });
}
function contradiction(spec, secretName) {
    return new errors/* RotationError */.FL({
        code: "github-answer-unusable",
        summary: `GitHub says that the secret ${secretName} of ${(0,target_spec/* nameOf */.Vb)(spec)} does not exist, but also which repositories may read it.`,
        remedy: "The secret was not written. If it persists, set `visibility` for this target.",
        rerun: "safe",
    });
}
function nothingSelected(spec, secretName) {
    return new errors/* RotationError */.FL({
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
    return new errors/* RotationError */.FL({
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
            permission: (0,permissions/* permissionWords */.Dq)((0,permissions/* permissionFor */.Tj)(this.#spec), "write"),
            token: this.#account.token,
            place: this.#spec.kind,
            store: this.#spec.store,
        };
    }
    /** Throws `RotationError` unless values can be sealed for the key. */
    async publicKey(routes = routesOf(this.#spec)) {
        const task = this.task("read the public key for secrets");
        const { value: answer, clock } = await (0,octokit/* read */.LF)(this.#account.request, (octokit) => octokit.request(`GET ${routes.secrets}/public-key`, routes.parameters), task);
        const wire = (0,octokit/* parseAnswer */.Wp)(answer, github_wire/* PublicKeyWire */.ou, task);
        const bytes = readKey(wire.key);
        if (bytes === undefined)
            throw (0,failures/* failureOf */.g5)(answer, task);
        const key = { keyId: wire.key_id, key: bytes };
        if (!(await canSealFor(key)))
            throw (0,failures/* failureOf */.g5)(answer, task);
        return { value: key, clock };
    }
    /** Throws `RotationError` when the metadata cannot be read. */
    async metadata(secretName) {
        const task = this.task(`read the date of the secret ${secretName}`);
        const { secrets, parameters } = routesOf(this.#spec);
        const { value: answer, clock } = await (0,octokit/* read */.LF)(this.#account.request, (octokit) => octokit.request(`GET ${secrets}/{secret_name}`, {
            ...parameters,
            secret_name: secretName,
        }), task);
        if (answer.status === 404) {
            return { value: { updatedAt: undefined, visibility: undefined }, clock };
        }
        const wire = (0,octokit/* parseAnswer */.Wp)(answer, github_wire/* SecretMetadataWire */.jR, task);
        const { updated_at: updatedAt, visibility } = wire;
        if (this.#spec.kind === "organization" && visibility === undefined) {
            throw (0,failures/* failureOf */.g5)(answer, task);
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
            latest = latest ? (0,octokit/* carryEarlierEffect */.RI)(latest, answer) : answer;
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
            return { secretName, answer: judge(answer, task) };
        }
        catch (thrown) {
            const answer = latest?.earlierEffect === "possible"
                ? { kind: "unknown", error: (0,failures/* brokenOf */.Tb)(thrown, task) }
                : judgeBroken(thrown, task);
            return { secretName, answer };
        }
    }
}
/** A refusal is certain only when no earlier sending may have acted. */
function judge(answer, task) {
    if (answer.status === 201 || answer.status === 204) {
        return { kind: "done", writtenAt: answer.serverTime };
    }
    const error = (0,failures/* failureOf */.g5)(answer, task);
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
    const error = (0,failures/* brokenOf */.Tb)(thrown, task);
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
            secrets: (0,observe/* everyOne */.IX)(this.#secretNames.map((name) => this.#look(name))),
        };
        await Promise.allSettled(Object.values(reads));
        // Without the key no secret can be read either, for the same reason.
        await (0,observe/* everyOne */.IX)([reads.key, reads.repositories]);
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
        return await (0,observe/* everyOne */.IX)(this.#secretNames.map(async (secretName) => {
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
            return { kind: "unreadable", error: (0,errors/* asRotationError */.fq)(thrown) };
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
        const listed = await (0,pages/* readPages */.n)(this.requestOf(account), {
            operation: (octokit, page) => octokit.rest.repos.getAllEnvironments({
                owner,
                repo: repository,
                ...page,
            }),
            schema: github_wire/* EnvironmentListWire */.DY,
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
        const listed = await (0,pages/* readPages */.n)(this.requestOf(account), {
            operation: (octokit, page) => octokit.request(`GET ${secrets}`, { ...parameters, ...page }),
            schema: github_wire/* SecretListWire */.S2,
            pageOf: (wire) => ({ items: wire.secrets, total: wire.total_count }),
        }, taskOf(account, (0,target_spec/* nameOf */.Vb)(spec), "list the secrets"));
        return new Set(listed.map(({ name }) => name.toUpperCase()));
    }
}
function taskOf(account, target, what) {
    const permission = (0,permissions/* permissionWords */.Dq)(permissions/* ENVIRONMENTS */.ju, "read");
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
        const found = organizations.get(key) ?? readOrganization(account, login);
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
async function readOrganization({ request, token }, org) {
    const task = {
        what: "read the organization",
        target: org,
        permission: (0,permissions/* permissionWords */.Dq)(permissions/* METADATA */.MV, "read"),
        token,
        place: "organization",
    };
    const { value: answer } = await (0,octokit/* read */.LF)(request, (octokit) => octokit.rest.orgs.get({ org }), task);
    return (0,octokit/* parseAnswer */.Wp)(answer, github_wire/* OrganizationWire */.pb, task).id;
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
    const minutesIn = (milliseconds) => Math.max(0, Math.ceil(milliseconds / 60_000));
    const minutes = (milliseconds) => {
        const number = minutesIn(milliseconds);
        return `${String(number)} minute${number === 1 ? "" : "s"}`;
    };
    return new errors/* RotationError */.FL({
        code: "fan-out-too-long",
        summary: `GitHub's limits let the action write ${String(writes)} secrets in ${minutes(leastMs)} at the earliest, and of \`run-timeout\` at most ${minutes(remainingMs)} can be used for that.`,
        remedy: `Nothing was minted. Set \`run-timeout\` to ${String(minutesIn(neededMs + 60_000))}m or more, and \`timeout-minutes\` of the job above it; or use a secret of the organization in place of one in each repository.`,
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
        return await (0,observe/* everyOne */.IX)(this.#secretNames.map(async (secretName) => {
            const { value, clock } = await this.#access.metadata(secretName);
            const { updatedAt } = value;
            return { value: { target: this.name, secretName, updatedAt }, clock };
        }));
    }
}
function archivedError(repository) {
    return new errors/* RotationError */.FL({
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
    const renewAt = newTokenPage(options.baseUrl, specs);
    return {
        ids: createNumericIds(accountOf, options.knownAccount),
        accountOf,
        stores: specs.map((spec, index) => {
            const account = accounts.of(spec);
            const name = distinctNames[index] ?? (0,target_spec/* nameOf */.Vb)(spec);
            const store = createStore({ account, spec, name, names, search });
            return followed(store, account, { secrets, renewAt }, fanOut);
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
function followed(store, { budget, inTurn, expiry }, { secrets, renewAt, }, fanOut) {
    return {
        name: store.name,
        observe: () => inTurn(async () => {
            const observation = await store.observe();
            fanOut.recordRead();
            const { expiresOn } = expiry;
            return expiresOn === undefined
                ? observation
                : { ...observation, credentialEnd: { expiresOn, renewAt } };
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


/***/ }),

/***/ 934:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BO: () => (/* binding */ hasScope),
/* harmony export */   J8: () => (/* binding */ phraseOf),
/* harmony export */   ff: () => (/* binding */ credentialWords),
/* harmony export */   lZ: () => (/* binding */ serverWords),
/* harmony export */   o7: () => (/* binding */ statusWords)
/* harmony export */ });
/* harmony import */ var _permissions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5435);

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
        .includes((0,_permissions_js__WEBPACK_IMPORTED_MODULE_0__/* .classicScopeFor */ .wT)(place));
}


/***/ }),

/***/ 385:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ tokenKindOf)
/* harmony export */ });
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


/***/ }),

/***/ 4054:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   At: () => (/* binding */ RepositoryListWire),
/* harmony export */   DY: () => (/* binding */ EnvironmentListWire),
/* harmony export */   Nl: () => (/* binding */ RunListWire),
/* harmony export */   S2: () => (/* binding */ SecretListWire),
/* harmony export */   TH: () => (/* binding */ SelectedRepositoriesWire),
/* harmony export */   Tt: () => (/* binding */ MovedWire),
/* harmony export */   UB: () => (/* binding */ InstallationWire),
/* harmony export */   ae: () => (/* binding */ VisibilityWire),
/* harmony export */   am: () => (/* binding */ RepositoryWire),
/* harmony export */   jR: () => (/* binding */ SecretMetadataWire),
/* harmony export */   m: () => (/* binding */ withTextKeyId),
/* harmony export */   ou: () => (/* binding */ PublicKeyWire),
/* harmony export */   pb: () => (/* binding */ OrganizationWire),
/* harmony export */   vG: () => (/* binding */ InstallationTokenWire),
/* harmony export */   yG: () => (/* binding */ AlertListWire)
/* harmony export */ });
/* unused harmony export PermissionsWire */
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7934);
/* harmony import */ var _rotation_marker_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9062);


/**
 * `GET …/secrets/public-key`.
 * https://docs.github.com/en/rest/actions/secrets#get-a-repository-public-key
 */
const PublicKeyWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    key_id: valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .regex */ .yGV(/^[A-Za-z0-9]{1,64}$/u)),
    key: valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .maxLength */ .Ru6(64)),
});
/**
 * GitHub's own beginning; no fence before it reaches back to 1970, where a
 * marker's instants begin.
 */
const EARLIEST = Date.UTC(2008, 0, 1);
/** An instant in RFC 3339, as epoch milliseconds. */
const Instant = valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .regex */ .yGV(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/u), valibot__WEBPACK_IMPORTED_MODULE_1__/* .transform */ .pdi((text) => Date.parse(text)), valibot__WEBPACK_IMPORTED_MODULE_1__/* .minValue */ .Wwf(EARLIEST), valibot__WEBPACK_IMPORTED_MODULE_1__/* .maxValue */ .cGV(_rotation_marker_js__WEBPACK_IMPORTED_MODULE_0__/* .LATEST_INSTANT */ .k9));
/**
 * A repository's name without its owner; it becomes a part of a path, so it has
 * to stay where it is.
 */
const RepositoryName = valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .regex */ .yGV(/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/u));
const Id = valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .safeInteger */ .Y2b(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .minValue */ .Wwf(1));
const Count = valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .safeInteger */ .Y2b(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .minValue */ .Wwf(0));
/**
 * `GET …/secrets/{secret_name}`; secrets of organizations have a visibility.
 * https://docs.github.com/en/rest/actions/secrets#get-a-repository-secret
 */
const SecretMetadataWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    updated_at: Instant,
    visibility: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_1__/* .picklist */ .KIO(["all", "private", "selected"])),
});
/**
 * `GET /repos/{owner}/{repo}`.
 * https://docs.github.com/en/rest/repos/repos#get-a-repository
 */
const RepositoryWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    id: Id,
    full_name: valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .regex */ .yGV(/^[A-Za-z0-9_-]{1,100}\/[A-Za-z0-9._-]{1,100}$/u)),
    archived: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(), false),
});
/**
 * `GET /orgs/{org}`.
 * https://docs.github.com/en/rest/orgs/orgs#get-an-organization
 */
const OrganizationWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ id: Id });
/**
 * `GET …/secrets/{secret_name}/repositories`.
 * https://docs.github.com/en/rest/actions/secrets#list-selected-repositories-for-an-organization-secret
 */
const SelectedRepositoriesWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    total_count: Count,
    repositories: valibot__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ id: Id, name: RepositoryName })),
});
/**
 * `GET /orgs/{org}/repos`.
 * https://docs.github.com/en/rest/repos/repos#list-organization-repositories
 */
const RepositoryListWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ id: Id, name: RepositoryName, private: valibot__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY() }));
/**
 * `GET /repos/{owner}/{repo}/environments`.
 * https://docs.github.com/en/rest/deployments/environments#list-environments
 */
const EnvironmentListWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    total_count: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(Count),
    environments: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ name: valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })), []),
});
/**
 * `GET …/secrets`: names alone.
 * https://docs.github.com/en/rest/actions/secrets#list-repository-secrets
 */
const SecretListWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    total_count: Count,
    secrets: valibot__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ name: valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })),
});
/**
 * `GET /repos/{owner}/{repo}/actions/runs`, of which only the number matters.
 * https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
 */
const RunListWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ total_count: Count });
/**
 * `GET …/secret-scanning/alerts`. Servers leave properties out, and so does
 * GitHub where the credential may not see them.
 * https://docs.github.com/en/rest/secret-scanning/secret-scanning#list-secret-scanning-alerts-for-a-repository
 */
const AlertListWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    number: Id,
    created_at: valibot__WEBPACK_IMPORTED_MODULE_1__/* .fallback */ .NpB(valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(Instant), undefined),
    validity: valibot__WEBPACK_IMPORTED_MODULE_1__/* .fallback */ .NpB(valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()), undefined),
    secret: valibot__WEBPACK_IMPORTED_MODULE_1__/* .fallback */ .NpB(valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .maxLength */ .Ru6(4096))), undefined),
}));
/**
 * `GET /repos/{owner}/{repo}`, whether only members see it.
 * https://docs.github.com/en/rest/repos/repos#get-a-repository
 */
const VisibilityWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ private: valibot__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY() });
/**
 * The permissions that an installation has or a token is to get, by GitHub's
 * keys.
 */
const PermissionsWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP());
/**
 * `GET …/installation`.
 * https://docs.github.com/en/rest/apps/apps#get-a-repository-installation-for-the-authenticated-app
 */
const InstallationWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    id: Id,
    permissions: PermissionsWire,
    suspended_at: valibot__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_1__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP())),
});
/**
 * `POST /app/installations/{installation_id}/access_tokens`.
 * https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
const InstallationTokenWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    token: valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .regex */ .yGV(/^[!-~]{10,8192}$/u)),
    expires_at: Instant,
});
/** The body of a redirect. */
const MovedWire = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ url: valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() });
/**
 * An old server sends a `key_id` as a number with more digits than JavaScript's
 * numbers keep: the body with such a number as text.
 */
function withTextKeyId(body) {
    return body.replace(/("key_id"\s*:\s*)(\d{1,64})(?=\s*[,}])/u, '$1"$2"');
}


/***/ })

};
