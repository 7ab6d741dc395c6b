import { RotationError } from "./errors.ts";
import type { Ports } from "./ports.ts";

/** Throws `cancelled` or `deadline` once nothing new may begin. */
export function requireAlive({ stopSignal: lifeline }: Ports): void {
  const why = lifeline.stopped();
  if (why === undefined) return;
  throw new RotationError({
    code: why,
    summary:
      why === "cancelled"
        ? "The run was cancelled."
        : "The run reached its own deadline (run-timeout).",
    remedy:
      "It is safe to run again: the next run reads what is live and completes the work.",
    rerun: "safe",
  });
}
