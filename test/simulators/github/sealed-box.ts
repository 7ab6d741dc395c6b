import sodium from "libsodium-wrappers";

/** An X25519 key pair with the id under which its public half is handed out. */
export interface SealingKey {
  /** A decimal number, as a string. */
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** A new key pair under an id. `sodium.ready` must have been awaited. */
export function createSealingKey(id: string): SealingKey {
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  return { id, publicKey, privateKey };
}

/**
 * The plaintext of a sealed box (libsodium `crypto_box_seal`), or undefined
 * when it does not open under this key.
 */
export function openSealedBox(
  key: SealingKey,
  box: Uint8Array,
): Uint8Array | undefined {
  try {
    return sodium.crypto_box_seal_open(box, key.publicKey, key.privateKey);
  } catch {
    return undefined;
  }
}

/** Bytes that a sealed box is longer than what it holds. */
export const sealedBoxOverhead = 48;

/** A new key id: a decimal number larger than a double can hold exactly. */
export function createKeyId(): string {
  const digits = BigInt(
    `0x${sodium.to_hex(sodium.randombytes_buf(8))}`,
  ).toString();
  return digits.padStart(19, "3");
}
