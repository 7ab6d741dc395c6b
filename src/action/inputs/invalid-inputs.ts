import { RotationError } from "../../rotation/errors.ts";
import type { InputProblem } from "./inputs.ts";

/** All invalid inputs as one error; the first sentence counts them. */
export function invalidInputs(
  problems: readonly InputProblem[],
): RotationError {
  const inputs = new Set(problems.map(({ input }) => input)).size;
  const counted =
    inputs === 1 ? "1 invalid input" : `${String(inputs)} invalid inputs`;
  return new RotationError({
    code: "input-invalid",
    summary: `${counted}. No request was sent and nothing was changed.`,
    remedy: "Correct the workflow's `with:`, then run again.",
    rerun: "fix-first",
    also: problems.map(
      ({ input, problem, allowed }) =>
        new RotationError({
          code: "input-invalid",
          summary: `${input}: ${problem}`,
          remedy: `Allowed: ${allowed}`,
          rerun: "fix-first",
        }),
    ),
  });
}
