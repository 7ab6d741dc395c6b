/** Every input of the action, in the order of `action.yml`. */
export const INPUT_NAMES = [
  "astra-token",
  "github-token",
  "github-app-id",
  "github-app-private-key",
  "role",
  "database",
  "keyspaces",
  "access",
  "repository",
  "environment",
  "targets",
  "secret-name",
  "secret-name-client-id",
  "secret-name-client-secret",
  "secret-name-json",
  "rotation-id",
  "organization-id",
  "mode",
  "rotate-after",
  "overlap",
  "drain",
  "previous-token",
  "token-lifetime",
  "verify-timeout",
  "run-timeout",
  "max-live-tokens",
  "compromised",
  "expose-token",
  "dry-run",
  "tolerance",
  "astra-api-url",
  "github-api-url",
] as const;

export type InputName = (typeof INPUT_NAMES)[number];

/** The environment variable in which the runner passes an input. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}
