/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Which proxy a service is reached through, if any. */
export type ProxyChoice =
  | { readonly kind: "none" }
  | { readonly kind: "proxy"; readonly url: URL }
  /** The variable holds no address of an HTTP proxy. */
  | { readonly kind: "malformed"; readonly variable: string };

const VARIABLES = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];

/**
 * Chooses the proxy for a service from the environment, as curl does, but for plain HTTP: that
 * goes to this very machine only, and never through anybody else.
 */
export function chooseProxy(service: URL, env: Environment): ProxyChoice {
  const variable = VARIABLES.find((name) => (env[name] ?? "") !== "");
  if (variable === undefined || service.protocol !== "https:") {
    return { kind: "none" };
  }
  const exceptions = env["no_proxy"] ?? env["NO_PROXY"] ?? "";
  if (isException(service, exceptions)) return { kind: "none" };
  const url = parseProxy(env[variable] ?? "");
  return url === undefined
    ? { kind: "malformed", variable }
    : { kind: "proxy", url };
}

function parseProxy(text: string): URL | undefined {
  const address = /^[a-z][a-z\d+.-]*:\/\//iu.test(text)
    ? text
    : `http://${text}`;
  const url = URL.parse(address);
  const isHttp = url?.protocol === "http:" || url?.protocol === "https:";
  return url !== null && isHttp ? url : undefined;
}

/** Entries are hosts, which stand for everything below them, too, with or without a port; `*` is everything. */
function isException({ hostname, port }: URL, exceptions: string): boolean {
  return exceptions
    .toLowerCase()
    .split(/[\s,]+/u)
    .some((entry) => {
      if (entry === "*") return true;
      const [, name = "", only] =
        /^(?:\*?\.)?(.+?)(?::(\d+))?$/u.exec(entry) ?? [];
      if (name === "") return false;
      if (only !== undefined && only !== (port === "" ? "443" : port)) {
        return false;
      }
      return hostname === name || hostname.endsWith(`.${name}`);
    });
}

/** The proxy as people may read it: host and port, no credentials. */
export function proxyName({ host }: URL): string {
  return host;
}

/** The secrets that a proxy's address holds. */
export function proxySecrets({ password }: URL): readonly string[] {
  return password === "" ? [] : [password, decoded(password)];
}

/** The value of `Proxy-Authorization`; undefined without credentials. */
export function proxyAuthorization({
  username,
  password,
}: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  const credentials = `${decoded(username)}:${decoded(password)}`;
  return `Basic ${Buffer.from(credentials).toString("base64")}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
