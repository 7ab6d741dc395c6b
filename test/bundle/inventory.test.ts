import { readFileSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect } from "vitest";
import {
  type ActionRun,
  BUNDLE,
  type Inputs,
  runAction,
} from "../kit/run-action.ts";
import type { World } from "../kit/world.ts";
import {
  DAY_MS,
  expectClean,
  expectOneError,
  HOUR_MS,
  it,
  MINUTE_MS,
  requestsOf,
  run,
  valueOf,
} from "./scenario.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const isInventory = ajv.compile(
  JSON.parse(
    readFileSync(
      new URL("../../docs/inventory.schema.json", import.meta.url),
      "utf8",
    ),
  ) as object,
);

interface Listed {
  readonly clientId: string;
  readonly reach: string;
  readonly expired: boolean;
  readonly rotation: { readonly own: boolean; readonly place: string } | null;
  readonly description: string | null;
  readonly findings: readonly string[];
}

interface Taken {
  readonly scope: string;
  readonly counts: { readonly alive: number; readonly expired: number };
  readonly findings: readonly {
    readonly kind: string;
    readonly level: string;
    readonly count: number;
    readonly clientIds: readonly string[] | null;
  }[];
  readonly tokens: readonly Listed[];
  readonly omitted: { readonly tokens: number };
}

const WEB = (isPrivate: boolean, { repository }: World): unknown => ({
  repository: {
    id: repository.id,
    full_name: "acme/web",
    private: isPrivate,
    visibility: isPrivate ? "private" : "public",
  },
});

