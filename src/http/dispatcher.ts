import {
  buildConnector,
  type Dispatcher,
  EnvHttpProxyAgent,
  Pool,
} from "undici";
import { limitedClient } from "./answer-limit.ts";
import { classifyFailure, codeOf } from "./transport-error.ts";

const MAX_HEADER_BYTES = 32 * 1024;
const MAX_CONNECTIONS_PER_SERVICE = 32;

/** The service may be about to close a connection that is idle for longer. */
const MAX_IDLE_MS = 10_000;

/** How long a proxy may take to open a tunnel. */
const TUNNEL_TIMEOUT_MS = 10_000;

type Connector = buildConnector.connector;

/** The HTTP proxy that HTTPS requests go through. */
export interface Proxy {
  /** Scheme, host and port. */
  readonly address: string;
  /** Host and port, for messages. */
  readonly host: string;
  /** The value of `Proxy-Authorization`. */
  readonly credentials: string | undefined;
  /** The hosts that are reached directly, as `no_proxy` lists them. */
  readonly exceptions: string;
}

/** All connections of a run. */
export interface Connections {
  readonly dispatcher: Dispatcher;
  /** Ends every connection at once, pending ones included. */
  close(): Promise<void>;
}

/**
 * Opens connections over HTTP/1.1, with certificates verified whatever the
 * environment says, HTTPS through the proxy where there is one.
 */
export function openConnections(proxy?: Proxy): Connections {
  const tunnels = new Map<string, Connector>();
  // undici does not end connections that are still being made; the signal does.
  const over = new AbortController();
  const { signal } = over;
  const tls = { allowH2: false, rejectUnauthorized: true, signal };
  const direct = buildConnector(tls);
  const poolOf = (origin: string, connect: Connector, timeoutMs = 0): Pool =>
    new Pool(origin, {
      connect,
      connections: MAX_CONNECTIONS_PER_SERVICE,
      keepAliveMaxTimeout: MAX_IDLE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: timeoutMs,
      bodyTimeout: 0,
      allowH2: false,
      factory: limitedClient,
    });
  const dispatcher = new EnvHttpProxyAgent({
    // Empty, not missing: undici would read the environment.
    httpProxy: "",
    httpsProxy: proxy?.address ?? "",
    noProxy: proxy?.exceptions ?? "",
    token: proxy?.credentials ?? "",
    connect: direct,
    proxyTls: tls,
    requestTls: tls,
    factory: (url, options) => {
      const origin = String(url);
      const { connect } = options as { readonly connect: Connector };
      if (connect === direct) return poolOf(origin, direct);
      // undici makes a new pool after every failure; what a proxy refused is
      // remembered here.
      const tunnel = tunnels.get(origin) ?? askingOnce(connect, proxy?.host);
      tunnels.set(origin, tunnel);
      return poolOf(origin, tunnel);
    },
    clientFactory: ({ origin }, options) => {
      const { connect } = options as { readonly connect: Connector };
      const toProxy = naming(connect, (error) => {
        const failure = classifyFailure(codeOf(error), "not-sent");
        const reason = failure === "tls-failed" ? "CERTIFICATE" : "UNREACHABLE";
        return new ProxyError(`PROXY_${reason}`, proxy?.host);
      });
      return poolOf(origin, toProxy, TUNNEL_TIMEOUT_MS);
    },
  });
  return {
    dispatcher,
    close: async () => {
      const closed = dispatcher.destroy();
      over.abort();
      await closed;
    },
  };
}

/** The proxy failed, not the service; `code` becomes an error's detail. */
export class ProxyError extends Error {
  readonly code: string;
  readonly proxy: string;

  constructor(code: string, proxy = "") {
    super("the proxy failed");
    this.code = code;
    this.proxy = proxy;
  }
}

/** A connector with other names for its errors. */
function naming(connect: Connector, named: (error: Error) => Error): Connector {
  return (options, callback) => {
    connect(options, (...result) => {
      if (result[0] === null) callback(...result);
      else callback(named(result[0]), null);
    });
  };
}

/**
 * A connector through a proxy. The first connection goes alone, so that wrong
 * credentials are shown to the proxy once, and never again after a 407.
 */
function askingOnce(tunnel: Connector, proxy?: string): Connector {
  const connect = naming(tunnel, (error) => tunnelError(error, proxy));
  let first: Promise<Error | null> | undefined;
  return (options, callback) => {
    if (first !== undefined) {
      void first.then((error) => {
        const isRefused = codeOf(error) === "PROXY_407";
        if (error === null || !isRefused) connect(options, callback);
        else callback(error, null);
      });
      return;
    }
    first = new Promise((resolve) => {
      connect(options, (...result) => {
        resolve(result[0]);
        callback(...result);
      });
    });
  };
}

/** What only a proxy can be to blame for: no request was written yet. */
const NO_TUNNEL =
  /^(UND_ERR_(PRX_CONN|HEADERS_\w+|RES_EXCEEDED_MAX_SIZE)|HTTP_PARSER)$/;

function tunnelError(error: Error, proxy?: string): Error {
  // undici says the status in its message only.
  const [, status] = /^Proxy response \((\d{3})\)/u.exec(error.message) ?? [];
  if (status !== undefined) return new ProxyError(`PROXY_${status}`, proxy);
  return NO_TUNNEL.test(codeOf(error) ?? "")
    ? new ProxyError("PROXY_NO_ANSWER", proxy)
    : error;
}
