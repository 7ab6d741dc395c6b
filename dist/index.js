import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 5703:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ inputVariable)
/* harmony export */ });
/** The environment variable in which the runner passes an input. */
function inputVariable(name) {
    return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}


/***/ }),

/***/ 8998:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ holdsToken),
/* harmony export */   h: () => (/* binding */ quote)
/* harmony export */ });
/** What Astra's and GitHub's tokens begin with, and private keys. */
const TOKEN = /AstraCS:|github_pat_|gh[a-z]_[A-Za-z0-9]{16}|PRIVATE KEY|^MII[A-Za-z0-9+/]/u;
/** The longest piece of outside text that a sentence shows. */
const MAX_SHOWN = 60;
/**
 * Whether a token is part of a text, such as of an input that was given the
 * wrong secret. The runner masks whole values only, so no part may be shown.
 */
function holdsToken(text) {
    return TOKEN.test(text);
}
/**
 * Makes outside text inert for a log line and a summary cell: no control or
 * bidi characters, no runner command, no markup; cut to 60 characters. Text
 * that holds a token is not shown at all.
 */
function quote(text) {
    if (holdsToken(text))
        return "a token, which is not shown here,";
    const inert = text
        .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]+/gu, "?")
        .replace(/::/gu, ":·")
        .replace(/##\[/gu, "#·[")
        .replace(/[<>`|]/gu, "?");
    const characters = Array.from(inert);
    const cut = characters.slice(0, MAX_SHOWN).join("");
    return `“${cut}${characters.length > MAX_SHOWN ? "…" : ""}”`;
}


/***/ }),

/***/ 3925:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Oe: () => (/* binding */ GITHUB_URL),
/* harmony export */   QB: () => (/* binding */ ASTRA_URL),
/* harmony export */   bX: () => (/* binding */ readServiceUrl)
/* harmony export */ });
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8998);

/** Where the services are, unless somebody says otherwise. */
const ASTRA_URL = "https://api.astra.datastax.com";
const GITHUB_URL = "https://api.github.com";
/** Reads the address of a service; a slash at the end of its path makes no difference. */
function readServiceUrl(text) {
    const url = URL.parse(text);
    if (url === null)
        return { url: undefined, problem: "is not an address." };
    url.pathname = url.pathname.replace(/\/+$/u, "");
    return { url, problem: problemOf(url, text) };
}
function problemOf(url, text) {
    if (url.username !== "" || url.password !== "")
        return "holds credentials.";
    if (url.search !== "" || url.hash !== "")
        return "has a query or fragment.";
    return isSafe(url) ? undefined : `${(0,_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .h)(text)} is not https.`;
}
function isSafe({ protocol, hostname }) {
    if (protocol === "https:")
        return true;
    const isLoopback = hostname === "localhost" ||
        hostname === "[::1]" ||
        /^127(?:\.\d{1,3}){3}$/u.test(hostname);
    return protocol === "http:" && isLoopback;
}


/***/ }),

/***/ 7602:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./src/action/report/annotation.ts
var annotation = __nccwpck_require__(5848);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __nccwpck_require__(1692);
;// CONCATENATED MODULE: ./src/http/socket.ts


const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_AFTER_MS = 60_000;
/**
 * Opens sockets with the platform's own means, because they are needed before there is time to
 * load anything else. Certificates are verified whatever the environment says.
 */
function socketOpener({ protocols, ca }) {
    return ({ hostname, protocol, port, httpSocket }, callback) => {
        const isSecure = protocol === "https:";
        const place = { host: hostname, port: Number(port) };
        const socket = isSecure
            ? (0,external_node_tls_.connect)({
                // Where there is a socket already, the host is what the certificate has to be for.
                ...place,
                port: place.port === 0 ? 443 : place.port,
                ...(httpSocket === undefined ? {} : { socket: httpSocket }),
                servername: (0,external_node_net_.isIP)(hostname) === 0 ? hostname : "",
                ALPNProtocols: [...protocols],
                rejectUnauthorized: true,
                ...(ca === undefined ? {} : { ca }),
            })
            : (0,external_node_net_.connect)({ ...place, port: place.port === 0 ? 80 : place.port });
        const timer = setTimeout(() => {
            socket.destroy(new ConnectTimeout());
        }, CONNECT_TIMEOUT_MS);
        let tell = callback;
        const settle = (...result) => {
            clearTimeout(timer);
            tell?.(...result);
            tell = undefined;
        };
        socket.setKeepAlive(true, KEEP_ALIVE_AFTER_MS).setNoDelay(true);
        socket.once(isSecure ? "secureConnect" : "connect", () => {
            settle(null, socket);
        });
        socket.on("error", (error) => {
            settle(error, null);
        });
        return socket;
    };
}
class ConnectTimeout extends Error {
    code = "ETIMEDOUT";
}

;// CONCATENATED MODULE: ./src/http/connector.ts



/**
 * Makes connections with certificates verified, whatever the environment says, over HTTP/2 where
 * the other side can, and through proxies where `proxyFor` names them.
 */
function createConnectionMaker(proxyFor = () => undefined) {
    const direct = socketOpener({ protocols: ["h2", "http/1.1"] });
    const toProxy = endable(socketOpener({ protocols: ["http/1.1"] }));
    const tunnels = new Map();
    const tunnelOf = (proxy) => {
        const opened = tunnels.get(proxy.href) ?? openTunnel(proxy, toProxy, direct);
        tunnels.set(proxy.href, opened);
        return opened;
    };
    const maker = endable((options, callback) => {
        const { protocol, host = options.hostname } = options;
        const proxy = proxyFor(new URL(`${protocol}//${host}`));
        if (proxy === undefined)
            return direct(options, callback);
        return tunnelOf(proxy).then((connect) => {
            connect(options, callback);
        });
    });
    return {
        connect: maker.connect,
        end: () => {
            maker.end();
            toProxy.end();
        },
    };
}
async function openTunnel(proxy, toProxy, direct) {
    const { tunnelThrough } = await Promise.all(/* import() */[__nccwpck_require__.e(628), __nccwpck_require__.e(752), __nccwpck_require__.e(856)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6856));
    return tunnelThrough(proxy, toProxy.connect, direct);
}
/** Keeps an eye on the connections of a connector, so that they can be ended. */
function endable(connect) {
    const sockets = new Set();
    let hasEnded = false;
    const watch = (socket) => {
        if (!(socket instanceof external_node_net_.Socket) || sockets.has(socket))
            return;
        sockets.add(socket);
        socket.once("close", () => sockets.delete(socket));
    };
    return {
        connect: (options, callback) => {
            if (hasEnded) {
                callback(new ConnectionsEnded(), null);
                return;
            }
            const begun = connect(options, (...result) => {
                watch(result[1]);
                callback(...result);
            });
            watch(begun);
        },
        end: () => {
            hasEnded = true;
            const error = new ConnectionsEnded();
            for (const socket of sockets)
                socket.destroy(error);
        },
    };
}
/** What every connection ends with that is ended on purpose. */
class ConnectionsEnded extends Error {
    code = "CONNECTIONS_ENDED";
}
/** Opens a connection to an origin; throws what keeps it from coming about. */
function connected(connect, origin) {
    const { protocol, host, hostname, port } = new URL(origin);
    return new Promise((resolve, reject) => {
        connect({ protocol, host, hostname: hostname.replace(/^\[|\]$/gu, ""), port }, (...[error, socket]) => {
            if (error === null)
                resolve(socket);
            else
                reject(error);
        });
    });
}
/** What the two sides agreed upon in the handshake. */
function speaksHttp2(socket) {
    return socket instanceof external_node_tls_.TLSSocket && socket.alpnProtocol === "h2";
}

