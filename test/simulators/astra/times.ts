/** How an instant is written in answers. */
export type TimeForm = "utc" | "offset" | "no-zone" | "go" | "epoch-seconds";

const HOUR_MS = 3_600_000;

/** An instant (epoch milliseconds) in one of the forms, to the millisecond. */
export function instant(milliseconds: number, form: TimeForm): string | number {
  const iso = new Date(milliseconds).toISOString();
  switch (form) {
    case "utc":
      return iso;
    case "offset":
      return new Date(milliseconds + 2 * HOUR_MS)
        .toISOString()
        .replace("Z", "+02:00");
    case "no-zone":
      return iso.replace("Z", "");
    case "go":
      return iso.replace("T", " ").replace("Z", " +0000 UTC");
    case "epoch-seconds":
      return Math.floor(milliseconds / 1_000);
  }
}

/** An instant as a creation's answer writes it. */
export function nanoseconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("Z", "083554Z");
}
