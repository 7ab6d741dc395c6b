import sodium from "libsodium-wrappers";
import { RotationError } from "../rotation/errors.ts";
import { Secret } from "../rotation/secret.ts";

/** A scope's public key, as GitHub returned it. */
export interface PublicKey {
  /** A decimal string; the same for all scopes of a store. */
  readonly keyId: string;
  /** 32 bytes of X25519; different for every scope. */
  readonly key: Uint8Array;
}

const KEY_BYTES = 32;

// Loading fails before anyone asks for it; `canSealFor` then says so.
void sodium.ready.catch(() => undefined);

/**
 * Reads padded standard base64 as a public key; undefined when it is not 32
 * bytes, or all of them are zero.
 */
export function readKey(base64: string): Uint8Array | undefined {
  const key = Buffer.from(base64, "base64");
  const isUsable =
    key.toString("base64") === base64 &&
    key.length === KEY_BYTES &&
    key.some((byte) => byte !== 0);
  return isUsable ? key : undefined;
}

/**
 * Proves, before anything is minted, that values can be sealed for a key.
 * Returns false when the key cannot be used, and throws `RotationError` when
 * libsodium does not load or does not work.
 */
export async function canSealFor(key: PublicKey): Promise<boolean> {
  try {
    const sodium = await openSodium();
    const { publicKey, privateKey } = sodium.crypto_box_keypair();
    const box = sodium.crypto_box_seal("", publicKey);
    sodium.crypto_box_seal_open(box, publicKey, privateKey);
  } catch {
    throw cannotSeal();
  }
  try {
    await seal(new Secret(""), key);
    return true;
  } catch {
    return false;
  }
}

/**
 * Seals a value for a scope: libsodium's `crypto_box_seal`, in padded standard
 * base64.
 * https://docs.github.com/en/rest/guides/encrypting-secrets-for-the-rest-api
 */
export async function seal(value: Secret, { key }: PublicKey): Promise<string> {
  const sodium = await openSodium();
  return sodium.to_base64(
    sodium.crypto_box_seal(value.expose(), key),
    sodium.base64_variants.ORIGINAL,
  );
}

/** Its WebAssembly compiles while the first requests are under way. */
async function openSodium() {
  await sodium.ready;
  return sodium;
}

function cannotSeal(): RotationError {
  return new RotationError({
    code: "internal",
    summary:
      "The action cannot encrypt secrets on this runner: its copy of libsodium does not load or does not work.",
    remedy:
      "Make sure that the action's files are complete and that the runner allows WebAssembly.",
    rerun: "fix-first",
  });
}
