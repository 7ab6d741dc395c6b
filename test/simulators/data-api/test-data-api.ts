import { onTestFinished } from "vitest";
import { createWorldClock } from "../kernel/clock.ts";
import { startWorld, type World } from "../../kit/world.ts";
import type { DatabaseHandle } from "./database.ts";

/** An answer as the tests look at it. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: unknown;
  /** The code of the first error; undefined when there is none. */
  readonly errorCode: string | undefined;
}

/** A command, where it goes, and whose token it carries. */
export interface Sending {
  /** Behind `/api/json/v1`. */
  readonly path?: string;
  readonly token?: string | undefined;
  readonly endpoint?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A world with a database, whose clock moves by hand. */
export interface TestDataApi extends World {
  readonly database: DatabaseHandle;
  /** A token for reading and writing all data. */
  readonly token: string;
  /** Sends the command with that token to the database's first region. */
  readonly send: (command: unknown, sending?: Sending) => Promise<Answer>;
}

/** Starts a world that ends with the running test. */
export async function startTestDataApi(): Promise<TestDataApi> {
  const world = await startWorld(createWorldClock(undefined, 0));
  onTestFinished(() => world.close());
  const database = world.addDatabase({ regions: ["us-east-2", "eu-west-1"] });
  database.addCollection("default_keyspace", "orders");
  const roles = [world.astra.role("R/W Svc Acct").id];
  const { token } = world.astra.createTokenByHand({ roles });
  return {
    ...world,
    database,
    token,
    send: async (command, sending = {}) => {
      const { path = "", endpoint = database.endpoint, headers = {} } = sending;
      const sent = "token" in sending ? sending.token : token;
      const response = await fetch(`${endpoint}/api/json/v1${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(sent === undefined ? {} : { token: sent }),
          ...headers,
        },
        body: JSON.stringify(command),
      });
      const text = await response.text();
      return { status: response.status, text, ...read(text) };
    },
  };
}

function read(text: string): Pick<Answer, "body" | "errorCode"> {
  try {
    const body: unknown = JSON.parse(text);
    const { errors = [] } = body as { errors?: { errorCode: string }[] };
    return { body, errorCode: errors[0]?.errorCode };
  } catch {
    return { body: undefined, errorCode: undefined };
  }
}

/** The policy's resources that make a token see one whole database. */
export function wholeDatabase(
  organizationId: string,
  databaseId: string,
): readonly string[] {
  const organization = `drn:astra:org:${organizationId}`;
  const database = `${organization}:db:${databaseId}`;
  const system = ["system_schema", "system", "system_virtual_schema"];
  return [
    organization,
    database,
    ...system.map((name) => `${database}:keyspace:${name}:table:*`),
    `${database}:keyspace:*`,
    `${database}:keyspace:*:table:*`,
  ];
}

/** What reading takes. */
export const READING = [
  ...["accesslist-read", "db-all-keyspace-describe", "db-keyspace-describe"],
  ...["db-table-describe", "db-table-select", "db-rest", "db-cql"],
];
