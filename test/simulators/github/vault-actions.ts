import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { Call } from "./call.ts";
import type { ScopeRow } from "./scopes.ts";
import {
  deleteSecret,
  getPublicKey,
  getSecret,
  listSecrets,
  putSecret,
} from "./secret-endpoints.ts";
import type { Vault } from "./secret-store.ts";
import {
  editSelected,
  listSelected,
  setSelected,
} from "./selected-repositories.ts";

/** What is done with a vault. */
export interface VaultAction {
  readonly verb: string;
  readonly level: "read" | "write";
  run(vault: Vault, call: Call): SimulatedAnswer;
}

/**
 * What a method and the path after `…/secrets` ask of a vault, or undefined.
 */
export function vaultAction(
  method: string,
  row: ScopeRow,
  tail: readonly string[],
): VaultAction | undefined {
  const [name = ""] = tail;
  if (tail.length === 0)
    return method === "GET"
      ? { verb: "list-secrets", level: "read", run: listSecrets }
      : undefined;
  if (name === "") return undefined;
  if (tail.length === 1) return secretAction(method, name);
  return row.kind === "organization"
    ? selectionAction(method, name, tail.slice(1))
    : undefined;
}

function secretAction(method: string, name: string): VaultAction | undefined {
  if (method === "GET" && name === "public-key")
    return { verb: "public-key", level: "read", run: getPublicKey };
  switch (method) {
    case "GET":
      return {
        verb: "get-secret",
        level: "read",
        run: (vault, call) => getSecret(vault, name, call),
      };
    case "PUT":
      return {
        verb: "put-secret",
        level: "write",
        run: (vault, call) => putSecret(vault, name, call),
      };
    case "DELETE":
      return {
        verb: "delete-secret",
        level: "write",
        run: (vault) => deleteSecret(vault, name),
      };
    default:
      return undefined;
  }
}

function selectionAction(
  method: string,
  name: string,
  [literal, id, ...more]: readonly string[],
): VaultAction | undefined {
  if (literal !== "repositories" || more.length > 0) return undefined;
  if (id === undefined && method === "GET")
    return {
      verb: "list-repositories",
      level: "read",
      run: (vault, call) => listSelected(vault, name, call),
    };
  if (id === undefined && method === "PUT")
    return {
      verb: "set-repositories",
      level: "write",
      run: (vault, call) => setSelected(vault, name, call),
    };
  if (id === undefined || !/^\d+$/.test(id)) return undefined;
  if (method !== "PUT" && method !== "DELETE") return undefined;
  const edit = method === "PUT" ? "add" : "remove";
  return {
    verb: `${edit}-repository`,
    level: "write",
    run: (vault, call) => editSelected(vault, name, Number(id), edit, call),
  };
}
