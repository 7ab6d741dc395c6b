import { describe, expect, it } from "vitest";
import { parseTargets } from "../../../../src/action/inputs/targets.ts";

/** What is wrong with a text, each as `line:column problem (allowed)`. */
function problemsOf(text: string): readonly string[] {
  return parseTargets(text).problems.map(
    ({ at: { line, column }, problem, allowed }) =>
      `${String(line)}:${String(column)} ${problem} (${allowed})`,
  );
}

const KEYS =
  "repository, environment, store; or organization, store, visibility, and repositories with visibility: selected.";
const LIST = "a list of names, such as [web, api].";

describe("a problem with the targets", () => {
  it.each([
    ["{}", `1:1 there is no list. (a YAML list of entries with ${KEYS})`],
    ["- web", `1:3 this entry has no keys. (${KEYS})`],
    ["- null", `1:3 this entry has no keys. (${KEYS})`],
    [
      "- repository: web",
      "1:15 “web” is not a valid repository. (owner/name, not a URL.)",
    ],
    ["- repository:", "1:14 repository has no value. (owner/name, not a URL.)"],
    [
      "- repository: 7",
      "1:15 repository is a number; put it in quotation marks. (owner/name, not a URL.)",
    ],
    [
      "- repository: [acme/web]",
      "1:15 repository is not a string. (owner/name, not a URL.)",
    ],
    ["- environment: x", `1:3 repository is missing. (${KEYS})`],
    [
      "- repository: acme/web\n  environment: ..",
      "2:16 “..” is not a valid environment. (the name of an existing environment, at most 255 characters.)",
    ],
    [
      "- repository: acme/web\n  environment: x\n  store: agents",
      "3:10 “agents” is not a valid store. (actions; environments have no other secrets.)",
    ],
    [
      "- repository: acme/web\n  store: vault",
      "2:10 “vault” is not a valid store. (actions, dependabot, codespaces, agents.)",
    ],
    [
      "- repository: acme/web\n  visibility: all",
      `2:3 unexpected key “visibility”. (${KEYS})`,
    ],
    [
      "- organization: acme\n  repository: acme/web",
      `2:3 unexpected key “repository”. (${KEYS})`,
    ],
    [
      "- organization: acme\n  visibility: all\n  repositories: [a]",
      "2:15 “all” is not a valid visibility. (selected, where repositories are listed.)",
    ],
    [
      "- organization: a/b",
      "1:17 “a/b” is not a valid organization. (the name of an organization, as in its URL.)",
    ],
    [
      "- organization: acme\n  visibility: some",
      "2:15 “some” is not a valid visibility. (all, private, selected.)",
    ],
    [
      "- repository: acme/web\n- repository: ACME/web",
      "2:3 this target is the same as the one in line 1. (each target once; case-insensitive.)",
    ],
    [
      "- repository: a/b\n- repository: acme/web\n- repository: acme/web",
      "3:3 this target is the same as the one in line 2. (each target once; case-insensitive.)",
    ],
    [
      "- organization: acme\n  visibility: selected\n  repositories: a",
      `3:17 repositories is not a list. (${LIST})`,
    ],
    [
      "- organization: acme\n  visibility: selected\n  repositories: []",
      `3:17 repositories is empty. (${LIST})`,
    ],
    [
      "- organization: acme\n  visibility: selected\n  repositories: [a/b]",
      "3:18 “a/b” is not a valid repository name. (the name without the owner.)",
    ],
    [
      "- organization: acme\n  visibility: selected\n  repositories: [a, A]",
      "3:21 “A” is listed twice. (each repository once; case-insensitive.)",
    ],
    [
      "- repository: acme/web\n  repository: acme/api",
      "2:3 duplicate key. (YAML 1.2.)",
    ],
  ])(
    "says where it is, what is wrong and what is allowed: %j",
    (text, problem) => {
      expect(problemsOf(text)).toEqual([problem]);
    },
  );

  it.each([
    ["- repository: &a acme/web\n- repository: *a", "2:15 repository is"],
    ["- &a {repository: acme/web}\n- *a", "2:3 this entry is"],
    ["- repository: &a acme/web\n  store: *a", "2:10 store is"],
  ])("is an alias in %j", (text, problem) => {
    expect(problemsOf(text)).toEqual([
      expect.stringContaining(`${problem} an alias. (`),
    ]);
  });

  it("is every unexpected key, whatever it means to JavaScript", () => {
    const keys = ["constructor", "__proto__", "toString", "<<"];
    const lines = keys.map((key) => `  ${key}: x`);
    const text = ["- repository: acme/web", ...lines].join("\n");
    expect(problemsOf(text)).toEqual(
      keys.map(
        (key, n) => `${String(n + 2)}:3 unexpected key “${key}”. (${KEYS})`,
      ),
    );
  });

  it("leaves out the target", () => {
    for (const text of [
      "- repository: web",
      "- environment: x",
      "- repository: acme/web\n  environment: ..",
      "- repository: acme/web\n  constructor: x",
      "- repository: acme/web\n  store: vault",
      "- organization: 7",
      "- organization: a/b",
      "- organization: acme\n  visibility: some",
      "- organization: acme\n  repositories: [a]",
    ]) {
      expect(problemsOf(text)).toHaveLength(1);
      expect(parseTargets(text).targets).toEqual([]);
    }
  });

  it("leaves out the second of two that are the same", () => {
    const text = "- repository: acme/web\n- repository: ACME/web";
    expect(parseTargets(text).targets).toHaveLength(1);
  });

  it("is every entry beyond a thousand", () => {
    const entries = Array.from(
      { length: 1_002 },
      (_, n) => `- repository: acme/web-${String(n)}`,
    );
    const text = entries.join("\n");
    expect(problemsOf(text)).toEqual([
      "1001:3 there are 1002 entries. (at most 1000.)",
    ]);
    expect(parseTargets(text).targets).toHaveLength(1_000);
  });

  it("comes in the order of the text", () => {
    const text =
      "- repo: a\n  store: vault\n- repository: acme/web\n  repository: acme/web\n- {}\n- repository: acme/web\n- 1";
    expect(problemsOf(text).map((one) => one.split(" ")[0])).toEqual([
      ...["1:3", "1:3", "2:10", "4:3", "5:3", "6:3", "7:3"],
    ]);
    const inOneLine = "- {store: vault, more: x, repository: acme/web}";
    expect(problemsOf(inOneLine).map((one) => one.split(" ")[0])).toEqual([
      ...["1:11", "1:18"],
    ]);
  });
});
