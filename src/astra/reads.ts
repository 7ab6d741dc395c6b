import type { HttpAnswer } from "../http/message.ts";
import type { ClockReading } from "../rotation/clocks.ts";
import type { Read } from "../rotation/ports.ts";
import type { AstraAttempt } from "./attempt.ts";
import { brokenOf, failureOf } from "./failures.ts";

/** How often a read is sent whose answer is a success that cannot be read. */
const READ_ATTEMPTS = 4;

/**
 * The pause before the second attempt, milliseconds; doubled for each after it.
 */
const FIRST_PAUSE_MS = 500;

/** One read: how it is sent and what makes a value of its body. */
export interface ReadRequest<T> {
  readonly attempt: AstraAttempt;
  readonly send: () => Promise<HttpAnswer>;
  /** Undefined when the body is not what the operation answers. */
  readonly parse: (body: string) => T | undefined;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/**
 * Sends a read and parses its answer. A success that does not parse, such as
 * the page of a gateway that is being updated, is asked for again. Throws
 * `RotationError`.
 */
export async function read<T>({
  attempt,
  send,
  parse,
  sleep,
}: ReadRequest<T>): Promise<Read<T>> {
  for (let count = 1; ; count += 1) {
    const answer = await sent(attempt, send);
    if (!isSuccess(answer)) throw failureOf(answer, attempt);
    const value = parse(answer.body);
    if (value !== undefined) return { value, clock: clockOf(answer) };
    if (count >= READ_ATTEMPTS) throw failureOf(answer, attempt);
    await sleep(FIRST_PAUSE_MS * 2 ** (count - 1));
  }
}

/** Whether an answer says that the request was carried out. */
export function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

/** Astra's time in an answer; undefined when it does not say. */
export function clockOf({
  serverTime,
  receivedAt,
}: HttpAnswer): ClockReading | undefined {
  return serverTime === undefined
    ? undefined
    : { service: "astra", serverTime, receivedAt };
}

async function sent(
  attempt: AstraAttempt,
  send: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  try {
    return await send();
  } catch (thrown) {
    throw brokenOf(thrown, attempt);
  }
}
