import type { HttpAnswer } from "../http/message.ts";
import { isRateLimit } from "../http/retry.ts";
import { certificateAdvice } from "../http/certificate-advice.ts";
import { TransportError } from "../http/http-error.ts";
import { proxyFailure } from "../http/proxy-failure.ts";
import { NO_TIME } from "../http/transport.ts";
import { asRotationError, RotationError } from "../rotation/errors.ts";
import { type GitHubRefusal, refusalOf } from "./wire.ts";

/** What the action was doing at GitHub, and with what kind of token. */
export interface GitHubTask {
  /** A verb phrase: `read …`, `write …`. */
  readonly what: string;
  /** The target as people read it. */
  readonly target: string;
  /** The permission that is needed, as GitHub's settings pages name it. */
  readonly permission: string;
  readonly token: TokenKind;
}

/** What a token's form tells of it; `app` is one that the action made for itself. The workflow's own token is an installation token, too. */
export type TokenKind =
  "app" | "workflow" | "installation" | "fine-grained" | "classic" | "unknown";

/** Where permissions are set, for each kind of token. */
const PLACE: Readonly<Record<TokenKind, string>> = {
  app: "the GitHub App's permissions (and accept them for its installation)",
  workflow: "",
  installation:
    "the GitHub App's permissions (and accept them for its installation)",
  "fine-grained":
    "the token's settings (its owner's Settings → Developer settings → Personal access tokens → Fine-grained tokens)",
  classic: "the token's scopes: `repo` is needed",
  unknown: "the token's settings",
};

/** The credential as people know it. */
export function credentialWords(token: TokenKind): string {
  return token === "app"
    ? "the GitHub App of `github-app-id`"
    : "`github-token`";
}

/** An answer that is not the one hoped for, as a sentence with a remedy. */
export function failureOf(answer: HttpAnswer, task: GitHubTask): RotationError {
  const { status } = answer;
  if (status === 401) return unauthorized(task);
  if (status === 429 || isRateLimit(answer)) return limited(task);
  if (status === 403) return forbidden(answer, task);
  if (status === 404) return missing(task);
  if (status >= 500) {
    return new RotationError({
      code: "github-unavailable",
      summary: `GitHub could not ${task.what} of ${task.target} (status ${String(status)}).`,
      remedy: "It is safe to run again, better some minutes later.",
      rerun: "safe",
    });
  }
  return new RotationError({
    code: "github-answer-unusable",
    summary: `GitHub's answer to the request to ${task.what} of ${task.target} makes no sense (status ${String(status)}).`,
    remedy:
      "Run again; if it persists, look at `github-api-url` and at proxies between the runner and GitHub.",
    rerun: "safe",
  });
}

/** Whatever a request threw, as a sentence with a remedy. */
export function brokenOf(thrown: unknown, task: GitHubTask): RotationError {
  if (!(thrown instanceof TransportError)) return asRotationError(thrown);
  if (thrown.detail === NO_TIME) return tooLate(task, thrown);
  if (thrown.code === "cancelled") return stopped(task, thrown);
  const { what, target } = task;
  const proxy = proxyFailure(thrown);
  if (proxy !== undefined) {
    return new RotationError({
      code: "github-unavailable",
      ...proxy,
      cause: thrown,
    });
  }
  const advice = certificateAdvice(thrown, "github-api-url");
  return new RotationError({
    code: "github-unavailable",
    // A certificate is one problem, however many requests meet it.
    summary: `GitHub could not be reached${advice === undefined ? ` to ${what} of ${target}` : ""}: ${thrown.message}.`,
    remedy:
      advice ??
      "It is safe to run again. If it persists, look at the network of the runner, its proxy settings and `github-api-url`.",
    rerun: advice === undefined ? "safe" : "fix-first",
    cause: thrown,
  });
}

function stopped(
  { what, target }: GitHubTask,
  cause: TransportError,
): RotationError {
  return new RotationError({
    code: "cancelled",
    summary: `The run was stopped while it tried to ${what} of ${target}.`,
    remedy:
      "It is safe to run again: the next run looks at what is live and puts the rest right.",
    rerun: "safe",
    cause,
  });
}

