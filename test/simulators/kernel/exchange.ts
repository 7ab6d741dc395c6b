import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FaultMoment, SimulatedAnswer, Verdict } from "./gate.ts";
import type { Route, SimulatorServerOptions } from "./server.ts";

/**
 * One request on its way through a verdict; the operation acts at most once.
 */
export class Exchange {
  readonly #options: SimulatorServerOptions;
  readonly #route: Route;
  readonly #socket: Socket;
  readonly #response: ServerResponse;
  readonly #sequence: number;
  #answer: SimulatedAnswer | undefined;

  constructor(
    options: SimulatorServerOptions,
    route: Route,
    socket: Socket,
    response: ServerResponse,
    sequence: number,
  ) {
    this.#options = options;
    this.#route = route;
    this.#socket = socket;
    this.#response = response;
    this.#sequence = sequence;
  }

  async follow(verdict: Verdict): Promise<void> {
    switch (verdict.kind) {
      case "pass":
        this.#send(this.#act());
        return;
      case "reset":
        this.#actIfAfter(verdict.when);
        this.#socket.resetAndDestroy();
        return;
      case "hang":
        this.#actIfAfter(verdict.when);
        return;
      case "hold":
        this.#actIfAfter(verdict.when);
        await verdict.until;
        await this.follow(verdict.next ?? { kind: "pass" });
        return;
      case "answer":
        this.#actIfAfter(verdict.when);
        this.#send(verdict.answer);
        return;
      case "rewrite":
        this.#send(verdict.rewrite(this.#act()));
        return;
      case "interim":
        this.#act();
        await this.#sendInterim(verdict.count);
        this.#send(this.#act());
        return;
      case "torn":
        await this.#tear(this.#act(), verdict.afterBytes);
        return;
      case "raw":
        this.#actIfAfter(verdict.when);
        await verdict.write(this.#socket);
        return;
      default:
        return verdict satisfies never;
    }
  }

  #act(): SimulatedAnswer {
    this.#answer ??= this.#route.handle();
    return this.#answer;
  }

  #actIfAfter(when: FaultMoment): void {
    if (when === "after") this.#act();
  }

  #send(answer: SimulatedAnswer): void {
    const body = Buffer.from(answer.body);
    this.#head(answer, body.length);
    this.#response.end(body);
  }

  async #sendInterim(count: number): Promise<void> {
    for (let sent = 0; sent < count; sent += 1) {
      await new Promise<void>((resolve) => {
        this.#socket.write("HTTP/1.1 103 Early Hints\r\n\r\n", () => {
          resolve();
        });
      });
    }
  }

  async #tear(answer: SimulatedAnswer, afterBytes: number): Promise<void> {
    const body = Buffer.from(answer.body);
    this.#head(answer, body.length);
    this.#response.flushHeaders();
    await new Promise<void>((resolve) => {
      this.#response.write(body.subarray(0, afterBytes), () => {
        resolve();
      });
    });
    this.#socket.resetAndDestroy();
  }

  #head({ status, headers, body }: SimulatedAnswer, length: number): void {
    const { history, clock } = this.#options;
    const all: Record<string, string> = {
      date: new Date(clock.now()).toUTCString(),
      ...headers,
      ...(status === 204 || status === 304
        ? {}
        : { "content-length": String(length) }),
    };
    history.record({
      kind: "answer",
      sequence: this.#sequence,
      status,
      headers: all,
      body: Buffer.from(body).toString("utf8"),
    });
    this.#response.sendDate = false;
    this.#response.writeHead(status, all);
  }
}
