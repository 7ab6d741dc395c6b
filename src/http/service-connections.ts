import type { Socket } from "node:net";
import { begin, startingWith } from "./begun.ts";
import { connected, speaksHttp2 } from "./connector.ts";
import { openHttp2Lane } from "./http2-lane.ts";
import type { AnswerHandler, Lane, WireRequest } from "./lane.ts";
import { MAX_CONNECTIONS } from "./limits.ts";
import type { Connector } from "./socket.ts";

/** Unused for longer, a connection may be closed by the other side at any moment; a POST must not run into that. */
const FRESH_MS = 10_000;

/**
 * The connections to one service. What it speaks is known once the first one is there, so
 * all requests wait for that one; over HTTP/2 it stays the only one.
 */
export class ServiceConnections {
  readonly #origin: string;
  readonly #connect: Connector;
  readonly #now: () => number;
  readonly #lanes = new Set<Lane>();
  #present: Promise<Lane> | undefined;
  #waiting = 0;
  #openedAt = 0;
  #usedAt = 0;

  constructor(origin: string, connect: Connector, now: () => number) {
    this.#origin = origin;
    this.#connect = connect;
    this.#now = now;
  }

  /** Begins to connect, unless that is done. */
  prepare(): void {
    // Whoever needs the connection is told when there is none.
    this.#open().catch(() => undefined);
  }

  /** Resolves once the connection that was begun is there or has failed; what it may need is loaded meanwhile. */
  async begun(): Promise<void> {
    await Promise.allSettled([loadHttp1Lane(), this.#present]);
  }

  /** Sends a request once there is a connection; throws when there is none. */
  async dispatch(request: WireRequest, handler: AnswerHandler): Promise<void> {
    const now = this.#now();
    if (request.method === "POST" && now - this.#usedAt > FRESH_MS) {
      this.#renew();
    }
    this.#usedAt = now;
    const present = this.#open();
    const lane = await this.#awaited(present);
    if (!lane.isOpen()) this.#forget(present);
    const open = lane.isOpen() ? lane : await this.#open();
    open.dispatch(request, handler);
  }

  /** Uses a new connection from now on, since a request that began at `startedAt` got no answer. */
  distrust(startedAt: number): void {
    if (this.#openedAt <= startedAt) this.#renew();
  }

  /** Ends every connection at once. */
  async close(): Promise<void> {
    await Promise.all([...this.#lanes].map((lane) => lane.destroy()));
  }

  #open(): Promise<Lane> {
    if (this.#present !== undefined) return this.#present;
    this.#openedAt = this.#now();
    this.#usedAt = this.#openedAt;
    const opened = this.#openLane();
    opened.catch(() => {
      this.#forget(opened);
    });
    this.#present = opened;
    return opened;
  }

  async #awaited(lane: Promise<Lane>): Promise<Lane> {
    this.#waiting += 1;
    try {
      return await lane;
    } finally {
      this.#waiting -= 1;
    }
  }

  async #openLane(): Promise<Lane> {
    const first = await connected(this.#connect, this.#origin);
    const lane = speaksHttp2(first)
      ? openHttp2Lane(this.#origin, first)
      : await this.#openHttp1Lane(first);
    this.#lanes.add(lane);
    return lane;
  }

  async #openHttp1Lane(first: Socket): Promise<Lane> {
    // Everyone who waits needs a connection of their own.
    const further = Math.min(this.#waiting, MAX_CONNECTIONS) - 1;
    const begun = [
      Promise.resolve(first),
      ...begin(this.#connect, this.#origin, further),
    ];
    const { openHttp1Lane } = await loadHttp1Lane();
    return openHttp1Lane(this.#origin, startingWith(begun, this.#connect));
  }

  /** Requests under way over the present connections are left to end. */
  #renew(): void {
    const old = this.#present;
    this.#present = undefined;
    old?.then((lane) => lane.close()).catch(() => undefined);
  }

  #forget(lane: Promise<Lane>): void {
    if (this.#present === lane) this.#present = undefined;
  }
}

/** undici is much, so it is loaded while the first handshakes last. */
function loadHttp1Lane() {
  return import("./http1-lane.ts");
}
