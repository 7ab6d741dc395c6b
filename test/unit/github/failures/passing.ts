import {
  app,
  type Case,
  github,
  JSON_TYPE,
  page,
  READ,
  UNKNOWN,
  WRITE,
} from "./cases.ts";

/** What passes. */
export const PASSING: readonly Case[] = [
  [
    "GitHub's own failure",
    READ,
    github(500, "Server Error"),
    "Could not read the repository acme/web: GitHub failed (HTTP 500 from api.github.com).",
    "Run it again in a few minutes.",
  ],
  [
    "a page of a failure",
    WRITE,
    page(502, "<html>Unicorn!</html>"),
    "Could not write the secret TOKEN of acme/web: GitHub, or a gateway in front of it, failed (HTTP 502 from api.github.com).",
    "Run it again in a few minutes.",
  ],
  [
    "the hourly limit",
    READ,
    github(403, "API rate limit exceeded for user ID 1.", {
      "x-ratelimit-remaining": "0",
    }),
    "Could not read the repository acme/web: GitHub's hourly rate limit was reached (HTTP 403 from api.github.com).",
    "Other jobs with the same token use up the same limit.",
  ],
  [
    "a secondary limit",
    app(WRITE),
    github(
      403,
      "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
      { "retry-after": "60" },
    ),
    "Could not write the secret TOKEN of acme/web: GitHub's secondary rate limit was reached (HTTP 403 from api.github.com).",
    "Other jobs with the same App use up the same limit.",
  ],
  [
    "a secondary limit in the words of older servers",
    READ,
    github(
      403,
      "You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.",
    ),
    "Could not read the repository acme/web: GitHub's secondary rate limit was reached (HTTP 403 from api.github.com).",
    "Run it again in some minutes. Other jobs with the same token use up the same limit.",
  ],
  [
    "a gateway's own limit",
    READ,
    page(429),
    "Could not read the repository acme/web: a rate limit on the way to GitHub was reached (HTTP 429 from api.github.com).",
    "Run it again in some minutes. Other jobs with the same token use up the same limit.",
  ],
  [
    "an answer that is none",
    READ,
    { status: 200, headers: JSON_TYPE, body: '{"id":1,' },
    "Could not read the repository acme/web: the response was not what GitHub's API returns for it (HTTP 200 from api.github.com).",
    "Run it again; if it persists, check `github-api-url`, and any proxy between the runner and GitHub.",
  ],
];

/** Refusals whose reason nobody knows. */
export const UNKNOWNS: readonly Case[] = (
  [
    [403, "Something that nobody has seen yet."],
    [403, ""],
    [400, "Problems parsing JSON"],
    [405, "Method not allowed"],
    [410, "Gone"],
    [418, "I am a teapot"],
  ] as const
).map(([status, message]): Case => [
  `${String(status)} “${message}”`,
  WRITE,
  github(status, message),
  `Could not write the secret TOKEN of acme/web: GitHub refused, for a reason that this action does not know (HTTP ${String(status)} from api.github.com).`,
  UNKNOWN,
]);
