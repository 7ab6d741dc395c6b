import { describe, expect, test, vi } from "vitest";
import type { Inputs } from "../kit/run-action.ts";
import { OWNER, startWorld, type World } from "../kit/world.ts";
import type {
  GateRequest,
  SimulatedAnswer,
} from "../simulators/kernel/gate.ts";
import { githubError } from "../simulators/github/errors.ts";
import { expectClean, expectOneError, liveTokens, run } from "./scenario.ts";

vi.setConfig({ testTimeout: 120_000 });

/** With a world of its own, whose answers are not judged: here something else gives them. */
const it = test.extend("world", async ({}, { onCleanup }) => {
  const world = await startWorld();
  onCleanup(() => world.close());
  return world;
});

/** What GitHub answers to which requests, and how the annotation begins. */
type Refusal = readonly [
  name: string,
  meets: (request: GateRequest) => boolean,
  answer: SimulatedAnswer,
  ...says: readonly string[],
];

const isRepository = ({ operation }: GateRequest): boolean =>
  operation === "github.repository.get";
const isKey = ({ path, method }: GateRequest): boolean =>
  method === "GET" && path.endsWith("/public-key");
const isWrite = ({ method, service }: GateRequest): boolean =>
  service === "github" && method === "PUT";
const isGitHub = ({ service }: GateRequest): boolean => service === "github";

function page(status: number): SimulatedAnswer {
  return {
    status,
    headers: { "content-type": "text/html" },
    body: "<!DOCTYPE html><title>Sign in to your account</title>",
  };
}

function redirect(location: string): SimulatedAnswer {
  return { status: 302, headers: { location }, body: "" };
}

const REFUSALS: readonly Refusal[] = [
  [
    "an unknown refusal",
    isRepository,
    githubError(403, "Computer says no."),
    "Could not read the repository acme/web: GitHub refused, for a reason that this action does not know (HTTP 403 from 127.0.0.1:",
  ],
  [
    "an unknown refusal of a write",
    isWrite,
    githubError(403, "Computer says no."),
    "Could not write the secret ASTRA_DB_APPLICATION_TOKEN of acme/web: GitHub refused, for a reason that this action does not know (HTTP 403 from 127.0.0.1:",
  ],
  [
    "a full place",
    isWrite,
    githubError(422, "Validation failed"),
    "GitHub refused the request as invalid (HTTP 422 from 127.0.0.1:",
    "the place is full",
  ],
  [
    "a login page everywhere",
    isGitHub,
    page(200),
    "GitHub's API was not reached: 127.0.0.1:",
    "returned a web page (HTTP 200). Check `github-api-url`",
  ],
  [
    "a gateway's page",
    isKey,
    page(403),
    "GitHub's API was not reached: 127.0.0.1:",
    "returned a web page (HTTP 403). Check `github-api-url`",
  ],
  [
    "a redirect to single sign-on",
    isGitHub,
    redirect("https://sso.example.com/saml"),
    "redirects to another host (HTTP 302). Check `github-api-url`",
  ],
  [
    "a redirect to another host's repository",
    isRepository,
    redirect("https://example.com/repositories/7"),
    "redirects to another host (HTTP 302). Check `github-api-url`",
  ],
  [
    "a block",
    isRepository,
    githubError(451, "Repository access blocked"),
    "GitHub has blocked access to the repository (HTTP 451 from 127.0.0.1:",
  ],
  [
    "a policy on lifetimes",
    isRepository,
    githubError(
      403,
      "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days.",
    ),
    "the token's lifetime is longer than the organization or its enterprise allows",
  ],
];

function given(world: World, [, meets, answer]: Refusal): void {
  world.setGate((request) =>
    meets(request)
      ? { kind: "answer", when: "before", answer }
      : { kind: "pass" },
  );
}

describe.concurrent("a refusal of GitHub", () => {
  it.for(REFUSALS)("is told as it is: %s", async (refusal, { world }) => {
    given(world, refusal);
    const [, , , ...says] = refusal;

    const said = expectOneError(await run(world));

    for (const words of says) expect(said).toContain(words);
    expect(said).not.toMatch(/Computer says no|sso\.example|Sign in/u);
    expect(said.match(/ \[[a-z-]+\]/gu)).toHaveLength(1);
    expect(liveTokens(world)).toEqual([]);
    expect(world.github.secrets()).toEqual([]);
  });
});

describe.concurrent("what passes at GitHub", () => {
  /** The inputs of a run as an App that may write the secrets. */
  function asApp({ github }: World): Inputs {
    const app = github.registerApp();
    github.installApp(app, {
      owner: OWNER,
      permissions: { secrets: "write", metadata: "read" },
    });
    return {
      "github-token": "",
      "github-app-id": String(app.id),
      "github-app-private-key": app.privateKey,
    };
  }

  it.for([
    ["unknown", githubError(401, "Bad credentials")],
    [
      "without its permissions",
      githubError(403, "Resource not accessible by integration"),
    ],
    ["without access", githubError(404, "Not Found")],
  ] as const)(
    "is waited for: a fresh installation token that is %s at first",
    async ([, answer], { world }) => {
      const inputs = asApp(world);
      const met = new Set<string>();
      world.setGate(({ service, operation, method, path }) => {
        const isApp = operation.startsWith("github.app.");
        const key = `${method} ${path}`;
        if (service === "astra" || isApp || met.has(key))
          return { kind: "pass" };
        met.add(key);
        return { kind: "answer", when: "before", answer };
      });
      expectClean(await run(world, inputs));
      expect(world.github.secrets()).toHaveLength(1);
      expect(world.github.liveInstallationTokens()).toEqual([]);
    },
  );

  it.for([
    ["a 502", page(502)],
    [
      "a secondary limit",
      githubError(403, "You have exceeded a secondary rate limit.", {
        "retry-after": "1",
      }),
    ],
  ] as const)(
    "is waited for: %s at the request for an installation token",
    async ([, answer], { world }) => {
      const inputs = asApp(world);
      let isFirst = true;
      world.setGate(({ operation }) => {
        if (operation !== "github.app.create-token" || !isFirst) {
          return { kind: "pass" };
        }
        isFirst = false;
        return { kind: "answer", when: "before", answer };
      });
      expectClean(await run(world, inputs));
      expect(world.github.liveInstallationTokens()).toEqual([]);
    },
  );

  it("is waited for: an answer that was cut on the way", async ({ world }) => {
    let isFirst = true;
    world.setGate((request) => {
      if (!isKey(request) || !isFirst) return { kind: "pass" };
      isFirst = false;
      return {
        kind: "rewrite",
        rewrite: (answer) => ({ ...answer, body: '{"key_id":"1"' }),
      };
    });
    expectClean(await run(world));
    expect(world.github.secrets()).toHaveLength(1);
  });
});
