import leven from "leven";
import { joinErrors, RotationError } from "../rotation/errors.ts";
import type { Role } from "../rotation/credential.ts";
import { BUILT_IN_ROLES, TOKEN_MANAGING_ROLES } from "./built-in-roles.ts";
import { type Allowed, allowedBy } from "./role-digest.ts";
import type { RolePolicy } from "./wire.ts";

/** A role as the organization's list shows it. */
export interface KnownRole {
  readonly id: string;
  readonly name: string;
  /** What it allows; undefined where the list does not say. */
  readonly policy: RolePolicy | undefined;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** How many near names an error shows. */
const NEAR_NAMES = 3;

/**
 * Whether every configured role is an id, so that the run can do without the
 * organization's role list.
 */
export function areAllIds(wanted: readonly string[]): boolean {
  return wanted.every((role) => UUID.test(role));
}

/**
 * Roles by id where the role list may not be read; the built-in ones are known
 * by name, too.
 */
export function rolesById(wanted: readonly string[]): readonly Role[] {
  return [...new Set(wanted.map((text) => text.toLowerCase()))].map((id) => {
    const builtIn = BUILT_IN_ROLES.find((role) => role.id === id);
    return {
      id,
      names: builtIn === undefined ? [] : namesOf(builtIn.apiName),
      managesTokens:
        builtIn !== undefined && TOKEN_MANAGING_ROLES.includes(builtIn.apiName),
    };
  });
}

/**
 * Finds every configured role (id, API name, UI name or custom name, letter
 * case ignored) in the organization's list. Throws all problems at once:
 * `role-unknown` with the near names, `role-ambiguous` with the ids to choose
 * from.
 */
export function resolveRoles(
  wanted: readonly string[],
  known: readonly KnownRole[],
): readonly Role[] {
  const errors: RotationError[] = [];
  const roles: Role[] = [];
  for (const text of wanted) {
    const found = matches(text, known);
    const [role, ...others] = found;
    if (role === undefined) errors.push(unknownRole(text, known));
    else if (others.length > 0) errors.push(ambiguousRole(text, found));
    else if (!roles.some(({ id }) => id === role.id)) roles.push(roleOf(role));
  }
  const [first, ...rest] = errors;
  if (first !== undefined) throw joinErrors([first, ...rest]);
  return roles;
}

function matches(
  text: string,
  known: readonly KnownRole[],
): readonly KnownRole[] {
  const lower = text.toLowerCase();
  const byId = known.filter((role) => role.id.toLowerCase() === lower);
  if (byId.length > 0) return byId;
  return known.filter((role) =>
    namesOf(role.name).some((name) => name.toLowerCase() === lower),
  );
}

/** The API's name of a role and, for a built-in one, the UI's. */
function namesOf(apiName: string): readonly string[] {
  const builtIn = BUILT_IN_ROLES.find((role) => role.apiName === apiName);
  return builtIn === undefined || builtIn.uiName === apiName
    ? [apiName]
    : [apiName, builtIn.uiName];
}

/** A role of the list as the protocol knows it. */
export function roleOf({ id, name, policy }: KnownRole): Role {
  return {
    id,
    names: namesOf(name),
    managesTokens:
      policy?.actions.includes("org-token-write") ??
      TOKEN_MANAGING_ROLES.includes(name),
  };
}

/**
 * What roles allow today; undefined where the list does not say what one of
 * them allows.
 */
export function allowedToday(
  roles: readonly Pick<Role, "id">[],
  known: readonly KnownRole[],
): Allowed | undefined {
  return allowedBy(
    roles.map(({ id }) => ({
      id,
      policy: known.find((role) => role.id === id)?.policy,
    })),
  );
}

function unknownRole(text: string, known: readonly KnownRole[]): RotationError {
  const isId = UUID.test(text);
  return new RotationError({
    code: "role-unknown",
    summary: `The Astra organization has no role ${isId ? "with the ID " : ""}“${plainName(text)}”.`,
    remedy: isId
      ? "Nothing was minted. The role may have been deleted: set the input `role` to the name or ID of one that exists (Astra Portal, Settings › Roles)."
      : `Nothing was minted.${nearestNames(text, known)} Set the input \`role\` to the name that the Astra Portal shows, or to the role's ID.`,
    rerun: "fix-first",
  });
}

/**
 * A sentence with the names that look most like it; empty where the list has
 * none.
 */
function nearestNames(text: string, known: readonly KnownRole[]): string {
  const lower = text.toLowerCase();
  const near = [...new Set(known.flatMap((role) => namesOf(role.name)))]
    .map((name) => ({ name, distance: leven(lower, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, NEAR_NAMES)
    .map(({ name }) => `“${plainName(name)}”`);
  return near.length === 0 ? "" : ` The nearest names are ${near.join(", ")}.`;
}

function ambiguousRole(
  text: string,
  found: readonly KnownRole[],
): RotationError {
  return new RotationError({
    code: "role-ambiguous",
    summary: `The Astra organization has ${String(found.length)} roles named “${plainName(text)}”.`,
    remedy: `Nothing was minted. Set the input \`role\` to the ID of the one you mean: ${found.map(({ id }) => plainName(id)).join(", ")}.`,
    rerun: "fix-first",
  });
}

/**
 * Role names come from outside: only letters, digits and plain punctuation of
 * them are shown.
 */
function plainName(text: string): string {
  return text.replace(/[^\p{L}\p{N} ./_+-]/gu, "?").slice(0, 60);
}
