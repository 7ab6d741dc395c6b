import { describe, expect, it } from "vitest";
import {
  type Provenance,
  provenanceOf,
  saysDeadToken,
} from "../../../src/astra/provenance.ts";
import { answered } from "../http/outcomes.ts";

const envelope = (id: number): string =>
  JSON.stringify({ errors: [{ ID: id, message: "words" }] });

describe("saysDeadToken", () => {
  it.each([340002, 340003, 340012, 340016, 340017, 340018])(
    "believes error id %i with any status of a refusal",
    (id) => {
      const said = (status: number): boolean =>
        saysDeadToken(answered(status, {}, envelope(id)));
      expect([400, 401, 403, 404, 499].map(said)).toEqual(
        Array.from({ length: 5 }, () => true),
      );
      expect([200, 302, 399, 500].map(said)).toEqual(
        Array.from({ length: 4 }, () => false),
      );
    },
  );

  it.each(["null", "", '"text"', "<html>", envelope(340001)])(
    "concludes nothing from a 401 with the body %j",
    (body) => {
      expect(saysDeadToken(answered(401, {}, body))).toBe(false);
    },
  );
});

describe("provenanceOf", () => {
  const type = (value: string): Record<string, string> => ({
    "content-type": value,
  });

  it.each<readonly [Provenance, Readonly<Parameters<typeof answered>>]>([
    ["api", [200, type("application/json"), "{}"]],
    ["api", [401, {}, ""]],
    ["api", [401, type("application/json; charset=UTF-8"), "null"]],
    ["api", [404, type("text/plain"), "role not found"]],
    ["api", [403, {}, '"text"']],
    ["no-such-path", [404, type("text/plain"), "404 page not found"]],
    ["no-such-path", [404, {}, "404 page not found\n"]],
    ["api", [403, {}, "404 page not found"]],
    ["redirect", [301, {}, ""]],
    ["redirect", [399, type("text/html"), "<html>"]],
    ["web-page", [403, type("Text/HTML; charset=utf-8"), "no"]],
    ["web-page", [502, {}, "\n <!DOCTYPE html>"]],
    ["web-page", [200, type("application/xml"), "<?xml ?>"]],
  ])("finds %s in %j", (expected, answer) => {
    expect(provenanceOf(answered(...answer))).toBe(expected);
  });
});
