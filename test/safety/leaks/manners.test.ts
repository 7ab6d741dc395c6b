import { describe, expect, it } from "vitest";
import type { Evidence } from "../../kit/leak-oracle-evidence.ts";
import { judge } from "../../kit/leak-oracle.ts";

const QUIET: Evidence = {
  inputs: { "astra-api-url": "https://a.test" },
  env: {},
  moreSecrets: [],
  exitCode: 0,
  stdout: "Wrote A to acme/web.\n",
  stderr: "",
  masks: [],
  files: new Map(),
  commandLines: [],
  requests: [],
  answers: [],
};

const mannersOf = (change: Partial<Evidence>): readonly string[] =>
  judge({ ...QUIET, ...change }).manners;

describe("The manners of a run", () => {
  it("are good when it writes plain lines and the commands that are meant", () => {
    const stdout =
      "::add-mask::abcdefgh\n::group::Reads\nRead “a:·b”.\n::endgroup::\n::warning::a%0Ab\n::notice::n\n::debug::d\n";
    expect(mannersOf({ stdout })).toEqual([]);
  });

  it.each([
    ["::set-env name=A::b", "the command set-env"],
    ["::set-output name=token::b", "the command set-output"],
    ["::stop-commands::x", "the command stop-commands"],
    ["  ::error::indented", "the command error"],
    ["a ##[debug]b", "the command debug"],
    ["a ##[section]b", "what looks like a command"],
    ["::unknown::b", "what looks like a command"],
    ["::warning::a%0A##[error]b", "what looks like a command"],
    ["::warning::a%0A ::error::b", "what looks like a command"],
    ["\u001B[31mred", "a character that cannot be seen"],
    ["::warning::a\u202Eb", "a character that cannot be seen"],
  ])("are bad when stdout holds %j (I10)", (line, problem) => {
    expect(mannersOf({ stdout: `${line}\n` })).toContain(`stdout: ${problem}`);
  });

  it("are bad when anything is on stderr, a mask above all", () => {
    expect(mannersOf({ stderr: "::add-mask::abcdefgh\n" })).toEqual([
      "stderr: the command add-mask",
      "stderr: something was written",
    ]);
  });

  it.each([
    [0, 0, true],
    [0, 1, false],
    [1, 0, false],
    [1, 1, true],
    [1, 2, false],
    [null, 0, true],
  ])(
    "with exit code %s and %i error annotations are right: %s (I8)",
    (exitCode, count, isRight) => {
      const stdout = "::error::x\n".repeat(count);
      expect(mannersOf({ exitCode, stdout }).length === 0).toBe(isRight);
    },
  );

  it("are bad when a service is asked under another name (I11)", () => {
    const seen = (host: string): Evidence["requests"][number] => ({
      kind: "request",
      request: {
        sequence: 1,
        service: "astra",
        method: "GET",
        path: "/",
        operation: "unrouted",
      },
      headers: { host },
      body: "",
    });
    expect(mannersOf({ requests: [seen("a.test")] })).toEqual([]);
    expect(mannersOf({ requests: [seen("b.test")] })).toEqual([
      "astra: asked as another host",
    ]);
  });
});
