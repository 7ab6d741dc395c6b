import type { Permissions } from "../simulators/github/tokens.ts";
import {
  OWNER,
  REPOSITORY,
  REPOSITORY_SCOPE,
  type World,
} from "../kit/world.ts";
import type { SecretScope } from "../simulators/github/scopes.ts";

const DAY_MS = 86_400_000;

/** The secret that the examples write. */
const SECRET = "ASTRA_DB_APPLICATION_TOKEN";

/** The secrets and variables of `acme/web`, as its workflows see them now. */
export interface Settings {
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
}

/** A run of an example, and what the services must hold after it. */
export interface ExampleRun {
  readonly example: string;
  readonly event: "schedule" | "workflow_dispatch";
  readonly inputs?: Readonly<Record<string, string>>;
  /** Time that passes before it, milliseconds. */
  readonly afterMs?: number;
  /**
   * What has changed in the services: tokens minted and revoked, secrets
   * written.
   */
  readonly changes: readonly [minted: number, revoked: number, written: number];
}

/** The story that the examples play in one world, in this order. */
export const STORY: readonly ExampleRun[] = [
  {
    example: "daily.yml",
    event: "workflow_dispatch",
    inputs: { "dry-run": "true" },
    changes: [0, 0, 0],
  },
  { example: "daily.yml", event: "schedule", changes: [1, 0, 1] },
  { example: "monitor.yml", event: "schedule", changes: [0, 0, 0] },
  {
    example: "daily.yml",
    event: "schedule",
    afterMs: 2 * DAY_MS,
    changes: [0, 1, 0],
  },
  {
    example: "daily.yml",
    event: "workflow_dispatch",
    inputs: { "rotate-now": "true" },
    changes: [1, 0, 1],
  },
  {
    example: "emergency.yml",
    event: "workflow_dispatch",
    inputs: { "dry-run": "false", compromised: "true" },
    afterMs: DAY_MS / 2,
    changes: [1, 2, 1],
  },
  {
    example: "fresh-token.yml",
    event: "workflow_dispatch",
    inputs: { "rotate-now": "true" },
    changes: [1, 0, 1],
  },
  { example: "monthly.yml", event: "schedule", changes: [1, 0, 1] },
  { example: "matrix.yml", event: "schedule", changes: [3, 0, 3] },
  { example: "organization.yml", event: "schedule", changes: [1, 0, 2] },
  { example: "github-app.yml", event: "schedule", changes: [1, 0, 3] },
  { example: "deploy-gate.yml", event: "schedule", changes: [1, 0, 1] },
  { example: "call-reusable.yml", event: "schedule", changes: [0, 0, 0] },
  { example: "inventory.yml", event: "schedule", changes: [0, 0, 0] },
  { example: "leak-watch.yml", event: "schedule", changes: [0, 0, 0] },
  {
    example: "prepare-role.yml",
    event: "workflow_dispatch",
    inputs: { "dry-run": "false" },
    changes: [0, 0, 0],
  },
  { example: "rotate-admin-token.yml", event: "schedule", changes: [1, 0, 1] },
];

/** Gives a world everything that the examples name; tells it as it is now. */
export function equip(world: World): () => Settings {
  const { astra, github, repository, adminToken, githubToken } = world;
  for (const name of ["production", "rotation", "retire-astra-token"]) {
    github.addEnvironment(repository, name);
  }
  github.addOrganization("acme-labs");
  github.addRepository({ owner: "acme-labs", name: "experiments" });
  for (const name of ["reports", "jobs", "api"]) {
    github.addRepository({ owner: OWNER, name });
  }
  const made = astra.createTokenByHand({
    roles: [astra.role("R/W Svc Acct").id],
  });
  github.setSecretByHand(REPOSITORY_SCOPE, SECRET, made.token);
  const token = (permissions: Permissions): string =>
    github.issueToken({
      kind: "fine-grained",
      owner: OWNER,
      permissions: { metadata: "read", ...permissions },
    });
  const { id, privateKey } = installedApp(world);
  const others = {
    SECRETS_WRITER_TOKEN: githubToken,
    SECRETS_READER_TOKEN: token({ secrets: "read" }),
    LEAK_WATCH_TOKEN: token({
      secret_scanning_alerts: "write",
      secrets: "read",
    }),
    ASTRA_OWNER_TOKEN: astra.createTokenByHand({
      roles: [astra.role("Organization Administrator").id],
      // One that never expires is an error to inventory.yml.
      expiresOn: world.clock.now() + 7 * DAY_MS,
    }).token,
    ORGANIZATION_SECRETS_TOKEN: token({
      organization_secrets: "write",
      organization_dependabot_secrets: "write",
    }),
    ROTATION_APP_PRIVATE_KEY: privateKey,
  };
  const rotation: SecretScope = {
    store: "actions",
    kind: "environment",
    owner: OWNER,
    name: REPOSITORY,
    environment: "rotation",
  };
  github.setSecretByHand(rotation, "ASTRA_ADMIN_TOKEN", adminToken);
  return () => ({
    // act has no environments: their secrets are those of the repository.
    secrets: {
      ...others,
      ASTRA_ADMIN_TOKEN:
        github.secretValue(rotation, "ASTRA_ADMIN_TOKEN") ?? "",
      [SECRET]: github.secretValue(REPOSITORY_SCOPE, SECRET) ?? "",
    },
    variables: { ROTATION_APP_ID: String(id) },
  });
}

function installedApp({ github }: World): {
  readonly id: number;
  readonly privateKey: string;
} {
  const app = github.registerApp();
  for (const owner of [OWNER, "acme-labs"]) {
    github.installApp(app, {
      owner,
      permissions: {
        secrets: "write",
        environments: "write",
        dependabot_secrets: "write",
      },
    });
  }
  return app;
}
