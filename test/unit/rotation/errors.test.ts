import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  asRotationError,
  joinErrors,
  RotationError,
  systemCode,
} from "../../../src/rotation/errors.ts";

const SECRET = "correct-horse-battery-staple";

/** Everything that a person or a log could be shown of an error. */
function shown(error: Error): string {
  return [
    inspect(error, { showHidden: true, depth: Infinity }),
    JSON.stringify(error),
    String(error),
    error.stack,
  ].join("\n");
}

/** What libraries and the platform throw, each with a secret somewhere in it. */
const STRANGERS: readonly (readonly [string, () => unknown])[] = [
  ["an error that quotes it", () => new Error(`no ${SECRET}`)],
  [
    "an error with several lines that look like a stack",
    () =>
      new Error(
        `x\n    at ${SECRET} (file:///a/index.js:1:1)\n    at /${SECRET}/index.js:2:2`,
      ),
  ],
  [
    "an error with it in a property",
    () => Object.assign(new TypeError("x"), { input: SECRET, body: SECRET }),
  ],
  [
    "an error with it as code",
    () => Object.assign(new RangeError("x"), { code: SECRET }),
  ],
  [
    "an error with it as name",
    () => Object.assign(new Error("x"), { name: SECRET }),
  ],
  ["an error caused by it", () => new Error("x", { cause: SECRET })],
  ["several errors at once", () => new AggregateError([new Error(SECRET)])],
  ["a text", () => SECRET],
  ["an object", () => ({ message: SECRET, stack: `    at ${SECRET}` })],
  [
    "an object that defends itself",
    () => ({
      get stack(): string {
        throw new Error(SECRET);
      },
    }),
  ],
  ["what JSON.parse throws", () => thrownBy(() => JSON.parse(`{${SECRET}`))],
  [
    "what a header throws",
    () => thrownBy(() => new Headers({ authorization: `Bearer ${SECRET}\n.` })),
  ],
  ["what an address throws", () => thrownBy(() => new URL(`//${SECRET}`))],
  ["nothing at all", () => undefined],
];

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (thrown) {
    return thrown;
  }
}

describe("asRotationError", () => {
  it.each(STRANGERS)("keeps no text of %s (I5, I10)", (_name, make) => {
    const error = asRotationError(make());
    expect(error.code).toBe("internal");
    expect(shown(error)).not.toContain(SECRET);
    expect(error.cause).toBeUndefined();
  });

  it("says that it is the action's own mistake, and what to do", () => {
    const error = asRotationError("a text");
    expect(error.summary).toBe("Unexpected error (no error).");
    expect(error.remedy).toBe(
      "Run again: the next run reads what is live and repairs the rest. If it recurs, please report this message.",
    );
    expect(error.rerun).toBe("safe");
  });

  it("names the kind alone of an error without a code of the system", () => {
    const stranger = new URIError("x");
    stranger.stack = "";
    expect(asRotationError(stranger).summary).toMatch(/ \(URIError\)\.$/u);
  });

  it("keeps the code of what has no text for a stack", () => {
    const summary = (thrown: unknown): string =>
      asRotationError(thrown).summary;
    expect(summary({ code: "EPIPE", stack: 7 })).toMatch(
      / \(no error EPIPE\)\.$/u,
    );
  });

  it("names the kind of what defends itself", () => {
    const defended = {
      get code(): string {
        throw new Error("no");
      },
    };
    expect(asRotationError(defended).summary).toMatch(/ \(no error\)\.$/u);
  });

  it.each([
    ["    at f (index.js:1:2)", true],
    ["    at f (/index.js:1:2)", true],
    ["    at f (C:/a/index.js:1:2)", true],
    ["    at /a/index.js:1:2", true],
    [" at /a/index.js:1:2", true],
    ["at /a/index.js:1:2", false],
    ["x   at /a/index.js:1:2", false],
    ["    at (index.js:1:2)", true],
    ["    at aindex.js:1:2", false],
    ["    at /a/xindex.js:1:2", false],
    ["    at /a/123456.index.js:1:2", true],
    ["    at /a/1234567.index.js:1:2", false],
    ["    at /a/x.index.js:1:2", false],
    ["    at /a/.index.js:1:2", false],
    ["    at /a/indexxjs:1:2", false],
    ["    at /a/1xindex.js:1:2", false],
    ["    at /a/index.js:1234567:1234567", true],
    ["    at /a/index.js:12345678:1", false],
    ["    at /a/index.js:1:12345678", false],
    ["    at /a/index.js:x:1", false],
    ["    at /a/index.js:1:x", false],
    ["    at /a/index.js::1", false],
    ["    at /a/index.js:1:", false],
    ["    at /a/index.js:1", false],
    ["    at /a/index.js:1:2))", false],
    ["    at /a/index.js:1:2 x", false],
  ])("takes the line %j for a place in the bundle: %s", (line, isPlace) => {
    const stranger = new Error("x");
    stranger.stack = `Error: x\n${line}`;
    const { summary } = asRotationError(stranger);
    const place = /(?:\d{1,6}\.)?index\.js:\d+:\d+/u.exec(line)?.[0] ?? "";
    expect(summary).toMatch(
      isPlace ? /, at .*index\.js:\d+:\d+\)\.$/u : /\(Error\)\.$/u,
    );
    if (isPlace) expect(summary).toContain(`, at ${place}).`);
  });

  it("gives a RotationError back as it is", () => {
    const error = rotationError("deadline");
    expect(asRotationError(error)).toBe(error);
  });

  it("keeps the kind, the system's code, and where it came through the bundle", () => {
    const stranger = Object.assign(new TypeError("x"), { code: "ENOSPC" });
    stranger.stack = [
      "TypeError: x",
      "    at write (node:fs:1:2)",
      "    at announce (file:///a/dist/index.js:12:3)",
      "    at async main (file:///a/dist/index.js:45:6)",
      "    at file:///a/dist/136.index.js:78:9",
      "    at file:///a/dist/index.js:99:9",
    ].join("\n");
    expect(asRotationError(stranger).summary).toBe(
      "Unexpected error (TypeError ENOSPC, at index.js:12:3, at index.js:45:6, at 136.index.js:78:9).",
    );
  });

  it.each([
    [new RangeError("x"), "(RangeError"],
    [new AggregateError([]), "(AggregateError"],
    [new (class Odd extends Error {})("x"), "(Error"],
    ["text", "(no error)"],
    [Object.assign(new Error("x"), { code: 7 }), "(Error"],
    [
      Object.assign(new Error("x"), { code: "ERR_INVALID_URL" }),
      "ERR_INVALID_URL",
    ],
  ])("names the kind of %s", (thrown, kind) => {
    expect(asRotationError(thrown).summary).toContain(kind);
  });
});

