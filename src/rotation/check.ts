import { hasOtherRoles } from "./credential.ts";
import {
  joinErrors,
  RotationError,
  type RotationErrorFacts,
} from "./errors.ts";
import type { Revocable } from "./due.ts";
import type { Evidence } from "./evidence.ts";
import type { Member } from "./lineage.ts";
import { shortId } from "./short-id.ts";
import { dueByExpiry } from "./next-due.ts";
import type { SecretState, Observation, Policy } from "./observation.ts";

/** One thing that mode `check` found wrong or overdue. Instants are epoch milliseconds. */
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
  | { readonly kind: "overdue"; readonly dueOn: number }
  | { readonly kind: "other-roles" }
  | { readonly kind: "missing"; readonly secrets: readonly SecretState[] }
  | { readonly kind: "drifted"; readonly secrets: readonly SecretState[] }
  | { readonly kind: "incomplete"; readonly healableFrom: number }
  /** The current credential ends before the rotation that would replace it, or too soon. */
  | { readonly kind: "expiring"; readonly expiresOn: number }
  | {
      readonly kind: "unrevoked";
      readonly clientIds: readonly string[];
      readonly dueOn: number;
    };

/** So many live credentials that were minted to put something right are more than mishaps. */
const OFTEN = 3;

/**
 * What is wrong with a rotation, or later than the tolerance allows. A
 * `missing` secret says no instant, so it is wrong at once.
 */
export function findingsOf(
  observation: Observation,
  policy: Policy,
  evidence: Evidence,
  frozen: readonly Revocable[],
): readonly Finding[] {
  const { newest, missing, drifted, expired } = evidence;
  const ended = expired.findLast(({ marker }) =>
    evidence.coverage.isForAll(marker),
  );
  if (newest === undefined) {
    return ended?.expiresOn === undefined
      ? [{ kind: "no-credential" }]
      : [{ kind: "expired", expiresOn: ended.expiresOn }];
  }
  const late = observation.clocks.now - policy.toleranceMs;
  const findings: Finding[] = [
    ...ofCurrent(newest, late, observation, policy, evidence),
    ...ofHistory(newest, evidence),
  ];
  if (missing.length > 0) findings.push({ kind: "missing", secrets: missing });
  const stale = drifted.filter(({ updatedAt = 0 }) => updatedAt < late);
  if (stale.length > 0) findings.push({ kind: "drifted", secrets: stale });
  const overdue = frozen.flatMap(({ clientId, revocableFrom, isNamed }) =>
    revocableFrom !== undefined && revocableFrom < late && !isNamed
      ? [{ clientId, revocableFrom }]
      : [],
  );
  if (overdue.length > 0) {
    findings.push({
      kind: "unrevoked",
      clientIds: overdue.map(({ clientId }) => clientId),
      dueOn: Math.min(...overdue.map(({ revocableFrom }) => revocableFrom)),
    });
  }
  return findings;
}

function ofCurrent(
  newest: Member,
  late: number,
  { roles, clocks }: Observation,
  policy: Policy,
  { complete, missing, drifted, mayBeHeld }: Evidence,
): readonly Finding[] {
  const findings: Finding[] = [];
  const { generatedOn, expiresOn, marker, clientId } = newest;
  // With `rotateAfterMs` 0 every run rotates, and nothing says how often it
  // runs; what no secret can hold is not the current one, whatever its age.
  const { rotateAfterMs, toleranceMs } = policy;
  const dueOn =
    rotateAfterMs === 0 || !mayBeHeld(clientId)
      ? undefined
      : generatedOn + rotateAfterMs;
  if (dueOn !== undefined && dueOn < late) {
    findings.push({ kind: "overdue", dueOn });
  }
  if (hasOtherRoles(newest, roles)) findings.push({ kind: "other-roles" });
  const healableFrom = generatedOn + marker.fenceMs;
  const isUnclear = !complete && missing.length === 0 && drifted.length === 0;
  if (isUnclear && healableFrom < late) {
    findings.push({ kind: "incomplete", healableFrom });
  }
  const end = dueByExpiry(newest, policy);
  const isClose =
    expiresOn !== undefined && expiresOn <= clocks.now + toleranceMs;
  if (expiresOn !== undefined && end !== undefined) {
    if (end < late || (end <= clocks.now && isClose)) {
      findings.push({ kind: "expiring", expiresOn });
    }
  }
  return findings;
}

