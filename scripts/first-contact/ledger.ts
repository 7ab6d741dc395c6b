/** One thing that a contact has made and has to take away again. */
export type Made =
  | { readonly kind: "token"; readonly id: string }
  | { readonly kind: "role"; readonly id: string }
  | { readonly kind: "secret"; readonly id: string };

/** What is kept of a contact until all is taken away; no secret is in it. */
export interface Remains {
  /** Begins the description of every token and the name of every role. */
  readonly mark: string;
  readonly made: readonly Made[];
}

/** Where remains are kept, so that a second start can clean up. */
export interface LedgerStore {
  read(): Remains | undefined;
  keep(remains: Remains): void;
  clear(): void;
}

/** The memory of what was made. */
export class Ledger {
  readonly mark: string;
  readonly #store: LedgerStore;
  #made: readonly Made[];

  constructor(store: LedgerStore, { mark, made }: Remains) {
    this.#store = store;
    this.mark = mark;
    this.#made = made;
    this.#keep();
  }

  get made(): readonly Made[] {
    return this.#made;
  }

  /** Is called before a thing is made where its name is known, else after. */
  add(one: Made): void {
    this.#made = [...this.#made, one];
    this.#keep();
  }

  gone({ kind, id }: Made): void {
    this.#made = this.#made.filter((one) => one.kind !== kind || one.id !== id);
    this.#keep();
  }

  /** All is taken away. */
  close(): void {
    this.#store.clear();
  }

  #keep(): void {
    this.#store.keep({ mark: this.mark, made: this.#made });
  }
}