;// CONCATENATED MODULE: ./src/http/begun.ts

/** Begins so many connections to an origin; whoever takes one is told of its failure. */
function begin(connect, origin, count) {
    return Array.from({ length: count }, () => {
        const begun = connected(connect, origin);
        begun.catch(() => undefined);
        return begun;
    });
}
/** A connector that gives out the connections which were begun, before it opens any of its own. */
function startingWith(begun, connect) {
    const ready = [...begun];
    return (options, callback) => {
        const next = ready.shift();
        if (next === undefined) {
            connect(options, callback);
            return;
        }
        next.then((socket) => {
            // The other side may have ended it before anybody asked for it.
            if (socket.destroyed)
                connect(options, callback);
            else
                callback(null, socket);
        }, (thrown) => {
            const error = thrown instanceof Error ? thrown : new Error("no socket");
            callback(error, null);
        });
    };
}

// EXTERNAL MODULE: external "node:http2"
var external_node_http2_ = __nccwpck_require__(2467);
// EXTERNAL MODULE: ./src/http/limits.ts
var limits = __nccwpck_require__(3938);
;// CONCATENATED MODULE: ./src/http/http2-lane.ts



/**
 * Requests under way at once, until the service has said how many it takes. GitHub takes as many
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits).
 */
const MAX_STREAMS = 100;
/** A whole answer, so that no service has to wait for permission to send the rest of one. */
const WINDOW_BYTES = limits/* MAX_BODY_BYTES */.YK;
/**
 * A connection that speaks HTTP/2, which all requests share. It stands on Node's own client, since undici 7 gives up all that is under way when
 * a service asks for no more requests, and takes an answer for whole that was cancelled in the middle.
 */
