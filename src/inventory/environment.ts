import { readFileSync, statSync } from "node:fs";
import { readGuarded } from "../action/inputs/environment.ts";
import { inputVariable } from "../action/inputs/input-names.ts";
import type { NamedProxy } from "../action/inputs/proxy.ts";
import { type ParsedInventoryInputs, parseInventoryInputs } from "./inputs.ts";

/** The largest payload that is read, bytes; GitHub's own limit is 25 MB. */
const MAX_PAYLOAD_BYTES = 25_000_000;

/** What the environment says of a run. */
export interface InventoryEnvironment {
  readonly parsed: ParsedInventoryInputs;
  readonly proxy: NamedProxy | undefined;
  /** The event that started the workflow; empty where it cannot be read. */
  readonly payload: string;
}

/** Reads inputs, proxy and payload. */
export function readInventoryEnvironment(
  env: Record<string, string | undefined>,
  mask: (secret: string) => void,
): InventoryEnvironment {
  const secrets = ["astra-token", "github-token"];
  const { value, proxy, problems } = readGuarded(env, mask, secrets, () => ({
    payload: payloadAt(env["GITHUB_EVENT_PATH"]),
    parsed: parseInventoryInputs(
      (name) => env[inputVariable(name)],
      Object.keys(env),
      env["GITHUB_API_URL"],
    ),
  }));
  const { payload, parsed } = value;
  const all = [...problems, ...(parsed.ok ? [] : parsed.problems)];
  return {
    proxy,
    payload,
    parsed: all.length === 0 ? parsed : { ok: false, problems: all },
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
