import { createAstraClient } from "../astra/client.ts";
import { createIssuer } from "../astra/issuer.ts";
import type { Progress } from "../github/pace/fan-out.ts";
import { openTargets } from "../github/targets.ts";
import { tokenKindOf } from "../github/token-kind.ts";
import type { Send } from "../http/sender.ts";
import type { Policy } from "../rotation/observation.ts";
import type { Clock, StopSignal, Ports } from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import type { Inputs } from "./inputs/inputs.ts";

/** What the adapters are made of, beside the inputs. */
export interface Materials {
  readonly send: Send;
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
export interface Adapters extends Pick<Ports, "issuer" | "targets"> {
  /** To be called once the run is over: gives back what was made for it. */
  close(): Promise<void>;
}

/** Makes the adapters of both services. */
export function composeAdapters(
  inputs: Inputs,
  policy: Policy,
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
  });
  const issuer = createIssuer({
    client: createAstraClient(send, inputs.astraApiUrl),
    adminToken: inputs.astraToken,
    adminClientId: policy.adminClientId,
    roles: inputs.roles,
    mask,
  });
  return {
    issuer: {
      ...issuer,
      mint: async (order) => {
        const left = remainingMs();
        const error = targets.tooLong(inputs.runTimeoutMs - left, left);
        if (error !== undefined) return { kind: "refused", error };
        return await issuer.mint(order);
      },
    },
    targets: targets.stores,
    close: () => targets.close(),
  };
}
