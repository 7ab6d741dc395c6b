import { isRateLimit } from "../http/retry.ts";
import type { ClockReading } from "../rotation/clocks.ts";
import { RotationError } from "../rotation/errors.ts";
import { ask } from "./ask.ts";
import type { Call } from "./client.ts";
import { failureOf, type GitHubTask, type TokenKind } from "./failures.ts";
import { METADATA, permissionWords } from "./permissions.ts";
import { renamedTo } from "./provenance.ts";
import { readBody, RepositoryWire } from "./wire.ts";

/** A repository that is where the configuration says. */
export interface Repository {
  /** Outlives every change of the name. */
  readonly id: number;
  readonly archived: boolean;
  readonly clock: ClockReading | undefined;
}

/** Reads repositories, each once however many targets share it. */
export interface Repositories {
  /** Throws `target-moved`, `target-missing` and the rest. */
  find(owner: string, repository: string): Promise<Repository>;
  /** Reads it anew. */
  look(owner: string, repository: string): Promise<Repository>;
}

/** Reads repositories with one credential. */
export function createRepositories(call: Call, token: TokenKind): Repositories {
  const known = new Map<string, Promise<Repository>>();
  const look = (owner: string, repository: string): Promise<Repository> =>
    readRepository(call, owner, repository, token);
  return {
    look,
    find: async (owner, repository) => {
      const key = `${owner}/${repository}`.toLowerCase();
      const found = known.get(key) ?? look(owner, repository);
      known.set(key, found);
      return await found;
    },
  };
}

/** https://docs.github.com/en/rest/repos/repos#get-a-repository */
async function readRepository(
  call: Call,
  owner: string,
  repo: string,
  token: TokenKind,
): Promise<Repository> {
  const target = `${owner}/${repo}`;
  const task: GitHubTask = {
    what: "read the repository",
    target,
    permission: permissionWords(METADATA, "read"),
    token,
  };
  const { answer, clock } = await ask(
    call,
    {
      method: "GET",
      path: "/repos/{owner}/{repo}",
      parameters: { owner, repo },
    },
    task,
  );
  const renamed = renamedTo(answer, answer.api);
  if (renamed !== undefined) throw await moved(call, target, renamed.id);
  if (answer.status !== 200) throw failureOf(answer, task);
  const wire = readBody(RepositoryWire, answer.body);
  if (wire === undefined) throw failureOf(answer, task);
  if (wire.full_name.toLowerCase() !== target.toLowerCase()) {
    throw movedTo(target, wire.full_name);
  }
  return { id: wire.id, archived: wire.archived, clock };
}

/** The new place of a repository, asked for by the numeric id that the redirect names. The redirect itself is not followed. */
async function moved(
  call: Call,
  target: string,
  id: string,
): Promise<RotationError> {
  try {
    const there = await call(
      { method: "GET", path: "/repositories/{id}", parameters: { id } },
      { once: true },
    );
    if (isRateLimit(there)) return movedTo(target, undefined);
    return movedTo(target, readBody(RepositoryWire, there.body)?.full_name);
  } catch {
    return movedTo(target, undefined);
  }
}

function movedTo(target: string, place: string | undefined): RotationError {
  return new RotationError({
    code: "target-moved",
    summary: `${target} was renamed or transferred${place === undefined ? "" : `: it is now ${place}`}.`,
    remedy: `Nothing was minted. Secrets are never written through a redirect; set the configuration to ${place ?? "the new name"}.`,
    rerun: "fix-first",
  });
}
