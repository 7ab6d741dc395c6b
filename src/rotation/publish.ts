import type { Credential } from "./credential.ts";
import { asRotationError, joinErrors, RotationError } from "./errors.ts";
import { firstFew } from "./first-few.ts";
import type { TargetResult } from "./outcome.ts";
import type { WriteResult, Ports, TargetStore } from "./ports.ts";

/**
 * Writes a credential to every target; the failure of one does not stop the
 * others.
 */
export async function publish(
  { targets, report }: Ports,
  credential: Credential,
): Promise<readonly TargetResult[]> {
  return await Promise.all(
    targets.map(async (store) => {
      const secrets = await publishTo(store, credential);
      report({ kind: "published", target: store.name, secrets });
      return { target: store.name, secrets };
    }),
  );
}

/**
 * A store that throws has written nobody knows what: every secret counts as
 * unknown.
 */
async function publishTo(
  store: TargetStore,
  credential: Credential,
): Promise<readonly WriteResult[]> {
  try {
    return await store.publish(credential);
  } catch (thrown) {
    const error = asRotationError(thrown);
    return [{ secretName: "*", answer: { kind: "unknown", error } }];
  }
}

/** How far a publication came, over all secrets of all targets. */
export type Reach =
  /** Every secret is confirmed. */
  | { readonly kind: "everywhere" }
  /**
   * No secret can hold it: nothing was written, or all of it definitely
   * refused.
   */
  | { readonly kind: "nowhere"; readonly error: RotationError }
  /** Some secret holds it, or may. */
  | { readonly kind: "somewhere"; readonly error: RotationError };

/** Judges a publication; only `nowhere` allows to take the credential back. */
export function reachOf(
  results: readonly TargetResult[],
  holdsPair: boolean,
): Reach {
  const cells = results.flatMap(({ target, secrets: own }) =>
    own.map((cell) => ({ target, ...cell })),
  );
  const open = cells.filter(({ answer }) => answer.kind !== "done");
  const [first] = open;
  if (first === undefined) return { kind: "everywhere" };
  const errors = open.flatMap(({ answer }) =>
    answer.kind === "refused" || answer.kind === "unknown"
      ? [answer.error]
      : [],
  );
  const reason = errors[0];
  const mayHold = cells.some(
    ({ answer }) => answer.kind === "done" || answer.kind === "unknown",
  );
  if (!mayHold) {
    return {
      kind: "nowhere",
      error: joinErrors([nothing(reason), ...otherReasons(errors)]),
    };
  }
  return {
    kind: "somewhere",
    error: joinErrors([
      incomplete(open, cells.length, reason, holdsPair),
      ...otherReasons(errors),
    ]),
  };
}

function nothing(reason: RotationError | undefined): RotationError {
  return new RotationError({
    code: reason?.code ?? "publish-refused",
    summary:
      reason?.summary ??
      "The run was stopped before the first secret was written.",
    remedy: reason?.remedy ?? "It is safe to run again.",
    rerun: reason?.rerun ?? "safe",
    ...(reason?.notBefore === undefined ? {} : { notBefore: reason.notBefore }),
    cause: reason,
  });
}

/**
 * One error for each further reason; errors that ask for the same are one
 * reason.
 */
function otherReasons(
  errors: readonly RotationError[],
): readonly RotationError[] {
  const byReason = Map.groupBy(
    errors,
    ({ code, remedy }) => `${code} ${remedy}`,
  );
  return [...byReason.values()].slice(1).flatMap(([first]) => first ?? []);
}

function incomplete(
  open: readonly { readonly target: string; readonly secretName: string }[],
  total: number,
  reason: RotationError | undefined,
  holdsPair: boolean,
): RotationError {
  const effect = holdsPair
    ? "No token in use was revoked, but where only one of client ID and client secret was written, logins fail until the next run."
    : "No token in use was revoked.";
  const named = firstFew(
    open.map(({ target, secretName }) =>
      secretName === "*" ? target : `${secretName} in ${target}`,
    ),
  );
  return new RotationError({
    code: "publish-incomplete",
    summary: `${String(open.length)} of ${String(total)} secrets could not be confirmed: ${named}.${reason === undefined ? "" : ` ${reason.summary}`}`,
    remedy: `${reason?.remedy ?? "Run again."} ${effect}`,
    rerun: reason?.rerun ?? "safe",
    ...(reason?.notBefore === undefined ? {} : { notBefore: reason.notBefore }),
    cause: reason,
  });
}
