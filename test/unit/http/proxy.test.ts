import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { describe, expect, it } from "vitest";
import { endable } from "../../../src/http/connector.ts";
import { MAX_BODY_BYTES } from "../../../src/http/limits.ts";
import {
  chooseProxy,
  proxyAuthorization,
  proxyName,
  proxySecrets,
} from "../../../src/http/proxy.ts";
import { socketOpener } from "../../../src/http/socket.ts";
import { tunnelThrough } from "../../../src/http/tunnel.ts";
import { createCertificate } from "../../simulators/kernel/certificate.ts";
import { failureOf } from "./failures.ts";
import {
  answer,
  certificate,
  serveHttp2,
  trustingOpener,
} from "./http2-loopback.ts";
import { listen, shut, to } from "./loopback.ts";
import { openTransport } from "./open-transport.ts";

const SERVICE = new URL("https://api.example.org");
const proxy = (url: string): object => ({ kind: "proxy", url: new URL(url) });

describe("chooseProxy", () => {
  it.each([
    ["https_proxy", "http://one:1"],
    ["HTTPS_PROXY", "https://two:2"],
    ["http_proxy", "http://three:3"],
    ["HTTP_PROXY", "http://four:4"],
  ])("takes it from %s", (name, value) => {
    expect(chooseProxy(SERVICE, { [name]: value })).toEqual(proxy(value));
  });

  it("prefers the variable for HTTPS, and an address without a scheme is HTTP", () => {
    const env = {
      http_proxy: "http://b:1",
      https_proxy: "proxy.example.org:3128",
    };
    expect(chooseProxy(SERVICE, env)).toEqual(
      proxy("http://proxy.example.org:3128"),
    );
  });

  it("never sends plain HTTP through one", () => {
    const local = new URL("http://127.0.0.1:80");
    const env = { http_proxy: "http://one:1" };
    expect(chooseProxy(local, env)).toEqual({ kind: "none" });
  });

  it.each(["socks5://one:1", "http://", "http://one:99999"])(
    "says that %s is none",
    (value) => {
      expect(chooseProxy(SERVICE, { HTTPS_PROXY: value })).toEqual({
        kind: "malformed",
        variable: "HTTPS_PROXY",
      });
    },
  );

  it.each([
    ["*", true],
    ["api.example.org", true],
    ["API.example.org", true],
    ["example.org", true],
    [".example.org", true],
    ["*.example.org", true],
    ["other.org, example.org:443", true],
    ["example.org:8443", false],
    ["ple.org", false],
    ["api.example.org.evil.org", false],
    [",", false],
  ])("reads no_proxy %j", (exceptions, isException) => {
    const env = { https_proxy: "http://one:1", no_proxy: exceptions };
    expect(chooseProxy(SERVICE, env).kind).toBe(isException ? "none" : "proxy");
  });

  it("reads the other spelling of the exceptions where there is no first", () => {
    const env = { https_proxy: "http://one:1", NO_PROXY: "example.org" };
    expect(chooseProxy(SERVICE, env)).toEqual({ kind: "none" });
    expect(chooseProxy(SERVICE, { ...env, no_proxy: "other.org" }).kind).toBe(
      "proxy",
    );
  });

  it("reads an exception for a port of the service's own", () => {
    const service = new URL("https://api.example.org:8443");
    const env = { https_proxy: "http://one:1" };
    const kindWith = (exception: string): string =>
      chooseProxy(service, { ...env, no_proxy: exception }).kind;
    expect(kindWith("example.org:8443")).toBe("none");
    expect(kindWith("example.org:443")).toBe("proxy");
  });

  it("is none at all where no variable names one", () => {
    expect(chooseProxy(SERVICE, { https_proxy: "" })).toEqual({ kind: "none" });
  });

  it("is named without its credentials", () => {
    expect(proxyName(new URL("http://user:word@proxy.example.org:3128"))).toBe(
      "proxy.example.org:3128",
    );
  });
});

describe("the credentials of a proxy", () => {
  const secretsOf = (url: string) => proxySecrets(new URL(url));
  const authorizationOf = (url: string) => proxyAuthorization(new URL(url));
  const basic = (text: string): string =>
    `Basic ${Buffer.from(text).toString("base64")}`;

  it("are secret as they are written and as they are meant (I5)", () => {
    expect(secretsOf("http://user:w%40rd@one:1")).toEqual(["w%40rd", "w@rd"]);
    expect(secretsOf("http://user:%E0%A4%A@one:1")).toEqual([
      "%E0%A4%A",
      "%E0%A4%A",
    ]);
    expect(secretsOf("http://user@one:1")).toEqual([]);
  });

  it("are shown to it, whole or as far as there are any", () => {
    expect(authorizationOf("http://u%2F:w%40rd@one:1")).toBe(basic("u/:w@rd"));
    expect(authorizationOf("http://user@one:1")).toBe(basic("user:"));
    expect(authorizationOf("http://:word@one:1")).toBe(basic(":word"));
    expect(authorizationOf("http://one:1")).toBeUndefined();
  });
});

