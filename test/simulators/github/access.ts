import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { GithubBehaviour } from "./behaviour.ts";
import { githubError, notFound } from "./errors.ts";
import { blockRefusal, policyRefusal } from "./refusals.ts";
import { isNamed, isSameLogin } from "./logins.ts";
import type { Account, Repository } from "./repositories.ts";
import type { Level, Token } from "./tokens.ts";

/** What a request asks of its token. */
export interface Need {
  /** App and fine-grained permission. */
  readonly permission: string;
  readonly level: Level;
  readonly classicScope: "repo" | "admin:org";
  /** Role that a classic token's user needs in a repository. */
  readonly role: "read" | "write" | "admin";
  /** Whether it changes anything; some reads need the level `write`, too. */
  readonly writes: boolean;
  /** Everybody may do so when the repository is public. */
  readonly freeWhenPublic: boolean;
  /** A classic token needs no scope for it when the repository is public. */
  readonly freeForClassicWhenPublic: boolean;
}

/** Whether the token's bearer may know that the repository exists. */
export function sees(token: Token, repository: Repository): boolean {
  return !repository.private || belongs(token, repository);
}

/**
 * The refusal that a request on a repository meets, or undefined. Without a
 * need, seeing the repository is enough.
 */
export function repositoryRefusal(
  token: Token,
  repository: Repository,
  need: Need | undefined,
  behaviour: GithubBehaviour,
): SimulatedAnswer | undefined {
  if (!sees(token, repository)) return notFound();
  const blocked = blockRefusal(repository, behaviour);
  if (blocked !== undefined) return blocked;
  const policy = policyRefusal(token, repository.owner, behaviour);
  if (policy !== undefined || need === undefined) return policy;
  if (!repository.private && isFree(token, need)) return undefined;
  if (!belongs(token, repository)) return lacking(token, need);
  if (!permits(token, need, behaviour)) return lacking(token, need);
  if (need.writes && repository.archived)
    return githubError(403, "Repository was archived so is read-only.");
  return undefined;
}

/**
 * The refusal that a request on an organization's secrets meets, or undefined.
 */
export function organizationRefusal(
  token: Token,
  organization: Account,
  need: Need,
  behaviour: GithubBehaviour,
): SimulatedAnswer | undefined {
  const { grant } = token;
  const member = isOwner(token, organization.login);
  if (!member && grant.kind === "classic") return notFound();
  const policy = policyRefusal(token, organization.login, behaviour);
  if (policy !== undefined) return policy;
  return member && permits(token, need, behaviour)
    ? undefined
    : lacking(token, need);
}

function isOwner(token: Token, login: string): boolean {
  const { grant } = token;
  switch (grant.kind) {
    case "classic":
      return grant.owners === undefined || isNamed(grant.owners, login);
    case "fine-grained":
      return grant.pending !== true && isSameLogin(grant.owner, login);
    case "installation":
      return isSameLogin(grant.owner, login);
    case "workflow":
      return false;
  }
}

function belongs(token: Token, repository: Repository): boolean {
  const { grant } = token;
  switch (grant.kind) {
    case "classic":
      return (
        isOwner(token, repository.owner) &&
        (!repository.private || grant.scopes.includes("repo"))
      );
    case "fine-grained":
    case "installation":
      return (
        isOwner(token, repository.owner) &&
        (grant.repositories?.some(({ id }) => id === repository.id) ?? true)
      );
    case "workflow":
      return grant.repository.id === repository.id;
  }
}

function isFree(token: Token, need: Need): boolean {
  return (
    need.freeWhenPublic ||
    (need.freeForClassicWhenPublic && token.grant.kind === "classic")
  );
}

const roles = ["read", "write", "admin"] as const;

function permits(
  token: Token,
  need: Need,
  behaviour: GithubBehaviour,
): boolean {
  const { grant } = token;
  if (grant.kind === "classic") {
    const role = roles.indexOf(grant.role ?? "admin");
    return (
      grant.scopes.includes(need.classicScope) &&
      role >= roles.indexOf(need.role)
    );
  }
  if (
    grant.kind === "installation" &&
    need.permission.includes("codespaces") &&
    !behaviour.appsMayUseCodespaces
  )
    return false;
  const permissions: Readonly<Record<string, Level>> = grant.permissions ?? {};
  const granted = permissions[need.permission];
  return granted === "write" || granted === need.level;
}

function lacking(token: Token, need: Need): SimulatedAnswer {
  const headers = {
    "x-accepted-github-permissions": `${need.permission}=${need.level}`,
  };
  switch (token.grant.kind) {
    case "classic":
      return githubError(403, "Must have admin rights to Repository.", {
        "x-accepted-oauth-scopes": need.classicScope,
      });
    case "fine-grained":
      return githubError(
        403,
        "Resource not accessible by personal access token",
        headers,
      );
    case "installation":
    case "workflow":
      return githubError(
        403,
        "Resource not accessible by integration",
        headers,
      );
  }
}
