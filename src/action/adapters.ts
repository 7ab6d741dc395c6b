import { createAstraClient } from "../astra/client.ts";
import { clientIdOf } from "../astra/credential-wire.ts";
import { createDatabase } from "../astra/data-api.ts";
import { createIssuer } from "../astra/issuer.ts";
import { openTargets, type TargetsOptions } from "../github/targets.ts";
import { tokenKindOf } from "../github/token-kind.ts";
import type { LineageIdentity } from "../rotation/lineage.ts";
import { everyOne } from "../rotation/observe.ts";
import { DATABASE_PATIENCE_MS } from "../rotation/prove-database.ts";
import type { Issuer, Ports } from "../rotation/ports.ts";
import { lineageOf, NAMELESS } from "./identity.ts";
import { hasEndpoints } from "./inputs/database-inputs.ts";
import type { Inputs } from "./inputs/inputs.ts";
import type { Workflow } from "./workflow.ts";

// The other actions ask for these here, so that Octokit is in one late file.
export { createRequest } from "../github/octokit.ts";
export { askVisibility } from "../github/visibility.ts";

/** What the adapters are made of, beside the inputs. */
export type Materials = Pick<Ports, "clock" | "stopSignal" | "report"> &
  Pick<TargetsOptions, "send" | "remainingMs" | "wallTime" | "mask">;

/** The adapters of both services, with the rest that a rotation needs. */
export interface Adapters {
  readonly ports: Ports;
  /**
   * What tells this rotation from every other: known once the organization has
   * been read, which throws where it cannot be told.
   */
  readonly lineage: () => LineageIdentity;
  /** To be called once the run is over: gives back what was made for it. */
  readonly close: () => Promise<void>;
}

/** Makes the adapters of both services. */
export function composeAdapters(
  inputs: Inputs,
  workflow: Workflow,
  materials: Materials,
): Adapters {
  const { clock, stopSignal, report, remainingMs } = materials;
  const { github } = inputs;
  const targets = openTargets({
    ...materials,
    baseUrl: inputs.githubApiUrl,
    credential: github,
    tokenKind: github.kind === "token" ? tokenKindOf(github.token) : "app",
    specs: inputs.targets,
    names: inputs.secretNames,
    drain: inputs.drain,
    isStopped: () => stopSignal.stopped() !== undefined,
    knownAccount: workflow.account,
    onProgress: (progress) => {
      report({ kind: "progress", ...progress });
    },
  });
  let lineage = NAMELESS;
  const known = lineageOf(inputs, workflow, targets.ids).then((found) => {
    lineage = found;
  });
  // The observation awaits it, and may end before.
  known.catch(() => undefined);
  const astra = openAstra(inputs, workflow, materials);
  const proofMs = hasEndpoints(inputs) ? DATABASE_PATIENCE_MS : 0;
  const issuer: Issuer = {
    ...astra.issuer,
    organization: async () => {
      const organization = astra.issuer.organization();
      await everyOne<unknown>([known, organization]);
      return await organization;
    },
    mint: async (order, purpose) => {
      const left = remainingMs() - proofMs;
      const error = targets.tooLong(clock.elapsed(), left);
      if (error !== undefined) return { kind: "refused", error };
      return await astra.issuer.mint(order, purpose);
    },
  };
  return {
    ports: {
      ...astra,
      issuer,
      targets: targets.stores,
      clock,
      stopSignal,
      report,
    },
    lineage: () => lineage,
    close: () => targets.close(),
  };
}

function openAstra(
  inputs: Inputs,
  { prepareRole }: Workflow,
  { send, clock, mask }: Materials,
): Pick<Ports, "issuer" | "database"> {
  const { astraToken, previousToken, database, keyspaces, access } = inputs;
  const issuer = createIssuer({
    client: createAstraClient(send, inputs.astraApiUrl),
    adminToken: astraToken,
    adminClientId: clientIdOf(astraToken) ?? "",
    previousToken,
    roles: inputs.roles,
    databaseRole:
      database === undefined || access === undefined
        ? undefined
        : { scope: { database: database.id, keyspaces, access }, prepareRole },
    mask,
    sleep: (milliseconds) => clock.sleep(milliseconds),
  });
  if (database === undefined) return { issuer };
  const [keyspace] = keyspaces;
  return {
    issuer,
    database: createDatabase({
      send: send.rotate,
      database,
      keyspace,
      previousToken,
    }),
  };
}
