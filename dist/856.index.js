export const id = 856;
export const ids = [856];
export const modules = {

/***/ 4950:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ limitingAnswers)
/* harmony export */ });
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3938);

/** More arrived than any answer may have, most of it of no meaning. */
class AnswerTooLong extends Error {
    code = "ANSWER_TOO_LONG";
}
/**
 * Makes connections that end, with the code `ANSWER_TOO_LONG`, once more than `MAX_ANSWER_BYTES`
 * arrived on them since the latest request: a parser counts nothing of what it skips.
 */
function limitingAnswers(connect) {
    return (options, callback) => {
        connect(options, (...result) => {
            if (result[0] === null)
                limitAnswers(result[1]);
            callback(...result);
        });
    };
}
function limitAnswers(socket) {
    let asked = socket.bytesWritten;
    let arrived = socket.bytesRead;
    let begun = arrived;
    socket.on("readable", () => {
        // Whatever was written since is of the next request, and what comes now is of its answer.
        if (socket.bytesWritten !== asked)
            begun = arrived;
        asked = socket.bytesWritten;
        arrived = socket.bytesRead;
        if (arrived - begun > _limits_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_ANSWER_BYTES */ .gB)
            socket.destroy(new AnswerTooLong());
    });
}


/***/ }),

/***/ 6856:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   tunnelThrough: () => (/* binding */ tunnelThrough)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_net__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6752);
/* harmony import */ var _answer_limit_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4950);
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7856);




const CONNECT_ANSWER_TIMEOUT_MS = 10_000;
/** A proxy that does not open the way. */
class ProxyRefusal extends Error {
    code;
    constructor(status) {
        super("the proxy refuses");
        this.code = `PROXY_${String(status)}`;
    }
}
/**
 * Makes connections through an HTTP proxy (https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6):
 * `connectToProxy` opens those to the proxy, `connectInside` speaks with the service through them.
 */
function tunnelThrough(proxy, connectToProxy, connectInside) {
    const authorization = (0,_proxy_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyAuthorization */ .YB)(proxy);
    const pool = new undici__WEBPACK_IMPORTED_MODULE_1__/* .Pool */ .bC(proxy.origin, {
        connect: (0,_answer_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .limitingAnswers */ .d)(connectToProxy),
        headersTimeout: CONNECT_ANSWER_TIMEOUT_MS,
    });
    const openWay = async (host) => {
        const { statusCode, socket } = await pool.connect({
            path: host,
            headers: {
                host,
                ...(authorization === undefined
                    ? {}
                    : { "proxy-authorization": authorization }),
            },
        });
        if (statusCode === 200 && socket instanceof node_net__WEBPACK_IMPORTED_MODULE_0__.Socket)
            return socket;
        socket.on("error", () => undefined).destroy();
        throw new ProxyRefusal(statusCode);
    };
    return (options, callback) => {
        const { host = options.hostname, port } = options;
        openWay(port === "" ? `${host}:443` : host).then((httpSocket) => {
            connectInside({ ...options, httpSocket }, callback);
        }, (thrown) => {
            callback(thrown instanceof Error ? thrown : new Error("proxy"), null);
        });
    };
}


/***/ })

};
