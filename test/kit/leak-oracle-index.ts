/** How a secret may look when it is seen. */
export type Form =
  | "raw"
  | "reversed"
  | "base64"
  | "base64 shifted by one"
  | "base64 shifted by two"
  | "base64url"
  | "hex"
  | "other case";

/** One sight of a secret. */
export interface Sight {
  readonly secret: string;
  readonly form: Form;
  /** Where it begins in the text. */
  readonly at: number;
}

/** Eight characters of a secret are enough to call it seen. */
const WINDOW = 8;

/** Where fewer letters are in use, chance needs more of them. */
const LONG_WINDOW = 16;

/** Finds every window of every secret in a text, in one pass over it for each length of window. */
export class SecretIndex {
  readonly #exact = new Windows(WINDOW);
  readonly #hex = new Windows(LONG_WINDOW);
  readonly #folded = new Windows(LONG_WINDOW);

  add(secret: string, part: string): void {
    const bytes = Buffer.from(part, "utf8");
    const plain: readonly (readonly [Form, string])[] = [
      ["raw", part],
      ["reversed", Array.from(part).reverse().join("")],
      ["base64", shifted(bytes, 0, "base64")],
      ["base64 shifted by one", shifted(bytes, 1, "base64")],
      ["base64 shifted by two", shifted(bytes, 2, "base64")],
      ["base64url", shifted(bytes, 0, "base64url")],
      ["base64url", shifted(bytes, 1, "base64url")],
      ["base64url", shifted(bytes, 2, "base64url")],
    ];
    for (const [form, text] of plain) this.#exact.add(text, { secret, form });
    const hex = bytes.toString("hex");
    this.#hex.add(hex, { secret, form: "hex" });
    this.#hex.add(hex.toUpperCase(), { secret, form: "hex" });
    this.#folded.add(part.toLowerCase(), { secret, form: "other case" });
  }

  /** The first sight of each secret in each form. */
  find(text: string): readonly Sight[] {
    const exact = this.#exact.find(text);
    const hex = this.#hex.find(text);
    if (exact.length > 0 || hex.length > 0) return [...exact, ...hex];
    return this.#folded.find(text.toLowerCase());
  }
}

/** Base64 of the bytes behind so many others, without the characters that those decide. */
function shifted(
  bytes: Buffer,
  by: number,
  encoding: "base64" | "base64url",
): string {
  const text = Buffer.concat([Buffer.alloc(by), bytes]).toString(encoding);
  const own = by === 0 ? 0 : by + 1;
  const rest = (by + bytes.length) % 3;
  const end = text.replace(/=+$/u, "").length - (rest === 0 ? 0 : 1);
  return text.slice(own, end);
}

type Label = Omit<Sight, "at">;

const BASE = 0x01000193;
const FILTER_BITS = 17;

/** A rolling hash passes over the text; only where a bit says so is a window looked up. */
class Windows {
  readonly #length: number;
  readonly #power: number;
  readonly #filter = new Uint8Array(2 ** FILTER_BITS);
  readonly #labels = new Map<string, Label>();

  constructor(length: number) {
    this.#length = length;
    let power = 1;
    for (let i = 0; i < length; i += 1) power = Math.imul(power, BASE);
    this.#power = power;
  }

  add(text: string, label: Label): void {
    this.#roll(text, (at, bit) => {
      this.#filter[bit] = 1;
      const window = text.slice(at, at + this.#length);
      if (!this.#labels.has(window)) this.#labels.set(window, label);
    });
  }

  find(text: string): readonly Sight[] {
    const sights = new Map<string, Sight>();
    this.#roll(text, (at, bit) => {
      if (this.#filter[bit] !== 1) return;
      const label = this.#labels.get(text.slice(at, at + this.#length));
      if (label === undefined) return;
      const key = `${label.secret} ${label.form}`;
      if (!sights.has(key)) sights.set(key, { ...label, at });
    });
    return [...sights.values()];
  }

  #roll(text: string, visit: (at: number, bit: number) => void): void {
    let hash = 0;
    for (let i = 0; i < text.length; i += 1) {
      hash = (Math.imul(hash, BASE) + text.charCodeAt(i)) | 0;
      const start = i - this.#length + 1;
      if (start > 0) {
        const gone = Math.imul(text.charCodeAt(start - 1), this.#power);
        hash = (hash - gone) | 0;
      }
      if (start >= 0) visit(start, hash >>> (32 - FILTER_BITS));
    }
  }
}
