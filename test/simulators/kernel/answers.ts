import type { SimulatedAnswer } from "./gate.ts";

type Headers = Readonly<Record<string, string>>;

/** An answer with a JSON body. */
export function json(
  status: number,
  value: unknown,
  headers: Headers = {},
): SimulatedAnswer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

/** An answer in plain text. */
export function text(
  status: number,
  body: string,
  headers: Headers = {},
): SimulatedAnswer {
  return {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...headers },
    body,
  };
}

/** An answer without a body. */
export function empty(status: number, headers: Headers = {}): SimulatedAnswer {
  return { status, headers, body: "" };
}
