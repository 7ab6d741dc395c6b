import { describe, expect, it } from "vitest";
import { brokenRule } from "../../../src/http/request-rules.ts";

const rule = (
  url: string,
  headers: Readonly<Record<string, string>> = {},
): string | undefined =>
  brokenRule({ method: "GET", url: new URL(url), headers });

const OVER_TLS = "https://api.example.org/";

describe("the rule that a request breaks (I11)", () => {
  it.each([
    OVER_TLS,
    "http://localhost/",
    "http://127.0.0.1:8080/",
    "http://127.255.255.255/",
    "http://127.10.20.30/",
    "http://[::1]:8080/",
  ])("is none for %s", (url) => {
    expect(rule(url)).toBeUndefined();
  });

  it.each([
    ["http://api.example.org/", "URL_NOT_HTTPS"],
    ["http://localhost.example.org/", "URL_NOT_HTTPS"],
    ["http://a.localhost/", "URL_NOT_HTTPS"],
    ["http://128.0.0.1/", "URL_NOT_HTTPS"],
    ["http://127.0.0.1.example.org/", "URL_NOT_HTTPS"],
    ["http://x127.0.0.1.org/", "URL_NOT_HTTPS"],
    ["http://a127.0.0.a/", "URL_NOT_HTTPS"],
    ["http://[::2]/", "URL_NOT_HTTPS"],
    ["ftp://localhost/", "URL_NOT_HTTPS"],
    ["ws://127.0.0.1/", "URL_NOT_HTTPS"],
    ["https://user@api.example.org/", "URL_CREDENTIALS"],
    ["https://:password@api.example.org/", "URL_CREDENTIALS"],
  ])("of %s is %s", (url, broken) => {
    expect(rule(url)).toBe(broken);
  });

  it.each([
    ["a", "HEADER"],
    ["X-Request-Id9", "x"],
    ["a".repeat(64), "x"],
    ["authorization", "Bearer ~!\t x"],
    ["empty", ""],
    ["hosts", "x"],
    ["x-host", "x"],
  ])("allows the header %s", (name, value) => {
    expect(rule(OVER_TLS, { [name]: value })).toBeUndefined();
  });

  it.each([
    ["", "x", "HEADER_NAME"],
    ["a b", "x", "HEADER_NAME"],
    ["a\n", "x", "HEADER_NAME"],
    [" a", "x", "HEADER_NAME"],
    ["a_b", "x", "HEADER_NAME"],
    ["a:", "x", "HEADER_NAME"],
    ["a".repeat(65), "x", "HEADER_NAME"],
    ["a", "x\r\ny: z", "HEADER_VALUE"],
    ["a", "\nx", "HEADER_VALUE"],
    ["a", "x\n", "HEADER_VALUE"],
    ["a", "x\0", "HEADER_VALUE"],
    ["a", "\u001fx", "HEADER_VALUE"],
    ["a", "x\u007f", "HEADER_VALUE"],
    ["a", "é", "HEADER_VALUE"],
  ])("refuses the header %j: %j", (name, value, broken) => {
    expect(rule(OVER_TLS, { [name]: value })).toBe(broken);
  });

  it.each([
    ...["accept-encoding", "connection", "content-length", "expect", "host"],
    ...["keep-alive", "te", "trailer", "transfer-encoding", "upgrade"],
  ])("keeps %s for the transport, in any case", (name) => {
    for (const written of [name, name.toUpperCase()]) {
      expect(rule(OVER_TLS, { [written]: "x" })).toBe("HEADER_RESERVED");
    }
  });
});
