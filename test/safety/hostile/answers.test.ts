import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SimulatedAnswer } from "../../simulators/kernel/gate.ts";
import {
  always,
  answersOf,
  CANARY,
  type HostileWorld,
  startHostileWorld,
} from "./hostile-run.ts";
import { leavesOf, type Path, withLeaf } from "./leaves.ts";
import { OPERATIONS } from "./operations.ts";
import {
  POISONED_BODIES,
  POISONED_DATES,
  POISONED_HEADERS,
  POISONED_STATUSES,
  POISONED_TEXTS,
  POISONED_VALUES,
} from "./poisons.ts";

/** So many cases of a kind suffice every day; with the variable DEEP, all are taken. */
const MOST_CASES = process.env["DEEP"] === undefined ? 60 : Infinity;

// A run that is still going on when its time is up would disturb those after it.
vi.setConfig({ testTimeout: 600_000 });

/** The secrets of the one answer that holds some: poisons in them are not secrets. */
const SECRET_PLACES = ["secret", "token"];

const LEAVES: readonly (readonly [string, unknown])[] = [
  ...Object.entries(POISONED_TEXTS),
  ...Object.entries(POISONED_VALUES),
  ...POISONED_DATES.map((date) => [date, date] as const),
];

function bodyOf({ body }: SimulatedAnswer): unknown {
  try {
    return JSON.parse(String(body)) as unknown;
  } catch {
    return undefined;
  }
}

describe("A hostile answer", () => {
  let hostile: HostileWorld;
  let answers: ReadonlyMap<string, SimulatedAnswer>;

  beforeAll(async () => {
    hostile = await startHostileWorld();
    answers = await answersOf(hostile);
  });

  afterAll(async () => {
    await hostile.close();
  });

  /** What goes wrong over all cases, each named. */
  async function troublesOf(
    operation: string,
    cases: readonly (readonly [
      string,
      (answer: SimulatedAnswer) => SimulatedAnswer,
    ])[],
  ): Promise<readonly string[]> {
    const found: string[] = [];
    const step = Math.max(1, Math.ceil(cases.length / MOST_CASES));
    for (const [name, change] of cases.filter((_, at) => at % step === 0)) {
      const troubles = await hostile.run(always(operation, change));
      found.push(...troubles.map((trouble) => `${name}: ${trouble}`));
    }
    return found;
  }

  it("meets every operation that a run has", () => {
    expect([...answers.keys()].sort()).toEqual([...OPERATIONS].sort());
  });

  describe.each(OPERATIONS)("to %s", (operation) => {
    it("with a poison in any place of its body is inert (I5, I9, I10)", async () => {
      const answer = answers.get(operation);
      const places = answer === undefined ? [] : leavesOf(bodyOf(answer));
      const cases = places
        .filter((path) => !SECRET_PLACES.includes(String(path[0])))
        .flatMap((path) =>
          LEAVES.map(
            ([name, poison]) =>
              [
                `${path.join(".")} is ${name}`,
                (genuine: SimulatedAnswer) => poisoned(genuine, path, poison),
              ] as const,
          ),
        );
      expect(await troublesOf(operation, cases)).toEqual([]);
    });

    it("with another body is inert, whatever its status (I5, I9, I10)", async () => {
      const bodies = {
        ...POISONED_BODIES,
        "a canary": `{"message":"${CANARY}","errors":[{"ID":1,"message":"${CANARY}"}]}`,
        "a bare canary": CANARY,
      };
      const cases = Object.entries(bodies).flatMap(([name, body]) =>
        [200, 403, 422, 500].map(
          (status) =>
            [
              `${name}, ${String(status)}`,
              (answer: SimulatedAnswer) => ({ ...answer, status, body }),
            ] as const,
        ),
      );
      expect(await troublesOf(operation, cases)).toEqual([]);
    });

    it("with misleading headers or another status is inert (I9, I10)", async () => {
      const cases = [
        ...POISONED_HEADERS.flatMap((headers) =>
          [undefined, 403, 429, 301].map(
            (status) =>
              [
                `${JSON.stringify(headers)} ${String(status)}`,
                (answer: SimulatedAnswer) => ({
                  ...answer,
                  status: status ?? answer.status,
                  headers: { ...answer.headers, ...headers },
                }),
              ] as const,
          ),
        ),
        ...POISONED_STATUSES.map(
          (status) =>
            [
              String(status),
              (answer: SimulatedAnswer) => ({ ...answer, status }),
            ] as const,
        ),
      ];
      expect(await troublesOf(operation, cases)).toEqual([]);
    });
  });
});

function poisoned(
  answer: SimulatedAnswer,
  path: Path,
  poison: unknown,
): SimulatedAnswer {
  const body = bodyOf(answer);
  // Another answer of the operation may lack the place.
  if (body === undefined) return answer;
  return { ...answer, body: JSON.stringify(withLeaf(body, path, poison)) };
}
