/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Which HTTP proxy HTTPS requests go through, if any. */
export type ProxyChoice =
  | { readonly kind: "none" }
  | {
      readonly kind: "proxy";
      readonly url: URL;
      /** The environment variable that names it. */
      readonly variable: string;
      /** The hosts that are reached directly, as `no_proxy` lists them. */
      readonly exceptions: string;
      /** Every form in which its credentials might be written. */
      readonly secrets: readonly string[];
    }
  /** The variable holds no address of an HTTP proxy, or one that may be read in two ways. */
  | { readonly kind: "malformed"; readonly variable: string };

const VARIABLES = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/**
 * Chooses the proxy as curl does (https://everything.curl.dev/usingcurl/proxies/env.html):
 * lower case first, and an empty variable counts as missing. `http_proxy` is
 * for plain HTTP, which goes to this machine only and through no proxy.
 */
export function chooseProxy(env: Environment): ProxyChoice {
  const valueOf = (name: string): string => env[name] ?? "";
  const variable = VARIABLES.find((name) => valueOf(name) !== "");
  if (variable === undefined) return { kind: "none" };
  const text = valueOf(variable);
  const url = parseProxy(text);
  if (url === undefined) return { kind: "malformed", variable };
  const exceptions = valueOf("no_proxy") || valueOf("NO_PROXY");
  const secrets = secretsOf(url, text);
  return { kind: "proxy", url, variable, exceptions, secrets };
}

/** Admits no `@`, `/`, `?`, `#` or `\` in a password, which would move a part of it into the host. */
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

/** The password, or a user without one: as URLs have it, as it is meant, as it was written, as it is sent. */
function secretsOf(url: URL, text: string): readonly string[] {
  const authorization = proxyAuthorization(url);
  if (authorization === undefined) return [];
  const secret = url.password === "" ? url.username : url.password;
  const [, written = ""] = /^(?:\w+:\/\/)?([^@]*)@/u.exec(text) ?? [];
  return [
    secret,
    decoded(secret) ?? "",
    url.password === "" ? written : written.slice(written.indexOf(":") + 1),
    authorization.slice("Basic ".length),
  ];
}

/** The value of `Proxy-Authorization`; undefined without credentials. */
export function proxyAuthorization(url?: URL): string | undefined {
  const parts = [url?.username ?? "", url?.password ?? ""];
  if (parts.join("") === "") return undefined;
  const credentials = parts.map(decoded).join(":");
  return `Basic ${Buffer.from(credentials).toString("base64")}`;
}

/** Undefined where a `%` begins no encoded character. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
