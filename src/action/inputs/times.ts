import { DATABASE_PATIENCE_MS } from "../../rotation/prove-database.ts";
import type { InputReader } from "./reader.ts";

/** The durations that a user can set, milliseconds. */
export interface Times {
  readonly rotateAfterMs: number;
  readonly overlapMs: number;
  readonly tokenLifetimeMs: number | undefined;
  readonly verifyTimeoutMs: number;
  readonly runTimeoutMs: number;
  readonly toleranceMs: number;
}

const DAY_MS = 86_400_000;
const LONGEST_RUN_MS = 5 * DAY_MS;
/**
 * Reads all of them; `provesOnDatabase`: the run has to have time for the proof
 * on a database.
 */
export function readTimes(
  reader: InputReader,
  provesOnDatabase: boolean,
): Times {
  const earlier = reader.problems.length;
  const times = {
    rotateAfterMs: reader.duration("rotate-after", "0"),
    overlapMs: reader.duration("overlap", "24h"),
    tokenLifetimeMs: reader.duration("token-lifetime"),
    verifyTimeoutMs: reader.duration("verify-timeout", "60s"),
    runTimeoutMs: reader.duration("run-timeout", "15m"),
    toleranceMs: reader.duration("tolerance", "24h"),
  };
  // The stand-in for a malformed duration must not cause a second problem.
  if (reader.problems.length > earlier) return times;
  if (times.verifyTimeoutMs === 0) {
    reader.addProblem("verify-timeout", "is zero.", "more than 0.");
  }
  if (times.runTimeoutMs === 0) {
    reader.addProblem("run-timeout", "is zero.", "more than 0.");
  } else if (times.runTimeoutMs > LONGEST_RUN_MS) {
    reader.addProblem("run-timeout", "is too long.", "at most 5d.");
  } else if (times.verifyTimeoutMs >= times.runTimeoutMs) {
    reader.addProblem(
      "verify-timeout",
      "is not shorter than run-timeout.",
      "less than run-timeout.",
    );
  } else if (provesOnDatabase) requireTimeForProof(reader, times);
  const { tokenLifetimeMs } = times;
  const needed = times.rotateAfterMs + times.overlapMs;
  if (tokenLifetimeMs !== undefined && tokenLifetimeMs <= needed) {
    reader.addProblem(
      "token-lifetime",
      "is not longer than rotate-after and overlap together, so tokens would expire while in use.",
      "more than rotate-after + overlap.",
    );
  }
  return times;
}

/** A run that ends amid the proof on the database has minted in vain. */
function requireTimeForProof(
  reader: InputReader,
  { verifyTimeoutMs, runTimeoutMs }: Times,
): void {
  if (runTimeoutMs > verifyTimeoutMs + DATABASE_PATIENCE_MS) return;
  const minutes = `${String(DATABASE_PATIENCE_MS / 60_000)}m`;
  reader.addProblem(
    "run-timeout",
    `is too short for a database that may take ${minutes} to accept a new token.`,
    `more than verify-timeout + ${minutes}, where database has an endpoint.`,
  );
}
