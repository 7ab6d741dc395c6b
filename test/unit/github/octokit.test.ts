import { describe, expect, it } from "vitest";
import { TransportError } from "../../../src/http/transport-error.ts";
import type { HttpRequest } from "../../../src/http/message.ts";
import type { FinalAnswer, Send } from "../../../src/http/send-with-retry.ts";
import { createRequest, type Operation } from "../../../src/github/octokit.ts";
import { Secret } from "../../../src/rotation/secret.ts";

const BASE = new URL("https://github.example.com/api/v3/");

const authorize = (): Promise<Secret> => Promise.resolve(new Secret("mine"));

function answerOf(status: number, body = ""): FinalAnswer {
  return {
    status,
    header: () => undefined,
    body,
    serverTime: 0,
    receivedAt: 0,
    earlierEffect: "none",
  };
}

/** What an operation puts on the wire. */
async function sentBy(operation: Operation): Promise<HttpRequest> {
  const sent: HttpRequest[] = [];
  const send: Send = async (asked, { complete } = {}) => {
    sent.push((await complete?.(asked)) ?? asked);
    return answerOf(204);
  };
  const request = createRequest({
    baseUrl: BASE,
    send: { rotate: send, compensate: send },
  });
  await request(operation, authorize, "rotate");
  const [one, ...more] = sent;
  if (one === undefined || more.length > 0) throw new Error("not one request");
  return one;
}

function requestWith(send: Send): (operation: Operation) => Promise<unknown> {
  const request = createRequest({
    baseUrl: BASE,
    send: { rotate: send, compensate: send },
  });
  return (operation) => request(operation, authorize, "rotate");
}

const readRepository: Operation = ({ rest }) =>
  rest.repos.get({ owner: "acme", repo: "web" });

const HEADERS = {
  accept: "application/vnd.github.v3+json",
  authorization: "Bearer mine",
  "user-agent": "astra-token-rotator",
  "x-github-api-version": "2022-11-28",
};

const WITH_BODY = {
  ...HEADERS,
  "content-type": "application/json; charset=utf-8",
};

interface Case {
  readonly name: string;
  readonly operation: Operation;
  readonly request: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const CASES: readonly Case[] = [
  {
    name: "a documented method",
    operation: readRepository,
    request: "GET /repos/acme/web",
  },
  {
    name: "names that need encoding",
    operation: (octokit) =>
      octokit.request(
        "GET /repos/{owner}/{repo}/environments/{environment_name}/secrets/{secret_name}",
        {
          owner: "acme",
          repo: "web",
          environment_name: "eu/prod and ü?",
          secret_name: "TOKEN",
        },
      ),
    request:
      "GET /repos/acme/web/environments/eu%2Fprod%20and%20%C3%BC%3F/secrets/TOKEN",
  },
  {
    name: "a page",
    operation: ({ rest }) =>
      rest.repos.listForOrg({ org: "acme", per_page: 100, page: 2 }),
    request: "GET /orgs/acme/repos?per_page=100&page=2",
  },
  {
    name: "a body",
    operation: (octokit) =>
      octokit.request(
        "PUT /repos/{owner}/{repo}/actions/secrets/{secret_name}",
        {
          owner: "acme",
          repo: "web",
          secret_name: "TOKEN",
          key_id: "568250167242549743",
          encrypted_value: "c2VhbGVk",
        },
      ),
    request: "PUT /repos/acme/web/actions/secrets/TOKEN",
    headers: WITH_BODY,
    body: { key_id: "568250167242549743", encrypted_value: "c2VhbGVk" },
  },
  {
    name: "no body of a DELETE",
    operation: ({ rest }) => rest.apps.revokeInstallationAccessToken(),
    request: "DELETE /installation/token",
  },
];

describe("a request to GitHub", () => {
  it.each(CASES)(
    "is the documented one, and no header more, with $name",
    async ({ operation, request, headers = HEADERS, body }) => {
      const sent = await sentBy(operation);
      expect(`${sent.method} ${sent.url.href}`).toBe(
        request.replace(" /", ` ${BASE.href}`),
      );
      expect(sent.headers).toEqual(headers);
      expect(
        sent.body === undefined ? undefined : JSON.parse(sent.body),
      ).toEqual(body);
    },
  );

  it.each([200, 204, 301, 304, 401, 404, 422, 429, 500])(
    "returns the answer as it came, when its status is %i",
    async (status) => {
      const answer = answerOf(status, '{"message":"remote text"}');
      const request = requestWith(() => Promise.resolve(answer));
      expect(await request(readRepository)).toEqual({
        ...answer,
        api: BASE,
        asked: { method: "GET", path: "/api/v3/repos/acme/web" },
      });
    },
  );

  it("throws what it broke on, and nothing of Octokit's", async () => {
    const broken = new TransportError({
      code: "timeout",
      delivery: "unknown",
      method: "GET",
      host: "github.example.com",
    });
    const request = requestWith(() => Promise.reject(broken));
    await expect(request(readRepository)).rejects.toBe(broken);
  });

  it.each([
    [
      "another origin",
      (octokit) => octokit.request("GET https://example.org/repos"),
    ],
    ["no request at all", () => Promise.resolve()],
  ] as [string, Operation][])(
    "is not sent by an operation that makes %s",
    async (_, operation) => {
      const request = requestWith(() => Promise.resolve(answerOf(200)));
      await expect(request(operation)).rejects.toThrow("nothing was sent");
    },
  );

  it("is sent with what reads GitHub's rate limits", async () => {
    const waits: unknown[] = [];
    const request = requestWith((_asked, { rateLimitWait } = {}) => {
      const refusal = answerOf(403, "You have exceeded a secondary rate limit");
      waits.push(rateLimitWait?.(refusal), rateLimitWait?.(answerOf(403)));
      return Promise.resolve(refusal);
    });
    await request(readRepository);
    expect(waits).toEqual([60_000, undefined]);
  });

  it("is sent once, when an operation tries to send two", async () => {
    let count = 0;
    const request = requestWith(() => {
      count += 1;
      return Promise.resolve(answerOf(200));
    });
    await request(async (octokit) => {
      await readRepository(octokit);
      await readRepository(octokit);
    });
    expect(count).toBe(1);
  });
});
