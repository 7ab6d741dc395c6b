import { describe, expect, it } from "vitest";
import type { MintAnswer, Ports } from "../../../src/rotation/ports.ts";
import { requireAlive } from "../../../src/rotation/alive.ts";
import {
  type FindAttempt,
  mint,
  requireExpiry,
  requireOrdered,
} from "../../../src/rotation/mint.ts";
import type { Credential } from "../../../src/rotation/credential.ts";
import {
  DAY,
  handMade,
  MINUTE,
  NOW,
  observationOf,
  ROLE,
} from "./observations.ts";
import { errorOf, rejectionOf, thrownBy } from "./outcomes.ts";
import { credentialOf, portsOf, settingsOf } from "./stand-ins.ts";

const ERROR = errorOf("It did not succeed.");

/** Gives one answer after the other; the last one for ever. */
function inTurn<T>(...answers: readonly [T, ...T[]]): () => Promise<T> {
  let turn = 0;
  return () => {
    const answer = answers[Math.min(turn, answers.length - 1)] ?? answers[0];
    turn += 1;
    return Promise.resolve(answer);
  };
}

const noEffect = (waitMs: number): MintAnswer => ({
  kind: "no-effect",
  waitMs,
  error: ERROR,
});

const findLost: FindAttempt = (tokens) =>
  tokens.find(({ clientId }) => clientId === "lost")?.clientId;

/** Mints; what is found is taken back by one request, which succeeds or not. */
function minting(ports: Ports, isGone = true): Promise<Credential> {
  return mint(ports, {
    orderNow: () => ({
      organization: "organization-1",
      roles: [ROLE],
      description: `at ${String(ports.clock.now())}`,
      expiresOn: undefined,
    }),
    findAttempt: findLost,
    takeBack: async (clientId) => {
      await ports.issuer.revoke(clientId, "compensate");
      return isGone;
    },
  });
}

const GONE =
  "The new token was revoked again, and no secret holds it. Remedy of: It did not succeed.";

describe("a minting", () => {
  it("is one request where it is answered", async () => {
    const { ports, calls, orders } = portsOf();
    expect(await minting(ports)).toMatchObject({ clientId: "fresh" });
    expect(calls).toEqual(["mint"]);
    expect(orders).toMatchObject([{ description: "at 0" }]);
  });

  it("is not begun once the run is stopped (L3)", async () => {
    const { ports, calls } = portsOf({ stopped: () => "cancelled" });
    expect(await rejectionOf(minting(ports))).toMatchObject({
      code: "cancelled",
    });
    expect(calls).toEqual([]);
  });

  it("ends with the service's own refusal, and is not sent again", async () => {
    const { ports, calls } = portsOf({
      mint: inTurn<MintAnswer>({ kind: "refused", error: ERROR }),
    });
    expect(await rejectionOf(minting(ports))).toBe(ERROR);
    expect(calls).toEqual(["mint"]);
  });

  describe("when the request certainly had no effect", () => {
    it("is sent again after the wait, with the time of its own sending", async () => {
      const credential = credentialOf("second");
      const { ports, calls, orders, sleeps, steps } = portsOf({
        mint: inTurn<MintAnswer>(noEffect(5_000), {
          kind: "minted",
          credential,
        }),
      });
      expect(await minting(ports)).toBe(credential);
      expect(calls).toEqual(["mint", "list compensate", "mint"]);
      expect(sleeps).toEqual([5_000]);
      expect(steps).toEqual([{ kind: "mint-repeated", waitMs: 5_000 }]);
      expect(orders.map(({ description }) => description)).toEqual([
        "at 0",
        "at 5000",
      ]);
    });

    it("is sent four times in all", async () => {
      const { ports, calls, sleeps } = portsOf({ mint: inTurn(noEffect(1)) });
      expect(await rejectionOf(minting(ports))).toBe(ERROR);
      expect(calls.filter((call) => call === "mint")).toHaveLength(4);
      expect(sleeps).toHaveLength(3);
    });

    it("is not sent again once the run is stopped in the wait (L3)", async () => {
      const { ports, calls, sleeps } = portsOf({
        mint: inTurn(noEffect(1)),
        stopped: () => (sleeps.length > 0 ? "deadline" : undefined),
      });
      expect(await rejectionOf(minting(ports))).toMatchObject({
        code: "deadline",
      });
      expect(calls).toEqual(["mint"]);
    });

    it("is taken back when the list shows it all the same", async () => {
      const { ports, calls } = portsOf({
        mint: inTurn(noEffect(1)),
        tokens: [handMade("lost", NOW)],
      });
      expect(await rejectionOf(minting(ports))).toMatchObject({
        summary: ERROR.summary,
        remedy: GONE,
      });
      expect(calls).toEqual([
        "mint",
        "list compensate",
        "revoke lost compensate",
      ]);
    });

    it("is not sent again when the list cannot be read", async () => {
      const unreadable = errorOf("No list.");
      const { ports, calls } = portsOf({
        mint: inTurn(noEffect(1)),
        list: () => Promise.reject(unreadable),
      });
      expect(await rejectionOf(minting(ports))).toBe(unreadable);
      expect(calls).toEqual(["mint", "list compensate"]);
    });
  });

  describe("when the answer is lost", () => {
    const lost = inTurn<MintAnswer>({ kind: "unknown", error: ERROR });

    it("is looked for three times, a second apart, and never sent again", async () => {
      const { ports, calls, sleeps } = portsOf({ mint: lost });
      expect(await rejectionOf(minting(ports))).toMatchObject({
        summary: ERROR.summary,
        remedy:
          "Remedy of: It did not succeed. Astra may have minted a token: no secret holds it, and a later run revokes it.",
      });
      expect(calls).toEqual([
        "mint",
        "list compensate",
        "list compensate",
        "list compensate",
      ]);
      expect(sleeps).toEqual([1_000, 1_000]);
    });

    it("is revoked as soon as the list shows it", async () => {
      const { ports, calls } = portsOf({
        mint: lost,
        list: inTurn(
          { value: [], clock: undefined },
          { value: [handMade("lost", NOW)], clock: undefined },
        ),
      });
      expect(await rejectionOf(minting(ports))).toHaveProperty("remedy", GONE);
      expect(calls.slice(1)).toEqual([
        "list compensate",
        "list compensate",
        "revoke lost compensate",
      ]);
    });

    it("is not said to be withdrawn when that is not certain", async () => {
      const { ports } = portsOf({
        mint: lost,
        tokens: [handMade("lost", NOW)],
      });
      expect(await rejectionOf(minting(ports, false))).toHaveProperty(
        "remedy",
        "The new token lost may still be alive, but no secret holds it: a later run revokes it. Remedy of: It did not succeed.",
      );
    });

    it("is looked for again when the list cannot be read", async () => {
      let looks = 0;
      const { ports, calls } = portsOf({
        mint: lost,
        list: () => {
          looks += 1;
          return looks < 3
            ? Promise.reject(errorOf("No list."))
            : Promise.resolve({
                value: [handMade("lost", NOW)],
                clock: undefined,
              });
        },
      });
      expect(await rejectionOf(minting(ports))).toHaveProperty("remedy", GONE);
      expect(calls.at(-1)).toBe("revoke lost compensate");
    });
  });
});

