import type { Proxy } from "../../http/dispatcher.ts";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy as the environment names it. */
export interface NamedProxy extends Proxy {
  /** The variable that names it. */
  readonly variable: string;
  /** Every form in which its credentials might be written. */
  readonly secrets: readonly string[];
}

/** Which proxy HTTPS requests go through, if any. */
export type ProxyChoice =
  | { readonly kind: "none"; readonly proxy?: undefined }
  | { readonly kind: "proxy"; readonly proxy: NamedProxy }
  /**
   * The variable holds no address of an HTTP proxy, or one that may be read in
   * two ways.
   */
  | {
      readonly kind: "malformed";
      readonly variable: string;
      readonly proxy?: undefined;
    };

const VARIABLES = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/**
 * Chooses the proxy as curl does
 * (https://everything.curl.dev/usingcurl/proxies/env.html): lower case first,
 * and an empty variable counts as missing. `http_proxy` is for plain HTTP,
 * which goes to this machine only and through no proxy.
 */
export function chooseProxy(env: Environment): ProxyChoice {
  const valueOf = (name: string): string => env[name] ?? "";
  const variable = VARIABLES.find((name) => valueOf(name) !== "");
  if (variable === undefined) return { kind: "none" };
  const text = valueOf(variable);
  const url = parseProxy(text);
  if (url === undefined) return { kind: "malformed", variable };
  const { credentials, secrets } = readCredentials(url, text);
  const proxy = {
    address: url.origin,
    host: url.host,
    credentials,
    exceptions: valueOf("no_proxy") || valueOf("NO_PROXY"),
    variable,
    secrets,
  };
  return { kind: "proxy", proxy };
}

/**
 * Admits no `@`, `/`, `?`, `#` or `\` in a password, which would move a part of
 * it into the host.
 */
const ADDRESS =
  /^(?:https?:\/\/)?(?:[^@/?#\\\s]*@)?(?:\[[\da-f:.]+\]|[^@:/?#\\[\]\s]+)(?::\d+)?\/?$/iu;

function parseProxy(text: string): URL | undefined {
  if (!ADDRESS.test(text)) return undefined;
  const url = URL.parse(/^https?:/iu.test(text) ? text : `http://${text}`);
  if (url === null) return undefined;
  const isReadable = [url.username, url.password].every(
    (part) => decoded(part) !== undefined,
  );
  return isReadable ? url : undefined;
}

/**
 * Credentials as they are sent; what is secret of them is the password, or the
 * user without one.
 */
function readCredentials(
  { username, password }: URL,
  text: string,
): { credentials: string | undefined; secrets: readonly string[] } {
  if (username + password === "") {
    return { credentials: undefined, secrets: [] };
  }
  const sent = [username, password].map(decoded).join(":");
  const basic = Buffer.from(sent).toString("base64");
  const secret = password === "" ? username : password;
  const [, written = ""] = /^(?:\w+:\/\/)?([^@]*)@/u.exec(text) ?? [];
  const asWritten =
    password === "" ? written : written.slice(written.indexOf(":") + 1);
  return {
    credentials: `Basic ${basic}`,
    secrets: [secret, decoded(secret) ?? "", asWritten, basic],
  };
}

/** Undefined where a `%` begins no encoded character. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
