import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import {
  type Connections,
  openConnections,
} from "../../../src/http/connections.ts";
import { heldConnector } from "./held-connector.ts";
import { serveHttp2, trustingMaker } from "./http2-loopback.ts";

const LONG_MS = 60_000;

/** Connections that come about when they are let go. */
function held(): { connections: Connections; letGo: () => void } {
  const { connect, letGo } = heldConnector();
  const maker = { ...trustingMaker(), connect };
  return { connections: openConnections({ now: () => 0 }, maker), letGo };
}

/** Whether something has happened yet. */
function noted(promise: Promise<void>): () => boolean {
  let hasHappened = false;
  void promise.then(() => {
    hasHappened = true;
  });
  return () => hasHappened;
}

describe("connections that are begun early", () => {
  it("are waited for, to every service", async () => {
    await using one = await serveHttp2(() => undefined);
    await using other = await serveHttp2(() => undefined);
    const { connections, letGo } = held();
    connections.prepare(one.url().origin);
    connections.prepare(other.url().origin);
    const begun = connections.begun(LONG_MS);
    const isThere = noted(begun);
    await import("../../../src/http/http1-lane.ts");
    for (let i = 0; i < 10; i += 1) await turn();
    expect(isThere()).toBe(false);
    letGo();
    await begun;
    await connections.close();
  });

  it("are waited for no longer than patience lasts", async () => {
    await using service = await serveHttp2(() => undefined);
    const { connections, letGo } = held();
    connections.prepare(service.url().origin);
    await connections.begun(1);
    letGo();
    await connections.close();
  });
});

describe("connections that are closed", () => {
  it("end quietly, even as soon as they are there", async () => {
    await using service = await serveHttp2(() => undefined);
    const connections = openConnections({ now: () => 0 }, trustingMaker());
    connections.prepare(service.url().origin);
    await connections.begun(LONG_MS);
    await connections.close();
  });

  it("end with all that is under way, those of every service", async () => {
    let arrived = 0;
    await using one = await serveHttp2(() => (arrived += 1));
    await using other = await serveHttp2(() => (arrived += 1));
    // Nobody else ends them.
    const connections = openConnections(
      { now: () => 0 },
      { ...trustingMaker(), end: () => undefined },
    );
    const ends = [one, other].map((service) => ending(connections, service));
    while (arrived < 2) await turn();
    await connections.close();
    await Promise.all(ends);
  });
});

/** Resolves once a request has ended in whatever way. */
function ending(
  connections: Connections,
  service: { readonly url: () => URL },
): Promise<void> {
  const { origin } = service.url();
  return new Promise((resolve) => {
    void connections.dispatch(
      { origin, method: "GET", path: "/", headers: {}, body: null },
      {
        onRequestStart: () => undefined,
        onResponseStart: () => undefined,
        onResponseData: () => undefined,
        onResponseEnd: resolve,
        onResponseError: () => {
          resolve();
        },
      },
    );
  });
}
