import { describe, expect, it } from "vitest";
import type {
  Database,
  DatabaseAnswer,
} from "../../../src/rotation/database.ts";
import type { RotationError } from "../../../src/rotation/errors.ts";
import {
  DATABASE_PATIENCE_MS,
  lookFirst,
  requireDatabase,
} from "../../../src/rotation/prove-database.ts";
import { runOf } from "./runs.ts";
import { credentialOf } from "./stand-ins.ts";

const ACCEPTED: DatabaseAnswer = { kind: "accepted" };
const REFUSED: DatabaseAnswer = { kind: "refused", because: "it says no" };
const UNSEEN: DatabaseAnswer = { kind: "unseen", because: "it is away" };

/** What each region answers after so many milliseconds. */
type Answers = (elapsedMs: number) => DatabaseAnswer;

interface Region {
  readonly fresh: Answers;
  /** Undefined: no `previous-token`. */
  readonly previous?: Answers;
}

const since =
  (
    ms: number,
    before: DatabaseAnswer,
    after: DatabaseAnswer = ACCEPTED,
  ): Answers =>
  (elapsed) =>
    elapsed >= ms ? after : before;
const always =
  (answer: DatabaseAnswer): Answers =>
  () =>
    answer;

/** The clock of the run shows `begin` when the proof does. */
async function prove(
  regions: readonly Region[],
  stopAfter = Infinity,
  begin = 0,
) {
  let now = (): number => 0;
  const { run: ordinary, steps } = runOf({
    stopped: () => (now() >= stopAfter ? "cancelled" : undefined),
  });
  await ordinary.ports.clock.sleep(begin);
  now = () => ordinary.ports.clock.now() - begin;
  const asked: string[] = [];
  const database: Database = {
    name: "6f1c7e0a",
    regions: regions.map(({ fresh, previous }, index) => ({
      region: `r${String(index)}`,
      probe: ({ clientId }) => {
        asked.push(clientId);
        return Promise.resolve(fresh(now()));
      },
      probePrevious: () => {
        asked.push("previous");
        return Promise.resolve(previous?.(now()));
      },
    })),
  };
  const run = { ...ordinary, ports: { ...ordinary.ports, database } };
  const credential = credentialOf("fresh");
  const looks = await lookFirst(run, credential);
  const error = await requireDatabase(run, credential, looks).then(
    () => undefined,
    (thrown: unknown) => thrown as RotationError,
  );
  const { warnings } = run.record;
  return { error, warnings, asked, elapsed: now(), steps };
}

