import { inputVariable } from "../action/inputs/input-names.ts";
import { readGuarded } from "../action/inputs/environment.ts";
import {
  REPOSITORY,
  REPOSITORY_FORM,
  splitRepository,
} from "../action/inputs/github-names.ts";
import type { Inputs } from "../action/inputs/inputs.ts";
import type { NamedProxy } from "../action/inputs/proxy.ts";
import { quote } from "../action/inputs/quote.ts";
import {
  EMPTY_SECRET,
  type InputProblem,
  InputReader,
} from "../action/inputs/reader.ts";
import { readRotationId } from "../action/inputs/rotation-id.ts";
import { readSecretNames } from "../action/inputs/secret-names.ts";
import { ASTRA_URL, GITHUB_URL } from "../action/inputs/service-url.ts";
import { readTargets } from "../action/inputs/target-inputs.ts";
import { refuseMisspelt } from "../action/inputs/unknown-inputs.ts";
import type { RepositoryName } from "../github/secret-scanning.ts";
import { Secret } from "../rotation/secret.ts";

/** Every input of the leak watch, in the order of `leak-watch/action.yml`. */
export const INPUT_NAMES = [
  "astra-token",
  "github-token",
  "repositories",
  "repository",
  "environment",
  "targets",
  "secret-name",
  "secret-name-client-id",
  "secret-name-client-secret",
  "secret-name-json",
  "rotation-id",
  "close-alerts",
  "astra-api-url",
  "github-api-url",
] as const;

/** The most repositories that one run watches. */
const MOST_REPOSITORIES = 100;

/** What a user can set, validated. */
export interface WatchInputs extends Pick<
  Inputs,
  "targets" | "secretNames" | "rotationId" | "astraApiUrl" | "githubApiUrl"
> {
  readonly astraToken: Secret;
  readonly githubToken: Secret;
  /** The repositories whose alerts are read. */
  readonly repositories: readonly RepositoryName[];
  readonly closeAlerts: boolean;
}

/** What the environment says of a run. */
export interface WatchEnvironment {
  readonly inputs: WatchInputs | undefined;
  /** All problems at once; there are inputs when there are none. */
  readonly problems: readonly InputProblem[];
  readonly proxy: NamedProxy | undefined;
}

/** Reads inputs and proxy. */
export function readWatchEnvironment(
  env: Record<string, string | undefined>,
  mask: (secret: string) => void,
): WatchEnvironment {
  const reader = new InputReader<(typeof INPUT_NAMES)[number]>(
    (name) => env[inputVariable(name)],
  );
  const secrets = ["astra-token", "github-token"];
  const guarded = readGuarded(env, mask, secrets, () => {
    refuseMisspelt(reader, Object.keys(env), INPUT_NAMES);
    return read(reader, env["GITHUB_REPOSITORY"], env["GITHUB_API_URL"]);
  });
  const problems = [...guarded.problems, ...reader.problems];
  return {
    inputs: problems.length === 0 ? guarded.value : undefined,
    problems,
    proxy: guarded.proxy,
  };
}

type Reader = InputReader<(typeof INPUT_NAMES)[number]>;

function read(
  reader: Reader,
  repository: string | undefined,
  apiUrl: string | undefined,
): WatchInputs {
  return {
    astraToken: reader.astraToken("astra-token", true) ?? new Secret(""),
    githubToken: readGitHubToken(reader),
    repositories: readRepositories(reader, repository ?? ""),
    targets: readTargets(reader, repository),
    secretNames: readSecretNames(reader),
    rotationId: readRotationId(reader),
    closeAlerts:
      reader.text("close-alerts") === "" || reader.boolean("close-alerts"),
    astraApiUrl: reader.url("astra-api-url", ASTRA_URL),
    githubApiUrl: reader.url("github-api-url", apiUrl ?? GITHUB_URL),
  };
}

function readGitHubToken(reader: Reader): Secret {
  const value = reader.text("github-token");
  const allowed =
    "a fine-grained personal access token, or a GitHub App's installation token, with the permission “Secret scanning alerts”.";
  const problem =
    value === ""
      ? `is empty. ${EMPTY_SECRET}`
      : value.startsWith("AstraCS:")
        ? "is an Astra token."
        : /^[!-~]{1,4096}$/u.test(value)
          ? undefined
          : "has white space, line breaks or other characters that no token has.";
  if (problem !== undefined)
    reader.addProblem("github-token", problem, allowed);
  return new Secret(value);
}

function readRepositories(
  reader: Reader,
  workflowRepository: string,
): readonly RepositoryName[] {
  const name = "repositories";
  const allowed = `one repository per line, as ${REPOSITORY_FORM} At most ${String(MOST_REPOSITORIES)}.`;
  const lines =
    reader.text(name) === ""
      ? [workflowRepository].filter((one) => one !== "")
      : reader.lines(name);
  const distinct = [
    ...new Map(lines.map((line) => [line.toLowerCase(), line])).values(),
  ];
  for (const line of distinct.slice(0, MOST_REPOSITORIES)) {
    if (REPOSITORY.test(line)) continue;
    reader.addProblem(
      name,
      `${quote(line)} is not a valid repository.`,
      allowed,
    );
  }
  if (distinct.length === 0) reader.addProblem(name, "is empty.", allowed);
  if (distinct.length > MOST_REPOSITORIES) {
    const count = String(distinct.length);
    reader.addProblem(name, `lists ${count} repositories.`, allowed);
  }
  return distinct.map(splitRepository);
}
