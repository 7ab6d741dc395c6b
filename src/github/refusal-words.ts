import { classicScopeFor, METADATA, permissionWords } from "./permissions.ts";
import {
  isPlain,
  PLAIN_REFUSALS,
  TOKEN_SETTINGS,
  type Told,
} from "./plain-refusals.ts";
import type { ApiAnswer } from "./provenance.ts";
import type { Refusal } from "./refusals.ts";
import {
  credentialWords,
  type GitHubTask,
  hasScope,
  serverWords,
} from "./task.ts";

/**
 * The reason and the remedy of a refusal that GitHub has given a known cause
 * for.
 */
export function toldOf(
  refusal: Refusal,
  task: GitHubTask,
  answer: ApiAnswer,
): Told {
  if (isPlain(refusal)) return PLAIN_REFUSALS[refusal];
  switch (refusal) {
    case "integration-lacks-permission":
      return integrationLacks(task);
    case "token-lacks-permission":
      return tokenLacks(task);
    case "role-too-low":
      return roleTooLow(task, answer);
    case "wants-app-number":
    case "app-without-key":
    case "assertion-time":
    case "assertion-undecodable":
    case "no-such-app":
      return appRefused(refusal, answer);
    default:
      return refusal satisfies never;
  }
}

type AppRefusal =
  | "wants-app-number"
  | "app-without-key"
  | "assertion-time"
  | "assertion-undecodable"
  | "no-such-app";

/** Where a token of each kind is told which repositories it covers. */
function coverageOf({ place }: GitHubTask): string {
  return place === "organization" ? "this organization" : "this repository";
}

/** A permission that every token has is never the cause. */
function mayLack({ permission }: GitHubTask): boolean {
  return permission !== permissionWords(METADATA, "read");
}

function integrationLacks(task: GitHubTask): Told {
  const { token, permission, place, store } = task;
  if (token === "workflow") {
    return {
      code: "github-workflow-token",
      reason:
        "`github-token` is the workflow's own GITHUB_TOKEN, which can never write secrets",
      remedy: `Use a fine-grained token or a GitHub App (\`github-app-id\`) with ${permission}.`,
    };
  }
  const codespaces =
    store === "codespaces"
      ? " GitHub may also refuse Codespaces secrets to every App: then use a fine-grained token for them."
      : "";
  const reason = `GitHub does not let ${token === "app" ? "the App's installation" : "`github-token`"} do this`;
  if (token === "app" && place === "organization") {
    return {
      reason,
      remedy: `Check that the installation still has ${permission}, which it had when its token was created.${codespaces}`,
    };
  }
  const covers = `the installation does not cover ${coverageOf(task)}: add it to the installation's repository access`;
  if (token === "app") {
    const lacks =
      place === undefined && mayLack(task) ? `, or it lacks ${permission}` : "";
    return { reason, remedy: `Most likely ${covers}${lacks}.${codespaces}` };
  }
  const lacks = mayLack(task)
    ? `Either its App lacks ${permission} (grant it in the GitHub App's permissions, then accept it for the installation), or ${covers}.`
    : `Most likely ${covers}.`;
  return {
    reason,
    remedy: `${lacks} If it is the workflow's own GITHUB_TOKEN, it can never write secrets: use a fine-grained token or a GitHub App.${codespaces}`,
  };
}

function tokenLacks(task: GitHubTask): Told {
  const { token, permission } = task;
  const where = `(${TOKEN_SETTINGS} → Fine-grained tokens)`;
  const covers = `it does not cover ${coverageOf(task)}: check its resource owner, its repository access and the organization's approval`;
  return {
    reason: `GitHub does not let ${credentialWords(token)} do this`,
    remedy: mayLack(task)
      ? `Either the token lacks ${permission} ${where}, or ${covers}.`
      : `Most likely ${covers} ${where}.`,
  };
}

function roleTooLow(task: GitHubTask, answer: ApiAnswer): Told {
  const scope = classicScopeFor(task.place);
  const user =
    task.place === "organization"
      ? "The token's user has to be an owner of the organization, or to have a role that manages its secrets"
      : "The token's user needs write or admin access to the repository";
  const isClassic = task.token === "classic" || task.token === "unknown";
  const known = hasScope(answer, task.place);
  if (known === false) {
    return {
      reason: `\`github-token\` lacks the scope \`${scope}\``,
      remedy: `Add the scope (${TOKEN_SETTINGS} → Tokens (classic)), or better use a fine-grained token or a GitHub App. ${user}.`,
    };
  }
  const needsScope =
    isClassic && known === undefined
      ? `, and a classic token the scope \`${scope}\``
      : "";
  return {
    reason: `GitHub does not let the user of ${credentialWords(task.token)} do this`,
    remedy: `${user}${needsScope}.`,
  };
}

function appRefused(refusal: AppRefusal, answer: ApiAnswer): Told {
  const server = serverWords(answer);
  const code = "github-unauthorized";
  const settings = "the App's settings page";
  switch (refusal) {
    case "no-such-app":
      return {
        code,
        reason: "GitHub has no App with the id in `github-app-id`",
        remedy: `Set it to the App ID or the client ID of ${settings}, not to the ID of an installation; and check \`github-api-url\`.`,
      };
    case "wants-app-number":
      return {
        code,
        reason: "this server accepts only a numeric App ID",
        remedy: `Set \`github-app-id\` to the App ID of ${settings}, not to the client ID.`,
      };
    case "app-without-key":
      return {
        code,
        reason: "the GitHub App has no private key on GitHub",
        remedy: `Generate a private key on ${settings}, and store it as \`github-app-private-key\`.`,
      };
    case "assertion-time":
      return {
        code,
        reason: "GitHub did not accept the time at which the App signed in",
        remedy: `Compare the clocks of the runner and of ${server}.`,
      };
    case "assertion-undecodable":
      return {
        code,
        reason:
          "GitHub did not accept the signature made with `github-app-private-key`",
        remedy: `Check that the key is still listed on ${settings}, and that \`github-app-id\` is of the same App.`,
      };
    default:
      return refusal satisfies never;
  }
}