describe("a stopped run", () => {
  const stopping = (why: "cancelled" | "deadline" | undefined) =>
    thrownBy(() => {
      requireAlive(portsOf({ stopped: () => why }).ports);
      throw errorOf("It goes on.");
    });

  it("says that it was cancelled", () => {
    expect(stopping("cancelled")).toMatchObject({
      code: "cancelled",
      summary: "The run was cancelled.",
      remedy:
        "It is safe to run again: the next run reads what is live and completes the work.",
      rerun: "safe",
    });
  });

  it("says that it reached its deadline", () => {
    expect(stopping("deadline")).toMatchObject({
      code: "deadline",
      summary: "The run reached its own deadline (run-timeout).",
      rerun: "safe",
    });
  });

  it("is told from one that may go on", () => {
    expect(stopping(undefined)).toMatchObject({ summary: "It goes on." });
  });
});

describe("an answer that is not what was ordered", () => {
  const mismatch = (facts: Partial<Credential>): unknown => {
    try {
      requireOrdered(credentialOf("a", facts), observationOf());
      return undefined;
    } catch (thrown) {
      return thrown;
    }
  };

  it("is told where the organization is another (I6)", () => {
    expect(mismatch({ organization: "other", roles: ["other"] })).toMatchObject(
      {
        code: "mint-mismatch",
        summary:
          "Astra minted a token that belongs to another organization than requested.",
        remedy: "Check `role`, or `database` and `access`, then run again.",
        rerun: "fix-first",
      },
    );
  });

  it.each([
    ["are others", ["other"]],
    ["are none", []],
  ])("is told where the roles %s (I6)", (_name, roles) => {
    expect(mismatch({ roles })).toMatchObject({
      code: "mint-mismatch",
      summary: "Astra minted a token that has other roles than requested.",
    });
  });

  it("is none where it is", () => {
    expect(mismatch({})).toBeUndefined();
  });
});

describe("the end of a minted token", () => {
  const ASKED = 30 * DAY;
  const judged = (
    tokenLifetimeMs: number | undefined,
    expiresOn: number | undefined,
  ): unknown => {
    try {
      const settings = settingsOf({ tokenLifetimeMs });
      requireExpiry({ settings }, { generatedOn: NOW, expiresOn });
      return undefined;
    } catch (thrown) {
      return thrown;
    }
  };

  it.each([
    ["none", undefined],
    ["one more than ten minutes later", NOW + ASKED + 10 * MINUTE + 1],
  ])(
    "where `token-lifetime` asks for one may not be %s",
    (_name, expiresOn) => {
      expect(judged(ASKED, expiresOn)).toMatchObject({
        code: "mint-mismatch",
        summary:
          "Astra minted a token that does not expire as `token-lifetime` asks.",
        remedy:
          "Run again later, or remove `token-lifetime` to mint tokens without an expiration date.",
        rerun: "safe",
      });
    },
  );

  it.each([
    ["the one asked for", NOW + ASKED],
    ["one ten minutes later", NOW + ASKED + 10 * MINUTE],
    ["an earlier one", NOW + DAY],
  ])("where `token-lifetime` asks for one may be %s", (_name, expiresOn) => {
    expect(judged(ASKED, expiresOn)).toBeUndefined();
  });

  it.each([undefined, NOW + DAY])(
    "where `token-lifetime` is not set may be any: %s",
    (expiresOn) => {
      expect(judged(undefined, expiresOn)).toBeUndefined();
    },
  );
});
