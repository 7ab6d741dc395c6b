/** An instant as GitHub writes it: UTC, whole seconds. */
export function instant(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1_000) * 1_000;
  return new Date(whole).toISOString().replace(".000Z", "Z");
}

const OFFSET_HOURS = -5;

/**
 * An instant as `github-authentication-token-expiration` writes it:
 * `2023-07-31 18:41:07 UTC` or `2023-07-31 13:41:07 -0500`.
 */
export function expiryHeader(
  milliseconds: number,
  form: "utc" | "offset",
): string {
  const hours = form === "utc" ? 0 : OFFSET_HOURS;
  const local = instant(milliseconds + hours * 3_600_000);
  const zone = form === "utc" ? "UTC" : "-0500";
  return `${local.replace("T", " ").replace("Z", "")} ${zone}`;
}
