export const id = 702;
export const ids = [702];
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

/***/ 3702:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openHttp1Lane: () => (/* binding */ openHttp1Lane)
/* harmony export */ });
/* harmony import */ var undici_lib_dispatcher_pool_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(628);
/* harmony import */ var undici_lib_dispatcher_pool_js__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(undici_lib_dispatcher_pool_js__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _answer_limit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4950);
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3938);



/** Idle for longer, a connection is closed, whatever the service promises: it may be about to do so itself. */
const MAX_IDLE_MS = 10_000;
/**
 * Connections that speak HTTP/1.1: each takes one request at a time, and as many are opened as
 * are needed at once.
 */
function openHttp1Lane(origin, connect) {
    const pool = new (undici_lib_dispatcher_pool_js__WEBPACK_IMPORTED_MODULE_0___default())(origin, {
        connect: (0,_answer_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .limitingAnswers */ .d)(connect),
        connections: _limits_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_CONNECTIONS */ .tp,
        keepAliveMaxTimeout: MAX_IDLE_MS,
        maxHeaderSize: _limits_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_HEADER_BYTES */ .v8,
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
