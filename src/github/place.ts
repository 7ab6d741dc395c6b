import { isRateLimit } from "../http/retry.ts";
import type { ClockReading } from "../rotation/clocks.ts";
import { RotationError } from "../rotation/errors.ts";
import { ask, type Asked } from "./ask.ts";
import type { Call } from "./client.ts";
import { failureOf, type TokenKind } from "./failures.ts";
import {
  type EnvironmentSpec,
  nameOf,
  type RepositorySpec,
  type TargetSpec,
} from "./target-spec.ts";
import { MovedWire, readBody, RepositoryWire } from "./wire.ts";

/**
 * Makes sure that a scope is where the configuration says: the repository under
 * that very name, not archived, and the environment there. Returns the clock of
 * the answer. Throws `target-moved`, `target-archived`, `target-missing` and the rest.
 */
export async function checkPlace(
  call: Call,
  spec: TargetSpec,
  token: TokenKind,
): Promise<ClockReading | undefined> {
  if (spec.kind === "organization") return undefined;
  const [repository, environment] = await Promise.allSettled([
    checkRepository(call, spec, token),
    checkEnvironment(call, spec, token),
  ]);
  if (repository.status === "rejected") throw repository.reason;
  if (environment.status === "rejected") throw environment.reason;
  return repository.value;
}

/** https://docs.github.com/en/rest/repos/repos#get-a-repository */
async function checkRepository(
  call: Call,
  { owner, repository: repo }: RepositorySpec | EnvironmentSpec,
  token: TokenKind,
): Promise<ClockReading | undefined> {
  const target = `${owner}/${repo}`;
  const task = {
    what: "read the repository",
    target,
    permission: "“Metadata: read-only”",
    token,
  };
  const asked = await ask(
    call,
    {
      method: "GET",
      path: "/repos/{owner}/{repo}",
      parameters: { owner, repo },
    },
    task,
  );
  const { answer } = asked;
  if (answer.status >= 300 && answer.status < 400) {
    throw await moved(call, target, asked);
  }
  if (answer.status !== 200) throw failureOf(answer, task);
  const wire = readBody(RepositoryWire, answer.body);
  if (wire === undefined) throw failureOf({ ...answer, status: 200 }, task);
  if (wire.full_name.toLowerCase() !== target.toLowerCase()) {
    throw movedTo(target, wire.full_name);
  }
  if (wire.archived) throw archived(target);
  return asked.clock;
}

/** https://docs.github.com/en/rest/deployments/environments#get-an-environment */
async function checkEnvironment(
  call: Call,
  spec: RepositorySpec | EnvironmentSpec,
  token: TokenKind,
): Promise<void> {
  if (spec.kind !== "environment") return;
  const target = nameOf(spec);
  const task = {
    what: "read the place",
    target,
    permission: "“Environments: read and write”",
    token,
  };
  const { answer } = await ask(
    call,
    {
      method: "GET",
      path: "/repos/{owner}/{repo}/environments/{environment_name}",
      parameters: {
        owner: spec.owner,
        repo: spec.repository,
        environment_name: spec.environment,
      },
    },
    task,
  );
  if (answer.status === 404) throw noEnvironment(target);
  if (answer.status !== 200) throw failureOf(answer, task);
}

/** The new place of a repository, asked for by the numeric id that the redirect names. The redirect itself is not followed. */
async function moved(
  call: Call,
  target: string,
  { answer }: Asked,
): Promise<RotationError> {
  const url =
    readBody(MovedWire, answer.body)?.url ?? answer.header("location") ?? "";
  const id = /\/repositories\/(\d{1,15})(?:[/?]|$)/u.exec(url)?.[1];
  if (id === undefined) return movedTo(target, undefined);
  try {
    const there = await call("GET", "/repositories/{id}", { id });
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

function archived(target: string): RotationError {
  return new RotationError({
    code: "target-archived",
    summary: `${target} is archived, so its secrets cannot be written.`,
    remedy:
      "Nothing was minted. Unarchive it, or take it out of the configuration.",
    rerun: "fix-first",
  });
}

function noEnvironment(target: string): RotationError {
  return new RotationError({
    code: "target-missing",
    summary: `There is no ${target}.`,
    remedy:
      "Nothing was minted, and the action never creates environments. Create it (repository Settings → Environments), or correct the input `environment`.",
    rerun: "fix-first",
  });
}
