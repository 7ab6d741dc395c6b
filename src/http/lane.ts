import type { Method } from "./message.ts";

/** A request as it goes on the wire. */
export interface WireRequest {
  readonly method: Method;
  readonly origin: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Ends an exchange that has begun. */
export interface ExchangeController {
  abort(reason: Error): void;
}

/** Is told how an exchange goes; undici's dispatchers know it by these names. */
export interface AnswerHandler {
  /** Writing begins now; it does not when the controller's `abort` is called at once. */
  onRequestStart(controller: ExchangeController): void;
  /** The head of an answer, of an interim one, too. */
  onResponseStart(
    controller: ExchangeController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void;
  onResponseData(controller: ExchangeController, chunk: Buffer): void;
  onResponseEnd(): void;
  /** Also where writing never began. */
  onResponseError(controller: ExchangeController | null, error: unknown): void;
}

/** A way to a service, over one connection or several. */
export interface Lane {
  /** Whether it takes requests. */
  isOpen(): boolean;
  /** Sends a request. */
  dispatch(request: WireRequest, handler: AnswerHandler): void;
  /** Takes no more requests, and ends once those under way have ended. */
  close(): Promise<void>;
  /** Ends at once. */
  destroy(): Promise<void>;
}
