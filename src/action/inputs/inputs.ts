import {
  type DatabaseInputs,
  hasEndpoints,
  readDatabaseInputs,
} from "./database-inputs.ts";
import type { GitHubCredential } from "../../github/credential.ts";
import type { TargetSpec } from "../../github/target-spec.ts";
import { Secret } from "../../rotation/secret.ts";
import { readGitHubCredential } from "./github-credential.ts";
import type { InputName } from "./input-names.ts";
import { type InputProblem, InputReader, type ReadInput } from "./reader.ts";
import { holdsToken, quote } from "./quote.ts";
import type { SecretNames } from "../../github/secret-values.ts";
import { readRotationId } from "./rotation-id.ts";
import { readSecretNames } from "./secret-names.ts";
import { ASTRA_URL, GITHUB_URL } from "./service-url.ts";
import { readTargets } from "./target-inputs.ts";
import { readTimes, type Times } from "./times.ts";
import { refuseMisspelt } from "./unknown-inputs.ts";

export type { InputProblem } from "./reader.ts";

/** Everything that a user can set, validated. All times are milliseconds. */
export interface Inputs extends DatabaseInputs, Times {
  readonly mode: "rotate" | "retire" | "check";
  readonly dryRun: boolean;
  readonly astraToken: Secret;
  readonly github: GitHubCredential;
  readonly previousToken: Secret | undefined;
  /**
   * IDs or names as written, without repetitions; only rotating needs one, and
   * not where `access` is set.
   */
  readonly roles: readonly string[];
  readonly targets: readonly [TargetSpec, ...TargetSpec[]];
  readonly secretNames: SecretNames;
  /** Always set with the input `targets`. */
  readonly rotationId: string | undefined;
  /** The Astra organization that `astraToken` has to belong to, lower case. */
  readonly organizationId: string | undefined;
  readonly maxLiveTokens: number;
  readonly compromised: boolean;
  readonly drain: boolean;
  readonly exposeToken: boolean;
  readonly astraApiUrl: URL;
  readonly githubApiUrl: URL;
}

/** What the runner's environment says besides the inputs. */
export interface InputContext {
  /** The names of all environment variables. */
  readonly variables: readonly string[];
  readonly repository?: string;
  readonly apiUrl?: string;
  /** The workflow's own token, where the job passes it on. */
  readonly githubToken?: string;
}

/** Either the typed inputs, or every problem at once. */
export type ParsedInputs =
  | { readonly ok: true; readonly inputs: Inputs }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

const MAX_ROLES = 20;

/**
 * Reads all inputs, with the documented default for each that is absent, and
 * reports all problems together.
 */
export function parseInputs(
  read: ReadInput,
  context: InputContext,
): ParsedInputs {
  const reader = new InputReader(read);
  refuseMisspelt(reader, context.variables);
  const mode = reader.choice("mode", ["rotate", "retire", "check"]);
  const database = readDatabaseInputs(reader);
  const inputs: Inputs = {
    mode,
    dryRun: reader.boolean("dry-run"),
    astraToken: reader.astraToken("astra-token", true) ?? new Secret(""),
    github: readGitHubCredential(reader, context.githubToken),
    previousToken: reader.astraToken("previous-token", false),
    roles: readRoles(reader, mode),
    ...database,
    targets: readTargets(reader, context.repository),
    secretNames: readSecretNames(reader),
    rotationId: readRotationId(reader),
    organizationId: readOrganizationId(reader),
    ...readTimes(reader, mode === "rotate" && hasEndpoints(database)),
    maxLiveTokens: reader.integer("max-live-tokens", "10", {
      min: 2,
      max: 100,
    }),
    compromised: readOnlyWhenRotating(reader, "compromised", mode),
    drain: reader.boolean("drain"),
    exposeToken: readOnlyWhenRotating(reader, "expose-token", mode),
    astraApiUrl: reader.url("astra-api-url", ASTRA_URL),
    githubApiUrl: reader.url("github-api-url", context.apiUrl ?? GITHUB_URL),
  };
  const { problems } = reader;
  return problems.length === 0 ? { ok: true, inputs } : { ok: false, problems };
}

function readRoles(
  reader: InputReader,
  mode: Inputs["mode"],
): readonly string[] {
  const name = "role";
  const allowed = `one role per line, by ID or by its name in the Astra Portal or API; at most ${String(MAX_ROLES)}.`;
  const lines = reader.lines(name);
  const roles = lines.filter(
    (line, index) =>
      lines.findIndex((other) => other.toLowerCase() === line.toLowerCase()) ===
      index,
  );
  const isNeeded = mode === "rotate" && reader.text("access") === "";
  if (roles.length === 0 && isNeeded) {
    reader.addProblem(name, "is empty.", allowed);
  }
  if (roles.length > MAX_ROLES) {
    reader.addProblem(name, `lists ${String(roles.length)} roles.`, allowed);
  }
  for (const role of roles) {
    if (role.length > 256 || /\p{Cc}/u.test(role) || holdsToken(role)) {
      reader.addProblem(name, `${quote(role)} is not a valid role.`, allowed);
    }
  }
  return roles;
}

/** Reads the id that `astra-token`'s organization has to have. */
export function readOrganizationId(
  reader: InputReader<"organization-id">,
): string | undefined {
  const name = "organization-id";
  const value = reader.text(name);
  if (value === "") return undefined;
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(value)) {
    reader.addProblem(
      name,
      `${quote(value)} is not a valid ID.`,
      "the organization ID that the Astra Portal shows, a UUID.",
    );
  }
  return value.toLowerCase();
}

function readOnlyWhenRotating(
  reader: InputReader,
  name: InputName,
  mode: Inputs["mode"],
): boolean {
  const value = reader.boolean(name);
  if (value && mode !== "rotate") {
    reader.addProblem(
      name,
      `cannot be combined with mode: ${mode}.`,
      "only with mode: rotate.",
    );
  }
  return value;
}
