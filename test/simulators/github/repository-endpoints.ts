import { json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { Need } from "./access.ts";
import type { Call } from "./call.ts";
import { notFound } from "./errors.ts";
import { pageOf } from "./paging.ts";
import { inRepository, type Locator } from "./places.ts";
import { findEnvironment, type Repository } from "./repositories.ts";
import {
  environmentAnswer,
  repositoryAnswer,
  workflowRunAnswer,
} from "./repository-answer.ts";

/**
 * https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
 */
export const readActions: Need = {
  permission: "actions",
  level: "read",
  writes: false,
  classicScope: "repo",
  role: "read",
  freeWhenPublic: true,
  freeForClassicWhenPublic: true,
};

/** `GET /repos/{owner}/{repo}` and `GET /repositories/{id}`. */
export function getRepository(
  call: Call,
  repository: Repository,
): SimulatedAnswer {
  const { repositories, base } = call.state;
  const owner = repositories.account(repository.owner);
  return json(200, repositoryAnswer(repository, owner, base()));
}

/** `GET …/environments`. */
export function listEnvironments(
  call: Call,
  repository: Repository,
): SimulatedAnswer {
  const all = [...repository.environments.values()];
  const { items, headers } = pageOf(all, call);
  const environments = items.map((environment) =>
    environmentAnswer(repository, environment, call.state.base()),
  );
  return json(200, { total_count: all.length, environments }, headers);
}

/** `GET …/environments/{name}`. */
export function getEnvironment(
  call: Call,
  repository: Repository,
  name: string,
): SimulatedAnswer {
  const environment = findEnvironment(repository, name);
  return environment === undefined
    ? notFound()
    : json(200, environmentAnswer(repository, environment, call.state.base()));
}

/**
 * `GET …/actions/runs`, or the runs of one workflow file; newest first,
 * `status` also matches conclusions.
 */
export function listRuns(
  call: Call,
  locator: Locator,
  workflow: string | undefined,
): SimulatedAnswer {
  const { repositories, base } = call.state;
  return inRepository(call, locator, readActions, (repository) => {
    const status = call.request.query.get("status");
    const isWithin = createdFilter(call.request.query.get("created") ?? "");
    const matching = repository.runs
      .filter((run) => workflow === undefined || run.workflow === workflow)
      .filter(
        (run) =>
          status === null || run.status === status || run.conclusion === status,
      )
      .filter(({ createdAt }) => isWithin(createdAt))
      .reverse();
    const { items, headers } = pageOf(matching, call);
    const owner = repositories.account(repository.owner);
    const runs = items.map((run) =>
      workflowRunAnswer(run, repository, owner, base()),
    );
    return json(
      200,
      { total_count: matching.length, workflow_runs: runs },
      headers,
    );
  });
}

/**
 * The search syntax for dates, as far as runs are searched by it: whole
 * seconds.
 * https://docs.github.com/en/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax#query-for-dates
 */
function createdFilter(text: string): (createdAt: number) => boolean {
  const seconds = (instant: string) => Math.floor(Date.parse(instant) / 1_000);
  const [, since, until] = /^(\S+)\.\.(\S+)$/.exec(text) ?? [];
  const [, sign = "", bound = ""] = /^([<>]=?)?(\S+)$/.exec(text) ?? [];
  return (createdAt) => {
    const at = Math.floor(createdAt / 1_000);
    if (text === "") return true;
    if (since !== undefined && until !== undefined)
      return at >= seconds(since) && at <= seconds(until);
    const limit = seconds(bound);
    if (at === limit) return sign !== "<" && sign !== ">";
    return at > limit ? sign.startsWith(">") : sign.startsWith("<");
  };
}
