import type { ServerResponse } from "node:http";
import type { Http2ServerResponse } from "node:http2";
import type { Writable } from "node:stream";
import { setTimeout } from "node:timers/promises";

/** A response, or the connection below it. */
export type Sink = Pick<Writable, "write" | "once" | "off">;

/** More than any machine that runs this has memory for. */
export const FLOOD_BYTES = 10_000_000_000;

const CHUNK = Buffer.alloc(64 * 1024, " ");
const DRIP_MS = 100;

/** Resolves when it was written, to false when nobody reads any more. */
export function written(to: Sink, data: Buffer | string): Promise<boolean> {
  // A response of HTTP/2 says nothing when its stream is gone already.
  const sink = "stream" in to ? (to.stream as Sink) : to;
  return new Promise((resolve) => {
    const gone = (): void => {
      resolve(false);
    };
    sink.once("close", gone);
    sink.write(data, (error) => {
      sink.off("close", gone);
      resolve(error === null || error === undefined);
    });
  });
}

/** Writes 10 GB, or as much as is read; resolves to the bytes that were. */
export async function flood(sink: Sink): Promise<number> {
  let bytes = 0;
  while (bytes < FLOOD_BYTES && (await written(sink, CHUNK))) {
    bytes += CHUNK.length;
  }
  return bytes;
}

/** Writes a piece again and again, slowly, as long as somebody reads. */
export async function drip(sink: Sink, piece: string): Promise<void> {
  while (await written(sink, piece)) await setTimeout(DRIP_MS);
}

/** The connection that a response of HTTP/1.1 goes over, for what is no HTTP; the response itself once that is gone. */
export function connectionOf(response: ServerResponse): Sink {
  return response.socket ?? response;
}

/** Writes interim answers as long as somebody reads. */
export async function interimAnswers(response: ServerResponse): Promise<void> {
  if (!("stream" in response)) {
    const connection = connectionOf(response);
    while (await written(connection, "HTTP/1.1 103 Early Hints\r\n\r\n"));
    return;
  }
  const { stream } = response as unknown as Http2ServerResponse;
  while (!stream.closed && !stream.destroyed) {
    stream.additionalHeaders({ ":status": 103 });
    // Frames go out, and come in, between the turns of the event loop.
    await setTimeout(1);
  }
}
