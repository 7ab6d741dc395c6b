import { RotationError } from "../rotation/errors.ts";
import { classicScopeFor } from "./permissions.ts";
import type { ApiAnswer } from "./provenance.ts";
import {
  credentialWords,
  type GitHubTask,
  hasScope,
  phraseOf,
  statusWords,
} from "./task.ts";

/** What has to be there for a store of secrets. */
const FEATURES = {
  actions: "GitHub Actions",
  dependabot: "Dependabot",
  codespaces: "Codespaces",
  agents: "agents",
} as const;

/**
 * A 404 of GitHub's API, which says “not found” of what is not there and of
 * what the credential may not see, so no cause is stated as the only one.
 */
export function missing(answer: ApiAnswer, task: GitHubTask): RotationError {
  const { what, place, phrase, store = "actions" } = task;
  const isKey = what.startsWith("read the public key");
  if (isKey && place === "environment") return noEnvironment(answer, task);
  if (isKey && place === "repository") return noStore(answer, task);
  if (isKey || what === "read the organization") {
    return notShown(
      answer,
      { ...task, target: `organization ${organizationIn(task)}` },
      `Check the spelling${isKey ? `, and whether the server and the plan have ${FEATURES[store]}` : ""}.`,
    );
  }
  const isPlace =
    what === "read the repository" || /^list the \S+$/u.test(what);
  return isPlace && phrase === undefined
    ? notShown(answer, task, "Check the spelling.")
    : gone(answer, task);
}

function organizationIn({ target }: GitHubTask): string {
  return target.replace(/^.*organization /u, "");
}

function notShown(
  answer: ApiAnswer,
  task: GitHubTask,
  advice: string,
): RotationError {
  return told(
    `GitHub does not show ${task.target} to ${credentialWords(task.token)} (${statusWords(answer)}).`,
    `${advice} ${accessOf(answer, task)}`,
  );
}

function gone(answer: ApiAnswer, task: GitHubTask): RotationError {
  return told(
    `Could not ${phraseOf(task)}: GitHub does not find it, or does not show it to ${credentialWords(task.token)} (${statusWords(answer)}).`,
    "Check that it was not deleted or renamed, and that the credential still has access to it.",
  );
}

function noEnvironment(answer: ApiAnswer, task: GitHubTask): RotationError {
  return told(
    `There is no ${task.target}, or GitHub does not show its secrets to ${credentialWords(task.token)} (${statusWords(answer)}).`,
    `Check the name: the action never creates environments. If it exists, the plan may not include environments in private repositories (GitHub Pro, Team and Enterprise do)${permissionPart(answer, task)}.`,
  );
}

function noStore(answer: ApiAnswer, task: GitHubTask): RotationError {
  const { store = "actions" } = task;
  return told(
    `Could not ${phraseOf(task)}: GitHub shows no such secrets to ${credentialWords(task.token)} (${statusWords(answer)}).`,
    `Likely causes: the server, the plan or the repository has no ${FEATURES[store]}${permissionPart(answer, task)}.`,
  );
}

/** The credential's part in a 404, where the answer does not disprove it. */
function permissionPart(answer: ApiAnswer, task: GitHubTask): string {
  const { token, permission, place } = task;
  switch (token) {
    case "app":
      return ", or the App's installation does not cover the repository";
    case "classic":
      return hasScope(answer, place) === true
        ? ", or the token's user has too little access"
        : `, or the token lacks the scope \`${classicScopeFor(place)}\``;
    case "fine-grained":
    case "installation":
    case "workflow":
    case "unknown":
      return `, or the token lacks ${permission} or access to the repository`;
    default:
      return token satisfies never;
  }
}

function accessOf(answer: ApiAnswer, { token, target }: GitHubTask): string {
  const place = target.startsWith("organization ")
    ? "organization"
    : "repository";
  const what =
    place === "organization" ? "an organization" : "a private repository";
  const hides = `GitHub also hides ${what} from`;
  switch (token) {
    case "app":
      return place === "organization"
        ? `${hides} an App that is not installed there.`
        : `${hides} an App whose installation does not cover it.`;
    case "classic": {
      const scope = classicScopeFor(place);
      const user =
        place === "organization" ? "is no owner of it" : "has no access to it";
      const known = hasScope(answer, place);
      if (known === true) return `${hides} a token whose user ${user}.`;
      return known === false
        ? `${hides} a token that lacks the scope \`${scope}\`, as this one does.`
        : `${hides} a token that lacks the scope \`${scope}\`, or whose user ${user}.`;
    }
    case "fine-grained":
      return `${hides} a token that was not given access to it (its resource owner, its repository access), or that the organization has not approved.`;
    case "installation":
    case "workflow":
      return `${hides} a token whose installation does not cover it.`;
    case "unknown":
      return `${hides} a token that was not given access to it.`;
    default:
      return token satisfies never;
  }
}

function told(summary: string, remedy: string): RotationError {
  return new RotationError({
    code: "target-missing",
    summary,
    remedy,
    rerun: "fix-first",
  });
}
