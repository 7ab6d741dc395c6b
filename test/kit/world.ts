import {
  type AstraSimulator,
  startAstraSimulator,
} from "../simulators/astra/simulator.ts";
import type {
  DatabaseHandle,
  DatabaseWish,
} from "../simulators/data-api/database.ts";
import {
  type DataApiSimulator,
  startDataApiSimulator,
} from "../simulators/data-api/simulator.ts";
import type { RepositoryHandle } from "../simulators/github/repositories-by-hand.ts";
import type { SecretScope } from "../simulators/github/scopes.ts";
import {
  type GithubSimulator,
  startGithubSimulator,
} from "../simulators/github/simulator.ts";
import type { Gate } from "../simulators/kernel/gate.ts";
import {
  createWorldClock,
  type WorldClock,
} from "../simulators/kernel/clock.ts";
import { createHistory, type History } from "../simulators/kernel/history.ts";

/** The services with one organization, one repository, and the tokens that a user makes for the action. */
export interface World {
  readonly clock: WorldClock;
  readonly history: History;
  readonly astra: AstraSimulator;
  readonly github: GithubSimulator;
  /** The Data API of every database. */
  readonly dataApi: DataApiSimulator;
  /** None until one is added. */
  readonly databases: readonly DatabaseHandle[];
  addDatabase(wish?: DatabaseWish): DatabaseHandle;
  /** `acme/web`: private, with one environment. */
  readonly repository: RepositoryHandle;
  /** Token of a Database Administrator: the action's own. */
  readonly adminToken: string;
  /** Fine-grained token that may write the secrets of `acme/web` and its environments. */
  readonly githubToken: string;
  setGate(gate: Gate): void;
  close(): Promise<void>;
}

/** The repository of every world. */
export const OWNER = "acme";
export const REPOSITORY = "web";

/** The environment of every world; its name needs encoding. */
export const ENVIRONMENT = "production / eu";

/** The repository's Actions secrets. */
export const REPOSITORY_SCOPE: SecretScope = {
  store: "actions",
  kind: "repository",
  owner: OWNER,
  name: REPOSITORY,
};

/** The environment's secrets. */
export const ENVIRONMENT_SCOPE: SecretScope = {
  store: "actions",
  kind: "environment",
  owner: OWNER,
  name: REPOSITORY,
  environment: ENVIRONMENT,
};

/** Starts a fresh world; its clock flows with real time unless another is given. */
export async function startWorld(
  clock: WorldClock = createWorldClock(),
): Promise<World> {
  const history = createHistory();
  const astra = await startAstraSimulator({ clock, history });
  const github = await startGithubSimulator({ clock, history });
  const dataApi = await startDataApiSimulator({ clock, history, astra });
  github.addOrganization(OWNER);
  const repository = github.addRepository({ owner: OWNER, name: REPOSITORY });
  github.addEnvironment(repository, ENVIRONMENT);
  const admin = astra.createTokenByHand({
    roles: [astra.role("Database Administrator").id],
    description: "rotation admin",
  });
  const githubToken = github.issueToken({
    kind: "fine-grained",
    owner: OWNER,
    permissions: { secrets: "write", environments: "write", metadata: "read" },
  });
  return {
    clock,
    history,
    astra,
    github,
    dataApi,
    databases: dataApi.databases,
    addDatabase: (wish) => dataApi.addDatabase(wish),
    repository,
    adminToken: admin.token,
    githubToken,
    setGate: (gate) => {
      astra.setGate(gate);
      github.setGate(gate);
      dataApi.setGate(gate);
    },
    close: async () => {
      await Promise.all([astra.close(), github.close(), dataApi.close()]);
    },
  };
}
