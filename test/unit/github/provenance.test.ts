import { describe, expect, it } from "vitest";
import {
  isFromApi,
  isPage,
  renamedTo,
} from "../../../src/github/provenance.ts";
import type { HttpAnswer } from "../../../src/http/message.ts";

function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return {
    status,
    body: typeof body === "string" ? body : JSON.stringify(body),
    header: (name) => headers[name],
    serverTime: undefined,
    receivedAt: 0,
  };
}

const CLOUD = new URL("https://api.github.com");
const OWN = new URL("https://github.example.com/api/v3/");

describe("An answer", () => {
  it.each([
    ["with a documentation address", { message: "x", documentation_url: "y" }],
    ["with a block", { message: "x", block: { reason: "tos" } }],
    ["with GitHub's request id", { message: "x" }, "x-github-request-id"],
    ["with GitHub's media type", { message: "x" }, "x-github-media-type"],
    ["that is empty, with GitHub's media type", "", "x-github-media-type"],
  ])("is from GitHub's API %s", (_name, body, header?: string) => {
    const headers = header === undefined ? {} : { [header]: "1" };
    expect(isFromApi(answer(403, body, headers))).toBe(true);
  });

  it.each([
    ["an empty body", ""],
    ["a message alone", { message: "Forbidden" }],
    ["a message that is no text", { message: 7, documentation_url: "y" }],
    ["a block that is no object", { message: "x", block: true }],
    ["another form", { error: "x", documentation_url: "y" }],
    ["text", "Forbidden"],
    ["a list", []],
    ["null", null],
    ["a page", "<html></html>"],
  ])("is not shown to be from GitHub's API by %s", (_name, body) => {
    expect(isFromApi(answer(403, body))).toBe(false);
  });

  it.each([
    ["text/html", "x", true],
    ["text/html; charset=utf-8", "", true],
    ["application/xhtml+xml", "x", false],
    ["application/json", "{}", false],
    ["application/json", " <!DOCTYPE html>", true],
    ["text/plain", "<html>", true],
    ["text/plain", "no <html>", false],
  ])("of the type %s with the body %j: a page is %s", (type, body, is) => {
    expect(isPage(answer(200, body, { "content-type": type }))).toBe(is);
  });
});

describe("A redirect", () => {
  const to = (location: string, body: unknown = "", status = 301) =>
    answer(status, body, { location });

  it.each([
    [CLOUD, "https://api.github.com/repositories/7", "repository", "7"],
    [
      CLOUD,
      "https://api.github.com/repositories/7/actions?x",
      "repository",
      "7",
    ],
    [CLOUD, "/repositories/7", "repository", "7"],
    [CLOUD, "https://api.github.com/organizations/9/x", "organization", "9"],
    [
      OWN,
      "https://github.example.com/api/v3/repositories/7",
      "repository",
      "7",
    ],
    [OWN, "/api/v3/repositories/7/secrets", "repository", "7"],
  ])("of %s to %s is a rename", (api, location, kind, id) => {
    for (const status of [301, 302, 307, 308]) {
      expect(renamedTo(to(location, "", status), api)).toEqual({ kind, id });
    }
  });

  it("is a rename by its body, too", () => {
    const url = "https://api.github.com/repositories/7";
    expect(renamedTo(answer(307, { url }), CLOUD)?.id).toBe("7");
    expect(renamedTo(to(url, { url }), CLOUD)?.id).toBe("7");
  });

  it.each([
    [CLOUD, "https://example.com/repositories/7"],
    [CLOUD, "http://api.github.com/repositories/7"],
    [CLOUD, "https://api.github.com.example.com/repositories/7"],
    [CLOUD, "https://api.github.com:444/repositories/7"],
    [CLOUD, "https://api.github.com/api/v3/repositories/7"],
    [CLOUD, "https://api.github.com/login?to=/repositories/7"],
    [CLOUD, "https://api.github.com/x/repositories/7"],
    [CLOUD, "https://api.github.com/repositories/seven"],
    [CLOUD, "https://api.github.com/repositories/7x"],
    [CLOUD, `https://api.github.com/repositories/${"1".repeat(16)}`],
    [CLOUD, "https://api.github.com/repos/acme/web"],
    [OWN, "https://github.example.com/repositories/7"],
    [OWN, "/repositories/7"],
    [OWN, "/web/ui/repositories/7"],
    [OWN, "https://github.example.com/login"],
    [CLOUD, "https://"],
    [CLOUD, ""],
  ])("of %s to %s is no rename", (api, location) => {
    expect(renamedTo(to(location), api)).toBeUndefined();
  });

  it("is no rename where its header and its body disagree", () => {
    const api = "https://api.github.com/repositories";
    for (const url of [`${api}/8`, "https://example.com/repositories/7"]) {
      expect(renamedTo(to(`${api}/7`, { url }), CLOUD)).toBeUndefined();
    }
  });

  it("is one only with a status of a redirect, and of a known server", () => {
    const location = "https://api.github.com/repositories/7";
    expect(renamedTo(to(location, "", 200), CLOUD)).toBeUndefined();
    expect(renamedTo(to(location, "", 404), CLOUD)).toBeUndefined();
    expect(renamedTo(to(location), undefined)).toBeUndefined();
  });
});
