import { describe, expect, test, vi } from "vitest";
import { startWorld } from "../kit/world.ts";
import type { Inputs } from "../kit/run-action.ts";
import type {
  GateRequest,
  SimulatedAnswer,
} from "../simulators/kernel/gate.ts";
import { githubError } from "../simulators/github/errors.ts";
import { expectOneError, run } from "./scenario.ts";

vi.setConfig({ testTimeout: 120_000 });

/** With a world of its own, whose answers are not judged: here something else gives them. */
const it = test.extend("world", async ({}, { onCleanup }) => {
  const world = await startWorld();
  onCleanup(() => world.close());
  return world;
});

const SHORT = { "run-timeout": "6s", "verify-timeout": "2s" };

const isAstra = ({ service }: GateRequest): boolean => service === "astra";
const isGitHub = ({ service }: GateRequest): boolean => service === "github";

const DOWN: SimulatedAnswer = {
  status: 503,
  headers: { "content-type": "text/html" },
  body: "<html><body>Service Unavailable</body></html>",
};

const DEAD: SimulatedAnswer = {
  status: 401,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ errors: [{ ID: 340018, message: "Dead." }] }),
};

const NOT_FOUND = githubError(404, "Not Found");

/** What fails, how, and how many lines the annotation has for it. */
const OUTAGES: readonly (readonly [
  name: string,
  meets: (request: GateRequest) => boolean,
  answer: SimulatedAnswer,
  lines: number,
  inputs?: Inputs,
])[] = [
  ["Astra is down", isAstra, DOWN, 1],
  ["GitHub is down", isGitHub, DOWN, 1],
  ["both are down", () => true, DOWN, 2],
  ["Astra limits", isAstra, { status: 429, headers: {}, body: "" }, 1],
  [
    "Astra cannot be reached",
    () => false,
    DOWN,
    1,
    { "astra-api-url": "http://127.0.0.1:1" },
  ],
  [
    "GitHub cannot be reached",
    () => false,
    DOWN,
    1,
    { "github-api-url": "http://127.0.0.1:1" },
  ],
  [
    "GitHub does not accept the token",
    isGitHub,
    githubError(401, "Bad credentials"),
    1,
  ],
  ["GitHub refuses", isGitHub, githubError(403, "Computer says no."), 1],
  ["something else answers for GitHub", isGitHub, { ...DOWN, status: 403 }, 1],
  ["something else answers for Astra", isAstra, { ...DOWN, status: 403 }, 1],
  ["Astra does not accept the token", isAstra, DEAD, 1],
];

/** The sentences of a text; a full stop inside a name ends none. */
function sentencesOf(text: string): readonly string[] {
  return text.split(/\n|(?<=[.!?]) (?=[A-Z“`\d])/u);
}

describe("an annotation", () => {
  it.for(OUTAGES)(
    "says one problem once, and no sentence twice: %s",
    async ([, meets, answer, lines, inputs = {}], { world }) => {
      world.setGate((request) =>
        meets(request)
          ? { kind: "answer", when: "before", answer }
          : { kind: "pass" },
      );
      const said = expectOneError(await run(world, { ...SHORT, ...inputs }));
      const sentences = sentencesOf(said);
      expect(sentences).toEqual([...new Set(sentences)]);
      const subjects = sentences.filter((one) =>
        /^(?:Could not|Astra|GitHub)/u.test(one),
      );
      expect(subjects).toHaveLength(lines);
      const problems = said
        .split("\n")
        .filter((line) => !/^(?:It is safe|Start|More:)/u.test(line));
      expect(problems).toHaveLength(lines);
    },
  );

  it("says once that GitHub does not show an organization", async ({
    world,
  }) => {
    world.setGate((request) =>
      isGitHub(request)
        ? { kind: "answer", when: "before", answer: NOT_FOUND }
        : { kind: "pass" },
    );
    const inputs = { repository: "", targets: "- organization: acme" };
    const said = expectOneError(await run(world, inputs));
    expect(said.match(/does not show organization acme/gu)).toHaveLength(1);
    expect(said).toContain("GitHub also hides an organization from");
    expect(said.split("\n")).toHaveLength(3);
  });
});