/** Takes an inventory, in a workflow that this event has started. */
async function take(
  world: World,
  {
    inputs = {},
    event = WEB(true, world),
    env = {},
    bundle = BUNDLE.replace("index.js", "inventory.js"),
  }: {
    readonly inputs?: Inputs;
    readonly event?: unknown;
    readonly env?: Readonly<Record<string, string>>;
    readonly bundle?: string;
  } = {},
): Promise<{ readonly ended: ActionRun; readonly taken: Taken }> {
  const folder = await mkdtemp(join(tmpdir(), "event-"));
  const path = join(folder, "event.json");
  try {
    await writeFile(path, JSON.stringify(event));
    const ended = await runAction({
      bundle,
      inputs: {
        "astra-token": world.adminToken,
        "astra-api-url": world.astra.url,
        "github-api-url": world.github.url,
        ...inputs,
      },
      env: { GITHUB_EVENT_PATH: path, ...env },
    });
    const text = ended.outputs["inventory"] ?? "null";
    const taken = JSON.parse(text) as Taken;
    if (ended.outputs["inventory"] !== undefined) {
      expect(isInventory(taken), JSON.stringify(isInventory.errors)).toBe(true);
    }
    return { ended, taken };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const READS = ["GET astra.roles.list", "GET astra.tokens.list"];

describe.concurrent("an inventory in a private repository", () => {
  it("is two requests, and names every token with what is known of it", async ({
    world,
  }) => {
    const { astra, clock } = world;
    expectClean(await run(world));
    const rotated = astra.find(valueOf(world))?.clientId;
    const hand = astra.createTokenByHand({
      roles: [astra.role("Organization Administrator").id],
      description: "ci of <b>billing</b>\n::error::x",
    });
    const spent = astra.createTokenByHand({
      roles: [astra.role("R/W Svc Acct").id],
      expiresOn: clock.now() + HOUR_MS,
    });
    astra.setBehaviour({ expiredInList: "kept" });
    clock.advance(DAY_MS);
    world.history.clear();

    const { ended, taken } = await take(world);

    expectClean(ended);
    expect(requestsOf(world).toSorted()).toEqual(READS);
    expect(taken.scope).toBe("details");
    const of = (clientId = ""): Listed | undefined =>
      taken.tokens.find((token) => token.clientId === clientId);
    expect(of(rotated)).toMatchObject({
      reach: "organization",
      rotation: { own: true, place: "acme/web ASTRA_DB_APPLICATION_TOKEN" },
      description: null,
    });
    expect(of(hand.clientId)).toMatchObject({
      reach: "manages-tokens",
      rotation: null,
      findings: ["manages-tokens", "no-expiry"],
    });
    expect(of(spent.clientId)).toMatchObject({ expired: true, findings: [] });
    expect(ended.summary).toContain("ASTRA_DB_APPLICATION_TOKEN");
    expect(ended.summary).not.toContain("<b>");
    expect(ended.stdout).not.toContain("billing");
  });

  it("names the token that a rotation has left under its former name", async ({
    world,
  }) => {
    const { astra, clock } = world;
    const daily = (more: Inputs = {}): Inputs => ({
      "rotate-after": "30d",
      overlap: "7d",
      ...more,
    });
    await run(world, daily());
    const left = astra.find(valueOf(world))?.clientId;
    clock.advance(30 * DAY_MS + MINUTE_MS);
    await run(world, daily({ "previous-token": valueOf(world) }));
    clock.advance(DAY_MS);
    for (const days of [1, 8, 25, 30]) {
      await run(
        world,
        daily({
          "rotation-id": "web-prod",
          "previous-token": valueOf(world),
        }),
      );
      clock.advance(days * DAY_MS);
    }

    const { ended, taken } = await take(world, {
      inputs: { "fail-on": "error" },
    });

    const found = taken.findings.find(({ kind }) => kind === "not-renewed");
    expect(found).toMatchObject({ level: "error", clientIds: [left] });
    expect(expectOneError(ended)).toContain("not-renewed (1 token)");
    expect(ended.summary).toContain(left?.slice(0, 6));
  });

  it("asks GitHub once where the event does not say who can see it", async ({
    world,
  }) => {
    world.history.clear();
    const { ended, taken } = await take(world, {
      event: { schedule: "41 6 3 * *" },
      inputs: { "github-token": world.githubToken },
    });
    expectClean(ended);
    expect(taken.scope).toBe("details");
    expect(requestsOf(world).toSorted()).toEqual([
      ...READS,
      "GET github.repository.get",
    ]);
  });

  it("says what it could not read, and goes on", async ({ world }) => {
    world.astra.setBehaviour({ rolesListing: "forbidden" });
    const { ended, taken } = await take(world);
    expectClean(ended);
    expect(taken.tokens.every(({ reach }) => reach !== "organization")).toBe(
      true,
    );
    expect(ended.summary).toContain("org-role-read");
  });
});

describe.concurrent("an inventory that others may see", () => {
  const events = {
    "in a public repository": (world: World) => WEB(false, world),
    "where nobody says": () => ({ schedule: "41 6 3 * *" }),
    "where the event is of another repository": () => ({
      repository: { id: 1, full_name: "acme/web", private: true },
    }),
    "where the event cannot be read": () => "no object",
  };
  it.for(Object.entries(events))(
    "has numbers only %s",
    async ([, event], { world }) => {
      const { astra } = world;
      expectClean(await run(world));
      const hand = astra.createTokenByHand({
        roles: [astra.role("Organization Administrator").id],
        description: "secret project",
      });

      const { ended, taken } = await take(world, {
        event: event(world),
        inputs: { "fail-on": "error" },
      });

      expect(taken.scope).toBe("counts");
      expect(taken.tokens).toEqual([]);
      expect(taken.findings.length).toBeGreaterThan(1);
      expect(expectOneError(ended)).toContain("manages-tokens (1 token)");
      const said = [ended.stdout, ended.summary, JSON.stringify(ended.outputs)];
      for (const text of said) {
        expect(text).not.toContain(hand.clientId.slice(0, 6));
        expect(text).not.toContain("secret project");
        expect(text).not.toContain("ASTRA_DB_APPLICATION_TOKEN");
        expect(text).not.toContain("acme/web");
      }
      expect(ended.summary).toContain("Only numbers are shown");
    },
  );

  it("asks GitHub, and believes that it is public", async ({ world }) => {
    const { github } = world;
    const open = github.addRepository({
      owner: "acme",
      name: "open",
      private: false,
    });
    const { taken } = await take(world, {
      event: {},
      inputs: { "github-token": world.githubToken },
      env: {
        GITHUB_REPOSITORY: "acme/open",
        GITHUB_REPOSITORY_ID: String(open.id),
      },
    });
    expect(taken.scope).toBe("counts");
  });
});

describe("the inventory of 5,000 tokens", () => {
  it(
    "is two requests, below 150 MB, with a summary below GitHub's limit",
    { timeout: 240_000 },
    async ({ world }) => {
      const { astra } = world;
      const roles = [astra.role("R/W Svc Acct").id];
      for (let index = 0; index < 5_000; index += 1) {
        astra.createTokenByHand({
          roles,
          description: `service ${String(index)} ${"x".repeat(60)}`,
        });
      }
      world.clock.advance(100 * DAY_MS);
      world.history.clear();
      const folder = await mkdtemp(join(tmpdir(), "peak-"));
      const recorder = fileURLToPath(
        new URL("../kit/peak-recorder.mjs", import.meta.url),
      );

      const { ended, taken } = await take(world, {
        env: {
          NODE_OPTIONS: `--import=${recorder}`,
          TMPDIR: folder,
          RUNNER_TEMP: folder,
        },
      });

      expectClean(ended);
      expect(requestsOf(world).toSorted()).toEqual(READS);
      const peakKb = Number(readFileSync(join(folder, "peak"), "utf8"));
      expect(peakKb / 1024).toBeGreaterThan(30);
      expect(peakKb / 1024).toBeLessThan(150);
      expect(Buffer.byteLength(ended.summary)).toBeLessThan(100_000);
      expect(taken.counts.alive).toBe(5_001);
      const output = Buffer.byteLength(ended.outputs["inventory"] ?? "");
      expect(output).toBeGreaterThan(90_000);
      expect(output).toBeLessThan(98_001);
      expect(taken.tokens.length + taken.omitted.tokens).toBe(5_001);
      const file = ended.outputs["inventory-file"] ?? "";
      const whole = JSON.parse(readFileSync(file, "utf8")) as Taken;
      expect(isInventory(whole)).toBe(true);
      expect(whole.tokens).toHaveLength(5_001);
      await rm(folder, { recursive: true });
    },
  );
});

describe("an inventory without a file of the action that it needs", () => {
  it("says so, and has asked nothing", async ({ world }) => {
    const whole = dirname(BUNDLE);
    const folder = await mkdtemp(join(tmpdir(), "half-a-bundle-"));
    await cp(whole, folder, {
      recursive: true,
      filter: (path) =>
        path === whole || /(?:inventory|main)\.js$/u.test(basename(path)),
    });
    world.history.clear();
    const { ended } = await take(world, {
      bundle: join(folder, "inventory.js"),
      inputs: { "github-token": world.githubToken },
      event: {},
    });
    await rm(folder, { recursive: true });
    expect(expectOneError(ended)).toContain("missing or damaged");
    expect(requestsOf(world)).toEqual([]);
  });
});