describe("systemCode", () => {
  it.each([
    ...["E2B", "ENOENT", "E0Z", `E${"A".repeat(14)}`],
    ...["ERR_AB", "ERR_A_9", `ERR_${"A".repeat(40)}`],
  ])("knows %s for a code of the system", (code) => {
    expect(systemCode(code)).toBe(code);
  });

  it.each([
    ...["", "E", "EA", `E${"A".repeat(15)}`, "enoent", "E A", "E_AB"],
    ...["ERR_", "ERR_A", `ERR_${"A".repeat(41)}`, "ERR_a", "XERR_AB"],
    ...["xENOENT", "ENOENT ", "ENOENT\n", "ERR_AB!"],
    7,
    undefined,
    ["ENOENT"],
  ])("takes %j for none", (code) => {
    expect(systemCode(code)).toBeUndefined();
  });
});

describe("RotationError", () => {
  it("keeps its cause out of what enumerates, spreads or serializes it", () => {
    const cause = rotationError("mint-refused");
    const error = rotationError("cancelled", { cause });
    expect(error.cause).toBe(cause);
    expect(Object.keys(error)).not.toContain("cause");
    expect(JSON.stringify(error)).not.toContain("mint-refused");
  });

  it("comes alone, for no instant and from any time on, unless told", () => {
    const { also, moment, notBefore, name } = rotationError("cancelled");
    expect({ also, moment, notBefore, name }).toEqual({
      also: [],
      moment: undefined,
      notBefore: undefined,
      name: "RotationError",
    });
  });

  it("has no cause of its own accord", () => {
    expect("cause" in rotationError("cancelled")).toBe(false);
  });
});

describe("joinErrors", () => {
  const safe = rotationError("deadline");
  const fix = rotationError("target-missing", { rerun: "fix-first" });

  it("gives a single error back as it is", () => {
    expect(joinErrors([safe])).toBe(safe);
  });

  it("lets the first lead, and lists the others", () => {
    const joined = joinErrors([safe, fix]);
    expect(joined).toMatchObject({
      code: "deadline",
      summary: safe.summary,
      remedy: safe.remedy,
      also: [fix],
      cause: safe,
    });
  });

  it("keeps the instants of the first", () => {
    const moment = { relation: "since", at: 1 } as const;
    const first = rotationError("settling", { moment, notBefore: 2 });
    const joined = joinErrors([first, safe]);
    expect(joined).toMatchObject({ moment, notBefore: 2 });
    const other = joinErrors([safe, first]);
    expect(other).toMatchObject({ moment: undefined, notBefore: undefined });
  });

  it("asks to fix first as soon as one of them does", () => {
    expect(joinErrors([safe, fix]).rerun).toBe("fix-first");
    expect(joinErrors([safe, safe]).rerun).toBe("safe");
  });
});

function rotationError(
  code: RotationError["code"],
  more: Partial<ConstructorParameters<typeof RotationError>[0]> = {},
): RotationError {
  return new RotationError({
    code,
    summary: `It is ${code}.`,
    remedy: "Do something.",
    rerun: "safe",
    ...more,
  });
}
