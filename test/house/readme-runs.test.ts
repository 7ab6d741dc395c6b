import { describe, expect, it } from "vitest";
import { inputsFor, runAction } from "../kit/run-action.ts";
import { REPOSITORY_SCOPE, startWorld, type World } from "../kit/world.ts";
import { readmeExamples, type Step } from "./readme-examples.ts";

const SECRET = "ASTRA_DB_APPLICATION_TOKEN";

describe.each(readmeExamples())("The README's example %#", ({ ours }) => {
  it("rotates a token as it is written", async () => {
    const world = await startWorld();
    world.github.addEnvironment(world.repository, "production");
    const { token } = world.astra.createTokenByHand({
      roles: [world.astra.role("R/W Svc Acct").id],
    });
    world.github.setSecretByHand(REPOSITORY_SCOPE, SECRET, token);
    for (const step of ours) {
      const run = await runAction({
        inputs: inputsFor(world, inputsOf(step, world)),
      });
      expect(run.errors).toEqual([]);
      expect(run.exitCode).toBe(0);
      expect(run.outputs["rotated"]).toBe("true");
    }
    await world.close();
  });
});

/** The step's `with:` as the runner passes it on: expressions put in, everything a string. */
function inputsOf(step: Step, world: World): Record<string, string> {
  return Object.fromEntries(
    Object.entries(step.with ?? {}).map(([name, value]) => [
      name,
      String(value).replace(/\$\{\{ (.*?) \}\}/gu, (_, expression: string) =>
        valueOf(expression, world),
      ),
    ]),
  );
}

function valueOf(expression: string, world: World): string {
  switch (expression) {
    case "secrets.ASTRA_ADMIN_TOKEN":
      return world.adminToken;
    case "secrets.SECRETS_WRITER_TOKEN":
    case "steps.app.outputs.token":
      return world.githubToken;
    case `secrets.${SECRET}`:
      return world.github.secretValue(REPOSITORY_SCOPE, SECRET) ?? "";
    // As on a schedule, where nobody gave any.
    case "inputs.dry-run":
    case "inputs.compromised":
      return "";
    default:
      throw new Error(`The README names ${expression}, which nobody sets up.`);
  }
}
