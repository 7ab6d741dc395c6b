import { describe, expect, it } from "vitest";
import { findingsOf } from "../../../src/rotation/check.ts";
import type { Finding } from "../../../src/rotation/finding.ts";
import type { Revocable } from "../../../src/rotation/due.ts";
import { weigh } from "../../../src/rotation/evidence.ts";
import type { Observation, Policy } from "../../../src/rotation/observation.ts";
import {
  cellAt,
  DAY,
  FENCE_MS,
  HOUR,
  minted,
  MINUTE,
  NOW,
  observationOf,
  policyOf,
} from "./observations.ts";

function found(
  facts: Partial<Observation> & { readonly now?: number },
  policy: Partial<Policy> = {},
  frozen: readonly Revocable[] = [],
): readonly Finding[] {
  const observation = observationOf(facts);
  const settings = policyOf({ mode: "check", ...policy });
  const evidence = weigh(observation, settings);
  return findingsOf(observation, settings, evidence, frozen);
}

/** A rotation whose current credential was minted then, alone. */
const soundSince = (generatedOn: number, expiresOn?: number) => ({
  tokens: [minted("a", generatedOn, { expiresOn })],
  secrets: [cellAt(generatedOn)],
});

const superseded = (clientId: string, revocableFrom?: number): Revocable => ({
  clientId,
  outOfUseSince: undefined,
  revocableFrom,
  adopts: undefined,
  isNamed: false,
});

