// What the bundle holds of undici, in place of the package's own index.js. That
// one loads all of undici: fetch, WebSocket, caches and mocks would add 7 MB of
// memory and 700 KB of code to every run, which needs none of them.
"use strict";

const Dispatcher = require("./lib/dispatcher/dispatcher");
const request = require("./lib/api/api-request");
const connect = require("./lib/api/api-connect");

Object.assign(Dispatcher.prototype, { request, connect });

exports.Client = require("./lib/dispatcher/client");
exports.Pool = require("./lib/dispatcher/pool");
exports.ProxyAgent = require("./lib/dispatcher/proxy-agent");
exports.EnvHttpProxyAgent = require("./lib/dispatcher/env-http-proxy-agent");
exports.buildConnector = require("./lib/core/connect");
exports.errors = require("./lib/core/errors");
exports.fetch = () => {
  // `@actions/github` would, if it were not given a `fetch`.
  throw new Error("Every request has to go through src/http.");
};
