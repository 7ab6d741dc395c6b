import { decoded } from "./leak-oracle-decoding.ts";

/** What the address of a proxy tells only its holder. */
export interface ProxyCredentials {
  /**
   * User and password, as written and as meant; also as they stand in `Basic`.
   */
  readonly whole: readonly string[];
  /**
   * Pieces of the password that a wrong reading of the address cuts it into.
   */
  readonly pieces: readonly string[];
}

/** Shorter pieces would be found everywhere. */
const SHORTEST_PIECE = 4;

/** What ends a part of an address, so that a reader may stop or start there. */
const DELIMITERS = /[@/?#:\\&=;,\s[\]]+/u;

/**
 * The credentials of every proxy that the environment names. The last `@` ends
 * them, whatever the characters before it mean in a URL: those of an address
 * that was not percent-encoded are credentials all the same.
 */
export function proxyCredentials(
  env: Readonly<Record<string, string>>,
): ProxyCredentials {
  const found = Object.entries(env)
    .filter(([name]) => /proxy$/iu.test(name))
    .flatMap(([, value]) => credentialsIn(value));
  return {
    whole: [...new Set(found.flatMap(({ whole }) => whole))],
    pieces: [...new Set(found.flatMap(({ pieces }) => pieces))],
  };
}

function credentialsIn(address: string): readonly ProxyCredentials[] {
  const written = /^(?:[a-z][a-z\d+.-]*:\/\/)?(.*)@/isu.exec(address)?.[1];
  if (written === undefined) return [];
  const colon = written.indexOf(":");
  const raw = colon < 0 ? written : written.slice(colon + 1);
  const password = meant(raw);
  return [
    {
      whole: [raw, password, written, meant(written)],
      pieces: [...raw.split(DELIMITERS), ...password.split(DELIMITERS)].filter(
        ({ length }) => length >= SHORTEST_PIECE,
      ),
    },
  ];
}

/** Without the percent-encoding, as far as it is one. */
function meant(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/giu, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/**
 * The pieces that a text shows as words of their own, in any letter case: a
 * host's name, for one, is written in small letters.
 */
export function piecesIn(
  text: string,
  pieces: readonly string[],
): readonly string[] {
  const texts = [text, decoded(text) ?? ""].map((one) => one.toLowerCase());
  return pieces.filter((piece) =>
    texts.some((one) => holdsWord(one, piece.toLowerCase())),
  );
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = [text[at - 1] ?? " ", text[at + word.length] ?? " "];
    if (!around.some((character) => /[a-z\d]/u.test(character))) return true;
  }
  return false;
}
