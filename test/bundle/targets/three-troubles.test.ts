import { describe, expect } from "vitest";
import { annotationOf } from "../../../src/action/report/annotation.ts";
import { runVirtually } from "../../kit/virtual-run.ts";
import type { World } from "../../kit/world.ts";
import type {
  Gate,
  GateRequest,
  Verdict,
} from "../../simulators/kernel/gate.ts";
import type { Permissions } from "../../simulators/github/tokens.ts";
import { SECRET } from "../scenario.ts";
import { it } from "./frozen-world.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How many repositories each owner has: 500 in all. */
const SIZES = { acme: 200, globex: 160, initech: 140 } as const;

type Owner = keyof typeof SIZES;

const OWNERS = Object.keys(SIZES) as readonly Owner[];

/** 500 repositories of three owners, written as an App with a token for each owner. */
function furnish({ github }: World) {
  const app = github.registerApp();
  const permissions: Permissions = { secrets: "write" };
  const ids = new Map<string, number>();
  for (const owner of OWNERS) {
    github.addOrganization(owner);
    for (const name of namesOf(owner)) {
      ids.set(`${owner}/${name}`, github.addRepository({ owner, name }).id);
    }
    github.installApp(app, { owner, permissions });
  }
  const inputs = {
    "github-token": "",
    "github-app-id": String(app.id),
    "github-app-private-key": app.privateKey,
    repository: "",
    targets: [...ids.keys()].map((name) => `- repository: ${name}`).join("\n"),
  };
  return { ids, inputs };
}

function namesOf(owner: Owner): readonly string[] {
  return Array.from({ length: SIZES[owner] }, (_, n) => `r${String(n)}`);
}

/** The repositories of an owner that hold the token. */
function writtenOf({ github }: World, owner: Owner): readonly string[] {
  const scope = { store: "actions", kind: "repository", owner } as const;
  return namesOf(owner).filter(
    (name) => github.secretValue({ ...scope, name }, SECRET) !== undefined,
  );
}

function refusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Verdict {
  return {
    kind: "answer",
    when: "before",
    answer: {
      status,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "x-github-request-id": "SIM0:1",
        ...headers,
      },
      body: JSON.stringify({ message }),
    },
  };
}

/** The owner and the repository that a write goes to; undefined for other requests. */
function writeOf(
  ids: ReadonlyMap<string, number>,
): (request: GateRequest) => readonly [string, string] | undefined {
  const names = new Map(
    [...ids].map(([name, id]) => [`/repositories/${String(id)}/`, name]),
  );
  return ({ method, path }) => {
    const prefix = /^\/repositories\/\d+\//u.exec(path)?.[0] ?? "";
    const [owner, name] = names.get(prefix)?.split("/") ?? [];
    return method !== "PUT" || owner === undefined || name === undefined
      ? undefined
      : [owner, name];
  };
}

/** How many repositories of the limited owner are written before the limit is met. */
const BEFORE_LIMIT = 50;

/** How long the lagging token is unknown where writes go, milliseconds. */
const LAG_MS = 2_000;

/** An hour-long limit for one owner's token, a repository that was just blocked, and a token that is not known everywhere yet: each is met at a write. */
function trouble(
  { github, clock }: World,
  ids: ReadonlyMap<string, number>,
): { readonly gate: Gate; readonly met: ReadonlyMap<string, number> } {
  const met = new Map<string, number>();
  const written = writeOf(ids);
  let acmeWrites = 0;
  let firstAt: number | undefined;
  const meet = (what: string): void => {
    met.set(what, (met.get(what) ?? 0) + 1);
  };
  const gate: Gate = (request) => {
    const [owner, name] = written(request) ?? [];
    if (owner === "acme" && ++acmeWrites > BEFORE_LIMIT) {
      meet("limit");
      return refusal(403, "You have exceeded a secondary rate limit.", {
        "retry-after": String(HOUR_MS / 1000),
      });
    }
    const id = ids.get("globex/r7");
    if (owner === "globex" && name === "r7" && id !== undefined) {
      meet("block");
      const blocked = { id, status: 403, reason: "tos" } as const;
      github.setBehaviour({ blockedRepositories: [blocked] });
    }
    if (owner === "initech") {
      firstAt ??= clock.now();
      if (clock.now() < firstAt + LAG_MS) {
        meet("lag");
        return refusal(401, "Bad credentials");
      }
    }
    return { kind: "pass" };
  };
  return { gate, met };
}

describe("a run at 500 targets of three owners", () => {
  it(
    "that meets a limit, a block and a lag, each at a write, writes everything else and tells it once (I9)",
    { timeout: 120_000 },
    async ({ world }) => {
      const { ids, inputs } = furnish(world);
      const { gate, met } = trouble(world, ids);
      world.setGate(gate);

      const { outcome, elapsedMs } = await runVirtually(world, inputs);

      expect([...met.keys()].sort()).toEqual(["block", "lag", "limit"]);
      expect(writtenOf(world, "acme")).toHaveLength(BEFORE_LIMIT);
      expect(writtenOf(world, "globex")).toHaveLength(SIZES.globex - 1);
      expect(writtenOf(world, "globex")).not.toContain("r7");
      expect(writtenOf(world, "initech")).toHaveLength(SIZES.initech);
      expect(elapsedMs).toBeLessThan(5 * MINUTE_MS);
      expect(world.astra.liveTokens()).toHaveLength(2);

      if (outcome.error === undefined) throw new Error("no error");
      const { text } = annotationOf(outcome.error, (code) => `docs on ${code}`);
      expect(text.replaceAll(/127\.0\.0\.1:\d+/gu, "api.test")).toBe(
        [
          "151 of 500 secrets could not be confirmed: ASTRA_DB_APPLICATION_TOKEN in acme/r50, ASTRA_DB_APPLICATION_TOKEN in acme/r51, ASTRA_DB_APPLICATION_TOKEN in acme/r52, ASTRA_DB_APPLICATION_TOKEN in acme/r53, ASTRA_DB_APPLICATION_TOKEN in acme/r54 and 146 more. GitHub's rate limit for the GitHub App lasts longer than this run. Requests of other jobs with the same credential count, too. No token in use was revoked. [publish-incomplete]",
          "Could not write the secret ASTRA_DB_APPLICATION_TOKEN of globex/r7: GitHub has blocked access to the repository (HTTP 403 from api.test). Ask GitHub Support about it, or remove the repository from the configuration. [github-forbidden]",
          "Start a new run after 2026-01-05 04:17 UTC. Running sooner is safe but has no effect.",
          "More: docs on publish-incomplete",
        ].join("\n"),
      );
    },
  );
});
