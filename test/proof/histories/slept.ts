import { excuse } from "./exclusions.ts";
import type { History } from "./history.ts";
import type { JobSecrets, RunSpec, SimulatedRun } from "./simulated-run.ts";
import { cellsOf } from "./world-secrets.ts";
import { tokenOf } from "./world-tokens.ts";
import type { StoredSecret } from "./world.ts";

/**
 * Notes that a run cannot know of what a machine that slept has written: its
 * run was ended before it recorded that, the write looks like another
 * minting's, and `previous-token` does not read that secret.
 */
export function noteSleptWrites(
  history: History,
  { workflow, witness }: RunSpec,
  { previous }: JobSecrets,
): void {
  const cells = cellsOf(history.world, workflow);
  for (const cell of history.simulation.lateWrites) {
    const isRead =
      witness === "first" && cell === cells[0] && cell.value === previous;
    if (isRead || !cells.includes(cell)) continue;
    const { mintedBy } = tokenOf(history.world, cell.value ?? "") ?? {};
    const isUnrecorded =
      mintedBy !== undefined &&
      wasKeptFromRecording(mintedBy) &&
      !hasRecorded(history, mintedBy);
    if (isUnrecorded && looksLikeAnothers(history, cell)) {
      excuse(history, "ended before it recorded its sleep");
    }
  }
}

/** Whether it died or was signalled, or asked for its record in vain. */
function wasKeptFromRecording({
  state,
  cancelledAt,
  hasAskedForRecord,
}: SimulatedRun): boolean {
  const isCutOff = cancelledAt !== undefined || hasAskedForRecord;
  return state === "crashed" || (state === "ended" && isCutOff);
}

function hasRecorded(
  { simulation, world }: History,
  run: SimulatedRun,
): boolean {
  return [...run.minted].some((clientId) => {
    const description = tokenOf(world, clientId)?.description ?? "";
    return simulation.core.parseMarker(description)?.cause === "record";
  });
}

/** Whether the secret was written so near to another credential's minting that it can hold that one. */
function looksLikeAnothers(
  { world, longestFenceMs }: History,
  { value, updatedAt = -Infinity }: StoredSecret,
): boolean {
  return world.tokens.some(
    ({ maker, clientId, generatedOn }) =>
      maker === "rotation" &&
      clientId !== value &&
      Math.abs(updatedAt - generatedOn) <= longestFenceMs,
  );
}
