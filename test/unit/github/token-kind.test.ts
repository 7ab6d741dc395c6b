import { describe, expect, it } from "vitest";
import { tokenKindOf } from "../../../src/github/token-kind.ts";
import { Secret } from "../../../src/rotation/secret.ts";

const kindOf = (text: string, workflow?: string): string =>
  tokenKindOf(
    new Secret(text),
    workflow === undefined ? undefined : new Secret(workflow),
  );

/** A text with a prefix; a whole token in a file trips secret scanning. */
const made = (prefix: string): string => `${prefix}_${"a1".repeat(18)}`;

describe("the kind of a token", () => {
  it.each([
    ["an installation's", made("ghs"), "installation"],
    ["a fine-grained one", made("github_pat"), "fine-grained"],
    ["a classic one", made("ghp"), "classic"],
    ["an OAuth one", made("gho"), "unknown"],
    ["one of an older form", "a1".repeat(20), "unknown"],
    ["a workflow's own, by the App in it", made("ghs_15368"), "workflow"],
    ["of another App", made("ghs_153680"), "installation"],
    ["none", "", "unknown"],
    ["a prefix further inside", `x${made("ghp")}`, "unknown"],
  ])("is told for %s", (_name, token, kind) => {
    expect(kindOf(token)).toBe(kind);
  });

  it("is the workflow's where the job says so", () => {
    expect(kindOf(made("ghs"), made("ghs"))).toBe("workflow");
    expect(kindOf(made("ghp"), made("ghs"))).toBe("classic");
  });
});
