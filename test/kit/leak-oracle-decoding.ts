/** More rounds than anything that is escaped within something escaped needs. */
const ROUNDS = 4;

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

const SHORT: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  '"': '"',
  "/": "/",
  "\\": "\\",
};

const ESCAPES =
  /%([0-9A-Fa-f]{2})|\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})|&#x([0-9A-Fa-f]{1,6});|&#(\d{1,7});|&(amp|lt|gt|quot|apos);|\\([nrt"/\\])|\0/gu;

/**
 * A text with everything undone that URIs, JSON, source code, HTML and wide
 * characters do to one, in any mixture; undefined when there is nothing to undo.
 */
export function decoded(text: string): string | undefined {
  let plain = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = plain.replace(ESCAPES, undo);
    if (next === plain) break;
    plain = next;
  }
  return plain === text ? undefined : plain;
}

function undo(whole: string, ...groups: readonly unknown[]): string {
  const [percent, u, x, hex, decimal, named, short] = groups.map((group) =>
    typeof group === "string" ? group : undefined,
  );
  const code = percent ?? u ?? x ?? hex;
  if (code !== undefined) return character(Number.parseInt(code, 16), whole);
  if (decimal !== undefined) return character(Number(decimal), whole);
  if (named !== undefined) return NAMED[named] ?? whole;
  if (short !== undefined) return SHORT[short] ?? whole;
  return "";
}

function character(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}
