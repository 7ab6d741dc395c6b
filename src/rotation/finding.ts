import { inputOf, type OwnEnd, renewalAdvice } from "./credential-ends.ts";
import { FIND_THE_OTHER } from "./drift.ts";
import {
  joinErrors,
  RotationError,
  type RotationErrorFacts,
} from "./errors.ts";
import { firstFew } from "./first-few.ts";
import type { SecretState } from "./observation.ts";
import { shortId, shortIds } from "./short-id.ts";

/**
 * One thing that mode `check` found wrong or overdue. Instants are epoch
 * milliseconds.
 */
export type Finding =
  | { readonly kind: "no-credential" }
  /** The newest has expired; no live one took its place. */
  | { readonly kind: "expired"; readonly expiresOn: number }
  /** `previous-token` shows that a secret held another token, or a dead one. */
  | {
      readonly kind: "contradicted";
      readonly clientId: string;
      readonly isDead: boolean;
    }
  /** The same secrets had to be put right by so many live credentials. */
  | { readonly kind: "replaced-often"; readonly clientIds: readonly string[] }
  /** Another rotation's live credentials fit what secrets hold. */
  | {
      readonly kind: "second-rotation";
      readonly secrets: readonly SecretState[];
      readonly clientIds: readonly string[];
    }
  | { readonly kind: "overdue"; readonly dueOn: number }
  | { readonly kind: "other-roles" }
  /** The roles allow more than when the current credential was minted. */
  | { readonly kind: "role-wider"; readonly added: readonly string[] }
  | { readonly kind: "missing"; readonly secrets: readonly SecretState[] }
  | { readonly kind: "drifted"; readonly secrets: readonly SecretState[] }
  | { readonly kind: "incomplete"; readonly healableFrom: number }
  /**
   * The current credential ends before the rotation that would replace it, or
   * too soon.
   */
  | { readonly kind: "expiring"; readonly expiresOn: number }
  /** A credential of the run's own ends before the next planned rotation. */
  | OwnEnd
  | {
      readonly kind: "unrevoked";
      readonly clientIds: readonly string[];
      readonly dueOn: number;
    };

/** How many lines of a policy a finding shows. */
const MAX_LINES = 6;

/** Throws `check-failed`, with every finding, when there is any. */
export function requireSound(findings: readonly Finding[]): void {
  const errors = findings.map((finding) => {
    const { advice = "", ...words } = wordsOf(finding);
    return new RotationError({
      code: "check-failed",
      remedy: `${ROTATE}${advice}`,
      rerun: "safe",
      ...words,
    });
  });
  const [first, ...others] = errors;
  if (first !== undefined) throw joinErrors([first, ...others]);
}

const ROTATE =
  "Run the rotation's workflow manually to fix this, then find out why it did not run on schedule. GitHub disables schedules in public repositories after 60 days without activity.";

interface Words extends Pick<RotationErrorFacts, "summary" | "moment"> {
  /** What else to do than to rotate. */
  readonly advice?: string;
  /** What to do instead of rotating. */
  readonly remedy?: string;
}

function wordsOf(finding: Finding): Words {
  switch (finding.kind) {
    case "no-credential":
      return {
        summary: "This rotation has no live token for these secrets.",
        advice:
          " If it has run before, compare `rotation-id`, targets and secret names with the rotation's own.",
      };
    case "contradicted":
      return {
        summary: `\`previous-token\` held token ${shortId(finding.clientId)}, which ${finding.isDead ? "Astra does not accept" : "is not the newest one"}.`,
      };
    case "replaced-often":
      return {
        summary: `The same secrets had to be repaired again and again: ${String(finding.clientIds.length)} live tokens were minted for that.`,
        remedy:
          "Something else writes these secrets: look for a second workflow that rotates them, or for a tool that restores an old value.",
      };
    case "second-rotation":
      return {
        summary: `Another rotation also writes ${secretNames(finding.secrets)}: its token ${shortIds(finding.clientIds)} fits the last write.`,
        remedy: FIND_THE_OTHER,
      };
    case "other-roles":
    case "role-wider":
      return roleWordsOf(finding);
    case "missing":
      return {
        summary: `Secrets that should hold the token do not exist: ${secretNames(finding.secrets)}.`,
      };
    case "drifted":
      return {
        summary: `Secrets do not hold a live token of this rotation: ${secretNames(finding.secrets)}.`,
        advice: " It replaces their values.",
      };
    case "admin-expires":
    case "github-expires":
    case "expired":
    case "overdue":
    case "incomplete":
    case "expiring":
    case "unrevoked":
      return timedWordsOf(finding);
    default:
      return finding satisfies never;
  }
}

function roleWordsOf(
  finding: Extract<Finding, { kind: "other-roles" | "role-wider" }>,
): Words {
  if (finding.kind === "other-roles") {
    return {
      summary: "The current token has other roles than configured.",
      advice:
        " If the role was changed only here, change it in the rotation's workflow, too.",
    };
  }
  return {
    summary: `By the digest that the current token carries, its role was widened since the token was minted. It now also allows ${firstFew(finding.added, MAX_LINES)}.`,
    remedy:
      "The current token has these permissions, too. Undo the edit in the Astra Portal (Settings › Roles) if nobody meant it; otherwise run the rotation's workflow manually, whose new token records what the role allows.",
  };
}

/** Of the findings that began, or will begin, at a known time. */
function timedWordsOf(
  finding:
    | OwnEnd
    | Extract<
        Finding,
        {
          kind: "expired" | "overdue" | "incomplete" | "expiring" | "unrevoked";
        }
      >,
): Words {
  switch (finding.kind) {
    case "expired":
      return {
        summary:
          "The current token has expired, so its consumers have lost access.",
        moment: { relation: "since", at: finding.expiresOn },
      };
    case "overdue":
      return {
        summary:
          "The rotation is overdue: the current token should have been replaced.",
        moment: { relation: "since", at: finding.dueOn },
      };
    case "incomplete":
      return {
        summary:
          "The last rotation did not update every secret, and no run has repaired that.",
        moment: { relation: "since", at: finding.healableFrom },
      };
    case "expiring":
      return {
        summary:
          "The current token expires soon, and no rotation has replaced it.",
        moment: { relation: "on", at: finding.expiresOn },
      };
    case "admin-expires":
    case "github-expires":
      return {
        summary: `\`${inputOf(finding)}\` expires before the next planned rotation.`,
        remedy: renewalAdvice(finding),
        moment: { relation: "on", at: finding.expiresOn },
      };
    case "unrevoked":
      return {
        summary: `${tokenCount(finding.clientIds)} should have been revoked.`,
        moment: { relation: "since", at: finding.dueOn },
      };
    default:
      return finding satisfies never;
  }
}

function tokenCount({ length }: readonly string[]): string {
  return length === 1
    ? "1 superseded token"
    : `${String(length)} superseded tokens`;
}

function secretNames(cells: readonly SecretState[]): string {
  return firstFew(
    cells.map(({ secretName: secret, target }) => `${secret} in ${target}`),
  );
}
