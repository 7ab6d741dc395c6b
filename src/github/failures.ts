import { TransportError } from "../http/transport-error.ts";
import { NO_TIME } from "../http/transport.ts";
import { asRotationError, RotationError } from "../rotation/errors.ts";
import { unreachable } from "../service/unreachable.ts";
import { missing } from "./missing.ts";
import { isSpent, rateLimitWait } from "./pace/rate-limit.ts";
import {
  type ApiAnswer,
  isFromApi,
  isPage,
  redirectWords,
  renamedTo,
} from "./provenance.ts";
import { toldOf } from "./refusal-words.ts";
import { refusalOf } from "./refusals.ts";
import {
  credentialWords,
  type GitHubTask,
  phraseOf,
  serverWords,
  statusWords,
} from "./task.ts";

export { credentialWords } from "./task.ts";
export type { GitHubTask, TokenKind } from "./task.ts";

/**
 * An answer that is not the one hoped for, as a sentence with a remedy. A
 * status gets GitHub's meaning only where the answer shows that GitHub's API
 * gave it, and a cause is stated only where the answer proves it.
 */
export function failureOf(answer: ApiAnswer, task: GitHubTask): RotationError {
  const { status } = answer;
  if (status < 300) return unexpected(answer, task);
  if (status < 400) return redirected(answer, task);
  if (status === 407 || status === 511) return notLetThrough(answer);
  if (status === 408 || status >= 500) return unavailable(answer, task);
  const refusal = refusalOf(answer);
  if (refusal !== undefined) {
    const { reason, remedy, code, rerun } = toldOf(refusal, task, answer);
    return new RotationError({
      code: code ?? "github-forbidden",
      summary: `Could not ${phraseOf(task)}: ${reason} (${statusWords(answer)}).`,
      remedy,
      rerun: rerun ?? "fix-first",
    });
  }
  if (status !== 429 && isPage(answer)) return notTheApi(answer);
  const limitWait = rateLimitWait(answer);
  if (limitWait !== undefined) return limited(answer, task, limitWait);
  if (!isFromApi(answer)) return notTheApi(answer);
  if (status === 401) return unauthorized(answer, task);
  if (status === 404) return missing(answer, task);
  if (status === 409 || status === 422) return invalid(answer, task);
  return refused(answer, task);
}

/** Whatever a request threw, as a sentence with a remedy. */
export function brokenOf(thrown: unknown, task: GitHubTask): RotationError {
  if (!(thrown instanceof TransportError)) return asRotationError(thrown);
  if (thrown.detail === NO_TIME) return tooLate(task, thrown);
  if (thrown.code === "cancelled") return stopped(task, thrown);
  return unreachable(thrown, {
    code: "github-unavailable",
    service: "GitHub",
    input: "github-api-url",
    purpose: `to ${phraseOf(task)}`,
    unusable: `Could not ${phraseOf(task)}`,
  });
}

const NEXT_RUN = "The next run reads what is live and completes the work.";

function stopped(task: GitHubTask, cause: TransportError): RotationError {
  return new RotationError({
    code: "cancelled",
    summary: `The run was stopped while it tried to ${phraseOf(task)}.`,
    remedy: NEXT_RUN,
    rerun: "safe",
    cause,
  });
}

function tooLate(task: GitHubTask, cause: TransportError): RotationError {
  return new RotationError({
    code: "deadline",
    summary: `The run reached its own deadline (\`run-timeout\`) before it could ${phraseOf(task)}.`,
    remedy: `${NEXT_RUN} If it persists, raise \`run-timeout\`.`,
    rerun: "safe",
    cause,
  });
}

/** What to look at when GitHub's API was not what answered. */
function addressAdvice({ api }: ApiAnswer): string {
  const host = api?.host ?? "HOST";
  return `Check \`github-api-url\` (the address of the API, such as https://api.github.com, https://api.SUBDOMAIN.ghe.com or https://${host}/api/v3), and any proxy, gateway or login page between the runner and GitHub.`;
}

function notTheApi(answer: ApiAnswer): RotationError {
  const what = isPage(answer)
    ? "a web page"
    : "an answer that is not in GitHub's form";
  return new RotationError({
    code: "github-answer-unusable",
    summary: `GitHub's API was not reached: ${serverWords(answer)} returned ${what} (HTTP ${String(answer.status)}).`,
    remedy: addressAdvice(answer),
    rerun: "safe",
  });
}

function notLetThrough(answer: ApiAnswer): RotationError {
  const wants =
    answer.status === 407 ? "proxy credentials" : "a login to the network";
  return new RotationError({
    code: "github-answer-unusable",
    summary: `GitHub's API was not reached: something between the runner and ${serverWords(answer)} asks for ${wants} (HTTP ${String(answer.status)}).`,
    remedy: "Check the proxy settings and the network of the runner.",
    rerun: "fix-first",
  });
}

