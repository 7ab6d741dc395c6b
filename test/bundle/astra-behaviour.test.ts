import { randomUUID } from "node:crypto";
import { describe, expect } from "vitest";
import type { ActionRun, Inputs } from "../kit/run-action.ts";
import type { World } from "../kit/world.ts";
import {
  type AstraBehaviour,
  ordinaryBehaviour,
} from "../simulators/astra/behaviour.ts";
import { text } from "../simulators/kernel/answers.ts";
import type { Verdict } from "../simulators/kernel/gate.ts";
import {
  DAY_MS,
  expectClean,
  expectOneError,
  heldToken,
  HOUR_MS,
  it,
  liveTokens,
  MINUTE_MS,
  run,
  SECRET,
  valueOf,
} from "./scenario.ts";
import { REPOSITORY_SCOPE } from "../kit/world.ts";

/** Every switch with every position that a rotation has to come through; for limits see below. */
const POSITIONS: {
  readonly [
    K in Exclude<keyof AstraBehaviour, "requestsLeft" | "retryAfter">
  ]: readonly AstraBehaviour[K][];
} = {
  createStatus: [200, 201],
  revokeStatus: [204, 200],
  unknownRevoke: [404, 204, 200, 400, 500],
  unknownRole: ["accepted", "refused-text", "refused-envelope"],
  forbidden: ["envelope-403", "null-401", "string-401"],
  activationLagMs: [0, 6_500],
  revocationLagMs: [0, HOUR_MS],
  listLagMs: [0, 3_000],
  description: ["kept", "dropped", "null", { cutTo: 120 }, { cutTo: 40 }],
  listOrder: ["oldest-first", "newest-first", "by-id"],
  listedRoles: ["ids", "names"],
  generatedOn: ["said"],
  maximumLifetimeMs: [undefined, 90 * DAY_MS],
  rolesListing: ["free", "needs-permission", "forbidden"],
  roleFields: ["lower", "upper"],
  currentOrg: ["any-token", "null-401-for-low-rights"],
  aboveOwnRights: ["refused", "accepted"],
};

const ORDINARY = ordinaryBehaviour();

/** The ordinary positions together, and every other one by itself. */
const ROWS: readonly (readonly [string, Partial<AstraBehaviour>])[] = [
  ["every switch in its ordinary position", {}],
  ...Object.entries(POSITIONS).flatMap(([name, positions]) =>
    positions
      .filter((position) => position !== ORDINARY[name as keyof AstraBehaviour])
      .map(
        (position) =>
          [
            `${name}: ${JSON.stringify(position)}`,
            { [name]: position },
          ] as const,
      ),
  ),
];

/** Positions in which no later run could know a token by its marker. */
const FORGETFUL: readonly Partial<AstraBehaviour>[] = [
  { description: "dropped" },
  { description: "null" },
  { description: { cutTo: 40 } },
];

function isForgetful(change: Partial<AstraBehaviour>): boolean {
  return FORGETFUL.some(
    (one) => JSON.stringify(one) === JSON.stringify(change),
  );
}

/** Lets a second pass with every read of Astra's, so that lags end without waiting. */
function hurry(world: World): void {
  world.astra.setGate(({ method }) => {
    if (method === "GET") world.clock.advance(1_000);
    return { kind: "pass" };
  });
}

/** Two rotations a day apart, beginning with a hand-made token; each retires at once what it replaces. */
async function rotateTwice(
  world: World,
  inputs: Inputs = {},
): Promise<readonly ActionRun[]> {
  const runs: ActionRun[] = [];
  const byHand = world.astra.createTokenByHand({
    roles: [world.astra.role("R/W Svc Acct").id],
  });
  world.github.setSecretByHand(REPOSITORY_SCOPE, SECRET, byHand.token);
  for (const day of [1, 2]) {
    const old = heldToken(world);
    world.clock.advance(DAY_MS);
    const rotation = await run(world, {
      overlap: "0",
      "previous-token": old.token,
      ...inputs,
    });
    expect([day, rotation.errors]).toEqual([day, []]);
    expect(rotation.outputs["revoked"]).toBe(JSON.stringify([old.clientId]));
    expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
    runs.push(rotation);
  }
  return runs;
}

/** The answer to one request, the first that `operation` names, is replaced by what `verdict` says. */
function once(world: World, operation: string, verdict: Verdict): void {
  let isOver = false;
  world.astra.setGate((request) => {
    if (isOver || request.operation !== operation) return { kind: "pass" };
    isOver = true;
    return verdict;
  });
}

