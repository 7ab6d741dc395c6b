import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TransportError } from "../../../src/http/transport-error.ts";
import type {
  HttpAnswer,
  HttpRequest,
  Method,
} from "../../../src/http/message.ts";
import {
  type AttemptOutcome,
  DEFAULT_RETRY_POLICY,
} from "../../../src/http/retry.ts";
import {
  type FinalAnswer,
  type RetryEnvironment,
  sendWithRetry,
} from "../../../src/http/send-with-retry.ts";
import type { Transport } from "../../../src/http/transport.ts";
import { failureOf } from "./failures.ts";
import { answer, reset, serve, to, torn } from "./loopback.ts";
import { openTransport } from "./open-transport.ts";
import { answered, failed } from "./outcomes.ts";

/** Time that passes only by sleeping. */
class Run implements RetryEnvironment {
  readonly slept: number[] = [];
  cancelled = false;
  readonly #budgetMs: number;

  constructor(budgetMs = 900_000) {
    this.#budgetMs = budgetMs;
  }

  sleep(milliseconds: number): Promise<void> {
    this.slept.push(milliseconds);
    return Promise.resolve();
  }

  random(): number {
    return 0.5;
  }

  remainingMs(): number {
    return this.#budgetMs - this.slept.reduce((sum, wait) => sum + wait, 0);
  }

  mayStart(): boolean {
    return !this.cancelled;
  }
}

/** A transport that plays outcomes, the last for ever, and keeps the timeouts it was given. */
function play(...script: AttemptOutcome[]): Transport & { timeouts: number[] } {
  const timeouts: number[] = [];
  return {
    timeouts,
    send: (_request, limits) => {
      const outcome = script[Math.min(timeouts.length, script.length - 1)];
      timeouts.push(limits?.timeoutMs ?? Number.NaN);
      if (outcome === undefined) throw new Error("nothing to play");
      return outcome instanceof TransportError
        ? Promise.reject(outcome)
        : Promise.resolve(outcome);
    },
  };
}

function retried(
  transport: Transport,
  run: RetryEnvironment,
  method: Method = "PUT",
): Promise<FinalAnswer> {
  const request: HttpRequest = to(new URL("https://api.example.org"), method);
  return sendWithRetry(transport, request, DEFAULT_RETRY_POLICY, run);
}

describe("a rate limit that only the service's words tell", () => {
  class Limited extends Run {
    rateLimitWait({ status }: HttpAnswer): number | undefined {
      return status === 403 ? 7_000 : undefined;
    }
  }

  it.each(["GET", "PUT", "DELETE"] as const)(
    "is waited for, and a %s sent again",
    async (method) => {
      const run = new Limited();
      const transport = play(answered(403), answered(200));
      const final = await retried(transport, run, method);
      expect(final.status).toBe(200);
      expect(run.slept).toEqual([7_250]);
    },
  );

  it("does not bring a POST to be sent again", async () => {
    const transport = play(answered(403), answered(200));
    const final = await retried(transport, new Limited(), "POST");
    expect(final.status).toBe(403);
  });

  it("is a refusal where nothing reads those words", async () => {
    const run = new Run();
    const final = await retried(play(answered(403), answered(200)), run);
    expect(final.status).toBe(403);
    expect(run.slept).toEqual([]);
  });
});

describe("sendWithRetry over a real connection", () => {
  it.each(["GET", "PUT", "DELETE"] as const)(
    "brings a %s through reset, 503, 429 and a torn body",
    async (method) => {
      await using server = await serve(
        reset,
        answer(503),
        answer(429, { "retry-after": "7" }),
        torn,
        answer(200, {}, "done"),
      );
      await using transport = openTransport();
      const run = new Run();
      const final = await sendWithRetry(
        transport,
        to(server.url("/x"), method),
        DEFAULT_RETRY_POLICY,
        run,
      );
      expect(final).toMatchObject({ status: 200, body: "done" });
      expect(server.seen).toEqual(Array(5).fill(`${method} /x`));
      expect(run.slept).toEqual([250, 500, 8_000, 2_000]);
    },
  );

  it.each([
    ["502", answer(502)],
    ["429", answer(429, { "retry-after": "0" })],
    ["reset", reset],
    ["torn body", torn],
  ])("sends a POST exactly once in spite of a %s", async (_case, reaction) => {
    await using server = await serve(reaction);
    await using transport = openTransport();
    const run = new Run();
    await sendWithRetry(
      transport,
      to(server.url(), "POST"),
      DEFAULT_RETRY_POLICY,
      run,
    ).catch((thrown: unknown) => {
      expect(thrown).toMatchObject({ delivery: "unknown" });
    });
    expect(server.seen).toEqual(["POST /"]);
    expect(run.slept).toEqual([]);
  });
});

