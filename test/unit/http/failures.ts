import { TransportError } from "../../../src/http/transport-error.ts";

/** The transport error that a promise is expected to fail with. */
export async function failureOf(
  promise: Promise<unknown>,
): Promise<TransportError> {
  try {
    await promise;
  } catch (thrown) {
    if (thrown instanceof TransportError) return thrown;
    throw thrown;
  }
  throw new Error("expected a TransportError, but there was an answer");
}
