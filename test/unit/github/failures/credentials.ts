import {
  app,
  type Case,
  github,
  INSTALLATION,
  installed,
  READ,
  WRITE,
} from "./cases.ts";

/** Credentials that GitHub does not accept. */
export const CREDENTIALS: readonly Case[] = [
  [
    "a token that the server does not accept",
    READ,
    { ...github(401, "Bad credentials"), server: "own" },
    "GitHub did not accept `github-token` (HTTP 401 from github.example.com).",
    "It has expired, been revoked, was truncated, or belongs to another server than github.example.com (see `github-api-url`). Create a new fine-grained token on that server, or use a GitHub App.",
  ],
  [
    "an installation token that was given and is not accepted",
    installed(READ),
    github(401, "Bad credentials"),
    "GitHub did not accept `github-token` (HTTP 401 from api.github.com).",
    "It has expired, been revoked, was truncated, or belongs to another server than api.github.com (see `github-api-url`). An installation token lives for an hour: create it in the same job.",
  ],
  [
    "an App's installation token that is not accepted",
    app(WRITE),
    github(401, "Bad credentials"),
    "GitHub did not accept the installation token of the GitHub App (HTTP 401 from api.github.com).",
    "GitHub had issued the token in this run: run it again in a few minutes. If it persists, check that the App's installation is not suspended.",
  ],
  [
    "a token that a proxy removed",
    READ,
    github(401, "Requires authentication"),
    "Could not read the repository acme/web: GitHub saw no token in the request (HTTP 401 from api.github.com).",
    "Check whether a proxy between the runner and GitHub removes the Authorization header.",
  ],
  [
    "no such App",
    INSTALLATION,
    github(404, "Integration not found"),
    "Could not find the GitHub App's installation on acme: GitHub has no App with the id in `github-app-id` (HTTP 404 from api.github.com).",
    "Set it to the App ID or the client ID of the App's settings page, not to the ID of an installation; and check `github-api-url`.",
  ],
  [
    "a client id at an older server",
    INSTALLATION,
    {
      ...github(401, "'Issuer' claim ('iss') must be an Integer"),
      server: "own",
    },
    "Could not find the GitHub App's installation on acme: this server accepts only a numeric App ID (HTTP 401 from github.example.com).",
    "Set `github-app-id` to the App ID of the App's settings page, not to the client ID.",
  ],
  [
    "an App without a key",
    INSTALLATION,
    github(401, "Integration must generate a public key"),
    "Could not find the GitHub App's installation on acme: the GitHub App has no private key on GitHub (HTTP 401 from api.github.com).",
    "Generate a private key on the App's settings page, and store it as `github-app-private-key`.",
  ],
  [
    "a key of another App",
    INSTALLATION,
    github(401, "A JSON web token could not be decoded"),
    "Could not find the GitHub App's installation on acme: GitHub did not accept the signature made with `github-app-private-key` (HTTP 401 from api.github.com).",
    "Check that the key is still listed on the App's settings page, and that `github-app-id` is of the same App.",
  ],
  [
    "a clock that is wrong",
    INSTALLATION,
    github(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    ),
    "Could not find the GitHub App's installation on acme: GitHub did not accept the time at which the App signed in (HTTP 401 from api.github.com).",
    "Compare the clocks of the runner and of api.github.com.",
  ],
];
