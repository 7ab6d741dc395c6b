import * as v from "valibot";
import { STORES } from "../../github/target-spec.ts";
import {
  ENVIRONMENT,
  ENVIRONMENT_FORM,
  isEnvironment,
  LOGIN,
  REPOSITORY,
  REPOSITORY_FORM,
  REPOSITORY_NAME,
} from "./github-names.ts";

/** The most targets of one rotation. */
export const MAX_TARGETS = 1_000;

/** The keys of an entry. */
export const KEYS =
  "repository, environment, store; or organization, store, visibility, and repositories with visibility: selected.";

const NAMES_FORM = "a list of names, such as [web, api].";

/** A text; messages say what is allowed, `targets.ts` adds what is wrong. */
const text = (pattern: RegExp, form: string) =>
  v.pipe(v.string(form), v.regex(pattern, form), v.description(form));

const repository = text(REPOSITORY, REPOSITORY_FORM);
const organization = text(LOGIN, "the name of an organization, as in its URL.");
const store = v.optional(
  v.picklist(STORES, `${STORES.join(", ")}.`),
  "actions",
);

/** The kinds of entries; `kindOf` tells which of them an entry has to be. */
export const ENTRIES = {
  repository: v.pipe(
    v.strictObject({ repository, store }, KEYS),
    v.title("Secrets of a repository"),
  ),
  environment: v.pipe(
    v.strictObject(
      {
        repository,
        environment: v.pipe(
          text(ENVIRONMENT, ENVIRONMENT_FORM),
          v.check(isEnvironment, ENVIRONMENT_FORM),
        ),
        store: v.optional(
          v.literal("actions", "actions; environments have no other secrets."),
          "actions",
        ),
      },
      KEYS,
    ),
    v.title("Actions secrets of an environment"),
  ),
  organization: v.pipe(
    v.strictObject(
      {
        organization,
        store,
        visibility: v.optional(
          v.picklist(["all", "private"], "all, private, selected."),
        ),
      },
      KEYS,
    ),
    v.title("Secrets of an organization"),
  ),
  selected: v.pipe(
    v.strictObject(
      {
        organization,
        store,
        visibility: v.literal(
          "selected",
          "selected, where repositories are listed.",
        ),
        repositories: v.optional(
          v.pipe(
            v.array(
              text(REPOSITORY_NAME, "the name without the owner."),
              NAMES_FORM,
            ),
            v.minLength(1, NAMES_FORM),
            v.checkItems(
              (name, index, names) => isFirst(name, index, names),
              "each repository once; case-insensitive.",
            ),
          ),
        ),
      },
      KEYS,
    ),
    v.title("Secrets of an organization for selected repositories"),
  ),
};

/** The whole list, from which `docs/targets.schema.json` is generated. */
export const TARGETS = v.pipe(
  v.array(v.union(Object.values(ENTRIES))),
  v.minLength(1),
  v.maxLength(MAX_TARGETS),
  v.title("The input targets of the Astra token rotator"),
  v.description(
    "Where the secrets are. Each target once; case-insensitive. Unless set, store is actions, and an organization's secret stays visible as it is now; a new one becomes private.",
  ),
);

/** The kind that an entry has to be, by the keys that it has. */
export function kindOf(
  entry: Readonly<Record<string, unknown>>,
): keyof typeof ENTRIES {
  if ("organization" in entry) {
    const isSelected =
      "repositories" in entry || entry["visibility"] === "selected";
    return isSelected ? "selected" : "organization";
  }
  return "environment" in entry ? "environment" : "repository";
}

function isFirst(
  name: string,
  index: number,
  names: readonly string[],
): boolean {
  const isSame = (other: string) => other.toLowerCase() === name.toLowerCase();
  return names.findIndex(isSame) === index;
}
