/**
 * An HTTP date as epoch milliseconds, or undefined for anything but the one form that
 * senders may generate (https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7).
 */
export function parseHttpDate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) return undefined;
  // `Date.parse` accepts nearly everything; the way back admits only the exact form.
  return new Date(time).toUTCString() === text ? time : undefined;
}
