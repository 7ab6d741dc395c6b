import type { RotationError } from "../../rotation/errors.ts";
import type { SecretState } from "../../rotation/observation.ts";
import type { Outcome } from "../../rotation/outcome.ts";
import type { WriteResult } from "../../rotation/ports.ts";

/** How a secret ended: written by this run or not, or as the run found it. */
export type SecretResult =
  | "written"
  | "refused"
  | "unconfirmed"
  | "not-attempted"
  /** The run wrote nothing; this is how it found the secret. */
  | "unchanged"
  | "missing"
  | "drifted";

/** Whether a secret is not as it should be after the run. */
export function isOpen(result: SecretResult): boolean {
  return result !== "written" && result !== "unchanged";
}

/** One secret of a target after the run. */
export interface SecretLine {
  /** `*` stands for all secrets of the target. */
  readonly name: string;
  readonly result: SecretResult;
  /**
   * When it was last written, on GitHub's clock (epoch milliseconds), as far as
   * is known.
   */
  readonly writtenOn: number | undefined;
  /** Why it was not written. */
  readonly error: RotationError | undefined;
}

/** One target after the run. */
export interface TargetLine {
  /** As people read it, made inert. */
  readonly target: string;
  readonly secrets: readonly SecretLine[];
}

/**
 * The targets with what the run wrote; where it wrote nothing, as it found
 * them.
 */
export function targetLines({
  targets,
  observation,
  decision,
}: Outcome["record"]): readonly TargetLine[] {
  if (targets.length > 0) {
    return targets.map(({ target, secrets: cells }) => ({
      target,
      secrets: cells.map(writtenLine),
    }));
  }
  const { newest, drifted } = decision?.evidence ?? {};
  // Before the first minting every secret is somebody else's, as it should be.
  const strange = new Set(newest === undefined ? [] : drifted);
  const lines = new Map<string, SecretLine[]>();
  for (const cell of observation?.secrets ?? []) {
    const found = foundLine(cell, strange.has(cell));
    const line = lines.get(cell.target);
    if (line === undefined) lines.set(cell.target, [found]);
    else line.push(found);
  }
  return [...lines].map(([target, secrets]) => ({ target, secrets }));
}

function writtenLine({ secretName: name, answer }: WriteResult): SecretLine {
  const line = { name, writtenOn: undefined, error: undefined };
  switch (answer.kind) {
    case "done":
      return { ...line, result: "written", writtenOn: answer.writtenAt };
    case "refused":
      return { ...line, result: "refused", error: answer.error };
    case "unknown":
      return { ...line, result: "unconfirmed", error: answer.error };
    case "not-attempted":
      return { ...line, result: "not-attempted" };
    default:
      return answer satisfies never;
  }
}

function foundLine(
  { secretName: name, updatedAt: writtenOn }: SecretState,
  isDrifted: boolean,
): SecretLine {
  const result =
    writtenOn === undefined ? "missing" : isDrifted ? "drifted" : "unchanged";
  return { name, result, writtenOn, error: undefined };
}
