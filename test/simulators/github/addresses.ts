import type { SimulatorRequest } from "../kernel/server.ts";
import type { Repositories } from "./repositories.ts";

/**
 * A request as its endpoint sees it, and the base address that its caller used.
 */
export interface AddressedRequest {
  /** Without the prefix, organizations by name. */
  readonly segments: readonly string[];
  /** Such as `https://api.acme.ghe.com` or `https://ghes.example/api/v3`. */
  readonly base: string;
}

/**
 * Takes the server's prefix from a path and names its organization, if it is
 * given by id. Undefined for a path outside of the prefix.
 */
export function addressed(
  { segments, headers }: SimulatorRequest,
  prefix: string,
  ownUrl: string,
  repositories: Repositories,
): AddressedRequest | undefined {
  const parts = prefix.split("/").slice(1);
  if (!parts.every((part, at) => segments[at] === part)) return undefined;
  const inner = segments.slice(parts.length);
  const base = `${originOf(headers["host"], ownUrl)}${prefix}`;
  const [head, id = "", ...rest] = inner;
  const login =
    head === "organizations" && /^\d+$/.test(id)
      ? repositories.organizationById(Number(id))?.login
      : undefined;
  return {
    segments: login === undefined ? inner : ["orgs", login, ...rest],
    base,
  };
}

/**
 * A request under another host's name has come through TLS.
 */
function originOf(host: string | undefined, ownUrl: string): string {
  return host === undefined || host === new URL(ownUrl).host
    ? ownUrl
    : `https://${host}`;
}

/**
 * The path of a request by the id of its repository or organization, without
 * the query.
 */
export function pathById(
  path: string,
  prefix: string,
  repositories: Repositories,
): string {
  const [plain = ""] = path.slice(prefix.length).split("?");
  const [, head, first = "", second = ""] = plain.split("/");
  if (head === "repos") {
    const found = repositories.byName(decoded(first), decoded(second));
    if (found.kind === "none") return plain;
    const below = plain.split("/").slice(4);
    return ["", "repositories", String(found.repository.id), ...below].join(
      "/",
    );
  }
  const organization =
    head === "orgs" ? repositories.findOrganization(decoded(first)) : undefined;
  if (organization === undefined) return plain;
  const below = plain.split("/").slice(3);
  return ["", "organizations", String(organization.id), ...below].join("/");
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The web site that belongs to the base address of an API. */
export function webSiteOf(base: string): string {
  const { protocol, host, pathname } = new URL(base);
  if (pathname === "/api/v3") return `${protocol}//${host}`;
  const tenant = /^api\.([\w-]+\.ghe\.com)$/.exec(host)?.[1];
  return tenant === undefined ? "https://github.com" : `https://${tenant}`;
}
