import {
  type AccessWish,
  placeKey,
  type Store,
  STORES,
  type TargetSpec,
} from "../../github/target-spec.ts";
import {
  isEnvironment,
  isLogin,
  isRepositoryName,
  LONGEST_ENVIRONMENT,
  splitRepository,
} from "./github-names.ts";
import { quote } from "./quote.ts";
import {
  type Entry,
  type Field,
  type PlacedProblem,
  type PlacedText,
  type Position,
  readYamlList,
} from "./yaml-list.ts";

/** The most targets of one rotation. */
const MAX_TARGETS = 1_000;

const VISIBILITIES = ["all", "private", "selected"] as const;

/** Reads the input `targets`; its form is published as `docs/targets.schema.json`. Every problem is found at once. */
export function parseTargets(text: string): {
  readonly targets: readonly TargetSpec[];
  readonly problems: readonly PlacedProblem[];
} {
  const { entries, problems } = readYamlList(text, {
    keys: [
      ...["repository", "environment", "organization", "store"],
      ...["visibility", "repositories"],
    ],
    lists: ["repositories"],
    maxEntries: MAX_TARGETS,
  });
  const reader = new TargetsReader();
  const targets = entries.flatMap((entry) => reader.target(entry) ?? []);
  return { targets, problems: [...problems, ...reader.problems] };
}

class TargetsReader {
  readonly problems: PlacedProblem[] = [];
  readonly #seen = new Map<string, Position>();

  target(entry: Entry): TargetSpec | undefined {
    const store = this.#store(entry);
    const spec = entry.fields.has("organization")
      ? this.#organization(entry, store)
      : this.#repository(entry, store);
    if (spec === undefined) return undefined;
    const key = placeKey(spec);
    const earlier = this.#seen.get(key);
    if (earlier === undefined) {
      this.#seen.set(key, entry.at);
      return spec;
    }
    this.#addProblem(
      entry.at,
      `this target is the same as the one in line ${String(earlier.line)}.`,
      "every target once; letter case does not count.",
    );
    return undefined;
  }

  #store({ fields }: Entry): Store {
    const field = fields.get("store");
    if (field?.kind !== "text") return "actions";
    const store = STORES.find((candidate) => candidate === field.text);
    if (store === undefined) {
      this.#refuse(field, "is not a store", `${STORES.join(", ")}.`);
    }
    return store ?? "actions";
  }

  #repository(entry: Entry, store: Store): TargetSpec | undefined {
    const { fields, at } = entry;
    for (const name of ["visibility", "repositories"]) {
      this.#forbid(fields.get(name), `${name} without organization.`);
    }
    const place = this.#place(fields.get("repository"), at);
    const environment = fields.get("environment");
    if (environment?.kind !== "text") {
      return place && { kind: "repository", store, ...place };
    }
    if (!isEnvironment(environment.text)) {
      this.#refuse(
        environment,
        "cannot be an environment",
        `the name of an environment that exists, up to ${String(LONGEST_ENVIRONMENT)} characters.`,
      );
      return undefined;
    }
    if (store !== "actions") {
      this.#addProblem(
        environment.at,
        `environments have no ${store} secrets.`,
        "environment without store, or with store: actions.",
      );
      return undefined;
    }
    return (
      place && {
        kind: "environment",
        store,
        ...place,
        environment: environment.text,
      }
    );
  }

  #place(
    field: Field | undefined,
    at: Position,
  ): ReturnType<typeof splitRepository> {
    const allowed = "owner/name, not an address.";
    if (field?.kind !== "text") {
      // A repository that is there and no text was noted when it was read.
      if (field === undefined) {
        this.#addProblem(
          at,
          "this target has neither repository nor organization.",
          "one of the two.",
        );
      }
      return undefined;
    }
    const place = splitRepository(field.text);
    if (place === undefined) {
      this.#refuse(field, "is not a repository", allowed);
    }
    return place;
  }

  #organization({ fields }: Entry, store: Store): TargetSpec | undefined {
    for (const name of ["repository", "environment"]) {
      this.#forbid(fields.get(name), `${name} beside organization.`);
    }
    const access = this.#access(fields);
    const login = fields.get("organization");
    if (login?.kind !== "text") return undefined;
    if (!isLogin(login.text)) {
      this.#refuse(
        login,
        "is not an organization",
        "the name of an organization, as in its address.",
      );
      return undefined;
    }
    const organization = login.text;
    return access && { kind: "organization", store, organization, access };
  }

  #access(fields: Entry["fields"]): AccessWish | undefined {
    const field = fields.get("visibility");
    const names = fields.get("repositories");
    const repositories =
      names?.kind === "list" ? this.#names(names.items) : undefined;
    const visibility =
      field?.kind === "text"
        ? VISIBILITIES.find((candidate) => candidate === field.text)
        : undefined;
    if (field?.kind === "text" && visibility === undefined) {
      this.#refuse(field, "is not a visibility", `${VISIBILITIES.join(", ")}.`);
      return undefined;
    }
    if (visibility === "selected") return { kind: "selected", repositories };
    if (names !== undefined) {
      this.#addProblem(
        names.at,
        `repositories with ${visibility === undefined ? "no visibility" : `visibility: ${visibility}`}.`,
        "only with visibility: selected.",
      );
      return undefined;
    }
    return { kind: visibility ?? "as-is" };
  }

  #names(items: readonly PlacedText[]): readonly string[] {
    const seen = new Set<string>();
    for (const item of items) {
      const key = item.text.toLowerCase();
      if (!isRepositoryName(item.text)) {
        this.#refuse(
          item,
          "is not a repository of the organization",
          "its name without the owner.",
        );
      } else if (seen.has(key)) {
        this.#refuse(item, "is there twice", "every repository once.");
      }
      seen.add(key);
    }
    return items.map(({ text }) => text);
  }

  #forbid(field: Field | undefined, problem: string): void {
    if (field === undefined) return;
    this.#addProblem(
      field.at,
      problem,
      "a target is one place: see the README.",
    );
  }

  #refuse(field: PlacedText, problem: string, allowed: string): void {
    this.#addProblem(field.at, `${quote(field.text)} ${problem}.`, allowed);
  }

  #addProblem(at: Position, problem: string, allowed: string): void {
    this.problems.push({ at, problem, allowed });
  }
}
