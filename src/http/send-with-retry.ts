import { TransportError } from "./transport-error.ts";
import type { HttpAnswer, HttpRequest, Method } from "./message.ts";
import {
  type AttemptOutcome,
  isWorthRetrying,
  type RetryPolicy,
  waitBefore,
} from "./retry.ts";
import type { Transport } from "./transport.ts";

/** Decides when each attempt may leave, and learns from its outcome. */
export interface Pace {
  /**
   * Resolves once an attempt may leave; at once when the run is stopped. What
   * it resolves with is to be told what became of the attempt.
   */
  admit(method: Method): Promise<(outcome: AttemptOutcome) => void>;
}

/** What a request may need. */
export interface SendOptions {
  /** Is asked before every attempt, retries included. */
  readonly pace?: Pace | undefined;
  /** Sends it once, for a read that nothing depends on. */
  readonly once?: boolean;
  /** Bytes read of the body; 2 MiB by default, 16 MiB at most. */
  readonly maxBodyBytes?: number | undefined;
  /** Milliseconds that a rate limit demands; undefined for other answers. */
  readonly rateLimitWait?:
    ((answer: HttpAnswer) => number | undefined) | undefined;
  /** Completes the request right before each attempt, such as with a token. */
  readonly complete?:
    ((request: HttpRequest) => Promise<HttpRequest>) | undefined;
}

/**
 * Sends one request with everything that protects it: deadline, cap, retries
 * by the table. Throws `TransportError` when no complete answer came.
 */
export type Send = (
  request: HttpRequest,
  options?: SendOptions,
) => Promise<FinalAnswer>;

/** What trying again depends on, beside what the request itself needs. */
export interface RetryEnvironment extends Omit<SendOptions, "once"> {
  sleep(milliseconds: number): Promise<void>;
  /** From 0 up to, but not including, 1. */
  random(): number;
  /** Milliseconds until the run must be over. */
  remainingMs(): number;
  /** False once the run was cancelled: no new attempt. */
  mayStart(): boolean;
}

/** The answer to the last attempt. */
export interface FinalAnswer extends HttpAnswer {
  /** Whether an earlier attempt may have been carried out, or still be. */
  readonly earlierEffect: "none" | "possible";
}

/**
 * Sends a request until it gets an answer worth having, is out of attempts or
 * time, or the run is cancelled; a POST is sent once. Returns the last answer,
 * whatever its status, or throws the last `TransportError`, with
 * `delivery: "unknown"` if any attempt may have been carried out. What
 * `complete` throws is thrown only while none may have been.
 */
export async function sendWithRetry(
  transport: Transport,
  request: HttpRequest,
  policy: RetryPolicy,
  environment: RetryEnvironment,
): Promise<FinalAnswer> {
  let earlierEffect: FinalAnswer["earlierEffect"] = "none";
  let last: AttemptOutcome | undefined;
  for (let attempt = 1; ; attempt += 1) {
    let outcome: AttemptOutcome;
    try {
      outcome = await tryOnce(transport, request, environment);
    } catch (thrown) {
      if (last === undefined || earlierEffect === "none") throw thrown;
      return conclude(last, earlierEffect);
    }
    const limitWait =
      outcome instanceof TransportError
        ? undefined
        : environment.rateLimitWait?.(outcome);
    const terms = { policy, limitWait, random: () => environment.random() };
    const wait = waitBefore(attempt, outcome, terms);
    const isLast =
      attempt >= policy.maxAttempts ||
      !isWorthRetrying(request.method, outcome, limitWait) ||
      !environment.mayStart() ||
      wait >= environment.remainingMs();
    if (isLast) return conclude(outcome, earlierEffect);
    await environment.sleep(wait);
    if (!environment.mayStart() || environment.remainingMs() <= 0) {
      return conclude(outcome, earlierEffect);
    }
    if (mayHaveActed(outcome)) earlierEffect = "possible";
    last = outcome;
  }
}

async function tryOnce(
  transport: Transport,
  request: HttpRequest,
  environment: RetryEnvironment,
): Promise<AttemptOutcome> {
  const settle = await environment.pace?.admit(request.method);
  let outcome: AttemptOutcome = unsent(request);
  try {
    if (!environment.mayStart()) return outcome;
    const complete = (await environment.complete?.(request)) ?? request;
    if (!environment.mayStart()) return outcome;
    outcome = await transport
      .send(complete, {
        timeoutMs: environment.remainingMs(),
        maxBodyBytes: environment.maxBodyBytes,
      })
      .catch((thrown: unknown) => {
        if (thrown instanceof TransportError) return thrown;
        throw thrown;
      });
    return outcome;
  } finally {
    settle?.(outcome);
  }
}

function unsent({ method, url: { host } }: HttpRequest): TransportError {
  const delivery = "not-sent";
  return new TransportError({ code: "cancelled", delivery, method, host });
}

function mayHaveActed(outcome: AttemptOutcome): boolean {
  if (outcome instanceof TransportError) return outcome.delivery === "unknown";
  return outcome.status === 408 || outcome.status >= 500;
}

function conclude(
  outcome: AttemptOutcome,
  earlierEffect: FinalAnswer["earlierEffect"],
): FinalAnswer {
  if (!(outcome instanceof TransportError)) {
    return { ...outcome, earlierEffect };
  }
  if (earlierEffect === "none" || outcome.delivery === "unknown") throw outcome;
  const { code, method, host, detail, proxy } = outcome;
  const delivery = "unknown";
  throw new TransportError({ code, delivery, method, host, detail, proxy });
}
