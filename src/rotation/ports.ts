import type { ClockReading } from "./clocks.ts";
import type { Credential, ListedToken, Role } from "./credential.ts";
import type { RotationError } from "./errors.ts";
import type { SecretState, Override } from "./observation.ts";
import type { Step } from "./steps.ts";

/** A value with the service's time beside it, where the answer said it. */
export interface Read<T> {
  readonly value: T;
  readonly clock: ClockReading | undefined;
}

/** What is asked for when a credential is minted. */
export interface MintOrder {
  readonly organization: string;
  readonly roles: readonly Role[];
  /** The marker. */
  readonly description: string;
  /** Epoch milliseconds on Astra's clock; undefined when none is wanted. */
  readonly expiresOn: number | undefined;
}

/** What became of one request to mint. */
export type MintAnswer =
  | { readonly kind: "minted"; readonly credential: Credential }
  /**
   * It certainly had no effect (never connected, or a complete 429) and may be
   * sent again after `waitMs`.
   */
  | {
      readonly kind: "no-effect";
      readonly waitMs: number;
      readonly error: RotationError;
    }
  /** The service said no. */
  | { readonly kind: "refused"; readonly error: RotationError }
  /** Nobody can tell: the answer was lost, or makes no sense. */
  | { readonly kind: "unknown"; readonly error: RotationError };

/** What one probe with a fresh credential told. */
export type ProbeAnswer =
  | { readonly kind: "accepted"; readonly organization: string }
  | { readonly kind: "not-yet" }
  /** Refused in a way that a live token of few rights may also meet. */
  | { readonly kind: "unclear" };

/** What became of a mutation that may be repeated. */
export type WriteAnswer =
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly error: RotationError }
  | { readonly kind: "unknown"; readonly error: RotationError };

/**
 * What a request is for: the ordinary run, or taking back what a stopped run
 * has minted and nobody holds.
 */
export type Purpose = "rotate" | "compensate";

/** The configured roles as they can be told. */
export interface RoleReading {
  readonly roles: readonly Role[];
  /**
   * Digest of what they allow, 4 characters of base64url; undefined when nobody
   * can tell.
   */
  readonly digest: string | undefined;
  /**
   * The lines that they allow beside those of an earlier digest, made inert;
   * undefined when no few lines explain the difference.
   */
  readonly addedSince?:
    ((earlier: string) => readonly string[] | undefined) | undefined;
  /**
   * Why ids could not be checked against the organization's list; undefined
   * when they were.
   */
  readonly unchecked: RotationError | undefined;
}

/** What `previous-token`, asked for its organization, says. */
export type PreviousAnswer =
  | { readonly kind: "organization"; readonly organization: string }
  /** It is certainly dead. */
  | { readonly kind: "refused" }
  /** The answer does not tell, or there was none. */
  | { readonly kind: "unclear" };

/**
 * Astra, as the protocol needs it. Reads throw `RotationError` once their
 * retries are used up.
 */
export interface Issuer {
  /** Client id of the admin token. */
  readonly adminClientId: string;
  /**
   * Resolves the configured roles; throws when one is missing or ambiguous, or
   * when names cannot be looked up.
   */
  roles(): Promise<RoleReading>;
  /**
   * Asks, as `previous-token`, which organization it belongs to; never throws.
   */
  organizationOfPrevious(): Promise<PreviousAnswer>;
  /** The same with a single request. */
  probePrevious(): Promise<PreviousAnswer>;
  /** The organization that the admin token belongs to. */
  organization(): Promise<Read<string>>;
  list(purpose: Purpose): Promise<Read<readonly ListedToken[]>>;
  /**
   * Sends the minting request once; every secret of the answer is masked before
   * this returns.
   */
  mint(order: MintOrder, purpose: Purpose): Promise<MintAnswer>;
  /** Calls the organization endpoint once with this credential. */
  probe(credential: Credential): Promise<ProbeAnswer>;
  /** `done` when the service says that the token is gone, or never was. */
  revoke(clientId: string, purpose: Purpose): Promise<WriteAnswer>;
  /**
   * Asks once, as the credential, for the token list; throws when it is refused
   * or unreadable.
   */
  tryListing(credential: Credential): Promise<void>;
  /** From now on authenticates with this credential; sends nothing. */
  succeed(credential: Credential): void;
}

