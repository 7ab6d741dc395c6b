import { describe, expect, it } from "vitest";
import { TransportError } from "../../../src/http/transport-error.ts";
import { proxyFailure } from "../../../src/http/proxy-failure.ts";

const failure = (detail: string, proxy?: string) =>
  proxyFailure(
    new TransportError({
      code: "connection-failed",
      delivery: "not-sent",
      method: "GET",
      host: "api.example.org",
      detail,
      proxy,
    }),
  );

describe("the words for a failure of a proxy", () => {
  it.each([
    [
      "PROXY_407",
      "The proxy one:1 did not accept the runner's proxy credentials, or there are none (HTTP 407).",
      "fix-first",
    ],
    [
      "PROXY_403",
      "The proxy one:1 opened no connection to api.example.org (HTTP 403).",
      "fix-first",
    ],
    [
      "PROXY_502",
      "The proxy one:1 opened no connection to api.example.org (HTTP 502).",
      "safe",
    ],
    [
      "PROXY_CERTIFICATE",
      "The certificate of the proxy one:1 was not accepted.",
      "fix-first",
    ],
    ["PROXY_UNREACHABLE", "Could not reach the proxy one:1.", "safe"],
    [
      "PROXY_NO_ANSWER",
      "The proxy one:1 gave no usable answer when it was asked for a connection to api.example.org.",
      "safe",
    ],
  ])("name the proxy for %s", (detail, summary, rerun) => {
    expect(failure(detail, "one:1")).toMatchObject({ summary, rerun });
  });

  it("are none for a failure of a service", () => {
    expect(failure("ECONNRESET")).toBeUndefined();
  });
});
