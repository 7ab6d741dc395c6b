import { describe, expect, it } from "vitest";
import { classifyFailure } from "../../../src/http/transport-error.ts";

describe("classifyFailure", () => {
  it.each([
    ["ENOTFOUND", "connection-failed"],
    ["EAI_AGAIN", "connection-failed"],
    ["ECONNREFUSED", "connection-failed"],
    ["EHOSTUNREACH", "connection-failed"],
    ["ENETUNREACH", "connection-failed"],
    ["ECONNRESET", "connection-failed"],
    ["EPROTO", "connection-failed"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "connection-failed"],
    [undefined, "connection-failed"],
    ["ETIMEDOUT", "timeout"],
    ["UND_ERR_CONNECT_TIMEOUT", "timeout"],
    ["CERT_HAS_EXPIRED", "tls-failed"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls-failed"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "tls-failed"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls-failed"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls-failed"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls-failed"],
    ["UND_ERR_INVALID_ARG", "invalid-request"],
    ["UND_ERR_DESTROYED", "cancelled"],
  ])("takes %s before the first byte for %s", (code, means) => {
    expect(classifyFailure(code, "not-sent")).toBe(means);
  });

  it.each([
    ["ECONNRESET", "connection-lost"],
    ["EPIPE", "connection-lost"],
    ["UND_ERR_SOCKET", "connection-lost"],
    ["UND_ERR_INFO", "connection-lost"],
    ["ECONNREFUSED", "connection-lost"],
    [undefined, "connection-lost"],
    ["ETIMEDOUT", "timeout"],
    ["UND_ERR_HEADERS_TIMEOUT", "timeout"],
    ["UND_ERR_BODY_TIMEOUT", "timeout"],
    ["HTTP_PARSER", "answer-malformed"],
    ["UND_ERR_HEADERS_OVERFLOW", "answer-malformed"],
    ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "connection-lost"],
    ["UND_ERR_RES_EXCEEDED_MAX_SIZE", "answer-too-large"],
    ["UND_ERR_ABORTED", "cancelled"],
  ])("takes %s after it for %s", (code, means) => {
    expect(classifyFailure(code, "unknown")).toBe(means);
  });
});

describe("a code that only looks like one with a meaning", () => {
  it.each([
    ...["CERT_X", "ERR_TLS_CERT_X", "HOSTNAME_MISMATCH", "INVALID_CA"],
    ...["ETIMEDOUT", "UND_ERR_BODY_TIMEOUT", "HPE_INVALID", "HTTP_PARSER"],
    ...["UND_ERR_HEADERS_OVERFLOW", "UND_ERR_RES_EXCEEDED_MAX_SIZE"],
    ...["UND_ERR_DESTROYED", "UND_ERR_ABORTED", "UND_ERR_INVALID_ARG"],
  ])("means nothing: %s with more around it", (code) => {
    expect(classifyFailure(code, "unknown")).not.toBe("connection-lost");
    for (const other of [`X${code}`, `${code}-`]) {
      expect(classifyFailure(other, "unknown")).toBe("connection-lost");
      expect(classifyFailure(other, "not-sent")).toBe("connection-failed");
    }
  });
});
