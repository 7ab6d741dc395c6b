import sodium from "libsodium-wrappers";
import { describe, expect, it } from "vitest";
import { canSealFor, readKey, seal } from "../../../src/github/sealed-box.ts";
import { Secret } from "../../../src/rotation/secret.ts";

await sodium.ready;

describe("a public key", () => {
  it("is good for sealing what its owner opens", async () => {
    const { publicKey, privateKey } = sodium.crypto_box_keypair();
    const key = { keyId: "1", key: publicKey };
    expect(await canSealFor(key)).toBe(true);
    const box = await seal(new Secret("värde"), key);
    const opened = sodium.crypto_box_seal_open(
      Buffer.from(box, "base64"),
      publicKey,
      privateKey,
    );
    expect(Buffer.from(opened).toString()).toBe("värde");
  });

  it.each([
    [
      "of small order",
      Uint8Array.from({ length: 32 }, (_, n) => (n === 0 ? 1 : 0)),
    ],
    ["of the wrong length", new Uint8Array(31).fill(9)],
  ])(
    "is known to be unusable before anything is minted, when it is %s",
    async (_, key) => {
      expect(await canSealFor({ keyId: "1", key })).toBe(false);
    },
  );

  it.each([
    ["URL-safe", "-".repeat(43)],
    ["short", Buffer.alloc(31, 9).toString("base64")],
    ["all zero", Buffer.alloc(32).toString("base64")],
  ])("is not read when its text is %s", (_, text) => {
    expect(readKey(text)).toBeUndefined();
  });
});
