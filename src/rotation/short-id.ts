import { firstFew } from "./first-few.ts";

/**
 * A client id as people read it: enough of it to find the token in the Astra
 * UI, and inert.
 */
export function shortId(clientId: string): string {
  const inert = clientId.replace(/[^A-Za-z0-9_-]/gu, "?");
  return inert.length <= 10 ? inert : `${inert.slice(0, 6)}…${inert.slice(-4)}`;
}

/** Up to three client ids as people read them, and how many more there are. */
export function shortIds(clientIds: readonly string[]): string {
  return firstFew(clientIds.map(shortId), 3);
}