function openHttp2Lane(origin, socket) {
    const session = (0,external_node_http2_.connect)(origin, {
        createConnection: () => socket,
        peerMaxConcurrentStreams: MAX_STREAMS,
        settings: {
            enablePush: false,
            initialWindowSize: WINDOW_BYTES,
            maxHeaderListSize: limits/* MAX_HEADER_BYTES */.v8,
        },
    });
    session.once("connect", () => {
        // It may have been ended as soon as it was there.
        if (!session.destroyed)
            session.setLocalWindowSize(WINDOW_BYTES);
    });
    let isOpen = true;
    session.on("goaway", () => {
        isOpen = false;
    });
    // Every request under way is told.
    session.on("error", () => undefined);
    return {
        isOpen: () => isOpen && !session.closed && !session.destroyed,
        dispatch: (request, handler) => {
            exchangeOver(session, request, handler);
        },
        close: () => new Promise((resolve) => {
            session.close(resolve);
        }),
        destroy: () => {
            session.destroy(new ConnectionsEnded(), external_node_http2_.constants.NGHTTP2_CANCEL);
            return Promise.resolve();
        },
    };
}
function exchangeOver(session, request, handler) {
    const controller = new StreamController();
    handler.onRequestStart(controller);
    if (controller.isAborted)
        return;
    const stream = session.request({
        ...request.headers,
        // Node would name the port, too, and not every service takes that for its own name.
        ":authority": new URL(request.origin).host,
        ":method": request.method,
        ":path": request.path,
        ...lengthOf(request),
    }, { endStream: request.body === null });
    controller.stream = stream;
    const onHead = (headers) => {
        const { ":status": status, ...rest } = headers;
        handler.onResponseStart(controller, Number(status), rest);
    };
    let failure;
    stream.on("headers", onHead);
    stream.on("response", onHead);
    stream.on("data", (chunk) => {
        handler.onResponseData(controller, chunk);
    });
    stream.on("error", (error) => {
        failure = error;
    });
    stream.on("close", () => {
        if (stream.rstCode === external_node_http2_.constants.NGHTTP2_NO_ERROR)
            handler.onResponseEnd();
        else
            handler.onResponseError(controller, failure);
    });
    if (request.body !== null)
        stream.end(request.body);
}
class StreamController {
    isAborted = false;
    stream;
    abort() {
        this.isAborted = true;
        this.stream?.close(external_node_http2_.constants.NGHTTP2_CANCEL);
    }
}
function lengthOf({ method, body }) {
    if (body === null && (method === "GET" || method === "DELETE"))
        return {};
    return { "content-length": String(Buffer.byteLength(body ?? "")) };
}

;// CONCATENATED MODULE: ./src/http/service-connections.ts




/** Unused for longer, a connection may be closed by the other side at any moment; a POST must not run into that. */
const FRESH_MS = 10_000;
/**
 * The connections to one service. What it speaks is known once the first one is there, so
 * all requests wait for that one; over HTTP/2 it stays the only one.
 */
