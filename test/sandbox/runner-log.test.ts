import { describe, expect, it } from "vitest";
import { readLog } from "./runner-log.ts";

describe("A step's log", () => {
  it("shows lines as they are, and not what only the runner reads", () => {
    const log = readLog("one\n::debug::hidden\n::add-mask::sesame\n\ntwo\n");
    expect(log).toEqual([
      { kind: "line", text: "one" },
      { kind: "line", text: "two" },
    ]);
  });

  it("blanks what was masked, from then on", () => {
    const log = readLog("open sesame\n::add-mask::sesame\nopen sesame\n");
    expect(log).toEqual([
      { kind: "line", text: "open sesame" },
      { kind: "line", text: "open ***" },
    ]);
  });

  it("shows annotations with their level, unescaped and blanked", () => {
    const log = readLog(
      "::add-mask::sesame\n::error title=x::100%25 wrong%0Aopen sesame\n",
    );
    expect(log).toEqual([
      { kind: "annotation", level: "error", text: "100% wrong\nopen ***" },
    ]);
  });

  it("puts the lines of a group under its title", () => {
    const log = readLog("::group::Details\none\n::endgroup::\ntwo\n");
    expect(log).toEqual([
      {
        kind: "group",
        title: "Details",
        entries: [{ kind: "line", text: "one" }],
      },
      { kind: "line", text: "two" },
    ]);
  });
});
