import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type IncomingHttpHeaders,
} from "node:http2";
import type { Socket } from "node:net";
import { ConnectionsEnded } from "./connector.ts";
import type {
  AnswerHandler,
  ExchangeController,
  Lane,
  WireRequest,
} from "./lane.ts";
import { MAX_BODY_BYTES, MAX_HEADER_BYTES } from "./limits.ts";

/**
 * Requests under way at once, until the service has said how many it takes. GitHub takes as many
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits).
 */
const MAX_STREAMS = 100;

/** A whole answer, so that no service has to wait for permission to send the rest of one. */
const WINDOW_BYTES = MAX_BODY_BYTES;

/**
 * A connection that speaks HTTP/2, which all requests share. It stands on Node's own client, since undici 7 gives up all that is under way when
 * a service asks for no more requests, and takes an answer for whole that was cancelled in the middle.
 */
export function openHttp2Lane(origin: string, socket: Socket): Lane {
  const session = connect(origin, {
    createConnection: () => socket,
    peerMaxConcurrentStreams: MAX_STREAMS,
    settings: {
      enablePush: false,
      initialWindowSize: WINDOW_BYTES,
      maxHeaderListSize: MAX_HEADER_BYTES,
    },
  });
  session.once("connect", () => {
    // It may have been ended as soon as it was there.
    if (!session.destroyed) session.setLocalWindowSize(WINDOW_BYTES);
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
    close: () =>
      new Promise((resolve) => {
        session.close(resolve);
      }),
    destroy: () => {
      session.destroy(new ConnectionsEnded(), constants.NGHTTP2_CANCEL);
      return Promise.resolve();
    },
  };
}

function exchangeOver(
  session: ClientHttp2Session,
  request: WireRequest,
  handler: AnswerHandler,
): void {
  const controller = new StreamController();
  handler.onRequestStart(controller);
  if (controller.isAborted) return;
  const stream = session.request(
    {
      ...request.headers,
      // Node would name the port, too, and not every service takes that for its own name.
      ":authority": new URL(request.origin).host,
      ":method": request.method,
      ":path": request.path,
      ...lengthOf(request),
    },
    { endStream: request.body === null },
  );
  controller.stream = stream;
  const onHead = (headers: IncomingHttpHeaders): void => {
    const { ":status": status, ...rest } = headers;
    handler.onResponseStart(controller, Number(status), rest);
  };
  let failure: unknown;
  stream.on("headers", onHead);
  stream.on("response", onHead);
  stream.on("data", (chunk: Buffer) => {
    handler.onResponseData(controller, chunk);
  });
  stream.on("error", (error) => {
    failure = error;
  });
  stream.on("close", () => {
    if (stream.rstCode === constants.NGHTTP2_NO_ERROR) handler.onResponseEnd();
    else handler.onResponseError(controller, failure);
  });
  if (request.body !== null) stream.end(request.body);
}

class StreamController implements ExchangeController {
  isAborted = false;
  stream: ClientHttp2Stream | undefined;

  abort(): void {
    this.isAborted = true;
    this.stream?.close(constants.NGHTTP2_CANCEL);
  }
}

function lengthOf({ method, body }: WireRequest): Record<string, string> {
  if (body === null && (method === "GET" || method === "DELETE")) return {};
  return { "content-length": String(Buffer.byteLength(body ?? "")) };
}
