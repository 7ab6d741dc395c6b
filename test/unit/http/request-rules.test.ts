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

  it.each(["x", "", "Bearer ~!\t x"])(
    "allows the header's value %j",
    (value) => {
      expect(rule(OVER_TLS, { a: value })).toBeUndefined();
    },
  );

  it.each([...["x\r\ny: z", "\nx", "x\n", "x\0", "\u001fx", "x\u007f", "é"]])(
    "refuses the header's value %j, whichever has it",
    (value) => {
      expect(rule(OVER_TLS, { a: "x", b: value })).toBe("HEADER_VALUE");
      expect(rule(OVER_TLS, { a: value, b: "x" })).toBe("HEADER_VALUE");
    },
  );
});
