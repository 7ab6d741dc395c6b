import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";

/** A private key of a GitHub App, or why a text is none. */
export type AppKey =
  | {
      readonly ok: true;
      /** PKCS#8 in PEM, the one form that the signer is given. */
      readonly pem: string;
    }
  | {
      readonly ok: false;
      /**
       * What is wrong, as the end of “github-app-private-key …”; quotes
       * nothing.
       */
      readonly problem: string;
    };

/** One block of PEM. https://www.rfc-editor.org/rfc/rfc7468 */
interface Block {
  readonly label: string;
  readonly body: string;
}

const BLOCK =
  /-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*(?:-(?!-{4})[^-]*)*)-----END \1-----/gu;

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/u;

/**
 * Reads the private key of a GitHub App in every form in which it is stored:
 * PKCS#1 or PKCS#8, with other lines or blocks around it, on one line, with
 * `\n` for line breaks, in quotes, or as base64 of the whole. A key that it
 * accepts has signed once.
 */
export function readAppKey(text: string): AppKey {
  const whole = unwrapped(text);
  const blocks = blocksOf(whole);
  const keys = blocks.filter(({ label }) => label.endsWith("PRIVATE KEY"));
  if (keys.length === 0)
    return keyFromDer(whole) ?? refuse(noKey(whole, blocks));
  const read = keys.map(keyFrom);
  const pems = new Set(read.map((key) => (key.ok ? key.pem : key.problem)));
  if (pems.size > 1) return refuse("holds more than one private key.");
  return read[0] ?? refuse("is not a private key.");
}

/** The text with real line breaks, out of quotes and out of base64. */
function unwrapped(text: string): string {
  const lines = text
    .replace(/^\uFEFF/u, "")
    .replaceAll(/\\r\\n|\\n|\r\n?/gu, "\n")
    .trim()
    .replace(/^(["'`])([\s\S]*)\1$/u, "$2")
    .trim();
  const dense = lines.replaceAll(/\s+/gu, "");
  if (lines.includes("-----BEGIN") || !BASE64.test(dense)) return lines;
  const decoded = Buffer.from(dense, "base64").toString("utf8");
  return decoded.includes("-----BEGIN") ? unwrapped(decoded) : dense;
}

function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(BLOCK)].map(([, label = "", body = ""]) => ({
    label,
    body,
  }));
}

function keyFrom({ label, body }: Block): AppKey {
  if (label === "ENCRYPTED PRIVATE KEY" || /Proc-Type:.*ENCRYPTED/iu.test(body))
    return refuse(
      "is locked by a passphrase. Unlock it with: openssl pkcs8 -topk8 -nocrypt.",
    );
  if (label === "OPENSSH PRIVATE KEY")
    return refuse("is in OpenSSH's format, which is not that of a GitHub App.");
  // Whoever stored it on one line, or indented, changed only the white space.
  const dense = body.replaceAll(/\s+/gu, "");
  const lines = dense.match(/.{1,64}/gu) ?? [];
  return proven(() =>
    createPrivateKey(
      [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join(
        "\n",
      ),
    ),
  );
}

/**
 * The key in a text that is the base64 of its binary form; undefined when it is
 * none.
 */
function keyFromDer(text: string): AppKey | undefined {
  if (!BASE64.test(text)) return undefined;
  const key = Buffer.from(text, "base64");
  for (const type of ["pkcs8", "pkcs1"] as const) {
    const read = proven(() => createPrivateKey({ key, format: "der", type }));
    if (read.ok) return read;
  }
  return undefined;
}

/** A key that makes signatures which its public half accepts. */
function proven(read: () => KeyObject): AppKey {
  try {
    const key = read();
    if (key.asymmetricKeyType !== "rsa")
      return refuse("is not an RSA key, which the keys of GitHub Apps are.");
    const text = Buffer.from("proof");
    const signature = sign("RSA-SHA256", text, key);
    if (!verify("RSA-SHA256", text, createPublicKey(key), signature))
      return refuse("is damaged: what it signs cannot be verified.");
    const pem = key.export({ type: "pkcs8", format: "pem" }).toString();
    return { ok: true, pem };
  } catch {
    return refuse("is damaged or was truncated.");
  }
}

function noKey(text: string, blocks: readonly Block[]): string {
  const [block] = blocks;
  if (block?.label.endsWith("PUBLIC KEY") === true)
    return "is a public key, not the private one.";
  if (block !== undefined) return "holds no private key.";
  if (text.includes("-----BEGIN"))
    return "was truncated: its last line is missing.";
  if (/^SHA256:/u.test(text))
    return "is the fingerprint of a key, not the key.";
  if (/^[0-9a-f]{40}$/u.test(text))
    return "has the form of a client secret, not of a private key.";
  return "is not a private key.";
}

function refuse(problem: string): AppKey {
  return { ok: false, problem };
}
