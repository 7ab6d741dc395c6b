import { createAstraClient } from "../astra/client.ts";
import { clientIdOf } from "../astra/credential-wire.ts";
import { createDatabase } from "../astra/data-api.ts";
import { createIssuer, type IssuerOptions } from "../astra/issuer.ts";
import type { Progress } from "../github/pace/fan-out.ts";
import { openTargets } from "../github/targets.ts";
import { tokenKindOf } from "../github/token-kind.ts";
import type { Send } from "../http/send-with-retry.ts";
import type { LineageIdentity } from "../rotation/lineage.ts";
import { everyOne } from "../rotation/observe.ts";
import { DATABASE_PATIENCE_MS } from "../rotation/prove-database.ts";
import type { Clock, Ports, Purpose, StopSignal } from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import { lineageOf, NAMELESS } from "./identity.ts";
import type { Inputs } from "./inputs/inputs.ts";
import type { Workflow } from "./workflow.ts";

// The other actions ask for these here, so that Octokit is in one late file.
export { createRequest } from "../github/octokit.ts";
export { askVisibility } from "../github/visibility.ts";

/** What the adapters are made of, beside the inputs. */
export interface Materials {
  readonly send: Readonly<Record<Purpose, Send>>;
  readonly clock: Clock;
  readonly stopSignal: StopSignal;
  /** Milliseconds until the run's own deadline. */
  readonly remainingMs: () => number;
  /** The runner's own idea of the time, epoch milliseconds. */
  readonly wallTime: () => number;
  readonly mask: (secret: string) => void;
  /** The job's own token, where the environment shows it. */
  readonly workflowToken: Secret | undefined;
  readonly onProgress: (progress: Progress) => void;
}

/** The adapters of both services. */
export interface Adapters extends Pick<
  Ports,
  "issuer" | "targets" | "database"
> {
  /**
   * What tells this rotation from every other: known once the organization has
   * been read, which throws where it cannot be told.
   */
  readonly lineage: () => LineageIdentity;
  /** To be called once the run is over: gives back what was made for it. */
  close(): Promise<void>;
}

/** The role that `access` means; none in a mode that mints nothing. */
function databaseRoleOf(
  { mode, database, keyspaces, access }: Inputs,
  { prepareRole }: Workflow,
): IssuerOptions["databaseRole"] {
  if (mode === "retire") return undefined;
  if (database === undefined || access === undefined) return undefined;
  return { scope: { database: database.id, keyspaces, access }, prepareRole };
}

/** Makes the adapters of both services. */
export function composeAdapters(
  inputs: Inputs,
  workflow: Workflow,
  materials: Materials,
): Adapters {
  const { send, mask, remainingMs, stopSignal: lifeline } = materials;
  const { github } = inputs;
  const targets = openTargets({
    ...materials,
    baseUrl: inputs.githubApiUrl,
    credential: github,
    tokenKind:
      github.kind === "token"
        ? tokenKindOf(github.token, materials.workflowToken)
        : "app",
    specs: inputs.targets,
    names: inputs.secretNames,
    drain: inputs.drain,
    isStopped: () => lifeline.stopped() !== undefined,
    knownAccount: workflow.account,
  });
  let lineage = NAMELESS;
  const known = lineageOf(inputs, workflow, targets.ids).then((found) => {
    lineage = found;
  });
  // The observation awaits it, and may end before.
  known.catch(() => undefined);
  const issuer = createIssuer({
    client: createAstraClient(send, inputs.astraApiUrl),
    adminToken: inputs.astraToken,
    adminClientId: clientIdOf(inputs.astraToken) ?? "",
    previousToken: inputs.previousToken,
    // Nothing is minted in this mode, so no role may stand in its way.
    roles: inputs.mode === "retire" ? [] : inputs.roles,
    databaseRole: databaseRoleOf(inputs, workflow),
    mask,
    sleep: (milliseconds) => materials.clock.sleep(milliseconds),
  });
  const { endpoints = [] } = inputs.database ?? {};
  const database =
    inputs.database === undefined
      ? undefined
      : createDatabase({
          send: send.rotate,
          database: inputs.database,
          keyspace: inputs.keyspaces[0],
          previousToken: inputs.previousToken,
        });
  return {
    issuer: {
      ...issuer,
      organization: async () => {
        const organization = issuer.organization();
        await everyOne<unknown>([known, organization]);
        return await organization;
      },
      mint: async (order, purpose) => {
        const left = remainingMs();
        const error = targets.tooLong(
          inputs.runTimeoutMs - left,
          left - (endpoints.length > 0 ? DATABASE_PATIENCE_MS : 0),
        );
        if (error !== undefined) return { kind: "refused", error };
        return await issuer.mint(order, purpose);
      },
    },
    targets: targets.stores,
    database,
    lineage: () => lineage,
    close: () => targets.close(),
  };
}
