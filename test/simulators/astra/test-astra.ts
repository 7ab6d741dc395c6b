import { onTestFinished } from "vitest";
import { createWorldClock, type WorldClock } from "../kernel/clock.ts";
import { createHistory } from "../kernel/history.ts";
import { type AstraSimulator, startAstraSimulator } from "./simulator.ts";

/** An answer as the tests look at it. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The parsed body, or undefined when it is empty or no JSON. */
  readonly body: unknown;
}

/**
 * A simulator with a clock that moves by hand, an admin, and a client for it.
 */
export interface TestAstra {
  readonly astra: AstraSimulator;
  readonly clock: WorldClock;
  /** Token of a Database Administrator. */
  readonly admin: string;
  /** Sends as the admin unless another token is given. */
  readonly send: (
    method: string,
    path: string,
    sending?: { readonly token?: string; readonly body?: unknown },
  ) => Promise<Answer>;
}

/** Starts a simulator that ends with the running test. */
export async function startTestAstra(): Promise<TestAstra> {
  const clock = createWorldClock(undefined, 0);
  const astra = await startAstraSimulator({ clock, history: createHistory() });
  onTestFinished(() => astra.close());
  const roles = [astra.role("Database Administrator").id];
  const admin = astra.createTokenByHand({ roles }).token;
  return {
    astra,
    clock,
    admin,
    send: async (method, path, { token = admin, body } = {}) => {
      const response = await fetch(`${astra.url}${path}`, {
        method,
        headers: {
          ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, text, body: parsed(text) };
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
