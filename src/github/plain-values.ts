import type { Credential } from "../rotation/credential.ts";
import { Secret } from "../rotation/secret.ts";

/** Which strings of a credential go into a secret of which name. */
export interface SecretNames {
  readonly token?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Receives `{"clientId","secret","token"}` on one line, so that all three change at once. */
  readonly json?: string;
}

/** The names that are written. */
export function writtenNames(names: SecretNames): readonly string[] {
  return [names.token, names.clientId, names.clientSecret, names.json].filter(
    (name) => name !== undefined,
  );
}

/** The strings to write, each with the name of its secret. */
export function secretValues(
  names: SecretNames,
  { clientId, clientSecret, token }: Credential,
): readonly (readonly [string, Secret])[] {
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
  return values.flatMap(([name, value]) =>
    name === undefined ? [] : [[name, value] as const],
  );
}
