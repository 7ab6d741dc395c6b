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

const readRuns: Need = {
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

/** `GET …/actions/runs`, or the runs of one workflow file; newest first, `status` also matches conclusions. */
export function listRuns(
  call: Call,
  locator: Locator,
  workflow: string | undefined,
): SimulatedAnswer {
  const { repositories, base } = call.state;
  return inRepository(call, locator, readRuns, (repository) => {
    const status = call.request.query.get("status");
    const matching = repository.runs
      .filter((run) => workflow === undefined || run.workflow === workflow)
      .filter(
        (run) =>
          status === null || run.status === status || run.conclusion === status,
      )
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