describe.concurrent("a full rotation comes through", () => {
  it.for(ROWS)("%s", async ([, change], { world }) => {
    const { astra } = world;
    astra.setBehaviour(change);
    const behaviour = { ...ORDINARY, ...change };
    const { activationLagMs, listLagMs, rolesListing, currentOrg } = behaviour;
    if (activationLagMs > 0 || listLagMs > 0) hurry(world);
    const isListed = rolesListing === "free";

    const runs = await rotateTwice(world, {
      ...(isListed ? {} : { role: astra.role("R/W Svc Acct").id }),
      // Answers that do not tell are asked again until this time is up.
      ...(currentOrg === "any-token" ? {} : { "verify-timeout": "2s" }),
    });

    for (const one of runs) {
      if (behaviour.revocationLagMs > 0) {
        expect(one.warnings).toEqual([
          expect.stringMatching(/ was revoked, but Astra still accepted it /u),
        ]);
      } else if (isListed && !isForgetful(change)) expectClean(one);
      else expect(one.warnings).toHaveLength(1);
    }
  });
});

/** Why no later run could know a token. */
function unknowable({ generatedOn }: Partial<AstraBehaviour>): string {
  return generatedOn === "absent" ? "date-unread" : "marker-not-kept";
}

describe.concurrent(
  "where no later run could know a token by its marker",
  () => {
    const positions: readonly Partial<AstraBehaviour>[] = [
      ...FORGETFUL,
      { generatedOn: "absent" },
    ];

    it.for(positions)(
      "the fresh token is taken back unless what it replaces goes at once: %o",
      async (change, { world }) => {
        world.astra.setBehaviour(change);

        const said = expectOneError(await run(world));

        expect(said).toContain(unknowable(change));
        expect(liveTokens(world)).toEqual([]);
        expect(world.github.secrets()).toEqual([]);
      },
    );

    it.for(positions)(
      "a previous-token that may not go yet is not left behind: %o",
      async (change, { world }) => {
        world.astra.setBehaviour(change);
        const byHand = world.astra.createTokenByHand({
          roles: [world.astra.role("R/W Svc Acct").id],
        });
        world.github.setSecretByHand(REPOSITORY_SCOPE, SECRET, byHand.token);
        world.clock.advance(5 * MINUTE_MS);

        const said = expectOneError(
          await run(world, { overlap: "0", "previous-token": byHand.token }),
        );

        expect(said).toContain(unknowable(change));
        expect(liveTokens(world)).toEqual([byHand.clientId]);
        expect(valueOf(world)).toBe(byHand.token);
      },
    );
  },
);

describe.concurrent("a role that nobody knows, named by its id,", () => {
  it.for(["refused-text", "refused-envelope"] as const)(
    "ends the run without a trace where Astra refuses it (%s)",
    async (unknownRole, { world }) => {
      world.astra.setBehaviour({ unknownRole });

      const said = expectOneError(await run(world, { role: randomUUID() }));

      expect(said).toContain("`role`");
      expect(liveTokens(world)).toEqual([]);
    },
  );
});

describe.concurrent("a limit of Astra's that strikes", () => {
  // Three reads, the minting, list and probe, the revocation, the list again.
  it.for([1, 2, 3, 4, 5, 6, 7, 8])(
    "at its request no. %i is waited out",
    async (struck, { world }) => {
      const { astra } = world;
      expectClean(await run(world));
      const old = heldToken(world);
      world.clock.advance(DAY_MS);
      astra.setBehaviour({ retryAfter: "1" });
      let count = 0;
      astra.setGate(() => {
        count += 1;
        astra.setBehaviour({ requestsLeft: count === struck ? 0 : undefined });
        return { kind: "pass" };
      });

      const second = await run(world, { overlap: "0" });

      expectClean(second);
      expect(count).toBeGreaterThanOrEqual(9);
      expect(second.outputs["revoked"]).toBe(JSON.stringify([old.clientId]));
      expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
    },
  );

  it("at the minting, and does not say for how long, is waited out", async ({
    world,
  }) => {
    once(world, "astra.tokens.create", {
      kind: "answer",
      when: "before",
      answer: text(429, "Too Many Requests"),
    });

    expectClean(await run(world));

    expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
  });
});

const WEATHER: readonly (readonly [string, Verdict])[] = [
  ["a reset connection", { kind: "reset", when: "after" }],
  ["a torn body", { kind: "torn", afterBytes: 20 }],
  [
    "a gateway's 502",
    { kind: "answer", when: "after", answer: text(502, "Bad Gateway") },
  ],
  [
    "a 500 that did it all the same",
    { kind: "answer", when: "after", answer: text(500, "internal error") },
  ],
];

