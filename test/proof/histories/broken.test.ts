import { describe, expect, it } from "vitest";

import { BROKEN } from "./broken.ts";
import { breakCore, fileThatExports } from "./broken-core.ts";
import { SHIPPED } from "./core.ts";
import { playAgain } from "./replay.ts";

/**
 * A history that refutes each, and the invariant that it breaks, as
 * `npm run test:broken` finds them. Another scenario changes what chance plays:
 * then hunt anew.
 */
const CAUGHT: readonly (readonly [name: string, by: string, in_: string])[] = [
  [
    "revokes before the targets have confirmed",
    "I1",
    "edges/every run/890000/minted",
  ],
  ["ignores the failure of a target", "I1", "edges/every run/890000/minted"],
  [
    "takes back after a write that may have been applied",
    "I1",
    "edges/every run/890000/minted",
  ],
  ["undoes a partial publication", "I1", "edges/every run/890000/minted"],
  ["publishes without verifying", "I7", "edges/every run/890000/minted"],
  [
    "does not compare what was minted with what was ordered",
    "I1",
    "random/1/172",
  ],
  ["goes on after a signal", "L3", "random/1/35"],
  ["goes on revoking after a signal", "I9", "random/1/748"],
  ["changes things in a dry run", "I12", "random/1/6"],
  [
    "sends a lost minting again",
    "I2",
    "bystanders/first run/makes a token/late/0",
  ],
  [
    "looks for its orphan by the difference of two lists",
    "I4",
    "bystanders/first run/makes a token/unapplied/2",
  ],
  ["ignores rivals", "L1", "patience/not due/in lock-step"],
  [
    "says of everything that it took it back",
    "I8",
    "asleep/the admin token's own secret/600000/1/5",
  ],
  ["believes a DELETE", "I8", "random/1/545"],
  ["takes a partial list for whole", "I8", "random/1/21"],
  ["believes a local clock that stood still", "I9", "random/1/183"],
  [
    "records nothing after it stood still",
    "I8",
    "asleep/due by age, two targets, overlap/2400000/1/8",
  ],
  ["publishes its own key untested", "I3s", "random/1/3"],
  [
    "revokes the key of its own in a run that mints nothing",
    "I3",
    "patience/not due/a minute apart/4",
  ],
  ["does not look again after an emergency", "I8", "random/1/29"],
  ["revokes in an emergency what it does not cover", "I1", "random/1/67"],
  [
    "spares nothing young in an emergency of its own key",
    "I1",
    "late/the admin token's own secret, emergency/1 late/9",
  ],
  [
    "ignores the drain",
    "I1d",
    "persons/drain/starts a long workflow run/1800000/0",
  ],
  ["ignores the cap", "I9", "random/1/358"],
  ["has no fence", "L1", "edges/every run/890000/minted"],
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
  ["knows its lineage by name alone", "L1", "random/1/2"],
  ["compares the rotation's id by its beginning", "I4", "random/1/41"],
  ["ignores coverage", "I1", "random/1/67"],
  [
    "trusts low-water marks over places that were not seen",
    "I1w",
    "neighbours/a smaller set that rotates each run/1100/a day, then fences/8 crash",
  ],
  ["counts uncovered ones under the cap", "L1", "random/1/2726"],
  ["writes no places into its markers", "I2", "edges/every run/890000/minted"],
  ["does not tell copies by their time", "I4", "random/1/298"],
  [
    "revokes an original while its double lives",
    "I4",
    "persons/first run/copies a marker/1800000/8",
  ],
  ["forgets what lands at the very end of its flight", "I2", "random/1/19"],
  [
    "judges every credential by one fence",
    "I1",
    "edges/every run/890000/minted",
  ],
  [
    "trusts a local clock that is half an hour fast",
    "I1",
    "edges/every run/890000/minted",
  ],
  [
    "revokes what is younger than its fence",
    "I1",
    "edges/every run/890000/minted",
  ],
  [
    "believes that every target holds the newest credential",
    "I8",
    "patience/not due/a minute apart/4",
  ],
  [
    "ignores when a secret was written",
    "I8",
    "patience/not due/a minute apart/4",
  ],
  [
    "counts what was written before a minting as minted",
    "I8",
    "patience/not due/a minute apart/5",
  ],
  ["ignores drift", "I8", "patience/not due/a minute apart/4"],
  ["ignores missing secrets", "I8", "random/1/479"],
  ["has a low-water mark that is wrong by the fence", "I1w", "random/1/72"],
  [
    "counts the overlap from the generation",
    "I1w",
    "patience/not due/a minute apart/4",
  ],
  [
    "takes an emergency's credential for complete at once",
    "L1",
    "late/emergency, not due, two targets/1 late/9",
  ],
  [
    "does not ask whether the newest credential is complete",
    "I2",
    "patience/not due/a minute apart/5",
  ],
  ["heals without bound", "I9", "patience/not due/a minute apart/5"],
  [
    "calls every settling run a success",
    "I8",
    "cluster/not due, two targets/write refused/0/missing",
  ],
  [
    "stays at the cap for ever when all may be in use",
    "L1",
    "cluster/first run/none /0/",
  ],
  [
    "stays at the cap for ever while a secret is missing",
    "L1",
    "cluster/first run/write crash/0/missing",
  ],
  [
    "only warns of an expiry",
    "I8",
    "crashes/cap of 3 days, expired ones stay in the list/0 crash/0/0 crash",
  ],
  [
    "takes an expired token for a live one",
    "L1",
    "crashes/cap of 12 hours, every run, two targets, expired ones stay/0 crash/86400000/0 crash",
  ],
  ["compares roles by their ids alone", "L1", "random/1/1"],
  [
    "ignores the witness",
    "L1",
    "pasted/adoption, two targets, overlap/overwrites a secret/first/60000/0/0 crash",
  ],
  [
    "believes a witness although it is stale",
    "L1",
    "queued/inherited witness, first run/60000/overtakes/0 ",
  ],
  ["adopts what it inherits", "L1", "random/1/17"],
  [
    "revokes what the witness names",
    "I1w",
    "pasted/witness, due by age/restores a former value/first/60000/0/0 crash",
  ],
  [
    "takes over what another rotation minted",
    "I1",
    "persons/witness of another rotation/revokes the token in a secret/1800000/0",
  ],
  [
    "lets the last to remember a token go",
    "I2",
    "queued/adoption/1500000/overtakes/0 /twice",
  ],
  [
    "takes what a marker names for out of use",
    "I1",
    "unwitnessed/adoption, two targets, overlap/restores a former value/refused/retire/0 refused",
  ],
  [
    "lets the memory of what a secret may hold go",
    "I1",
    "unwitnessed/adoption, two targets, overlap/restores a former value/refused/retire/0 refused",
  ],
  [
    "revokes the memory before what it remembers",
    "I2",
    "queued/adoption of a fresh token, every run/60000/waits/9 crash/twice",
  ],
  [
    "is never contradicted",
    "L1",
    "pasted/adoption, two targets, overlap/overwrites a secret/first/60000/0/0 crash",
  ],
  [
    "answers no contradiction",
    "L1",
    "queued/inherited witness, first run/60000/overtakes/0 ",
  ],
  [
    "keeps no memory of previous-token",
    "I1w",
    "pasted/witness, due by age/restores a former value/first/60000/0/0 crash",
  ],
  [
    "takes another organization's token for a dead one",
    "I1o",
    "single/a secret of another organization/2/stale/once",
  ],
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
