import { describe, expect, it } from "vitest";
import {
  chooseProxy,
  type Environment,
  type NamedProxy,
} from "../../../../src/action/inputs/proxy.ts";

function proxyOf(env: Environment): NamedProxy {
  const { kind, proxy } = chooseProxy(env);
  if (proxy === undefined) throw new Error(kind);
  return proxy;
}

const basic = (text: string): string => Buffer.from(text).toString("base64");

describe("chooseProxy", () => {
  // What curl 8 does with the same environment, for an HTTPS address.
  it.each<[Environment, string | undefined]>([
    [{}, undefined],
    [{ https_proxy: "http://one:1" }, "one:1"],
    [{ HTTPS_PROXY: "http://one:1" }, "one:1"],
    [{ all_proxy: "http://one:1" }, "one:1"],
    [{ ALL_PROXY: "http://one:1" }, "one:1"],
    [{ http_proxy: "http://one:1", HTTP_PROXY: "http://two:2" }, undefined],
    [{ https_proxy: "one:1", HTTPS_PROXY: "two:2" }, "one:1"],
    [{ https_proxy: "", HTTPS_PROXY: "two:2" }, "two:2"],
    [{ HTTPS_PROXY: "one:1", all_proxy: "two:2" }, "one:1"],
    [{ all_proxy: "one:1", ALL_PROXY: "two:2" }, "one:1"],
    [{ http_proxy: "one:1", ALL_PROXY: "two:2" }, "two:2"],
  ])("with %j takes %s", (env, host) => {
    const choice = chooseProxy(env);
    expect(choice.proxy?.host).toBe(host);
  });

  it("says which variable names the proxy", () => {
    expect(proxyOf({ ALL_PROXY: "one:1" }).variable).toBe("ALL_PROXY");
  });

  it.each<[Environment, string]>([
    [{}, ""],
    [{ no_proxy: "a", NO_PROXY: "b" }, "a"],
    [{ no_proxy: "", NO_PROXY: "b" }, "b"],
  ])("with %j excepts %j", (env, exceptions) => {
    expect(proxyOf({ ...env, https_proxy: "one:1" }).exceptions).toBe(
      exceptions,
    );
  });

  it.each([
    ["proxy.example.org:3128", "http://proxy.example.org:3128"],
    ["http://proxy.example.org:3128/", "http://proxy.example.org:3128"],
    ["HTTPS://proxy.example.org:3128", "https://proxy.example.org:3128"],
    ["http://[::1]:3128", "http://[::1]:3128"],
    ["http://user:pass:word@one:1", "http://one:1"],
    ["user:word@one:1", "http://one:1"],
  ])("reads %s", (text, address) => {
    expect(proxyOf({ https_proxy: text }).address).toBe(address);
  });

  it.each([
    ...["socks5://one:1", "ftp://one:1", "http://", "http://one:99999"],
    ...["http://one:1/path", "http://one:1?query", "http://one:1#part"],
    ...["http://one two:1", "http://one:\n1", "://one:1"],
    // Passwords that had to be percent-encoded.
    "http://svc-runner:2024#Summer@proxy.corp.test:3128",
    "http://svc-runner:P@ssw0rd/2024@proxy.corp.test:3128",
    "http://svc-runner:P@ssw0rd?@proxy.corp.test:3128",
    "http://svc-runner:P@ssw0rd#1@proxy.corp.test:3128",
    "http://svc-runner:P@ssw0rd@proxy.corp.test:3128",
    "http://svc-runner:2024/9@proxy.corp.test:3128",
    "http://svc-runner:20\\24@proxy.corp.test:3128",
    "svc-runner:2024?x@proxy.corp.test:3128",
    "http://svc-runner:100%@proxy.corp.test:3128",
    "http://svc-runner:%E0%A4%A@proxy.corp.test:3128",
  ])("refuses %j", (value) => {
    expect(chooseProxy({ HTTPS_PROXY: value })).toEqual({
      kind: "malformed",
      variable: "HTTPS_PROXY",
    });
  });
});

describe("the credentials of a proxy", () => {
  const secretsOf = (text: string) => [
    ...new Set(proxyOf({ https_proxy: text }).secrets),
  ];
  const authorizationOf = (text: string) =>
    proxyOf({ https_proxy: text }).credentials;

  it("are secret in every form in which they might be written (I5)", () => {
    expect(secretsOf('http://user:w%40r"d@one:1')).toEqual([
      "w%40r%22d",
      'w@r"d',
      'w%40r"d',
      basic('user:w@r"d'),
    ]);
    expect(secretsOf("http://one:1")).toEqual([]);
  });

  it("are the user, too, where there is no password (I5)", () => {
    expect(secretsOf("http://t%2Fken@one:1")).toEqual([
      "t%2Fken",
      "t/ken",
      basic("t/ken:"),
    ]);
  });

  it("are sent to it as far as there are any", () => {
    expect(authorizationOf("http://u%2F:w%40rd@one:1")).toBe(
      `Basic ${basic("u/:w@rd")}`,
    );
    expect(authorizationOf("http://user@one:1")).toBe(
      `Basic ${basic("user:")}`,
    );
    expect(authorizationOf("http://:word@one:1")).toBe(
      `Basic ${basic(":word")}`,
    );
    expect(authorizationOf("http://one:1")).toBeUndefined();
  });
});
