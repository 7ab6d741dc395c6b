import { Socket } from "node:net";
import {
  buildConnector,
  type Dispatcher,
  EnvHttpProxyAgent,
  Pool,
} from "undici";
import { isCertificateCode } from "./delivery.ts";
import { errorCode } from "./http-error.ts";
import { type Proxy, proxyAuthorization, type ProxyChoice } from "./proxy.ts";

/** The most that is read of one answer's body, bytes, whatever a caller asks for. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * The most that may arrive for one request, bytes: the longest body, its head
 * and the lengths of its chunks, and whatever a parser skips.
 */
export const MAX_ANSWER_BYTES = MAX_BODY_BYTES + 1024 * 1024;

const MAX_HEADER_BYTES = 32 * 1024;

/** The most connections to one service at once. */
const MAX_CONNECTIONS = 32;

/** An idle connection is closed after this, because the service may be about to close it. */
const MAX_IDLE_MS = 10_000;

/** How long a proxy may take to open a tunnel. */
const TUNNEL_TIMEOUT_MS = 10_000;

type Connector = buildConnector.connector;

/** All connections of a run. Nothing survives `close`. */
export interface Connections {
  readonly dispatcher: Dispatcher;
  /** Ends every connection at once, pending ones included. */
  close(): Promise<void>;
}

/**
 * Opens the connections of a run, over HTTP/1.1, with certificates verified
 * whatever the environment says, HTTPS through the proxy where there is one.
 */
export function openConnections(choice: ProxyChoice): Connections {
  const proxy = choice.kind === "proxy" ? choice.proxy : undefined;
  const sockets = new Set<Socket>();
  const tls = { allowH2: false, rejectUnauthorized: true };
  const direct = buildConnector(tls);
  const tunnels = new Map<string, Connector>();
  const tunnelTo = (origin: string, connect: Connector): Connector => {
    const tunnel =
      tunnels.get(origin) ?? askingOnce(connect, proxy?.url.host ?? "");
    tunnels.set(origin, tunnel);
    return tunnel;
  };
  const poolOf = (origin: string, connect: Connector, timeoutMs = 0): Pool =>
    new Pool(origin, {
      connect: limitingAnswers(connect, sockets),
      connections: MAX_CONNECTIONS,
      keepAliveMaxTimeout: MAX_IDLE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: timeoutMs,
      bodyTimeout: 0,
      pipelining: 1,
      allowH2: false,
    });
  const dispatcher = new EnvHttpProxyAgent({
    // Empty, not missing: undici would read the environment.
    httpProxy: "",
    httpsProxy: proxy?.url.href ?? "",
    noProxy: proxy?.exceptions ?? "",
    ...tokenOf(proxy),
    connect: direct,
    proxyTls: tls,
    requestTls: tls,
    factory: (origin, options) => {
      const { connect } = options as { readonly connect: Connector };
      const place = String(origin);
      return poolOf(
        place,
        connect === direct ? direct : tunnelTo(place, connect),
      );
    },
    clientFactory: ({ origin, host }, options) => {
      const { connect } = options as { readonly connect: Connector };
      return poolOf(origin, blamingProxy(connect, host), TUNNEL_TIMEOUT_MS);
    },
  });
  return {
    dispatcher,
    close: async () => {
      const closed = dispatcher.destroy();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function tokenOf(proxy: Proxy | undefined): { readonly token?: string } {
  const token = proxy && proxyAuthorization(proxy.url);
  return token === undefined ? {} : { token };
}

/** More arrived than any answer may have, most of it of no meaning. */
class AnswerTooLong extends Error {
  readonly code = "ANSWER_TOO_LONG";
}

/**
 * Ends a connection with `ANSWER_TOO_LONG` once more than `MAX_ANSWER_BYTES`
 * arrived since the latest request: a parser does not count what it skips.
 * Keeps every socket in `sockets` for as long as it is open.
 */
function limitingAnswers(connect: Connector, sockets: Set<Socket>): Connector {
  const track = (socket: unknown): void => {
    if (!(socket instanceof Socket) || sockets.has(socket)) return;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  };
  return (options, callback) => {
    // undici's connectors return the socket before it is connected.
    const pending: unknown = connect(options, (...result) => {
      track(result[1]);
      if (result[0] === null) limitAnswers(result[1]);
      callback(...result);
    });
    track(pending);
  };
}

function limitAnswers(socket: Socket): void {
  let written = socket.bytesWritten;
  let arrived = socket.bytesRead;
  let start = arrived;
  socket.on("readable", () => {
    // What was written since belongs to the next request, and what arrives now to its answer.
    if (socket.bytesWritten !== written) start = arrived;
    written = socket.bytesWritten;
    arrived = socket.bytesRead;
    if (arrived - start > MAX_ANSWER_BYTES) socket.destroy(new AnswerTooLong());
  });
}

/** The proxy failed, not the service. `code` becomes the detail of a `TransportError`. */
export class ProxyError extends Error {
  readonly code: string;
  /** `host:port`. */
  readonly proxy: string;

  constructor(code: string, proxy: string) {
    super("the proxy failed");
    this.code = code;
    this.proxy = proxy;
  }
}

/** A connector to the proxy itself, whose failures are not the service's. */
function blamingProxy(connect: Connector, proxy: string): Connector {
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error === null) callback(null, socket);
      else callback(new ProxyError(unreachableCode(error), proxy), null);
    });
}

function unreachableCode(error: Error): string {
  return isCertificateCode(codeOf(error))
    ? "PROXY_CERTIFICATE"
    : "PROXY_UNREACHABLE";
}

/**
 * A connector through the proxy. The first connection goes alone, so that
 * wrong credentials are shown to the proxy once, and never again after a 407.
 */
function askingOnce(connect: Connector, proxy: string): Connector {
  let first: Promise<Error | null> | undefined;
  const ask = (...[options, callback]: Parameters<Connector>): typeof first =>
    new Promise((resolve) => {
      connect(options, (...[thrown, socket]) => {
        const error = thrown === null ? null : tunnelError(thrown, proxy);
        resolve(error);
        if (socket !== null && thrown === null) callback(null, socket);
        else callback(error ?? new Error("no socket"), null);
      });
    });
  return (options, callback) => {
    if (first === undefined) {
      first = ask(options, callback);
      return;
    }
    void first.then((error) => {
      if (codeOf(error) === "PROXY_407") callback(error as Error, null);
      else void ask(options, callback);
    });
  };
}

/** What can come only from the proxy, since no request was written to the service yet. */
const NO_TUNNEL =
  /^(UND_ERR_(PRX_CONN|HEADERS_TIMEOUT|HEADERS_OVERFLOW)|ANSWER_TOO_LONG|HPE_\w+)$/;

function tunnelError(error: Error, proxy: string): Error {
  // undici says the status in its message only.
  const [, status] =
    /^Proxy response \((\d{3})\) !== 200/u.exec(error.message) ?? [];
  if (status !== undefined) return new ProxyError(`PROXY_${status}`, proxy);
  return error.name === "HTTPParserError" || NO_TUNNEL.test(codeOf(error) ?? "")
    ? new ProxyError("PROXY_NO_ANSWER", proxy)
    : error;
}

function codeOf(error: Error | null): string | undefined {
  return error !== null && "code" in error ? errorCode(error.code) : undefined;
}
