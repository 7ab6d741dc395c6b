import { describe, expect, it } from "vitest";
import { TransportError } from "../../../../src/http/transport-error.ts";
import { brokenOf, failureOf } from "../../../../src/github/failures.ts";
import { POLICIES } from "./policies.ts";
import { STATES } from "./states.ts";
import { ACCESS } from "./access.ts";
import { ABSENCES } from "./absences.ts";
import { CREDENTIALS } from "./credentials.ts";
import { OTHERS_ANSWER } from "./foreign-answers.ts";
import { PASSING, UNKNOWNS } from "./passing.ts";
import { answered, github, READ, WRITE } from "./cases.ts";

const ALL = [
  ...POLICIES,
  ...STATES,
  ...ACCESS,
  ...ABSENCES,
  ...CREDENTIALS,
  ...OTHERS_ANSWER,
  ...PASSING,
  ...UNKNOWNS,
];

/** The sentences of a text; a full stop inside a name ends none. */
function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?])\s+(?=[A-Z“`])/u);
}

describe("A failure at GitHub", () => {
  it.each(ALL)("is told as it is: %s", (_name, task, wire, summary, remedy) => {
    const error = failureOf(answered(wire), task);
    expect({ summary: error.summary, remedy: error.remedy }).toEqual({
      summary,
      remedy,
    });
  });

  it.each(ALL)(
    "takes no more than three sentences, none twice: %s",
    (...one) => {
      const [, task, wire] = one;
      const { summary, remedy } = failureOf(answered(wire), task);
      const told = [...sentencesOf(summary), ...sentencesOf(remedy)];
      expect(told.length).toBeLessThanOrEqual(3);
      expect(new Set(told).size).toBe(told.length);
    },
  );

  it.each(UNKNOWNS)(
    "names no permission where the reason is unknown: %s",
    (_name, task, wire) => {
      const { summary, remedy } = failureOf(answered(wire), task);
      expect(`${summary} ${remedy}`).not.toMatch(/permission|scope|Secrets/u);
    },
  );

  it("does not repeat what the answer says", () => {
    const { summary, remedy } = failureOf(
      answered(github(403, "Visit evil.example for help")),
      WRITE,
    );
    expect(`${summary} ${remedy}`).not.toContain("evil");
  });

  it("says from when running again helps, where the answer says it", () => {
    const limit = github(429, "Slow down", { "retry-after": "90" });
    const { notBefore, rerun } = failureOf(answered(limit), READ);
    expect(rerun).toBe("safe");
    expect(notBefore).toBe(Date.UTC(2030, 0, 1) + 90_000);
  });

  it("reads right where the server is not known", () => {
    const answer = answered(github(403, "?"));
    const { summary } = failureOf({ ...answer, api: undefined }, READ);
    expect(summary).toBe(
      "Could not read the repository acme/web: GitHub refused, for a reason that this action does not know (HTTP 403).",
    );
  });
});

describe("A request that got no answer", () => {
  const broken = (
    facts: Partial<ConstructorParameters<typeof TransportError>[0]>,
  ) => {
    const { code, summary, remedy, rerun } = brokenOf(
      new TransportError({
        ...{ code: "connection-failed", delivery: "not-sent" },
        ...{ method: "GET", host: "api.github.com" },
        ...facts,
      }),
      READ,
    );
    return { code, summary, remedy, rerun };
  };
  const NETWORK =
    "If it persists, check the runner's network, its proxy settings and `github-api-url`.";

  it.each([
    [
      "connection-failed",
      "ECONNREFUSED",
      "Could not reach GitHub to read the repository acme/web: GET api.github.com: no connection could be made (ECONNREFUSED).",
    ],
    [
      "timeout",
      undefined,
      "Could not reach GitHub to read the repository acme/web: GET api.github.com: there was no complete answer in time.",
    ],
    [
      "answer-too-large",
      undefined,
      "Could not read the repository acme/web: GET api.github.com: the answer is larger than allowed.",
    ],
  ] as const)("is told by its cause: %s", (code, detail, summary) => {
    expect(broken({ code, detail })).toEqual({
      code: "github-unavailable",
      summary,
      remedy: NETWORK,
      rerun: "safe",
    });
  });

  it("is one problem where the certificate is the cause", () => {
    const { summary, rerun } = broken({ code: "tls-failed" });
    expect(summary).toBe(
      "Could not reach GitHub: GET api.github.com: the certificate of the server was not accepted.",
    );
    expect(rerun).toBe("fix-first");
  });

  it.each([
    [
      { code: "cancelled" },
      "cancelled",
      "The run was stopped while it tried to read the repository acme/web.",
    ],
    [
      { code: "timeout", detail: "NO_TIME_LEFT" },
      "deadline",
      "The run reached its own deadline (`run-timeout`) before it could read the repository acme/web.",
    ],
  ] as const)("is told as the end of the run: %j", (facts, code, summary) => {
    expect(broken(facts)).toMatchObject({ code, summary, rerun: "safe" });
  });
});
