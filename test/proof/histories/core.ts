import * as errors from "../../../src/rotation/errors.ts";
import * as fence from "../../../src/rotation/fence.ts";
import * as marker from "../../../src/rotation/marker.ts";
import * as rotation from "../../../src/rotation/rotate.ts";
import * as secret from "../../../src/rotation/secret.ts";

/** The protocol under test: the one in src/, or a broken variant of it. */
export interface Core {
  readonly rotate: typeof rotation.rotate;
  readonly RotationError: typeof errors.RotationError;
  readonly Secret: typeof secret.Secret;
  readonly fenceOf: typeof fence.fenceOf;
  readonly parseMarker: typeof marker.parseMarker;
  readonly formatMarker: typeof marker.formatMarker;
}

/** The protocol as it ships. */
export const SHIPPED: Core = {
  rotate: rotation.rotate,
  RotationError: errors.RotationError,
  Secret: secret.Secret,
  fenceOf: fence.fenceOf,
  parseMarker: marker.parseMarker,
  formatMarker: marker.formatMarker,
};

/** Loads the protocol from another folder that holds the files of `src/rotation`. */
export async function loadCore(folder: URL): Promise<Core> {
  const load = async (file: string): Promise<unknown> =>
    await import(new URL(file, folder).href);
  const modules = await Promise.all(
    ["rotate.ts", "errors.ts", "secret.ts", "fence.ts", "marker.ts"].map(load),
  );
  return Object.assign({}, ...modules) as Core;
}
