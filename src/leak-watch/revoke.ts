import { RotationError } from "../rotation/errors.ts";
import { isWhole } from "../rotation/listing.ts";
import type { Tried, WatchRecord } from "./outcome.ts";
import type { Services } from "./services.ts";
import type { WatchSettings } from "./watch.ts";

/** How long the list is asked whether a token is gone, milliseconds. */
const CONFIRM_MS = 30_000;
const PAUSE_MS = 1_000;

/**
 * Revokes the leaked tokens of the rotation that no secret can hold, and asks
 * Astra once more as each: only its refusal makes an alert's value dead.
 */
export async function revokeAlone(
  services: Services,
  settings: Pick<WatchSettings, "clock" | "stopSignal">,
  record: WatchRecord,
): Promise<void> {
  const { issuer, askAs } = services;
  for (const one of record.tried) {
    if (one.plan !== "revoke") continue;
    if (settings.stopSignal.stopped() !== undefined) return;
    const answer = await issuer.revoke(one.leak.clientId, "rotate");
    one.isRevoked = await isGone(services, settings, one);
    if (one.isRevoked) {
      const { kind } = await askAs(one.leak.value);
      one.isDead = kind === "refused";
    } else {
      record.problems.push(
        notRevoked(answer.kind === "done" ? undefined : answer.error),
      );
    }
  }
}

/** Whether a whole list lacks the token, with patience. */
async function isGone(
  { issuer }: Services,
  { clock, stopSignal }: Pick<WatchSettings, "clock" | "stopSignal">,
  { leak }: Tried,
): Promise<boolean> {
  const end = clock.now() + CONFIRM_MS;
  for (;;) {
    try {
      const { value: tokens } = await issuer.list("rotate");
      const isListed = tokens.some(
        ({ clientId }) => clientId === leak.clientId,
      );
      if (isWhole(tokens, issuer.adminClientId) && !isListed) return true;
    } catch {
      // A list that cannot be read confirms nothing.
    }
    if (clock.now() >= end || stopSignal.stopped() !== undefined) return false;
    await clock.sleep(PAUSE_MS);
  }
}

function notRevoked(reason: RotationError | undefined): RotationError {
  return new RotationError({
    code: "revoke-incomplete",
    summary: `Astra's token list does not confirm that a leaked token of this rotation is gone.${reason === undefined ? "" : ` ${reason.summary}`}`,
    remedy: `${reason?.remedy ?? "Run again."} You can also revoke it in the Astra Portal (Settings › Tokens): no secret of the rotation holds it.`,
    rerun: reason?.rerun ?? "safe",
    cause: reason,
  });
}
