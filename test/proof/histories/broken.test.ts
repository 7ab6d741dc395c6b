import { describe, expect, it } from "vitest";

import { BROKEN } from "./broken.ts";
import { breakCore, fileThatExports } from "./broken-core.ts";
import { SHIPPED } from "./core.ts";
import { playAgain } from "./replay.ts";

const AT_THE_EDGE = "edges/every run/890000/minted";
const OFTEN = "patience/not due/a minute apart";

/**
 * A history that refutes each, and the invariant that it breaks, as
 * `npm run test:broken` finds them. Another scenario changes what chance plays:
 * then hunt anew.
 */
const CAUGHT: readonly (readonly [name: string, by: string, in_: string])[] = [
  ["revokes before the targets have confirmed", "I1", AT_THE_EDGE],
  ["ignores the failure of a target", "I1", AT_THE_EDGE],
  ["takes back after a write that may have been applied", "I1", AT_THE_EDGE],
  ["undoes a partial publication", "I1", AT_THE_EDGE],
  ["publishes without verifying", "I7", AT_THE_EDGE],
  [
    "does not compare what was minted with what was ordered",
    "I1",
    "single/first run/4/mismatched/once",
  ],
  ["goes on after a signal", "L3", "signal/first run/answered/0"],
  ["goes on revoking after a signal", "L3", "signal/every run/answered/7"],
  [
    "sends a lost minting again",
    "I9",
    "single/first run/4/unapplied/persistent",
  ],
  ["ignores rivals", "L1", "patience/not due/in lock-step"],
  [
    "forgets what lands at the very end of its flight",
    "I2",
    "signal/first run/late/4",
  ],
  ["has no fence", "I1", AT_THE_EDGE],
  [
    "has a fence without the requests in flight",
    "I1",
    "edges/every run, clocks apart/910000/minted",
  ],
  [
    "has a fence without the clocks' error",
    "I1",
    "edges/every run, clocks apart/890000/minted",
  ],
  ["judges every credential by its own fence", "I1", AT_THE_EDGE],
  ["trusts a local clock that is half an hour fast", "I1", AT_THE_EDGE],
  ["revokes what is younger than its fence", "I1", AT_THE_EDGE],
  [
    "believes that every target holds the newest credential",
    "I8",
    `${OFTEN}/4`,
  ],
  ["ignores when a secret was written", "I8", `${OFTEN}/4`],
  ["counts what was written before a minting as minted", "I8", `${OFTEN}/5`],
  ["ignores drift", "I8", `${OFTEN}/4`],
  [
    "has a low-water mark that is wrong by the fence",
    "I1w",
    "settings/lagging list, slow activation/1/2 60",
  ],
  [
    "trusts an old mark against what it sees",
    "I1w",
    "settings/first run, two targets, overlap/1/2 60",
  ],
  ["counts the overlap from the generation", "I1w", `${OFTEN}/4`],
  [
    "does not ask whether the newest credential is complete",
    "I2",
    `${OFTEN}/5`,
  ],
  ["mints again while a generation settles", "L1", `${OFTEN}/5`],
  ["ignores the cap", "I9", "settings/small cap, two targets, overlap/1/2 60"],
  [
    "stays at the cap for ever when all may be in use",
    "L1",
    "cluster/first run/none /0/",
  ],
  [
    "stays at the cap for ever while a secret is missing",
    "L1",
    "cluster/first run/write crash/300000/missing",
  ],
  [
    "does not look again after an emergency",
    "I8",
    "settings/emergency, two targets/1/2 60",
  ],
  [
    "forgets the token that it took over",
    "I2",
    "settings/adoption of a fresh token, every run/10/2 60",
  ],
  [
    "keeps no memory of previous-token",
    "I2",
    "settings/adoption, two targets, overlap/1/2 60",
  ],
  [
    "applies marks of secrets that held the adopted token still",
    "I1w",
    "pasted/adoption, two targets, overlap/overwrites a secret with an old token/all/60000/1800000/9 crash",
  ],
  [
    "takes a token for replaced that was pasted within the fence",
    "I1",
    "pasted/adoption, not due, two targets/overwrites a secret with an old token/first/60000/0/6 crash",
  ],
  [
    "revokes the admin token without a successor",
    "I3",
    "settings/the admin token's own secret/1/2 60",
  ],
  [
    "takes an emergency's credential for complete at once",
    "L1",
    "late/emergency, not due, two targets/1 late/9",
  ],
  ["freezes the revocable set after its writes", "I7", "random/1/4171"],
  ["changes things in a dry run", "I12", "random/1/0"],
  [
    "looks for its orphan by the difference of two lists",
    "I7",
    "random/1/2248",
  ],
  ["compares the rotation's name by its beginning", "I4", "random/1/10"],
  ["does not tell copies by their time", "I2", "random/1/22"],
  [
    "revokes an original while its double lives",
    "I4",
    "persons/first run/copies a marker/1800000/8",
  ],
  [
    "ignores the case of client ids",
    "I4",
    "persons/adoption/makes a token with an id that differs in case/1800000/4",
  ],
  ["ignores missing secrets", "I8", "random/1/30"],
  ["calls every settling run a success", "I8", "random/1/166"],
  [
    "adopts the admin token",
    "L1",
    "persons/the admin token's own secret, by hand/removes a secret/1800000/12",
  ],
  ["does not believe previous-token against the stamps", "I8", "random/1/2575"],
  [
    "applies marks to tokens that were adopted later",
    "I1w",
    "persons/previous-token given, overlap/overwrites a secret with an old token/1800000/7",
  ],
  [
    "revokes the admin token in a run that mints nothing",
    "I3",
    "random/1/3904",
  ],
  ["ignores the drain", "I1d", "random/1/46764"],
];

describe("a protocol that", () => {
  it.each(CAUGHT)("%s is caught by %s (%s)", async (name, by, label) => {
    const one = BROKEN.find((other) => other.name === name);
    if (one === undefined) throw new Error("no broken protocol of that name");
    const played = await playAgain(await breakCore(one), label);
    expect(played?.violations.map(({ invariant }) => invariant)).toContain(by);
  });

  it.each([...new Set(CAUGHT.map(([, , label]) => label))])(
    "ships is not caught in %s",
    async (label) => {
      const played = await playAgain(SHIPPED, label);
      expect(played?.violations).toEqual([]);
    },
  );
});

describe("every broken protocol", () => {
  it("is caught above", () => {
    const caught = CAUGHT.map(([name]) => name);
    expect(caught.sort()).toEqual(BROKEN.map(({ name }) => name).sort());
  });

  it.each(BROKEN)("can still be made: $name", async ({ wraps = {} }) => {
    const files = Object.keys(wraps).map(fileThatExports);
    await expect(Promise.all(files)).resolves.toHaveLength(files.length);
  });
});