class ServiceConnections {
    #origin;
    #connect;
    #now;
    #lanes = new Set();
    #present;
    #waiting = 0;
    #openedAt = 0;
    #usedAt = 0;
    constructor(origin, connect, now) {
        this.#origin = origin;
        this.#connect = connect;
        this.#now = now;
    }
    /** Begins to connect, unless that is done. */
    prepare() {
        // Whoever needs the connection is told when there is none.
        this.#open().catch(() => undefined);
    }
    /** Resolves once the connection that was begun is there or has failed; what it may need is loaded meanwhile. */
    async begun() {
        await Promise.allSettled([loadHttp1Lane(), this.#present]);
    }
    /** Sends a request once there is a connection; throws when there is none. */
    async dispatch(request, handler) {
        const now = this.#now();
        if (request.method === "POST" && now - this.#usedAt > FRESH_MS) {
            this.#renew();
        }
        this.#usedAt = now;
        const present = this.#open();
        const lane = await this.#awaited(present);
        if (!lane.isOpen())
            this.#forget(present);
        const open = lane.isOpen() ? lane : await this.#open();
        open.dispatch(request, handler);
    }
    /** Uses a new connection from now on, since a request that began at `startedAt` got no answer. */
    distrust(startedAt) {
        if (this.#openedAt <= startedAt)
            this.#renew();
    }
    /** Ends every connection at once. */
    async close() {
        await Promise.all([...this.#lanes].map((lane) => lane.destroy()));
    }
    #open() {
        if (this.#present !== undefined)
            return this.#present;
        this.#openedAt = this.#now();
        this.#usedAt = this.#openedAt;
        const opened = this.#openLane();
        opened.catch(() => {
            this.#forget(opened);
        });
        this.#present = opened;
        return opened;
    }
    async #awaited(lane) {
        this.#waiting += 1;
        try {
            return await lane;
        }
        finally {
            this.#waiting -= 1;
        }
    }
    async #openLane() {
        const first = await connected(this.#connect, this.#origin);
        const lane = speaksHttp2(first)
            ? openHttp2Lane(this.#origin, first)
            : await this.#openHttp1Lane(first);
        this.#lanes.add(lane);
        return lane;
    }
    async #openHttp1Lane(first) {
        // Everyone who waits needs a connection of their own.
        const further = Math.min(this.#waiting, limits/* MAX_CONNECTIONS */.tp) - 1;
        const begun = [
            Promise.resolve(first),
            ...begin(this.#connect, this.#origin, further),
        ];
        const { openHttp1Lane } = await loadHttp1Lane();
        return openHttp1Lane(this.#origin, startingWith(begun, this.#connect));
    }
    /** Requests under way over the present connections are left to end. */
    #renew() {
        const old = this.#present;
        this.#present = undefined;
        old?.then((lane) => lane.close()).catch(() => undefined);
    }
    #forget(lane) {
        if (this.#present === lane)
            this.#present = undefined;
    }
}
/** undici is much, so it is loaded while the first handshakes last. */
function loadHttp1Lane() {
    return Promise.all(/* import() */[__nccwpck_require__.e(628), __nccwpck_require__.e(702)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3702));
}

;// CONCATENATED MODULE: ./src/http/connections.ts



/** Connections that are opened as requests need them; `clock` is monotonic, in milliseconds. */
function openConnections(clock, maker = createConnectionMaker()) {
    const services = new Map();
    const serviceAt = (origin) => {
        const known = services.get(origin);
        if (known !== undefined)
            return known;
        const opened = new ServiceConnections(origin, maker.connect, () => clock.now());
        services.set(origin, opened);
        return opened;
    };
    return {
        prepare: (origin) => {
            serviceAt(origin).prepare();
        },
        begun: async (patienceMs) => {
            const patience = new AbortController();
            await Promise.race([
                Promise.all([...services.values()].map((each) => each.begun())),
                (0,promises_.setTimeout)(patienceMs, undefined, patience).catch(() => undefined),
            ]);
            patience.abort();
        },
        dispatch: (request, handler) => serviceAt(request.origin).dispatch(request, handler),
        distrust: (origin, startedAt) => {
            serviceAt(origin).distrust(startedAt);
        },
        close: async () => {
            await Promise.all([...services.values()].map((each) => each.close()));
            maker.end();
        },
    };
}

// EXTERNAL MODULE: ./src/http/proxy.ts
var proxy = __nccwpck_require__(7856);
// EXTERNAL MODULE: ./src/action/inputs/input-variable.ts
var input_variable = __nccwpck_require__(5703);
// EXTERNAL MODULE: ./src/action/inputs/service-url.ts
var service_url = __nccwpck_require__(3925);
;// CONCATENATED MODULE: ./src/action/early-connections.ts





/**
 * Begins to connect to both services, before the rest of the program is loaded. No request is
 * sent before all inputs are found good. `now` is monotonic, in milliseconds.
 */
function openEarly(env, now) {
    const maker = createConnectionMaker((service) => {
        const choice = (0,proxy/* chooseProxy */.UR)(service, env);
        return choice.kind === "proxy" ? choice.url : undefined;
    });
    const connections = openConnections({ now }, maker);
    const given = (name) => env[(0,input_variable/* inputVariable */.L)(name)]?.trim();
    const addresses = [
        [given("astra-api-url"), service_url/* ASTRA_URL */.QB],
        [given("github-api-url"), env["GITHUB_API_URL"], service_url/* GITHUB_URL */.Oe],
    ].map((texts) => texts.find((text = "") => text !== "") ?? "");
    for (const address of addresses) {
        const { url, problem } = (0,service_url/* readServiceUrl */.bX)(address);
        // Without encryption there is no handshake to be early for.
        if (url?.protocol !== "https:" || problem !== undefined)
            continue;
        if ((0,proxy/* chooseProxy */.UR)(url, env).kind === "malformed")
            continue;
        connections.prepare(url.origin);
    }
    return connections;
}

// EXTERNAL MODULE: ./src/action/on-its-way.ts
var on_its_way = __nccwpck_require__(1768);
// EXTERNAL MODULE: ./src/rotation/errors.ts
var errors = __nccwpck_require__(87);
;// CONCATENATED MODULE: ./src/action/process.ts

/** After a signal, how long the process may live, milliseconds; the runner kills it after 7.5 s. */
const LONGEST_FAREWELL_MS = 6_800;
/**
 * Takes over what would end the process in disorder: signals, uncaught errors,
 * and readers that went away. To be called before anything else; `annotate`
 * turns an error into the text of its annotation.
 */
function watchProcess(annotate) {
    let signalled = false;
    let cancel = () => undefined;
    const crash = async (thrown) => {
        const core = await Promise.all(/* import() */[__nccwpck_require__.e(628), __nccwpck_require__.e(752), __nccwpck_require__.e(421)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6421)).catch(endDamaged);
        // An exit code means that the annotation was given.
        if (process.exitCode === undefined) {
            core.setFailed(annotate((0,errors/* asRotationError */.fq)(thrown)));
        }
        process.stdout.write("", () => process.exit(1));
    };
    const onSignal = () => {
        if (signalled)
            return;
        signalled = true;
        cancel();
        setTimeout(() => {
            void crash(overdue());
        }, LONGEST_FAREWELL_MS).unref();
    };
    process.on("SIGINT", onSignal);
    process.on("SIGTERM", onSignal);
    process.on("uncaughtException", (thrown) => {
        void crash(thrown);
    });
    // Nobody reads any more (EPIPE), or the disk is full: the run itself goes on.
    process.stdout.on("error", () => undefined);
    process.stderr.on("error", () => undefined);
    return {
        onSignal: (listener) => {
            cancel = listener;
            if (signalled)
                cancel();
        },
        crash,
    };
}
/** Ends a program that has lost a file of its own; fixed words, since what would escape others is lost, too. */
function endDamaged() {
    const text = "A file of the action is missing or damaged. Nothing more is done; pin the action to a release and run again. Running again is safe.";
    return new Promise(() => {
        process.stdout.write(`::error::${text}\n`, () => process.exit(1));
    });
}
function overdue() {
    return new errors/* RotationError */.FL({
        code: "cancelled",
        summary: "The run was cancelled, and did not end in the time that it had left.",
        remedy: "It is safe to run again: the next run looks at what is live and puts the rest right.",
        rerun: "safe",
    });
}

;// CONCATENATED MODULE: ./src/action/main.ts




/**
 * Runs the action once, as the runner starts it, and ends in order whatever happens. The greater
 * part of the program is loaded while the first connections come about.
 */
async function main() {
    const { env } = process;
    const explain = (0,annotation/* explainAt */.xg)({
        server: env["GITHUB_SERVER_URL"],
        repository: env["GITHUB_ACTION_REPOSITORY"],
        ref: env["GITHUB_ACTION_REF"],
    });
    const watch = watchProcess((error) => (0,annotation/* annotationOf */.lW)(error, explain));
    try {
        const connections = openEarly(env, () => performance.now());
        await (0,on_its_way/* onItsWay */.f)();
        const { act } = await Promise.all(/* import() */[__nccwpck_require__.e(926), __nccwpck_require__.e(142)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8142));
        await act(connections, { env, explain, watch });
    }
    catch (thrown) {
        await watch.crash(thrown);
    }
}


/***/ }),

/***/ 1768:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ onItsWay)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_0__);

/** undici writes a turn after it is asked to, and a handshake takes as many to begin. */
const TURNS = 4;
/**
 * Lets what was just sent leave the process, before the processor is busy with loading: what is
 * still to be written then leaves only afterwards.
 */
async function onItsWay() {
    for (let i = 0; i < TURNS; i += 1)
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setImmediate)();
}


/***/ }),

