import type { Decision, MintReason } from "../../rotation/decide.ts";
import type { Policy } from "../../rotation/observation.ts";
import type { WriteResult } from "../../rotation/ports.ts";
import type { Step } from "../../rotation/steps.ts";
import { sentenceOf } from "./warning-words.ts";
import { count, duration, instant, listed, shortId } from "./words.ts";

/** Why a rotation is due, as the end of “a fresh token is due: …”. */
export const REASONS: Readonly<Record<MintReason, string>> = {
  compromised: "the present one was said to be compromised",
  "every-run": "every run rotates (rotate-after: 0)",
  first: "this rotation has no token yet",
  places: "its tokens were minted for other places than are configured now",
  expired: "the current one has expired",
  expires: "the current one expires soon",
  contradicted:
    "previous-token shows that a secret holds another token than the newest",
  suspended:
    "an earlier run stood still, and its token may have been revoked meanwhile",
  heals: "an earlier run did not bring its token to every secret",
  age: "the current one has reached rotate-after",
  roles: "the current one has other roles than configured",
  missing: "a secret is not there",
  drifted: "a secret was written by somebody else",
  incomplete: "an earlier run did not bring its token to every secret",
};

/** A step as one line of the log. */
export function lineOf(step: Step, policy: Policy, dryRun: boolean): string {
  switch (step.kind) {
    case "observed": {
      const { tokens, secrets: cells, clocks } = step.observation;
      return `Looked: ${count(tokens.length, "token")} in the Astra organization, ${count(cells.length, "secret")} at GitHub; GitHub's clock says ${instant(clocks.now)}.`;
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
      return `Minted token ${shortId(step.clientId)} and masked it.`;
    case "mint-repeated":
      return `Astra did not take the request for a fresh token; asking again in ${duration(step.waitMs)}.`;
    case "verified":
      return `Tested the fresh token: ${step.by === "accepted" ? "Astra accepts it" : "Astra's answers do not tell, but its token list shows the token"}${step.probes > 1 ? ` (at attempt ${String(step.probes)})` : ""}.`;
    case "published":
      return published(step.target, step.secrets);
    case "revoked":
      return `Revoked token ${shortId(step.clientId)}; Astra no longer lists it.`;
    case "revocation-failed":
      return `Could not revoke token ${shortId(step.clientId)}: ${step.error.summary}`;
    case "held":
      return `Kept ${count(step.clientIds.length, "superseded token")} because workflow runs may still hold it: ${listed(step.clientIds.map(shortId))}.`;
    case "revocation-unconfirmed":
      return `Asked Astra to revoke token ${shortId(step.clientId)}; the token list does not confirm that it is gone.`;
    case "recorded":
      return `Minted token ${shortId(step.clientId)} only to record what became of this run; no secret gets it.`;
    case "withdrawn":
      return `Revoked the fresh token ${shortId(step.clientId)} again: no secret holds it.`;
    case "warning":
      return sentenceOf(step.warning);
    default:
      return step satisfies never;
  }
}

function published(target: string, cells: readonly WriteResult[]): string {
  const namesOf = (some: readonly WriteResult[]): string =>
    listed(
      some.map(({ secretName: secret }) =>
        secret === "*" ? "secrets" : secret,
      ),
    );
  const open = cells.filter(({ answer }) => answer.kind !== "done");
  if (open.length === 0) return `Wrote ${namesOf(cells)} to ${target}.`;
  const why = open
    .map(({ answer }) => answer)
    .find((answer) => answer.kind === "refused" || answer.kind === "unknown");
  return `Could not ${why?.kind === "refused" ? "write" : "confirm"} ${namesOf(open)} in ${target}${why === undefined ? "." : `: ${why.error.summary}`}`;
}

function decided(decision: Decision, policy: Policy, dryRun: boolean): string {
  const plan = dryRun ? "Dry run, nothing will be changed: " : "";
  const say = (sentence: string): string =>
    plan === ""
      ? sentence
      : `${plan}${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
  switch (decision.kind) {
    case "mint":
      return say(`A fresh token is due: ${REASONS[decision.reason]}.`);
    case "keep":
      return say(
        `Nothing is due: token ${shortId(decision.newest.clientId)} is current until ${instant(decision.newest.generatedOn + policy.rotateAfterMs)}.`,
      );
    case "settle":
      return say(
        `An earlier run may still be writing, so this one leaves the secrets alone until ${instant(decision.healsFrom)}.`,
      );
    case "retire":
      return say(
        "Minting nothing (mode: retire); revoking only superseded tokens whose overlap has passed.",
      );
    case "check":
      return decision.findings.length === 0
        ? "Nothing is wrong (mode: check)."
        : `Checked: ${count(decision.findings.length, "thing")} found wrong.`;
    case "full":
      return say(
        "A fresh token is due, but max-live-tokens leaves no room for it.",
      );
    default:
      return decision satisfies never;
  }
}
