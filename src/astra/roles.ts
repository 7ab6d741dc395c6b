import leven from "leven";
import { joinErrors, RotationError } from "../rotation/errors.ts";
import type { Role } from "../rotation/credential.ts";
import { BUILT_IN_ROLES, TOKEN_MANAGING_ROLES } from "./built-in-roles.ts";

/** A role as the organization's list shows it. */
export interface KnownRole {
  readonly id: string;
  readonly name: string;
  readonly actions: readonly string[];
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** How many near names an error shows. */
const NEAR_NAMES = 3;

/** Whether every configured role is an id, so that the organization's role list is not needed. */
export function areAllIds(wanted: readonly string[]): boolean {
  return wanted.every((role) => UUID.test(role));
}

/** Roles given by id alone; the built-in ones are known by name, too. */
export function rolesById(wanted: readonly string[]): readonly Role[] {
  return wanted.map((text) => {
    const id = text.toLowerCase();
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
 * `role-unknown` with the near names, `role-ambiguous` with the ids to choose from.
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
    else if (!roles.some(({ id }) => id === role.id)) roles.push(asRole(role));
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

function asRole({ id, name, actions }: KnownRole): Role {
  return {
    id,
    names: namesOf(name),
    managesTokens: actions.includes("org-token-write"),
  };
}

function unknownRole(text: string, known: readonly KnownRole[]): RotationError {
  const lower = text.toLowerCase();
  const near = [...new Set(known.flatMap((role) => namesOf(role.name)))]
    .map((name) => ({ name, distance: leven(lower, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, NEAR_NAMES)
    .map(({ name }) => `“${inert(name)}”`);
  return new RotationError({
    code: "role-unknown",
    summary: `The organization has no role “${inert(text)}”.`,
    remedy: `Nothing was minted. The nearest names are ${near.join(", ")}. Set the input \`role\` to the name that the Astra UI shows, or to the role's id.`,
    rerun: "fix-first",
  });
}

function ambiguousRole(
  text: string,
  found: readonly KnownRole[],
): RotationError {
  return new RotationError({
    code: "role-ambiguous",
    summary: `The organization has ${String(found.length)} roles named “${inert(text)}”.`,
    remedy: `Nothing was minted. Set the input \`role\` to the id of the one you mean: ${found.map(({ id }) => inert(id)).join(", ")}.`,
    rerun: "fix-first",
  });
}

/** Role names come from outside: only letters, digits and plain punctuation of them are shown. */
function inert(text: string): string {
  return text.replace(/[^\p{L}\p{N} ./_+-]/gu, "?").slice(0, 60);
}
