import { createServer, type Server } from "node:http";
import { connect, createServer as createTcp, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import {
  chooseProxy,
  type Environment,
} from "../../../src/action/inputs/proxy.ts";
import { createCertificate } from "../../simulators/kernel/certificate.ts";
import { failureOf } from "./failures.ts";
import { listen, shut, to } from "./loopback.ts";
import { openTransport, type OpenTransport } from "./open-transport.ts";
import { serveTls } from "./tls-loopback.ts";

/** The longest body that the action asks to read. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** What a proxy does when it is asked for a tunnel. */
type Tunnelling = (place: string, client: Socket) => void;

const refuse =
  (status: number): Tunnelling =>
  (_place, client) => {
    client.end(`HTTP/1.1 ${String(status)} No\r\n\r\n`);
  };

const open: Tunnelling = (place, client) => {
  const service = connect(Number(place.split(":")[1]), "127.0.0.1", () => {
    client.write("HTTP/1.1 200 OK\r\n\r\n");
    service.pipe(client).pipe(service);
  });
  service.on("error", () => client.destroy());
  client.on("close", () => service.destroy());
};

interface ProxiedTransport extends AsyncDisposable {
  readonly host: string;
  /** The place and the credentials of every tunnel that was asked for. */
  readonly asked: readonly string[];
  readonly sender: OpenTransport;
}

/** A transport through a proxy. */
async function through(
  tunnel: Tunnelling,
  env: Environment = {},
  server: Server = createServer(),
): Promise<ProxiedTransport> {
  const asked: string[] = [];
  const clients: Socket[] = [];
  server.on("connect", (request, client: Socket) => {
    clients.push(client);
    const authorization = request.headers["proxy-authorization"] ?? "";
    asked.push(`${request.url ?? ""} ${authorization}`.trim());
    client.on("error", () => undefined);
    tunnel(request.url ?? "", client);
  });
  const host = `127.0.0.1:${String(await listen(server))}`;
  const https_proxy = `http://user:w%40rd@${host}`;
  const sender = openTransport({
    proxy: chooseProxy({ https_proxy, ...env }).proxy,
  });
  return {
    host,
    asked,
    sender,
    [Symbol.asyncDispose]: async () => {
      await sender.close();
      for (const client of clients) client.destroy();
      await shut(server);
    },
  };
}

const serveWord = () =>
  serveTls((_request, response) => {
    response.end("through");
  });

const SERVICE = new URL("https://api.example.invalid");
const BASIC = `Basic ${Buffer.from("user:w@rd").toString("base64")}`;

describe("a transport through a proxy", () => {
  it("reaches a service, and keeps the tunnel for the next request", async () => {
    await using server = await serveWord();
    await using way = await through(open);
    for (const method of ["GET", "PUT", "POST"] as const) {
      const { body } = await way.sender.send(to(server.url(), method));
      expect(body).toBe("through");
    }
    expect(way.asked).toEqual([`${server.url().host} ${BASIC}`]);
  });

  it("reaches directly what no_proxy lists", async () => {
    await using server = await serveWord();
    await using way = await through(open, { no_proxy: "localhost" });
    expect((await way.sender.send(to(server.url()))).body).toBe("through");
    expect(way.asked).toEqual([]);
  });

  it("never asks it for plain HTTP to this machine", async () => {
    const server = createServer((_request, response) => response.end("plain"));
    const url = new URL(`http://127.0.0.1:${String(await listen(server))}`);
    await using way = await through(open, { http_proxy: "http://one:1" });
    expect((await way.sender.send(to(url))).body).toBe("plain");
    expect(way.asked).toEqual([]);
    await shut(server);
  });

  it("brings more than one answer may be through one tunnel", async () => {
    const longest = "x".repeat(MAX_BODY_BYTES);
    await using server = await serveTls((_request, response) => {
      response.end(longest);
    });
    await using way = await through(open);
    for (const method of ["GET", "PUT"] as const) {
      const limits = { maxBodyBytes: MAX_BODY_BYTES };
      const { body } = await way.sender.send(to(server.url(), method), limits);
      expect(body).toHaveLength(MAX_BODY_BYTES);
    }
    expect(way.asked).toHaveLength(1);
  });

  it.each([
    [["other.example"], "127.0.0.1", true] as const,
    [["localhost"], "127.0.0.2", false] as const,
  ])(
    "checks the certificate (%j, %s) for the address of the service",
    async (hosts, address, isRight) => {
      const shown = await createCertificate(hosts, undefined, [address]);
      let requests = 0;
      await using server = await serveTls(
        (_request, response) => {
          requests += 1;
          response.end();
        },
        { shown },
      );
      await using way = await through(open);
      const url = new URL(`https://127.0.0.1:${String(server.port)}`);
      const sent = way.sender.send(to(url, "POST"));
      if (isRight) expect((await sent).status).toBe(200);
      else {
        expect(await failureOf(sent)).toMatchObject({
          code: "tls-failed",
          delivery: "not-sent",
          detail: "ERR_TLS_CERT_ALTNAME_INVALID",
          proxy: undefined,
        });
      }
      expect(requests).toBe(isRight ? 1 : 0);
    },
  );
});

describe("a proxy that opens no tunnel", () => {
  it.each([403, 407, 502])(
    "is named when it answers %i, and nothing was sent",
    async (status) => {
      await using way = await through(refuse(status));
      const sent = way.sender.send(to(SERVICE, "POST"));
      expect(await failureOf(sent)).toMatchObject({
        code: "connection-failed",
        delivery: "not-sent",
        detail: `PROXY_${String(status)}`,
        proxy: way.host,
      });
    },
  );

  it("is shown wrong credentials once for each service, by however many requests", async () => {
    await using way = await through(refuse(407));
    const other = new URL("https://other.example.invalid");
    const send = (url: URL) => failureOf(way.sender.send(to(url)));
    const errors = await Promise.all(
      [SERVICE, SERVICE, other, SERVICE].map(send),
    );
    errors.push(await send(SERVICE), await send(other));
    expect(errors.map(({ detail }) => detail)).toEqual(
      Array(6).fill("PROXY_407"),
    );
    expect(way.asked.toSorted()).toEqual([
      `api.example.invalid:443 ${BASIC}`,
      `other.example.invalid:443 ${BASIC}`,
    ]);
  });

  it("is asked again after another refusal", async () => {
    await using way = await through(refuse(503));
    for (let i = 0; i < 3; i += 1) {
      expect((await failureOf(way.sender.send(to(SERVICE)))).detail).toBe(
        "PROXY_503",
      );
    }
    expect(way.asked).toHaveLength(3);
  });

  it.each<[string, Tunnelling]>([
    ["hangs up", (_place, client) => client.destroy()],
    ["speaks no HTTP", (_place, client) => client.write("SSH-2.0-x\r\n\r\n")],
    [
      "answers without an end",
      (_place, client) => {
        client.write("HTTP/1.1 200 OK\r\nx:");
        const more = (): void => {
          while (!client.destroyed && client.write(Buffer.alloc(65_536, " ")));
        };
        client.on("drain", more);
        more();
      },
    ],
  ])("is named when it %s", async (_case, tunnel) => {
    await using way = await through(tunnel);
    expect(await failureOf(way.sender.send(to(SERVICE, "POST")))).toMatchObject(
      {
        code: "connection-failed",
        delivery: "not-sent",
        detail: "PROXY_NO_ANSWER",
        proxy: way.host,
      },
    );
  });

  it("is named when nobody listens there", async () => {
    const server = createTcp().listen(0, "127.0.0.1");
    await once(server, "listening");
    const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    await new Promise((resolve) => server.close(resolve));
    await using sender = openTransport({
      proxy: chooseProxy({ https_proxy: host }).proxy,
    });
    expect(await failureOf(sender.send(to(SERVICE, "PUT")))).toMatchObject({
      code: "connection-failed",
      delivery: "not-sent",
      detail: "PROXY_UNREACHABLE",
      proxy: host,
    });
  });

  it("is named when its own certificate is not accepted, and sent no credentials", async () => {
    const shown = await createCertificate(["elsewhere.example"], undefined, []);
    await using server = await serveTls(() => undefined, { shown });
    const host = `localhost:${String(server.port)}`;
    await using sender = openTransport({
      proxy: chooseProxy({ https_proxy: `https://user:word@${host}` }).proxy,
    });
    expect(await failureOf(sender.send(to(SERVICE)))).toMatchObject({
      delivery: "not-sent",
      detail: "PROXY_CERTIFICATE",
      proxy: host,
    });
    expect(server.offers).toEqual([["http/1.1"]]);
  });
});
