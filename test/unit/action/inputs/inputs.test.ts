import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INPUT_NAMES } from "../../../../src/action/inputs/input-names.ts";
import { parseInputs } from "../../../../src/action/inputs/inputs.ts";
import { BUILT_IN_ROLES } from "../../../../src/astra/built-in-roles.ts";
import {
  accepted,
  type Given,
  LEAST,
  madeUpAstraToken,
  problemsOf,
} from "./parsed-inputs.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function problemWith(given: Given): string {
  const problems = problemsOf(given);
  expect(problems).toHaveLength(1);
  return `${problems[0]?.input ?? ""}: ${problems[0]?.problem ?? ""}`;
}

describe("the inputs", () => {
  it("take the documented defaults where nothing is set", () => {
    const inputs = accepted();
    expect(inputs).toMatchObject({
      mode: "rotate",
      dryRun: false,
      previousToken: undefined,
      roles: ["R/W Svc Acct"],
      secretNames: { token: "ASTRA_DB_APPLICATION_TOKEN" },
      rotationId: undefined,
      organizationId: undefined,
      rotateAfterMs: 0,
      overlapMs: DAY_MS,
      tokenLifetimeMs: undefined,
      verifyTimeoutMs: MINUTE_MS,
      runTimeoutMs: 15 * MINUTE_MS,
      toleranceMs: DAY_MS,
      maxLiveTokens: 10,
      compromised: false,
      drain: false,
      exposeToken: false,
    });
    expect(inputs.astraApiUrl.href).toBe("https://api.astra.datastax.com/");
    expect(inputs.githubApiUrl.href).toBe("https://api.github.com/");
  });

  it("take the runner's address of GitHub, which GitHub Enterprise Server sets", () => {
    const { githubApiUrl } = accepted(
      {},
      {
        repository: "acme/ops",
        apiUrl: "https://github.example.com/api/v3",
        variables: [],
      },
    );
    expect(githubApiUrl.href).toBe("https://github.example.com/api/v3");
  });

  it("count as absent when they are blank", () => {
    const blank = Object.fromEntries(
      [
        "mode",
        "dry-run",
        "previous-token",
        "repository",
        "environment",
        "rotation-id",
        "organization-id",
        "rotate-after",
        "overlap",
        "token-lifetime",
        "max-live-tokens",
        "astra-api-url",
      ].map((name) => [name, " \t\n"]),
    );
    expect(accepted(blank)).toEqual(accepted());
  });

  it("are refused all at once, never with an exception, and never with a secret in what is said (I5)", () => {
    const token = madeUpAstraToken();
    const value = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(token, `"${token}"`, `x\n${token}`, token.slice(0, 60)),
      fc.constantFrom("true", "0", "5d", "acme/web", "A", "..", "https://x.y"),
    );
    const given = fc.dictionary(fc.constantFrom(...INPUT_NAMES), value);
    fc.assert(
      fc.property(given, (inputs) => {
        for (const { input, problem, allowed } of problemsOf(inputs)) {
          expect(INPUT_NAMES).toContain(input);
          expect(`${problem} ${allowed}`).not.toContain(token.slice(33, 41));
          expect(`${problem} ${allowed}`).not.toMatch(/\p{Cc}|::/u);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("a duration", () => {
  it.each([
    ["0", 0],
    ["00", 0],
    ["0s", 0],
    ["90s", 90_000],
    ["90m", 90 * MINUTE_MS],
    ["12h", 12 * HOUR_MS],
    ["30d", 30 * DAY_MS],
    ["2w", 14 * DAY_MS],
    ["1.5h", 1.5 * HOUR_MS],
    ["3650d", 3650 * DAY_MS],
  ])("can be %s", (text, length) => {
    expect(accepted({ overlap: text }).overlapMs).toBe(length);
  });

  it.each([
    "1",
    "s",
    "1 h",
    "1H",
    "1ms",
    "1y",
    "-1h",
    "+1h",
    "1h30m",
    "1e3s",
    "0x1h",
    ".5h",
    "1.h",
    "Infinity",
    "NaNd",
    "٣h",
    "1234567890s",
  ])("cannot be %s", (text) => {
    expect(problemWith({ overlap: text })).toContain(
      "overlap: “" + text + "” is not a duration.",
    );
  });

  it("is bounded", () => {
    expect(problemWith({ "rotate-after": "3651d" })).toContain("too long");
  });

  it("that is malformed is not complained of twice", () => {
    const problems = problemsOf({
      "run-timeout": "soon",
      "verify-timeout": "1h",
      "token-lifetime": "1m",
    });
    expect(problems.map(({ input }) => input)).toEqual(["run-timeout"]);
  });

  it("is told against the others it has to fit", () => {
    expect(
      problemWith({ "token-lifetime": "31d", "rotate-after": "30d" }),
    ).toContain("token-lifetime");
    accepted({ "token-lifetime": "32d", "rotate-after": "30d" });
    expect(
      problemWith({ "run-timeout": "1m", "verify-timeout": "1m" }),
    ).toContain("verify-timeout");
    accepted({ "run-timeout": "61s", "verify-timeout": "1m" });
    accepted({ "run-timeout": "5d" });
    expect(problemWith({ "run-timeout": "5.1d" })).toContain("too long");
  });
});

describe("a boolean", () => {
  it.each(["true", "True", "TRUE"])("can be %s", (text) => {
    expect(accepted({ "dry-run": text }).dryRun).toBe(true);
  });

  it.each(["false", "False", "FALSE", ""])("can be %j, too", (text) => {
    expect(accepted({ "dry-run": text }).dryRun).toBe(false);
  });

  it.each(["tRUE", "yes", "no", "on", "off", "1", "0", "y", "null"])(
    "cannot be %s, which other YAML takes for one",
    (text) => {
      expect(problemWith({ "dry-run": text })).toContain("is not a boolean");
    },
  );
});

describe("a whole number", () => {
  it.each(["2", "10", "100", "007"])("can be %s", (text) => {
    const { maxLiveTokens } = accepted({ "max-live-tokens": text });
    expect(maxLiveTokens).toBe(Number(text));
  });

  it.each(["1", "101", "-2", "2.0", "1e1", "0x10", "ten", "9".repeat(30)])(
    "cannot be %s",
    (text) => {
      expect(problemWith({ "max-live-tokens": text })).toContain(
        "is not an integer in range",
      );
    },
  );
});

describe("an address", () => {
  it.each([
    ["https://api.example.com", "https://api.example.com/"],
    ["https://api.example.com/", "https://api.example.com/"],
    ["https://ghes.example.com/api/v3/", "https://ghes.example.com/api/v3"],
    ["HTTPS://API.EXAMPLE.COM", "https://api.example.com/"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080/"],
    ["http://127.1.2.3", "http://127.1.2.3/"],
    ["http://localhost:1", "http://localhost:1/"],
    ["http://[::1]:1", "http://[::1]:1/"],
  ])("can be %s", (text, href) => {
    expect(accepted({ "astra-api-url": text }).astraApiUrl.href).toBe(href);
  });

  it.each([
    "api.example.com",
    "//api.example.com",
    "http://api.example.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://128.0.0.1",
    "http://[::2]",
    "ftp://127.0.0.1",
    "file:///etc/passwd",
    "data:text/plain,x",
    "javascript:1",
    "https://user@api.example.com",
    "https://:pass@api.example.com",
    "https://api.example.com/?x",
    "https://api.example.com/?x=1",
    "https://api.example.com/#x",
    "https://",
    "https://a b",
  ])("cannot be %s", (text) => {
    for (const input of ["astra-api-url", "github-api-url"]) {
      expect(problemWith({ [input]: text })).toContain(`${input}: `);
    }
  });

  it("is never repeated where credentials may be in it (I5)", () => {
    for (const text of ["https://u:hunter2@x.y", "https://x.y/?key=hunter2"]) {
      expect(problemWith({ "astra-api-url": text })).not.toContain("hunter2");
    }
  });
});

describe("a secret input", () => {
  it.each([
    ["", "is empty."],
    ["x", "does not start with AstraCS:."],
    [`ghp_${"a".repeat(36)}`, "is a GitHub token."],
    [`github_pat_${"a".repeat(36)}`, "is a GitHub token."],
    [`'${LEAST["astra-token"] ?? ""}'`, "is enclosed in quotation marks."],
    [`${LEAST["astra-token"] ?? ""}\nx`, "contains white space"],
    [(LEAST["astra-token"] ?? "").slice(0, 32), "it may be truncated"],
    [`AstraCS:a/b:${"0".repeat(64)}`, "does not have the form"],
  ])("of Astra's is told what is wrong with it (%#)", (text, problem) => {
    expect(problemWith({ "astra-token": text })).toContain(problem);
  });

  it("may have other lengths than today's tokens", () => {
    for (const text of ["AstraCS:a:0", `AstraCS:${"a".repeat(40)}:00ff`]) {
      const { astraToken } = accepted({ "astra-token": text });
      expect(astraToken.expose()).toBe(text);
    }
  });

  it("of GitHub's is known for Astra's, and for the job's own", () => {
    expect(
      problemWith({ "github-token": LEAST["astra-token"] ?? "" }),
    ).toContain("is an Astra token.");
    const own = "ghs_own";
    const parsed = parseInputs(
      (name) => ({ ...LEAST, "github-token": own })[name],
      { repository: "acme/ops", githubToken: own, variables: [] },
    );
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ input: "github-token" }],
    });
  });

  it("may end in a line break, as pasted secrets do", () => {
    const given = { "astra-token": `\n ${LEAST["astra-token"] ?? ""}\r\n` };
    const { astraToken } = accepted(given);
    expect(astraToken.expose()).toBe(LEAST["astra-token"]);
  });
});

describe("the roles", () => {
  it("are one per line, each once, however they are spaced", () => {
    const role = "\r\n R/W User \n\nr/w user\nRO User\r\n";
    expect(accepted({ role }).roles).toEqual(["R/W User", "RO User"]);
  });

  it("can be all the built-in ones at once", () => {
    const role = BUILT_IN_ROLES.map(({ uiName }) => uiName).join("\n");
    expect(accepted({ role }).roles).toHaveLength(16);
  });

  it("are needed only to rotate", () => {
    expect(problemWith({ role: "" })).toBe("role: is empty.");
    for (const mode of ["retire", "check"]) {
      expect(accepted({ role: "", mode }).roles).toEqual([]);
    }
  });
});

describe("the rotation's ID", () => {
  const allowed =
    "1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen; the same in every run.";

  it.each(["a", "A.b_c-9", "r".repeat(64)])("can be %s", (text) => {
    const { rotationId } = accepted({ "rotation-id": text });
    expect(rotationId).toBe(text);
  });

  it.each(["a b", "a/b", "é", "r".repeat(65), `ghp_${"a1".repeat(20)}`])(
    "cannot be %j",
    (text) => {
      const problems = problemsOf({ "rotation-id": text });
      expect(problems).toMatchObject([{ input: "rotation-id", allowed }]);
    },
  );

  it("is required with targets, whatever the mode", () => {
    const targets = "- repository: acme/web";
    for (const mode of ["rotate", "retire", "check"]) {
      expect(problemsOf({ targets, mode })).toEqual([
        { input: "rotation-id", problem: "is required with targets.", allowed },
      ]);
    }
    accepted({ targets, "rotation-id": "web" });
    accepted({ repository: "acme/web", environment: "production" });
  });
});

describe("the organization's ID", () => {
  const uuid = "0dec8c1f-5c1a-4f5e-9b1c-0123456789ab";

  it("is a UUID, in any case", () => {
    for (const text of [uuid, ` ${uuid.toUpperCase()}\n`]) {
      const { organizationId } = accepted({ "organization-id": text });
      expect(organizationId).toBe(uuid);
    }
    expect(accepted().organizationId).toBeUndefined();
  });

  it.each([
    "acme",
    uuid.slice(1),
    `${uuid}0`,
    `x${uuid}`,
    uuid.replace("-", ""),
  ])("cannot be %s", (text) => {
    expect(problemsOf({ "organization-id": text })).toEqual([
      {
        input: "organization-id",
        problem: `“${text}” is not a valid ID.`,
        allowed: "the organization ID that the Astra Portal shows, a UUID.",
      },
    ]);
  });

  it("is not shown where it is a token (I5)", () => {
    const token = LEAST["astra-token"] ?? "";
    expect(problemWith({ "organization-id": token })).toBe(
      "organization-id: a token, which is not shown here, is not a valid ID.",
    );
  });
});

describe("a misspelt input", () => {
  it("is refused beside everything else that is wrong", () => {
    const context = {
      repository: "acme/ops",
      variables: ["PATH", "INPUT_ROLE", "INPUT_ROTATE_AFTER", "INPUT_FOO"],
    };
    const problems = problemsOf({ mode: "turn" }, context);
    expect(problems.map(({ input }) => input)).toEqual([
      "INPUT_ROTATE_AFTER",
      "mode",
    ]);
  });
});
