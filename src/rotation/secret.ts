const REDACTED = "[redacted]";

/**
 * A value that no conversion prints: strings, JSON, templates, inspection and
 * structured clones all show a placeholder. `expose()` is the one way out, and
 * lint allows the call only where a secret has to leave the process.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  expose(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.toPrimitive](): string {
    return REDACTED;
  }

  get [Symbol.toStringTag](): string {
    return "Secret";
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return REDACTED;
  }
}
