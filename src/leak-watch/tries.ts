import type { Leak, Register } from "./decide.ts";

/** How many values a run asks Astra about. */
export const MOST_TRIES = 20;

/**
 * Which values this run tries, in order, so that no number of forgeries keeps a
 * true one waiting for ever: a forgery costs nothing but the copy of a client
 * id.
 *
 * Turns go around the client ids that Astra lists, one value each: the
 * rotation's newest token, `astra-token`, then the others, of which `turn`
 * decides who begins. Only what is left goes to client ids that are not listed.
 * Of one client id, the newest value and one that `turn` draws take turns: the
 * first finds what has just leaked, the second whatever a flood of newer
 * forgeries has buried. With n values of a client id that has k tries in a run,
 * each has its turn within about 2n/k runs; those that Astra refuses are closed
 * and leave the queue for good.
 *
 * `turn` is a whole number that nobody outside can foresee, another in each run.
 */
export function chooseTries(
  leaks: readonly Leak[],
  { standingOf, newest }: Register,
  adminClientId: string,
  turn: number,
  most = MOST_TRIES,
): readonly Leak[] {
  const isListed = ({ clientId }: Leak): boolean =>
    standingOf(clientId) !== "unlisted";
  const byClientId = Map.groupBy(
    leaks.filter(isListed),
    (leak) => leak.clientId,
  );
  const first = [newest, adminClientId].flatMap((clientId) => {
    const group = byClientId.get(clientId ?? "");
    byClientId.delete(clientId ?? "");
    return group === undefined ? [] : [group];
  });
  const groups = [...first, ...rotated([...byClientId.values()], turn)];
  const queues = groups.map((group) => inTurns(group, turn));
  const listed = aroundOf(queues, most);
  const unlisted = inTurns(
    leaks.filter((leak) => !isListed(leak)),
    turn,
  );
  return [...listed, ...unlisted].slice(0, most);
}

/** One of each queue, then the second of each, until there are enough. */
function aroundOf(
  queues: readonly (readonly Leak[])[],
  most: number,
): readonly Leak[] {
  const chosen: Leak[] = [];
  for (let round = 0; round < most && chosen.length < most; round += 1) {
    chosen.push(...queues.flatMap((queue) => queue.slice(round, round + 1)));
  }
  return chosen.slice(0, most);
}

/** The newest and a drawn one by turns, each value once. */
function inTurns(leaks: readonly Leak[], turn: number): readonly Leak[] {
  const newestFirst = [...leaks].sort((a, b) => ageOf(b) - ageOf(a));
  const drawn = rotated(newestFirst, turn);
  const mixed = newestFirst.flatMap((leak, index) => [
    leak,
    drawn[index] ?? leak,
  ]);
  return [...new Set(mixed)];
}

/** When a value was last found; what GitHub does not date counts as oldest. */
function ageOf({ alerts }: Leak): number {
  return Math.max(0, ...alerts.map(({ createdAt = 0 }) => createdAt));
}

function rotated<T>(items: readonly T[], turn: number): readonly T[] {
  const start = items.length === 0 ? 0 : turn % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
