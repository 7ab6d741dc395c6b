import { lineageOf } from "../action/identity.ts";
import type { Workflow } from "../action/workflow.ts";
import { askAs } from "../astra/ask-as.ts";
import { createAstraClient } from "../astra/client.ts";
import { clientIdOf } from "../astra/credential-wire.ts";
import { createIssuer } from "../astra/issuer.ts";
import { SecretAlerts } from "../github/secret-scanning.ts";
import { openTargets } from "../github/targets.ts";
import { tokenKindOf } from "../github/token-kind.ts";
import type { Send } from "../http/send-with-retry.ts";
import type { LineageIdentity } from "../rotation/lineage.ts";
import type {
  Clock,
  Issuer,
  PreviousAnswer,
  Purpose,
  StopSignal,
  TargetStore,
} from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import type { WatchInputs } from "./inputs.ts";

/** What the services are reached with. */
export interface ServiceOptions {
  readonly send: Readonly<Record<Purpose, Send>>;
  readonly clock: Clock;
  readonly stopSignal: StopSignal;
  readonly remainingMs: () => number;
  readonly wallTime: () => number;
  readonly mask: (secret: string) => void;
  readonly workflowToken: Secret | undefined;
}

/** Both services, as the watch needs them. */
export interface Services {
  readonly issuer: Pick<
    Issuer,
    "adminClientId" | "organization" | "list" | "revoke"
  >;
  /** Asks Astra once, as a leaked value, whose it is; never throws. */
  readonly askAs: (value: Secret) => Promise<PreviousAnswer>;
  readonly alerts: SecretAlerts;
  /** What tells the watched rotation from every other. */
  readonly lineage: () => Promise<LineageIdentity>;
  /** Where the rotation's secrets are. */
  readonly targets: readonly Pick<TargetStore, "observe">[];
  close(): Promise<void>;
}

/** Opens both services; sends nothing. */
export function openServices(
  inputs: WatchInputs,
  workflow: Workflow,
  options: ServiceOptions,
): Services {
  const { send, clock, stopSignal, mask, workflowToken } = options;
  const { githubToken: token, astraToken, targets: specs } = inputs;
  const targets = openTargets({
    ...options,
    baseUrl: inputs.githubApiUrl,
    credential: { kind: "token", token },
    tokenKind: tokenKindOf(token, workflowToken),
    specs,
    names: inputs.secretNames,
    drain: false,
    isStopped: () => stopSignal.stopped() !== undefined,
    knownAccount: workflow.account,
    onProgress: () => undefined,
  });
  // A token that was passed in serves every owner.
  const account = targets.accountOf(inputs.repositories[0]?.owner ?? "");
  if (account === undefined) throw new Error("no account for a repository");
  const client = createAstraClient(send, inputs.astraApiUrl);
  return {
    issuer: createIssuer({
      client,
      adminToken: astraToken,
      adminClientId: clientIdOf(astraToken) ?? "",
      previousToken: undefined,
      roles: [],
      mask,
      sleep: (milliseconds) => clock.sleep(milliseconds),
    }),
    askAs: (value) => askAs(client, value),
    alerts: new SecretAlerts(account, mask),
    lineage: () => lineageOf(inputs, workflow, targets.ids),
    targets: targets.stores,
    close: () => targets.close(),
  };
}
