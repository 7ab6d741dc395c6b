import * as core from "@actions/core";

/** Masking shorter strings would blank the log and protect nothing. */
const SHORTEST_MASK = 8;

/**
 * Has the runner blank a secret in everything that is written from now on: each
 * of its lines, and of an Astra token also the part that makes it one.
 */
export function mask(secret: string): void {
  const pieces = secret
    .split(/[\r\n]+/u)
    .map((line) => line.trim())
    .flatMap((line) => [line, /^AstraCS:[^:]*:(.*)$/u.exec(line)?.[1] ?? ""])
    .filter((piece) => piece.length >= SHORTEST_MASK);
  for (const piece of pieces) core.setSecret(piece);
}
