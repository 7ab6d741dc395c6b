import { describe, expect, it } from "vitest";
import {
  EMPTY_SECRET,
  InputReader,
} from "../../../../src/action/inputs/reader.ts";
import { madeUpAstraToken } from "./parsed-inputs.ts";

const DAY_MS = 86_400_000;

/** Any input; what it is for does not matter here. */
const NAME = "role";

/** A reader of one input; without a text, the runner passed none. */
const reading = (text?: string): InputReader =>
  new InputReader((name) => (name === NAME ? text : undefined));

/** What a reader returns for a text, and what it notes. */
function read<T>(text: string | undefined, by: (reader: InputReader) => T) {
  const reader = reading(text);
  return { value: by(reader), problems: reader.problems };
}

const noted = (problem: string, allowed: string) => [
  { input: NAME, problem, allowed },
];

describe("a text", () => {
  it("is trimmed, and the fallback where it is blank or absent", () => {
    expect(reading(" a b\n").text(NAME, "f")).toBe("a b");
    for (const text of [undefined, "", " \n"]) {
      expect(reading(text).text(NAME, "f")).toBe("f");
      expect(reading(text).text(NAME)).toBe("");
    }
  });

  it("may be blank on purpose", () => {
    expect(reading(" a ").textOrBlank(NAME, "f")).toBe("a");
    expect(reading(" ").textOrBlank(NAME, "f")).toBe("");
    expect(reading().textOrBlank(NAME, "f")).toBe("f");
  });

  it("can be had as it was written", () => {
    expect(reading("\n a ").raw(NAME)).toBe("\n a ");
    expect(reading().raw(NAME)).toBe("");
  });
});

describe("lines", () => {
  it("are trimmed, however they end, and the blank ones left out", () => {
    expect(reading(" a b \n\n \t\nc\r\nd\re\n").lines(NAME)).toEqual([
      ...["a b", "c", "d", "e"],
    ]);
    expect(reading(" \n").lines(NAME)).toEqual([]);
    expect(reading().lines(NAME)).toEqual([]);
  });
});

describe("a boolean", () => {
  const boolean = (text?: string) => read(text, (one) => one.boolean(NAME));

  it.each([
    ["true", true],
    ["True", true],
    ["TRUE", true],
    ["false", false],
    ["False", false],
    ["FALSE", false],
    ["", false],
    [undefined, false],
  ])("is read as in YAML 1.2: %s", (text, value) => {
    expect(boolean(text)).toEqual({ value, problems: [] });
  });

  it.each(["xtrue", "truex", "tRUE", "xfalse", "falsex", "fALSE", "yes", "0"])(
    "is not %s",
    (text) => {
      expect(boolean(text)).toEqual({
        value: false,
        problems: noted(`“${text}” is not a boolean.`, "true or false."),
      });
    },
  );
});

describe("a choice", () => {
  const choice = (text?: string) =>
    read(text, (one) => one.choice(NAME, ["a", "b"]));

  it("is one of several, the first unless told", () => {
    expect(choice("b")).toEqual({ value: "b", problems: [] });
    expect(choice()).toEqual({ value: "a", problems: [] });
  });

  it("is nothing else", () => {
    expect(choice("c")).toEqual({
      value: "a",
      problems: noted("“c” is not a valid value.", "a, b."),
    });
  });
});

describe("a whole number", () => {
  const integer = (text?: string) =>
    read(text, (one) => one.integer(NAME, "7", { min: 2, max: 1e9 - 1 }));

  it.each([
    ["2", 2],
    ["007", 7],
    ["999999999", 999_999_999],
    [undefined, 7],
  ])("can be %s", (text, value) => {
    expect(integer(text)).toEqual({ value, problems: [] });
  });

  it.each(["1", "x3", "3x", "1e1", "0x10", "-2", "2.0", "1000000000"])(
    "cannot be %s",
    (text) => {
      expect(integer(text)).toEqual({
        value: 2,
        problems: noted(
          `“${text}” is not an integer in range.`,
          "2 to 999999999.",
        ),
      });
    },
  );

  it("is within its range, the ends included", () => {
    const small = (text: string) =>
      read(text, (one) => one.integer(NAME, "3", { min: 3, max: 5 }));
    expect(small("5")).toEqual({ value: 5, problems: [] });
    expect(small("6").problems).toHaveLength(1);
    expect(small("3").problems).toEqual([]);
  });
});

