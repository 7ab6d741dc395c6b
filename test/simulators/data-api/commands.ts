import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import { json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { Database, Document } from "./database.ts";
import { dataApiError, refusals } from "./errors.ts";
import type { Scope } from "./scope.ts";

/** Where a command is sent to, as its path says. */
export interface Place {
  readonly keyspace: string | undefined;
  readonly collection: string | undefined;
}

/** What a command acts on. */
export interface CommandContext extends Place {
  readonly database: Database;
  readonly scope: Scope;
  readonly unknownKeyspace: string;
  readonly forbiddenStatus: 200 | 401;
}

const Doc = v.record(v.string(), v.unknown());
const Filter = v.optional(Doc, {});
const Options = v.optional(v.object({}), {});

/** Every command that is simulated: exactly one in a body. */
const BODIES = {
  database: v.strictObject({ findKeyspaces: v.strictObject({}) }),
  keyspace: v.union([
    v.strictObject({
      findCollections: v.strictObject({
        options: v.optional(v.strictObject({ explain: v.boolean() })),
      }),
    }),
    v.strictObject({
      createCollection: v.strictObject({ name: v.string(), options: Options }),
    }),
    v.strictObject({ deleteCollection: v.strictObject({ name: v.string() }) }),
  ]),
  collection: v.union([
    v.strictObject({ insertOne: v.strictObject({ document: Doc }) }),
    v.strictObject({
      findOne: v.strictObject({ filter: Filter, options: Options }),
    }),
    v.strictObject({
      find: v.strictObject({ filter: Filter, options: Options }),
    }),
    v.strictObject({ countDocuments: v.strictObject({ filter: Filter }) }),
    v.strictObject({ deleteOne: v.strictObject({ filter: Filter }) }),
  ]),
};

/** Carries out the command of a body; most errors have the status 200. */
export function execute(
  body: string,
  context: CommandContext,
): SimulatedAnswer {
  const value = parseBody(body);
  if (context.keyspace === undefined) {
    const parsed = v.safeParse(BODIES.database, value);
    return parsed.success ? findKeyspaces(context) : unfit(value);
  }
  const { keyspace, collection } = context;
  if (collection === undefined) {
    const parsed = v.safeParse(BODIES.keyspace, value);
    return parsed.success
      ? inKeyspace(parsed.output, keyspace, context)
      : unfit(value);
  }
  const parsed = v.safeParse(BODIES.collection, value);
  return parsed.success
    ? inCollection(parsed.output, keyspace, collection, context)
    : unfit(value);
}

function findKeyspaces({ scope, forbiddenStatus }: CommandContext) {
  return scope.isKnown && !scope.mayEnter
    ? refusals.forbidden(forbiddenStatus)
    : json(200, { status: { keyspaces: scope.keyspaces } });
}

/** What a keyspace's command is refused with before it is looked at. */
function refusedAt(
  keyspace: string,
  { scope, ...context }: CommandContext,
): SimulatedAnswer | undefined {
  if (scope.isKnown && !scope.mayEnter) {
    return refusals.forbidden(context.forbiddenStatus);
  }
  return scope.keyspaces.includes(keyspace)
    ? undefined
    : dataApiError(
        context.unknownKeyspace,
        "The command tried to use a Keyspace that does not exist in the Database.",
      );
}

function inKeyspace(
  command: v.InferOutput<typeof BODIES.keyspace>,
  keyspace: string,
  context: CommandContext,
): SimulatedAnswer {
  const refused = refusedAt(keyspace, context);
  if (refused !== undefined) return refused;
  const { database, scope, forbiddenStatus } = context;
  const collections = database.keyspaces.get(keyspace) ?? new Map();
  if ("findCollections" in command) {
    const names = [...collections.keys()] as string[];
    const isExplained = command.findCollections.options?.explain === true;
    return json(200, {
      status: {
        collections: isExplained
          ? names.map((name) => ({ name, options: {} }))
          : names,
      },
    });
  }
  const [action, { name }] =
    "createCollection" in command
      ? ["db-table-create", command.createCollection]
      : ["db-table-drop", command.deleteCollection];
  if (!scope.may(action, keyspace, name)) {
    return refusals.forbidden(forbiddenStatus);
  }
  if (action === "db-table-drop") collections.delete(name);
  else if (!collections.has(name)) collections.set(name, []);
  return json(200, { status: { ok: 1 } });
}

function inCollection(
  command: v.InferOutput<typeof BODIES.collection>,
  keyspace: string,
  name: string,
  context: CommandContext,
): SimulatedAnswer {
  const refused = refusedAt(keyspace, context);
  if (refused !== undefined) return refused;
  const documents = context.database.keyspaces.get(keyspace)?.get(name);
  if (documents === undefined) {
    return dataApiError(
      "COLLECTION_NOT_EXIST",
      "The command tried to use a Collection that does not exist.",
    );
  }
  const isWrite = "insertOne" in command || "deleteOne" in command;
  const action = isWrite ? "db-table-modify" : "db-table-select";
  return context.scope.may(action, keyspace, name)
    ? onDocuments(command, documents)
    : refusals.forbidden(context.forbiddenStatus);
}

function onDocuments(
  command: v.InferOutput<typeof BODIES.collection>,
  documents: Document[],
): SimulatedAnswer {
  if ("insertOne" in command) {
    const { document } = command.insertOne;
    const { _id = randomUUID() } = document;
    if (documents.some((one) => isDeepStrictEqual(one["_id"], _id))) {
      return dataApiError("DOCUMENT_ALREADY_EXISTS", "Document exists");
    }
    documents.push({ _id, ...document });
    return json(200, { status: { insertedIds: [_id] } });
  }
  if ("deleteOne" in command) {
    const at = documents.findIndex(fits(command.deleteOne.filter));
    if (at >= 0) documents.splice(at, 1);
    return json(200, { status: { deletedCount: at >= 0 ? 1 : 0 } });
  }
  if ("countDocuments" in command) {
    const { filter } = command.countDocuments;
    return json(200, {
      status: { count: documents.filter(fits(filter)).length },
    });
  }
  if ("findOne" in command) {
    const document = documents.find(fits(command.findOne.filter)) ?? null;
    return json(200, { data: { document } });
  }
  const found = documents.filter(fits(command.find.filter));
  return json(200, { data: { documents: found, nextPageState: null } });
}

/** Only equality is simulated. */
function fits(filter: Document): (document: Document) => boolean {
  return (document) =>
    Object.entries(filter).every(([key, value]) =>
      isDeepStrictEqual(document[key], value),
    );
}

function unfit(value: unknown): SimulatedAnswer {
  const command = Object.keys(Object(value) as object).join(", ");
  return dataApiError(
    "COMMAND_UNKNOWN",
    `The command does not exist here, or not with these fields: ${command}`,
  );
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
