/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The HTTP proxy that HTTPS requests go through. */
export interface Proxy {
  readonly url: URL;
  /** The environment variable that names it. */
  readonly variable: string;
  /** The hosts that are reached directly, as `no_proxy` lists them. */
  readonly exceptions: string;
  /** Every form in which its credentials might be written. */
  readonly secrets: readonly string[];
}

/** What the environment says of a proxy. */
export type ProxyChoice =
  | { readonly kind: "none" }
  | { readonly kind: "proxy"; readonly proxy: Proxy }
  /** The variable holds no address of an HTTP proxy, or one that cannot be read as it was meant. */
  | { readonly kind: "malformed"; readonly variable: string };

const VARIABLES = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/**
 * Chooses the proxy of HTTPS requests as curl does
 * (https://everything.curl.dev/usingcurl/proxies/env.html): an empty variable
 * counts as missing, lower case first. `http_proxy` is for plain HTTP, which
 * goes to this machine only and through no proxy.
 */
export function chooseProxy(env: Environment): ProxyChoice {
  const valueOf = (name: string): string => env[name] ?? "";
  const variable = VARIABLES.find((name) => valueOf(name) !== "");
  if (variable === undefined) return { kind: "none" };
  const url = parseProxy(valueOf(variable));
  if (url === undefined) return { kind: "malformed", variable };
  const exceptions = valueOf("no_proxy") || valueOf("NO_PROXY");
  const secrets = secretsOf(url, valueOf(variable));
  return { kind: "proxy", proxy: { url, variable, exceptions, secrets } };
}

/**
 * The whole of an address that can mean one thing only. With `@`, `/`, `?`,
 * `#` or `\` in a password, a part of it would be taken for the host.
 */
const ADDRESS =
  /^(?:https?:\/\/)?(?:[^@/?#\\\s]*@)?(?:\[[\da-f:.]+\]|[^@:/?#\\[\]\s]+)(?::\d+)?\/?$/iu;

function parseProxy(text: string): URL | undefined {
  if (!ADDRESS.test(text)) return undefined;
  const address = /^https?:\/\//iu.test(text) ? text : `http://${text}`;
  const url = URL.parse(address);
  if (url === null) return undefined;
  const credentials = [url.username, url.password];
  return credentials.some((part) => decoded(part) === undefined)
    ? undefined
    : url;
}

/** The password, or a user without one, as it is written, as it is read, and as it is sent. */
function secretsOf(url: URL, text: string): readonly string[] {
  const { username, password } = url;
  const secret = password === "" ? username : password;
  const authorization = proxyAuthorization(url);
  if (authorization === undefined) return [];
  const [, written = ""] = /^(?:\w+:\/\/)?([^@]*)@/u.exec(text) ?? [];
  return [
    secret,
    decoded(secret) ?? secret,
    written.slice(password === "" ? 0 : written.indexOf(":") + 1),
    authorization.slice("Basic ".length),
  ];
}

/** The value of `Proxy-Authorization`; undefined without credentials. */
export function proxyAuthorization(url: URL): string | undefined {
  const [user = "", password = ""] = [url.username, url.password].map(decoded);
  if (user === "" && password === "") return undefined;
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

/** Undefined for a `%` that begins no encoded character. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
