import { parseTargets } from "../../src/action/inputs/targets.ts";
import { ownerOf, type TargetSpec } from "../../src/github/target-spec.ts";
import type { Inputs } from "../kit/run-action.ts";
import type { World } from "../kit/world.ts";
import type { SimulatedToken } from "../simulators/astra/token-store.ts";
import type { SecretScope } from "../simulators/github/scopes.ts";

/** Which string of a token a secret holds. */
export type Form = "token" | "client-id" | "client-secret" | "json";

/** One secret that a workflow writes. */
export interface Place {
  /** As people read it: `acme/web`, `acme/web, environment production`. */
  readonly where: string;
  readonly scope: SecretScope;
  readonly name: string;
  readonly form: Form;
}

const NAMES: readonly (readonly [string, Form])[] = [
  ["secret-name", "token"],
  ["secret-name-client-id", "client-id"],
  ["secret-name-client-secret", "client-secret"],
  ["secret-name-json", "json"],
];

/** The secrets that a step's inputs name, with the action's defaults. */
export function placesOf(inputs: Inputs): readonly Place[] {
  const withDefaults: Inputs = {
    "secret-name": "ASTRA_DB_APPLICATION_TOKEN",
    ...inputs,
  };
  return specsOf(inputs).flatMap((spec) => {
    const scope = scopeOf(spec);
    return NAMES.flatMap(([input, form]) => {
      const name = withDefaults[input] ?? "";
      return name === "" ? [] : [{ where: whereOf(scope), scope, name, form }];
    });
  });
}

/** The targets that the inputs name; those that are wrong are left to the action. */
function specsOf(inputs: Inputs): readonly TargetSpec[] {
  const { targets = "", repository = "", environment = "" } = inputs;
  if (targets !== "") return parseTargets(targets).targets;
  const [owner = "", name = ""] = (repository || "acme/web").split("/");
  const place = { store: "actions", owner, repository: name } as const;
  return [
    environment === ""
      ? { kind: "repository", ...place }
      : { kind: "environment", ...place, environment },
  ];
}

function scopeOf(spec: TargetSpec): SecretScope {
  switch (spec.kind) {
    case "repository": {
      const { store, owner, repository: name } = spec;
      return { kind: "repository", store, owner, name };
    }
    case "environment": {
      const { store, owner, repository: name, environment } = spec;
      return { kind: "environment", store, owner, name, environment };
    }
    case "organization":
      return {
        kind: "organization",
        store: spec.store,
        organization: spec.organization,
      };
    default:
      return spec satisfies never;
  }
}

/** A place as people read it. */
export function whereOf(scope: SecretScope): string {
  const store = scope.store === "actions" ? "" : `, ${scope.store}`;
  switch (scope.kind) {
    case "repository":
      return `${scope.owner}/${scope.name}${store}`;
    case "environment":
      return `${scope.owner}/${scope.name}, environment ${scope.environment}`;
    case "organization":
      return `organization ${scope.organization}${store}`;
    default:
      return scope satisfies never;
  }
}

/** What a secret of that form holds of a token. */
export function textOf(
  { clientId, secret, token }: SimulatedToken,
  form: Form,
): string {
  switch (form) {
    case "token":
      return token;
    case "client-id":
      return clientId;
    case "client-secret":
      return secret;
    case "json":
      return JSON.stringify({ clientId, secret, token });
    default:
      return form satisfies never;
  }
}

/** Makes every organization, repository and environment that the inputs name. */
export function makePlaces(world: World, inputs: Inputs): readonly string[] {
  const specs = specsOf(inputs);
  for (const spec of specs) {
    if (spec.kind === "organization") {
      world.github.addOrganization(spec.organization);
      const { access } = spec;
      const names =
        access.kind === "selected" ? (access.repositories ?? []) : [];
      for (const name of names) makeRepository(world, spec.organization, name);
    } else {
      const repository = makeRepository(world, spec.owner, spec.repository);
      if (spec.kind === "environment") {
        makeEnvironment(world, repository, spec.environment);
      }
    }
  }
  return [...new Set(specs.map(ownerOf))];
}

type Repository = Readonly<World["repository"]>;

const made = new WeakMap<World, Map<string, Repository>>();

/** A repository of that name; made unless it is there. */
export function makeRepository(
  world: World,
  owner: string,
  name: string,
): Repository {
  const all =
    made.get(world) ??
    new Map<string, Repository>([["acme/web", world.repository]]);
  made.set(world, all);
  const key = `${owner}/${name}`.toLowerCase();
  const known = all.get(key);
  if (known !== undefined) return known;
  world.github.addOrganization(owner);
  const repository = world.github.addRepository({ owner, name });
  all.set(key, repository);
  return repository;
}

/** An environment of that name; made unless it is there. */
export function makeEnvironment(
  { github }: World,
  repository: { readonly id: number },
  name: string,
): void {
  try {
    github.addEnvironment(repository, name);
  } catch {
    // It is there already.
  }
}
