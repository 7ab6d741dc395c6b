import type { Credential } from "./credential.ts";

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
