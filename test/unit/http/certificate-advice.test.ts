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
      "If ghes.example.org, or a proxy that opens TLS on the way to it, has a certificate of an authority of your own, name the file of that authority's certificate in the environment variable NODE_EXTRA_CA_CERTS. Otherwise somebody else may have answered in its place: look at `github-api-url` and at proxies. Nothing was sent to whoever answered.",
    );
  });

  it("is none about another error", () => {
    const error = new TransportError({ ...facts, code: "connection-failed" });
    expect(certificateAdvice(error, "github-api-url")).toBeUndefined();
  });
});
