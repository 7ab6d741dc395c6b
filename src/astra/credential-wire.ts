import { createHash } from "node:crypto";
import type * as v from "valibot";
import { readBody } from "../service/bounded-json.ts";
import type { Credential } from "../rotation/credential.ts";
import { Secret } from "../rotation/secret.ts";
import { MintedWire } from "./wire.ts";

/** Told every secret string before anything else can be written. */
export type Mask = (secret: string) => void;

/**
 * Reads the answer that minted a credential and masks its secrets at once:
 * token, hash part and client secret. Undefined when the answer is not one.
 */
export function readCredential(
  body: string,
  mask: Mask,
): Credential | undefined {
  const wire = readBody(MintedWire, body);
  if (wire === undefined) return undefined;
  const hash = createHash("sha256").update(wire.secret).digest("hex");
  const token = `AstraCS:${wire.clientId}:${hash}`;
  for (const secret of [token, hash, wire.secret]) mask(secret);
  // A token that does not follow from its secret is somebody else's business:
  // never publish it.
  if (typeof wire.token === "string" && wire.token !== token) {
    mask(wire.token);
    return undefined;
  }
  return credentialOf(wire, token);
}

function credentialOf(
  wire: v.InferOutput<typeof MintedWire>,
  token: string,
): Credential {
  return {
    clientId: wire.clientId,
    clientSecret: new Secret(wire.secret),
    token: new Secret(token),
    organization: wire.orgId,
    roles: wire.roles,
    generatedOn: wire.generatedOn,
    expiresOn: wire.tokenExpiry,
  };
}

/** The client id inside a token; undefined when the text is no Astra token. */
export function clientIdOf(token: Secret): string | undefined {
  return /^AstraCS:([A-Za-z0-9]{1,40}):[0-9a-f]{1,128}$/u.exec(
    token.expose(),
  )?.[1];
}
