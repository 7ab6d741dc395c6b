import { empty, json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { Call } from "./call.ts";
import { githubError, invalidRequest, notFound } from "./errors.ts";
import { pageOf } from "./paging.ts";
import { minimalRepositoryAnswer } from "./repository-answer.ts";
import { parseFields, parseIds } from "./secret-body.ts";
import type { Vault } from "./secret-store.ts";

function selectedOf(
  vault: Vault,
  name: string,
): readonly number[] | SimulatedAnswer {
  const access = vault.get(name)?.access;
  if (access === undefined) return notFound();
  return access.visibility === "selected"
    ? access.selected
    : githubError(
        409,
        "Visibility type must be set to 'selected' for this secret.",
      );
}

/** `GET …/secrets/{name}/repositories`. */
export function listSelected(
  vault: Vault,
  name: string,
  call: Call,
): SimulatedAnswer {
  const selected = selectedOf(vault, name);
  if ("status" in selected) return selected;
  const { repositories, base } = call.state;
  const alive = selected.flatMap((id) => repositories.byId(id) ?? []);
  const { items, headers } = pageOf(alive, call);
  const listed = items.map((repository) =>
    minimalRepositoryAnswer(
      repository,
      repositories.account(repository.owner),
      base(),
    ),
  );
  return json(
    200,
    { total_count: alive.length, repositories: listed },
    headers,
  );
}

/** `PUT …/secrets/{name}/repositories`: replaces the list. */
export function setSelected(
  vault: Vault,
  name: string,
  call: Call,
): SimulatedAnswer {
  const selected = selectedOf(vault, name);
  if ("status" in selected) return selected;
  const fields = parseFields(call.request.body);
  if (!fields.ok) return fields.answer;
  const given = fields.value["selected_repository_ids"];
  if (given === undefined)
    return invalidRequest(`"selected_repository_ids" wasn't supplied.`);
  const ids = parseIds(given, false);
  if (!ids.ok) return ids.answer;
  vault.setAccess(name, { visibility: "selected", selected: ids.value });
  return empty(204);
}

/** `PUT` and `DELETE …/secrets/{name}/repositories/{id}`. */
export function editSelected(
  vault: Vault,
  name: string,
  id: number,
  edit: "add" | "remove",
  call: Call,
): SimulatedAnswer {
  const selected = selectedOf(vault, name);
  if ("status" in selected) return selected;
  if (call.state.repositories.byId(id) === undefined) return notFound();
  const others = selected.filter((other) => other !== id);
  vault.setAccess(name, {
    visibility: "selected",
    selected: edit === "add" ? [...others, id] : others,
  });
  return empty(204);
}
