import { readDatabaseInputs } from "../action/inputs/database-inputs.ts";
import { readGuarded } from "../action/inputs/environment.ts";
import { inputVariable } from "../action/inputs/input-names.ts";
import type { NamedProxy } from "../action/inputs/proxy.ts";
import { type InputProblem, InputReader } from "../action/inputs/reader.ts";
import { ASTRA_URL } from "../action/inputs/service-url.ts";
import { refuseMisspelt } from "../action/inputs/unknown-inputs.ts";
import type { DatabaseTarget } from "../astra/database-endpoint.ts";
import { ACCESS, type Access } from "../astra/role-policy.ts";
import type { Secret } from "../rotation/secret.ts";

/** Every input, in the order of `prepare-role/action.yml`. */
export const INPUT_NAMES = [
  "astra-token",
  "database",
  "keyspaces",
  "access",
  "dry-run",
  "astra-api-url",
] as const;

/** What a user can set, validated. */
export interface PrepareInputs {
  readonly astraToken: Secret;
  readonly database: DatabaseTarget;
  /** None means all. */
  readonly keyspaces: readonly string[];
  readonly access: Access;
  readonly dryRun: boolean;
  readonly astraApiUrl: URL;
}

/** What the environment says of a run. */
export interface PrepareEnvironment {
  /** Undefined when there is a problem. */
  readonly inputs: PrepareInputs | undefined;
  /** All of them at once. */
  readonly problems: readonly InputProblem[];
  readonly proxy: NamedProxy | undefined;
}

/** Reads inputs and proxy. */
export function readPrepareEnvironment(
  env: Record<string, string | undefined>,
  mask: (secret: string) => void,
): PrepareEnvironment {
  // What the workflow passes beside its own inputs is none of them.
  const own: readonly string[] = INPUT_NAMES;
  const reader = new InputReader((name) =>
    own.includes(name) ? env[inputVariable(name)] : undefined,
  );
  const guarded = readGuarded(env, mask, ["astra-token"], () => {
    refuseMisspelt(reader, Object.keys(env), INPUT_NAMES);
    return readInputs(reader);
  });
  const problems = [...guarded.problems, ...reader.problems];
  return {
    inputs: problems.length === 0 ? guarded.value : undefined,
    problems,
    proxy: guarded.proxy,
  };
}

function readInputs(reader: InputReader): PrepareInputs | undefined {
  const astraToken = reader.astraToken("astra-token", true);
  const isUnset = reader.text("access") === "";
  if (isUnset) {
    reader.addProblem("access", "is empty.", `${ACCESS.join(", ")}.`);
  }
  if (isUnset && reader.text("database") === "") {
    reader.addProblem(
      "database",
      "is empty.",
      "the database's API endpoint, https://<id>-<region>.apps.astra.datastax.com, or its ID.",
    );
  }
  const { database, keyspaces, access } = readDatabaseInputs(reader);
  const rest = {
    dryRun: reader.boolean("dry-run"),
    astraApiUrl: reader.url("astra-api-url", ASTRA_URL),
  };
  return astraToken === undefined ||
    database === undefined ||
    access === undefined
    ? undefined
    : { astraToken, database, keyspaces, access, ...rest };
}