describe.concurrent("an answer of Astra's that is lost", () => {
  it.for(WEATHER)(
    "to the minting leaves no stray token, and the next run rotates: %s",
    async ([, verdict], { world }) => {
      once(world, "astra.tokens.create", verdict);

      expectOneError(await run(world));
      expect(liveTokens(world)).toEqual([]);
      expect(world.github.secrets()).toEqual([]);

      expectClean(await run(world));
      expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
    },
  );

  it.for(
    WEATHER.flatMap(([name, verdict], index) =>
      POSITIONS.unknownRevoke
        .filter((status) => index === 0 || status === 404)
        .map(
          (status) =>
            [`${name}, then ${String(status)}`, verdict, status] as const,
        ),
    ),
  )(
    "to the revocation is made up for by the list: %s",
    async ([, verdict, status], { world }) => {
      expectClean(await run(world));
      const old = heldToken(world);
      world.clock.advance(DAY_MS);
      world.astra.setBehaviour({ unknownRevoke: status });
      once(world, "astra.tokens.revoke", verdict);

      const second = await run(world, { overlap: "0" });

      expectClean(second);
      expect(second.outputs["revoked"]).toBe(JSON.stringify([old.clientId]));
      expect(second.stdout).not.toContain("Could not revoke");
      expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
    },
  );

  it.for([
    "astra.organization.current",
    "astra.roles.list",
    "astra.tokens.list",
  ])("to a read is asked for again: %s", async (operation, { world }) => {
    once(world, operation, { kind: "torn", afterBytes: 10 });

    expectClean(await run(world));

    expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
  });

  it("and replaced by a page of the network in front of it ends the run before anything is minted", async ({
    world,
  }) => {
    once(world, "astra.tokens.list", {
      kind: "answer",
      when: "before",
      answer: {
        status: 403,
        headers: { "content-type": "text/html" },
        body: "<html><h1>Request blocked</h1></html>",
      },
    });

    const said = expectOneError(await run(world));

    expect(said).toContain(
      "Could not list the tokens: the server answered with a web page instead of Astra's API (HTTP 403, ",
    );
    expect(said).not.toContain("blocked");
    expect(liveTokens(world)).toEqual([]);
    expectClean(await run(world));
  });
});

describe.concurrent("a dead admin token", () => {
  it.for([400, 401, 403, 404])(
    "is told as that, with status %i, too",
    async (status, { world }) => {
      world.astra.setGate(() => ({
        kind: "answer",
        when: "before",
        answer: {
          status,
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ errors: [{ ID: 340018, message: "words" }] }),
        },
      }));

      const said = expectOneError(await run(world));

      expect(said).toContain("Astra does not accept `astra-token`");
      expect(said).toContain("start a new run");
      expect(said).toContain("[astra-unauthorized]");
    },
  );
});

describe.concurrent("the tokens of others (I4)", () => {
  it("are left alone, hundreds of them, of every role and of roles long gone", async ({
    world,
  }) => {
    const { astra } = world;
    const roles = ["R/W Svc Acct", "RO User", "Database Administrator"];
    const others = Array.from({ length: 300 }, (_, index) =>
      astra.createTokenByHand({
        roles: [
          index % 4 === 3
            ? randomUUID()
            : astra.role(roles[index % 4] ?? "").id,
        ],
        description: index % 2 === 0 ? "" : `token no. ${String(index)}`,
      }),
    );
    astra.setBehaviour({ listOrder: "by-id" });
    await run(world, { overlap: "0" });
    world.clock.advance(DAY_MS);

    const second = await run(world, { overlap: "0" });

    expect(second).toMatchObject({ exitCode: 0, errors: [], stderr: "" });
    expect(liveTokens(world)).toHaveLength(301);
    for (const { clientId } of others) {
      expect(astra.isLive(clientId)).toBe(true);
    }
  });

  it("are told from ours by letter case, too", async ({ world }) => {
    const { astra } = world;
    await run(world);
    const old = heldToken(world);
    const twin = astra.createTokenByHand({
      roles: [astra.role("RO User").id],
      clientId: old.clientId.replace(/[A-Za-z]/gu, (letter) =>
        letter === letter.toLowerCase()
          ? letter.toUpperCase()
          : letter.toLowerCase(),
      ),
    });
    world.clock.advance(DAY_MS);

    expectClean(await run(world, { overlap: "0" }));

    expect(astra.isLive(old.clientId)).toBe(false);
    expect(astra.isLive(twin.clientId)).toBe(true);
  });
});
