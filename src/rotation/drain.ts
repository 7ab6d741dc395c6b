import type { Revocable } from "./decide.ts";
import type { RunRecord } from "./outcome.ts";
import { type Run, warn } from "./run.ts";

/**
 * The due ones that no workflow run can still hold. Runs are looked for once,
 * by the latest instant at which any of them went out of use: too many may be
 * kept, never too few. What is kept is recorded; a later run tries again.
 */
export async function drained(
  run: Run,
  due: readonly Revocable[],
): Promise<readonly Revocable[]> {
  const { ports, record } = run;
  if (due.length === 0) return due;
  const replacedAt = lastReplacement(due, record.targets);
  const seen = await Promise.all(
    ports.targets.map(async (store) => ({
      target: store.name,
      readers: await store.readersOf(replacedAt),
    })),
  );
  if (seen.every(({ readers }) => readers.kind === "none")) return due;
  const clientIds = due.map(({ clientId }) => clientId);
  record.held.push(...clientIds);
  ports.report({ kind: "held", clientIds });
  const unreadable = seen.flatMap(({ target, readers }) =>
    readers.kind === "unreadable" ? [{ target, error: readers.error }] : [],
  );
  const [first] = unreadable;
  if (first !== undefined) {
    const targets = unreadable.map(({ target }) => target);
    warn(run, { kind: "runs-unreadable", targets, error: first.error });
  }
  return [];
}

/** The latest instant, on GitHub's clock, at which any of them was replaced in a secret: proven earlier, or by this run's writes. */
function lastReplacement(
  due: readonly Revocable[],
  results: RunRecord["targets"],
): number {
  const writes = results.flatMap(({ cells }) =>
    cells.map(({ answer }) =>
      answer.kind === "done" ? (answer.writtenAt ?? Infinity) : Infinity,
    ),
  );
  const ownWrite = Math.max(...writes);
  return Math.max(...due.map(({ outOfUseSince }) => outOfUseSince ?? ownWrite));
}
