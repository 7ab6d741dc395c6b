import { describe, expect, it } from "vitest";
import { parseTargets } from "../../../../src/action/inputs/targets.ts";

/** What is wrong with a text, each as `line:column problem (allowed)`. */
function problemsOf(text: string): readonly string[] {
  return parseTargets(text).problems.map(
    ({ at: { line, column }, problem, allowed }) =>
      `${String(line)}:${String(column)} ${problem} (${allowed})`,
  );
}

const ONE_PLACE = "a target is one place: see the README.";

describe("a problem with the targets", () => {
  it.each([
    [
      "- repository: web",
      "1:15 “web” is not a repository. (owner/name, not an address.)",
    ],
    [
      "- environment: x",
      "1:3 this target has neither repository nor organization. (one of the two.)",
    ],
    [
      "- repository: acme/web\n  environment: ..",
      "2:16 “..” cannot be an environment. (the name of an environment that exists, up to 255 characters.)",
    ],
    [
      "- repository: acme/web\n  environment: x\n  store: agents",
      "2:16 environments have no agents secrets. (environment without store, or with store: actions.)",
    ],
    [
      "- repository: acme/web\n  visibility: all",
      `2:15 visibility without organization. (${ONE_PLACE})`,
    ],
    [
      "- repository: acme/web\n  repositories: [a]",
      `2:17 repositories without organization. (${ONE_PLACE})`,
    ],
    [
      "- organization: acme\n  repository: acme/web",
      `2:15 repository beside organization. (${ONE_PLACE})`,
    ],
    [
      "- organization: acme\n  environment: x",
      `2:16 environment beside organization. (${ONE_PLACE})`,
    ],
    [
      "- organization: a/b",
      "1:17 “a/b” is not an organization. (the name of an organization, as in its address.)",
    ],
    [
      "- organization: acme\n  visibility: some",
      "2:15 “some” is not a visibility. (all, private, selected.)",
    ],
    [
      "- organization: acme\n  repositories: [a]",
      "2:17 repositories with no visibility. (only with visibility: selected.)",
    ],
    [
      "- organization: acme\n  visibility: all\n  repositories: [a]",
      "3:17 repositories with visibility: all. (only with visibility: selected.)",
    ],
    [
      "- repository: acme/web\n- repository: ACME/web",
      "2:3 this target is the same as the one in line 1. (every target once; letter case does not count.)",
    ],
    [
      "- organization: acme\n  visibility: selected\n  repositories: [a/b]",
      "3:18 “a/b” is not a repository of the organization. (its name without the owner.)",
    ],
    [
      "- organization: acme\n  visibility: selected\n  repositories: [a, A]",
      "3:21 “A” is there twice. (every repository once.)",
    ],
  ])(
    "says where it is, what is wrong and what is allowed: %j",
    (text, problem) => {
      expect(problemsOf(text)).toEqual([problem]);
    },
  );

  it("leaves out the targets that are not usable", () => {
    for (const text of [
      "- repository: web",
      "- environment: x",
      "- repository: acme/web\n  environment: ..",
      "- organization: 7",
      "- organization: a/b",
      "- organization: acme\n  visibility: some",
      "- organization: acme\n  repositories: [a]",
    ]) {
      expect(problemsOf(text)).toHaveLength(1);
      expect(parseTargets(text).targets).toEqual([]);
    }
  });

  it("does not hide the problems of a target whose store is none", () => {
    const text = "- repository: acme/web\n  store: vault";
    expect(problemsOf(text)).toEqual([
      "2:10 “vault” is not a store. (actions, dependabot, codespaces, agents.)",
    ]);
    expect(parseTargets(text).targets).toEqual([
      {
        kind: "repository",
        store: "actions",
        owner: "acme",
        repository: "web",
      },
    ]);
  });
});
