import { json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import { sees } from "./access.ts";
import type { Call } from "./call.ts";
import { notFound } from "./errors.ts";
import { pageOf } from "./paging.ts";
import {
  minimalRepositoryAnswer,
  organizationAnswer,
} from "./repository-answer.ts";

/** `GET /orgs/{org}`: what everybody may see of an organization. */
export function getOrganization(call: Call, login: string): SimulatedAnswer {
  const { repositories, base } = call.state;
  const organization = repositories.findOrganization(login);
  return organization === undefined
    ? notFound()
    : json(200, organizationAnswer(organization, base()));
}

/** `GET /orgs/{org}/repos`: those that the token's bearer may see. */
export function listOwnRepositories(
  call: Call,
  login: string,
): SimulatedAnswer {
  const { repositories, base } = call.state;
  const organization = repositories.findOrganization(login);
  if (organization === undefined) return notFound();
  const type = call.request.query.get("type") ?? "all";
  const own = repositories
    .of(organization.login)
    .filter((repository) => sees(call.token, repository))
    .filter(
      (repository) =>
        type === "all" || repository.private === (type === "private"),
    );
  const { items, headers } = pageOf(own, call);
  return json(
    200,
    items.map((repository) =>
      minimalRepositoryAnswer(repository, organization, base()),
    ),
    headers,
  );
}
