/** One endpoint of a database: where its Data API answers in one region. */
export interface DatabaseEndpoint {
  readonly region: string;
  /** Of the Data API: `<endpoint>/api/json/v1`, without a slash at the end. */
  readonly dataApi: URL;
}

/** A database and where it can be asked. */
export interface DatabaseTarget {
  /** UUID, lower case. */
  readonly id: string;
  /** One for each region; none where only the id is known. */
  readonly endpoints: readonly DatabaseEndpoint[];
}

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const NAME = `(?<id>${UUID})-(?<region>[a-z0-9]+(?:-[a-z0-9]+){0,7})`;

/** The path of the Data API, which people paste with the endpoint. */
const PASTED_PATH = "(?:/api/json(?:/v1)?)?/?";
const DATA_API_PATH = "/api/json/v1";

/**
 * https://docs.datastax.com/en/astra-db-serverless/databases/connect-token.html
 */
const ENDPOINT = new RegExp(
  `^https://${NAME}\\.apps\\.astra(?:-dev|-test)?\\.datastax\\.com${PASTED_PATH}$`,
  "u",
);

/** For tests: a service on this machine, as other service URLs have it. */
const LOOPBACK = new RegExp(
  `^https?://(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\]):\\d{1,5}/${NAME}${PASTED_PATH}$`,
  "u",
);

const BARE = new RegExp(`^${UUID}$`, "u");

/**
 * Longest line that is looked at, and longest name of a region, characters.
 */
const LONGEST_LINE = 200;
const LONGEST_REGION = 40;

/**
 * Reads one line: the endpoint of a database in a region, or its id alone;
 * undefined for anything else. A token is sent to what an endpoint names, so
 * nothing but Astra's own hosts and loopback addresses is one.
 */
export function readDatabaseLine(line: string): DatabaseTarget | undefined {
  const text = line.trim().toLowerCase();
  if (text.length > LONGEST_LINE) return undefined;
  if (BARE.test(text)) return { id: text, endpoints: [] };
  const groups = (ENDPOINT.exec(text) ?? LOOPBACK.exec(text))?.groups;
  const { id, region } = groups ?? {};
  if (id === undefined || region === undefined) return undefined;
  if (region.length > LONGEST_REGION) return undefined;
  const url = URL.parse(text.replace(/\/api\/json(?:\/v1)?\/?$|\/$/u, ""));
  if (url === null) return undefined;
  const path = url.pathname.replace(/\/$/u, "");
  const dataApi = new URL(`${path}${DATA_API_PATH}`, url);
  return { id, endpoints: [{ region, dataApi }] };
}
