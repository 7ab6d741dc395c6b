import { describe, expect, it } from "vitest";
import {
  TransportError,
  type TransportErrorFacts,
} from "../../../src/http/transport-error.ts";
import { unreachable } from "../../../src/service/unreachable.ts";

const verdict = (facts: Partial<TransportErrorFacts>) =>
  unreachable(
    new TransportError({
      code: "connection-failed",
      delivery: "not-sent",
      method: "GET",
      host: "api.example.org",
      ...facts,
    }),
    {
      code: "github-unavailable",
      service: "GitHub",
      input: "github-api-url",
      purpose: "to read the secret",
      unusable: "Could not read the secret",
    },
  );

describe("a request that got no usable answer", () => {
  it.each([
    [
      "PROXY_407",
      "The proxy one:1 did not accept the runner's proxy credentials, or there are none (HTTP 407).",
      /Set the user and the password/u,
      "fix-first",
    ],
    [
      "PROXY_403",
      "The proxy one:1 opened no connection to api.example.org (HTTP 403).",
      /Allow api\.example\.org in the proxy/u,
      "fix-first",
    ],
    [
      "PROXY_502",
      "The proxy one:1 opened no connection to api.example.org (HTTP 502).",
      /Allow api\.example\.org in the proxy/u,
      "safe",
    ],
    [
      "PROXY_CERTIFICATE",
      "The certificate of the proxy one:1 was not accepted.",
      /NODE_EXTRA_CA_CERTS/u,
      "fix-first",
    ],
    [
      "PROXY_UNREACHABLE",
      "Could not reach the proxy one:1.",
      /Check the proxy's address/u,
      "safe",
    ],
    [
      "PROXY_NO_ANSWER",
      "The proxy one:1 gave no usable answer when it was asked for a connection to api.example.org.",
      /Check the proxy's address/u,
      "safe",
    ],
  ])("names the proxy for %s", (detail, summary, remedy, rerun) => {
    const error = verdict({ detail, proxy: "one:1" });
    expect(error).toMatchObject({ code: "github-unavailable", summary, rerun });
    expect(error.remedy).toMatch(remedy);
  });

  it("names the host, the variable and the input for a certificate", () => {
    expect(verdict({ code: "tls-failed" })).toMatchObject({
      summary:
        "Could not reach GitHub: GET api.example.org: the certificate of the server was not accepted.",
      remedy:
        "If api.example.org, or a proxy that inspects TLS, uses a certificate of a private authority, set the environment variable NODE_EXTRA_CA_CERTS to that authority's certificate file. Otherwise another server may have answered: check `github-api-url` and any proxy.",
      rerun: "fix-first",
    });
  });

  it("names the purpose and the error code for the network", () => {
    expect(verdict({ detail: "ECONNREFUSED" })).toMatchObject({
      summary:
        "Could not reach GitHub to read the secret: GET api.example.org: no connection could be made (ECONNREFUSED).",
      remedy:
        "If it persists, check the runner's network, its proxy settings and `github-api-url`.",
      rerun: "safe",
    });
  });

  it.each([
    ["connection-failed", "no connection could be made"],
    ["timeout", "there was no complete answer in time"],
    [
      "connection-lost",
      "the connection was lost before the answer was complete",
    ],
    ["cancelled", "the request was cancelled"],
    ["invalid-request", "the request is not allowed"],
  ] as const)("says what %s means", (code, words) => {
    expect(verdict({ code }).summary).toBe(
      `Could not reach GitHub to read the secret: GET api.example.org: ${words}.`,
    );
  });

  it.each([
    ["answer-too-large", "the answer is larger than allowed"],
    [
      "answer-malformed",
      "the answer is not well-formed HTTP without compression",
    ],
  ] as const)("does not say that nothing was reached for %s", (code, words) => {
    expect(verdict({ code }).summary).toBe(
      `Could not read the secret: GET api.example.org: ${words}.`,
    );
  });

  it("keeps what happened as the cause", () => {
    expect(verdict({}).cause).toBeInstanceOf(TransportError);
  });
});
