import { describe, expect, it } from "vitest";
import type { AstraAttempt, AstraTask } from "../../../src/astra/attempt.ts";
import {
  brokenOf,
  failureOf,
  timesUnreadable,
} from "../../../src/astra/failures.ts";
import {
  RotationError,
  type RotationErrorCode,
} from "../../../src/rotation/errors.ts";
import { answered, failed } from "../http/outcomes.ts";

const HOST = "api.astra.test";

const envelope = (...ids: readonly number[]): string =>
  JSON.stringify({ errors: ids.map((ID) => ({ ID, message: "REMOTE" })) });

const at = (
  task: AstraTask,
  more: Partial<AstraAttempt> = {},
): AstraAttempt => ({ task, bearer: "astra-token", host: HOST, ...more });

const DEAD_REMEDY =
  "If a workflow rotates this token, the secret may have been rotated since this run was queued: start a new run. Otherwise create a token in the Astra Portal (Settings › Tokens) with the role Database Administrator, or with org-token-read, org-token-write and every permission of the token to be minted, and store it in the secret that `astra-token` reads.";
const SETTINGS = " Permissions are set in the Astra Portal (Settings › Roles).";
const LIST = at("list the tokens");
const MINT = at("mint a token");

type Expected = readonly [
  code: RotationErrorCode,
  rerun: "safe" | "fix-first",
  summary: string,
  remedy: string,
];

