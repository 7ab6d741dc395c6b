/** The value of a JSON text; undefined when it is none. The platform's message would quote the text, so it is dropped. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
