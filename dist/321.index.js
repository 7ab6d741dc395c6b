export const id = 321;
export const ids = [321];
export const modules = {

/***/ 5321:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openHttp1Lane: () => (/* binding */ openHttp1Lane)
});

// EXTERNAL MODULE: ./node_modules/undici/lib/dispatcher/pool.js
var dispatcher_pool = __webpack_require__(628);
var pool_default = /*#__PURE__*/__webpack_require__.n(dispatcher_pool);
// EXTERNAL MODULE: ./src/http/limits.ts
var limits = __webpack_require__(3938);
;// CONCATENATED MODULE: ./src/http/answer-limit.ts

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
        if (arrived - begun > limits/* MAX_ANSWER_BYTES */.gB)
            socket.destroy(new AnswerTooLong());
    });
}

;// CONCATENATED MODULE: ./src/http/http1-lane.ts



/** Idle for longer, a connection is closed, whatever the service promises: it may be about to do so itself. */
const MAX_IDLE_MS = 10_000;
/**
 * Connections that speak HTTP/1.1: each takes one request at a time, and as many are opened as
 * are needed at once.
 */
function openHttp1Lane(origin, connect) {
    const pool = new (pool_default())(origin, {
        connect: limitingAnswers(connect),
        connections: limits/* MAX_CONNECTIONS */.tp,
        keepAliveMaxTimeout: MAX_IDLE_MS,
        maxHeaderSize: limits/* MAX_HEADER_BYTES */.v8,
        pipelining: 1,
    });
    return {
        isOpen: () => true,
        dispatch: (request, handler) => {
            // One deadline covers the whole exchange.
            pool.dispatch({ ...request, headersTimeout: 0, bodyTimeout: 0 }, handler);
        },
        close: () => pool.close(),
        destroy: () => pool.destroy(),
    };
}


/***/ })

};
