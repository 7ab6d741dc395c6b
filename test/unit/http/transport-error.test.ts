import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  codeOf,
  errorCode,
  TransportError,
} from "../../../src/http/transport-error.ts";

const facts = {
  delivery: "unknown",
  method: "PUT",
  host: "api.example.org:8443",
} as const;

describe("a transport's error", () => {
  it("holds what happened, to which host", () => {
    const error = new TransportError({ ...facts, code: "timeout" });
    expect(error).toMatchObject({ ...facts, code: "timeout" });
    expect(error.detail).toBeUndefined();
    expect(error.name).toBe("TransportError");
    expect(error.message).toBe("PUT api.example.org:8443: timeout");
  });

  it("shows the system's code, and no other detail (I5, I10)", () => {
    const coded = new TransportError({
      ...facts,
      code: "timeout",
      detail: "ETIMEDOUT",
    });
    expect(coded.detail).toBe("ETIMEDOUT");
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
