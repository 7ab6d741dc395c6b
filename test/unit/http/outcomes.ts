import type {
  Delivery,
  TransportErrorCode,
} from "../../../src/http/transport-error.ts";
import { parseHttpDate } from "../../../src/http/http-date.ts";
import { TransportError } from "../../../src/http/transport-error.ts";
import type { HttpAnswer } from "../../../src/http/message.ts";

/** An answer as a transport returns it. */
export function answered(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = "",
): HttpAnswer {
  const values = new Map(Object.entries(headers));
  return {
    status,
    header: (name) => values.get(name),
    body,
    serverTime: parseHttpDate(values.get("date")),
    receivedAt: 0,
  };
}

/** A failure as a transport throws it. */
export function failed(
  code: TransportErrorCode,
  delivery: Delivery = "unknown",
  detail?: string,
): TransportError {
  return new TransportError({
    code,
    delivery,
    method: "PUT",
    host: "api.example.org",
    detail,
  });
}
