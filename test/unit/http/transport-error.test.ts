import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { TransportErrorCode } from "../../../src/http/transport-error.ts";
import {
  codeOf,
  errorCode,
  isCertificateCode,
  TransportError,
} from "../../../src/http/transport-error.ts";

const facts = {
  delivery: "unknown",
  method: "PUT",
  host: "api.example.org:8443",
} as const;

describe("a transport's error", () => {
  it.each<[TransportErrorCode, string, boolean]>([
    ["connection-failed", "no connection could be made", false],
    ["tls-failed", "the certificate of the server was not accepted", false],
    ["timeout", "there was no complete answer in time", false],
    [
      "connection-lost",
      "the connection was lost before the answer was complete",
      false,
    ],
    ["answer-too-large", "the answer is larger than allowed", true],
    [
      "answer-malformed",
      "the answer is not well-formed HTTP without compression",
      true,
    ],
    ["cancelled", "the request was cancelled", false],
    ["invalid-request", "the request is not allowed", false],
  ])("%s is said in the project's own words", (code, words, hasAnswer) => {
    const error = new TransportError({ ...facts, code });
    expect(error).toMatchObject({ ...facts, code, detail: undefined });
    expect(error.hasAnswer).toBe(hasAnswer);
    expect(error.name).toBe("TransportError");
    expect(error.message).toBe(`PUT api.example.org:8443: ${words}`);
  });

  it("shows the system's code, and no other detail (I5, I10)", () => {
    const coded = new TransportError({
      ...facts,
      code: "timeout",
      detail: "ETIMEDOUT",
    });
    expect(coded.detail).toBe("ETIMEDOUT");
    expect(coded.message).toMatch(/ in time \(ETIMEDOUT\)$/u);
    const secret = "correct-horse-battery-staple";
    const other = new TransportError({
      ...facts,
      code: "timeout",
      detail: secret,
    });
    expect(inspect(other, { showHidden: true })).not.toContain(secret);
  });
});

describe("an error code", () => {
  it.each(["E", "ERR_TLS_CERT_ALTNAME_INVALID", "A0_9Z", "A".repeat(40)])(
    "can be %s",
    (code) => {
      expect(errorCode(code)).toBe(code);
    },
  );

  it.each([
    ...["", "econnreset", "E R", "É", "A\n", " A", "xA", "Ax", "A-B"],
    "A".repeat(41),
    7,
    ["A"],
    undefined,
    null,
  ])("cannot be %j", (code) => {
    expect(errorCode(code)).toBeUndefined();
  });
});

describe("the code of an error", () => {
  const named = (name: string, code?: unknown) =>
    Object.assign(new Error("told by a server"), { name }, { code });

  it.each([
    [named("Error", "ECONNRESET"), "ECONNRESET"],
    [named("HTTPParserError", "HPE_INVALID_STATUS"), "HTTP_PARSER"],
    [named("Error", "no code"), undefined],
    [new Error("told by a server"), undefined],
    [{ name: "Error", code: "ECONNRESET" }, undefined],
    [undefined, undefined],
  ])("of %o is %s", (thrown, code) => {
    expect(codeOf(thrown)).toBe(code);
  });
});

describe("a certificate that was not accepted", () => {
  it.each([
    ["CERT_HAS_EXPIRED", true],
    ["ECONNRESET", false],
    [undefined, false],
  ])("is meant by the code %s: %s", (code, isMeant) => {
    expect(isCertificateCode(code)).toBe(isMeant);
  });
});
