import type { ServerResponse } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { Protocol } from "../../simulators/kernel/encrypted.ts";
import {
  connectionOf,
  drip,
  flood,
  FLOOD_BYTES,
  interimAnswers,
  written,
} from "./wire-writing.ts";

/** What an answer does on the wire that no service should. */
export interface WireAttack {
  readonly name: string;
  /** Unless told, both. */
  readonly only?: Protocol;
  /** Whether the same request, sent again and answered properly, puts things right. */
  readonly heals?: boolean;
  /** Whether it goes on for as long as the client has patience. */
  readonly lingers?: boolean;
  /** Resolves once it is over; to the bytes that got through, where that matters. */
  readonly strike: (response: ServerResponse) => unknown;
}

const JSON_TYPE = { "content-type": "application/json" };

/** As a body of two megabytes, the longest that is read. */
const LONGEST = 2 * 1024 * 1024;

const TOKEN = `{"clientId":"${"a".repeat(24)}","roles":["x"],"generatedOn":"2026-01-05T00:00:00Z"},`;

/** Bodies that are short enough to be read, and try to be more than they seem. */
const BODIES: Readonly<Record<string, string>> = {
  "the longest list of objects": repeated("[", "{},", "{}]"),
  "the longest list of lists": repeated('{"clients":[', "[],", "[]]}"),
  "the longest list of tokens": repeated('{"clients":[', TOKEN, "{}]}"),
  "the most keys": repeated("{", '"__proto__":{},', '"a":1}'),
  "the deepest lists":
    "[".repeat(LONGEST / 2 - 8) + "]".repeat(LONGEST / 2 - 8),
  "a page":
    "<!doctype html><script>x</script>\n::error::x\r\n##[error]\u001b[2J",
};

function repeated(start: string, piece: string, end: string): string {
  const room = LONGEST - start.length - end.length;
  return `${start}${piece.repeat(Math.floor(room / piece.length))}${end}`;
}

const ZEROS = Buffer.alloc(64 * 1024 * 1024);
const gzipped = gzipSync(ZEROS);

/** Bodies that are small on the wire only. */
const BOMBS: Readonly<Record<string, Buffer>> = {
  gzip: gzipped,
  "gzip, gzip": gzipSync(gzipped),
  deflate: deflateSync(ZEROS),
  br: brotliCompressSync(ZEROS),
};

const MANY_HEADERS = Object.fromEntries(
  Array.from({ length: 1_000 }, (_, at) => [`x-${String(at)}`, "y".repeat(64)]),
);

/** What HTTP/1.1 has a parser skip, up to where it begins to go on for ever. */
const SKIPPED: Readonly<Record<string, string>> = {
  "a reason phrase without an end": "HTTP/1.1 200 ",
  "blanks without an end": "HTTP/1.1 200 OK\r\nx:",
  "a chunk size without an end":
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2;x="',
  "a trailer without an end":
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nx:",
};

/** Every attack. */
export const WIRE_ATTACKS: readonly WireAttack[] = [
  ...Object.entries(BODIES).map(([name, body]) => ({
    name,
    strike: (response: ServerResponse) =>
      response.writeHead(200, JSON_TYPE).end(body),
  })),
  ...Object.entries(BOMBS).map(([encoding, body]) => ({
    name: `a bomb in ${encoding}`,
    heals: true,
    strike: (response: ServerResponse) =>
      response
        .writeHead(200, { ...JSON_TYPE, "content-encoding": encoding })
        .end(body),
  })),
  {
    name: "10 GB without a length",
    strike: (response) => flood(response.writeHead(200, JSON_TYPE)),
  },
  {
    name: "10 GB with their length",
    strike: (response) => {
      const length = { "content-length": String(FLOOD_BYTES) };
      return flood(response.writeHead(200, { ...JSON_TYPE, ...length }));
    },
  },
  {
    name: "a body that drips",
    lingers: true,
    strike: (response) => drip(response.writeHead(200, JSON_TYPE), " "),
  },
  {
    name: "a head that drips",
    only: "h1",
    lingers: true,
    strike: async (response) => {
      const connection = connectionOf(response);
      await written(connection, "HTTP/1.1 200 OK\r\n");
      await drip(connection, "x: y\r\n");
    },
  },
  {
    name: "a head without an end",
    only: "h1",
    heals: true,
    strike: async (response) => {
      const connection = connectionOf(response);
      await written(connection, "HTTP/1.1 200 OK\r\nx: y");
      return await flood(connection);
    },
  },
  ...Object.entries(SKIPPED).map(([name, start]): WireAttack => ({
    name,
    only: "h1",
    strike: async (response) => {
      const connection = connectionOf(response);
      await written(connection, start);
      return await flood(connection);
    },
  })),
  {
    name: "a thousand headers",
    heals: true,
    strike: (response) => response.writeHead(200, MANY_HEADERS).end("{}"),
  },
  {
    name: "interim answers without an end",
    strike: interimAnswers,
  },
  {
    name: "JSON that is torn off",
    heals: true,
    strike: async (response) => {
      response.writeHead(200, { ...JSON_TYPE, "content-length": "1000" });
      await written(response, '{"id":"');
      response.destroy();
    },
  },
  {
    name: "what is no HTTP",
    only: "h1",
    heals: true,
    strike: async (response) => {
      await written(connectionOf(response), "\u001b[2J::error::x\r\n\r\n");
      response.destroy();
    },
  },
];
