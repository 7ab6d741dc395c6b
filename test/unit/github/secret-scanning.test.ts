import { describe, expect, it } from "vitest";
import { createRequest } from "../../../src/github/octokit.ts";
import {
  type AlertChange,
  type SecretAlert,
  SecretAlerts,
} from "../../../src/github/secret-scanning.ts";
import type { Send } from "../../../src/http/send-with-retry.ts";
import { TransportError } from "../../../src/http/transport-error.ts";
import { Secret } from "../../../src/rotation/secret.ts";

const PLACE = { owner: "acme", repository: "web" };
const DEAD: AlertChange = { kind: "dead", comment: "It is dead." };
const ACTIVE: AlertChange = { kind: "active" };

/** One answer of GitHub's; a text is no JSON. */
interface Told {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Alerts at a GitHub that gives these answers, the last one for ever. */
function alertsAt(...answers: readonly (Told | TransportError)[]) {
  const sent: { method: string; path: string; body: unknown }[] = [];
  const masked: string[] = [];
  const send: Send = async (asked, { complete } = {}) => {
    const { method, url, body } = (await complete?.(asked)) ?? asked;
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    sent.push({
      ...{ method, path: url.pathname + url.search },
      body: body === undefined ? undefined : (JSON.parse(body) as unknown),
    });
    if (answer === undefined) throw new Error("no answer");
    if (answer instanceof TransportError) throw answer;
    const headers = { "x-github-request-id": "1", ...answer.headers };
    return {
      status: answer.status,
      header: (name) => new Map(Object.entries(headers)).get(name),
      body:
        typeof answer.body === "string"
          ? answer.body
          : JSON.stringify(answer.body ?? {}),
      ...{ serverTime: 0, receivedAt: 0, earlierEffect: "none" },
    };
  };
  const request = createRequest({
    baseUrl: new URL("https://api.github.com/"),
    send: { rotate: send, compensate: send },
  });
  const authorize = () => Promise.resolve(new Secret("mine"));
  const alerts = new SecretAlerts(
    {
      request: (operation) => request(operation, authorize, "rotate"),
      token: "fine-grained",
    },
    (secret) => masked.push(secret),
  );
  return { alerts, sent, masked };
}

const REFUSED = { status: 422, body: { message: "Not this one" } };
const page = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({ number: from + n, secret: "x" }));

describe("the secret scanning alerts of a repository", () => {
  const open = async (
    { alerts }: ReturnType<typeof alertsAt>,
    atMost = 1_000,
    first: "newest" | "oldest" = "newest",
  ) => {
    const found: SecretAlert[] = [];
    const read = await alerts.open(PLACE, { atMost, first }, (alert) => {
      found.push(alert);
    });
    return { read, found };
  };

  it("are asked for by Astra's pattern, and only open ones", async () => {
    const at = alertsAt({ status: 200, body: [] });
    expect(await open(at)).toEqual({ read: 0, found: [] });
    expect(at.sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /repos/acme/web/secret-scanning/alerts?state=open&secret_type=datastax_astracs_token&sort=created&direction=desc&per_page=100",
    ]);
  });

  it("have their values masked, and say nothing that GitHub does not", async () => {
    const at = alertsAt({
      status: 200,
      body: [
        {
          ...{ number: 1, secret: "one", validity: "active" },
          created_at: "2026-01-02T03:04:05Z",
        },
        { number: 2, created_at: 5, validity: null },
      ],
    });
    const { found } = await open(at);
    expect(at.masked).toEqual(["one"]);
    expect(found.map(({ value }) => value?.expose())).toEqual([
      ...["one", undefined],
    ]);
    expect(found).toMatchObject([
      { createdAt: Date.UTC(2026, 0, 2, 3, 4, 5), validity: "active" },
      { createdAt: undefined, validity: undefined },
    ]);
  });

  it("are read no further than asked, from the end that was asked for", async () => {
    const link = '<https://api.github.com/x?page=2>; rel="next"';
    const at = alertsAt(
      { status: 200, body: page(1, 100), headers: { link } },
      { status: 200, body: page(101, 100), headers: { link } },
    );
    expect((await open(at, 200, "oldest")).read).toBe(200);
    expect(at.sent).toHaveLength(2);
    expect(at.sent[1]?.path).toContain("direction=asc");
    expect(at.sent[1]?.path).toContain("page=2");
  });

  it.each([
    ["GitHub's 404", { status: 404, body: { message: "Not Found" } }],
    ["a refusal", { status: 403, body: { message: "No" } }],
    ["a list that is none", { status: 200, body: "<html>" }],
  ])("are an error where the answer is %s", async (name, told) => {
    const thrown = await open(alertsAt(told)).catch((error: unknown) => error);
    expect(thrown).toMatchObject(
      name === "GitHub's 404" ? { code: "alerts-unreadable" } : {},
    );
    expect(thrown).toHaveProperty("remedy");
  });
});

describe("an alert", () => {
  it("is closed as revoked, and marked as inactive", async () => {
    const at = alertsAt({ status: 200 });
    expect(await at.alerts.update(PLACE, 7, DEAD)).toBeUndefined();
    expect(at.sent).toEqual([
      {
        method: "PATCH",
        path: "/repos/acme/web/secret-scanning/alerts/7",
        body: {
          ...{ validity: "inactive", state: "resolved", resolution: "revoked" },
          resolution_comment: "It is dead.",
        },
      },
    ]);
  });

  it("is closed without the validity where that cannot be set", async () => {
    const at = alertsAt(REFUSED, { status: 200 });
    expect(await at.alerts.update(PLACE, 7, DEAD)).toBeUndefined();
    expect(at.sent[1]?.body).not.toHaveProperty("validity");
    expect(at.sent[1]?.body).toHaveProperty("state", "resolved");
  });

  it("stays open as active, and as it is where that cannot be set", async () => {
    const at = alertsAt({ status: 200 });
    await at.alerts.update(PLACE, 7, ACTIVE);
    expect(at.sent[0]?.body).toEqual({ validity: "active" });
    const old = alertsAt(REFUSED);
    expect(await old.alerts.update(PLACE, 7, ACTIVE)).toBeUndefined();
    expect(old.sent).toHaveLength(1);
  });

  it.each([
    ["refuses", { status: 403, body: { message: "No" } }],
    ["refuses twice", REFUSED],
    [
      "does not answer",
      new TransportError({
        ...{ code: "timeout", delivery: "unknown" },
        ...{ method: "PATCH", host: "api.github.com" },
      }),
    ],
  ])("is told of as not changed when GitHub %s", async (_, told) => {
    const error = await alertsAt(told).alerts.update(PLACE, 7, DEAD);
    expect(error?.summary).toContain("acme/web");
  });
});

describe("whether a repository is private", () => {
  it.each([
    ["what GitHub says", { status: 200, body: { private: true } }, true],
    ["what GitHub says", { status: 200, body: { private: false } }, false],
    ["no when GitHub does not say", { status: 200, body: {} }, false],
    ["no when GitHub refuses", { status: 404, body: {} }, false],
  ])("is %s", async (_, told, isPrivate) => {
    expect(await alertsAt(told).alerts.isPrivate(PLACE)).toBe(isPrivate);
  });
});
