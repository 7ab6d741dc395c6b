/** A client id as people read it: enough of it to find the token in the Astra UI. */
export function shortId(clientId: string): string {
  const inert = clientId.replace(/[^A-Za-z0-9_-]/gu, "?");
  return inert.length <= 10 ? inert : `${inert.slice(0, 6)}…${inert.slice(-4)}`;
}

/** An instant as people read it, in UTC to the minute. */
export function instant(epochMilliseconds: number): string {
  const iso = new Date(epochMilliseconds).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** A length of time as people read it, in its two largest units. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${String(Math.round(milliseconds))} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const units: readonly (readonly [string, number])[] = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["min", 60_000],
    ["s", 1_000],
  ];
  const start = units.findIndex(([, size]) => milliseconds >= size);
  let rest = milliseconds;
  const parts = units.slice(start, start + 2).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${String(count)} ${unit}`];
  });
  return parts.join(" ");
}

/** A count with its noun. */
export function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? "" : "s"}`;
}
