import { describe, expect, it } from "vitest";
import type { GateRequest, Verdict } from "../simulators/kernel/gate.ts";
import { inputsFor, runAction } from "../kit/run-action.ts";
import { startWorld, type World } from "../kit/world.ts";

const DAY = 86_400_000;

/** A failure that a person may meet: how it comes about, and the code of its annotation. */
interface Failure {
  readonly what: string;
  readonly code: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly prepare?: (world: World) => Promise<void> | void;
}

const answer = (status: number, body = "{}"): Verdict => ({
  kind: "answer",
  when: "before",
  answer: { status, headers: {}, body },
});

/** Lets one kind of request go wrong, and all others pass. */
function breaking(
  world: World,
  isMeant: (request: GateRequest) => boolean,
  verdict: Verdict,
): void {
  world.setGate((request) => (isMeant(request) ? verdict : { kind: "pass" }));
}

const rotateOnce = async (world: World): Promise<void> => {
  await runAction({ inputs: inputsFor(world, { "rotate-after": "30d" }) });
};

const FAILURES: readonly Failure[] = [
  {
    what: "two inputs are wrong",
    code: "input-invalid",
    inputs: { "rotate-after": "a month", mode: "rotat" },
  },
  {
    what: "the admin token was revoked",
    code: "astra-unauthorized",
    prepare: ({ astra }) => {
      astra.revokeByHand(astra.tokens()[0]?.clientId ?? "");
    },
  },
  {
    what: "the role is misspelt",
    code: "role-unknown",
    inputs: { role: "Read/Write Service Acount" },
  },
  {
    what: "the environment is not there",
    code: "target-missing",
    inputs: { environment: "prodction" },
  },
  {
    what: "the token for GitHub may not write",
    code: "github-forbidden",
    prepare: (world) => {
      breaking(
        world,
        ({ service, method }) => service === "github" && method === "PUT",
        answer(
          403,
          '{"message":"Resource not accessible by personal access token"}',
        ),
      );
    },
  },
  {
    what: "one of two secrets cannot be confirmed",
    code: "publish-incomplete",
    inputs: { "secret-name-json": "ASTRA_DB_JSON", "run-timeout": "70s" },
    prepare: (world) => {
      breaking(
        world,
        ({ method, path }) => method === "PUT" && path.includes("JSON"),
        answer(403, "{}"),
      );
    },
  },
  {
    what: "Astra takes no fresh token",
    code: "mint-refused",
    prepare: (world) => {
      breaking(
        world,
        ({ service, method }) => service === "astra" && method === "POST",
        answer(400),
      );
    },
  },
  {
    what: "a replaced token does not go",
    code: "revoke-incomplete",
    inputs: { "rotate-after": "30d" },
    prepare: async (world) => {
      await rotateOnce(world);
      world.clock.advance(31 * DAY);
      await rotateOnce(world);
      world.clock.advance(2 * DAY);
      breaking(
        world,
        ({ service, method }) => service === "astra" && method === "DELETE",
        answer(403),
      );
    },
  },
  {
    what: "a leaked token does not go",
    code: "revoke-incomplete",
    inputs: { compromised: "true" },
    prepare: async (world) => {
      await rotateOnce(world);
      breaking(
        world,
        ({ service, method }) => service === "astra" && method === "DELETE",
        answer(403),
      );
    },
  },
  {
    what: "the watched rotation has stopped",
    code: "check-failed",
    inputs: { mode: "check", "rotate-after": "30d" },
    prepare: async (world) => {
      await rotateOnce(world);
      world.clock.advance(50 * DAY);
    },
  },
  {
    what: "the clocks are apart",
    code: "clocks-apart",
    prepare: ({ astra }) => {
      astra.skewMs = 20 * 60_000;
    },
  },
];

/** Without what differs from run to run: addresses of the simulators, client ids, seconds. */
function steady(annotation: string): string {
  return annotation
    .replace(/127\.0\.0\.1:\d+/gu, "HOST")
    .replace(/[A-Za-z]{6}…[A-Za-z]{4}/gu, "CLIENT…ID")
    .replace(/\d\d:\d\d UTC/gu, "00:00 UTC")
    .replace(/\d+ seconds apart/u, "1200 seconds apart");
}

describe("the annotation of a failed run", () => {
  it.each(FAILURES)(
    "says, when $what, what is wrong and what to do",
    async ({ what, code, inputs = {}, prepare }) => {
      const world = await startWorld();
      try {
        await prepare?.(world);
        const run = await runAction({
          inputs: inputsFor(world, inputs),
          env: {
            GITHUB_SERVER_URL: "https://github.com",
            GITHUB_ACTION_REPOSITORY: "OWNER/astra-token-rotator",
            GITHUB_ACTION_REF: "v1",
          },
        });
        expect(run.exitCode).toBe(1);
        expect(run.errors).toHaveLength(1);
        const [said = ""] = run.errors;
        expect(said).toContain(`[${code}]`);
        expect(said).toContain(
          `https://github.com/OWNER/astra-token-rotator/blob/v1/docs/recovery.md#${code}`,
        );
        await expect(`${steady(said)}\n`).toMatchFileSnapshot(
          `snapshots/annotations/${what.replaceAll(" ", "-")}.txt`,
        );
      } finally {
        await world.close();
      }
    },
  );
});