describe("a duration", () => {
  const duration = (text?: string, fallback?: string) =>
    read(text, (one) =>
      fallback === undefined
        ? one.duration(NAME)
        : one.duration(NAME, fallback),
    );
  const allowed =
    "a number followed by s, m, h, d or w (such as 90m or 30d), or 0; at most ten years.";

  it.each([
    ["0", 0],
    ["000", 0],
    ["0s", 0],
    ["1s", 1_000],
    ["90m", 5_400_000],
    ["1h", 3_600_000],
    ["1d", DAY_MS],
    ["1w", 7 * DAY_MS],
    ["1.5h", 5_400_000],
    ["0.125000s", 125],
    ["3650d", 3650 * DAY_MS],
    ["123456789s", 123_456_789_000],
  ])("%s is so many milliseconds: %d", (text, value) => {
    expect(duration(text)).toEqual({ value, problems: [] });
  });

  it("is absent, or the fallback", () => {
    expect(duration()).toEqual({ value: undefined, problems: [] });
    expect(duration(undefined, "1m")).toEqual({ value: 60_000, problems: [] });
  });

  it.each([
    ...["x1s", "1sx", "1", "s", "1.s", ".5s", "1y", "1ms", "1 s", "-1s", "x0"],
    ...["0x", "1.1234567s", "1234567890s", "1,5h", "1x5h"],
  ])("is not %s", (text) => {
    expect(duration(text)).toEqual({
      value: 0,
      problems: noted(`“${text}” is not a duration.`, allowed),
    });
  });

  it("is ten years at most", () => {
    expect(duration("3651d")).toEqual({
      value: 0,
      problems: noted("“3651d” is too long.", allowed),
    });
  });
});

