import { GitHub } from "@actions/github/lib/utils";
import { describe, expect, it } from "vitest";
import {
  createGitHubClient,
  type Question,
} from "../../../src/github/client.ts";
import type { HttpRequest } from "../../../src/http/message.ts";
import { Secret } from "../../../src/rotation/secret.ts";

const BASE = "https://github.example.com/api/v3";
const HEADERS = ["accept", "content-type", "x-github-api-version"];

/** What GitHub's own client puts on the wire. */
async function byOctokit({ method, path, parameters }: Question) {
  const sent: { url: string; headers: Headers; body: unknown }[] = [];
  const octokit = new GitHub({ baseUrl: BASE });
  await octokit.request(`${method} ${path}`, {
    ...parameters,
    headers: { "x-github-api-version": "2022-11-28" },
    request: {
      fetch: (
        url: string,
        init: { headers: Record<string, string>; body?: unknown },
      ) => {
        const headers = new Headers(init.headers);
        sent.push({ url, headers, body: init.body });
        return Promise.resolve(new Response(null, { status: 204 }));
      },
    },
  });
  const [{ url, headers, body } = { url: "", headers: new Headers() }] = sent;
  return { url, body, headers: HEADERS.map((name) => headers.get(name)) };
}

/** What ours does. */
async function byUs(question: Question) {
  const sent: HttpRequest[] = [];
  const request = createGitHubClient({
    baseUrl: new URL(`${BASE}/`),
    send: async (asked, _purpose, { complete } = {}) => {
      sent.push((await complete?.(asked)) ?? asked);
      throw new Error("no answer");
    },
  });
  const authorize = (): Promise<Secret> => Promise.resolve(new Secret("mine"));
  await request(question, authorize, "rotate").catch(() => undefined);
  const [one] = sent;
  const headers = new Headers(one?.headers);
  return {
    authorization: headers.get("authorization"),
    agent: headers.get("user-agent"),
    url: one?.url.href,
    body: one?.body,
    headers: HEADERS.map((name) => headers.get(name)),
  };
}

const QUESTIONS: readonly Question[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/environments/{environment_name}/secrets/{secret_name}",
    parameters: {
      owner: "acme",
      repo: "web",
      environment_name: "eu/prod and ü?",
      secret_name: "TOKEN",
    },
  },
  {
    method: "GET",
    path: "/orgs/{org}/repos",
    parameters: { org: "acme", per_page: 100, page: 2 },
  },
  {
    method: "PUT",
    path: "/repos/{owner}/{repo}/actions/secrets/{secret_name}",
    parameters: {
      owner: "acme",
      repo: "web",
      secret_name: "TOKEN",
      key_id: "1",
      encrypted_value: "c2VhbGVk",
    },
  },
  {
    method: "PUT",
    path: "/orgs/{org}/actions/secrets/{secret_name}/repositories/{repository_id}",
    parameters: { org: "acme", secret_name: "TOKEN", repository_id: 12 },
  },
  { method: "DELETE", path: "/installation/token", parameters: {} },
];

describe("The client of GitHub", () => {
  it.each(QUESTIONS)(
    "asks $method $path as GitHub's own client does",
    async (question) => {
      const { authorization, agent, ...ours } = await byUs(question);
      expect(ours).toEqual(await byOctokit(question));
      expect(authorization).toBe("Bearer mine");
      expect(agent).toBe("astra-token-rotator");
    },
  );
});
