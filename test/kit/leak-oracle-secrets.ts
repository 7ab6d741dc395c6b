import type { ServiceName } from "../simulators/kernel/gate.ts";
import type { Evidence } from "./leak-oracle-evidence.ts";
import { proxyCredentials } from "./leak-oracle-proxies.ts";

/** One string that must not be seen outside the places meant for it. */
export interface KnownSecret {
  /** What it is, in words that a finding can show. */
  readonly name: string;
  /** As it may stand in an `Authorization` header or a mask. */
  readonly whole: string;
  /** The pieces of it that only its holder knows: no prefix, no client id. */
  readonly parts: readonly string[];
  /** The service whose `Authorization` header may carry it. */
  readonly service: ServiceName | undefined;
}

/** Shorter strings are no secrets, and would be found everywhere. */
const SHORTEST_PART = 8;

const INPUTS: readonly (readonly [string, ServiceName | undefined])[] = [
  ["astra-token", "astra"],
  ["previous-token", "astra"],
  ["github-token", "github"],
  ["github-app-private-key", undefined],
];

/**
 * Every secret that a run was given or came to know: its inputs and its job's
 * token, what the answers that it got held, what it sent to authenticate, what
 * it masked, and what the test says.
 */
export function knownSecrets(evidence: Evidence): readonly KnownSecret[] {
  return [
    ...INPUTS.map(([name, service]) =>
      known(name, evidence.inputs[name]?.trim() ?? "", service),
    ),
    ...misplaced(evidence),
    known("workflow token", evidence.env["GITHUB_TOKEN"] ?? "", "github"),
    ...fromProxies(evidence),
    ...fromAnswers(evidence),
    ...fromAuthorization(evidence),
    ...evidence.masks.map((text) =>
      known("masked", text, text.startsWith("AstraCS:") ? "astra" : undefined),
    ),
    ...evidence.moreSecrets.map((text) => known("canary", text, undefined)),
  ].filter(({ parts }) => parts.length > 0);
}

function known(
  name: string,
  whole: string,
  service: ServiceName | undefined,
): KnownSecret {
  const parts = partsOf(whole).filter((part) => part.length >= SHORTEST_PART);
  return { name, whole, parts, service };
}

/**
 * Tokens in quotes, cut off or in the wrong place are secrets all the same;
 * their well-known beginnings are not.
 */
function partsOf(whole: string): readonly string[] {
  if (whole.startsWith("-----BEGIN")) {
    return [whole.replace(/-----[^-]+-----/gu, "").replace(/\s/gu, "")];
  }
  const text = whole
    .replace(/^.*AstraCS:(?:[^:\s]*:)?/su, "")
    .replace(/^.*(?:github_pat_|gh[a-z]_(?:\d+_)?)/su, "");
  // The head of a web token, and its claims where they can be read, are no
  // secret.
  return text.startsWith("ey") ? text.split(".").filter(isNoJson) : [text];
}

function isNoJson(part: string): boolean {
  return !Buffer.from(part, "base64url").toString("latin1").startsWith("{");
}

/** Tokens that somebody gave to the wrong input. */
function misplaced({ inputs }: Evidence): readonly KnownSecret[] {
  return Object.entries(inputs).flatMap(([name, value]) =>
    [...value.matchAll(/AstraCS:\w+:\w+|(?:github_pat|gh[a-z])_\w+/gu)].map(
      ([token]) => known(`token in ${name}`, token, undefined),
    ),
  );
}

function fromAnswers({ answers }: Evidence): readonly KnownSecret[] {
  return answers.flatMap(({ service, body }) => {
    if (!/"(?:secret|token)"/u.test(body)) return [];
    return ["secret", "token"].flatMap((key) => {
      const value: unknown = (parseJson(body) as Record<string, unknown>)[key];
      return typeof value === "string"
        ? [
            known(
              `answered ${key}`,
              value,
              key === "token" ? service : undefined,
            ),
          ]
        : [];
    });
  });
}

function parseJson(body: string): object {
  try {
    return Object(JSON.parse(body)) as object;
  } catch {
    return {};
  }
}

/**
 * What authenticates a request is a secret, too: an App's web token, for
 * instance.
 */
function fromAuthorization({ requests }: Evidence): readonly KnownSecret[] {
  return requests.flatMap(({ request, headers }) => {
    const value = headers["authorization"]?.replace(/^\S+ /u, "") ?? "";
    return request.service === "github" && value.startsWith("ey")
      ? [known("web token", value, "github")]
      : [];
  });
}

function fromProxies({ env }: Evidence): readonly KnownSecret[] {
  return proxyCredentials(env).whole.map((text) =>
    known("proxy password", text, undefined),
  );
}
