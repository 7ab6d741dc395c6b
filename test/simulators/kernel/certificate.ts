import { generate } from "selfsigned";

/** A server's key and certificate, both PEM. */
export interface ServerCertificate {
  readonly key: string;
  /** Self-signed, so a client that trusts it needs nothing else. */
  readonly cert: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a certificate for hosts and IPv4 addresses, by default those of the
 * loopback interface. It is valid for a day by default.
 */
export async function createCertificate(
  hostnames: readonly string[] = ["localhost"],
  notAfterDate = new Date(Date.now() + DAY_MS),
  addresses: readonly string[] = ["127.0.0.1"],
): Promise<ServerCertificate> {
  const made = await generate([{ name: "commonName", value: "localhost" }], {
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      {
        name: "subjectAltName",
        altNames: [
          ...hostnames.map((value) => ({ type: 2, value }) as const),
          ...addresses.map((ip) => ({ type: 7, ip }) as const),
        ],
      },
    ],
    keyType: "ec",
    notBeforeDate: new Date(notAfterDate.getTime() - 2 * DAY_MS),
    notAfterDate,
  });
  return { key: made.private, cert: made.cert };
}
