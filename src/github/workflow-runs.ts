import { asRotationError } from "../rotation/errors.ts";
import type { ActiveRuns } from "../rotation/ports.ts";
import type { GitHubTask, TokenKind } from "./failures.ts";
import type { GitHubClock } from "./github-clock.ts";
import { parseAnswer, read, type Request } from "./octokit.ts";
import { ACTIONS, permissionWords } from "./permissions.ts";
import { RunListWire } from "./wire.ts";

/**
 * The statuses of a run that has not ended: only those can still read a value.
 * https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
 */
const ACTIVE = [
  "queued",
  "in_progress",
  "requested",
  "waiting",
  "pending",
] as const;

/**
 * The longest that GitHub lets a run last, waits included.
 * https://docs.github.com/en/actions/reference/limits
 */
const LONGEST_RUN_MS = 35 * 86_400_000;

/** A run queued this long after a write may still have read the old value. */
const LATE_READ_MS = 60_000;

/** Looks for workflow runs that may hold a value, with one credential. */
export class WorkflowRuns {
  readonly #request: Request;
  readonly #token: TokenKind;
  readonly #clock: GitHubClock;
  readonly #known = new Map<string, Promise<ActiveRuns>>();

  constructor(request: Request, token: TokenKind, clock: GitHubClock) {
    this.#request = request;
    this.#token = token;
    this.#clock = clock;
  }

  /**
   * Whether a run of that repository which may have read a value replaced at
   * that instant (GitHub's clock, epoch milliseconds) is still active. Asks
   * once for the same repository and instant; never throws.
   */
  readersIn(
    owner: string,
    repository: string,
    replacedAt: number,
  ): Promise<ActiveRuns> {
    const key = `${owner}/${repository}@${String(replacedAt)}`.toLowerCase();
    const found =
      this.#known.get(key) ?? this.#look(owner, repository, replacedAt);
    this.#known.set(key, found);
    return found;
  }

  async #look(
    owner: string,
    repo: string,
    replacedAt: number,
  ): Promise<ActiveRuns> {
    const since = this.#clock.now() - LONGEST_RUN_MS;
    const until = replacedAt + LATE_READ_MS;
    if (until < since) return { kind: "none" };
    const created =
      until === Infinity ? `>=${iso(since)}` : `${iso(since)}..${iso(until)}`;
    try {
      const counts = await Promise.all(
        ACTIVE.map((status) => this.#count({ owner, repo, status, created })),
      );
      return { kind: counts.some((count) => count > 0) ? "active" : "none" };
    } catch (thrown) {
      return { kind: "unreadable", error: asRotationError(thrown) };
    }
  }

  async #count(runs: {
    readonly owner: string;
    readonly repo: string;
    readonly status: (typeof ACTIVE)[number];
    readonly created: string;
  }): Promise<number> {
    const task: GitHubTask = {
      what: "list the workflow runs",
      target: `${runs.owner}/${runs.repo}`,
      permission: permissionWords(ACTIONS, "read"),
      token: this.#token,
    };
    const { value: answer } = await read(
      this.#request,
      (octokit) =>
        octokit.rest.actions.listWorkflowRunsForRepo({ ...runs, per_page: 1 }),
      task,
    );
    return parseAnswer(answer, RunListWire, task).total_count;
  }
}

function iso(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString().replace(/\.\d+Z$/u, "Z");
}