function tooLate(
  { what, target }: GitHubTask,
  cause: TransportError,
): RotationError {
  return new RotationError({
    code: "deadline",
    summary: `The run reached its own deadline (run-timeout) before it could ${what} of ${target}.`,
    remedy:
      "It is safe to run again: the next run looks at what is live and puts the rest right. If it persists, raise `run-timeout`.",
    rerun: "safe",
    cause,
  });
}

function unauthorized({ target, what, token }: GitHubTask): RotationError {
  return new RotationError({
    code: "github-unauthorized",
    summary: `GitHub does not accept ${credentialWords(token)} (while trying to ${what} of ${target}).`,
    remedy:
      token === "app"
        ? "Somebody suspended its installation or revoked its tokens while the action ran. Run again; if it persists, look at the App's installation."
        : "It is expired, revoked or cut off. Make a new fine-grained token, or an App installation token in the same job, and pass it as `github-token`.",
    rerun: "fix-first",
  });
}

function limited({ target, what }: GitHubTask): RotationError {
  return new RotationError({
    code: "github-unavailable",
    summary: `GitHub's rate limit did not let the action ${what} of ${target} within the run's deadline.`,
    remedy:
      "It is safe to run again once the limit has passed (at most an hour); other jobs with the same token count, too.",
    rerun: "safe",
  });
}

function missing({ target, permission, token }: GitHubTask): RotationError {
  return new RotationError({
    code: "target-missing",
    summary: `GitHub does not show ${target} to ${credentialWords(token)}.`,
    remedy:
      token === "app"
        ? `Look at the spelling; a private repository also looks like this to an App whose installation does not cover it, or lacks ${permission}.`
        : `Look at the spelling; a private repository also looks like this to a token that was not given access to it, or lacks ${token === "classic" ? "the scope `repo`" : permission}.`,
    rerun: "fix-first",
  });
}

function forbidden(answer: HttpAnswer, task: GitHubTask): RotationError {
  const { target, what, permission, token } = task;
  const refusal = refusalOf(answer.body);
  const isWorkflowToken =
    token === "workflow" && refusal === "integration-lacks-permission";
  return new RotationError({
    code: isWorkflowToken
      ? "github-workflow-token"
      : refusal === "archived"
        ? "target-archived"
        : "github-forbidden",
    summary: isWorkflowToken
      ? `\`github-token\` is the workflow's own GITHUB_TOKEN, which can never write secrets.`
      : `${sentence(credentialWords(token))} may not ${what} of ${target}.`,
    remedy: remedyOf(refusal, isWorkflowToken, permission, token),
    rerun: "fix-first",
  });
}

function remedyOf(
  refusal: GitHubRefusal,
  isWorkflowToken: boolean,
  permission: string,
  token: TokenKind,
): string {
  if (isWorkflowToken) return otherToken(permission);
  switch (refusal) {
    case "integration-lacks-permission":
      if (token === "app") return `Give it ${permission} in ${PLACE[token]}.`;
      return `Give it ${permission} in ${PLACE[token]}. If it is \`\${{ github.token }}\` or \`secrets.GITHUB_TOKEN\`: the workflow's own GITHUB_TOKEN can never write secrets. ${otherToken(permission)}`;
    case "token-lacks-permission":
    case "unsaid":
      return `Give it ${permission} in ${PLACE[token]}.`;
    case "role-too-low":
      return "The token's user needs write or admin access to the repository, and a classic token the scope `repo`.";
    case "saml":
      return "The organization enforces SAML: authorize the token for it (Settings → Developer settings → the token → Configure SSO).";
    case "ip-allow-list":
      return "The organization has an IP allow list that does not hold this runner's address: use a runner inside it, or add the address.";
    case "archived":
      return "The repository is archived, so nothing in it can be written. Unarchive it, or take it out of the configuration.";
    default:
      return refusal satisfies never;
  }
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function otherToken(permission: string): string {
  return `Make a fine-grained token or use a GitHub App (actions/create-github-app-token) with ${permission}, and pass that.`;
}
