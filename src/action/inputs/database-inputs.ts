import {
  type DatabaseEndpoint,
  type DatabaseTarget,
  readDatabaseLine,
} from "../../astra/database-endpoint.ts";
import { ACCESS, type Access } from "../../astra/role-policy.ts";
import type { InputName } from "./input-names.ts";
import { quote } from "./quote.ts";
import type { InputReader } from "./reader.ts";

/** What the inputs say of the one database that a token is for. */
export interface DatabaseInputs {
  readonly database: DatabaseTarget | undefined;
  /** None means all. */
  readonly keyspaces: readonly string[];
  /** Set in place of `roles`: the token's role is the one that this means. */
  readonly access: Access | undefined;
}

/** Whether a token can be tried on the database. */
export function hasEndpoints({
  database,
}: Pick<DatabaseInputs, "database">): boolean {
  return (database?.endpoints.length ?? 0) > 0;
}

const MAX_REGIONS = 20;
const MAX_KEYSPACES = 50;

const DATABASE_FORM =
  "the database's API endpoint, https://<id>-<region>.apps.astra.datastax.com, one line for each region; or the database's ID.";

const KEYSPACES_FORM = `one name per line, 1 to 48 of A-Z, a-z, 0-9 and underscore, beginning with a letter or digit; at most ${String(MAX_KEYSPACES)}.`;

/** Reads `database`, `keyspaces` and `access`. */
export function readDatabaseInputs(reader: InputReader): DatabaseInputs {
  const inputs = {
    database: readDatabase(reader),
    keyspaces: readKeyspaces(reader),
    access: readAccess(reader),
  };
  requireCompanions(reader);
  return inputs;
}

/** Which inputs go together is judged by what was written. */
function requireCompanions(reader: InputReader): void {
  const isSet = (name: InputName): boolean => reader.text(name) !== "";
  if (isSet("access") && isSet("role")) {
    reader.addProblem(
      "access",
      "cannot be combined with role.",
      "either role, or access with database.",
    );
  }
  if (isSet("access") && !isSet("database")) {
    reader.addProblem("database", "is required with access.", DATABASE_FORM);
  }
  if (isSet("keyspaces") && !isSet("access")) {
    reader.addProblem(
      "keyspaces",
      "cannot be used without access.",
      "only with access and database; a role that you name has its own keyspaces.",
    );
  }
}

function readDatabase(reader: InputReader): DatabaseTarget | undefined {
  const name = "database";
  const found: DatabaseTarget[] = [];
  for (const line of reader.lines(name)) {
    const target = readDatabaseLine(line);
    if (target !== undefined) found.push(target);
    else {
      reader.addProblem(
        name,
        `${quote(line)} is neither an API endpoint of Astra DB nor an ID.`,
        DATABASE_FORM,
      );
    }
  }
  const [first] = found;
  if (first === undefined) return undefined;
  if (found.some(({ id }) => id !== first.id)) {
    reader.addProblem(
      name,
      "names several databases.",
      "one database; its endpoints in several regions share the ID. Use one rotation for each database.",
    );
  }
  const endpoints = byRegion(reader, found);
  if (endpoints.length > MAX_REGIONS) {
    reader.addProblem(
      name,
      `lists ${String(endpoints.length)} regions.`,
      `at most ${String(MAX_REGIONS)}.`,
    );
  }
  return { id: first.id, endpoints };
}

/** One endpoint for each region; the same line twice is one. */
function byRegion(
  reader: InputReader,
  found: readonly DatabaseTarget[],
): readonly DatabaseEndpoint[] {
  const byName = new Map<string, DatabaseEndpoint>();
  for (const endpoint of found.flatMap(({ endpoints }) => endpoints)) {
    const { region, dataApi } = endpoint;
    const known = byName.get(region);
    if (known !== undefined && known.dataApi.href !== dataApi.href) {
      reader.addProblem(
        "database",
        `has two endpoints for the region ${quote(region)}.`,
        "one endpoint for each region.",
      );
    }
    byName.set(region, endpoint);
  }
  return [...byName.values()];
}

function readKeyspaces(reader: InputReader): readonly string[] {
  const name = "keyspaces";
  const names = [...new Set(reader.lines(name))];
  if (names.length > MAX_KEYSPACES) {
    reader.addProblem(
      name,
      `lists ${String(names.length)} keyspaces.`,
      KEYSPACES_FORM,
    );
  }
  for (const one of names.slice(0, MAX_KEYSPACES)) {
    if (/^[A-Za-z0-9]\w{0,47}$/u.test(one)) continue;
    reader.addProblem(
      name,
      `${quote(one)} is not a valid keyspace.`,
      KEYSPACES_FORM,
    );
  }
  return names;
}

function readAccess(reader: InputReader): Access | undefined {
  const value = reader.text("access");
  if (value === "") return undefined;
  const access = ACCESS.find((one) => one === value);
  if (access === undefined) {
    reader.addProblem(
      "access",
      `${quote(value)} is not a valid value.`,
      `${ACCESS.join(", ")}.`,
    );
  }
  return access;
}
