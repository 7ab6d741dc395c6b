import { describe, expect, it } from "vitest";
import { decide } from "../../../src/rotation/decide.ts";
import {
  FIND_THE_OTHER,
  requireSoleRotation,
  writersOf,
} from "../../../src/rotation/drift.ts";
import type { RotationError } from "../../../src/rotation/errors.ts";
import { weigh } from "../../../src/rotation/evidence.ts";
import type { Observation, Policy } from "../../../src/rotation/observation.ts";
import {
  cellAt,
  clocksAt,
  DAY,
  HOUR,
  LINEAGE,
  MINUTE,
  minted,
  NOW,
  observationOf,
  placed,
  policyOf,
} from "./observations.ts";
import { thrownBy } from "./outcomes.ts";

const OWN = minted("own", NOW - 2 * DAY);
const AT = NOW - HOUR;
const OTHER = { id: "other000", cause: "repair" } as const;
const NOT_DUE = { rotateAfterMs: 30 * DAY };

function required(
  facts: Partial<Observation>,
  policy: Partial<Policy> = {},
): Partial<RotationError> {
  const observation = observationOf({ secrets: [cellAt(AT)], ...facts });
  const settings = policyOf({ ...NOT_DUE, ...policy });
  return thrownBy(() => {
    const decision = decide(observation, settings);
    requireSoleRotation(observation, settings, decision);
    throw new Error(decision.kind === "mint" ? decision.reason : "none");
  }) as RotationError;
}

describe("a run whose secret holds what another rotation has put right", () => {
  it("stands back, and names its token", () => {
    const tokens = [OWN, minted("other", AT, OTHER)];
    expect(required({ tokens })).toMatchObject({
      code: "second-rotation",
      summary:
        "Another rotation also writes these secrets, and has put its own token into them: other.",
      remedy: `Nothing was minted, because the two would replace each other's token for ever. ${FIND_THE_OTHER}`,
      rerun: "fix-first",
    });
  });

  it("stands back where previous-token names that token", () => {
    const tokens = [OWN, minted("other", AT, OTHER)];
    expect(required({ tokens }, { previousClientId: "other" })).toHaveProperty(
      "code",
      "second-rotation",
    );
    expect(required({ tokens }, { previousClientId: "own" }).message).toBe(
      "drifted",
    );
  });

  it.each([
    ["was minted as planned", { ...OTHER, cause: "planned" } as const],
    ["has other roles", { ...OTHER, roles: ["reader"] }],
    ["has expired", { ...OTHER, expiresOn: NOW - 1 }],
    ["soon expires", { ...OTHER, expiresOn: NOW + HOUR }],
    ["is for other places, too", { ...OTHER, ...placed(7) }],
  ])("mints where the other's token %s", (_, facts) => {
    const tokens = [OWN, minted("other", AT, facts)];
    expect(required({ tokens }).message).toBe("drifted");
  });

  it("mints where its own newest is younger than the other's", () => {
    const lowWater = { generatedBefore: undefined, lastWrite: AT };
    const own = minted("own", AT + HOUR / 2, { lowWater });
    const tokens = [own, minted("other", AT, OTHER)];
    expect(required({ tokens }).message).toBe("drifted");
  });

  it("mints where its own newest is as old as the other's", () => {
    const lowWater = { generatedBefore: undefined, lastWrite: AT };
    const own = minted("own", AT, { mintedAt: AT + 1_000, lowWater });
    const tokens = [own, minted("other", AT, OTHER)];
    expect(required({ tokens }).message).toBe("drifted");
  });

  it.each([
    ["stands back until", MINUTE, "Another rotation also writes these secrets"],
    ["mints once", -MINUTE, "drifted"],
  ])("%s the other's token is due by Astra's clock", (_, offset, message) => {
    const clocks = clocksAt(NOW, offset);
    const dueNow = { ...OTHER, expiresOn: NOW + HOUR };
    const tokens = [OWN, minted("other", AT, dueNow)];
    expect(required({ tokens, clocks }).message).toContain(message);
  });

  it("mints where another secret holds something else", () => {
    const secrets = [cellAt(AT), cellAt(NOW - DAY, "B")];
    const tokens = [OWN, minted("other", AT, OTHER)];
    expect(required({ tokens, secrets }).message).toBe("drifted");
  });

  it("mints where a secret is missing or an emergency is told", () => {
    const tokens = [OWN, minted("other", AT, OTHER)];
    const secrets = [cellAt(AT), cellAt(undefined, "B")];
    expect(required({ tokens, secrets }).message).toBe("missing");
    expect(required({ tokens }, { compromised: true }).message).toBe(
      "compromised",
    );
  });
});

describe("what another rotation has written into a secret", () => {
  const written = (
    tokens: Observation["tokens"],
    {
      policy = {},
      ...facts
    }: Partial<Observation> & { readonly policy?: Partial<Policy> } = {},
  ) => {
    const secret = cellAt(AT);
    const observation = observationOf({ tokens, secrets: [secret], ...facts });
    const settings = policyOf(policy);
    const evidence = weigh(observation, settings);
    return {
      drifted: evidence.drifted,
      writers: writersOf(secret, observation, settings, evidence).map(
        ({ clientId }) => clientId,
      ),
    };
  };

  it("is what it minted for these very secrets", () => {
    const others = [minted("other", AT, OTHER)];
    const elsewhere = minted("elsewhere", AT, { ...OTHER, ...placed(7) });
    expect(written([OWN, ...others, elsewhere]).writers).toEqual(["other"]);
  });

  it("is nothing where the secret is missing", () => {
    const observation = observationOf({
      tokens: [OWN, minted("other", AT, OTHER)],
    });
    const evidence = weigh(observation, policyOf());
    const missing = cellAt(undefined);
    expect(writersOf(missing, observation, policyOf(), evidence)).toEqual([]);
  });

  it.each([
    ["is live", MINUTE, ["other"]],
    ["is none", -MINUTE, []],
  ])("%s by Astra's clock", (_, offset, writers) => {
    const other = minted("other", AT, { ...OTHER, expiresOn: NOW });
    const clocks = clocksAt(NOW, offset);
    expect(written([OWN, other], { clocks }).writers).toEqual(writers);
  });

  it("is none of the rotation that mode check judges, whoever minted it", () => {
    const judged = { home: "home0002", id: LINEAGE.id };
    const lowWater = { generatedBefore: undefined, lastWrite: AT };
    const newest = minted("newest", AT + MINUTE, { ...judged, lowWater });
    const before = minted("before", AT - DAY, judged);
    expect(written([before, newest], { policy: { mode: "check" } })).toEqual({
      drifted: [cellAt(AT)],
      writers: [],
    });
  });
});
