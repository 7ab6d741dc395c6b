import { generate } from "selfsigned";

/** A server's key and certificate, both PEM. */
export interface ServerCertificate {
  readonly key: string;
  /** Signed with its own key, so whoever is to trust it needs nothing else. */
  readonly cert: string;
}

/** Makes a certificate for the names of the loopback interface, valid for a day. */
export async function createCertificate(): Promise<ServerCertificate> {
  const dayMs = 24 * 60 * 60 * 1000;
  const made = await generate([{ name: "commonName", value: "localhost" }], {
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
    keyType: "ec",
    notAfterDate: new Date(Date.now() + dayMs),
  });
  return { key: made.private, cert: made.cert };
}