/** The provoked failures, each with exactly what is said of it. */
const TABLE: readonly (readonly [
  name: string,
  answer: Readonly<Parameters<typeof answered>>,
  attempt: AstraAttempt,
  expected: Expected,
])[] = [
  ...[401, 403, 404, 400].map(
    (status) =>
      [
        `a dead token, told with ${String(status)}`,
        [status, {}, envelope(340018)],
        LIST,
        [
          "astra-unauthorized",
          "fix-first",
          "Astra does not accept `astra-token`: it was revoked, has expired, or was truncated when it was stored.",
          DEAD_REMEDY,
        ],
      ] as const,
  ),
  [
    "a fresh token that is not known yet",
    [401, {}, envelope(340018)],
    at("list the tokens", { bearer: "the new token" }),
    [
      "not-accepted",
      "safe",
      "Astra does not accept the new token yet.",
      "Run it again; if it persists, raise `verify-timeout`.",
    ],
  ],
  [
    "a fresh token that may not list",
    [403, {}, "null"],
    at("list the tokens", { bearer: "the new token" }),
    [
      "astra-forbidden",
      "fix-first",
      "Astra refused to list the tokens with the new token (HTTP 403, api.astra.test).",
      `Likely causes, most likely first: its role lacks the permission org-token-read; the organization's IP access list does not include this runner.${SETTINGS}`,
    ],
  ],
  [
    "an unknown refusal with an error id",
    [403, {}, envelope(340010)],
    LIST,
    [
      "astra-forbidden",
      "fix-first",
      "Astra refused to list the tokens with `astra-token` (HTTP 403, error 340010, api.astra.test).",
      `Likely causes, most likely first: its role lacks the permission org-token-read; the organization's IP access list does not include this runner.${SETTINGS}`,
    ],
  ],
  [
    "an unknown refusal without one",
    [401, {}, "null"],
    at("read the organization"),
    [
      "astra-forbidden",
      "fix-first",
      "Astra refused to read the organization with `astra-token` (HTTP 401, api.astra.test).",
      `Likely causes, most likely first: the token is no longer valid; the organization's IP access list does not include this runner.${SETTINGS}`,
    ],
  ],
  [
    "a role list that may not be read",
    [403, {}, '"text"'],
    at("list the roles"),
    [
      "astra-forbidden",
      "fix-first",
      "Astra refused to list the roles with `astra-token` (HTTP 403, api.astra.test).",
      `Likely causes, most likely first: its role lacks the permission org-role-read (not needed when \`role\` is a role's ID); the organization's IP access list does not include this runner.${SETTINGS}`,
    ],
  ],
  [
    "a minting that is not allowed",
    [403, {}, ""],
    MINT,
    [
      "astra-forbidden",
      "fix-first",
      "Astra refused to mint a token with `astra-token` (HTTP 403, api.astra.test).",
      `Likely causes, most likely first: its role lacks the permission org-token-write; the new token would have more permissions than it has; the organization's IP access list does not include this runner.${SETTINGS}`,
    ],
  ],
  [
    "a revocation that is not allowed",
    [401, {}, ""],
    at("revoke a token"),
    [
      "astra-forbidden",
      "fix-first",
      "Astra refused to revoke a token with `astra-token` (HTTP 401, api.astra.test).",
      `Likely causes, most likely first: its role lacks the permission org-token-write; the organization's IP access list does not include this runner.${SETTINGS}`,
    ],
  ],
  [
    "a minting beyond a quota",
    [400, {}, envelope(340099)],
    MINT,
    [
      "mint-refused",
      "fix-first",
      "Astra refused to mint a token with `astra-token` (HTTP 400, error 340099, api.astra.test).",
      "Likely causes, most likely first: the organization has reached its number of tokens; the role cannot be given to a token.",
    ],
  ],
  [
    "a minting with too long a lifetime",
    [400, {}, envelope(1, 1, 2, 3, 4)],
    at("mint a token", { hasExpiry: true }),
    [
      "mint-refused",
      "fix-first",
      "Astra refused to mint a token with `astra-token` (HTTP 400, error 1, error 2, error 3, api.astra.test).",
      "Likely causes, most likely first: `token-lifetime` is longer than the organization allows; the organization has reached its number of tokens; the role cannot be given to a token.",
    ],
  ],
  [
    "another refusal",
    [409, {}, "{}"],
    LIST,
    [
      "astra-answer-unusable",
      "fix-first",
      "Astra refused to list the tokens with `astra-token` (HTTP 409, api.astra.test).",
      "Likely cause: `astra-api-url` has a path or names another server.",
    ],
  ],
  [
    "a path that no router knows",
    [404, { "content-type": "text/plain" }, "404 page not found\n"],
    LIST,
    [
      "astra-answer-unusable",
      "fix-first",
      "Could not list the tokens: the server has no such path (HTTP 404, api.astra.test).",
      "Likely cause: `astra-api-url` names another server or has a wrong path.",
    ],
  ],
  [
    "a redirect",
    [302, { location: "https://login.example/REMOTE" }, ""],
    LIST,
    [
      "astra-answer-unusable",
      "fix-first",
      "Could not list the tokens: the server answered with a redirect, which Astra's API never sends (HTTP 302, api.astra.test).",
      "Likely cause: a proxy, a portal or a single sign-on page stands in front, or `astra-api-url` is not the address of the API.",
    ],
  ],
  [
    "the page of a gateway",
    [403, { "content-type": "text/html" }, "<html>REMOTE</html>"],
    LIST,
    [
      "astra-answer-unusable",
      "fix-first",
      "Could not list the tokens: the server answered with a web page instead of Astra's API (HTTP 403, api.astra.test).",
      "Likely cause: a gateway, proxy or login page between the runner and Astra, or `astra-api-url` is not the address of the API.",
    ],
  ],
  [
    "a success with a page",
    [200, {}, " <!doctype html>"],
    LIST,
    [
      "astra-answer-unusable",
      "fix-first",
      "Could not list the tokens: the server answered with a web page instead of Astra's API (HTTP 200, api.astra.test).",
      "Likely cause: a gateway, proxy or login page between the runner and Astra, or `astra-api-url` is not the address of the API.",
    ],
  ],
  [
    "a success that does not parse",
    [200, {}, "{}"],
    at("list the roles"),
    [
      "astra-answer-unusable",
      "safe",
      "Unexpected response from Astra while listing the roles (HTTP 200, api.astra.test).",
      "Run it again; if it persists, check `astra-api-url` and any proxy between the runner and Astra.",
    ],
  ],
  [
    "a rate limit",
    [429, {}, "<html>"],
    MINT,
    [
      "astra-unavailable",
      "safe",
      "Astra rate-limited the action while it was minting a token (HTTP 429, api.astra.test).",
      "Run it again in a few minutes.",
    ],
  ],
  [
    "an outage",
    [503, {}, "<html>"],
    at("revoke a token"),
    [
      "astra-unavailable",
      "safe",
      "Astra failed while revoking a token (HTTP 503, api.astra.test).",
      "Run it again in a few minutes.",
    ],
  ],
];

