import { describe, expect, it } from "vitest";
import { SCENARIOS } from "./scenarios.ts";
import { setStage } from "./set-stage.ts";
import { signatureOf } from "./signature.ts";
import type { Stage } from "./stage.ts";

const MINUTE_MS = 60_000;

/** The signature of a fresh stage after something has happened on it. */
async function signatureAfter(act: (stage: Stage) => void): Promise<string> {
  const [scenario] = SCENARIOS;
  if (scenario === undefined) throw new Error("there is no scenario");
  const stage = await setStage(scenario, { adopted: undefined, events: [] });
  try {
    act(stage);
    return signatureOf(stage);
  } finally {
    await stage.world.close();
  }
}

const nothing = (): void => undefined;

describe("the signature of a state", () => {
  it("is the same in two worlds to which the same has happened", async () => {
    expect(await signatureAfter(nothing)).toBe(await signatureAfter(nothing));
  });

  it.each<[string, (stage: Stage) => void]>([
    [
      "a minute has passed",
      ({ world }) => {
        world.clock.advance(MINUTE_MS);
      },
    ],
    [
      "a token is gone",
      ({ world, foreign }) => {
        const [first = ""] = foreign;
        world.astra.revokeByHand(first);
      },
    ],
    [
      "a token counts as the rotation's",
      ({ own, foreign }) => {
        for (const clientId of foreign) own.add(clientId);
      },
    ],
    [
      "a secret has been written",
      ({ world, scenario }) => {
        for (const { scope, secret } of scenario.places) {
          world.github.setSecretByHand(scope, secret, "a value");
        }
      },
    ],
  ])("is another where %s", async (_what, act) => {
    expect(await signatureAfter(act)).not.toBe(await signatureAfter(nothing));
  });
});
