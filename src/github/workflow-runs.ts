import { asRotationError } from "../rotation/errors.ts";
import type { ActiveRuns } from "../rotation/ports.ts";
import { ask } from "./ask.ts";
import type { Call } from "./client.ts";
import { failureOf, type GitHubTask, type TokenKind } from "./failures.ts";
import type { GitHubClock } from "./github-clock.ts";
import { ACTIONS, permissionWords } from "./permissions.ts";
import { readBody, RunListWire } from "./wire.ts";

/** A run that has ended can read nothing any more; these have not. https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository */
const ACTIVE = [
  "queued",
  "in_progress",
  "requested",
  "waiting",
  "pending",
] as const;

/** The longest that GitHub lets a run last, waits included. https://docs.github.com/en/actions/reference/limits */
const LONGEST_RUN_MS = 35 * 86_400_000;

/** A run queued this long after a write may still have been given the old value, milliseconds. */
const SEEN_LATE_MS = 60_000;

/** Looks for workflow runs that may hold a value. */
export interface WorkflowRuns {
  /** Whether a run of that repository which was queued when a value was replaced (GitHub's clock, epoch milliseconds) is still active; never throws. */
  readersIn(
    owner: string,
    repository: string,
    replacedAt: number,
  ): Promise<ActiveRuns>;
}

/** Looks for runs with one credential; each repository once for the same instant. */
export function createWorkflowRuns(
  call: Call,
  token: TokenKind,
  clock: GitHubClock,
): WorkflowRuns {
  const known = new Map<string, Promise<ActiveRuns>>();
  return {
    readersIn: (owner, repository, replacedAt) => {
      const key = `${owner}/${repository}@${String(replacedAt)}`.toLowerCase();
      const found =
        known.get(key) ??
        look(call, owner, repository, token, clock.now(), replacedAt);
      known.set(key, found);
      return found;
    },
  };
}

async function look(
  call: Call,
  owner: string,
  repo: string,
  token: TokenKind,
  now: number,
  replacedAt: number,
): Promise<ActiveRuns> {
  const since = now - LONGEST_RUN_MS;
  const until = replacedAt + SEEN_LATE_MS;
  if (until < since) return { kind: "none" };
  const created =
    until === Infinity ? `>=${iso(since)}` : `${iso(since)}..${iso(until)}`;
  const task: GitHubTask = {
    what: "list the workflow runs",
    target: `${owner}/${repo}`,
    permission: permissionWords(ACTIONS, "read"),
    token,
  };
  try {
    const counts = await Promise.all(
      ACTIVE.map(async (status) => {
        const { answer } = await ask(
          call,
          {
            method: "GET",
            path: "/repos/{owner}/{repo}/actions/runs",
            parameters: { owner, repo, status, created, per_page: 1 },
          },
          task,
        );
        const wire =
          answer.status === 200
            ? readBody(RunListWire, answer.body)
            : undefined;
        if (wire === undefined) throw failureOf(answer, task);
        return wire.total_count;
      }),
    );
    return { kind: counts.some((count) => count > 0) ? "active" : "none" };
  } catch (thrown) {
    return { kind: "unreadable", error: asRotationError(thrown) };
  }
}

function iso(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString().replace(/\.\d+Z$/u, "Z");
}
