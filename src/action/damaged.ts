import { RotationError } from "../rotation/errors.ts";

/**
 * Throws that the files of the action are at fault, whatever the loader says of
 * them. Only for what is loaded before the first request.
 */
export function damaged(): never {
  throw new RotationError({
    code: "internal",
    summary: "A file of the action is missing or damaged. No request was sent.",
    remedy: "Pin the action to a release, then run it again.",
    rerun: "safe",
  });
}
