import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect } from "vitest";
import { createServer as createHttp } from "node:http";
import { startEncryptedWorld } from "../kit/encrypted-world.ts";
import { startRecordingProxy } from "../kit/recording-proxy.ts";
import { BUNDLE, inputsFor, runAction } from "../kit/run-action.ts";
import { expectClean, it, requestsOf } from "./scenario.ts";

describe.concurrent("the surroundings of a run", () => {
  it.for([
    ["an event file that is no JSON", { GITHUB_EVENT_PATH: BUNDLE }],
    ["an event file that is missing", { GITHUB_EVENT_PATH: "/missing.json" }],
    ["an API address that an input replaces", { GITHUB_API_URL: "no address" }],
  ] as const)("make no difference with %s", async ([, env], { world }) => {
    const ended = await runAction({ inputs: inputsFor(world), env });
    expectClean(ended);
    expect(ended.stdout).not.toContain("missing.json");
  });

  it("are refused when a proxy has no address", async ({ world }) => {
    const ended = await runAction({
      inputs: inputsFor(world, { "astra-api-url": "https://astra.invalid" }),
      env: { https_proxy: "socks5://proxy.invalid:1" },
    });
    expect(ended).toMatchObject({ exitCode: 1, stderr: "" });
    expect(ended.errors).toEqual([expect.stringContaining("https_proxy")]);
    expect(requestsOf(world)).toEqual([]);
  });

  it("name the proxy that requests go through, but not its credentials (I5)", async ({
    world,
  }) => {
    const asked: string[] = [];
    const proxy = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", (data) => {
        asked.push(data.toString().split("\r\n")[0] ?? "");
        socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      });
    }).listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const { port } = proxy.address() as AddressInfo;
    const host = `127.0.0.1:${String(port)}`;
    const password = "correct-horse-battery-staple";
    const ended = await runAction({
      inputs: inputsFor(world, {
        "astra-api-url": "https://astra.invalid",
        "run-timeout": "5s",
        "verify-timeout": "1s",
      }),
      env: { HTTPS_PROXY: `http://user:${password}@${host}` },
    });
    proxy.close();
    expect(ended.exitCode).toBe(1);
    expect(ended.log).toContain(
      `HTTPS requests go through the proxy ${host} (from HTTPS_PROXY).`,
    );
    expect(ended.log.join("\n")).not.toContain(password);
    expect(ended.errors).toEqual([
      expect.stringContaining(
        `The proxy ${host} opened no connection to astra.invalid (HTTP 403).`,
      ),
    ]);
    expect(ended.errors.join("\n")).not.toContain(password);
    expect(new Set(asked)).toEqual(
      new Set(["CONNECT astra.invalid:443 HTTP/1.1"]),
    );
  });

  it.for([
    "http://svc:2024#canary-1@proxy.invalid:1",
    "http://svc:P@canary-1/2024@proxy.invalid:1",
    "http://svc:P@canary-1?@proxy.invalid:1",
  ])(
    "are refused when a proxy's password is not percent-encoded, and nothing of it is shown: %s (I5)",
    async (address, { world }) => {
      const ended = await runAction({
        inputs: inputsFor(world, { "astra-api-url": "https://astra.invalid" }),
        env: { all_proxy: address },
      });
      expect(ended).toMatchObject({ exitCode: 1, stderr: "" });
      expect(ended.errors).toEqual([
        expect.stringMatching(/all_proxy: .* percent-encoded/u),
      ]);
      // Inputs that are masked are random, and may hold such texts.
      expect(ended.log.join("\n") + ended.errors.join("\n")).not.toMatch(
        /svc|2024|canary|proxy\.invalid/u,
      );
      expect(requestsOf(world)).toEqual([]);
    },
  );

  it("ask a proxy that is for plain HTTP for nothing", async () => {
    await using services = await startEncryptedWorld({ protocol: "h1" });
    await using proxy = await startRecordingProxy(new Map());
    const ended = await runAction({
      inputs: services.inputs(),
      env: { ...services.trust, http_proxy: proxy.url, HTTP_PROXY: proxy.url },
    });
    expect(ended).toMatchObject({ exitCode: 0, stderr: "", errors: [] });
    expect(proxy.asked).toEqual([]);
  });

  it("show wrong credentials to a proxy once for each service, and name it", async ({
    world,
  }) => {
    const asked: string[] = [];
    const proxy = createHttp().on("connect", ({ url = "" }, client) => {
      asked.push(url);
      client.on("error", () => undefined);
      client.end("HTTP/1.1 407 No\r\n\r\n");
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const { port } = proxy.address() as AddressInfo;
    const ended = await runAction({
      inputs: inputsFor(world, {
        "astra-api-url": "https://astra.invalid",
        "github-api-url": "https://github.invalid",
      }),
      env: {
        https_proxy: `http://user:canary-of-a-proxy-1@127.0.0.1:${String(port)}`,
      },
      moreSecrets: ["canary-of-a-proxy-1"],
    });
    proxy.close();
    expect(ended).toMatchObject({ exitCode: 1, stderr: "" });
    expect(ended.errors).toEqual([
      expect.stringContaining(
        `The proxy 127.0.0.1:${String(port)} did not accept`,
      ),
    ]);
    expect(ended.errors.join("\n")).not.toContain("could not be reached");
    expect(asked.toSorted()).toEqual([
      "astra.invalid:443",
      "github.invalid:443",
    ]);
  });

  it("name a proxy that cannot be reached", async ({ world }) => {
    const ended = await runAction({
      inputs: inputsFor(world, {
        "astra-api-url": "https://astra.invalid",
        "run-timeout": "4s",
        "verify-timeout": "1s",
      }),
      env: { ALL_PROXY: "127.0.0.1:1" },
    });
    expect(ended).toMatchObject({ exitCode: 1, stderr: "" });
    expect(ended.errors).toEqual([
      expect.stringContaining("Could not reach the proxy 127.0.0.1:1."),
    ]);
  });
});
