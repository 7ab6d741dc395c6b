import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readAppKey } from "../../../../src/action/inputs/app-key.ts";
import { assertApp } from "../../../../src/github/app/assertion.ts";
import { Secret } from "../../../../src/rotation/secret.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
});

function pem(key: KeyObject, type: "pkcs1" | "pkcs8" | "spki"): string {
  return key.export({ type, format: "pem" }).toString();
}

const PKCS1 = pem(privateKey, "pkcs1");
const PKCS8 = pem(privateKey, "pkcs8");
const PUBLIC = pem(publicKey, "spki");
const BAG =
  "Bag Attributes\n    friendlyName: rotation app\n    localKeyID: 54 69 6D\nKey Attributes: <No Attributes>\n";
const block = (label: string, body: string): string =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
const CERTIFICATE = block("CERTIFICATE", "MIIB");

/** What keychains, openssl, editors and secret stores make of a key. */
const FORMS: readonly (readonly [string, (key: string) => string])[] = [
  ["as GitHub or openssl writes it", (key) => key],
  ["with Bag Attributes before it", (key) => BAG + key],
  ["with a comment before it", (key) => `# key of the App\n${key}`],
  ["with text after it", (key) => `${key}\nkeep this safe -- really\n`],
  ["with its public key after it", (key) => key + PUBLIC],
  ["with its public key before it", (key) => PUBLIC + key],
  ["with a certificate before it", (key) => CERTIFICATE + key],
  ["twice", (key) => key + key],
  ["with CRLF", (key) => key.replaceAll("\n", "\r\n")],
  ["with CR", (key) => key.replaceAll("\n", "\r")],
  ["with \\n", (key) => key.replaceAll("\n", "\\n")],
  ["with \\r\\n", (key) => key.replaceAll("\n", "\\r\\n")],
  ["on one line, with blanks", (key) => key.replaceAll("\n", " ")],
  ["indented", (key) => key.replaceAll(/^/gmu, "    ")],
  ["with empty lines", (key) => key.replaceAll("\n", "\n\n")],
  ["with a byte order mark", (key) => `\uFEFF${key}`],
  ["without the last line break", (key) => key.trim()],
  ["in double quotes", (key) => `"${key.trim()}"`],
  ["in JSON", (key) => JSON.stringify(key)],
  ["in base64", (key) => Buffer.from(key).toString("base64")],
  [
    "in base64 with line breaks",
    (key) =>
      Buffer.from(BAG + key)
        .toString("base64")
        .replaceAll(/.{76}/gu, "$&\n"),
  ],
];

describe("The private key of an App", () => {
  it.each(
    FORMS.flatMap(([form, make]) => [
      [`PKCS#1 ${form}`, make(PKCS1)] as const,
      [`PKCS#8 ${form}`, make(PKCS8)] as const,
    ]),
  )("is read, and signs: %s", async (_name, text) => {
    const key = readAppKey(text);
    expect(key).toEqual({ ok: true, pem: PKCS8 });
    const identity = { appId: "1", privateKey: new Secret(PKCS8) };
    const assertion = await assertApp(identity, 0, () => undefined);
    expect(assertion.expose().split(".")).toHaveLength(3);
  });

  it("is read from the base64 of its binary form", () => {
    for (const type of ["pkcs1", "pkcs8"] as const) {
      const der = privateKey.export({ type, format: "der" });
      const key = readAppKey(der.toString("base64"));
      expect(key).toEqual({ ok: true, pem: PKCS8 });
    }
  });

  const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const cipher = { cipher: "aes-256-cbc", passphrase: "x" };
  const locked = (type: "pkcs1" | "pkcs8"): string =>
    privateKey.export({ type, format: "pem", ...cipher }).toString();
  const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" });

  it.each([
    ["a public key", PUBLIC, "is a public key, not the private one."],
    ["a certificate", CERTIFICATE, "holds no private key."],
    [
      "a key without its end",
      PKCS1.slice(0, 900),
      "was truncated: its last line is missing.",
    ],
    [
      "a key with a gap",
      PKCS1.slice(0, 400) + PKCS1.slice(700),
      "is damaged or was truncated.",
    ],
    [
      "two keys",
      PKCS1 + pem(other, "pkcs1"),
      "holds more than one private key.",
    ],
    [
      "a locked PKCS#8 key",
      locked("pkcs8"),
      "is locked by a passphrase. Unlock it with: openssl pkcs8 -topk8 -nocrypt.",
    ],
    [
      "a locked PKCS#1 key",
      locked("pkcs1"),
      "is locked by a passphrase. Unlock it with: openssl pkcs8 -topk8 -nocrypt.",
    ],
    [
      "OpenSSH's format",
      block("OPENSSH PRIVATE KEY", "b3BlbnNzaA=="),
      "is in OpenSSH's format, which is not that of a GitHub App.",
    ],
    [
      "an elliptic key",
      pem(elliptic.privateKey, "pkcs8"),
      "is not an RSA key, which the keys of GitHub Apps are.",
    ],
    [
      "a fingerprint",
      "SHA256:abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG=",
      "is the fingerprint of a key, not the key.",
    ],
    [
      "a client secret",
      "0123456789abcdef".repeat(3).slice(0, 40),
      "has the form of a client secret, not of a private key.",
    ],
    ["a word", "hello", "is not a private key."],
    [
      "base64 of something else",
      Buffer.from("hello").toString("base64"),
      "is not a private key.",
    ],
  ])("is not %s", (_name, text, problem) => {
    expect(readAppKey(text)).toEqual({ ok: false, problem });
  });
});
