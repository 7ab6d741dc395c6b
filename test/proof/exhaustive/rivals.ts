import { OWNER } from "../../kit/world.ts";
import type { GateRequest, Verdict } from "../../simulators/kernel/gate.ts";
import { demandConvergenceOnce } from "./aftermath.ts";
import { launch } from "./conduct.ts";
import { Judge } from "./judging/judge.ts";
import type { Performance } from "./perform.ts";
import type { Rehearsed } from "./rehearsal.ts";
import { setStage } from "./set-stage.ts";
import { inputsOn, type Stage } from "./stage.ts";
import { isSecretWrite, type Trail } from "./judging/trail.ts";
import { judgeManners } from "./judging/verdict.ts";

/** Operations of one run that another run's can conflict with: list, mint, confirm, write, revoke, list. */
const CONFLICTING_PER_RUN = 6;

/** Who comes next, such as `ABBA…`. */
export type Schedule = string;

/** Every order of two runs' conflicting operations: 924. */
export function allSchedules(): readonly Schedule[] {
  const all: Schedule[] = [];
  const extend = (begun: Schedule, a: number, b: number): void => {
    if (a + b === 0) all.push(begun);
    if (a > 0) extend(`${begun}A`, a - 1, b);
    if (b > 0) extend(`${begun}B`, a, b - 1);
  };
  extend("", CONFLICTING_PER_RUN, CONFLICTING_PER_RUN);
  return all;
}

/** Two processes rotate the same secret, and their conflicting operations happen in the order of a schedule; then one clean run has to converge. */
export async function performRivals(
  { scenario, past, healed }: Rehearsed,
  schedule: Schedule,
  bundle?: string,
): Promise<Performance> {
  const stage = await setStage(scenario, past);
  const rivals = ["A", "B"].map((name) => ({ name, tokens: tokensOf(stage) }));
  const judge = new Judge(stage);
  try {
    const turns = new Turns(schedule, judge);
    stage.world.setGate((request) => turns.meet(request));
    stage.world.history.onEvent((event) => {
      if (event.kind === "answer") turns.noteAnswer(event.sequence);
    });
    const runs = await Promise.all(
      rivals.map(async ({ name, tokens }) => {
        const inputs = { ...inputsOn(stage), ...tokens };
        turns.noteRun(name, tokens["astra-token"]);
        const conducted = await launch(stage, judge, { inputs, bundle });
        turns.noteEnd(name);
        return conducted;
      }),
    );
    for (const conducted of runs) judgeManners(judge, conducted);
    await demandConvergenceOnce(stage, judge, healed, bundle);
    return { violations: judge.violations, hasStruck: true, runs };
  } finally {
    await stage.world.close();
  }
}

/** Each rival has tokens of its own, so that its requests are known. */
function tokensOf({ world: { astra, github } }: Stage) {
  const role = astra.role("Database Administrator");
  return {
    "astra-token": astra.createTokenByHand({ roles: [role.id] }).token,
    "github-token": github.issueToken({
      kind: "fine-grained",
      owner: OWNER,
      permissions: { secrets: "write", metadata: "read" },
    }),
  };
}

/** Lets conflicting requests through one at a time, in the order of a schedule. */
class Turns {
  readonly #judge: Judge;
  #left: Schedule;
  readonly #names = new Map<string, string>();
  readonly #waiting = new Map<string, () => void>();
  readonly #ended = new Set<string>();
  readonly #observed = new Map<
    string,
    { done: Promise<void>; resolve: () => void }
  >();
  /** Sequence number of the request that is let through. */
  #current: number | undefined;

  constructor(schedule: Schedule, judge: Judge) {
    this.#left = schedule;
    this.#judge = judge;
    for (const name of ["A", "B"]) {
      let resolve = (): void => undefined;
      const done = new Promise<void>((resolveNow) => {
        resolve = resolveNow;
      });
      this.#observed.set(name, { done, resolve });
    }
  }

  noteRun(name: string, adminToken: string): void {
    this.#names.set(adminToken, name);
  }

  noteEnd(name: string): void {
    this.#ended.add(name);
    this.#observed.get(name)?.resolve();
    this.#next();
  }

  noteAnswer(sequence: number): void {
    if (sequence !== this.#current) return;
    this.#current = undefined;
    const name = this.#nameOf(this.#judge.whoAsked(sequence));
    this.#observed.get(name)?.resolve();
    this.#next();
  }

  meet(request: GateRequest): Verdict {
    const name = this.#nameOf(this.#judge.whoAsked(request.sequence));
    if (request.operation.endsWith(".get-secret")) {
      // The dates belong to the list: they are read right after it.
      const until = this.#observed.get(name)?.done ?? Promise.resolve();
      return { kind: "hold", when: "before", until };
    }
    if (!isConflicting(request)) return { kind: "pass" };
    const until = new Promise<void>((resolve) => {
      this.#waiting.set(name, () => {
        this.#current = request.sequence;
        resolve();
      });
    });
    this.#next();
    return { kind: "hold", when: "before", until };
  }

  #nameOf(trail: Trail | undefined): string {
    return this.#names.get(trail?.facts.adminToken ?? "") ?? "";
  }

  /** Lets the next one through, if it is there; when the schedule is over, or names only who is gone, whoever waits. */
  #next(): void {
    if (this.#current !== undefined) return;
    while (this.#ended.has(this.#left.charAt(0)))
      this.#left = this.#left.slice(1);
    const name =
      this.#left === "" ? [...this.#waiting.keys()][0] : this.#left.charAt(0);
    const release = this.#waiting.get(name ?? "");
    if (name === undefined || release === undefined) return;
    this.#left = this.#left.slice(1);
    this.#waiting.delete(name);
    release();
  }
}

function isConflicting(request: GateRequest): boolean {
  return (
    request.operation.startsWith("astra.tokens.") || isSecretWrite(request)
  );
}
