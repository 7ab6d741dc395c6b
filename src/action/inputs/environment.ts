import { inputVariable } from "./input-names.ts";
import { type InputProblem, type ParsedInputs, parseInputs } from "./inputs.ts";
import { chooseProxy, type Environment, type NamedProxy } from "./proxy.ts";

const SECRET_INPUTS = [
  "astra-token",
  "github-token",
  "github-app-private-key",
  "previous-token",
];

/**
 * `@actions/github` reads them as it loads, and fails where one is malformed.
 */
const READ_BY_LIBRARIES = ["GITHUB_EVENT_PATH", "GITHUB_API_URL"];

/** What the environment says of a run. */
export interface ReadEnvironment {
  readonly parsed: ParsedInputs;
  readonly proxy: NamedProxy | undefined;
}

/** Reads the inputs of the rotation, and the proxy. */
export function readEnvironment(
  env: Record<string, string | undefined>,
  mask: (secret: string) => void,
): ReadEnvironment {
  const { value, proxy, problems } = readGuarded(env, mask, SECRET_INPUTS, () =>
    parseInputs((name) => env[inputVariable(name)], {
      variables: Object.keys(env),
      ...given("repository", env["GITHUB_REPOSITORY"]),
      ...given("apiUrl", env["GITHUB_API_URL"]),
      ...given("githubToken", env["GITHUB_TOKEN"]),
    }),
  );
  const all = [...problems, ...(value.ok ? [] : value.problems)];
  return {
    proxy,
    parsed: all.length === 0 ? value : { ok: false, problems: all },
  };
}

/** What an action reads of its environment. */
export interface Guarded<T> {
  readonly value: T;
  readonly proxy: NamedProxy | undefined;
  /** What makes a safe run impossible, whatever the inputs are. */
  readonly problems: readonly InputProblem[];
}

/**
 * Chooses the proxy, passes every secret to `mask`, and only then calls `read`.
 * Removes from the environment the secret inputs, which child processes and
 * Node's diagnostic reports would find there, and what only disturbs libraries.
 */
export function readGuarded<T>(
  env: Record<string, string | undefined>,
  mask: (secret: string) => void,
  secretInputs: readonly string[],
  read: () => T,
): Guarded<T> {
  const { proxy } = chooseProxy(env);
  const secrets = secretInputs.map(inputVariable);
  for (const variable of secrets) mask(env[variable] ?? "");
  proxy?.secrets.forEach(mask);
  const value = read();
  for (const variable of [...secrets, ...READ_BY_LIBRARIES]) {
    Reflect.deleteProperty(env, variable);
  }
  return { value, proxy, problems: environmentProblems(env) };
}

function given<K extends string>(
  key: K,
  value: string | undefined,
): Partial<Record<K, string>> {
  return value === undefined
    ? {}
    : ({ [key]: value } as Partial<Record<K, string>>);
}

/**
 * What makes a safe run impossible in the environment, which an earlier step
 * may have changed; reported like an invalid input, before any request.
 */
export function environmentProblems(env: Environment): readonly InputProblem[] {
  return [...waivedVerification(env), ...unusableProxy(env)];
}

function waivedVerification(env: Environment): readonly InputProblem[] {
  // Node waives the verification for this very text only.
  return env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0"
    ? [
        {
          input: "NODE_TLS_REJECT_UNAUTHORIZED",
          problem:
            "is 0, which turns off certificate checks: another server could pose as Astra or GitHub and take the tokens.",
          allowed:
            "not set. For a server with a certificate of a private authority, set NODE_EXTRA_CA_CERTS to that authority's certificate file.",
        },
      ]
    : [];
}

function unusableProxy(env: Environment): readonly InputProblem[] {
  const choice = chooseProxy(env);
  return choice.kind !== "malformed"
    ? []
    : [
        {
          input: choice.variable,
          problem: "is not the address of an HTTP proxy.",
          allowed:
            "http://host:port or http://user:password@host:port, with special characters of user and password percent-encoded, such as %40 for @ and %23 for #.",
        },
      ];
}