/***/ 5848:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   LA: () => (/* binding */ inputAnnotationOf),
/* harmony export */   YG: () => (/* binding */ summaryOf),
/* harmony export */   lW: () => (/* binding */ annotationOf),
/* harmony export */   uU: () => (/* binding */ rerunOf),
/* harmony export */   xg: () => (/* binding */ explainAt)
/* harmony export */ });
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(900);

/** The longest annotation that GitHub shows whole, in characters. */
const MAX_LENGTH = 4_000;
/** How many further problems an annotation lists. */
const MAX_LISTED = 20;
/** Under which `docs/recovery.md` explains malformed inputs. */
const INPUT_CODE = "input-invalid";
/**
 * Points at `docs/recovery.md`: by a link where the action comes from
 * github.com, else by its path, since a server of one's own may not hold it.
 */
function explainAt({ server, repository, ref }) {
    const isLinkable = server === "https://github.com" &&
        /^[\w.-]{1,100}\/[\w.-]{1,100}$/u.test(repository ?? "") &&
        /^[\w./-]{1,200}$/u.test(ref ?? "");
    const page = isLinkable
        ? `${server}/${repository ?? ""}/blob/${ref ?? ""}/docs/recovery.md`
        : "docs/recovery.md of the action";
    return (code) => (isLinkable ? `${page}#${code}` : `${page}, ${code}`);
}
/**
 * An error as the one annotation of a run: what happened, what to do, whether
 * running again is safe. Problems with the same remedy share a line.
 */
