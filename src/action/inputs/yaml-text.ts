import * as yaml from "yaml";

/** A position in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The keys and indices that lead to a value. */
export type Path = readonly (string | number)[];

/** An alias. It is never resolved: what it expands to has no bound. */
export const ALIAS = Symbol("alias");

/** Syntax errors that people make, by the library's code. */
const SYNTAX: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "duplicate key.",
  TAB_AS_INDENT: "a tab is used for indentation.",
  BAD_INDENT: "wrong indentation.",
  MULTIPLE_DOCS: "a second document starts here.",
  MISSING_CHAR: "a dash, a quotation mark or a bracket is missing.",
};

/** A YAML 1.2 text with the positions of its values. */
export class YamlText {
  /** What is wrong with the syntax. */
  readonly errors: readonly { readonly at: Position; readonly error: string }[];
  /** The data; objects have no prototype, and aliases are `ALIAS`. */
  readonly value: unknown;
  readonly #lines = new yaml.LineCounter();
  readonly #document;

  constructor(text: string) {
    this.#document = yaml.parseDocument(text, {
      lineCounter: this.#lines,
      // Pretty errors would quote the text.
      prettyErrors: false,
    });
    this.errors = this.#document.errors.map(({ code, pos }) => ({
      at: this.#position(pos[0]),
      error: SYNTAX[code] ?? `invalid YAML (${code}).`,
    }));
    this.value = valueOf(this.#document.contents);
  }

  /** Where the value at a path is; else its key, or what should contain it. */
  positionOf(path: Path, part: "key" | "value" = "value"): Position {
    const parent = this.#document.getIn(path.slice(0, -1), true);
    const pair = yaml.isMap(parent)
      ? parent.items.find(({ key }) => keyText(key) === path.at(-1))
      : undefined;
    const value = part === "key" ? undefined : this.#document.getIn(path, true);
    const range = [value, pair?.key, parent]
      .map((node) => (node as yaml.Node | null | undefined)?.range)
      .find((found) => found);
    return this.#position(range?.[0] ?? 0);
  }

  #position(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function valueOf(node: unknown): unknown {
  if (yaml.isAlias(node)) return ALIAS;
  if (yaml.isScalar(node)) return node.value;
  if (yaml.isSeq(node)) return node.items.map(valueOf);
  if (!yaml.isMap(node)) return null;
  const object = Object.create(null) as Record<string, unknown>;
  for (const { key, value } of node.items) {
    object[keyText(key)] = valueOf(value);
  }
  return object;
}

function keyText(key: unknown): string {
  return yaml.isScalar(key) ? String(key.value) : "";
}
