import type { Secret } from "../rotation/secret.ts";

/** A scope's public key, as GitHub gave it. */
export interface PublicKey {
  /** A decimal string. */
  readonly keyId: string;
  /** 32 bytes of X25519. */
  readonly key: Uint8Array;
}

/** Reads base64 as a public key; undefined when it is not 32 bytes, or no key that could keep a secret. */
export async function readKey(base64: string): Promise<Uint8Array | undefined> {
  const sodium = await openSodium();
  try {
    const key = sodium.from_base64(base64, sodium.base64_variants.ORIGINAL);
    const isUsable =
      key.length === sodium.crypto_box_PUBLICKEYBYTES &&
      key.some((byte) => byte !== 0);
    return isUsable ? key : undefined;
  } catch {
    return undefined;
  }
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

// Loaded when the first key arrives, or before, by whoever has time for it.
async function openSodium() {
  const { default: sodium } = await import("libsodium-wrappers");
  await sodium.ready;
  return sodium;
}