function annotationOf(error, explain) {
    const problems = [error, ...error.also].slice(0, MAX_LISTED);
    const hidden = 1 + error.also.length - problems.length;
    const told = new Map();
    for (const problem of problems) {
        const advice = `${problem.remedy} [${problem.code}]`;
        told.set(advice, [...(told.get(advice) ?? []), summaryOf(problem)]);
    }
    const lines = [...told].map(([advice, summaries]) => `${summaries.join(" ")} ${advice}`);
    const more = hidden > 0 ? [`… and ${String(hidden)} more of the kind.`] : [];
    const last = `${rerunOf(error)}\nMore: ${explain(error.code)}`;
    return fitted([...lines, ...more], last);
}
/** What happened, with the instant that belongs to it. */
function summaryOf({ summary, moment }) {
    if (moment === undefined)
        return summary;
    const { relation, at } = moment;
    return `${summary.replace(/\.$/u, "")} (${relation} ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .instant */ .uR)(at)}).`;
}
/** Whether and when to run again, in a sentence. */
function rerunOf({ rerun, notBefore }) {
    if (rerun === "fix-first") {
        return "Running again is safe, but helps only when this is mended.";
    }
    return notBefore === undefined
        ? "Running again is safe."
        : `Run again after ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .instant */ .uR)(notBefore)}; an earlier run is safe, but changes nothing.`;
}
/** All malformed inputs in one annotation; nothing was requested yet. */
function inputAnnotationOf(problems, explain) {
    const inputs = new Set(problems.map(({ input }) => input)).size;
    const head = `${inputs === 1 ? "An input is" : `${String(inputs)} inputs are`} not usable; nothing was requested or changed. Correct the workflow's \`with:\`, then run again. [${INPUT_CODE}]`;
    const told = problems.map(({ input, problem, allowed }) => `${input}: ${problem} Allowed: ${allowed}`);
    return fitted([head, ...told], `More: ${explain(INPUT_CODE)}`);
}
/** The lines as far as GitHub shows them, and always the last. */
function fitted(lines, last) {
    const text = lines.join("\n");
    const room = MAX_LENGTH - last.length - 1;
    const shown = text.length <= room ? text : `${text.slice(0, room - 1)}…`;
    return `${shown}\n${last}`;
}


/***/ }),

/***/ 900:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $P: () => (/* binding */ isDate),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   ag: () => (/* binding */ rfc3339),
/* harmony export */   m_: () => (/* binding */ shortId),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   uR: () => (/* binding */ instant)
/* harmony export */ });
/** The last instant, in epoch milliseconds, that a four-digit year can write. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** A client id as people read it: enough of it to find the token in the Astra UI. */
function shortId(clientId) {
    const inert = clientId.replace(/[^A-Za-z0-9_-]/gu, "?");
    return inert.length <= 10 ? inert : `${inert.slice(0, 6)}…${inert.slice(-4)}`;
}
/**
 * An instant as programs read it, RFC 3339 in UTC; undefined when there is
 * none, or when it is no date between 1970 and 9999: instants come from
 * outside, and nothing that they say may stop a run from telling its outcome.
 */
