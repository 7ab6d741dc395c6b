import fc from "fast-check";
import { TransportError } from "../../../src/http/transport-error.ts";
import { leavesOf, withLeaf } from "../../safety/hostile/leaves.ts";
import {
  POISONED_BODIES,
  POISONED_DATES,
  POISONED_HEADERS,
  POISONED_STATUSES,
  POISONED_TEXTS,
  POISONED_VALUES,
} from "../../safety/hostile/poisons.ts";
import type { SimulatedAnswer } from "../../simulators/kernel/gate.ts";

/** What happens to one answer on its way. */
export type Change = (answer: SimulatedAnswer) => SimulatedAnswer | "lost";

const poison = fc.oneof(
  fc.constantFrom(...Object.values(POISONED_TEXTS)),
  fc.constantFrom(...Object.values(POISONED_VALUES)),
  fc.constantFrom(...POISONED_DATES),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.double(),
  fc.jsonValue(),
);

const leaf = fc
  .tuple(fc.nat(200), poison)
  .map(([at, value]): Change => (answer) => {
    const body = parsed(answer);
    const places = leavesOf(body);
    const place = places[at % Math.max(1, places.length)];
    return place === undefined || body === undefined
      ? answer
      : { ...answer, body: JSON.stringify(withLeaf(body, place, value)) };
  });

const cut = fc.nat(400).map((length): Change => (answer) => ({
  ...answer,
  body: String(answer.body).slice(0, length),
}));

const whole = fc
  .oneof(
    fc.constantFrom(...Object.values(POISONED_BODIES)),
    fc.json(),
    fc.string({ unit: "binary", maxLength: 500 }),
  )
  .map((body): Change => (answer) => ({ ...answer, body }));

const status = fc
  .oneof(
    fc.constantFrom(...POISONED_STATUSES),
    fc.integer({ min: 200, max: 999 }),
  )
  .map((code): Change => (answer) => ({ ...answer, status: code }));

const headers = fc
  .oneof(
    fc.constantFrom(...POISONED_HEADERS),
    fc.dictionary(
      fc.constantFrom(
        "date",
        "retry-after",
        "location",
        "link",
        "x-ratelimit-reset",
      ),
      fc.string({ unit: "binary-ascii", maxLength: 60 }),
    ),
  )
  .map((more): Change => (answer) => ({
    ...answer,
    headers: { ...answer.headers, ...more },
  }));

const lost = fc.constant<Change>(() => "lost");

/** One to three changes of one answer. */
const changes = fc.array(
  fc.oneof(leaf, leaf, leaf, whole, status, headers, cut, lost),
  { minLength: 1, maxLength: 3 },
);

/** For each request of a run, in turn: undefined leaves its answer alone. */
export const tampering: fc.Arbitrary<
  readonly (readonly Change[] | undefined)[]
> = fc.array(fc.option(changes, { nil: undefined, freq: 2 }), {
  minLength: 8,
  maxLength: 30,
});

/** Applies changes to an answer; a lost one is told as an error of the transport. */
export function apply(
  answer: SimulatedAnswer,
  all: readonly Change[],
): SimulatedAnswer | TransportError {
  let current = answer;
  for (const change of all) {
    const next = change(current);
    if (next === "lost") {
      return new TransportError({
        code: "connection-lost",
        delivery: "unknown",
        method: "GET",
        host: "lost.test",
      });
    }
    current = next;
  }
  return current;
}

/** The changed answer, but for the secrets: where it has any, they are the genuine ones. */
export function withSecretsOf(
  genuine: SimulatedAnswer,
  changed: SimulatedAnswer | TransportError,
): SimulatedAnswer | TransportError {
  if (changed instanceof TransportError) return changed;
  const [before, body] = [parsed(genuine), parsed(changed)];
  if (!isObject(body) || !isObject(before)) return changed;
  const secrets = ["secret", "token"].filter((key) => key in body);
  const kept = secrets.map((key) => [key, before[key]]);
  return {
    ...changed,
    body: JSON.stringify({ ...body, ...Object.fromEntries(kept) }),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Deeper than any answer, and than what places are looked for in. */
const DEEP_LISTS = "[".repeat(1_000);

function parsed({ body }: SimulatedAnswer): unknown {
  const text = String(body);
  if (text.includes(DEEP_LISTS)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const word = fc.oneof(
  fc.constantFrom(...Object.values(POISONED_TEXTS)),
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
);

/** Plausible texts for each input, among which the implausible ones get further. */
const PLAUSIBLE: Readonly<Record<string, readonly string[]>> = {
  mode: ["rotate", "retire", "check", "ROTATE"],
  "dry-run": ["true", "false", "yes"],
  compromised: ["true", "false"],
  "expose-token": ["true", "false"],
  drain: ["true", "false"],
  role: ["Read/Write Service Account", "a\nb\r\nA"],
  repository: ["acme/web", "acme/..", "a/b/c"],
  environment: ["production / eu", "x".repeat(256)],
  targets: [
    "- repository: acme/web",
    "- repository: acme/web\n  environment: x\n- organization: acme\n  visibility: selected\n  repositories: [web]",
    "- &a {repository: acme/web}\n- *a",
    "a: {b: [c, {d: e}]}",
    "- repository: !!js/function x",
    "- <<: {repository: acme/web}",
    "[".repeat(2_000),
  ],
  "secret-name": ["A", "", "GITHUB_A", "1A"],
  "secret-name-json": ["A", "B"],
  "rotation-id": ["a.b-c", "x".repeat(65)],
  "rotate-after": ["30d", "0", "1e3d", "9".repeat(20) + "w"],
  overlap: ["24h", "-1h"],
  "token-lifetime": ["60d", "1s"],
  "verify-timeout": ["60s", "0"],
  "run-timeout": ["15m", "30d"],
  tolerance: ["1h"],
  "max-live-tokens": ["10", "1", "1e2"],
  "astra-api-url": [
    "https://a.test",
    "http://a.test",
    "https://u:p@a.test",
    "javascript:x",
  ],
  "github-api-url": [
    "https://g.test/api/v3/",
    "https://g.test?x",
    "file:///etc/passwd",
  ],
  "github-app-id": ["123", "x"],
};

/** Inputs of every kind, most of them malformed; the secrets are added by who uses it. */
export const inputTexts: fc.Arbitrary<
  Readonly<Record<string, string | undefined>>
> = fc.record(
  Object.fromEntries(
    Object.entries(PLAUSIBLE).map(([name, texts]) => [
      name,
      fc.oneof(
        { arbitrary: fc.constantFrom(...texts), weight: 3 },
        { arbitrary: word, weight: 1 },
      ),
    ]),
  ),
  { requiredKeys: [] },
);
