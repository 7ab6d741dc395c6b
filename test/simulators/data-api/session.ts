import type { TokenAuthority } from "../astra/authority.ts";

/** What Astra says of a token; undefined when it does not accept it. */
export type Authenticate = (token: string) => TokenAuthority | undefined;

/**
 * Connections that are kept, one for each database and token. A connection in
 * use outlives its token: nobody asks for the token again before the connection
 * has been idle for so long.
 * https://github.com/stargate/data-api, CQLSessionCache.java
 */
export class SessionCache {
  readonly #authenticate: Authenticate;
  readonly #clock: { now(): number };
  readonly #sessions = new Map<
    string,
    { readonly authority: TokenAuthority; lastUsed: number }
  >();

  constructor(authenticate: Authenticate, clock: { now(): number }) {
    this.#authenticate = authenticate;
    this.#clock = clock;
  }

  /** Undefined when the token is dead and no connection of it is kept. */
  of(
    databaseId: string,
    token: string,
    sessionMs: number,
  ): TokenAuthority | undefined {
    const key = `${databaseId} ${token}`;
    const now = this.#clock.now();
    const kept = this.#sessions.get(key);
    if (kept !== undefined && now - kept.lastUsed < sessionMs) {
      kept.lastUsed = now;
      return kept.authority;
    }
    this.#sessions.delete(key);
    const authority = this.#authenticate(token);
    if (authority !== undefined) {
      this.#sessions.set(key, { authority, lastUsed: now });
    }
    return authority;
  }
}
