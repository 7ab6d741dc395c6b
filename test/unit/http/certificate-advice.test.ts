import { describe, expect, it } from "vitest";
import { certificateAdvice } from "../../../src/http/certificate-advice.ts";
import { TransportError } from "../../../src/http/transport-error.ts";

const facts = {
  delivery: "not-sent",
  method: "GET",
  host: "ghes.example.org",
} as const;

describe("advice about a certificate", () => {
  it("names the host, the variable and the input", () => {
    const error = new TransportError({ ...facts, code: "tls-failed" });
    expect(certificateAdvice(error, "github-api-url")).toBe(
      "If ghes.example.org, or a proxy that inspects TLS, uses a certificate of a private authority, set the environment variable NODE_EXTRA_CA_CERTS to that authority's certificate file. Otherwise another server may have answered: check `github-api-url` and any proxy.",
    );
  });

  it("is none about another error", () => {
    const error = new TransportError({ ...facts, code: "connection-failed" });
    expect(certificateAdvice(error, "github-api-url")).toBeUndefined();
  });
});
