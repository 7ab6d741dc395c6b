import { type Revocable, withoutLastWitnesses } from "./due.ts";
import type { RunRecord } from "./outcome.ts";
import type { ActiveRuns } from "./ports.ts";
import { type Run, warn } from "./run.ts";

/**
 * The due ones that no workflow run can still hold. A run that began before a
 * value was replaced may hold it and all later ones, so the credentials are
 * taken in the order of their replacement, until the first that is held. What
 * is kept is recorded; a later run tries again.
 */
export async function drained(
  run: Run,
  due: readonly Revocable[],
  witnesses: readonly Revocable[],
  live: ReadonlySet<string>,
): Promise<readonly Revocable[]> {
  const { ports, record } = run;
  const replacedAt = replacement(record.targets);
  const instants = [...new Set(due.map(replacedAt))].sort((a, b) => a - b);
  let drainedUntil = -Infinity;
  for (const instant of instants) {
    if (!(await isDrained(run, instant))) break;
    drainedUntil = instant;
  }
  const going = withoutLastWitnesses(
    due.filter((one) => replacedAt(one) <= drainedUntil),
    witnesses,
    live,
  );
  const clientIds = due
    .filter((one) => !going.includes(one))
    .map(({ clientId }) => clientId);
  if (clientIds.length > 0) {
    record.held.push(...clientIds);
    ports.report({ kind: "held", clientIds });
  }
  return going;
}

async function isDrained(run: Run, replacedAt: number): Promise<boolean> {
  const seen = await Promise.all(
    run.ports.targets.map(async (store) => ({
      target: store.name,
      readers: await store.activeRuns(replacedAt),
    })),
  );
  warnOfUnreadable(run, seen);
  return seen.every(({ readers }) => readers.kind === "none");
}

function warnOfUnreadable(
  run: Run,
  seen: readonly { readonly target: string; readonly readers: ActiveRuns }[],
): void {
  const unreadable = seen.flatMap(({ target, readers }) =>
    readers.kind === "unreadable" ? [{ target, error: readers.error }] : [],
  );
  const [first] = unreadable;
  if (first === undefined) return;
  const targets = unreadable.map(({ target }) => target);
  warn(run, { kind: "runs-unreadable", targets, error: first.error });
}

/**
 * The instant, on GitHub's clock, at which a credential was replaced in its
 * last secret: proven earlier, or by this run's writes.
 */
function replacement(
  results: RunRecord["targets"],
): (one: Revocable) => number {
  const writes = results.flatMap(({ secrets: cells }) =>
    cells.map(({ answer }) =>
      answer.kind === "done" ? (answer.writtenAt ?? Infinity) : Infinity,
    ),
  );
  const ownWrite = writes.length === 0 ? Infinity : Math.max(...writes);
  return ({ outOfUseSince }) => outOfUseSince ?? ownWrite;
}
