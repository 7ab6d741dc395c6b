import sodium from "libsodium-wrappers";
import githubAppJwt from "universal-github-app-jwt";
import { onTestFinished } from "vitest";
import type { RegisteredApp } from "./apps.ts";
import { createWorldClock, type WorldClock } from "../kernel/clock.ts";
import { createHistory, type History } from "../kernel/history.ts";
import { startGithubSimulator, type GithubSimulator } from "./simulator.ts";

/** An answer as the tests look at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body, or undefined when it is empty or no JSON. */
  readonly body: unknown;
}

/** What a request sends beside its method and path. */
export interface Sending {
  readonly token?: string;
  readonly body?: unknown;
  /** An empty string leaves the header out. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A simulator with a clock that moves by hand, and a client for it. */
export interface TestGithub {
  readonly github: GithubSimulator;
  readonly clock: WorldClock;
  readonly history: History;
  readonly send: (
    method: string,
    path: string,
    sending?: Sending,
  ) => Promise<Answer>;
  /** Reads the public key below `secrets`, seals the value and puts it. */
  readonly put: (
    secrets: string,
    name: string,
    value: string,
    token: string,
    more?: Readonly<Record<string, unknown>>,
  ) => Promise<Answer>;
}

/** Starts a simulator that ends with the running test. */
export async function startTestGithub(): Promise<TestGithub> {
  const clock = createWorldClock(undefined, 0);
  const history = createHistory();
  const github = await startGithubSimulator({ clock, history });
  onTestFinished(() => github.close());
  const send = (method: string, path: string, sending: Sending = {}) =>
    sendTo(github.url, method, path, sending);
  return {
    github,
    clock,
    history,
    send,
    put: async (secrets, name, value, token, more = {}) => {
      const key = await send("GET", `${secrets}/public-key`, { token });
      if (key.status !== 200) return key;
      const body = { ...sealFor(key.body, value), ...more };
      return send("PUT", `${secrets}/${name}`, { token, body });
    },
  };
}

async function sendTo(
  base: string,
  method: string,
  path: string,
  { token, body, headers = {} }: Sending,
): Promise<Answer> {
  const sent: Record<string, string> = {
    "user-agent": "tests",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...headers,
  };
  const response = await fetch(base + path, {
    method,
    redirect: "manual",
    headers: sent,
    ...(body === undefined
      ? {}
      : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: parsed(text),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The property of an answered object; throws when there is none. */
export function field(value: unknown, name: string): unknown {
  if (typeof value === "object" && value !== null)
    for (const [key, found] of Object.entries(value))
      if (key === name) return found;
  throw new Error(`no ${name}`);
}

/** The body of a secret PUT, sealed for an answered public key. */
export function sealFor(publicKey: unknown, value: string) {
  const key = Buffer.from(String(field(publicKey, "key")), "base64");
  const box = sodium.crypto_box_seal(value, key);
  return {
    encrypted_value: Buffer.from(box).toString("base64"),
    key_id: String(field(publicKey, "key_id")),
  };
}

/**
 * A world with the repository acme/web, its environment and a token that may do
 * everything there.
 */
export async function startAcme() {
  const test = await startTestGithub();
  test.github.addOrganization("acme");
  const web = test.github.addRepository({ owner: "acme", name: "web" });
  test.github.addEnvironment(web, "production");
  const token = test.github.issueToken({
    kind: "installation",
    owner: "acme",
    permissions: everything,
  });
  return { ...test, web, token };
}

/**
 * The signed assertion of an App, under its number unless another id is given.
 */
export async function assertionOf(
  app: RegisteredApp,
  clock: { now(): number },
  id: number | string = app.id,
  secondsOff = 0,
): Promise<string> {
  const now = Math.floor(clock.now() / 1_000) + secondsOff;
  const { privateKey } = app;
  const made = await githubAppJwt<number | string>({ id, privateKey, now });
  return made.token;
}

/** Write access to every kind of secret. */
export const everything = {
  secrets: "write",
  environments: "write",
  organization_secrets: "write",
  dependabot_secrets: "write",
  organization_dependabot_secrets: "write",
  codespaces_secrets: "write",
  organization_codespaces_secrets: "write",
  agent_secrets: "write",
  organization_agent_secrets: "write",
  actions: "read",
} as const;

/** Where acme/web keeps its secrets. */
export const webSecrets = "/repos/acme/web/actions/secrets";

/** The same place, as the person's side names it. */
export const webScope = {
  store: "actions",
  kind: "repository",
  owner: "acme",
  name: "web",
} as const;
