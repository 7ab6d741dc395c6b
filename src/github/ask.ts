import type { Method } from "../http/message.ts";
import type { FinalAnswer } from "../http/send-with-retry.ts";
import type { ClockReading } from "../rotation/clocks.ts";
import type { Call, Parameters } from "./client.ts";
import { brokenOf, type GitHubTask } from "./failures.ts";

/** One request as a route with its parameters. */
export interface Question {
  readonly method: Exclude<Method, "POST">;
  readonly path: string;
  readonly parameters: Parameters;
}

/** An answer with the service's time beside it. */
export interface Asked {
  readonly answer: FinalAnswer;
  readonly clock: ClockReading | undefined;
}

/** Asks GitHub; every complete answer is returned, and what broke is thrown as a sentence with a remedy. */
export async function ask(
  call: Call,
  { method, path, parameters }: Question,
  task: GitHubTask,
): Promise<Asked> {
  try {
    const answer = await call(method, path, parameters);
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
