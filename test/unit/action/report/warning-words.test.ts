import { describe, expect, it } from "vitest";
import { sentenceOf } from "../../../../src/action/report/warning-words.ts";

const CUSTOM = "11111111-2222-3333-4444-555555555555";
const READ_WRITE = "b4ed0e9e-67e8-47b6-8b58-c6629be961a9";

describe("the warning of a previous-token with other roles", () => {
  const told = (held: readonly string[], ...names: readonly string[]) =>
    sentenceOf({
      kind: "previous-roles",
      clientId: "hand",
      held,
      wanted: [{ id: CUSTOM, names, managesTokens: false }],
    });

  it("fits a workflow that configures access in place of a role", () => {
    expect(told([READ_WRITE.toUpperCase()], "atr 2d1e read-only abc")).toBe(
      "`previous-token` (hand) has the role “R/W Svc Acct”. The new token has only what this workflow configures with `role`, or with `database` and `access`: “atr 2d1e read-only abc”.",
    );
  });

  it("shows a custom role of the token list as the list does", () => {
    const other = CUSTOM.replace("1", "9");
    expect(told([other, "reader"])).toBe(
      `\`previous-token\` (hand) has the roles “${other}”, “reader”. The new token has only what this workflow configures with \`role\`, or with \`database\` and \`access\`: “${CUSTOM}”.`,
    );
  });
});
