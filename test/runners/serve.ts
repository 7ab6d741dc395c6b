// The process in which the services of a job live, from one step to the next.
// Its parent hears where they are, and goes; the job's end ends it.
import { startJobWorld } from "./job-world.ts";

const LONGEST_MS = 30 * 60_000;

process.send?.(await startJobWorld());
process.disconnect();
setTimeout(() => process.exit(0), LONGEST_MS).unref();