describe("findings", () => {
  it("are none of a sound rotation", () => {
    expect(found(soundSince(NOW - DAY))).toEqual([]);
  });

  it("are only the lack of a credential where there is none", () => {
    expect(found({ secrets: [] })).toEqual([{ kind: "no-credential" }]);
  });

  describe("of a rotation by age", () => {
    const dueOn = NOW - DAY;
    const facts = soundSince(dueOn - 3 * DAY);

    it("are that it is overdue by more than the tolerance", () => {
      const policy = { rotateAfterMs: 3 * DAY };
      expect(found(facts, policy)).toEqual([]);
      const strict = { ...policy, toleranceMs: DAY - 1 };
      expect(found(facts, strict)).toEqual([{ kind: "overdue", dueOn }]);
    });

    it("are never that it is overdue when every run rotates", () => {
      expect(found(facts, { rotateAfterMs: 0, toleranceMs: 0 })).toEqual([]);
    });
  });

  describe("of roles", () => {
    const tokens = [minted("a", NOW - DAY, { roles: ["other"] })];
    const facts = { tokens, secrets: [cellAt(NOW - DAY)] };

    it("are that the current token has others", () => {
      expect(found(facts)).toEqual([{ kind: "other-roles" }]);
    });

    it("are none when no role is configured", () => {
      expect(found({ ...facts, roles: [] })).toEqual([]);
    });
  });

  describe("of secrets", () => {
    it("are those that are missing, at once", () => {
      const secrets = [cellAt(NOW - DAY, "A"), cellAt(undefined, "B")];
      const facts = { ...soundSince(NOW - 9 * DAY), secrets };
      facts.secrets[0] = cellAt(NOW - 9 * DAY, "A");
      expect(found(facts)).toEqual([
        { kind: "missing", secrets: [cellAt(undefined, "B")] },
      ]);
    });

    it("are those that drifted longer ago than the tolerance", () => {
      const secrets = [cellAt(NOW - 9 * DAY, "A"), cellAt(NOW - DAY, "B")];
      const facts = { ...soundSince(NOW - 9 * DAY), secrets };
      expect(found(facts)).toEqual([]);
      expect(found(facts, { toleranceMs: DAY - 1 })).toEqual([
        { kind: "drifted", secrets: [cellAt(NOW - DAY, "B")] },
      ]);
    });
  });

  describe("of an unfinished generation", () => {
    const facts = {
      tokens: [minted("a", NOW - DAY - MINUTE), minted("b", NOW - DAY)],
      secrets: [cellAt(NOW - DAY)],
    };
    const healableFrom = NOW - DAY + FENCE_MS;
    const toleranceMs = DAY - FENCE_MS;

    it("are that no run has healed it for longer than the tolerance", () => {
      expect(found(facts, { toleranceMs })).toEqual([]);
      expect(found(facts, { toleranceMs: toleranceMs - 1 })).toEqual([
        { kind: "incomplete", healableFrom },
      ]);
    });

    it("are none of their own while a secret is missing or has drifted", () => {
      const missing = [cellAt(NOW - DAY, "A"), cellAt(undefined, "B")];
      const drifted = [cellAt(NOW - DAY, "A"), cellAt(NOW - HOUR, "B")];
      const policy = { toleranceMs: 0 };
      const kinds = (secrets: Observation["secrets"]): string[] =>
        found({ ...facts, secrets }, policy).map(({ kind }) => kind);
      expect(kinds(missing)).toEqual(["missing"]);
      expect(kinds(drifted)).toEqual(["drifted"]);
    });
  });

  describe("of an expiry", () => {
    const expiring = (
      expiresOn: number | undefined,
      policy: Partial<Policy> = {},
    ) => found(soundSince(NOW - 2 * DAY, expiresOn), policy);

    it("are that it should have been replaced before the tolerance", () => {
      // Half of its lifetime was over so long ago.
      const at = (late: number) => NOW + 2 * DAY - 2 * late;
      const policy = { toleranceMs: HOUR };
      expect(expiring(at(HOUR + 1), policy)).toEqual([
        { kind: "expiring", expiresOn: at(HOUR + 1) },
      ]);
      expect(expiring(at(HOUR), policy)).toEqual([]);
    });

    it("are that it is due and ends within the tolerance", () => {
      const policy = { rotateAfterMs: 0, toleranceMs: 2 * DAY };
      const at = NOW + 2 * DAY;
      expect(expiring(at, policy)).toEqual([
        { kind: "expiring", expiresOn: at },
      ]);
      expect(expiring(at + 1, policy)).toEqual([]);
    });

    it("are none while it is not due, however soon it ends", () => {
      // It is due when half of its lifetime is over, here after two days or more.
      const policy = { toleranceMs: 9 * DAY };
      expect(expiring(NOW + 4 * DAY, policy)).toEqual([]);
      expect(expiring(NOW + 2 * DAY, policy)).toHaveLength(1);
    });

    it("are that it has come", () => {
      expect(expiring(NOW)).toEqual([{ kind: "expired", expiresOn: NOW }]);
    });

    it("are none where there is no expiry", () => {
      expect(expiring(undefined)).toEqual([]);
    });
  });

  describe("of superseded credentials", () => {
    it("are those whose revocation is overdue by more than the tolerance", () => {
      const late = NOW - DAY;
      const some = [
        superseded("due", late),
        superseded("unproven"),
        superseded("overdue", late - 1),
        superseded("long overdue", late - HOUR),
      ];
      expect(found(soundSince(NOW - DAY), {}, some)).toEqual([
        {
          kind: "unrevoked",
          clientIds: ["overdue", "long overdue"],
          dueOn: late - HOUR,
        },
      ]);
      expect(found(soundSince(NOW - DAY), {}, some.slice(0, 2))).toEqual([]);
    });
  });

  describe("of what happened to the secrets", () => {
    const repaired = (count: number) =>
      ["a", "b", "c"]
        .slice(0, count)
        .map((clientId, index) =>
          minted(clientId, NOW - 9 * DAY - index, { cause: "repair" }),
        );
    const current = minted("current", NOW - DAY);
    const secrets = [cellAt(NOW - DAY)];

    it("are that they had to be put right again and again", () => {
      const clientIds = ["c", "b", "a"];
      const often = { tokens: [...repaired(3), current], secrets };
      expect(found(often)).toEqual([{ kind: "replaced-often", clientIds }]);
      const twice = { tokens: [...repaired(2), current], secrets };
      expect(found(twice)).toEqual([]);
    });

    it("are that another rotation writes the same secrets, however lately", () => {
      const at = NOW - MINUTE;
      const other = minted("other", at, { id: "other000" });
      const drifted = cellAt(at);
      const shared = { tokens: [current, other], secrets: [drifted] };
      expect(found(shared)).toEqual([
        { kind: "second-rotation", secrets: [drifted], clientIds: ["other"] },
      ]);
    });

    it("are that previous-token shows another token, or a dead one", () => {
      const policy = { previousClientId: "a" };
      const restored = { tokens: [...repaired(1), current], secrets };
      expect(found(restored, policy)).toEqual([
        { kind: "contradicted", clientId: "a", isDead: false },
      ]);
      const dead = {
        tokens: [current],
        secrets,
        previous: { kind: "refused" },
      } as const;
      expect(found(dead, policy)).toEqual([
        { kind: "contradicted", clientId: "a", isDead: true },
      ]);
    });
  });

  it("are told all at once", () => {
    const facts = {
      tokens: [
        minted("a", NOW - 9 * DAY, { roles: ["x"], expiresOn: NOW + HOUR }),
      ],
      secrets: [cellAt(undefined, "A"), cellAt(NOW - 2 * DAY, "B")],
    };
    const policy = { rotateAfterMs: DAY };
    const some = [superseded("old", NOW - 2 * DAY)];
    expect(found(facts, policy, some).map(({ kind }) => kind)).toEqual([
      "other-roles",
      "expiring",
      "missing",
      "drifted",
      "unrevoked",
    ]);
  });
});
