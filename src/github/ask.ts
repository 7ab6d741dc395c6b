import type { ClockReading } from "../rotation/clocks.ts";
import type { Call, Question } from "./client.ts";
import { brokenOf, type GitHubTask } from "./failures.ts";
import type { GitHubAnswer } from "./provenance.ts";

/** An answer with the service's time beside it. */
export interface Asked {
  readonly answer: GitHubAnswer;
  readonly clock: ClockReading | undefined;
}

/** Asks GitHub; every complete answer is returned, and what broke is thrown as a sentence with a remedy. */
export async function ask(
  call: Call,
  question: Question,
  task: GitHubTask,
): Promise<Asked> {
  try {
    const answer = await call(question);
    const { serverTime, receivedAt } = answer;
    return {
      answer,
      clock:
        serverTime === undefined
          ? undefined
          : { service: "github", serverTime, receivedAt },
    };
  } catch (thrown) {
    throw brokenOf(thrown, task);
  }
}
