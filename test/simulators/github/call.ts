import type { SimulatorRequest } from "../kernel/server.ts";
import type { App, Apps } from "./apps.ts";
import type { GithubBehaviour } from "./behaviour.ts";
import type { Limits } from "./limits.ts";
import type { Repositories } from "./repositories.ts";
import type { SecretAlerts } from "./secret-scanning.ts";
import type { Vaults } from "./secret-store.ts";
import type { Token, Tokens } from "./tokens.ts";

/** The whole state of the simulated GitHub. */
export interface GithubState {
  readonly clock: { now(): number };
  readonly repositories: Repositories;
  readonly vaults: Vaults;
  readonly alerts: SecretAlerts;
  readonly tokens: Tokens;
  readonly apps: Apps;
  readonly limits: Limits;
  readonly behaviour: () => GithubBehaviour;
  /** Where the caller reaches the API, such as `http://127.0.0.1:4321`. */
  readonly base: () => string;
  /**
   * What `updated_at` of a secret becomes that is put now, epoch milliseconds.
   */
  readonly writtenAt: () => number;
  /** Whether this secret PUT is to meet a conflict. */
  readonly takeConflict: () => boolean;
}

/** One authenticated request with the state that it acts on. */
export interface Call {
  readonly request: SimulatorRequest;
  readonly token: Token;
  readonly state: GithubState;
}

/** One request that an App makes as itself. */
export interface AppCall extends Omit<Call, "token"> {
  readonly app: App;
}