describe("sendWithRetry", () => {
  describe("when attempts run out", () => {
    it("returns the last answer", async () => {
      const transport = play(failed("timeout"), answered(503));
      const final = await retried(transport, new Run());
      expect(final.status).toBe(503);
      expect(transport.timeouts).toHaveLength(5);
    });

    it("throws the last error", async () => {
      const transport = play(answered(503), failed("timeout"));
      const error = await failureOf(retried(transport, new Run()));
      expect(error.code).toBe("timeout");
      expect(transport.timeouts).toHaveLength(5);
    });
  });

  describe("when the wait would outlast the run", () => {
    it.each(["60", "999999999999"])(
      "gives up at once on %s s",
      async (seconds) => {
        const transport = play(answered(429, { "retry-after": seconds }));
        const run = new Run(60_000);
        expect((await retried(transport, run)).status).toBe(429);
        expect(transport.timeouts).toEqual([60_000]);
        expect(run.slept).toEqual([]);
      },
    );
  });

  it("gives each attempt no more than what is left of the run", async () => {
    const transport = play(answered(500), answered(500), answered(200));
    await retried(transport, new Run(10_000));
    expect(transport.timeouts).toEqual([10_000, 9_750, 9_250]);
  });

  describe("when the run is cancelled", () => {
    it("starts nothing", async () => {
      const transport = play(answered(200));
      const run = new Run();
      run.cancelled = true;
      expect(await failureOf(retried(transport, run))).toMatchObject({
        code: "cancelled",
        delivery: "not-sent",
      });
      expect(transport.timeouts).toEqual([]);
    });

    it("makes no further attempt after the wait", async () => {
      const transport = play(answered(503));
      const run = new Run();
      run.sleep = () => {
        run.cancelled = true;
        return Promise.resolve();
      };
      expect((await retried(transport, run)).status).toBe(503);
      expect(transport.timeouts).toHaveLength(1);
    });
  });

  describe("when an earlier attempt may have been carried out", () => {
    it.each<[string, AttemptOutcome, FinalAnswer["earlierEffect"]]>([
      ["a lost answer", failed("connection-lost"), "possible"],
      ["a 500", answered(500), "possible"],
      ["a 502", answered(502), "possible"],
      ["a 408", answered(408), "possible"],
      ["a refused connection", failed("connection-failed", "not-sent"), "none"],
      ["a 429", answered(429), "none"],
    ])("says so beside the answer: %s", async (_case, first, expected) => {
      const transport = play(first, answered(403, {}, "no permission"));
      const final = await retried(transport, new Run());
      expect(final).toMatchObject({ status: 403, earlierEffect: expected });
    });

    it("does not call the whole unsent because the last attempt was", async () => {
      const transport = play(
        failed("timeout", "unknown"),
        failed("connection-failed", "not-sent"),
      );
      const error = await failureOf(retried(transport, new Run()));
      expect(error).toMatchObject({
        code: "connection-failed",
        delivery: "unknown",
      });
    });

    it("calls it unsent when every attempt was", async () => {
      const transport = play(failed("connection-failed", "not-sent"));
      const error = await failureOf(retried(transport, new Run()));
      expect(error.delivery).toBe("not-sent");
    });
  });

  describe("when the request cannot be completed", () => {
    const REASON = new Error("no token");

    /** Completes the first attempts only. */
    function completing(attempts: number): Run & RetryEnvironment {
      let left = attempts;
      return Object.assign(new Run(), {
        complete: (request: HttpRequest) => {
          left -= 1;
          return left < 0 ? Promise.reject(REASON) : Promise.resolve(request);
        },
      });
    }

    it("throws why, when none was sent or none can have acted", async () => {
      const ended = retried(play(answered(200)), completing(0));
      await expect(ended).rejects.toBe(REASON);
      const limited = retried(play(answered(429)), completing(1));
      await expect(limited).rejects.toBe(REASON);
    });

    it("keeps to what came of an attempt that may have acted", async () => {
      const run = completing(1);
      const final = await retried(play(answered(502)), run);
      expect(final).toMatchObject({ status: 502, earlierEffect: "possible" });
      const lost = play(failed("timeout", "unknown"));
      expect(await failureOf(retried(lost, completing(1)))).toMatchObject({
        code: "timeout",
        delivery: "unknown",
      });
    });

    it("does not ask for it once the run is cancelled, and sends nothing once it is", async () => {
      const transport = play(answered(200));
      let asked = 0;
      const run = new Run();
      const environment = Object.assign(run, {
        complete: (request: HttpRequest) => {
          asked += 1;
          run.cancelled = true;
          return Promise.resolve(request);
        },
      });
      await failureOf(retried(transport, environment));
      await failureOf(retried(transport, environment));
      expect(asked).toBe(1);
      expect(transport.timeouts).toEqual([]);
    });
  });

  describe("when attempts are paced", () => {
    it("tells what became of each, of one that was never sent, too", async () => {
      const told: AttemptOutcome[] = [];
      const run = Object.assign(new Run(), {
        pace: {
          admit: () =>
            Promise.resolve((outcome: AttemptOutcome) => {
              told.push(outcome);
            }),
        },
      });
      const [first, second] = [answered(503), answered(200)];
      await retried(play(first, second), run);
      expect(told).toEqual([first, second]);
      run.cancelled = true;
      await failureOf(retried(play(answered(200)), run));
      expect(told[2]).toMatchObject({
        code: "cancelled",
        delivery: "not-sent",
      });
    });
  });

  describe("when the wait would last as long as the run may", () => {
    it("does not wait", async () => {
      const run = new Run(250);
      const transport = play(answered(503), answered(200));
      expect((await retried(transport, run)).status).toBe(503);
      expect(run.slept).toEqual([]);
    });

    it("sends nothing more when it lasted longer than it should have", async () => {
      const run = new Run(1_000);
      const transport = play(answered(503), answered(200));
      run.sleep = () => {
        run.slept.push(1_000);
        return Promise.resolve();
      };
      expect((await retried(transport, run)).status).toBe(503);
      expect(transport.timeouts).toHaveLength(1);
    });
  });

  it("lets other errors through as they are", async () => {
    const bug = new TypeError("bug");
    const transport = { ...play(), send: () => Promise.reject(bug) };
    await expect(retried(transport, new Run())).rejects.toBe(bug);
  });

  it("never waits past the end of the run, nor tries more often than allowed", async () => {
    const outcome = fc.oneof(
      fc.constantFrom(failed("timeout"), failed("connection-lost")),
      fc
        .tuple(fc.constantFrom(200, 403, 408, 429, 503), fc.nat(400))
        .map(([status, wait]) =>
          answered(status, { "retry-after": String(wait) }),
        ),
    );
    const script = fc.array(outcome, { minLength: 1, maxLength: 6 });
    const method = fc.constantFrom("GET", "PUT", "POST", "DELETE");
    await fc.assert(
      fc.asyncProperty(
        script,
        method,
        fc.integer({ min: 1, max: 900_000 }),
        async (outcomes, by, budgetMs) => {
          const transport = play(...outcomes);
          const run = new Run(budgetMs);
          await retried(transport, run, by).catch(() => undefined);
          const attempts = transport.timeouts.length;
          expect(attempts).toBeGreaterThan(0);
          expect(attempts).toBeLessThanOrEqual(by === "POST" ? 1 : 5);
          expect(run.slept).toHaveLength(attempts - 1);
          expect(run.remainingMs()).toBeGreaterThan(0);
        },
      ),
    );
  });
});
