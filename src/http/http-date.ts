/** Characters of the form: `Sun, 06 Nov 1994 08:49:37 GMT`. */
const LENGTH = 29;

/**
 * An HTTP date as epoch milliseconds, or undefined for anything but the one
 * form that senders may generate
 * (https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7).
 */
export function parseHttpDate(text: string | undefined): number | undefined {
  // `Date.parse` also reads years of six digits, and writes them back as they
  // were.
  if (text?.length !== LENGTH) return undefined;
  const time = Date.parse(text);
  // `Date.parse` accepts nearly everything; the way back admits only the exact
  // form.
  return new Date(time).toUTCString() === text ? time : undefined;
}