function rfc3339(epochMilliseconds) {
    if (epochMilliseconds === undefined || !isDate(epochMilliseconds)) {
        return undefined;
    }
    return new Date(epochMilliseconds).toISOString();
}
/** An instant as people read it, in UTC to the minute. */
function instant(epochMilliseconds) {
    const iso = rfc3339(epochMilliseconds);
    return iso === undefined
        ? "an impossible date"
        : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
/** Whether people and programs can read it as a date: 1970 to 9999. */
function isDate(epochMilliseconds) {
    return epochMilliseconds >= 0 && epochMilliseconds <= LATEST;
}
/** A length of time as people read it, in its two largest units. */
function duration(milliseconds) {
    if (!Number.isFinite(milliseconds))
        return "an unknown time";
    if (milliseconds < 0)
        return "0 ms";
    if (milliseconds < 999.5)
        return `${String(Math.round(milliseconds))} ms`;
    if (milliseconds < 59_950)
        return `${(milliseconds / 1000).toFixed(1)} s`;
    const units = [
        ["d", 86_400_000],
        ["h", 3_600_000],
        ["min", 60_000],
        ["s", 1_000],
    ];
    let rest = Math.round(milliseconds / 1000) * 1000;
    const start = units.findIndex(([, size]) => rest >= size);
    const parts = units.slice(start, start + 2).flatMap(([unit, size]) => {
        const count = Math.floor(rest / size);
        rest -= count * size;
        return count === 0 ? [] : [`${String(count)} ${unit}`];
    });
    return parts.join(" ");
}
/** A count with its noun. */
function count(number, noun) {
    return `${String(number)} ${noun}${number === 1 ? "" : "s"}`;
}
/** Up to `most` of the texts in a row; of more than that, how many are left out. */
function listed(texts, most = 5) {
    const more = texts.length - most;
    const shown = texts.slice(0, most).join(", ");
    return more > 0 ? `${shown} and ${String(more)} more` : shown;
}


/***/ }),

/***/ 3938:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   YK: () => (/* binding */ MAX_BODY_BYTES),
/* harmony export */   gB: () => (/* binding */ MAX_ANSWER_BYTES),
/* harmony export */   tp: () => (/* binding */ MAX_CONNECTIONS),
/* harmony export */   v8: () => (/* binding */ MAX_HEADER_BYTES)
/* harmony export */ });
/** The longest head of an answer, bytes. */
const MAX_HEADER_BYTES = 32 * 1024;
/** The longest answer that is read, bytes. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** The most connections to one service at once. */
const MAX_CONNECTIONS = 32;
/** The most that may arrive over HTTP/1.1 of one answer, whatever of it is skipped, bytes: the longest, its head and the lengths of its chunks. */
const MAX_ANSWER_BYTES = MAX_BODY_BYTES + 1024 * 1024;


/***/ }),

/***/ 7856:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   UR: () => (/* binding */ chooseProxy),
/* harmony export */   Wm: () => (/* binding */ proxySecrets),
/* harmony export */   YB: () => (/* binding */ proxyAuthorization),
/* harmony export */   ec: () => (/* binding */ proxyName)
/* harmony export */ });
const VARIABLES = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];
/**
 * Chooses the proxy for a service from the environment, as curl does, but for plain HTTP: that
 * goes to this very machine only, and never through anybody else.
 */
function chooseProxy(service, env) {
    const variable = VARIABLES.find((name) => (env[name] ?? "") !== "");
    if (variable === undefined || service.protocol !== "https:") {
        return { kind: "none" };
    }
    const exceptions = env["no_proxy"] ?? env["NO_PROXY"] ?? "";
    if (isException(service, exceptions))
        return { kind: "none" };
    const url = parseProxy(env[variable] ?? "");
    return url === undefined
        ? { kind: "malformed", variable }
        : { kind: "proxy", url };
}
function parseProxy(text) {
    const address = /^[a-z][a-z\d+.-]*:\/\//iu.test(text)
        ? text
        : `http://${text}`;
    const url = URL.parse(address);
    const isHttp = url?.protocol === "http:" || url?.protocol === "https:";
    return url !== null && isHttp ? url : undefined;
}
/** Entries are hosts, which stand for everything below them, too, with or without a port; `*` is everything. */
function isException({ hostname, port }, exceptions) {
    return exceptions
        .toLowerCase()
        .split(/[\s,]+/u)
        .some((entry) => {
        if (entry === "*")
            return true;
        const [, name = "", only] = /^(?:\*?\.)?(.+?)(?::(\d+))?$/u.exec(entry) ?? [];
        if (name === "")
            return false;
        if (only !== undefined && only !== (port === "" ? "443" : port)) {
            return false;
        }
        return hostname === name || hostname.endsWith(`.${name}`);
    });
}
/** The proxy as people may read it: host and port, no credentials. */
function proxyName({ host }) {
    return host;
}
/** The secrets that a proxy's address holds. */
function proxySecrets({ password }) {
    return password === "" ? [] : [password, decoded(password)];
}
/** The value of `Proxy-Authorization`; undefined without credentials. */
function proxyAuthorization({ username, password, }) {
    if (username === "" && password === "")
        return undefined;
    const credentials = `${decoded(username)}:${decoded(password)}`;
    return `Basic ${Buffer.from(credentials).toString("base64")}`;
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ }),

