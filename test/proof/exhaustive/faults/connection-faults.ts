import type { Socket } from "node:net";
import type { FaultKind } from "./fault.ts";

const FLOOD_CHUNK = Buffer.alloc(256 * 1024, " ");
const DRIP_PAUSE_MS = 200;

/** What goes wrong below the answers: connections that end, hang, break off, flood or drip. */
export const CONNECTION_FAULTS: readonly FaultKind[] = [
  {
    name: "reset-before",
    heals: true,
    verdict: () => ({ kind: "reset", when: "before" }),
  },
  {
    name: "reset-after",
    heals: true,
    verdict: () => ({ kind: "reset", when: "after" }),
  },
  {
    name: "timeout-before",
    heals: true,
    hangs: true,
    verdict: () => ({ kind: "hang", when: "before" }),
  },
  {
    name: "timeout-after",
    heals: true,
    hangs: true,
    verdict: () => ({ kind: "hang", when: "after" }),
  },
  {
    name: "half-open",
    heals: true,
    verdict: () => ({
      kind: "raw",
      when: "before",
      write: (socket) => {
        socket.end();
        return Promise.resolve();
      },
    }),
  },
  {
    name: "reset-in-headers",
    heals: true,
    verdict: () => ({
      kind: "raw",
      when: "after",
      write: (socket) => breakOff(socket, "HTTP/1.1 200 OK\r\ncontent-ty"),
    }),
  },
  {
    name: "reset-in-body",
    heals: true,
    verdict: ({ step }) =>
      step.hasBody
        ? { kind: "torn", afterBytes: 20 }
        : {
            kind: "raw",
            when: "after",
            write: (socket) =>
              breakOff(socket, "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
          },
  },
  {
    name: "not-http",
    heals: true,
    verdict: () => ({
      kind: "raw",
      when: "after",
      write: (socket) => breakOff(socket, "220 mail.example ESMTP\r\n"),
    }),
  },
  {
    name: "flood",
    heals: false,
    verdict: () => ({ kind: "raw", when: "after", write: flood }),
  },
  {
    name: "slow-drip",
    heals: true,
    hangs: true,
    verdict: () => ({ kind: "raw", when: "after", write: drip }),
  },
  {
    name: "interim-answers",
    heals: true,
    verdict: () => ({ kind: "interim", count: 3 }),
  },
  {
    name: "interim-storm",
    heals: true,
    verdict: () => ({ kind: "interim", count: 50 }),
  },
];

async function breakOff(socket: Socket, text: string): Promise<void> {
  await written(socket, text);
  socket.resetAndDestroy();
}

/** An answer without an end, as fast as it is read. */
async function flood(socket: Socket): Promise<void> {
  socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n");
  while (!socket.destroyed) await written(socket, FLOOD_CHUNK);
}

/** An answer without an end, a byte at a time. */
async function drip(socket: Socket): Promise<void> {
  socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n");
  while (!socket.destroyed) {
    await written(socket, " ");
    await new Promise((resolve) => setTimeout(resolve, DRIP_PAUSE_MS));
  }
}

/** Resolves, too, when the connection is gone. */
async function written(socket: Socket, data: string | Buffer): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.once("close", resolve);
    socket.write(data, () => {
      socket.off("close", resolve);
      resolve();
    });
  });
}
