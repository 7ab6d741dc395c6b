/** Every operation of a run with one repository that adopts a token and revokes it at once. */
export const OPERATIONS: readonly string[] = [
  "astra.organization.current",
  "astra.roles.list",
  "astra.tokens.list",
  "astra.tokens.create",
  "astra.tokens.revoke",
  "github.repository.get",
  "github.environments.list",
  "github.actions.repository.public-key",
  "github.actions.repository.get-secret",
  "github.actions.repository.put-secret",
];

/** Those that come to it when the run is a GitHub App. */
export const APP_OPERATIONS: readonly string[] = [
  "github.app.get-installation",
  "github.app.create-token",
  "github.app.revoke-token",
];
