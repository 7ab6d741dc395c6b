import type { Death } from "../../rotation/death.ts";
import type { Decision, MintReason } from "../../rotation/decision.ts";
import type { Policy } from "../../rotation/observation.ts";
import type { WriteResult } from "../../rotation/ports.ts";
import { nextDue } from "../../rotation/next-due.ts";
import type { Step } from "../../rotation/steps.ts";
import { sentenceOf } from "./warning-words.ts";
import { count, duration, instant, firstFew, shortId } from "./words.ts";

/** Why a new token is due, as the end of “Reason: …”. */
export const REASONS: Readonly<Record<MintReason, string>> = {
  compromised: "emergency (`compromised: true`)",
  "every-run": "every run rotates (`rotate-after: 0`)",
  first: "first run of this rotation",
  places: "no token of this rotation was minted for all of these places",
  expired: "the current token has expired",
  expires: "the current token expires soon",
  contradicted: "`previous-token` shows that a secret held another token",
  suspended: "an earlier run was suspended, and its token may be revoked",
  heals: "an earlier run may not have updated every secret",
  age: "the current token reached `rotate-after`",
  roles: "the current token has other roles than configured",
  missing: "a secret was missing",
  drifted: "a secret does not hold a token of this rotation",
  incomplete: "it is not certain that every secret holds the current token",
};

/** What the lines of the log depend on, beside the steps. */
export interface LogSettings extends Pick<
  Policy,
  "rotateAfterMs" | "overlapMs"
> {
  readonly dryRun: boolean;
}

/** A step as one line of the log. */
export function lineOf(step: Step, settings: LogSettings): string {
  switch (step.kind) {
    case "observed": {
      const { tokens, secrets, clocks } = step.observation;
      return `Checked ${count(tokens.length, "Astra token")} and ${count(secrets.length, "GitHub secret")} (GitHub time ${instant(clocks.now)}).`;
    }
    case "decided":
      return decided(step.decision, settings);
    case "progress": {
      const { done, total, remainingMs } = step;
      const what = step.what === "read" ? "Read" : "Wrote";
      const noun = step.what === "read" ? "target" : "secret";
      return `${what} ${String(done)} of ${count(total, noun)}; about ${duration(remainingMs)} left.`;
    }
    case "minted":
      return `Minted token ${shortId(step.clientId)} and masked it.`;
    case "mint-repeated":
      return `Astra did not process the request for a new token. Trying again in ${duration(step.waitMs)}.`;
    case "verified":
      return `${step.by === "accepted" ? "Astra accepts the new token" : "Astra did not say whether it accepts the new token, but lists it"}${step.probes > 1 ? ` (attempt ${String(step.probes)})` : ""}.`;
    case "database-accepted":
      return `Database ${step.database} accepts the new token in ${step.region}${step.probes > 1 ? ` (attempt ${String(step.probes)})` : ""}.`;
    case "database-untried":
      return `Not tried on database ${step.database}, because database gives its ID and no endpoint.`;
    case "published":
      return published(step.target, step.secrets);
    case "revoked":
      return `Revoked token ${shortId(step.clientId)}; Astra no longer lists it.`;
    case "revocation-failed":
      return `Could not revoke token ${shortId(step.clientId)}: ${step.error.summary}`;
    case "held":
      return `Kept ${count(step.clientIds.length, "superseded token")} because workflow runs may still be using ${step.clientIds.length === 1 ? "it" : "them"}: ${firstFew(step.clientIds.map(shortId))}.`;
    case "revocation-unconfirmed":
      return `Asked Astra to revoke token ${shortId(step.clientId)}, but the token list does not confirm it.`;
    case "recorded":
      return `Minted token ${shortId(step.clientId)} to record how this run ended. No secret receives it.`;
    case "withdrawn":
      return `Revoked the new token ${shortId(step.clientId)} again: no secret holds it.`;
    case "death":
      return deathLine(step.death);
    case "warning":
      return sentenceOf(step.warning);
    default:
      return step satisfies never;
  }
}

/** What Astra's control plane says of a token that this run revoked. */
export function deathLine({ clientId, state, afterMs }: Death): string {
  const id = shortId(clientId);
  const when = `${duration(afterMs)} after its revocation`;
  switch (state) {
    case "refused":
      return `Astra refused token ${id} ${when}.`;
    case "accepted":
      return `Astra still accepted token ${id} ${when}.`;
    case "unknown":
      return `Astra did not say whether it still accepts token ${id}.`;
    default:
      return state satisfies never;
  }
}

function published(target: string, cells: readonly WriteResult[]): string {
  const namesOf = (some: readonly WriteResult[]): string =>
    firstFew(
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

function decided(decision: Decision, settings: LogSettings): string {
  const plan = settings.dryRun ? "Dry run, no changes: " : "";
  const say = (sentence: string): string =>
    plan === ""
      ? sentence
      : `${plan}${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
  switch (decision.kind) {
    case "mint":
      return say(
        `A new token is due. Reason: ${REASONS[decision.reason].replaceAll("`", "")}.`,
      );
    case "keep":
      return say(
        `Nothing is due: token ${shortId(decision.newest.clientId)} is current until ${instant(nextDue(decision.newest, settings))}.`,
      );
    case "settle":
      return say(
        `An earlier run may still be writing, so this run leaves the secrets alone until ${instant(decision.healsFrom)}.`,
      );
    case "retire":
      return say(
        "Retire: revoking only superseded tokens whose overlap has ended (mode: retire).",
      );
    case "check":
      return decision.findings.length === 0
        ? "No problems found (mode: check)."
        : `Found ${count(decision.findings.length, "problem")} (mode: check).`;
    case "full":
      return say(
        "A new token is due, but max-live-tokens leaves no room for it.",
      );
    default:
      return decision satisfies never;
  }
}
