import { RotationError } from "./errors.ts";
import type { SecretState } from "./observation.ts";
import { everyOne } from "./observe.ts";
import type { RunRecord } from "./outcome.ts";
import type { Run } from "./run.ts";

/**
 * After an emergency a rival may have written what was just revoked. Reads the
 * targets once more; throws `overwritten` when a secret may be younger than
 * this run's own write of it.
 */
export async function requireUntouched({ ports, record }: Run): Promise<void> {
  const reread = await everyOne(ports.targets.map((store) => store.reread()));
  const overwritten = reread
    .flat()
    .filter((cell) => !isOwnWrite(cell, record.targets));
  const [first] = overwritten;
  if (first === undefined) return;
  const others = overwritten.length - 1;
  throw new RotationError({
    code: "overwritten",
    summary: `${first.secretName} in ${first.target}${others > 0 ? ` and ${String(others)} more` : ""} may have been written by another run during the emergency rotation.`,
    remedy:
      "It may hold a token that was just revoked. Run again at once, with nothing else rotating these secrets.",
    rerun: "safe",
  });
}

function isOwnWrite(
  { target, secretName: secret, updatedAt }: SecretState,
  results: RunRecord["targets"],
): boolean {
  const answer = results
    .find((result) => result.target === target)
    ?.secrets.find((cell) => cell.secretName === secret)?.answer;
  return (
    answer?.kind === "done" &&
    answer.writtenAt !== undefined &&
    updatedAt !== undefined &&
    updatedAt <= answer.writtenAt
  );
}
