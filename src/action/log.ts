import type { Decision, MintReason } from "../rotation/decide.ts";
import type { Cell, Policy } from "../rotation/observation.ts";
import type { Step, Warning } from "../rotation/steps.ts";
import { count, duration, instant, shortId } from "./words.ts";

/** Why a rotation is due, as the end of “a fresh token is due: …”. */
export const REASONS: Readonly<Record<MintReason, string>> = {
  compromised: "the present one was said to be compromised",
  "every-run": "every run rotates (rotate-after: 0)",
  first: "this rotation has no token yet",
  age: "the current one has reached rotate-after",
  roles: "the current one has other roles than configured",
  missing: "a secret is not there",
  drifted: "a secret was written by somebody else",
  incomplete: "an earlier run did not bring its token everywhere",
};

/** A step as one line of the log. */
export function lineOf(step: Step, policy: Policy, dryRun: boolean): string {
  switch (step.kind) {
    case "observed": {
      const { tokens, cells, clocks } = step.observation;
      return `Read ${count(tokens.length, "token")} of the organization and ${count(cells.length, "secret")} at GitHub; it is ${instant(clocks.now)} there.`;
    }
    case "decided":
      return decided(step.decision, policy, dryRun);
    case "progress": {
      const { done, total, remainingMs } = step;
      const what = step.what === "read" ? "Read" : "Wrote";
      const noun = step.what === "read" ? "target" : "secret";
      return `${what} ${String(done)} of ${count(total, noun)}; about ${duration(remainingMs)} left.`;
    }
    case "minted":
      return `Minted token ${shortId(step.clientId)} and masked its secrets.`;
    case "mint-repeated":
      return `Astra did not take the request to mint; asking again in ${duration(step.waitMs)}.`;
    case "verified":
      return `Astra accepts the fresh token (${count(step.probes, "probe")}).`;
    case "published": {
      const open = step.cells.filter(({ answer }) => answer.kind !== "done");
      const names = step.cells.map(({ secret }) => secret).join(", ");
      return open.length === 0
        ? `Wrote ${names} to ${step.target}.`
        : `Could not confirm ${open.map(({ secret }) => secret).join(", ")} in ${step.target}.`;
    }
    case "revoked":
      return `Revoked token ${shortId(step.clientId)}; the list confirms it.`;
    case "revocation-failed":
      return `Could not revoke token ${shortId(step.clientId)}: ${step.error.summary}`;
    case "held":
      return `Kept ${count(step.clientIds.length, "superseded token")} for workflow runs that may still hold it: ${idList(step.clientIds)}.`;
    case "withdrawn":
      return `Revoked the fresh token ${shortId(step.clientId)} again: no secret holds it.`;
    case "warning":
      return sentenceOf(step.warning);
    default:
      return step satisfies never;
  }
}

/** A warning as a sentence with what to do about it. */
export function sentenceOf(warning: Warning): string {
  switch (warning.kind) {
    case "role-manages-tokens":
      return `The role “${warning.role.replace(/[^\p{L}\p{N} ./_+-]/gu, "?").slice(0, 60)}” can mint and revoke tokens, which is more than a consumer of a secret needs. Choose a role that can only reach data.`;
    case "copied-marker":
      return `${count(warning.clientIds.length, "token")} in the organization carries a copy of this rotation's marker and is left alone: ${idList(warning.clientIds)}. Give such tokens a description of their own.`;
    case "previous-is-admin":
      return "`previous-token` is the admin token itself, which is never revoked unless this rotation minted it. Revoke it in the Astra UI once nothing uses it.";
    case "marker-not-kept":
      return "Astra does not keep token descriptions here, so only `previous-token` is retired and every run has to rotate.";
    case "expires-early":
      return `Token ${shortId(warning.clientId)} expires on ${instant(warning.expiresOn)}, before the next planned rotation. Lengthen \`token-lifetime\` or shorten \`rotate-after\`.`;
    case "admin-expires":
      return `\`astra-token\` itself expires on ${instant(warning.expiresOn)}. Make a new one in the Astra UI before then.`;
    case "drifted":
      return `Somebody else wrote ${cellList(warning.cells)} since the last rotation.`;
    case "shadowed":
      return `Consumers will not see what is published: ${warning.shadows
        .slice(0, 5)
        .map(
          ({ secret, by, target }) => `${secret} in ${by} wins over ${target}`,
        )
        .join("; ")}. Delete that secret, or make its place a target, too.`;
    case "unrotated":
      return `${count(warning.clientIds.length, "token")} of the same role is rotated by nobody: ${idList(warning.clientIds)}. Pass the one that the secret held as \`previous-token\`, and revoke the others in the Astra UI once nothing uses them.`;
    case "runs-unreadable":
      return `\`drain\` cannot see the workflow runs of ${warning.targets.slice(0, 5).join(", ")}, so superseded tokens are kept. ${warning.error.remedy}`;
    default:
      return warning satisfies never;
  }
}

function idList(clientIds: readonly string[]): string {
  const shown = clientIds.slice(0, 5).map(shortId).join(", ");
  const more = clientIds.length - 5;
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}

function cellList(cells: readonly Cell[]): string {
  const shown = cells
    .slice(0, 5)
    .map(({ secret, target }) => `${secret} in ${target}`)
    .join(", ");
  const more = cells.length - 5;
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}

function decided(decision: Decision, policy: Policy, dryRun: boolean): string {
  const plan = dryRun ? "Dry run, nothing will be changed. " : "";
  switch (decision.kind) {
    case "mint":
      return `${plan}A fresh token is due: ${REASONS[decision.reason]}.`;
    case "keep":
      return `${plan}Nothing is due: token ${shortId(decision.newest.clientId)} is current until ${instant(decision.newest.generatedOn + policy.rotateAfterMs)}.`;
    case "settle":
      return `${plan}An earlier run's writes cannot be told apart until ${instant(decision.healsFrom)}; this run leaves them alone.`;
    case "retire":
      return `${plan}Nothing is minted; only what is out of use and due is revoked.`;
    case "check":
      return decision.findings.length === 0
        ? "Everything is as it should be."
        : `${count(decision.findings.length, "thing")} to look at.`;
    case "full":
      return `${plan}A fresh token is due, but there is no room for it under max-live-tokens.`;
    default:
      return decision satisfies never;
  }
}
