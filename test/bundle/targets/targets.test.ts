import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseTargets } from "../../../src/action/inputs/targets.ts";

const schema: unknown = JSON.parse(
  readFileSync(
    new URL("../../../docs/targets.schema.json", import.meta.url),
    "utf8",
  ),
);
const validate = new Ajv({ strict: true }).compile(schema as object);

const GOOD = [
  "- repository: acme/web",
  "- repository: acme/web\n  store: actions",
  "- repository: acme/web\n  environment: production / eu",
  "- repository: acme/web\n  environment: Ünïcode ✓\n  store: actions",
  "- repository: acme/web\n  store: dependabot\n- repository: acme/web\n  store: codespaces\n- repository: acme/web\n  store: agents",
  "- organization: acme",
  "- organization: acme\n  visibility: all",
  "- organization: acme\n  visibility: private\n  store: dependabot",
  "- organization: acme\n  visibility: selected",
  "- organization: acme\n  visibility: selected\n  repositories: [web, api]",
  "- {repository: acme/web}\n- {repository: acme/api}",
  "# a comment\n- repository: 'acme/.github'",
  "- repository: some_emu/web",
];

/** A bad document, and where and of what the parser has to complain. */
const BAD: readonly (readonly [string, readonly RegExp[]])[] = [
  ["", [/^1:1 there is no list/]],
  ["{}", [/^1:1 there is no list/]],
  ["[]", [/^1:1 there is no list/]],
  ["acme/web", [/^1:1 there is no list/]],
  ["- acme/web", [/^1:3 this entry has no keys/]],
  ["- repository: web", [/^1:15 “web” is not a valid repository/]],
  [
    "- repository: https://github.com/acme/web",
    [/^1:15 “.*” is not a valid repository/],
  ],
  ["- repository: acme/..", [/^1:15 “acme\/\.\.” is not a valid repository/]],
  ["- repository: acme/web/x", [/^1:15 .* is not a valid repository/]],
  ["- repository:", [/^1:14 repository has no value/]],
  ["- repository: 12", [/^1:15 repository is a number/]],
  ["- repository: [acme/web]", [/^1:15 repository is not a string/]],
  ["- environment: production", [/^1:3 repository is missing/]],
  [
    "- repo: acme/web",
    [/^1:3 unexpected key “repo”/, /^1:3 repository is missing/],
  ],
  [
    "- repository: acme/web\n  store: action",
    [/^2:10 “action” is not a valid store/],
  ],
  [
    "- repository: acme/web\n  environment: ''",
    [/^2:16 “” is not a valid environment/],
  ],
  [
    "- repository: acme/web\n  environment: ' x'",
    [/^2:16 “ x” is not a valid environment/],
  ],
  [
    "- repository: acme/web\n  environment: '..'",
    [/^2:16 “\.\.” is not a valid environment/],
  ],
  [
    "- repository: acme/web\n  environment: true",
    [/^2:16 environment is a boolean/],
  ],
  [
    "- repository: acme/web\n  environment: prod\n  store: dependabot",
    [/^3:10 “dependabot” is not a valid store/],
  ],
  [
    "- repository: acme/web\n  visibility: all",
    [/^2:3 unexpected key “visibility”/],
  ],
  [
    "- repository: acme/web\n  organization: acme",
    [/^1:3 unexpected key “repository”/],
  ],
  [
    "- organization: acme\n  environment: production",
    [/^2:3 unexpected key “environment”/],
  ],
  [
    "- organization: acme/web",
    [/^1:17 “acme\/web” is not a valid organization/],
  ],
  [
    "- organization: acme\n  visibility: some",
    [/^2:15 “some” is not a valid visibility/],
  ],
  [
    "- organization: acme\n  repositories: [web]",
    [/^1:3 visibility is missing/],
  ],
  [
    "- organization: acme\n  visibility: all\n  repositories: [web]",
    [/^2:15 “all” is not a valid visibility/],
  ],
  [
    "- organization: acme\n  visibility: selected\n  repositories: []",
    [/^3:17 repositories is empty/],
  ],
  [
    "- organization: acme\n  visibility: selected\n  repositories: web",
    [/^3:17 repositories is not a list/],
  ],
  [
    "- organization: acme\n  visibility: selected\n  repositories: [web, web]",
    [/^3:23 “web” is listed twice/],
  ],
  [
    "- organization: acme\n  visibility: selected\n  repositories: [acme/web]",
    [/^3:18 “acme\/web” is not a valid repository name/],
  ],
  [
    "- repository: acme/web\n- repository: acme/web",
    [/^2:3 this target is the same as the one in line 1/],
  ],
];

