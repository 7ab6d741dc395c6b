import { setImmediate as turn } from "node:timers/promises";

/** undici writes a turn after it is asked to, and a handshake takes as many to begin. */
const TURNS = 4;

/**
 * Lets what was just sent leave the process, before the processor is busy with loading: what is
 * still to be written then leaves only afterwards.
 */
export async function onItsWay(): Promise<void> {
  for (let i = 0; i < TURNS; i += 1) await turn();
}
