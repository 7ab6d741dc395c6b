import { CLOCK_ERROR_MS } from "./fence.ts";
import { RotationError } from "./errors.ts";
import { LATEST_INSTANT } from "./marker.ts";

/** One answer's `Date` header beside the moment it came in. */
export interface ClockReading {
  readonly service: "astra" | "github";
  /** The service's own time, epoch milliseconds (whole seconds). */
  readonly serverTime: number;
  /** The runner's monotonic time, milliseconds. */
  readonly receivedAt: number;
}

/**
 * The time of a run as the services tell it; the runner's clock only measures
 * what passes between two readings.
 */
export interface ServiceClocks {
  /**
   * The earliest instant of the observation, on GitHub's clock (epoch
   * milliseconds).
   */
  readonly now: number;
  /** GitHub's clock minus Astra's, milliseconds. */
  readonly offset: number;
  /**
   * Astra's time at an instant of the clock that the readings were received by.
   */
  readonly astraAt: (instant: number) => number;
}

/**
 * Compares the two services' clocks by the readings of one observation.
 * Throws `clocks-unknown` when a service sent no usable `Date`.
 */
export function compareClocks(
  readings: readonly ClockReading[],
): ServiceClocks {
  const usable = readings.filter(isUsable);
  const astra = usable.filter((reading) => reading.service === "astra");
  const github = usable.filter((reading) => reading.service === "github");
  const pairs = astra.flatMap((a) => github.map((g) => ({ a, g })));
  const [first, ...others] = pairs;
  if (first === undefined) {
    throw new RotationError({
      code: "clocks-unknown",
      summary: "One of the services did not report its time (no Date header).",
      remedy:
        "Without it the age of a token is unknown, so nothing was changed. A proxy between the runner and the service may be removing the header.",
      rerun: "safe",
    });
  }
  const apart = ({ a, g }: typeof first): number =>
    Math.abs(g.receivedAt - a.receivedAt);
  const { a, g } = others.reduce(
    (best, pair) => (apart(pair) < apart(best) ? pair : best),
    first,
  );
  const offset =
    g.serverTime - a.serverTime - Math.round(g.receivedAt - a.receivedAt);
  return {
    offset,
    now: Math.min(
      ...github.map((reading) => reading.serverTime),
      ...astra.map((reading) => reading.serverTime + offset),
    ),
    astraAt: (instant) => latestAt(astra, instant),
  };
}

/** Whether a reading is a time of day; what no marker could state is none. */
export function isUsable({
  serverTime,
}: Pick<ClockReading, "serverTime">): boolean {
  return serverTime >= 0 && serverTime <= LATEST_INSTANT;
}

/**
 * A service's time at an instant, by the latest of its readings: where a
 * machine stood still its own clock calls a late one early.
 */
export function latestAt(
  readings: readonly Pick<ClockReading, "serverTime" | "receivedAt">[],
  instant: number,
): number {
  const latest = Math.max(
    ...readings.map(({ serverTime, receivedAt }) => serverTime - receivedAt),
  );
  return Math.round(latest + instant);
}

/**
 * Throws `clocks-apart` when the services' clocks differ by more than the fence
 * allows for.
 */
export function requireCloseClocks(clocks: ServiceClocks): void {
  if (Math.abs(clocks.offset) <= CLOCK_ERROR_MS) return;
  throw new RotationError({
    code: "clocks-apart",
    summary: `The clocks of GitHub and Astra are ${String(Math.round(Math.abs(clocks.offset) / 1000))} seconds apart; at most ${String(CLOCK_ERROR_MS / 1000)} are allowed.`,
    remedy:
      "Nothing was minted. Run again later; on GitHub Enterprise Server, check the server's clock.",
    rerun: "safe",
  });
}