/** Bad in a way that no schema of the parsed document can see. */
const BAD_AS_TEXT: readonly (readonly [string, readonly RegExp[]])[] = [
  [
    "- repository: acme/web\n- repository: Acme/WEB",
    [/^2:3 this target is the same as the one in line 1/],
  ],
  [
    "- repository: acme/web\n  environment: prod\n- repository: acme/web\n  environment: PROD\n  store: actions",
    [/^3:3 this target is the same as the one in line 1/],
  ],
  [
    "- organization: acme\n- organization: ACME\n  visibility: all",
    [/^2:3 this target is the same as the one in line 1/],
  ],
  [
    "- organization: acme\n  visibility: selected\n  repositories: [web, WEB]",
    [/^3:23 “WEB” is listed twice/],
  ],
  ["- repository: acme/web\n  repository: acme/api", [/^2:3 duplicate key/]],
  ["-\trepository: acme/web", [/^1:2 a tab is used/]],
  [
    "- repository: acme/web\n---\n- repository: acme/api",
    [/^2:1 a second document starts here/],
  ],
  ["- &a repository: acme/web\n- repository: *a", [/^2:15 .* is an alias/]],
];

function complaints(text: string): readonly string[] {
  return parseTargets(text).problems.map(
    ({ at, problem }) => `${String(at.line)}:${String(at.column)} ${problem}`,
  );
}

describe("the input targets", () => {
  it.each(GOOD)("takes, like the schema, %j", (text) => {
    expect(complaints(text)).toEqual([]);
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(BAD)("refuses, like the schema, %j", (text, expected) => {
    expect(complaints(text)).toEqual(
      expected.map((pattern) => expect.stringMatching(pattern) as unknown),
    );
    expect(validate(parse(text) ?? null)).toBe(false);
  });

  it.each(BAD_AS_TEXT)("refuses %j", (text, expected) => {
    expect(complaints(text)).toEqual(
      expected.map((pattern) => expect.stringMatching(pattern) as unknown),
    );
  });

  it("says everything that is wrong at once", () => {
    const text = [
      "- repository: acme",
      "  store: what",
      "  color: red",
      "- organization: acme",
      "  visibility: all",
      "  repositories: [a/b]",
      "- 7",
    ].join("\n");
    expect(complaints(text)).toHaveLength(6);
  });

  it("turns every kind of target into what the adapters need", () => {
    const text = [
      "- repository: acme/web",
      "- repository: acme/web",
      "  environment: production / eu",
      "- repository: acme/web",
      "  store: dependabot",
      "- organization: acme",
      "- organization: globex",
      "  store: codespaces",
      "  visibility: selected",
      "  repositories: [web, api]",
    ].join("\n");
    expect(parseTargets(text).targets).toEqual([
      {
        kind: "repository",
        store: "actions",
        owner: "acme",
        repository: "web",
      },
      {
        kind: "environment",
        store: "actions",
        owner: "acme",
        repository: "web",
        environment: "production / eu",
      },
      {
        kind: "repository",
        store: "dependabot",
        owner: "acme",
        repository: "web",
      },
      {
        kind: "organization",
        store: "actions",
        organization: "acme",
        access: { kind: "as-is" },
      },
      {
        kind: "organization",
        store: "codespaces",
        organization: "globex",
        access: { kind: "selected", repositories: ["web", "api"] },
      },
    ]);
  });

  it("holds a thousand targets and not one more", () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, n) => `- repository: acme/r${n}`);
    expect(complaints(lines(1_000).join("\n"))).toEqual([]);
    expect(complaints(lines(1_001).join("\n"))).toEqual([
      "1001:3 there are 1001 entries.",
    ]);
  });

  it("is inert: what it quotes contains no command (I10)", () => {
    const [problem] = complaints("- repository: '::set-output name=x::##[b]'");
    expect(problem).not.toMatch(/::|##\[/);
  });
});
