import { readFileSync, statSync } from "node:fs";
import { environmentProblems } from "../action/inputs/environment.ts";
import { inputVariable } from "../action/inputs/input-names.ts";
import { chooseProxy, type NamedProxy } from "../action/inputs/proxy.ts";
import { type ParsedInventoryInputs, parseInventoryInputs } from "./inputs.ts";

const SECRET_INPUTS = ["astra-token", "github-token"].map(inputVariable);

/**
 * `@actions/github` reads them as it loads, and fails where one is malformed.
 */
const READ_BY_LIBRARIES = ["GITHUB_EVENT_PATH", "GITHUB_API_URL"];

/** The largest payload that is read, bytes; GitHub's own limit is 25 MB. */
const MAX_PAYLOAD_BYTES = 25_000_000;

/** What the environment says of a run. */
export interface InventoryEnvironment {
  readonly parsed: ParsedInventoryInputs;
  readonly proxy: NamedProxy | undefined;
  /** The event that started the workflow; empty where it cannot be read. */
  readonly payload: string;
}

/**
 * Reads inputs, proxy and payload, and passes every secret to `mask` first.
 * Removes from the environment what child processes should not find there, and
 * what only disturbs libraries.
 */
export function readInventoryEnvironment(
  env: Record<string, string | undefined>,
  mask: (secret: string) => void,
): InventoryEnvironment {
  const { proxy } = chooseProxy(env);
  for (const variable of SECRET_INPUTS) mask(env[variable] ?? "");
  proxy?.secrets.forEach(mask);
  const payload = payloadAt(env["GITHUB_EVENT_PATH"]);
  const parsed = parseInventoryInputs(
    (name) => env[inputVariable(name)],
    Object.keys(env),
    env["GITHUB_API_URL"],
  );
  for (const variable of [...SECRET_INPUTS, ...READ_BY_LIBRARIES]) {
    Reflect.deleteProperty(env, variable);
  }
  const problems = [
    ...environmentProblems(env),
    ...(parsed.ok ? [] : parsed.problems),
  ];
  return {
    proxy,
    payload,
    parsed: problems.length === 0 ? parsed : { ok: false, problems },
  };
}

function payloadAt(path: string | undefined): string {
  if (path === undefined || path === "") return "";
  try {
    return statSync(path).size > MAX_PAYLOAD_BYTES
      ? ""
      : readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
