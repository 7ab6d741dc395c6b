import * as core from "@actions/core";

/** Masking shorter strings would blank the log and protect nothing. */
const SHORTEST_MASK = 8;

/**
 * No secret of either service is anything else; a log line that is not stays
 * out of the log, too.
 */
const isPrintable = (text: string): boolean => /^[ -~]+$/u.test(text);

/**
 * Has the runner blank a secret in everything that is written from now on: each
 * of its lines, and of an Astra token also the part that makes it one.
 */
export function mask(secret: string): void {
  const pieces = secret
    .split(/[\r\n]+/u)
    .map((line) => line.trim())
    .flatMap((line) => [line, /^AstraCS:[^:]*:(.*)$/u.exec(line)?.[1] ?? ""])
    .filter((piece) => piece.length >= SHORTEST_MASK && isPrintable(piece));
  for (const piece of pieces) core.setSecret(piece);
}
