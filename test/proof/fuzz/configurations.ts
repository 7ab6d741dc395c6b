import type { Inputs } from "../../kit/run-action.ts";
import { ENVIRONMENT, OWNER, REPOSITORY, type World } from "../../kit/world.ts";
import type { Permissions } from "../../simulators/github/tokens.ts";

const PERMISSIONS: Permissions = {
  secrets: "write",
  environments: "write",
  organization_secrets: "write",
  actions: "read",
};

/** Ways to set up a run that ask for different things; each furnishes a world and gives its inputs. */
export const CONFIGURATIONS: Readonly<
  Record<string, (world: World) => Inputs>
> = {
  "a repository": () => ({}),
  "an environment": () => ({ environment: ENVIRONMENT }),
  "an organization": (world) => ({
    "github-token": world.github.issueToken({
      kind: "fine-grained",
      owner: OWNER,
      permissions: PERMISSIONS,
    }),
    repository: "",
    targets: `- organization: ${OWNER}\n  visibility: selected\n  repositories: [${REPOSITORY}]`,
  }),
  "a GitHub App": ({ github }) => {
    const app = github.registerApp();
    github.installApp(app, { owner: OWNER, permissions: PERMISSIONS });
    return {
      "github-token": "",
      "github-app-id": String(app.id),
      "github-app-private-key": app.privateKey,
    };
  },
  "a drain": ({ github }) => ({
    "github-token": github.issueToken({
      kind: "fine-grained",
      owner: OWNER,
      permissions: PERMISSIONS,
    }),
    drain: "true",
  }),
};
