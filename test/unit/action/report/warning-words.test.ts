import { describe, expect, it } from "vitest";
import {
  sentenceOf,
  titleOf,
} from "../../../../src/action/report/warning-words.ts";
import type { Warning } from "../../../../src/rotation/steps.ts";

const CUSTOM = "11111111-2222-3333-4444-555555555555";
const READ_WRITE = "b4ed0e9e-67e8-47b6-8b58-c6629be961a9";

describe("the title of a warning", () => {
  const every: Readonly<Record<Warning["kind"], true>> = {
    "role-manages-tokens": true,
    "copied-marker": true,
    "previous-is-admin": true,
    "marker-not-kept": true,
    "expires-early": true,
    "admin-expires": true,
    "github-expires": true,
    "still-accepted": true,
    drifted: true,
    shadowed: true,
    unrotated: true,
    "roles-unchecked": true,
    "role-changed": true,
    "database-unseen": true,
    "overlap-cut": true,
    uncovered: true,
    "may-cut-off": true,
    "previous-elsewhere": true,
    "previous-of-other-rotation": true,
    contradicted: true,
    "previous-unclear": true,
    "previous-roles": true,
    "age-unjudged": true,
    "runs-unreadable": true,
  };
  const titles = Object.keys(every).map((kind) =>
    titleOf({ kind, cause: "dead", clientIds: ["a"] } as unknown as Warning),
  );

  it.each(titles)("is a few words and no sentence: %s", (title) => {
    expect(title).toMatch(/^[^.]{10,60}$/u);
  });

  it("is no other one's", () => {
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe("the warning of tokens for other places", () => {
  const told = (...clientIds: readonly string[]) =>
    sentenceOf({ kind: "uncovered", clientIds });

  it.each([
    [
      ["a"],
      "1 token of this rotation was minted for other places than this run writes: a. No run of this configuration revokes it. Add those places again, or revoke it in the Astra Portal (Settings › Tokens) once nothing uses it.",
    ],
    [
      ["a", "b"],
      "2 tokens of this rotation were minted for other places than this run writes: a, b. No run of this configuration revokes them. Add those places again, or revoke them in the Astra Portal (Settings › Tokens) once nothing uses them.",
    ],
  ])("counts %j", (clientIds, words) => {
    expect(told(...clientIds)).toBe(words);
  });
});

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
