import { describe, expect, it } from "vitest";
import { decide } from "../../../src/rotation/decide.ts";
import { requireSoleRotation } from "../../../src/rotation/drift.ts";
import type { RotationError } from "../../../src/rotation/errors.ts";
import type { Observation, Policy } from "../../../src/rotation/observation.ts";
import {
  cellAt,
  DAY,
  HOUR,
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
    const error = required({ tokens: [OWN, minted("other", AT, OTHER)] });
    expect(error.code).toBe("second-rotation");
    expect(error.summary).toContain("other");
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