/***/ 9407:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _action_main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7602);

await (0,_action_main_js__WEBPACK_IMPORTED_MODULE_0__/* .main */ .i)();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 87:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FL: () => (/* binding */ RotationError),
/* harmony export */   _h: () => (/* binding */ joinErrors),
/* harmony export */   fq: () => (/* binding */ asRotationError),
/* harmony export */   xU: () => (/* binding */ systemCode)
/* harmony export */ });
/**
 * The only error that reaches a person: a code, what happened and what to do.
 * Its texts are the project's own words and values made inert, never an answer
 * of a service. The cause is one of the project's own errors, for tests and
 * debuggers; it is never printed.
 */
class RotationError extends Error {
    name = "RotationError";
    code;
    summary;
    remedy;
    rerun;
    moment;
    notBefore;
    also;
    constructor(facts) {
        super(facts.summary);
        this.code = facts.code;
        this.summary = facts.summary;
        this.remedy = facts.remedy;
        this.rerun = facts.rerun;
        this.moment = facts.moment;
        this.notBefore = facts.notBefore;
        this.also = facts.also ?? [];
        if (facts.cause !== undefined) {
            Object.defineProperty(this, "cause", {
                value: facts.cause,
                enumerable: false,
            });
        }
    }
}
/** Several problems as one: the first leads, the others follow in `also`. */
function joinErrors(errors) {
    const [first, ...others] = errors;
    if (others.length === 0)
        return first;
    return new RotationError({
        code: first.code,
        summary: first.summary,
        remedy: first.remedy,
        rerun: errors.some((error) => error.rerun === "fix-first")
            ? "fix-first"
            : "safe",
        ...(first.moment === undefined ? {} : { moment: first.moment }),
        ...(first.notBefore === undefined ? {} : { notBefore: first.notBefore }),
        also: others,
        cause: first,
    });
}
/**
 * Whatever was thrown, as a `RotationError`. A stranger becomes `internal`, and
 * nothing of it is kept but its kind and the places in the bundle that it came
 * through: its texts may quote a secret or an answer.
 */
function asRotationError(thrown) {
    if (thrown instanceof RotationError)
        return thrown;
    return new RotationError({
        code: "internal",
        summary: `The action met an error that it does not know (${kindOf(thrown)}).`,
        remedy: "Nothing is revoked after such an error. Run again; if it comes back, please report this message.",
        rerun: "safe",
    });
}
/** The code of an error of the system or of Node, such as ENOSPC; undefined for any other text. */
function systemCode(code) {
    return typeof code === "string" &&
        /^(?:E[A-Z0-9]{2,14}|ERR_[A-Z0-9_]{2,40})$/u.test(code)
        ? code
        : undefined;
}
const KINDS = [
    ...[TypeError, RangeError, ReferenceError, SyntaxError, URIError, EvalError],
    ...[AggregateError, Error],
];
/** How many places a summary shows. */
const MAX_PLACES = 3;
/** The class, the system's code and the places of a stranger, none of them a text that somebody could choose. */
function kindOf(thrown) {
    const kind = KINDS.find((one) => thrown instanceof one)?.name ?? "no error";
    try {
        const { code, stack } = Object(thrown);
        const lines = typeof stack === "string" ? stack.split("\n") : [];
        const places = lines.flatMap((line) => /^ +at .*[/(]((?:\d{1,6}\.)?index\.js:\d{1,7}:\d{1,7})\)?$/u.exec(line)?.[1] ?? []);
        return [
            [kind, systemCode(code)].filter((word) => word !== undefined).join(" "),
            ...places.slice(0, MAX_PLACES).map((place) => `at ${place}`),
        ].join(", ");
    }
    catch {
        return kind;
    }
}


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 99:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:sqlite");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 7997:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Flag the module as loaded
/******/ 	module.loaded = true;
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/node module decorator */
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(9407);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