describe("Transport through a proxy", () => {
  async function throughProxy(status: number, authority?: string) {
    const asked: string[] = [];
    const server = createServer();
    server.on("connect", (request, client) => {
      const authorization = request.headers["proxy-authorization"] ?? "";
      asked.push(`${request.url ?? ""} ${authorization}`);
      client.on("error", () => undefined);
      if (status !== 200) {
        client.end(`HTTP/1.1 ${String(status)} No\r\n\r\n`);
        return;
      }
      const port = Number((request.url ?? "").split(":")[1]);
      const service = connect(port, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 OK\r\n\r\n");
        service.pipe(client).pipe(service);
      });
      service.on("error", () => client.destroy());
      client.on("close", () => service.destroy());
    });
    const port = await listen(server);
    const address = new URL(`http://user:w%40rd@127.0.0.1:${String(port)}`);
    const toProxy = endable(socketOpener({ protocols: ["http/1.1"] }));
    const maker = endable(
      tunnelThrough(address, toProxy.connect, trustingOpener(authority)),
    );
    const sender = openTransport({ maker });
    return {
      asked,
      sender,
      [Symbol.asyncDispose]: async () => {
        await sender.close();
        toProxy.end();
        await shut(server);
      },
    };
  }

  it("reaches a service that speaks HTTP/2, over one way for all requests", async () => {
    await using server = await serveHttp2(answer(200, {}, "through"));
    await using way = await throughProxy(200);
    const sent = ["GET", "PUT", "POST"] as const;
    const answers = await Promise.all(
      sent.map((method) => way.sender.send(to(server.url(), method))),
    );
    expect(answers.map(({ body }) => body)).toEqual(Array(3).fill("through"));
    const basic = Buffer.from("user:w@rd").toString("base64");
    expect(way.asked).toEqual([`${server.url().host} Basic ${basic}`]);
  });

  it("reaches a service that speaks HTTP/1.1 only", async () => {
    const { createServer: createHttps } = await import("node:https");
    const server = createHttps(certificate, (_request, response) => {
      response.end("through");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    await using way = await throughProxy(200);
    const url = new URL(`https://localhost:${String(port)}`);
    expect((await way.sender.send(to(url, "POST"))).body).toBe("through");
    server.closeAllConnections();
    server.close();
  });

  it("cuts off a proxy whose answer has no end", async () => {
    const server = createServer().on("connect", (_request, client) => {
      client.write("HTTP/1.1 200 OK\r\nx:");
      const more = (): void => {
        while (!client.destroyed && client.write(Buffer.alloc(65_536, " ")));
      };
      client.on("error", () => undefined).on("drain", more);
      more();
    });
    const address = new URL(`http://127.0.0.1:${String(await listen(server))}`);
    const open = socketOpener({ protocols: ["http/1.1"] });
    const maker = endable(tunnelThrough(address, open, trustingOpener()));
    await using sender = openTransport({ maker });
    const sent = sender.send(to(SERVICE, "POST"));
    expect(await failureOf(sent)).toMatchObject({
      code: "answer-too-large",
      delivery: "not-sent",
      detail: "ANSWER_TOO_LONG",
    });
    await shut(server);
  });

  it("brings more than one answer may be through the way that it opens", async () => {
    const longest = "x".repeat(MAX_BODY_BYTES);
    await using server = await serveHttp2(answer(200, {}, longest));
    await using way = await throughProxy(200);
    const sent = ["GET", "PUT"] as const;
    const answers = await Promise.all(
      sent.map((method) => way.sender.send(to(server.url(), method))),
    );
    for (const { body } of answers) expect(body).toHaveLength(MAX_BODY_BYTES);
    expect(way.asked).toHaveLength(1);
  });

  describe("when the service is named by its address", () => {
    async function attempt(hosts: readonly string[], address: string) {
      const shown = await createCertificate(hosts, undefined, [address]);
      let requests = 0;
      await using server = await serveHttp2((...request) => {
        requests += 1;
        answer(200, {}, "through")(...request);
      }, shown);
      await using way = await throughProxy(200, shown.cert);
      const url = new URL(`https://127.0.0.1:${server.url().port}`);
      const [result] = await Promise.allSettled([
        way.sender.send(to(url, "POST")),
      ]);
      return { result, requests };
    }

    it("takes a certificate for that address", async () => {
      const { result } = await attempt(["other.example"], "127.0.0.1");
      expect(result).toMatchObject({ value: { body: "through" } });
    });

    it("takes none that is for the proxy's host or another address only", async () => {
      const { result, requests } = await attempt(["localhost"], "127.0.0.2");
      expect(result).toMatchObject({
        reason: {
          code: "tls-failed",
          delivery: "not-sent",
          detail: "ERR_TLS_CERT_ALTNAME_INVALID",
        },
      });
      expect(requests).toBe(0);
    });
  });

  it.each([403, 407, 502])(
    "knows that nothing was sent when the proxy answers %i",
    async (status) => {
      await using server = await serveHttp2(answer(200));
      await using way = await throughProxy(status);
      const sent = way.sender.send(to(server.url(), "POST"));
      expect(await failureOf(sent)).toMatchObject({
        code: "connection-failed",
        delivery: "not-sent",
        detail: `PROXY_${String(status)}`,
      });
      expect(server.connections()).toBe(0);
    },
  );
});
