import * as core from "@actions/core";

/** Masking shorter strings would blank the log and protect nothing. */
const SHORTEST_MASK = 8;

/** Has the runner blank a secret in everything that is written from now on. */
export function mask(secret: string): void {
  if (secret.length >= SHORTEST_MASK) core.setSecret(secret);
}
