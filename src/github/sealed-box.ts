import type { Secret } from "../rotation/secret.ts";

/** A scope's public key, as GitHub gave it. */
export interface PublicKey {
  /** A decimal string. */
  readonly keyId: string;
  /** 32 bytes of X25519. */
  readonly key: Uint8Array;
}

const KEY_BYTES = 32;

/** Reads padded standard base64 as a public key; undefined when it is not 32 bytes, or no key that could keep a secret. */
export function readKey(base64: string): Uint8Array | undefined {
  const key = Buffer.from(base64, "base64");
  const isUsable =
    key.toString("base64") === base64 &&
    key.length === KEY_BYTES &&
    key.some((byte) => byte !== 0);
  return isUsable ? key : undefined;
}

/**
 * Loads what `seal` needs and tries it once, for whoever has time for it before: the first seal
 * takes many times as long as any later one. Throws when a file of the action is missing.
 */
export async function prepareSealing(): Promise<void> {
  const sodium = await openSodium();
  const { publicKey } = sodium.crypto_box_keypair();
  sodium.crypto_box_seal("", publicKey);
}

/**
 * Seals a value for a scope: libsodium's `crypto_box_seal`, in padded standard base64.
 * https://docs.github.com/en/rest/guides/encrypting-secrets-for-the-rest-api
 */
export async function seal(value: Secret, { key }: PublicKey): Promise<string> {
  const sodium = await openSodium();
  return sodium.to_base64(
    sodium.crypto_box_seal(value.expose(), key),
    sodium.base64_variants.ORIGINAL,
  );
}

async function openSodium() {
  const { default: sodium } = await import("libsodium-wrappers");
  await sodium.ready;
  return sodium;
}
