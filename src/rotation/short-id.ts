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
  const shown = clientIds.slice(0, 3).map(shortId).join(", ");
  const more = clientIds.length - 3;
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}
