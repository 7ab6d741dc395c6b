import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** A proxy that is the only way to the hosts that it knows. */
export interface RecordingProxy extends AsyncDisposable {
  readonly url: string;
  /** `host:port` of every way that was asked for, and the address of whatever else was. */
  readonly asked: readonly string[];
}

/** Starts a proxy that leads each `host:port` of `ways` to a port on loopback, and refuses all others. */
export async function startRecordingProxy(
  ways: ReadonlyMap<string, number>,
): Promise<RecordingProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  };
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(403).end();
  });
  server.on("connection", keep);
  server.on("connect", (request: IncomingMessage, client: Socket) => {
    const place = request.url ?? "";
    asked.push(place);
    const port = ways.get(place);
    if (port === undefined) {
      client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const service = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      service.pipe(client).pipe(service);
    });
    keep(service);
    client.on("close", () => service.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