describe("failureOf", () => {
  it.each(TABLE)("tells %s", (_, answer, attempt, expected) => {
    const error = failureOf(answered(...answer), attempt);
    const { code, rerun, summary, remedy } = error;
    expect([code, rerun, summary, remedy]).toEqual(expected);
    expect(JSON.stringify(error)).not.toContain("REMOTE");
  });

  it("says the same of a dead token for every task, for it is one problem", () => {
    const dead = answered(401, {}, envelope(340018));
    expect(failureOf(dead, LIST).summary).toBe(failureOf(dead, MINT).summary);
  });

  it.each(TABLE)("says no more than three sentences of %s", (...row) => {
    const { summary, remedy } = failureOf(answered(...row[1]), row[2]);
    const sentences = `${summary} ${remedy}`
      .replaceAll("api.astra.test", "host")
      .match(/[.!?](?= |$)/gu);
    expect(sentences?.length).toBeLessThanOrEqual(3);
  });
});

describe("brokenOf", () => {
  it.each([
    [
      "a network that fails",
      failed("timeout"),
      LIST,
      [
        "astra-unavailable",
        "safe",
        "Could not reach Astra while listing the tokens: PUT api.example.org: there was no complete answer in time.",
      ],
    ],
    [
      "an answer that cannot be read",
      failed("answer-malformed"),
      LIST,
      [
        "astra-unavailable",
        "safe",
        "Astra gave no usable answer while listing the tokens: PUT api.example.org: the answer is not well-formed HTTP without compression.",
      ],
    ],
    [
      "a certificate, which is one problem for every task",
      failed("tls-failed"),
      LIST,
      [
        "astra-unavailable",
        "fix-first",
        "Could not reach Astra: PUT api.example.org: the certificate of the server was not accepted.",
      ],
    ],
    [
      "a stop",
      failed("cancelled"),
      LIST,
      [
        "cancelled",
        "safe",
        "The run was stopped while it was listing the tokens.",
      ],
    ],
    [
      "a list beyond the bound, as a bound of its own",
      failed("answer-too-large"),
      LIST,
      [
        "astra-answer-unusable",
        "fix-first",
        "Astra's token list is larger than this action reads: 16 MiB (api.astra.test).",
      ],
    ],
    [
      "any other answer beyond its bound",
      failed("answer-too-large"),
      at("list the roles"),
      [
        "astra-answer-unusable",
        "fix-first",
        "Astra's answer while listing the roles is larger than this action reads (api.astra.test).",
      ],
    ],
  ] as const)("tells %s", (_, thrown, attempt, expected) => {
    const { code, rerun, summary } = brokenOf(thrown, attempt);
    expect([code, rerun, summary]).toEqual(expected);
  });

  it("says of a certificate what to do", () => {
    expect(brokenOf(failed("tls-failed"), LIST).remedy).toContain(
      "NODE_EXTRA_CA_CERTS",
    );
  });

  it("lets an error with a sentence pass and drops the words of any other", () => {
    const own = new RotationError({
      code: "role-unknown",
      summary: "s",
      remedy: "r",
      rerun: "safe",
    });
    expect(brokenOf(own, MINT)).toBe(own);
    const stranger = brokenOf(new Error("REMOTE WORDS"), MINT);
    expect(stranger.code).toBe("internal");
    expect(`${stranger.summary}${stranger.remedy}`).not.toContain("REMOTE");
  });
});

describe("timesUnreadable", () => {
  it("names the field and blames nobody's description", () => {
    const { code, summary } = timesUnreadable(LIST);
    expect(code).toBe("date-unread");
    expect(summary).toContain("`generatedOn`");
  });
});
