import { RotationError } from "../../../src/rotation/errors.ts";

/** What an act throws; it has to. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (thrown) {
    return thrown;
  }
  throw new Error("nothing was thrown");
}

/** What a promise is rejected with; it has to be. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => {
      throw new Error("nothing was thrown");
    },
    (thrown: unknown) => thrown,
  );
}

/** An error as an adapter would give it. */
export function errorOf(
  summary: string,
  facts: Partial<ConstructorParameters<typeof RotationError>[0]> = {},
): RotationError {
  return new RotationError({
    code: "astra-unavailable",
    summary,
    remedy: `Remedy of: ${summary}`,
    rerun: "safe",
    ...facts,
  });
}