function unexpected(answer: ApiAnswer, task: GitHubTask): RotationError {
  if (isPage(answer)) return notTheApi(answer);
  return new RotationError({
    code: "github-answer-unusable",
    summary: `Could not ${phraseOf(task)}: the response was not what GitHub's API returns for it (${statusWords(answer)}).`,
    remedy:
      "Run it again; if it persists, check `github-api-url`, and any proxy between the runner and GitHub.",
    rerun: "safe",
  });
}

function redirected(answer: ApiAnswer, task: GitHubTask): RotationError {
  if (renamedTo(answer, answer.api) !== undefined) {
    return new RotationError({
      code: "target-moved",
      summary: `Could not ${phraseOf(task)}: it was renamed or transferred (${statusWords(answer)}).`,
      remedy:
        "Set the configuration to the new name: secrets are never written through a redirect.",
      rerun: "fix-first",
    });
  }
  return new RotationError({
    code: "github-answer-unusable",
    summary: `GitHub's API was not reached: ${serverWords(answer)} redirects to ${redirectWords(answer)} (HTTP ${String(answer.status)}).`,
    remedy: addressAdvice(answer),
    rerun: "safe",
  });
}

function unavailable(answer: ApiAnswer, task: GitHubTask): RotationError {
  return new RotationError({
    code: "github-unavailable",
    summary: `Could not ${phraseOf(task)}: GitHub${isFromApi(answer) ? "" : ", or a gateway in front of it,"} failed (${statusWords(answer)}).`,
    remedy: "Run it again in a few minutes.",
    rerun: "safe",
  });
}

function limited(
  answer: ApiAnswer,
  task: GitHubTask,
  waitMs: number,
): RotationError {
  const isPrimary = isSpent(answer);
  const limit = isPage(answer)
    ? "a rate limit on the way to GitHub"
    : `GitHub's ${isPrimary ? "hourly" : "secondary"} rate limit`;
  const tellsWhen = isPrimary || answer.header("retry-after") !== undefined;
  const { serverTime } = answer;
  const others = `Other jobs with the same ${task.token === "app" ? "App" : "token"} use up the same limit.`;
  return new RotationError({
    code: "github-unavailable",
    summary: `Could not ${phraseOf(task)}: ${limit} was reached (${statusWords(answer)}).`,
    remedy: tellsWhen ? others : `Run it again in some minutes. ${others}`,
    rerun: "safe",
    ...(tellsWhen && serverTime !== undefined
      ? { notBefore: serverTime + waitMs }
      : {}),
  });
}

function unauthorized(answer: ApiAnswer, { token }: GitHubTask): RotationError {
  const server = serverWords(answer);
  const summary = `GitHub did not accept ${token === "app" ? "the installation token of the GitHub App" : credentialWords(token)} (${statusWords(answer)}).`;
  const code = "github-unauthorized";
  if (token === "app") {
    return new RotationError({
      code,
      summary,
      remedy:
        "GitHub had issued the token in this run: run it again in a few minutes. If it persists, check that the App's installation is not suspended.",
      rerun: "safe",
    });
  }
  const causes = `It has expired, been revoked, was truncated, or belongs to another server than ${server} (see \`github-api-url\`).`;
  return new RotationError({
    code,
    summary,
    remedy:
      token === "installation"
        ? `${causes} An installation token lives for an hour: create it in the same job.`
        : `${causes} Create a new fine-grained token on that server, or use a GitHub App.`,
    rerun: "fix-first",
  });
}

function invalid(answer: ApiAnswer, task: GitHubTask): RotationError {
  const isWrite = task.what.startsWith("write ");
  const causes =
    answer.status === 409
      ? "another change of the same secret at the same time, or a state of the target that does not allow it"
      : isWrite
        ? "the place is full (GitHub keeps 100 secrets per repository or environment, 1,000 per organization), or GitHub does not accept the name or the value"
        : "a rule of the server that the request does not meet";
  return new RotationError({
    code: "github-forbidden",
    summary: `Could not ${phraseOf(task)}: GitHub refused the request as ${answer.status === 409 ? "conflicting" : "invalid"} (${statusWords(answer)}).`,
    remedy: `Likely causes: ${causes}.`,
    rerun: "safe",
  });
}

function refused(answer: ApiAnswer, task: GitHubTask): RotationError {
  return new RotationError({
    code: "github-forbidden",
    summary: `Could not ${phraseOf(task)}: GitHub refused, for a reason that this action does not know (${statusWords(answer)}).`,
    remedy:
      "Likely causes, in this order: a policy of the organization, the enterprise or the server; the state of the repository or of the account; the access of the credential.",
    rerun: "safe",
  });
}
