import type { Credential } from "../rotation/credential.ts";
import { Secret } from "../rotation/secret.ts";

/**
 * Which part of a credential goes into the secret of which name; names in upper
 * case, as GitHub keeps them.
 */
export interface SecretNames {
  readonly token?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /**
   * Receives `{"clientId","secret","token"}` on one line, so that all three
   * change at once.
   */
  readonly json?: string;
}

/** The names of the secrets that are written. */
export function writtenNames(names: SecretNames): readonly string[] {
  return [names.token, names.clientId, names.clientSecret, names.json].filter(
    (secretName) => secretName !== undefined,
  );
}

/** The values to write, each with the name of its secret. */
export function secretValues(
  names: SecretNames,
  { clientId, clientSecret, token }: Credential,
): readonly (readonly [secretName: string, value: Secret])[] {
  const json = JSON.stringify({
    clientId,
    secret: clientSecret.expose(),
    token: token.expose(),
  });
  const values: readonly (readonly [string | undefined, Secret])[] = [
    [names.token, token],
    [names.clientId, new Secret(clientId)],
    [names.clientSecret, clientSecret],
    [names.json, new Secret(json)],
  ];
  return values.flatMap(([secretName, value]) =>
    secretName === undefined ? [] : [[secretName, value] as const],
  );
}
