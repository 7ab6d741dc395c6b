const REDACTED = "[redacted]";

/**
 * A value that no conversion prints: strings, JSON, templates, inspection,
 * structured clones and debuggers all show a placeholder or nothing. `expose()`
 * is the one way out, and lint allows the call only where a secret has to leave
 * the process.
 */
export class Secret {
  // A debugger shows private fields with their values, but not what a function
  // closes over.
  readonly #reveal: () => string;

  constructor(value: string) {
    this.#reveal = () => value;
  }

  expose(): string {
    return this.#reveal();
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
