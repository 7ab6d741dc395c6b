import { OWNER, REPOSITORY, REPOSITORY_SCOPE } from "../kit/world.ts";
import type { SecretScope } from "../simulators/github/scopes.ts";
import type { Permissions } from "../simulators/github/tokens.ts";
import { environmentOf, type Given, inputsContext } from "./served-inputs.ts";
import { whereOf } from "./served-places.ts";
import type { ServedStep } from "./workflow.ts";

/** All that a token for GitHub or an App may be given. */
export const PERMISSIONS: Permissions = {
  ...{ secrets: "write", environments: "write", actions: "read" },
  ...{ dependabot_secrets: "write", codespaces_secrets: "write" },
  ...{ agent_secrets: "write", organization_secrets: "write" },
  ...{ organization_dependabot_secrets: "write" },
  ...{ organization_codespaces_secrets: "write" },
  ...{ organization_agent_secrets: "write", metadata: "read" },
};

/** A secret of the workflow's repository that holds a credential of the action. */
export interface Spot {
  readonly scope: SecretScope;
  readonly where: string;
  readonly secret: string;
  readonly input: string;
  /** The folder of the action that reads it. */
  readonly action: string;
}

const CREDENTIALS = [
  "astra-token",
  "github-token",
  "github-app-id",
  "github-app-private-key",
];

/** Where a step reads its credentials: its job's environment, or the repository. */
export function spotsOf(step: ServedStep, fixed: Given): readonly Spot[] {
  const environment = environmentOf(step, inputsContext(step, fixed, {}));
  const scope: SecretScope =
    environment === ""
      ? REPOSITORY_SCOPE
      : {
          ...{ store: "actions", kind: "environment", environment },
          ...{ owner: OWNER, name: REPOSITORY },
        };
  return CREDENTIALS.flatMap((input) => {
    const [, secret = "GITHUB_TOKEN"] =
      /\bsecrets\.([\w-]+)/u.exec(step.given[input] ?? "") ?? [];
    return secret === "GITHUB_TOKEN"
      ? []
      : [{ scope, where: whereOf(scope), secret, input, action: step.action }];
  });
}
