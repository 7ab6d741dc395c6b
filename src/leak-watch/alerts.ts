import type { AlertChange, RepositoryName } from "../github/secret-scanning.ts";
import { splitRepository } from "../action/inputs/github-names.ts";
import type { Alert } from "./decide.ts";
import type { Tried, WatchRecord } from "./outcome.ts";
import type { Services } from "./services.ts";
import type { WatchSettings } from "./watch.ts";

/** The most alerts that one run changes; later runs change the rest. */
const MOST_CHANGES = 100;

/** How many failures are told; after that, nothing more is tried. */
const MOST_FAILURES = 3;

/** What a closed alert says; nothing of the value or its client id. */
const COMMENT =
  "Astra refuses this value: it was revoked, has expired, or never was a token. Closed by the leak watch of Astra token rotator.";

/**
 * Writes down at GitHub what Astra said: a value that it refused closes its
 * alerts, one that it accepts keeps them open as active. What was not tried,
 * and what Astra did not tell, is left as it is.
 */
export async function closeAndTell(
  { alerts }: Services,
  { stopSignal }: Pick<WatchSettings, "stopSignal">,
  record: WatchRecord,
): Promise<void> {
  let failures = 0;
  let changes = 0;
  for (const { one, alert, change } of changesOf(record.tried)) {
    if (stopSignal.stopped() !== undefined || changes >= MOST_CHANGES) return;
    changes += 1;
    const error = await alerts.update(placeOf(alert), alert.number, change);
    if (error !== undefined) {
      record.problems.push(error);
      failures += 1;
      if (failures >= MOST_FAILURES) return;
    } else if (change.kind === "dead") {
      one.closed += 1;
    }
  }
}

interface Change {
  readonly one: Tried;
  readonly alert: Alert;
  readonly change: AlertChange;
}

function changesOf(tried: readonly Tried[]): readonly Change[] {
  return tried.flatMap((one) => {
    const change = changeFor(one);
    if (change === undefined) return [];
    return one.leak.alerts
      .filter(
        ({ validity }) => change.kind !== "active" || validity !== "active",
      )
      .map((alert) => ({ one, alert, change }));
  });
}

/** Undefined while nobody can tell, or the token is on its way out. */
function changeFor({
  isDead,
  isRevoked,
  verdict,
}: Tried): AlertChange | undefined {
  if (isDead) return { kind: "dead", comment: COMMENT };
  if (verdict === "unclear" || isRevoked) return undefined;
  return { kind: "active" };
}

function placeOf({ repository }: Alert): RepositoryName {
  return splitRepository(repository);
}