describe("the proof on the database", () => {
  it("when it accepts the token, needs one try in each region", async () => {
    const { error, warnings, asked, elapsed, steps } = await prove([
      { fresh: always(ACCEPTED), previous: always(ACCEPTED) },
      { fresh: always(ACCEPTED), previous: always(ACCEPTED) },
    ]);
    expect({ error, warnings, elapsed }).toEqual({
      error: undefined,
      warnings: [],
      elapsed: 0,
    });
    expect(asked).toEqual(["fresh", "fresh"]);
    expect(steps.map(({ kind }) => kind)).toEqual([
      "database-accepted",
      "database-accepted",
    ]);
  });

  it("when the scope comes late, waits for it and not longer", async () => {
    const { error, warnings, elapsed } = await prove([
      { fresh: since(180_000, REFUSED), previous: always(ACCEPTED) },
    ]);
    expect({ error, warnings }).toEqual({ error: undefined, warnings: [] });
    expect(elapsed).toBeGreaterThanOrEqual(180_000);
    expect(elapsed).toBeLessThanOrEqual(210_000);
  });

  it("when it accepts a later try, reports where and which one", async () => {
    const { steps } = await prove([
      { fresh: always(ACCEPTED) },
      { fresh: since(3_000, REFUSED) },
    ]);
    const accepted = { kind: "database-accepted", database: "6f1c7e0a" };
    expect(steps).toEqual([
      { ...accepted, region: "r0", probes: 1 },
      { ...accepted, region: "r1", probes: 3 },
    ]);
  });

  it("when the run has long been at work, has as much patience", async () => {
    const begin = 2 * DATABASE_PATIENCE_MS;
    const late = await prove(
      [{ fresh: since(DATABASE_PATIENCE_MS - 1_000, REFUSED) }],
      Infinity,
      begin,
    );
    expect(late.error).toBeUndefined();
    const away = await prove([{ fresh: always(UNSEEN) }], Infinity, begin);
    expect(away.warnings).toMatchObject([{ kind: "database-unseen" }]);
    expect(away.elapsed).toBeGreaterThanOrEqual(60_000);
    expect(away.elapsed).toBeLessThan(70_000);
  });

  it.each([
    ["accepts", always(ACCEPTED), "It does accept `previous-token`."],
    ["refuses", always(REFUSED), "did not accept `previous-token` either"],
    ["cannot be asked as", always(UNSEEN), "did not accept `previous-token`"],
  ])(
    "when it refuses the token for good, and %s the present one, fails",
    async (_, previous, words) => {
      const { error, warnings, elapsed } = await prove([
        { fresh: always(REFUSED), previous },
      ]);
      expect(error?.code).toBe("not-accepted-by-database");
      expect(error?.summary).toContain(words);
      expect(warnings).toEqual([]);
      expect(elapsed).toBe(DATABASE_PATIENCE_MS);
    },
  );

  it("when it refuses the token for good, without the present one, fails", async () => {
    const { error } = await prove([{ fresh: always(REFUSED) }]);
    expect(error?.code).toBe("not-accepted-by-database");
    expect(error?.summary).toContain("Without `previous-token`");
  });

  it("when the present token is dead and the fresh one works, goes on", async () => {
    const { error, warnings } = await prove([
      { fresh: always(ACCEPTED), previous: always(REFUSED) },
    ]);
    expect({ error, warnings }).toEqual({ error: undefined, warnings: [] });
  });

  it.each([
    ["neither", always(UNSEEN)],
    ["the fresh one alone, while it refuses the other,", always(REFUSED)],
    ["the fresh one alone, while none other is given,", undefined],
  ])(
    "when %s can be tried, warns and goes on after a minute",
    async (_, previous) => {
      const { error, warnings, elapsed } = await prove([
        {
          fresh: always(UNSEEN),
          ...(previous === undefined ? {} : { previous }),
        },
      ]);
      expect(error).toBeUndefined();
      expect(warnings).toEqual([
        {
          kind: "database-unseen",
          database: "6f1c7e0a",
          regions: [{ region: "r0", because: "it is away" }],
        },
      ]);
      expect(elapsed).toBeGreaterThanOrEqual(60_000);
      expect(elapsed).toBeLessThan(70_000);
    },
  );

  it("when it can be asked as the present token, does not call it away", async () => {
    const { error, elapsed } = await prove([
      { fresh: always(UNSEEN), previous: always(ACCEPTED) },
    ]);
    expect(error?.code).toBe("not-accepted-by-database");
    expect(elapsed).toBe(DATABASE_PATIENCE_MS);
  });

  it("when one try as the present token is lost, asks it again", async () => {
    let tries = 0;
    const { error } = await prove([
      {
        fresh: always(UNSEEN),
        previous: () => ((tries += 1) === 1 ? UNSEEN : ACCEPTED),
      },
    ]);
    expect(error?.code).toBe("not-accepted-by-database");
  });

  it.each([
    ["refused", REFUSED, 1],
    ["not given", undefined, 1],
    ["lost each time", UNSEEN, 3],
  ])(
    "when the present token is %s, asks as it only as often as it helps",
    async (_, previous, tries) => {
      const region = { fresh: always(UNSEEN) };
      const { asked, warnings } = await prove([
        previous === undefined
          ? region
          : { ...region, previous: always(previous) },
      ]);
      expect(asked.filter((one) => one === "previous")).toHaveLength(tries);
      expect(warnings).toMatchObject([{ kind: "database-unseen" }]);
    },
  );

  it("when it has refused the token once, does not call it away", async () => {
    const { error } = await prove([
      { fresh: since(10_000, REFUSED, UNSEEN), previous: always(UNSEEN) },
    ]);
    expect(error?.code).toBe("not-accepted-by-database");
  });

  it("when it wakes up, waits for its answer", async () => {
    const { error, warnings } = await prove([{ fresh: since(40_000, UNSEEN) }]);
    expect({ error, warnings }).toEqual({ error: undefined, warnings: [] });
  });

  it("when one of two regions refuses the token, fails and names it", async () => {
    const { error } = await prove([
      { fresh: always(ACCEPTED) },
      { fresh: always(REFUSED), previous: always(ACCEPTED) },
    ]);
    expect(error?.code).toBe("not-accepted-by-database");
    expect(error?.summary).toContain("in r1 it says no");
    expect(error?.summary).not.toContain("r0");
  });

  it("when several regions refuse the token, tells where, why and what to do", async () => {
    const { error } = await prove([
      { fresh: always(REFUSED), previous: always(REFUSED) },
      {
        fresh: always({ kind: "refused", because: "knows no keyspace" }),
        previous: always(REFUSED),
      },
    ]);
    expect(error?.summary).toBe(
      "Astra accepts the new token, but database 6f1c7e0a did not within 5 minutes: in r0 it says no; in r1 knows no keyspace. It did not accept `previous-token` either, so it cannot be told whether the token or the database is at fault.",
    );
    expect(error?.remedy).toContain("no secret was changed");
    expect(error?.remedy).toContain("set `database` to its ID alone");
    expect(error?.rerun).toBe("safe");
  });

  it("when more than five regions refuse the token, names five", async () => {
    const { error } = await prove(
      Array.from({ length: 6 }, () => ({ fresh: always(REFUSED) })),
    );
    expect(error?.summary).toContain("in r4 it says no. Without");
    expect(error?.summary).not.toContain("r5");
  });

  it("when one of the regions that refuse the token accepts the present one, says so", async () => {
    const { error } = await prove([
      { fresh: always(REFUSED), previous: always(REFUSED) },
      { fresh: always(REFUSED), previous: always(ACCEPTED) },
    ]);
    expect(error?.summary).toContain("It does accept `previous-token`.");
  });

  it("when one of two regions is away, names that one", async () => {
    const { error, warnings } = await prove([
      { fresh: always(ACCEPTED) },
      { fresh: always(UNSEEN) },
    ]);
    expect(error).toBeUndefined();
    expect(warnings).toMatchObject([{ regions: [{ region: "r1" }] }]);
  });

  it("when only the ID is known, says that nothing was tried", async () => {
    const { error, warnings, steps } = await prove([]);
    expect({ error, warnings }).toEqual({ error: undefined, warnings: [] });
    expect(steps).toEqual([{ kind: "database-untried", database: "6f1c7e0a" }]);
  });

  it("when the run is stopped meanwhile, ends", async () => {
    const { error, elapsed } = await prove([{ fresh: always(REFUSED) }], 5_000);
    expect(error?.code).toBe("cancelled");
    expect(elapsed).toBeLessThan(10_000);
  });

  it("asks no more often than a patient person would", async () => {
    const { asked } = await prove([
      { fresh: always(REFUSED), previous: always(ACCEPTED) },
    ]);
    expect(asked.length).toBeLessThanOrEqual(16);
    expect(asked.filter((one) => one === "previous")).toHaveLength(1);
  });
});
