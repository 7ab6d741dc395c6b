import type { Secret } from "../../rotation/secret.ts";
import {
  type AppClient,
  findInstallation,
  type Installation,
  type InstallationToken,
  issueToken,
} from "./installation.ts";
import type { AppNeeds } from "./needs.ts";

/** A token is replaced this long before its end, milliseconds. */
const RENEW_BEFORE_MS = 10 * 60_000;

/** A token is not used any more this long before its end, milliseconds. */
const LAST_USE_MS = 60_000;

/** After a renewal that failed, how long before the next is tried, milliseconds. */
const TRY_AGAIN_MS = 60_000;

/** The installation tokens of one owner. */
export interface AppTokens {
  /** A token that is good for a while; throws `RotationError` when there is none to be had. */
  current(): Promise<Secret>;
  /** To be told that GitHub did not accept a token: it is not used again. */
  discard(token: Secret): void;
  /** Revokes every token that is still alive; what fails expires by itself within the hour. */
  revoke(): Promise<void>;
}

/** Makes installation tokens for one owner's targets, one at a time, each when the one before nears its end by GitHub's clock. */
export function createAppTokens(app: AppClient, needs: AppNeeds): AppTokens {
  const issued: InstallationToken[] = [];
  let latest: InstallationToken | undefined;
  let installation: Promise<Installation> | undefined;
  let renewal: Promise<InstallationToken> | undefined;
  let failure: { readonly at: number; readonly why: unknown } | undefined;

  const find = (): Promise<Installation> => {
    installation ??= findInstallation(app, needs);
    return installation;
  };

  const hasJustFailed = (): boolean =>
    failure !== undefined && app.clock.now() - failure.at < TRY_AGAIN_MS;

  const renew = async (): Promise<InstallationToken> => {
    const fresh = await issueToken(app, needs, await find());
    issued.push(fresh);
    latest = fresh;
    return fresh;
  };

  const renewOnce = (): Promise<InstallationToken> => {
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

  return {
    current: async () => {
      const known = latest;
      if (known !== undefined && leftOf(known) >= LAST_USE_MS) {
        const isDue = leftOf(known) < RENEW_BEFORE_MS && !hasJustFailed();
        if (!isDue) return known.token;
        return await renewOnce().then(
          ({ token }) => token,
          () => known.token,
        );
      }
      if (failure !== undefined && hasJustFailed()) throw failure.why;
      return (await renewOnce()).token;
    },
    discard: (token) => {
      if (latest?.token === token) latest = undefined;
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
