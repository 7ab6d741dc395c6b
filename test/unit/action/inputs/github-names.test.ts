import { describe, expect, it } from "vitest";
import {
  isEnvironment,
  LOGIN,
  REPOSITORY,
  REPOSITORY_NAME,
  splitRepository,
} from "../../../../src/action/inputs/github-names.ts";

const LONG = (length: number): string => "a".repeat(length);

describe("a login", () => {
  it.each(["a", "0", "Acme-Inc", "acme_emu", LONG(39)])("can be %s", (text) => {
    expect(text).toMatch(LOGIN);
  });

  it.each([
    ...["", "-acme", "_acme", "ac me", "acme.inc", "acme/web"],
    ...["acmé", " acme", "acme\n", LONG(40)],
  ])("cannot be %j", (text) => {
    expect(text).not.toMatch(LOGIN);
  });
});

describe("a repository's name", () => {
  it.each(["a", ".github", "..x", "web_1-2.3", "...", LONG(100)])(
    "can be %s",
    (text) => {
      expect(text).toMatch(REPOSITORY_NAME);
      expect(`acme/${text}`).toMatch(REPOSITORY);
    },
  );

  it.each(["", ".", "..", "a b", "a/b", "ä", "a\n", " a", LONG(101)])(
    "cannot be %j",
    (text) => {
      expect(text).not.toMatch(REPOSITORY_NAME);
      expect(`acme/${text}`).not.toMatch(REPOSITORY);
    },
  );
});

describe("owner/name", () => {
  it("is split in two", () => {
    expect(splitRepository("acme/web")).toEqual({
      owner: "acme",
      repository: "web",
    });
    expect(splitRepository("")).toEqual({ owner: "", repository: "" });
  });

  it.each([
    ...["", "acme", "acme/", "/web", "acme/web/", "acme/web/x"],
    ...["acme/..", "-a/web", `${LONG(40)}/web`],
    "https://github.com/acme/web",
  ])("is not %j", (text) => {
    expect(text).not.toMatch(REPOSITORY);
  });
});

describe("an environment's name", () => {
  it.each([
    ...["production", "production / eu", "Ünïcode ✓", "...", ".x", "x."],
    ...["a..b", "customer%2Fproduction", "prod (eu) #1", LONG(255)],
  ])("can be %s", (text) => {
    expect(isEnvironment(text)).toBe(true);
  });

  it.each([
    ...["", " ", " a", "a ", ".", "..", "a\nb", "a\u0000b", "a\u007fb"],
    ...["a\u0080b", "a\u2028b", "a\u2029b", "a\ud800b", LONG(256)],
    `ghp_${"a1".repeat(20)}`,
  ])("cannot be %j", (text) => {
    expect(isEnvironment(text)).toBe(false);
  });
});
