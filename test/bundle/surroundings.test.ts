import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect } from "vitest";
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
      `Requests to astra.invalid go through the proxy ${host}.`,
    );
    expect(ended.log.join("\n")).not.toContain(password);
    expect(ended.errors.join("\n")).not.toContain(password);
    expect(new Set(asked)).toEqual(
      new Set(["CONNECT astra.invalid:443 HTTP/1.1"]),
    );
  });
});
