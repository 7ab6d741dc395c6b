import { InputReader } from "../action/inputs/reader.ts";
import type { InputProblem, ReadInput } from "../action/inputs/reader.ts";
import { readOrganizationId } from "../action/inputs/inputs.ts";
import { ASTRA_URL, GITHUB_URL } from "../action/inputs/service-url.ts";
import { refuseMisspelt } from "../action/inputs/unknown-inputs.ts";
import { Secret } from "../rotation/secret.ts";
import type { Level, Thresholds } from "./findings.ts";

/** Every input of the action, in the order of `inventory/action.yml`. */
export const INVENTORY_INPUTS = [
  "astra-token",
  "organization-id",
  "older-than",
  "not-renewed-after",
  "fail-on",
  "github-token",
  "astra-api-url",
  "github-api-url",
] as const;

type InventoryInput = (typeof INVENTORY_INPUTS)[number];

/** Everything that a user can set, validated. */
export interface InventoryInputs {
  readonly astraToken: Secret;
  /** The organization that `astraToken` has to belong to, lower case. */
  readonly organizationId: string | undefined;
  readonly thresholds: Thresholds;
  /** The run fails for findings of this level or a higher one. */
  readonly failOn: Exclude<Level, "notice"> | "none";
  /** Asks GitHub whether the repository is public. */
  readonly githubToken: Secret | undefined;
  readonly astraApiUrl: URL;
  readonly githubApiUrl: URL;
}

/** Either the typed inputs, or every problem at once. */
export type ParsedInventoryInputs =
  | { readonly ok: true; readonly inputs: InventoryInputs }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/**
 * Reads all inputs and reports all problems together. `variables` are the names
 * of all environment variables, `apiUrl` the address that the runner names.
 */
export function parseInventoryInputs(
  read: ReadInput,
  variables: readonly string[],
  apiUrl = GITHUB_URL,
): ParsedInventoryInputs {
  const reader = new InputReader<InventoryInput>(read);
  refuseMisspelt(reader, variables, INVENTORY_INPUTS);
  const githubToken = reader.text("github-token");
  const inputs: InventoryInputs = {
    astraToken: reader.astraToken("astra-token", true) ?? new Secret(""),
    organizationId: readOrganizationId(reader),
    thresholds: {
      olderThanMs: reader.duration("older-than", "90d"),
      notRenewedAfterMs: reader.duration("not-renewed-after", "60d"),
    },
    failOn: reader.choice("fail-on", ["none", "warning", "error"]),
    githubToken: githubToken === "" ? undefined : new Secret(githubToken),
    astraApiUrl: reader.url("astra-api-url", ASTRA_URL),
    githubApiUrl: reader.url("github-api-url", apiUrl),
  };
  const { problems } = reader;
  return problems.length === 0 ? { ok: true, inputs } : { ok: false, problems };
}