/** What one try of a token on a database told. */
export type DatabaseAnswer =
  | { readonly kind: "accepted" }
  /** The database answered, and not as it answers a token that may use it. */
  | {
      readonly kind: "refused";
      /** The end of a sentence, in the project's own words. */
      readonly because: string;
    }
  /** It could not be asked: that says nothing about the token. */
  | { readonly kind: "unseen"; readonly because: string };

/** A database in one region. It is only ever read from. */
export interface DatabaseRegion {
  /** The region's name. */
  readonly region: string;
  /** Tries a fresh credential once; never throws. */
  probe(credential: Credential): Promise<DatabaseAnswer>;
  /**
   * The same as `previous-token`, for comparison; undefined when none was
   * given.
   */
  probePrevious(): Promise<DatabaseAnswer | undefined>;
}

/** The database that the tokens of a rotation are for. */
export interface Database {
  /** As people read it. */
  readonly name: string;
  /** None where only its id is known: then nothing can be tried on it. */
  readonly regions: readonly DatabaseRegion[];
}

/** What became of one secret of a target. */
export interface WriteResult {
  readonly secretName: string;
  readonly answer:
    | {
        readonly kind: "done";
        /**
         * GitHub's own time of the answer, epoch milliseconds; undefined when
         * it did not say.
         */
        readonly writtenAt: number | undefined;
      }
    | Exclude<WriteAnswer, { readonly kind: "done" }>
    | { readonly kind: "not-attempted" };
}

/** When a credential that the run was given ends. */
export interface CredentialEnd {
  /** Epoch milliseconds, on the clock of the service that issued it. */
  readonly expiresOn: number;
  /**
   * Address of the page that makes another one; undefined where it is not
   * known.
   */
  readonly renewAt: string | undefined;
}

/** What one look at a target told. */
export interface TargetObservation {
  readonly secrets: readonly SecretState[];
  readonly clocks: readonly ClockReading[];
  /** The end of the credential that looked; absent where none was said. */
  readonly credentialEnd?: CredentialEnd;
}

/** Whether workflow runs may still hold a value that was replaced. */
export type ActiveRuns =
  | { readonly kind: "none" }
  | { readonly kind: "active" }
  /** Nobody can tell, which counts as active. */
  | { readonly kind: "unreadable"; readonly error: RotationError };

/** One target: a place in GitHub that holds secrets. */
export interface TargetStore {
  /** The target as people read it, made inert. */
  readonly name: string;
  /**
   * Reads identity, public key and metadata; throws when any of them cannot be
   * read.
   */
  observe(): Promise<TargetObservation>;
  /** Reads the metadata of the secrets once more; throws when it cannot. */
  reread(): Promise<readonly SecretState[]>;
  /**
   * Searches for secrets that win over this target's; advisory, bounded in
   * requests and time, and never throws.
   */
  overrides(): Promise<readonly Override[]>;
  /**
   * Looks for active workflow runs that may have read a value replaced at that
   * instant (GitHub's clock, epoch milliseconds; `Infinity` when nobody knows);
   * never throws.
   */
  activeRuns(replacedAt: number): Promise<ActiveRuns>;
  /** Seals and writes every secret; one failure does not stop the others. */
  publish(credential: Credential): Promise<readonly WriteResult[]>;
}

/** Time as the runner has it, and what the services say of it. */
export interface Clock {
  /** Monotonic milliseconds since some fixed instant; only for measuring. */
  now(): number;
  /**
   * Milliseconds since the run began, on whichever clock has gone furthest:
   * monotonic, wall, or a service's by the `Date` of its answers. A suspended
   * machine's own clock may stand still.
   */
  elapsed(): number;
  /**
   * Resolves after so many milliseconds, or at once when the run is stopped.
   */
  sleep(milliseconds: number): Promise<void>;
}

/**
 * Whether the run may still begin something new. Its deadline holds on
 * whichever clock has gone furthest.
 */
export interface StopSignal {
  /** Undefined while it may; else why not. */
  stopped(): "cancelled" | "deadline" | undefined;
}

/** Everything outside that the protocol touches. */
export interface Ports {
  readonly issuer: Issuer;
  readonly targets: readonly TargetStore[];
  /** Undefined where none is configured. */
  readonly database?: Database | undefined;
  readonly clock: Clock;
  readonly stopSignal: StopSignal;
  /** Is told every step as it happens. */
  readonly report: (step: Step) => void;
}
