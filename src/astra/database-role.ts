import { RotationError } from "../rotation/errors.ts";
import { firstFew } from "../rotation/first-few.ts";
import {
  compareRole,
  type DatabaseRole,
  type RoleComparison,
  roleRequestBody,
} from "./role-policy.ts";
import type { KnownRole } from "./roles.ts";

/** A body longer than this is left to `prepare-role`, characters. */
const MAX_BODY = 2_000;

/** How many differing lines an error shows. */
const MAX_LINES = 6;

/**
 * Finds the role that a configuration means in the organization's list, by its
 * name. Throws `role-missing` where it is not there, and `role-differs` where
 * it does not allow exactly that: somebody has edited it. `prepareRole` names
 * the action that makes it.
 */
export function findDatabaseRole(
  own: DatabaseRole,
  known: readonly KnownRole[],
  prepareRole: string,
): KnownRole {
  const found = roleOfName(own, known);
  if (found === undefined) throw missing(own, prepareRole);
  return found;
}

/**
 * The role of the organization's list with that name; undefined where there is
 * none. Throws `role-differs` where it does not allow exactly what it has to.
 */
export function roleOfName(
  own: DatabaseRole,
  known: readonly KnownRole[],
): KnownRole | undefined {
  const found = known.filter(({ name }) => name === own.name);
  const [first] = found;
  if (first === undefined) return undefined;
  const isEqual = ({ policy }: KnownRole): boolean =>
    compareRole(policy, own).kind === "equal";
  const equal = found.find(isEqual);
  if (equal !== undefined) return equal;
  throw differs(own, compareRole(first.policy, own));
}

function missing(own: DatabaseRole, prepareRole: string): RotationError {
  const body = roleRequestBody(own);
  const byHand =
    body.length <= MAX_BODY
      ? `With another tool, send POST /v2/organizations/roles with this body: ${body}`
      : "With `dry-run: true` it prints the request for those who prefer another tool.";
  return new RotationError({
    code: "role-missing",
    summary: `The Astra organization has no role “${own.name}”, which \`database\`, \`keyspaces\` and \`access\` mean.`,
    remedy: `Nothing was minted. Create the role once with ${prepareRole}, which takes the same three inputs and a short-lived token of an Organization Administrator, then run again. ${byHand}`,
    rerun: "fix-first",
  });
}

function differs(
  { name }: DatabaseRole,
  comparison: RoleComparison,
): RotationError {
  return new RotationError({
    code: "role-differs",
    summary: `The role “${name}” is not what \`database\`, \`keyspaces\` and \`access\` mean. ${differenceOf(comparison)}`,
    remedy:
      "Nothing was minted. Tokens with this role have its present permissions. Undo the edit in the Astra Portal (Settings › Roles), then run again; for other permissions change the inputs, which means another role.",
    rerun: "fix-first",
  });
}

function differenceOf(comparison: RoleComparison): string {
  switch (comparison.kind) {
    case "equal":
    case "unreadable":
      return "Astra's role list does not say what it allows in a form that this action can read.";
    case "wider":
      return `It allows more: ${firstFew(comparison.extra, MAX_LINES)}.`;
    case "narrower":
      return `It allows less, for it lacks ${firstFew(comparison.missing, MAX_LINES)}.`;
    case "different":
      return `It has ${firstFew(comparison.extra, MAX_LINES)}, and lacks ${firstFew(comparison.missing, MAX_LINES)}.`;
    default:
      return comparison satisfies never;
  }
}