/** What markers and the witness tell of what happened to the secrets. */
function ofHistory(
  newest: Member,
  { witness, young, lineage, coverage }: Evidence,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (
    witness?.contradicts === true &&
    !witness.isAnswered &&
    !young.includes(newest)
  ) {
    const { clientId, is } = witness;
    findings.push({ kind: "contradicted", clientId, isDead: is === "dead" });
  }
  const clientIds = lineage.members
    .filter(
      ({ marker }) => marker.cause === "repair" && coverage.covers(marker),
    )
    .map(({ clientId }) => clientId);
  if (clientIds.length >= OFTEN) {
    findings.push({ kind: "replaced-often", clientIds });
  }
  return findings;
}

/** Throws `check-failed`, with every finding, when there is any. */
export function requireSound(findings: readonly Finding[]): void {
  const errors = findings.map(
    (finding) =>
      new RotationError({
        code: "check-failed",
        ...sentenceOf(finding),
        rerun: "safe",
      }),
  );
  const [first, ...others] = errors;
  if (first !== undefined) throw joinErrors([first, ...others]);
}

const ROTATE =
  "Run the rotation's workflow manually to fix this, then find out why it did not run on schedule. GitHub disables schedules in public repositories after 60 days without activity.";

function sentenceOf(
  finding: Finding,
): Pick<RotationErrorFacts, "summary" | "remedy" | "moment"> {
  switch (finding.kind) {
    case "no-credential":
      return {
        summary: "This rotation has no live token for these secrets.",
        remedy: `${ROTATE} If it has run before, compare \`rotation-id\`, targets and secret names with the rotation's own.`,
      };
    case "expired":
      return {
        summary:
          "The current token has expired, so its consumers have lost access.",
        remedy: ROTATE,
        moment: { relation: "since", at: finding.expiresOn },
      };
    case "contradicted":
      return {
        summary: finding.isDead
          ? `\`previous-token\` held token ${shortId(finding.clientId)}, which Astra does not accept.`
          : `\`previous-token\` held token ${shortId(finding.clientId)}, which is not the newest one.`,
        remedy: ROTATE,
      };
    case "replaced-often":
      return {
        summary: `The same secrets had to be repaired again and again: ${String(finding.clientIds.length)} live tokens were minted for that.`,
        remedy:
          "Something else writes these secrets: look for a second workflow that rotates them, or for a tool that restores an old value.",
      };
    case "overdue":
      return {
        summary:
          "The rotation is overdue: the current token should have been replaced.",
        remedy: ROTATE,
        moment: { relation: "since", at: finding.dueOn },
      };
    case "other-roles":
      return {
        summary: "The current token has other roles than `role`.",
        remedy: `${ROTATE} If \`role\` was changed only here, change it in the rotation's workflow, too.`,
      };
    case "missing":
      return {
        summary: `Secrets that should hold the token do not exist: ${secretNames(finding.secrets)}.`,
        remedy: ROTATE,
      };
    case "drifted":
      return {
        summary: `Secrets do not hold a live token of this rotation: ${secretNames(finding.secrets)}.`,
        remedy: `${ROTATE} It replaces their values.`,
      };
    case "incomplete":
      return {
        summary:
          "The last rotation did not update every secret, and no run has repaired that.",
        remedy: ROTATE,
        moment: { relation: "since", at: finding.healableFrom },
      };
    case "expiring":
      return {
        summary:
          "The current token expires soon, and no rotation has replaced it.",
        remedy: ROTATE,
        moment: { relation: "on", at: finding.expiresOn },
      };
    case "unrevoked":
      return {
        summary: `${tokenCount(finding.clientIds)} should have been revoked.`,
        remedy: ROTATE,
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
  const named = cells
    .slice(0, 5)
    .map(({ secretName: secret, target }) => `${secret} in ${target}`);
  const more = cells.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${String(more)} more` : ""}`;
}
