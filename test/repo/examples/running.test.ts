import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { DAY_MS, expectClean, valueOf } from "../../bundle/scenario.ts";
import { type ActionRun, runAction } from "../../kit/run-action.ts";
import {
  OWNER,
  REPOSITORY,
  REPOSITORY_SCOPE,
  startWorld,
  type World,
} from "../../kit/world.ts";
import type { SecretScope } from "../../simulators/github/scopes.ts";
import { stepInputs } from "../step-inputs.ts";
import { usesOf } from "./with-problems.ts";

vi.setConfig({ testTimeout: 120_000 });

const SECRET = "ASTRA_DB_APPLICATION_TOKEN";
const ROTATION: SecretScope = {
  store: "actions",
  kind: "environment",
  owner: OWNER,
  name: REPOSITORY,
  environment: "rotation",
};

/** `acme/web` as the examples want it, and `acme/ops` for the monitor. */
async function prepared() {
  const world = await startWorld();
  const { astra, github, repository, adminToken, githubToken } = world;
  github.addEnvironment(repository, "rotation");
  github.setSecretByHand(ROTATION, "ASTRA_ADMIN_TOKEN", adminToken);
  github.setSecretByHand(ROTATION, "SECRETS_WRITER_TOKEN", githubToken);
  const old = astra.createTokenByHand({
    roles: [astra.role("R/W Svc Acct").id],
  });
  github.setSecretByHand(REPOSITORY_SCOPE, SECRET, old.token);
  const ops = github.addRepository({ owner: OWNER, name: "ops" });
  const reader = github.issueToken({
    kind: "fine-grained",
    owner: OWNER,
    permissions: { secrets: "read", metadata: "read" },
  });
  const inOps = { ...REPOSITORY_SCOPE, name: "ops" };
  github.setSecretByHand(inOps, "ASTRA_ADMIN_TOKEN", adminToken);
  github.setSecretByHand(inOps, "SECRETS_READER_TOKEN", reader);
  return { world, old, ops };
}

/** Runs the one job of an example, as on a schedule unless inputs are given. */
async function runExample(
  { astra, github, repository: web }: World,
  name: string,
  {
    given = {},
    repository = web,
    fullName = `${OWNER}/${REPOSITORY}`,
  }: {
    readonly given?: Readonly<Record<string, string>>;
    readonly repository?: { readonly id: number };
    readonly fullName?: string;
  } = {},
): Promise<ActionRun> {
  const workflow: unknown = parse(
    readFileSync(new URL(`../../../examples/${name}`, import.meta.url), "utf8"),
  );
  const { jobs } = workflow as {
    jobs: Record<string, { environment?: string }>;
  };
  const [job = {}] = Object.values(jobs);
  const [step] = usesOf(workflow);
  const expressionValue = (expression: string): string => {
    const [, secret] = /^secrets\.(\w+)$/u.exec(expression) ?? [];
    const place = { repository, ...job };
    if (secret !== undefined) {
      return github.secretInJob(place, secret)?.value ?? "";
    }
    const [, input = "", other] =
      /^inputs\.([\w-]+)(?: && '0' \|\| '(\w+)')?$/u.exec(expression) ?? [];
    const value = given[input] ?? "";
    return other === undefined ? value : value === "true" ? "0" : other;
  };
  const inputs = stepInputs({ with: step ?? {} }, expressionValue);
  return await runAction({
    env: { GITHUB_REPOSITORY: fullName },
    inputs: {
      ...inputs,
      "astra-api-url": astra.url,
      "github-api-url": github.url,
    },
  });
}

describe("the examples, run as they are", () => {
  it("daily.yml takes over what the secret holds, and monitor.yml in another repository agrees", async () => {
    const { world, old, ops } = await prepared();
    const first = await runExample(world, "daily.yml");
    expectClean(first);
    expect(first.outputs["rotated"]).toBe("true");
    const monitor = { repository: ops, fullName: `${OWNER}/ops` };
    expectClean(await runExample(world, "monitor.yml", monitor));
    world.clock.advance(2 * DAY_MS);
    const later = await runExample(world, "daily.yml");
    expectClean(later);
    expect(later.outputs["rotated"]).toBe("false");
    expect(later.outputs["revoked"]).toBe(JSON.stringify([old.clientId]));
    world.clock.advance(35 * DAY_MS);
    const late = await runExample(world, "monitor.yml", monitor);
    expect(late.errors).toEqual([expect.stringContaining("overdue")]);
    await world.close();
  });

  it("daily.yml rotates at once when a person asks", async () => {
    const { world } = await prepared();
    await runExample(world, "daily.yml");
    world.clock.advance(DAY_MS);
    const now = await runExample(world, "daily.yml", {
      given: { "rotate-now": "true" },
    });
    expectClean(now);
    expect(now.outputs["rotated"]).toBe("true");
    await world.close();
  });

  it("emergency.yml replaces and revokes the token of daily.yml, which then comes to rest", async () => {
    const { world } = await prepared();
    const first = await runExample(world, "daily.yml");
    const leaked = first.outputs["client-id"];
    world.clock.advance(3 * DAY_MS);
    const emergency = await runExample(world, "emergency.yml", {
      given: { "dry-run": "false", compromised: "true" },
    });
    expectClean(emergency);
    expect(emergency.outputs["revoked"]).toContain(leaked);
    // A rival may have written during the emergency: the next run replaces it once more.
    const seen: unknown[] = [];
    for (let day = 1; day <= 3; day += 1) {
      world.clock.advance(DAY_MS);
      const next = await runExample(world, "daily.yml");
      expectClean(next);
      seen.push(next.outputs["rotated"]);
    }
    expect(seen).toEqual(["true", "false", "false"]);
    await world.close();
  });

  it("rotate-admin-token.yml replaces the key that daily.yml uses, and retires the first one later", async () => {
    const { world } = await prepared();
    const first = await runExample(world, "rotate-admin-token.yml");
    expect(first.errors).toEqual([]);
    expect(first.outputs["rotated"]).toBe("true");
    expect(valueOf(world, "ASTRA_ADMIN_TOKEN", ROTATION)).not.toBe(
      world.adminToken,
    );
    expectClean(await runExample(world, "daily.yml"));
    world.clock.advance(8 * DAY_MS);
    const later = await runExample(world, "rotate-admin-token.yml");
    expect(later.errors).toEqual([]);
    const [, old = ""] = world.adminToken.split(":");
    expect(later.outputs["revoked"]).toBe(JSON.stringify([old]));
    expectClean(await runExample(world, "daily.yml"));
    await world.close();
  });
});
