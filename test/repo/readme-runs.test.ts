import { describe, expect, it } from "vitest";
import { runAction } from "../kit/run-action.ts";
import {
  OWNER,
  REPOSITORY_SCOPE,
  startWorld,
  type World,
} from "../kit/world.ts";
import { readmeExamples } from "./readme-examples.ts";
import { stepInputs } from "./step-inputs.ts";

const SECRET = "ASTRA_DB_APPLICATION_TOKEN";

const ALL_SECRETS = {
  secrets: "write",
  environments: "write",
  dependabot_secrets: "write",
  organization_secrets: "write",
} as const;

describe.each(readmeExamples())("The README's example %#", ({ ours }) => {
  it("rotates a token as it is written", async () => {
    const world = await startWorld();
    const values = prepare(world);
    for (const step of ours) {
      const run = await runAction({
        inputs: {
          ...stepInputs(step, (expression) => values.get(expression)),
          "astra-api-url": world.astra.url,
          "github-api-url": world.github.url,
        },
      });
      expect(run.errors).toEqual([]);
      expect(run.exitCode).toBe(0);
      expect(run.outputs["rotated"]).toBe("true");
    }
    await world.close();
  });
});

/** Sets up what the README tells to, and gives the values of the expressions that name it. */
function prepare({
  astra,
  github,
  repository,
  adminToken,
}: World): ReadonlyMap<string, string> {
  github.addEnvironment(repository, "production");
  github.addRepository({ owner: OWNER, name: "api" });
  const old = astra.createTokenByHand({
    roles: [astra.role("R/W Svc Acct").id],
  }).token;
  github.setSecretByHand(REPOSITORY_SCOPE, SECRET, old);
  const writer = github.issueToken({
    kind: "fine-grained",
    owner: OWNER,
    permissions: ALL_SECRETS,
  });
  const app = github.registerApp();
  github.installApp(app, { owner: OWNER, permissions: ALL_SECRETS });
  return new Map([
    ["secrets.ASTRA_ADMIN_TOKEN", adminToken],
    ["secrets.SECRETS_WRITER_TOKEN", writer],
    ["secrets.ROTATION_APP_PRIVATE_KEY", app.privateKey],
    ["vars.ROTATION_APP_ID", String(app.id)],
    ["steps.app.outputs.token", writer],
    [`secrets.${SECRET}`, old],
    // As on a schedule, where nobody gave any.
    ["inputs.dry-run", ""],
    ["inputs.compromised", ""],
    ["inputs.rotate-now && '0' || '30d'", "30d"],
  ]);
}
