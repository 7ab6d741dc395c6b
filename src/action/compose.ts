import { createAstraClient } from "../astra/client.ts";
import { createIssuer } from "../astra/issuer.ts";
import { createGitHubCall } from "../github/client.ts";
import { createTargetStore } from "../github/target-store.ts";
import { tokenKindOf } from "../github/token-kind.ts";
import type { Send } from "../http/sender.ts";
import type { Ports } from "../rotation/ports.ts";
import type { Policy } from "../rotation/observation.ts";
import type { Secret } from "../rotation/secret.ts";
import type { Inputs } from "./inputs.ts";

/** What the adapters are made of, beside the inputs. */
export interface Materials {
  readonly send: Send;
  readonly mask: (secret: string) => void;
  /** The job's own token, where the environment shows it. */
  readonly workflowToken: Secret | undefined;
}

/** Makes the adapters of both services. */
export function composeAdapters(
  inputs: Inputs,
  policy: Policy,
  { send, mask, workflowToken }: Materials,
): Pick<Ports, "issuer" | "targets"> {
  const { github, targets, secretNames } = inputs;
  if (github.kind === "app") throw new Error("not yet");
  const call = createGitHubCall({
    send,
    token: github.token,
    baseUrl: inputs.githubApiUrl,
  });
  const tokenKind = tokenKindOf(github.token, workflowToken);
  return {
    issuer: createIssuer({
      client: createAstraClient(send, inputs.astraApiUrl),
      adminToken: inputs.astraToken,
      adminClientId: policy.adminClientId,
      roles: inputs.roles,
      mask,
    }),
    targets: targets.map((spec) =>
      createTargetStore({ call, tokenKind, spec, names: secretNames }),
    ),
  };
}
