import { createServer } from "node:https";
import type { RequestListener } from "node:http";
import {
  type AddressInfo,
  createServer as createTcp,
  type Socket,
} from "node:net";
import { once } from "node:events";
import { setDefaultCACertificates } from "node:tls";
import { createCertificate } from "../../simulators/kernel/certificate.ts";

/** What the servers of these tests show, unless given another one. */
const certificate = await createCertificate();

/** A server that speaks TLS. */
export interface TlsLoopback extends AsyncDisposable {
  readonly url: (path?: string) => URL;
  readonly port: number;
  /** Connections that were accepted so far. */
  readonly connections: () => number;
  /** Protocols that each connection offered. */
  readonly offers: readonly string[][];
  /** Lets the handshakes of all connections begin. */
  readonly open: () => void;
}

/** Starts a server over TLS that this process trusts, and no other; its handshakes wait for `open` when it is `closed`. */
export async function serveTls(
  react: RequestListener,
  { shown = certificate, isClosed = false } = {},
): Promise<TlsLoopback> {
  setDefaultCACertificates([shown.cert]);
  const offers: string[][] = [];
  const sockets = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let isOpen = !isClosed;
  const server = createServer(
    {
      ...shown,
      ALPNCallback: ({ protocols }) => {
        offers.push(protocols);
        return "http/1.1";
      },
    },
    react,
  );
  server.on("tlsClientError", () => undefined);
  const gate = createTcp({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket.on("error", () => undefined));
    const begin = (): void => {
      server.emit("connection", socket);
    };
    if (isOpen) begin();
    else waiting.push(begin);
  });
  gate.listen(0, "127.0.0.1");
  await once(gate, "listening");
  const { port } = gate.address() as AddressInfo;
  return {
    url: (path = "/") => new URL(path, `https://localhost:${String(port)}`),
    port,
    connections: () => sockets.size,
    offers,
    open: () => {
      isOpen = true;
      for (const begin of waiting.splice(0)) begin();
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => gate.close(resolve));
    },
  };
}
