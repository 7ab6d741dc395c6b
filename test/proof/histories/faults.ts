/** What a run asks of the services. */
export type OperationKind =
  | "organization"
  | "roles"
  | "list"
  | "mint"
  | "probe"
  | "revoke"
  | "try-listing"
  /** `previous-token` is asked for its organization. */
  | "previous"
  | "observe"
  | "write"
  | "reread"
  | "readers"
  /** A token is tried on the database: the fresh one, or the present one. */
  | "try"
  | "control";

/** What may go wrong with one request. */
export type Fault =
  /** It has no effect and the run is told so. */
  | "refused"
  /** It has no effect and the run cannot know. */
  | "unapplied"
  /** It takes effect and the answer is lost. */
  | "lost"
  /** The answer is lost; it takes effect later, within the longest in-flight request. */
  | "late"
  /** The client's retry succeeds at once; the first try takes effect later. */
  | "repeated"
  /** Never connected, or a complete 429: it may be sent again. */
  | "no-effect"
  /** The service says that it is done, and it is not. */
  | "claimed"
  /** The list as it was a while ago. */
  | "stale"
  /** The list without its newer half, and without the admin token. */
  | "partial"
  /** The minted token has other roles than were asked for. */
  | "mismatched"
  | "not-yet"
  | "unclear"
  /** The database cannot be asked this time. */
  | "unseen"
  /** The run dies: before the request is sent, after it took effect, or with it in flight. */
  | "crash"
  | "crash-applied"
  | "crash-late";

const READ: readonly Fault[] = ["refused", "crash"];
const CRASHES: readonly Fault[] = ["crash", "crash-applied", "crash-late"];

/** Every fault that each operation can meet. */
export const FAULTS: Readonly<Record<OperationKind, readonly Fault[]>> = {
  organization: READ,
  roles: READ,
  list: [...READ, "stale", "partial"],
  mint: [
    ...["refused", "unapplied", "lost", "late", "no-effect"],
    ...["mismatched", ...CRASHES],
  ] as Fault[],
  probe: ["not-yet", "unclear", "crash"],
  revoke: [
    ...["refused", "unapplied", "lost", "late", "repeated", "claimed"],
    ...CRASHES,
  ] as Fault[],
  "try-listing": READ,
  previous: READ,
  observe: READ,
  write: ["refused", "unapplied", "lost", "late", "repeated", ...CRASHES],
  reread: READ,
  readers: READ,
  try: ["unseen", "crash"],
  control: ["unseen", "crash"],
};

/** How far back a stale list lies, milliseconds. */
export const STALE_BY_MS = 90_000;

/** Operations that change what a service holds. */
export const MUTATIONS: ReadonlySet<OperationKind> = new Set([
  "mint",
  "revoke",
  "write",
]);

/** Operations whose order against another run's can matter. */
export const CONFLICTING: ReadonlySet<OperationKind> = new Set([
  ...MUTATIONS,
  "list",
  "observe",
]);
