/** Keeps what it is told until somebody listens, and from then on passes it on at once. */
export class Relay<T> {
  readonly #kept: T[] = [];
  #listener: ((value: T) => void) | undefined;

  tell(value: T): void {
    if (this.#listener === undefined) this.#kept.push(value);
    else this.#listener(value);
  }

  listen(listener: (value: T) => void): void {
    for (const value of this.#kept.splice(0)) listener(value);
    this.#listener = listener;
  }
}
