import {
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomInt,
  verify,
} from "node:crypto";
import type { Permissions } from "./tokens.ts";

/** A GitHub App as its owner registered it. */
export interface App {
  /** The numeric App ID. */
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  /** Undefined once its owner has deleted it. */
  publicKey: KeyObject | undefined;
}

/** An App with what its owner was given once. */
export interface RegisteredApp extends App {
  /** PEM, PKCS#1, as GitHub makes it. */
  readonly privateKey: string;
}

/** An App's installation at one owner. */
export interface AppInstallation {
  readonly id: number;
  readonly appId: number;
  readonly owner: string;
  permissions: Permissions;
  /** Repository ids; undefined for all of the owner's. */
  repositories: readonly number[] | undefined;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  suspendedAt: number | undefined;
}

/** Why an assertion is not taken, or whose it is. */
export type Asserted =
  | { readonly kind: "app"; readonly app: App }
  | {
      readonly kind: "refused";
      readonly status: 401 | 404;
      readonly message: string;
    };

/** All Apps and installations of the simulated GitHub. */
export interface Apps {
  register(slug: string): RegisteredApp;
  install(
    installation: Pick<
      AppInstallation,
      "id" | "appId" | "owner" | "permissions" | "repositories" | "createdAt"
    >,
  ): AppInstallation;
  /** Deletes an App's key, so that no assertion of it is good any more. */
  deleteKey(id: number): void;
  /**
   * Judges the signed assertion of an App, which may name itself by its client
   * id where that is known; undefined when the text is none.
   */
  assert(
    text: string,
    now: number,
    clientIdsKnown: boolean,
  ): Asserted | undefined;
  installationAt(app: App, owner: string): AppInstallation | undefined;
  installation(id: number): AppInstallation | undefined;
}

/** The longest that an assertion may be good for, seconds. */
const LONGEST_ASSERTION = 600;

/** How far the clock of an App may be ahead, seconds. */
const CLOCK_GRACE = 30;

/** No Apps yet. */
export function createApps(): Apps {
  const apps = new Map<string, App>();
  const installations: AppInstallation[] = [];
  return {
    register: (slug) => {
      const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const app: App = {
        id: randomInt(100_000, 9_999_999),
        clientId: `Iv23li${slug.replace(/\W/g, "")}${randomInt(1_000, 9_999)}`,
        slug,
        publicKey: pair.publicKey,
      };
      apps.set(String(app.id), app);
      apps.set(app.clientId, app);
      const pem = pair.privateKey.export({ type: "pkcs1", format: "pem" });
      return { ...app, privateKey: pem.toString() };
    },
    deleteKey: (id) => {
      const app = apps.get(String(id));
      if (app === undefined) throw new Error(`no App ${id}`);
      app.publicKey = undefined;
    },
    install: (installation) => {
      const installed = { ...installation, suspendedAt: undefined };
      installations.push(installed);
      return installed;
    },
    assert: (text, now, clientIdsKnown) => {
      const parts = text.split(".");
      return parts.length === 3 && text.startsWith("ey")
        ? judge(parts, apps, now, clientIdsKnown)
        : undefined;
    },
    installationAt: (app, owner) =>
      installations.find(
        (one) =>
          one.appId === app.id &&
          one.owner.toLowerCase() === owner.toLowerCase(),
      ),
    installation: (id) => installations.find((one) => one.id === id),
  };
}

const UNDECODABLE = "A JSON web token could not be decoded";

/**
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
function judge(
  [head = "", claims = "", signature = ""]: readonly string[],
  apps: ReadonlyMap<string, App>,
  nowMs: number,
  clientIdsKnown: boolean,
): Asserted {
  const refused = (message: string, status: 401 | 404 = 401) =>
    ({ kind: "refused", status, message }) as const;
  const header = decoded(head);
  const { iat, exp, iss } = decoded(claims);
  if (header["alg"] !== "RS256") return refused(UNDECODABLE);
  if (!clientIdsKnown && !/^\d+$/.test(String(iss)))
    return refused("'Issuer' claim ('iss') must be an Integer");
  const app = apps.get(String(iss));
  if (app === undefined) return refused("Integration not found", 404);
  if (app.publicKey === undefined)
    return refused("Integration must generate a public key");
  const key = createPublicKey(
    app.publicKey.export({ type: "spki", format: "pem" }),
  );
  const signed = Buffer.from(`${head}.${claims}`);
  const isGenuine = verify(
    "RSA-SHA256",
    signed,
    key,
    Buffer.from(signature, "base64url"),
  );
  if (!isGenuine) return refused(UNDECODABLE);
  const now = Math.floor(nowMs / 1_000);
  if (typeof exp !== "number" || exp <= now)
    return refused(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (exp > now + LONGEST_ASSERTION + CLOCK_GRACE)
    return refused("'Expiration time' claim ('exp') is too far in the future");
  if (typeof iat !== "number" || iat > now + CLOCK_GRACE)
    return refused(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  return { kind: "app", app };
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(
      Buffer.from(part, "base64url").toString("utf8"),
    );
    return Object(value) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
