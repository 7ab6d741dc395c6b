import type { RunRecord } from "./outcome.ts";
import type { Ports, PreviousAnswer } from "./ports.ts";
import { warn } from "./run.ts";

/** What is waited before each request, milliseconds: 10 s in all. */
const PAUSES_MS = [0, 2_000, 8_000];

/** After this long no further request begins, milliseconds. */
const LONGEST_MS = 30_000;

/**
 * Whether Astra's control plane still takes a token that this run revoked. Its
 * data plane is not asked: there every use prolongs a cached session.
 */
export interface Death {
  readonly clientId: string;
  /** What the last answer said that told. */
  readonly state: "refused" | "accepted" | "unknown";
  /**
   * How long after the revocation was answered that answer came, milliseconds;
   * of the last answer where none told.
   */
  readonly afterMs: number;
}

/** What an answer to that token says of it. */
const STATES: Readonly<Record<PreviousAnswer["kind"], Death["state"]>> = {
  refused: "refused",
  organization: "accepted",
  unclear: "unknown",
};

/**
 * Asks as the token in `previous-token`, where this run has revoked it and the
 * list has confirmed that, until Astra refuses it: three requests at most. It
 * changes nothing, and never throws; where nothing was retired or the run has
 * been stopped, it asks nothing.
 */
export async function proveDeath(
  ports: Ports,
  record: RunRecord,
): Promise<void> {
  const { previousRevocation: revocation } = record;
  if (revocation === undefined) return;
  const { clientId, answeredAt } = revocation;
  if (!record.revoked.includes(clientId)) return;
  let death: Death | undefined;
  const begunAt = ports.clock.now();
  for (const pause of PAUSES_MS) {
    if (pause > 0) await ports.clock.sleep(pause);
    const { clock, stopSignal } = ports;
    if (stopSignal.stopped() !== undefined) break;
    if (clock.now() - begunAt > LONGEST_MS) break;
    const { kind } = await ports.issuer.probePrevious();
    const state = STATES[kind];
    const afterMs = Math.max(0, clock.now() - answeredAt);
    if (death === undefined || state !== "unknown") {
      death = { clientId, state, afterMs };
    }
    if (state === "refused") break;
  }
  if (death === undefined) return;
  record.death = death;
  ports.report({ kind: "death", death });
  if (death.state === "accepted") {
    warn({ ports, record }, { kind: "still-accepted", ...withoutState(death) });
  }
}

function withoutState({ clientId, afterMs }: Death): Omit<Death, "state"> {
  return { clientId, afterMs };
}
