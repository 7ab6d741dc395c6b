import { describe, expect, it } from "vitest";
import { readAsRunner } from "../../kit/runner-commands.ts";

/** The commands of a stream, each as `name|properties|data`. */
function commandsOf(stream: string): readonly string[] {
  return readAsRunner(stream).flatMap((read) =>
    read.kind === "command"
      ? [
          [
            read.command.name,
            [...read.command.properties]
              .map((pair) => pair.join("="))
              .join("&"),
            read.command.data,
          ].join("|"),
        ]
      : [],
  );
}

describe("Reading a stream as the runner does", () => {
  it.each([
    ["::error::It failed", "error||It failed"],
    ["::error file=a.ts,line=3::It failed", "error|file=a.ts&line=3|It failed"],
    ["::ERROR::It failed", "error||It failed"],
    ["   \t::warning::Careful", "warning||Careful"],
    ["::debug::", "debug||"],
    ["::error::50%25%0Atwo", "error||50%\ntwo"],
    ["::error::%250A", "error||%0A"],
    ["::error title=a%3Ab%2Cc::x", "error|title=a:b,c|x"],
    ["::add-mask::a::b", "add-mask||a::b"],
    ["##[error]It failed", "error||It failed"],
    ["said: ##[add-mask]abc", "add-mask||abc"],
    ["##[set-env name=A;x=%5D]v%3Bw", "set-env|name=A&x=]|v;w"],
    ["::set-env name=NODE_OPTIONS::x", "set-env|name=NODE_OPTIONS|x"],
    ["a\r::error::after a carriage return", "error||after a carriage return"],
  ])("takes %j for a command", (line, command) => {
    expect(commandsOf(line)).toEqual([command]);
  });

  it.each([
    "error::It failed",
    "text ::error::It failed",
    "::nothing::It is not registered",
    "::error: :It failed",
    "##[nothing]x",
    "##[error",
    "# #[error]x",
    ":·error:·x",
  ])("takes %j for text", (line) => {
    expect(commandsOf(line)).toEqual([]);
  });

  it("obeys nothing between stop-commands and the word that it named", () => {
    const stream =
      "::stop-commands::Word\n::add-mask::a\n##[error]b\n::word::\n::notice::c\n::word::\n";
    expect(commandsOf(stream)).toEqual([
      "stop-commands||Word",
      "word||",
      "notice||c",
    ]);
  });
});
