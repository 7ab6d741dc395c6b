import { describe, expect, it } from "vitest";
import { createDatabase } from "../../../src/astra/data-api.ts";
import { readDatabaseLine } from "../../../src/astra/database-endpoint.ts";
import type { HttpRequest } from "../../../src/http/message.ts";
import { TransportError } from "../../../src/http/transport-error.ts";
import { sayFailure } from "../../../src/service/unreachable.ts";
import type { DatabaseAnswer } from "../../../src/rotation/database.ts";
import { Secret } from "../../../src/rotation/secret.ts";
import { credentialOf } from "../rotation/stand-ins.ts";

const ID = "6f1c7e0a-3b2d-4c5e-8f90-a1b2c3d4e5f6";
const ENDPOINT = `https://${ID}-us-east-2.apps.astra.datastax.com`;

interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function regionOf(
  answer: Answer | TransportError,
  { keyspace, previous }: { keyspace?: string; previous?: string } = {},
) {
  const requests: HttpRequest[] = [];
  const database = readDatabaseLine(ENDPOINT);
  if (database === undefined) throw new Error("no database");
  const { regions } = createDatabase({
    database,
    keyspace,
    previousToken: previous === undefined ? undefined : new Secret(previous),
    send: (request) => {
      requests.push(request);
      if (answer instanceof TransportError) return Promise.reject(answer);
      const { status = 200, body = "", headers = {} } = answer;
      return Promise.resolve({
        status,
        header: (name) => headers[name.toLowerCase()],
        body: typeof body === "string" ? body : JSON.stringify(body),
        serverTime: undefined,
        receivedAt: 0,
        earlierEffect: "none",
      });
    },
  });
  const [region] = regions;
  if (region === undefined) throw new Error("no region");
  return { region, requests };
}

async function answerTo(
  answer: Answer | TransportError,
  keyspace?: string,
): Promise<DatabaseAnswer> {
  const { region } = regionOf(
    answer,
    keyspace === undefined ? {} : { keyspace },
  );
  return await region.probe(credentialOf("fresh"));
}

const code = (errorCode: string) => ({ errors: [{ errorCode }] });

describe("a try of a token on a database", () => {
  it("asks for the keyspaces, with the token in a header alone", async () => {
    const { region, requests } = regionOf({});
    await region.probe(credentialOf("fresh"));
    const [request] = requests;
    expect(request?.url.href).toBe(`${ENDPOINT}/api/json/v1`);
    expect(request?.method).toBe("POST");
    expect(request?.body).toBe('{"findKeyspaces":{}}');
    expect(request?.headers["token"]).toBe(
      credentialOf("fresh").token.expose(),
    );
    expect(requests).toHaveLength(1);
  });

  it("when a keyspace is configured, asks it for its collections", async () => {
    const { region, requests } = regionOf({}, { keyspace: "shop" });
    await region.probe(credentialOf("fresh"));
    expect(requests[0]?.url.href).toBe(`${ENDPOINT}/api/json/v1/shop`);
    expect(requests[0]?.body).toBe('{"findCollections":{}}');
  });

  it("as `previous-token`, sends that one, or nothing where none is given", async () => {
    const given = regionOf({}, { previous: "earlier" });
    await given.region.probePrevious();
    expect(given.requests[0]?.headers["token"]).toBe("earlier");
    const none = regionOf({});
    expect(await none.region.probePrevious()).toBeUndefined();
    expect(none.requests).toEqual([]);
  });

  it.each([
    [{ status: { keyspaces: ["default_keyspace"] } }, undefined],
    [{ status: { keyspaces: ["a"] }, errors: [] }, undefined],
    [{ status: { collections: [] } }, "shop"],
    [{ status: { collections: ["c"] } }, "shop"],
  ])("when the answer is %j, is accepted", async (body, keyspace) => {
    expect(await answerTo({ body }, keyspace)).toEqual({ kind: "accepted" });
  });

  it.each([
    "NAMESPACE_DOES_NOT_EXIST",
    "KEYSPACE_DOES_NOT_EXIST",
    "UNKNOWN_KEYSPACE",
    "UNAUTHENTICATED_REQUEST",
    "MISSING_AUTHENTICATION_TOKEN",
    "UNAUTHORIZED_ACCESS",
    "SOMETHING_NEW",
    "",
  ])("when HTTP 200 hides %s, is refused", async (errorCode) => {
    const answer = await answerTo({ body: code(errorCode) }, "shop");
    expect(answer.kind).toBe("refused");
  });

  it("when an error stands beside a result, is refused", async () => {
    const body = {
      status: { collections: [] },
      ...code("UNKNOWN_KEYSPACE"),
    };
    expect((await answerTo({ body }, "shop")).kind).toBe("refused");
  });

  it.each([
    [200, { status: { keyspaces: [] } }],
    [200, { status: { keyspaces: ["system", "system_schema"] } }],
    [200, { status: { collections: ["c"] } }],
    [200, { status: { keyspaces: "all" } }],
    [200, { status: {} }],
    [201, { status: { keyspaces: ["a"] } }],
    [401, { status: { keyspaces: ["a"] } }],
    [401, code("UNAUTHENTICATED_REQUEST")],
    [403, code("UNAUTHORIZED_ACCESS")],
    [500, code("UNAUTHORIZED_ACCESS")],
  ])("when HTTP %i says %j, is refused", async (status, body) => {
    expect((await answerTo({ status, body })).kind).toBe("refused");
  });

  it.each([
    [200, ""],
    [200, "<html>"],
    [200, "null"],
    [200, "not JSON"],
    [200, {}],
    [200, []],
    [200, { errors: "all" }],
    [302, ""],
    [400, {}],
    [401, ""],
    [401, "Unauthorized"],
    [401, "<html>login</html>"],
    [403, ""],
    [403, { message: "access list" }],
    [404, "404 page not found"],
    [429, code("RATE")],
    [500, {}],
    [503, code("UNAVAILABLE")],
    [503, { message: "Resuming your database" }],
    [503, { status: { keyspaces: ["a"] } }],
    [200, code("DATABASE_HIBERNATED")],
    [503, code("DATABASE_RESUMING")],
  ])("when HTTP %i says %j, is unseen", async (status, body) => {
    expect((await answerTo({ status, body })).kind).toBe("unseen");
  });

  it.each([
    ["connection-failed", "it could not be reached: "],
    ["tls-failed", "it could not be reached: "],
    ["timeout", "it could not be reached: "],
    ["cancelled", "it could not be reached: "],
    ["answer-malformed", "it gave no usable answer: "],
  ] as const)("when the request ends with %s, is unseen", async (code, why) => {
    const error = new TransportError({
      code,
      delivery: "unknown",
      method: "POST",
      host: "x",
    });
    expect(await answerTo(error)).toEqual({
      kind: "unseen",
      because: why + sayFailure(error),
    });
  });

  it("shows nothing of an answer", async () => {
    const marked = "AAAA_SECRET_AAAA";
    for (const status of [200, 400, 401, 503]) {
      for (const body of [code(marked), marked, { status: marked }]) {
        expect(JSON.stringify(await answerTo({ status, body }))).not.toContain(
          marked,
        );
      }
    }
  });
});
