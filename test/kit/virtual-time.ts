import { setImmediate, setTimeout } from "node:timers/promises";
import type { WorldClock } from "../simulators/kernel/clock.ts";

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/**
 * Time for a run in this process that only waits: whenever no request is under
 * way and nothing happens any more, the world's clock jumps to where the
 * first sleeper wakes.
 */
export class VirtualTime {
  readonly #world: WorldClock;
  readonly #start: number;
  #sleepers: Sleeper[] = [];
  #underWay = 0;
  #moves = 0;
  #isOver = false;

  /** The world's clock must not flow by itself. */
  constructor(world: WorldClock) {
    this.#world = world;
    this.#start = world.now();
  }

  /** Milliseconds since the start. */
  now(): number {
    return this.#world.now() - this.#start;
  }

  /** All clocks of a virtual run go alike. */
  elapsed(): number {
    return this.now();
  }

  sleep(milliseconds: number): Promise<void> {
    this.#moves += 1;
    if (milliseconds <= 0) return Promise.resolve();
    const wakeAt = this.now() + milliseconds;
    return new Promise((wake) => {
      this.#sleepers.push({ wakeAt, wake });
    });
  }

  /** Holds time while something is under way. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    this.#moves += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
      this.#moves += 1;
    }
  }

  /** Lets time pass until the work is done. */
  async drive<T>(work: Promise<T>): Promise<T> {
    this.#isOver = false;
    const isOver = (): void => {
      this.#isOver = true;
    };
    const passing = this.#pass();
    try {
      return await work.finally(isOver);
    } finally {
      await passing;
    }
  }

  async #pass(): Promise<void> {
    while (!this.#isOver) {
      const before = this.#moves;
      for (let turn = 0; turn < 5; turn += 1) await setImmediate();
      // Signatures are made on another thread.
      await setTimeout(1);
      if (this.#moves === before && this.#underWay === 0) this.#jump();
    }
  }

  #jump(): void {
    const wakeAt = Math.min(...this.#sleepers.map((one) => one.wakeAt));
    if (wakeAt === Infinity) return;
    this.#world.advance(Math.max(0, Math.ceil(wakeAt - this.now())));
    const awake = this.#sleepers.filter((one) => one.wakeAt <= this.now());
    this.#sleepers = this.#sleepers.filter((one) => one.wakeAt > this.now());
    for (const { wake } of awake) wake();
  }
}
