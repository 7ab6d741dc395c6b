import { describe, expect, it } from "vitest";
import type { RotationError } from "../../../src/rotation/errors.ts";
import { type Finding, requireSound } from "../../../src/rotation/finding.ts";
import { cellAt, NOW } from "./observations.ts";
import { thrownBy } from "./outcomes.ts";

const LETTERS = ["A", "B", "C", "D", "E", "F", "G"];

const RUN_IT =
  "Run the rotation's workflow manually to fix this, then find out why it did not run on schedule. GitHub disables schedules in public repositories after 60 days without activity.";

const WIDENED =
  "By the digest that the current token carries, its role was widened since the token was minted.";

const UNDO =
  "The current token has these permissions, too. Undo the edit in the Astra Portal (Settings › Roles) if nobody meant it; otherwise run the rotation's workflow manually, whose new token records what the role allows.";

const SENTENCES: readonly (readonly [
  finding: Finding,
  summary: string,
  remedy: string,
  moment?: RotationError["moment"],
])[] = [
  [
    { kind: "no-credential" },
    "This rotation has no live token for these secrets.",
    `${RUN_IT} If it has run before, compare \`rotation-id\`, targets and secret names with the rotation's own.`,
  ],
  [
    { kind: "expired", expiresOn: NOW },
    "The current token has expired, so its consumers have lost access.",
    RUN_IT,
    { relation: "since", at: NOW },
  ],
  [
    { kind: "contradicted", clientId: "a", isDead: true },
    "`previous-token` held token a, which Astra does not accept.",
    RUN_IT,
  ],
  [
    { kind: "contradicted", clientId: "a", isDead: false },
    "`previous-token` held token a, which is not the newest one.",
    RUN_IT,
  ],
  [
    { kind: "replaced-often", clientIds: ["a", "b", "c"] },
    "The same secrets had to be repaired again and again: 3 live tokens were minted for that.",
    "Something else writes these secrets: look for a second workflow that rotates them, or for a tool that restores an old value.",
  ],
  [
    {
      kind: "second-rotation",
      secrets: [cellAt(NOW)],
      clientIds: ["other"],
    },
    "Another rotation also writes TOKEN in acme/web: its token other fits the last write.",
    "Find the other workflow by the words in the token's description (Astra Portal, Settings › Tokens), then stop one of the two or give each its own secrets.",
  ],
  [
    { kind: "overdue", dueOn: NOW },
    "The rotation is overdue: the current token should have been replaced.",
    RUN_IT,
    { relation: "since", at: NOW },
  ],
  [
    { kind: "other-roles" },
    "The current token has other roles than configured.",
    `${RUN_IT} If the role was changed only here, change it in the rotation's workflow, too.`,
  ],
  [
    { kind: "role-wider", added: ["read"] },
    `${WIDENED} It now also allows read.`,
    UNDO,
  ],
  [
    { kind: "role-wider", added: LETTERS.slice(0, 6) },
    `${WIDENED} It now also allows A, B, C, D, E, F.`,
    UNDO,
  ],
  [
    { kind: "role-wider", added: [...LETTERS, "H"] },
    `${WIDENED} It now also allows A, B, C, D, E, F and 2 more.`,
    UNDO,
  ],
  [
    { kind: "missing", secrets: [cellAt(0, "A"), cellAt(0, "B", "acme/api")] },
    "Secrets that should hold the token do not exist: A in acme/web, B in acme/api.",
    RUN_IT,
  ],
  [
    {
      kind: "drifted",
      secrets: LETTERS.slice(0, 5).map((name) => cellAt(0, name)),
    },
    "Secrets do not hold a live token of this rotation: A in acme/web, B in acme/web, C in acme/web, D in acme/web, E in acme/web.",
    `${RUN_IT} It replaces their values.`,
  ],
  [
    { kind: "missing", secrets: LETTERS.map((name) => cellAt(0, name)) },
    "Secrets that should hold the token do not exist: A in acme/web, B in acme/web, C in acme/web, D in acme/web, E in acme/web and 2 more.",
    RUN_IT,
  ],
  [
    { kind: "incomplete", healableFrom: NOW },
    "The last rotation did not update every secret, and no run has repaired that.",
    RUN_IT,
    { relation: "since", at: NOW },
  ],
  [
    { kind: "expiring", expiresOn: NOW },
    "The current token expires soon, and no rotation has replaced it.",
    RUN_IT,
    { relation: "on", at: NOW },
  ],
  [
    { kind: "admin-expires", expiresOn: NOW },
    "`astra-token` expires before the next planned rotation.",
    "Create a token with the same role in the Astra Portal (Settings › Tokens) and store it in the secret that `astra-token` reads.",
    { relation: "on", at: NOW },
  ],
  [
    {
      kind: "github-expires",
      expiresOn: NOW,
      renewAt: "https://github.com/settings/tokens",
    },
    "`github-token` expires before the next planned rotation.",
    "Create a token with the same access at https://github.com/settings/tokens and store it in the secret that `github-token` reads.",
    { relation: "on", at: NOW },
  ],
  [
    { kind: "unrevoked", clientIds: ["a"], dueOn: NOW },
    "1 superseded token should have been revoked.",
    RUN_IT,
    { relation: "since", at: NOW },
  ],
  [
    { kind: "unrevoked", clientIds: ["a", "b"], dueOn: NOW },
    "2 superseded tokens should have been revoked.",
    RUN_IT,
    { relation: "since", at: NOW },
  ],
];

describe("the error of a check", () => {
  it.for(SENTENCES)("tells of %o", ([finding, summary, remedy, moment]) => {
    const error = thrownBy(() => {
      requireSound([finding]);
    }) as RotationError;
    const { code, rerun } = error;
    expect({ code, rerun }).toEqual({ code: "check-failed", rerun: "safe" });
    expect(error.summary).toBe(summary);
    expect(error.remedy).toBe(remedy);
    expect(error.moment).toEqual(moment);
  });

  it("names every finding", () => {
    const findings = [
      { kind: "other-roles" },
      { kind: "no-credential" },
    ] as const;
    expect(
      thrownBy(() => {
        requireSound(findings);
      }),
    ).toMatchObject({
      summary: "The current token has other roles than configured.",
      also: [{ summary: "This rotation has no live token for these secrets." }],
    });
  });

  it("is none where nothing was found", () => {
    expect(() => {
      requireSound([]);
    }).not.toThrow();
  });
});
