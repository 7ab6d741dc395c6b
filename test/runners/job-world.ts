import { createServer, type Server } from "node:http";
import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { REPOSITORY_SCOPE, startWorld, type World } from "../kit/world.ts";
import { killProcessesOf } from "./processes.ts";

/** The secret that the job's runs write. */
const SECRET = "ASTRA_DB_APPLICATION_TOKEN";

/** What the steps of a job need to know of the services, secrets included. */
export interface JobWorldDetails {
  readonly astraUrl: string;
  readonly githubUrl: string;
  /** Where steps ask what the services hold, by POST. */
  readonly controlUrl: string;
  readonly adminToken: string;
  readonly githubToken: string;
  /** The token that a person made, and that the secret holds at first. */
  readonly oldToken: string;
}

/** What the services hold, without a secret. */
export interface JobWorldState {
  /** Of the token in the secret; undefined when it holds none. */
  readonly heldClientId: string | undefined;
  readonly heldIsLive: boolean;
  /** SHA-256 of the secret's value. */
  readonly heldDigest: string;
  /** Client ids of all live tokens but the action's own. */
  readonly live: readonly string[];
  /** How many changes both services have seen. */
  readonly changes: number;
  /** How many processes of the action have been killed. */
  readonly killed: number;
}

/**
 * Starts the services for the steps of a job, with a token made by hand in the
 * secret. They run until somebody posts `/stop`, or the process ends.
 */
export async function startJobWorld(): Promise<JobWorldDetails> {
  const world = await startWorld();
  const { astra, github } = world;
  const old = astra.createTokenByHand({
    roles: [astra.role("R/W Svc Acct").id],
  });
  github.setSecretByHand(REPOSITORY_SCOPE, SECRET, old.token);
  const control = await startControl(world);
  const { port } = control.address() as AddressInfo;
  return {
    astraUrl: astra.url,
    githubUrl: github.url,
    controlUrl: `http://127.0.0.1:${String(port)}`,
    adminToken: world.adminToken,
    githubToken: world.githubToken,
    oldToken: old.token,
  };
}

async function startControl(world: World): Promise<Server> {
  let killed = 0;
  const server = createServer((request, response) => {
    switch (request.url ?? "") {
      case "/kill-next-write":
        killAtNextWrite(world, (count) => (killed += count));
        break;
      case "/stop":
        server.close();
        void world.close();
        break;
      case "/state":
        break;
      default:
        response.statusCode = 404;
    }
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(stateOf(world, killed)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return server;
}

/**
 * The next run is killed when GitHub has stored the secret and has not said so.
 */
function killAtNextWrite(
  world: World,
  onKilled: (count: number) => void,
): void {
  world.setGate(({ operation }) => {
    if (!operation.endsWith(".put-secret")) return { kind: "pass" };
    world.setGate(() => ({ kind: "pass" }));
    // The service acts at once; the kill comes before its answer.
    const dead = new Promise((resolve) => setTimeout(resolve, 100)).then(() => {
      onKilled(killProcessesOf(world.astra.url));
    });
    return {
      kind: "hold",
      when: "after",
      until: dead,
      next: { kind: "reset", when: "after" },
    };
  });
}

function stateOf(
  { astra, github, history, adminToken }: World,
  killed: number,
): JobWorldState {
  const value = github.secretValue(REPOSITORY_SCOPE, SECRET) ?? "";
  const held = astra.find(value);
  return {
    heldClientId: held?.clientId,
    heldIsLive: held !== undefined && astra.isLive(held.clientId),
    heldDigest: digestOf(value),
    live: astra
      .liveTokens()
      .filter(({ token }) => token !== adminToken)
      .map(({ clientId }) => clientId),
    changes: history.events.filter(({ kind }) => kind === "change").length,
    killed,
  };
}

/** The form in which a token is compared without being sent. */
export function digestOf(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}
