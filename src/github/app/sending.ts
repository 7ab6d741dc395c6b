import type { Secret } from "../../rotation/secret.ts";
import type { GitHubAnswer } from "../provenance.ts";
import { PAUSES_MS, reread, type Waiting } from "../waiting.ts";

/**
 * What to do about an answer: take it, ask again with another token at once, or
 * wait and ask again.
 */
export type Advice = "final" | "other-token" | "wait";

/** The tokens that requests are sent with. */
export interface Tokens {
  /**
   * The token of the moment; throws `RotationError` when there is none to be
   * had.
   */
  current(): Promise<Secret>;
  /** Is told the answer to a request that was sent with that token. */
  advise(token: Secret, answer: GitHubAnswer): Advice;
}

/** Sends one request, with the token that is given right before it leaves. */
export type SendWith = (
  authorize: () => Promise<Secret>,
) => Promise<GitHubAnswer>;

/** How often a request changes its token without a pause. */
const MAX_CHANGES = 3;

/**
 * Sends with the token of the moment. What a fresh token is refused for some
 * seconds is asked again after growing pauses, or with an older token that is
 * still good; a GET that cannot be read is asked again, too. Throws only while
 * no earlier sending may have been carried out.
 */
export async function sendWithTokens(
  tokens: Tokens,
  sendWith: SendWith,
  waiting: Waiting,
): Promise<GitHubAnswer> {
  let used = await tokens.current();
  const send = (): Promise<GitHubAnswer> =>
    sendWith(async () => {
      used = await tokens.current();
      return used;
    });
  let answer = await reread(send, waiting);
  const pauses: number[] = [...PAUSES_MS];
  for (let changes = 0; ;) {
    const advice = tokens.advise(used, answer);
    if (advice === "final") return answer;
    if (advice === "wait") {
      const pause = pauses.shift();
      if (pause === undefined || !(await waiting.pause(pause))) return answer;
    } else {
      changes += 1;
      if (changes > MAX_CHANGES) return answer;
    }
    const mayHaveActed = answer.earlierEffect === "possible";
    try {
      answer = await send();
    } catch (thrown) {
      if (mayHaveActed) return answer;
      throw thrown;
    }
    if (mayHaveActed) answer = { ...answer, earlierEffect: "possible" };
  }
}
