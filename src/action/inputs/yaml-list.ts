import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from "yaml";
import { quote } from "./quote.ts";

/** A place in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong at one place of a text. */
export interface PlacedProblem {
  readonly at: Position;
  readonly problem: string;
  readonly allowed: string;
}

/** A text with the place where it stands. */
export interface PlacedText {
  readonly at: Position;
  readonly text: string;
}

/** What a key of an entry says. */
export type Field =
  | ({ readonly kind: "text" } & PlacedText)
  | {
      readonly kind: "list";
      readonly at: Position;
      readonly items: readonly PlacedText[];
    }
  /** What it says was refused already. */
  | { readonly kind: "unusable"; readonly at: Position };

/** One entry of the list: its keys with what they say. */
export interface Entry {
  readonly at: Position;
  readonly fields: ReadonlyMap<string, Field>;
}

/** What a list of mappings may hold. */
export interface ListShape {
  readonly keys: readonly string[];
  /** Keys that say a list of texts; the others say one text. */
  readonly lists: readonly string[];
  readonly maxEntries: number;
}

/** Syntax errors that people make, by the library's name for them. */
const SYNTAX: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "this key is there twice.",
  TAB_AS_INDENT: "a tab stands where spaces should indent.",
  BAD_INDENT: "the indentation is wrong.",
  MULTIPLE_DOCS: "a second document begins here.",
  MISSING_CHAR: "something is missing here: a dash, a quote or a bracket.",
};

/** Reads a YAML 1.2 list of mappings, and everything that is wrong with its form. */
export function readYamlList(
  text: string,
  shape: ListShape,
): {
  readonly entries: readonly Entry[];
  readonly problems: readonly PlacedProblem[];
} {
  const reader = new YamlListReader(text, shape);
  return { entries: reader.read(), problems: reader.problems };
}

class YamlListReader {
  readonly problems: PlacedProblem[] = [];
  readonly #text: string;
  readonly #shape: ListShape;
  readonly #lines = new LineCounter();

  constructor(text: string, shape: ListShape) {
    this.#text = text;
    this.#shape = shape;
  }

  read(): readonly Entry[] {
    // The messages of pretty errors quote the text.
    const document = parseDocument(this.#text, {
      lineCounter: this.#lines,
      prettyErrors: false,
    });
    for (const { code, pos } of document.errors) {
      this.#note(
        this.#position(pos[0]),
        SYNTAX[code] ?? `this is not valid YAML (${code}).`,
        "YAML 1.2.",
      );
    }
    const list = document.contents;
    if (!isSeq(list) || list.items.length === 0) {
      this.#note(this.#placeOf(list), "there is no list.", this.#listForm());
      return [];
    }
    const { maxEntries } = this.#shape;
    if (list.items.length > maxEntries) {
      this.#note(
        this.#placeOf(list.items[maxEntries]),
        `there are ${String(list.items.length)} entries.`,
        `${String(maxEntries)} at most.`,
      );
    }
    return list.items.slice(0, maxEntries).flatMap((item) => this.#entry(item));
  }

  #entry(item: unknown): readonly Entry[] {
    const at = this.#placeOf(item);
    if (!isMap(item)) {
      this.#note(at, "this entry has no keys.", this.#listForm());
      return [];
    }
    const fields = new Map<string, Field>();
    for (const pair of item.items) {
      const found = this.#field(pair);
      if (found !== undefined) fields.set(...found);
    }
    return [{ at, fields }];
  }

  #field({ key, value }: Pair): readonly [string, Field] | undefined {
    const { keys, lists } = this.#shape;
    const at = this.#placeOf(key);
    const name = isScalar(key) ? String(key.value) : "";
    if (!keys.includes(name)) {
      this.#note(at, `${quote(name)} is not a key.`, `${keys.join(", ")}.`);
      return undefined;
    }
    if (lists.includes(name)) return [name, this.#listField(value, at, name)];
    const found = this.#scalar(value, at, name);
    return [
      name,
      found === undefined
        ? { kind: "unusable", at }
        : { kind: "text", ...found },
    ];
  }

  #listField(value: unknown, keyPlace: Position, name: string): Field {
    const at = this.#placeOf(value, keyPlace);
    if (isSeq(value) && value.items.length > 0) {
      const items = value.items.flatMap(
        (item) => this.#scalar(item, at, name) ?? [],
      );
      return { kind: "list", at, items };
    }
    this.#note(
      at,
      `${name} is ${isSeq(value) ? "empty" : "no list"}.`,
      "a list of names, such as [web, api].",
    );
    return { kind: "unusable", at };
  }

  #scalar(
    value: unknown,
    keyPlace: Position,
    name: string,
  ): PlacedText | undefined {
    const at = this.#placeOf(value, keyPlace);
    if (isScalar(value) && typeof value.value === "string") {
      return { at, text: value.value };
    }
    if (isAlias(value)) {
      this.#note(at, `${name} is an alias.`, "the text itself.");
    } else if (!isScalar(value) || value.value === null) {
      this.#note(at, `${name} has no text.`, "a text.");
    } else {
      this.#note(
        at,
        `${name} is not a text but a ${typeof value.value}.`,
        "a text; put it in quotes.",
      );
    }
    return undefined;
  }

  #listForm(): string {
    return `a YAML list whose entries have the keys ${this.#shape.keys.join(", ")}.`;
  }

  #note(at: Position, problem: string, allowed: string): void {
    this.problems.push({ at, problem, allowed });
  }

  #placeOf(
    node: unknown,
    otherwise: Position = { line: 1, column: 1 },
  ): Position {
    const range = (node as Node | null | undefined)?.range;
    return range ? this.#position(range[0]) : otherwise;
  }

  #position(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}
