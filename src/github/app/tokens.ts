import type { Secret } from "../../rotation/secret.ts";
import type { GitHubAnswer } from "../provenance.ts";
import {
  acceptanceOf,
  FRESH_MS,
  mayBeAbsent,
  showsPermission,
} from "./freshness.ts";
import {
  findInstallation,
  type Installation,
  type InstallationToken,
  issueToken,
} from "./installation.ts";
import type { AppNeeds } from "./needs.ts";
import type { AppClient } from "./requests.ts";
import type { Advice, Tokens } from "./sending.ts";

/** A token is replaced this long before its end, milliseconds. */
const RENEW_BEFORE_MS = 10 * 60_000;

/** A token is not used any more this long before its end, milliseconds. */
const LAST_USE_MS = 60_000;

/**
 * After a renewal that failed, how long before the next is tried, milliseconds.
 */
const TRY_AGAIN_MS = 60_000;

/**
 * How long a fresh token is left alone that was refused while an older one is
 * good, milliseconds.
 */
const LEAVE_ALONE_MS = 2_000;

/**
 * A token that has worked is taken for revoked once it is unknown for so long,
 * milliseconds.
 */
const REVOKED_AFTER_MS = 3_000;

/** A token with what was seen of it. */
interface HeldToken extends InstallationToken {
  isDead: boolean;
  hasWorked: boolean;
  hasPermission: boolean;
  /** Since when GitHub does not know it, GitHub's clock. */
  unknownSince: number | undefined;
  /**
   * Not used before this instant while there is an older one, GitHub's clock.
   */
  notBefore: number;
}

/**
 * Makes installation tokens for one owner's targets, one at a time, each when
 * the one before nears its end by GitHub's clock. An older token stays in use
 * until GitHub knows the one that replaces it.
 */
export class AppTokens implements Tokens {
  readonly #app: AppClient;
  readonly #needs: AppNeeds;
  readonly #issued: HeldToken[] = [];
  #installation: Promise<Installation> | undefined;
  #renewal: Promise<void> | undefined;
  #failure: { readonly at: number; readonly why: unknown } | undefined;

  constructor(app: AppClient, needs: AppNeeds) {
    this.#app = app;
    this.#needs = needs;
  }

  async current(): Promise<Secret> {
    const now = this.#app.clock.now();
    const [newest] = this.#usable();
    const failure =
      this.#failure !== undefined && now - this.#failure.at < TRY_AGAIN_MS
        ? this.#failure
        : undefined;
    if (newest === undefined) {
      if (failure !== undefined) throw failure.why;
      await this.#renewOnce();
    } else if (
      newest.expiresAt - now < RENEW_BEFORE_MS &&
      failure === undefined
    ) {
      await this.#renewOnce().catch(() => undefined);
    }
    const token = this.#chosen()?.token;
    if (token === undefined) throw new Error("no token was made");
    return token;
  }

  advise(token: Secret, answer: GitHubAnswer): Advice {
    const held = this.#issued.find((one) => one.token === token);
    if (held === undefined) return "final";
    const now = this.#app.clock.now();
    const isLikelyRevoked = noteOf(held, answer, now) >= REVOKED_AFTER_MS;
    const isFresh = now - held.issuedAt < FRESH_MS && !isLikelyRevoked;
    const advice = adviceFor(held, isFresh, answer);
    if (advice !== "wait") {
      held.isDead ||= advice === "other-token";
      return advice;
    }
    const hasOlder = this.#usable().some(
      (one) => one !== held && one.issuedAt < held.issuedAt,
    );
    if (!hasOlder) return "wait";
    held.notBefore = now + LEAVE_ALONE_MS;
    return "other-token";
  }

  /**
   * Revokes every token that is still alive; what fails expires by itself
   * within the hour.
   */
  async revoke(): Promise<void> {
    await this.#renewal?.catch(() => undefined);
    const alive = this.#issued.filter((token) => this.#leftOf(token) > 0);
    await Promise.all(
      alive.map(({ token }) =>
        this.#app
          .request(
            ({ rest }) => rest.apps.revokeInstallationAccessToken(),
            () => Promise.resolve(token),
            "compensate",
          )
          .catch(() => undefined),
      ),
    );
  }

  #renewOnce(): Promise<void> {
    this.#renewal ??= this.#renew()
      .catch((why: unknown) => {
        this.#failure = { at: this.#app.clock.now(), why };
        throw why;
      })
      .finally(() => {
        this.#renewal = undefined;
      });
    return this.#renewal;
  }

  async #renew(): Promise<void> {
    this.#installation ??= findInstallation(this.#app, this.#needs);
    const installation = await this.#installation;
    this.#issued.push({
      ...(await issueToken(this.#app, this.#needs, installation)),
      isDead: false,
      hasWorked: false,
      hasPermission: false,
      unknownSince: undefined,
      notBefore: 0,
    });
  }

  #leftOf(token: InstallationToken): number {
    return token.expiresAt - this.#app.clock.now();
  }

  /** The newest first. */
  #usable(): readonly HeldToken[] {
    return this.#issued
      .filter((one) => !one.isDead && this.#leftOf(one) >= LAST_USE_MS)
      .reverse();
  }

  #chosen(): HeldToken | undefined {
    const all = this.#usable();
    const now = this.#app.clock.now();
    return all.find(({ notBefore }) => notBefore <= now) ?? all[0];
  }
}

/**
 * Notes what an answer shows of a token; returns for how long one that has
 * worked is unknown, milliseconds.
 */
function noteOf(held: HeldToken, answer: GitHubAnswer, now: number): number {
  held.hasPermission ||= showsPermission(answer);
  if (answer.status < 300) {
    held.hasWorked = true;
    held.unknownSince = undefined;
  }
  if (acceptanceOf(answer) !== "unknown") return 0;
  held.unknownSince ??= now;
  return held.hasWorked ? now - held.unknownSince : 0;
}

/** What to do about an answer, by what it says of the token that got it. */
export function adviceFor(
  { hasPermission }: { readonly hasPermission: boolean },
  isFresh: boolean,
  answer: GitHubAnswer,
): Advice {
  const acceptance = acceptanceOf(answer);
  switch (acceptance) {
    case "accepted":
      return "final";
    case "unknown":
      return isFresh ? "wait" : "other-token";
    case "lacking":
      return isFresh ? "wait" : "final";
    case "not-shown":
      return isFresh && !(hasPermission && mayBeAbsent(answer))
        ? "wait"
        : "final";
    default:
      return acceptance satisfies never;
  }
}
