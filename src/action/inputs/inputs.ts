import { DATABASE_PATIENCE_MS } from "../../rotation/prove-database.ts";
import { type DatabaseInputs, readDatabaseInputs } from "./database-inputs.ts";
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
import { refuseMisspelt } from "./unknown-inputs.ts";

export type { InputProblem } from "./reader.ts";

/** Everything that a user can set, validated. All times are milliseconds. */
export interface Inputs extends DatabaseInputs {
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
  readonly rotateAfterMs: number;
  readonly overlapMs: number;
  readonly tokenLifetimeMs: number | undefined;
  readonly verifyTimeoutMs: number;
  readonly runTimeoutMs: number;
  readonly toleranceMs: number;
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

const DAY_MS = 86_400_000;
const LONGEST_RUN_MS = 5 * DAY_MS;
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

function hasEndpoints({ database }: DatabaseInputs): boolean {
  return (database?.endpoints.length ?? 0) > 0;
}

function readTimes(
  reader: InputReader,
  provesOnDatabase: boolean,
): Pick<
  Inputs,
  | "rotateAfterMs"
  | "overlapMs"
  | "tokenLifetimeMs"
  | "verifyTimeoutMs"
  | "runTimeoutMs"
  | "toleranceMs"
> {
  const earlier = reader.problems.length;
  const times = {
    rotateAfterMs: reader.duration("rotate-after", "0"),
    overlapMs: reader.duration("overlap", "24h"),
    tokenLifetimeMs: reader.duration("token-lifetime"),
    verifyTimeoutMs: reader.duration("verify-timeout", "60s"),
    runTimeoutMs: reader.duration("run-timeout", "15m"),
    toleranceMs: reader.duration("tolerance", "24h"),
  };
  // The stand-in for a malformed duration must not cause a second problem.
  if (reader.problems.length > earlier) return times;
  if (times.verifyTimeoutMs === 0) {
    reader.addProblem("verify-timeout", "is zero.", "more than 0.");
  }
  if (times.runTimeoutMs === 0) {
    reader.addProblem("run-timeout", "is zero.", "more than 0.");
  } else if (times.runTimeoutMs > LONGEST_RUN_MS) {
    reader.addProblem("run-timeout", "is too long.", "at most 5d.");
  } else if (times.verifyTimeoutMs >= times.runTimeoutMs) {
    reader.addProblem(
      "verify-timeout",
      "is not shorter than run-timeout.",
      "less than run-timeout.",
    );
  } else if (provesOnDatabase) requireTimeForProof(reader, times);
  const { tokenLifetimeMs } = times;
  const needed = times.rotateAfterMs + times.overlapMs;
  if (tokenLifetimeMs !== undefined && tokenLifetimeMs <= needed) {
    reader.addProblem(
      "token-lifetime",
      "is not longer than rotate-after and overlap together, so tokens would expire while in use.",
      "more than rotate-after + overlap.",
    );
  }
  return times;
}

/** A run that ends amid the proof on the database has minted in vain. */
function requireTimeForProof(
  reader: InputReader,
  {
    verifyTimeoutMs,
    runTimeoutMs,
  }: Pick<Inputs, "verifyTimeoutMs" | "runTimeoutMs">,
): void {
  if (runTimeoutMs > verifyTimeoutMs + DATABASE_PATIENCE_MS) return;
  const minutes = `${String(DATABASE_PATIENCE_MS / 60_000)}m`;
  reader.addProblem(
    "run-timeout",
    `is too short for a database that may take ${minutes} to accept a new token.`,
    `more than verify-timeout + ${minutes}, where database has an endpoint.`,
  );
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