describe("an Astra token", () => {
  const token = (text?: string, isRequired = true) => {
    const reader = reading(text);
    const secret = reader.astraToken(NAME, isRequired);
    return { value: secret?.expose(), problems: reader.problems };
  };
  const allowed =
    "an Astra application token: AstraCS:, the client id, a colon, and hexadecimal digits.";
  const whole = madeUpAstraToken();
  const made = (...parts: readonly string[]): string => parts.join(":");

  it("is read, with or without white space around it", () => {
    for (const text of [whole, `\n ${whole}\r\n`]) {
      expect(token(text)).toEqual({ value: whole, problems: [] });
    }
  });

  it("may have any length that is not absurd", () => {
    for (const text of [
      made("AstraCS", "a", "0"),
      made("AstraCS", "Az09".repeat(10), "09af".repeat(32)),
    ]) {
      expect(token(text)).toEqual({ value: text, problems: [] });
    }
  });

  it("may be absent where it is not required", () => {
    for (const text of [undefined, "", " "]) {
      expect(token(text, false)).toEqual({ value: undefined, problems: [] });
    }
  });

  it("is read where it is not required, too", () => {
    expect(token(whole, false)).toEqual({ value: whole, problems: [] });
  });

  it("is reported as missing where it is required, with the likely causes", () => {
    expect(token("")).toEqual({
      value: "",
      problems: noted(`is empty. ${EMPTY_SECRET}`, allowed),
    });
    expect(EMPTY_SECRET).toBe(
      "Likely causes: the job does not name the environment that holds the secret; a reusable workflow is not given it (`secrets: inherit`, or by name); runs from forks and Dependabot get none; the secret does not exist.",
    );
  });

  it.each([
    ["double quotes", `"${whole}"`, "is enclosed in quotation marks."],
    ["single quotes", `'${whole}'`, "is enclosed in quotation marks."],
    [
      "quotes over two lines",
      `'${whole}\n'`,
      "is enclosed in quotation marks.",
    ],
    ["quotes further inside", `x'${whole}'`, "does not start with AstraCS:."],
    ["quotes with more behind", `'${whole}'x`, "does not start with AstraCS:."],
    ["a space", `${whole} x`, "contains white space or line breaks."],
    ["a line break", `x\n${whole}`, "contains white space or line breaks."],
    ["a quote at its end", `${whole}'`, "does not have the form"],
    ["a quote before", `'${whole}`, "does not start with AstraCS:."],
    ["a GitHub token", `ghs_${"a".repeat(36)}`, "is a GitHub token."],
    ["a fine-grained one", "github_pat_x", "is a GitHub token."],
    ["one further inside", "x_ghp_x", "does not start with AstraCS:."],
    ["another text", "xAstraCS", "does not start with AstraCS:."],
    ["upper-case digits", made("AstraCS", "a", "AF"), "does not have the form"],
    ["no digits", made("AstraCS", "a", ""), "does not have the form"],
    ["no client id", made("AstraCS", "", "0"), "does not have the form"],
    ["another id", made("AstraCS", "a-b", "0"), "does not have the form"],
    [
      "a long id",
      made("AstraCS", "a".repeat(41), "0"),
      "does not have the form",
    ],
    [
      "too many digits",
      made("AstraCS", "a", "0".repeat(129)),
      "does not have the form",
    ],
    ["more behind it", `${whole}:`, "does not have the form"],
    ["other letters", `${whole}g`, "does not have the form"],
  ])("is told what is wrong with it: %s (I5)", (_name, text, problem) => {
    const form =
      problem === "does not have the form"
        ? `${problem} of an Astra token; it may be truncated.`
        : problem;
    expect(token(text)).toEqual({
      value: text,
      problems: noted(form, allowed),
    });
  });
});

describe("an address", () => {
  const url = (text?: string) => {
    const reader = reading(text);
    const { href } = reader.url(NAME, "https://api.example.org/v1/");
    return { href, problems: reader.problems };
  };
  const allowed =
    "an https:// URL without credentials, query and fragment (http:// only for a loopback address).";

  it.each([
    [undefined, "https://api.example.org/v1"],
    ["https://x.example/", "https://x.example/"],
    ["https://x.example/a/b//", "https://x.example/a/b"],
    ["https://x.example//a", "https://x.example//a"],
    ["http://localhost:1", "http://localhost:1/"],
    ["http://127.0.0.1:1", "http://127.0.0.1:1/"],
    ["http://127.255.255.255", "http://127.255.255.255/"],
    ["http://[::1]:1", "http://[::1]:1/"],
  ])("can be %s", (text, href) => {
    expect(url(text)).toEqual({ href, problems: [] });
  });

  it("is none: then the fallback stands in", () => {
    expect(url("//x")).toEqual({
      href: "https://api.example.org/v1/",
      problems: noted("is not a valid URL.", allowed),
    });
  });

  it.each([
    ["https://user@x.example", "contains credentials."],
    ["https://:password@x.example", "contains credentials."],
    ["https://x.example/?key=1", "contains a query or fragment."],
    ["https://x.example/#key", "contains a query or fragment."],
    ["http://x.example", "“http://x.example” does not use https."],
    ["ftp://localhost", "“ftp://localhost” does not use https."],
    ["http://128.0.0.1", "“http://128.0.0.1” does not use https."],
    ["http://127.0.0.1.x", "“http://127.0.0.1.x” does not use https."],
    ["http://x127.0.0.1.x", "“http://x127.0.0.1.x” does not use https."],
    ["http://[::2]", "“http://[:·:2]” does not use https."],
  ])("cannot be %s", (text, problem) => {
    expect(url(text).problems).toEqual(noted(problem, allowed));
  });
});
