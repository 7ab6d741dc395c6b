import { holdsToken, quote } from "./quote.ts";
import type { InputReader } from "./reader.ts";

/** Reads `rotation-id`; undefined where the targets and names tell. */
export function readRotationId(
  reader: InputReader<"rotation-id" | "targets">,
): string | undefined {
  const name = "rotation-id";
  const allowed =
    "1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen; the same in every run.";
  const value = reader.text(name);
  if (value === "") {
    if (reader.text("targets") !== "") {
      reader.addProblem(name, "is required with targets.", allowed);
    }
    return undefined;
  }
  if (!/^[A-Za-z0-9._-]{1,64}$/u.test(value) || holdsToken(value)) {
    reader.addProblem(name, `${quote(value)} is not a valid ID.`, allowed);
  }
  return value;
}
