import { BUILT_IN_ROLES } from "../astra/built-in-roles.ts";
import { type KnownRole, roleOf } from "../astra/roles.ts";

/** How far the rights of a token reach, the farthest first. */
export const REACHES = [
  "manages-tokens",
  "organization",
  "unknown",
  "databases",
  "none",
] as const;

/**
 * `manages-tokens`: it can mint and revoke tokens. `organization`: something in
 * all of the organization. `databases`: only the databases that are named.
 * `none`: it has only roles that no longer exist. `unknown`: the role list
 * could not be read, or does not say.
 */
export type Reach = (typeof REACHES)[number];

/** One role of a token. */
export interface HeldRole {
  /** As the token list shows it. */
  readonly id: string;
  /** Undefined where it is not known. */
  readonly name: string | undefined;
  /** Whether the organization has no such role (any more). */
  readonly isDangling: boolean;
}

/** What the roles of a token come to. */
export interface Rights {
  readonly roles: readonly HeldRole[];
  readonly reach: Reach;
  /** Ids of the databases, where the reach is only these. */
  readonly databases: readonly string[];
}

/** `drn:astra:org:<organization>:db:<database>…` */
const DATABASE = /^drn:astra:org:[^:]+:db:(?<id>[^:]+)(?::|$)/u;

/** The organization itself, which has no data. */
const ORGANIZATION = /^drn:astra:org:[^:]+$/u;

/**
 * Looks roles up by the organization's list; undefined when that could not be
 * read. Tokens share their lists of roles, so each is worked out once.
 */
export function rightsBy(
  known: readonly KnownRole[] | undefined,
): (listed: readonly string[]) => Rights {
  const byWord = new Map<string, KnownRole>();
  for (const role of known ?? []) {
    for (const word of [role.id, ...roleOf(role).names]) {
      byWord.set(word.toLowerCase(), role);
    }
  }
  const worked = new Map<string, Rights>();
  return (listed) => {
    const key = JSON.stringify(listed);
    const rights = worked.get(key) ?? rightsOf(listed, known, byWord);
    worked.set(key, rights);
    return rights;
  };
}

function rightsOf(
  listed: readonly string[],
  known: readonly KnownRole[] | undefined,
  byWord: ReadonlyMap<string, KnownRole>,
): Rights {
  const parts = listed.map((id) => {
    const role = byWord.get(id.toLowerCase());
    const name = role?.name ?? nameOfBuiltIn(id);
    const isDangling = known !== undefined && role === undefined;
    return { held: { id, name, isDangling }, scope: scopeOf(role, isDangling) };
  });
  const reaches = parts.map(({ scope }) => scope.reach);
  const reach =
    REACHES.find((one) => reaches.includes(one)) ??
    // A list that shows no roles does not say that there are none.
    "unknown";
  const databases = parts.flatMap(({ scope }) => scope.databases);
  return {
    roles: parts.map(({ held }) => held),
    reach,
    databases: reach === "databases" ? [...new Set(databases)].sort() : [],
  };
}

type Scope = Pick<Rights, "reach" | "databases">;

function scopeOf(role: KnownRole | undefined, isDangling: boolean): Scope {
  const only = (reach: Reach): Scope => ({ reach, databases: [] });
  if (isDangling) return only("none");
  if (role === undefined) return only("unknown");
  if (roleOf(role).managesTokens) return only("manages-tokens");
  const { policy } = role;
  if (policy === undefined || policy.resources.length === 0) {
    return only("unknown");
  }
  // What an effect other than this takes away is not worked out.
  if (policy.effect !== "allow") return only("unknown");
  const databases = new Set<string>();
  for (const resource of policy.resources) {
    const id = DATABASE.exec(resource)?.groups?.["id"];
    if (id !== undefined && id !== "*") databases.add(id);
    else if (id === "*" || !ORGANIZATION.test(resource)) {
      return only("organization");
    }
  }
  const isWider =
    databases.size === 0 ||
    policy.actions.some((action) => action.startsWith("org-"));
  return isWider
    ? only("organization")
    : { reach: "databases", databases: [...databases] };
}

function nameOfBuiltIn(id: string): string | undefined {
  return BUILT_IN_ROLES.find((role) => role.id === id.toLowerCase())?.apiName;
}
