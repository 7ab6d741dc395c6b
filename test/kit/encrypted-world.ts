import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createCertificate,
  type ServerCertificate,
} from "../simulators/kernel/certificate.ts";
import {
  type Encrypted,
  type Spoiler,
  type Protocol,
  startEncrypted,
} from "../simulators/kernel/encrypted.ts";
import { type Inputs, inputsFor } from "./run-action.ts";
import { startWorld, type World } from "./world.ts";

/** A world whose services speak TLS only, as far as a run's inputs tell. */
export interface EncryptedWorld extends AsyncDisposable {
  readonly world: World;
  readonly astra: Encrypted;
  readonly github: Encrypted;
  /** The environment variable with which a run trusts the services' certificate. */
  readonly trust: { readonly NODE_EXTRA_CA_CERTS: string };
  /** What every run needs, with the encrypted addresses. */
  inputs(more?: Inputs): Inputs;
  /** Ends every connection to either service, so that every answer under way ends. */
  hangUp(): void;
}

/** How the services of an encrypted world speak. */
export interface Speech {
  readonly protocol: Protocol;
  /** Hosts that only a proxy leads to; unless named, a service is where its address says. */
  readonly hostnames?: { readonly astra?: string; readonly github?: string };
  /** Unless given, one that is right for the services' hosts. */
  readonly certificate?: ServerCertificate;
  readonly spoil?: Spoiler;
}

/** Starts a fresh world behind TLS. */
export async function startEncryptedWorld({
  protocol,
  hostnames = {},
  certificate,
  spoil,
}: Speech): Promise<EncryptedWorld> {
  const own =
    certificate ??
    (await createCertificate(["localhost", ...Object.values(hostnames)]));
  const folder = await mkdtemp(join(tmpdir(), "authority-"));
  const authority = join(folder, "authority.pem");
  await writeFile(authority, own.cert);
  const world = await startWorld();
  const behindTls = (
    { url }: { readonly url: string },
    hostname: string | undefined,
  ): Promise<Encrypted> =>
    startEncrypted(url, { certificate: own, protocol, hostname, spoil });
  const astra = await behindTls(world.astra, hostnames.astra);
  const github = await behindTls(world.github, hostnames.github);
  return {
    world,
    astra,
    github,
    trust: { NODE_EXTRA_CA_CERTS: authority },
    inputs: (more) =>
      inputsFor(world, {
        "astra-api-url": astra.url,
        "github-api-url": github.url,
        ...more,
      }),
    hangUp: () => {
      for (const one of [astra, github]) one.hangUp();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(
        [astra, github].map((one) => one[Symbol.asyncDispose]()),
      );
      await world.close();
      await rm(folder, { recursive: true });
    },
  };
}
