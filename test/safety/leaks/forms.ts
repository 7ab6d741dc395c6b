import { randomInt } from "node:crypto";

/** A way in which a secret can be written down. */
export interface WrittenForm {
  readonly name: string;
  readonly write: (secret: string) => string;
}

/** Every form that the oracle has to recognize, written independently of it. */
export const FORMS: readonly WrittenForm[] = [
  { name: "as it is", write: (secret) => secret },
  { name: "eight characters of it", write: eightOf },
  {
    name: "its characters in reverse",
    write: (secret) => Array.from(secret).reverse().join(""),
  },
  ...[0, 1, 2].map((shift) => ({
    name: `base64, behind ${String(shift)} bytes`,
    write: (secret: string) => base64("x".repeat(shift) + secret),
  })),
  {
    name: "base64url, behind a byte",
    write: (secret) => Buffer.from(`x${secret}`).toString("base64url"),
  },
  {
    name: "hexadecimal",
    write: (secret) => Buffer.from(secret).toString("hex"),
  },
  {
    name: "hexadecimal in capitals, eight characters of it",
    write: (secret) =>
      Buffer.from(eightOf(secret)).toString("hex").toUpperCase(),
  },
  { name: "in the other case", write: otherCase },
  { name: "in a URI", write: eachAs((code) => `%${hex(code, 2)}`) },
  { name: "in JSON", write: eachAs((code) => `\\u${hex(code, 4)}`) },
  {
    name: "in JSON in JSON",
    write: eachAs((code) => `\\\\u${hex(code, 4)}`),
  },
  { name: "in HTML", write: eachAs((code) => `&#${String(code)};`) },
  {
    name: "in HTML, hexadecimal",
    write: eachAs((code) => `&#x${hex(code, 1)};`),
  },
  {
    name: "in wide characters",
    write: (secret) => Buffer.from(secret, "utf16le").toString("latin1"),
  },
];

/** From the end, where no prefix and no client id is. */
function eightOf(secret: string): string {
  const at = randomInt(2, 33);
  return secret.slice(-8 - at, -at);
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function otherCase(secret: string): string {
  return Array.from(secret, (character) =>
    character === character.toLowerCase()
      ? character.toUpperCase()
      : character.toLowerCase(),
  ).join("");
}

function eachAs(write: (code: number) => string): (secret: string) => string {
  return (secret) =>
    Array.from(secret, (character) => write(character.charCodeAt(0))).join("");
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
