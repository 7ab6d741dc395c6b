import type { HttpAnswer } from "../http/message.ts";
import { errorIdsOf } from "./wire.ts";

/** Who wrote an answer, as far as it shows. */
export type Provenance =
  /**
   * Astra's API as far as one can tell: JSON, plain text or nothing, all of
   * which it sends.
   */
  | "api"
  /**
   * A router that knows no such path: the answer of Astra's own, and of many
   * gateways.
   */
  | "no-such-path"
  /** A redirect, which Astra's API never sends. */
  | "redirect"
  /** A web page: of a gateway, a proxy, a portal or a login. */
  | "web-page";

/**
 * Error ids that mean: this is no live token. Without one of them a refusal
 * proves nothing about the token.
 */
const DEAD_TOKEN_IDS: ReadonlySet<number> = new Set([
  340002, 340003, 340012, 340016, 340017, 340018,
]);

/**
 * Whether an answer says for certain that the token of the request is dead or
 * malformed, whatever its status.
 */
export function saysDeadToken(answer: HttpAnswer): boolean {
  return (
    answer.status >= 400 &&
    answer.status < 500 &&
    errorIdsOf(answer.body).some((id) => DEAD_TOKEN_IDS.has(id))
  );
}

/** Who wrote an answer; nothing of its text is kept. */
export function provenanceOf(answer: HttpAnswer): Provenance {
  if (answer.status >= 300 && answer.status < 400) return "redirect";
  const body = answer.body.slice(0, 512).trimStart();
  const type = (answer.header("content-type") ?? "").toLowerCase();
  if (body.startsWith("<") || type.includes("html")) return "web-page";
  if (answer.status === 404 && /^404 page not found\s*$/u.test(body)) {
    return "no-such-path";
  }
  return "api";
}
