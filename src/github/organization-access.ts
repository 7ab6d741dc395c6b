import { RotationError } from "../rotation/errors.ts";
import { everyOne } from "../rotation/observe.ts";
import { ask } from "./ask.ts";
import type { Call } from "./client.ts";
import { failureOf, type TokenKind } from "./failures.ts";
import { readPages } from "./pages.ts";
import type { Repositories } from "./repositories.ts";
import { routesOf } from "./routes.ts";
import {
  taskIn,
  type SecretMetadata,
  type Visibility,
} from "./secret-access.ts";
import { nameOf, type OrganizationSpec, type Store } from "./target-spec.ts";
import { readBody, SelectedRepositoriesWire } from "./wire.ts";

/** A repository that may read a secret. */
export interface SelectedRepository {
  /** Numeric. */
  readonly id: number;
  readonly name: string;
}

/** Who may read an organization's secret, whole: a PUT replaces all of it. */
export interface Access {
  readonly visibility: Visibility;
  /** Empty unless the visibility is `selected`. */
  readonly selected: readonly SelectedRepository[];
}

/** Finds out who may read the secrets of an organization, and who is to. */
export interface OrganizationAccess {
  /** Resolves the names of the configuration; throws when one is not there. */
  resolve(): Promise<void>;
  /** What a PUT of that secret has to say, as the configuration or else the present secret wants it. */
  wanted(secret: string, present: SecretMetadata): Promise<Access>;
}

/** The access to an organization's secrets, as a target's configuration has it. */
export function createOrganizationAccess(
  call: Call,
  spec: OrganizationSpec,
  token: TokenKind,
  repositories: Repositories,
): OrganizationAccess {
  const { secrets, parameters } = routesOf(spec);
  const { access: wish, organization } = spec;
  const names = wish.kind === "selected" ? wish.repositories : undefined;
  let resolved: readonly SelectedRepository[] | undefined;

  /** https://docs.github.com/en/rest/actions/secrets#list-selected-repositories-for-an-organization-secret */
  const selected = async (
    secret: string,
  ): Promise<readonly SelectedRepository[]> => {
    const task = taskIn(
      spec,
      token,
    )(`list the repositories of the secret ${secret}`);
    let total = 0;
    const listed = await readPages(
      call,
      {
        path: `${secrets}/{secret_name}/repositories`,
        parameters: { ...parameters, secret_name: secret },
      },
      task,
      ({ body }) => {
        const wire = readBody(SelectedRepositoriesWire, body);
        if (wire === undefined) return undefined;
        total = Math.max(total, wire.total_count);
        return { items: wire.repositories, total: wire.total_count };
      },
    );
    // A list with gaps, written back, would take the secret from somebody.
    if (new Set(listed.map(({ id }) => id)).size !== total) {
      throw unseen(spec, secret, total);
    }
    return listed;
  };

  /** One answer that says "not found" must not make a secret private that some repositories were selected for. */
  const requireAbsent = async (secret: string): Promise<void> => {
    const task = taskIn(spec, token)(`find out who may read ${secret}`);
    const { answer } = await ask(
      call,
      {
        method: "GET",
        path: `${secrets}/{secret_name}/repositories`,
        parameters: { ...parameters, secret_name: secret },
      },
      task,
    );
    if (answer.status === 404) return;
    throw answer.status === 200
      ? contradiction(spec, secret)
      : failureOf(answer, task);
  };

  return {
    resolve: async () => {
      if (names === undefined) return;
      resolved = await everyOne(
        names.map(async (name) => {
          const { id } = await repositories.find(organization, name);
          return { id, name };
        }),
      );
    },
    wanted: async (secret, { updatedAt, visibility = "private" }) => {
      switch (wish.kind) {
        case "all":
        case "private":
          return { visibility: wish.kind, selected: [] };
        case "as-is":
          if (updatedAt === undefined) await requireAbsent(secret);
          return visibility === "selected"
            ? { visibility, selected: await selected(secret) }
            : { visibility, selected: [] };
        case "selected":
          if (names !== undefined && resolved === undefined) {
            throw new Error("names were not resolved");
          }
          if (resolved !== undefined) {
            return { visibility: "selected", selected: resolved };
          }
          if (updatedAt === undefined || visibility !== "selected") {
            throw nothingSelected(spec, secret);
          }
          return { visibility: "selected", selected: await selected(secret) };
        default:
          return wish satisfies never;
      }
    },
  };
}

/** Ids as each store wants them: Dependabot's description shows strings, the others' integers. */
export function accessBody(
  store: Store,
  { visibility, selected }: Access,
): Readonly<Record<string, unknown>> {
  return visibility === "selected"
    ? {
        visibility,
        selected_repository_ids: selected.map(({ id }) =>
          store === "dependabot" ? String(id) : id,
        ),
      }
    : { visibility };
}

function unseen(
  spec: OrganizationSpec,
  secret: string,
  total: number,
): RotationError {
  return new RotationError({
    code: "github-answer-unusable",
    summary: `GitHub does not show all ${String(total)} repositories that may read ${secret} of ${nameOf(spec)}.`,
    remedy:
      "Writing the list back with gaps would take the secret from some of them. Give the credential access to all of them, or name them under `repositories`.",
    rerun: "fix-first",
  });
}

function contradiction(spec: OrganizationSpec, secret: string): RotationError {
  return new RotationError({
    code: "github-answer-unusable",
    summary: `GitHub says that the secret ${secret} of ${nameOf(spec)} is not there, but also who may read it.`,
    remedy:
      "Who may read it is not known, so it was not written. If it persists, set `visibility` for this target.",
    rerun: "safe",
  });
}

function nothingSelected(
  spec: OrganizationSpec,
  secret: string,
): RotationError {
  return new RotationError({
    code: "target-missing",
    summary: `${secret} of ${nameOf(spec)} has no list of selected repositories that could be kept.`,
    remedy:
      "Nothing was minted. Name the repositories under `repositories`, beside `visibility: selected`.",
    rerun: "fix-first",
  });
}
