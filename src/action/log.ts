import type { Decision, MintReason } from "../rotation/decide.ts";
import type { Policy } from "../rotation/observation.ts";
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
      return `${count(warning.clientIds.length, "token")} in the organization carries a copy of this rotation's marker and is left alone: ${warning.clientIds.slice(0, 5).map(shortId).join(", ")}. Give such tokens a description of their own.`;
    case "previous-is-admin":
      return "`previous-token` is the admin token itself, which is never revoked unless this rotation minted it. Revoke it in the Astra UI once nothing uses it.";
    case "marker-not-kept":
      return "Astra does not keep token descriptions here, so only `previous-token` is retired and every run has to rotate.";
    case "expires-early":
      return `The fresh token expires on ${instant(warning.expiresOn)}, before the next planned rotation.`;
    default:
      return warning satisfies never;
  }
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
    case "full":
      return `${plan}A fresh token is due, but there is no room for it under max-live-tokens.`;
    default:
      return decision satisfies never;
  }
}
