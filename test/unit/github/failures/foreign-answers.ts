import {
  ADDRESS,
  type Case,
  HTML_TYPE,
  KEY,
  page,
  plain,
  READ,
} from "./cases.ts";

/** Answers that something other than the API of GitHub gave. */
export const OTHERS_ANSWER: readonly Case[] = [
  ...([400, 401, 403, 404, 406, 410, 422] as const).map((status): Case => [
    `a page with ${String(status)}`,
    KEY,
    page(status),
    `GitHub's API was not reached: api.github.com returned a web page (HTTP ${String(status)}).`,
    ADDRESS,
  ]),
  [
    "a page instead of the answer",
    READ,
    page(200, "<!DOCTYPE html><title>Sign in</title>"),
    "GitHub's API was not reached: api.github.com returned a web page (HTTP 200).",
    ADDRESS,
  ],
  [
    "a page that quotes GitHub",
    READ,
    page(403, "<html>Resource not accessible by integration</html>"),
    "GitHub's API was not reached: api.github.com returned a web page (HTTP 403).",
    ADDRESS,
  ],
  [
    "a page with the request id of GitHub's site",
    READ,
    { ...page(404), headers: { ...HTML_TYPE, "x-github-request-id": "A1" } },
    "GitHub's API was not reached: api.github.com returned a web page (HTTP 404).",
    ADDRESS,
  ],
  ...(
    [
      [401, { message: "Unauthorized" }],
      [403, { message: "Forbidden" }],
      [404, { message: "no Route matched with those values" }],
      [404, { error: "not_found" }],
      [403, []],
    ] as const
  ).map(([status, body]): Case => [
    `a gateway's JSON with ${String(status)} ${JSON.stringify(body)}`,
    KEY,
    plain(status, body),
    `GitHub's API was not reached: api.github.com returned an answer that is not in GitHub's form (HTTP ${String(status)}).`,
    ADDRESS,
  ]),
  [
    "a gateway's page that asks to wait",
    KEY,
    { ...page(403), headers: { ...HTML_TYPE, "retry-after": "60" } },
    "GitHub's API was not reached: api.github.com returned a web page (HTTP 403).",
    ADDRESS,
  ],
  [
    "an empty 404",
    KEY,
    { status: 404 },
    "GitHub's API was not reached: api.github.com returned an answer that is not in GitHub's form (HTTP 404).",
    ADDRESS,
  ],
  [
    "a redirect to a login page of another host",
    READ,
    { status: 302, headers: { location: "https://login.example.com/" } },
    "GitHub's API was not reached: api.github.com redirects to another host (HTTP 302).",
    ADDRESS,
  ],
  [
    "a redirect to the repository of another host",
    READ,
    {
      status: 301,
      headers: { location: "https://example.com/repositories/7" },
    },
    "GitHub's API was not reached: api.github.com redirects to another host (HTTP 301).",
    ADDRESS,
  ],
  [
    "a redirect to a login page of the same host",
    READ,
    { status: 302, headers: { location: "/login?return_to=%2F" } },
    "GitHub's API was not reached: api.github.com redirects to another page of it (HTTP 302).",
    ADDRESS,
  ],
  [
    "a redirect to nowhere",
    READ,
    { status: 302 },
    "GitHub's API was not reached: api.github.com redirects to somewhere else (HTTP 302).",
    ADDRESS,
  ],
  [
    "a proxy that wants credentials",
    READ,
    page(407),
    "GitHub's API was not reached: something between the runner and api.github.com asks for proxy credentials (HTTP 407).",
    "Check the proxy settings and the network of the runner.",
  ],
  [
    "a network that wants a login",
    READ,
    page(511),
    "GitHub's API was not reached: something between the runner and api.github.com asks for a login to the network (HTTP 511).",
    "Check the proxy settings and the network of the runner.",
  ],
];
