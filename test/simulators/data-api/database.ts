/** A document of a collection. */
export type Document = Readonly<Record<string, unknown>>;

/** What a database is created with. */
export interface DatabaseWish {
  /** Random unless given. */
  readonly id?: string;
  /** `us-east-2` alone unless given. */
  readonly regions?: readonly [string, ...string[]];
  /** `default_keyspace` alone unless given. */
  readonly keyspaces?: readonly string[];
  /** The first organization unless given. */
  readonly organizationId?: string;
}

/** A database as its people have it, and what they do with it. */
export interface DatabaseHandle {
  readonly id: string;
  readonly regions: readonly string[];
  /** The API endpoint of the first region. */
  readonly endpoint: string;
  /** One API endpoint for each region. */
  readonly endpoints: readonly string[];
  addKeyspace(name: string): void;
  dropKeyspace(name: string): void;
  addCollection(keyspace: string, name: string): void;
  documents(keyspace: string, collection: string): readonly Document[];
  /**
   * Puts it to sleep. The next request wakes it, which takes so many
   * milliseconds; it never ends when undefined.
   */
  hibernate(resumeMs: number | undefined): void;
  /** Whether the runner's address is on the access list. */
  setAccess(access: "open" | "shut"): void;
  /** A region that cannot be reached ends every connection. */
  setReachable(region: string, isReachable: boolean): void;
}

type Sleep =
  | { readonly kind: "awake" }
  | { readonly kind: "asleep"; readonly resumeMs: number | undefined }
  | { readonly kind: "waking"; readonly until: number };

/** The state of one database. Instants are epoch milliseconds. */
export class Database {
  readonly id: string;
  readonly organizationId: string;
  readonly regions: readonly string[];
  /** Collections by keyspace and name. */
  readonly keyspaces = new Map<string, Map<string, Document[]>>();
  readonly unreachable = new Set<string>();
  isShut = false;
  #sleep: Sleep = { kind: "awake" };

  constructor(
    id: string,
    organizationId: string,
    { regions = ["us-east-2"], keyspaces = ["default_keyspace"] }: DatabaseWish,
  ) {
    this.id = id;
    this.organizationId = organizationId;
    this.regions = regions;
    for (const name of keyspaces) this.keyspaces.set(name, new Map());
  }

  hibernate(resumeMs: number | undefined): void {
    this.#sleep = { kind: "asleep", resumeMs };
  }

  /** Wakes it when it sleeps; whether it answers now. */
  wake(now: number): boolean {
    if (this.#sleep.kind === "asleep") {
      const { resumeMs = Number.POSITIVE_INFINITY } = this.#sleep;
      this.#sleep = { kind: "waking", until: now + resumeMs };
      return false;
    }
    if (this.#sleep.kind === "waking") {
      if (now < this.#sleep.until) return false;
      this.#sleep = { kind: "awake" };
    }
    return true;
  }
}
