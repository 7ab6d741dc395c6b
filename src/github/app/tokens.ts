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

/** After a renewal that failed, how long before the next is tried, milliseconds. */
const TRY_AGAIN_MS = 60_000;

/** How long a fresh token is left alone that was refused while an older one is good, milliseconds. */
const LEAVE_ALONE_MS = 2_000;

/** The installation tokens of one owner. */
export interface AppTokens extends Tokens {
  /** Revokes every token that is still alive; what fails expires by itself within the hour. */
  revoke(): Promise<void>;
}

/** A token that has worked is taken for revoked once it is unknown for so long, milliseconds. */
const REVOKED_AFTER_MS = 3_000;

/** A token with what was seen of it. */
interface HeldToken extends InstallationToken {
  isDead: boolean;
  hasWorked: boolean;
  hasPermission: boolean;
  /** Since when GitHub does not know it, GitHub's clock. */
  unknownSince: number | undefined;
  /** Not used before this instant while there is an older one, GitHub's clock. */
  notBefore: number;
}

/**
 * Makes installation tokens for one owner's targets, one at a time, each when
 * the one before nears its end by GitHub's clock. An older token stays in use
 * until GitHub knows the one that replaces it.
 */
export function createAppTokens(app: AppClient, needs: AppNeeds): AppTokens {
  const issued: HeldToken[] = [];
  let installation: Promise<Installation> | undefined;
  let renewal: Promise<void> | undefined;
  let failure: { readonly at: number; readonly why: unknown } | undefined;

  const hasJustFailed = (): boolean =>
    failure !== undefined && app.clock.now() - failure.at < TRY_AGAIN_MS;

  const renew = async (): Promise<void> => {
    installation ??= findInstallation(app, needs);
    const fresh = await issueToken(app, needs, await installation);
    issued.push({
      ...fresh,
      isDead: false,
      hasWorked: false,
      hasPermission: false,
      unknownSince: undefined,
      notBefore: 0,
    });
  };

  const renewOnce = (): Promise<void> => {
    renewal ??= renew()
      .catch((why: unknown) => {
        failure = { at: app.clock.now(), why };
        throw why;
      })
      .finally(() => {
        renewal = undefined;
      });
    return renewal;
  };

  const leftOf = (token: InstallationToken): number =>
    token.expiresAt - app.clock.now();

  /** The newest first. */
  const usable = (): readonly HeldToken[] =>
    issued.filter((one) => !one.isDead && leftOf(one) >= LAST_USE_MS).reverse();

  const chosen = (): HeldToken | undefined => {
    const all = usable();
    const now = app.clock.now();
    return all.find(({ notBefore }) => notBefore <= now) ?? all[0];
  };

  return {
    current: async () => {
      const [newest] = usable();
      if (newest === undefined) {
        if (failure !== undefined && hasJustFailed()) throw failure.why;
        await renewOnce();
      } else if (leftOf(newest) < RENEW_BEFORE_MS && !hasJustFailed()) {
        await renewOnce().catch(() => undefined);
      }
      const token = chosen()?.token;
      if (token === undefined) throw new Error("no token was made");
      return token;
    },
    advise: (token, answer) => {
      const held = issued.find((one) => one.token === token);
      if (held === undefined) return "final";
      const now = app.clock.now();
      const isLikelyRevoked = noteOf(held, answer, now) >= REVOKED_AFTER_MS;
      const isFresh = now - held.issuedAt < FRESH_MS && !isLikelyRevoked;
      const advice = adviceFor(held, isFresh, answer);
      if (advice !== "wait") {
        held.isDead ||= advice === "other-token";
        return advice;
      }
      const hasOlder = usable().some(
        (one) => one !== held && one.issuedAt < held.issuedAt,
      );
      if (!hasOlder) return "wait";
      held.notBefore = now + LEAVE_ALONE_MS;
      return "other-token";
    },
    revoke: async () => {
      await renewal?.catch(() => undefined);
      const alive = issued.filter((token) => leftOf(token) > 0);
      await Promise.all(
        alive.map(({ token }) =>
          app
            .request(
              ({ rest }) => rest.apps.revokeInstallationAccessToken(),
              () => Promise.resolve(token),
              "compensate",
            )
            .catch(() => undefined),
        ),
      );
    },
  };
}

/** Notes what an answer shows of a token; returns for how long one that has worked is unknown, milliseconds. */
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
