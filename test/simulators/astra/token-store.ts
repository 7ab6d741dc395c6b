import { createHash, randomInt } from "node:crypto";
import type { History } from "../kernel/history.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_CHARACTERS = `${LETTERS}0123456789+,._-`;

/**
 * One token of the organization. Instants are epoch milliseconds on Astra's
 * clock.
 */
export interface SimulatedToken {
  readonly clientId: string;
  readonly secret: string;
  readonly token: string;
  /** As the creation named them: ids, or whatever it was. */
  readonly roles: readonly string[];
  readonly description: string;
  readonly generatedOn: number;
  readonly expiresOn: number | undefined;
  readonly activeFrom: number;
  revokedOn: number | undefined;
}

/** What a token is created with. */
export interface TokenWish {
  readonly roles: readonly string[];
  readonly description?: string;
  readonly expiresOn?: number | undefined;
  readonly activationLagMs?: number;
  /** Random unless given: 24 letters that no other token has. */
  readonly clientId?: string;
}

/** How a list follows what happens. */
export interface ListManners {
  /** Milliseconds before it shows a new token. */
  readonly creationLagMs: number;
  /** Milliseconds that it still shows a revoked one. */
  readonly revocationLagMs: number;
  /** Whether it still shows those that have expired. */
  readonly keepsExpired: boolean;
}

/** The tokens of one organization. */
export class TokenStore {
  readonly #clock: { now(): number };
  readonly #history: History;
  readonly #tokens = new Map<string, SimulatedToken>();

  constructor(clock: { now(): number }, history: History) {
    this.#clock = clock;
    this.#history = history;
  }

  create(wish: TokenWish): SimulatedToken {
    const now = this.#clock.now();
    const clientId = wish.clientId ?? pick(LETTERS, 24);
    const secret = pick(SECRET_CHARACTERS, 128);
    const token: SimulatedToken = {
      clientId,
      secret,
      token: `AstraCS:${clientId}:${createHash("sha256").update(secret).digest("hex")}`,
      roles: wish.roles,
      description: wish.description ?? "",
      generatedOn: now,
      expiresOn: wish.expiresOn,
      activeFrom: now + (wish.activationLagMs ?? 0),
      revokedOn: undefined,
    };
    this.#tokens.set(clientId, token);
    this.#changed("token-minted", clientId);
    return token;
  }

  /** False when there is no such live token; client ids are case-sensitive. */
  revoke(clientId: string): boolean {
    const token = this.#tokens.get(clientId);
    if (token === undefined || !this.isLive(token)) return false;
    token.revokedOn = this.#clock.now();
    this.#changed("token-revoked", clientId);
    return true;
  }

  get(clientId: string): SimulatedToken | undefined {
    return this.#tokens.get(clientId);
  }

  all(): readonly SimulatedToken[] {
    return [...this.#tokens.values()];
  }

  isLive(token: SimulatedToken): boolean {
    return token.revokedOn === undefined && !this.#isExpired(token);
  }

  /** Whether requests with it are accepted now, lags included. */
  isAccepted(token: SimulatedToken, revocationLagMs: number): boolean {
    const now = this.#clock.now();
    return (
      now >= token.activeFrom &&
      !this.#isExpired(token) &&
      (token.revokedOn === undefined || now < token.revokedOn + revocationLagMs)
    );
  }

  /** What a list shows, oldest first. */
  listed({
    creationLagMs,
    revocationLagMs,
    keepsExpired,
  }: ListManners): readonly SimulatedToken[] {
    const now = this.#clock.now();
    return this.all().filter(
      (token) =>
        token.generatedOn <= now - creationLagMs &&
        (keepsExpired || !this.#isExpired(token)) &&
        (token.revokedOn === undefined ||
          token.revokedOn > now - revocationLagMs),
    );
  }

  #isExpired({ expiresOn }: SimulatedToken): boolean {
    return expiresOn !== undefined && expiresOn <= this.#clock.now();
  }

  #changed(what: string, clientId: string): void {
    this.#history.record({
      kind: "change",
      service: "astra",
      what,
      subject: clientId,
      at: this.#clock.now(),
    });
  }
}

function pick(characters: string, length: number): string {
  return Array.from({ length }, () =>
    characters.charAt(randomInt(characters.length)),
  ).join("");
}
