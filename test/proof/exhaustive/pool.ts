import type { Case } from "./cases.ts";
import type { Performance } from "./perform.ts";

/** How many cases are played at a time. */
export interface PoolSize {
  /** Of those that keep a core busy. */
  readonly busy: number;
  /** Of those that mostly wait, in addition. */
  readonly slow: number;
}

/** Plays cases, several at a time, and tells of each as it is done. An exception counts as a violation. */
export async function playAll(
  cases: readonly Case[],
  size: PoolSize,
  done: (one: Case, performance: Performance) => void,
  bundle?: string,
): Promise<void> {
  const lanes = [
    { width: size.busy, left: cases.filter(({ waits }) => waits === "never") },
    { width: size.slow, left: cases.filter(({ waits }) => waits !== "never") },
  ];
  await Promise.all(
    lanes.flatMap(({ width, left }) =>
      Array.from({ length: width }, async () => {
        for (let one = left.shift(); one !== undefined; one = left.shift()) {
          done(one, await play(one, bundle));
        }
      }),
    ),
  );
}

async function play(
  one: Case,
  bundle: string | undefined,
): Promise<Performance> {
  try {
    return await one.play(bundle);
  } catch (thrown) {
    const violations = [`the harness failed: ${String(thrown)}`];
    return { violations, hasStruck: false, runs: [] };
  }
}

/** The line that plays a case again. */
export function replayLine({ id }: Pick<Case, "id">): string {
  return `npm run test:exhaustive -- --replay '${id}'`;
}
