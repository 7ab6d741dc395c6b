import githubAppJwt from "universal-github-app-jwt";
import { Secret } from "../../rotation/secret.ts";

/** Who a GitHub App is, and how it proves it. */
export interface AppIdentity {
  /** The numeric id or the client id. */
  readonly appId: string;
  /** PEM. */
  readonly privateKey: Secret;
}

/**
 * The signed assertion by which an App authenticates as itself, good for some
 * ten minutes around `now` (GitHub's clock, epoch milliseconds), and masked.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
export async function assertApp(
  { appId, privateKey }: AppIdentity,
  now: number,
  mask: (secret: string) => void,
): Promise<Secret> {
  const { token } = await githubAppJwt<string>({
    id: appId,
    privateKey: privateKey.expose(),
    now: Math.floor(now / 1_000),
  });
  mask(token);
  return new Secret(token);
}
