/** An instant as GitHub writes it: UTC, whole seconds. */
export function instant(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1_000) * 1_000;
  return new Date(whole).toISOString().replace(".000Z", "Z");
}
