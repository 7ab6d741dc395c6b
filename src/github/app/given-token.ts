import type { Secret } from "../../rotation/secret.ts";
import type { TokenKind } from "../task.ts";
import { FRESH_MS, showsPermission } from "./freshness.ts";
import type { Tokens } from "./sending.ts";
import { adviceFor } from "./tokens.ts";

/**
 * A token that was given. An installation token may have been made in the step
 * before, so it counts as fresh in the first seconds of the run (monotonic
 * milliseconds); for any other token an answer is what it is.
 */
export function givenToken(
  token: Secret,
  kind: TokenKind,
  clock: { now(): number },
): Tokens {
  let firstAnswerAt: number | undefined;
  let hasPermission = false;
  return {
    current: () => Promise.resolve(token),
    advise: (_token, answer) => {
      if (kind !== "installation") return "final";
      firstAnswerAt ??= clock.now();
      hasPermission ||= showsPermission(answer);
      const isFresh = clock.now() - firstAnswerAt < FRESH_MS;
      const advice = adviceFor({ hasPermission }, isFresh, answer);
      return advice === "wait" ? "wait" : "final";
    },
  };
}
