import * as v from "valibot";
import { parseBoundedJson } from "../service/bounded-json.ts";
import { hasAnswer, sayFailure } from "../service/unreachable.ts";
import type { HttpAnswer } from "../http/message.ts";
import type { Send } from "../http/send-with-retry.ts";
import { TransportError } from "../http/transport-error.ts";
import type {
  Database,
  DatabaseAnswer,
  DatabaseRegion,
} from "../rotation/database.ts";
import type { Secret } from "../rotation/secret.ts";
import type { DatabaseTarget } from "./database-endpoint.ts";

/** What the Data API of a database is asked with. */
export interface DataApiOptions {
  readonly send: Send;
  readonly database: DatabaseTarget;
  /** Asked for its collections; undefined: the keyspaces are asked for. */
  readonly keyspace: string | undefined;
  readonly previousToken: Secret | undefined;
}

/** An answer that names thousands of collections is shorter. */
const MAX_BODY_BYTES = 512 * 1024;

/**
 * A database as the protocol tries a token on it: one command that reads names
 * of the schema and nothing else. Both read the schema anew, as the token.
 * https://docs.datastax.com/en/astra-db-serverless/api-reference/collection-methods/list-collections.html
 */
export function createDatabase(options: DataApiOptions): Database {
  const { database, previousToken } = options;
  return {
    name: database.id.slice(0, 8),
    regions: database.endpoints.map(({ region, dataApi }): DatabaseRegion => {
      const ask = (token: Secret): Promise<DatabaseAnswer> =>
        askOnce(options, dataApi, token);
      return {
        region,
        probe: (credential) => ask(credential.token),
        probePrevious: () =>
          previousToken === undefined
            ? Promise.resolve(undefined)
            : ask(previousToken),
      };
    }),
  };
}

async function askOnce(
  { send, keyspace }: DataApiOptions,
  dataApi: URL,
  token: Secret,
): Promise<DatabaseAnswer> {
  const command = keyspace === undefined ? "findKeyspaces" : "findCollections";
  const path = keyspace === undefined ? "" : `/${encodeURIComponent(keyspace)}`;
  const request = {
    method: "POST",
    url: new URL(`${dataApi.href}${path}`),
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      token: token.expose(),
    },
    body: JSON.stringify({ [command]: {} }),
  } as const;
  try {
    const answer = await send(request, { maxBodyBytes: MAX_BODY_BYTES });
    return judge(answer, command);
  } catch (thrown) {
    if (!(thrown instanceof TransportError)) throw thrown;
    const what = hasAnswer(thrown)
      ? "it gave no usable answer"
      : "it could not be reached";
    return unseen(`${what}: ${sayFailure(thrown)}`);
  }
}

/** Every token may see these. */
const OF_THE_SYSTEM = /^(?:system(?:_.*)?|data_endpoint_auth|datastax_sla)$/u;

const ResultWire = {
  findKeyspaces: v.object({
    status: v.object({
      // No other is what a token sees whose rights have not arrived.
      keyspaces: v.pipe(
        v.array(v.string()),
        v.someItem((name) => !OF_THE_SYSTEM.test(name)),
      ),
    }),
  }),
  findCollections: v.object({
    status: v.object({ collections: v.array(v.unknown()) }),
  }),
};

const NoKeyspaceWire = v.object({
  status: v.object({ keyspaces: v.array(v.string()) }),
});

const ErrorsWire = v.object({
  errors: v.pipe(
    v.array(v.object({ errorCode: v.optional(v.string(), "") })),
    v.minLength(1),
  ),
});

/** What the Data API answers, a success or an error. */
const StatusWire = v.object({ status: v.object({}) });

/**
 * Says what an answer tells, by its shape: a status of 200 tells nothing, and
 * what is no answer of the Data API says nothing about the token.
 */
function judge(
  answer: HttpAnswer,
  command: keyof typeof ResultWire,
): DatabaseAnswer {
  const body = parseBoundedJson(answer.body);
  const http = `HTTP ${String(answer.status)}`;
  const failed = v.safeParse(ErrorsWire, body);
  if (failed.success) {
    const codes = failed.output.errors.map(({ errorCode }) => errorCode);
    return judgeErrors(codes, answer.status);
  }
  if (!v.is(StatusWire, body) || isTrouble(answer.status)) {
    return unseen(`the answer is not one of the Data API (${http})`);
  }
  if (answer.status === 200 && v.is(ResultWire[command], body)) {
    return { kind: "accepted" };
  }
  return answer.status === 200 && v.is(NoKeyspaceWire, body)
    ? refused("it shows the token no keyspace")
    : refused(`it answered something else than was asked (${http})`);
}

/**
 * What the codes of an error answer mean; `docs` name them, and each of the
 * first group has been seen under HTTP 200.
 * https://docs.datastax.com/en/astra-db-serverless/api-reference/data-api-commands.html
 */
const MEANINGS: readonly (readonly [RegExp, DatabaseAnswer])[] = [
  [
    /^(?:NAMESPACE_DOES_NOT_EXIST|KEYSPACE_DOES_NOT_EXIST|UNKNOWN_KEYSPACE)$/u,
    refused("it shows the token no such keyspace"),
  ],
  [
    /^(?:UNAUTHENTICATED_REQUEST|MISSING_AUTHENTICATION_TOKEN)$/u,
    refused("it does not accept the token"),
  ],
  [
    /^UNAUTHORIZED_ACCESS$/u,
    refused("it does not let the token read the schema"),
  ],
  [
    /HIBERNAT|PARKED|PARKING|RESUM|SUSPENDED/u,
    unseen("it is hibernated or resuming"),
  ],
];

function judgeErrors(codes: readonly string[], status: number): DatabaseAnswer {
  for (const [meaning, answer] of MEANINGS) {
    if (codes.some((code) => meaning.test(code))) return answer;
  }
  const http = `HTTP ${String(status)}`;
  if (isTrouble(status)) return unseen(`it is in trouble (${http})`);
  return refused(
    `it reports an error that this action does not know (${http})`,
  );
}

function isTrouble(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

function refused(because: string): DatabaseAnswer {
  return { kind: "refused", because };
}

function unseen(because: string): DatabaseAnswer {
  return { kind: "unseen", because };
}
