import type { Policy } from "./observation.ts";
import type { RunRecord } from "./outcome.ts";
import type { Ports } from "./ports.ts";
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

/**
 * Asks as the token in `previous-token`, where this run has revoked it and the
 * list has confirmed that, until Astra refuses it: three requests at most. It
 * changes nothing, and never throws; where nothing was retired or the run has
 * been stopped, it asks nothing.
 */
export async function proveDeath(
  ports: Ports,
  { previousClientId: clientId }: Policy,
  record: RunRecord,
): Promise<void> {
  const { previousRevokedAt: revokedAt } = record;
  if (clientId === undefined || revokedAt === undefined) return;
  if (!record.revoked.includes(clientId)) return;
  let death: Death | undefined;
  const begunAt = ports.clock.now();
  for (const pause of PAUSES_MS) {
    if (pause > 0) await ports.clock.sleep(pause);
    const { clock, stopSignal } = ports;
    if (stopSignal.stopped() !== undefined) break;
    if (clock.now() - begunAt > LONGEST_MS) break;
    const state = await ask(ports);
    const afterMs = Math.max(0, clock.now() - revokedAt);
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

async function ask({ issuer }: Ports): Promise<Death["state"]> {
  const { kind } = await issuer.probePrevious();
  switch (kind) {
    case "refused":
      return "refused";
    case "organization":
      return "accepted";
    case "unclear":
      return "unknown";
    default:
      return kind satisfies never;
  }
}
