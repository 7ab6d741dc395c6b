import type {
  Facts,
  Refusal,
  Verdict,
} from "../../scripts/first-contact/facts.ts";
import type {
  AstraBehaviour,
  AstraTrouble,
} from "../simulators/astra/behaviour.ts";
import type { RoleBehaviour } from "../simulators/astra/role-behaviour.ts";
import type { DataApiBehaviour } from "../simulators/data-api/behaviour.ts";
import type { GithubBehaviour } from "../simulators/github/behaviour.ts";

type AstraSwitches = AstraBehaviour & AstraTrouble & RoleBehaviour;

/** The switches that the facts of a contact set; others stay as they are. */
export interface SettledBehaviours {
  readonly astra: Partial<AstraSwitches>;
  readonly dataApi: Partial<DataApiBehaviour>;
  readonly github: Partial<GithubBehaviour>;
}

/**
 * The simulators as the services were found to be. A fact that no position of
 * its switch fits is left out of them and belongs into the simulator: `unfit`
 * names it.
 */
export function behavioursOf(facts: Facts): SettledBehaviours & {
  readonly unfit: readonly string[];
} {
  const unfit: string[] = [];
  const one = <T>(
    fact: string,
    value: unknown,
    positions: readonly T[],
  ): T | undefined => {
    if (value === undefined) return undefined;
    const found = positions.find((position) => position === value);
    if (found === undefined) unfit.push(fact);
    return found;
  };
  const astra = without<AstraSwitches>({
    createStatus: one("createStatus", facts.createStatus, [200, 201] as const),
    revokeStatus: one("revokeStatus", facts.revokeStatus, [204, 200] as const),
    unknownRevoke: one("revokedUnknown", facts.revokedUnknown, [
      404, 204, 200, 400, 500,
    ] as const),
    unknownRole: unknownRole(facts.unknownRole),
    forbidden: one("forbidden", shapeOf(facts.forbidden), [
      "envelope-403",
      "null-401",
      "string-401",
    ] as const),
    activationLagMs: lag(facts.activationMs),
    revocationLagMs: lag(facts.revocationMs),
    creationListLagMs: lag(facts.creationListMs),
    revocationListLagMs: lag(facts.revocationListMs),
    description: description(facts.description),
    listOrder: one("listOrder", facts.listOrder, [
      "oldest-first",
      "newest-first",
      "by-id",
    ] as const),
    listedRoles: one("listedRoles", facts.listedRoles, [
      "ids",
      "names",
    ] as const),
    generatedOn: facts.generatedOn,
    maximumLifetimeMs:
      facts.maximumLifetimeMs === "none" ? undefined : facts.maximumLifetimeMs,
    beyondMaximum: beyondMaximum(facts),
    rolesListing: rolesListing(facts),
    roleFields: facts.roleNames,
    policyForm: policyForm(facts),
    currentOrg: lowRights(facts.lowRightsCurrentOrg),
    aboveOwnRights: yesNo(facts.aboveOwnRights),
    deadTokenStatus: one("deadToken", facts.deadToken?.status, [
      401, 404, 400,
    ] as const),
    expiredInList: facts.expiredInList,
    roleCreateStatus: one("roleCreateStatus", facts.roleCreateStatus, [
      201, 200,
    ] as const),
    createdRole: facts.createdRole,
    nameTaken: nameTaken(facts.nameTaken),
    unknownActions:
      typeof facts.unknownActions === "object"
        ? "refused"
        : facts.unknownActions,
    roleListLagMs: lag(facts.roleListMs),
    deleteRoleInUse: one("deleteRoleInUse", facts.deleteRoleInUse, [
      204, 409,
    ] as const),
  });
  const dataApi = without<DataApiBehaviour>({
    scopeLagMs: scopeLag(facts),
    unknownKeyspace: one("strangersKeyspace", facts.strangersKeyspace, [
      "UNKNOWN_KEYSPACE",
      "KEYSPACE_DOES_NOT_EXIST",
      "NAMESPACE_DOES_NOT_EXIST",
    ] as const),
    strangersKeyspaces: one("strangersKeyspaces", facts.strangersKeyspaces, [
      "none",
      "system",
      "error",
    ] as const),
    sessionMs: facts.cachedAfterRevocation === false ? 0 : undefined,
  });
  const github = without<GithubBehaviour>({
    keyIdType: facts.keyIdType,
    updatedAtSecond: facts.updatedAtSecond,
    neverAnswerCreated:
      facts.secretCreated === undefined
        ? undefined
        : facts.secretCreated === 204,
    acceptUnopenableBoxes:
      facts.unopenableBox === undefined ? undefined : facts.unopenableBox < 300,
    servesPathsById: facts.pathsById,
  });
  return { astra, dataApi, github, unfit };
}

/** The members that are there. */
function without<T>(some: {
  readonly [Key in keyof T]?: T[Key] | undefined;
}): Partial<T> {
  return Object.fromEntries(
    Object.entries(some).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}

/** A refusal as the switches name it: `envelope-403`. */
function shapeOf(verdict: Verdict | undefined): string | undefined {
  return typeof verdict === "object"
    ? `${verdict.form}-${String(verdict.status)}`
    : verdict;
}

function lag(measured: number | "never" | undefined): number | undefined {
  return measured === "never" ? undefined : measured;
}

/** Nobody lets a token in before Astra itself does. */
function scopeLag({ scopeMs, activationMs }: Facts): number | undefined {
  const measured = lag(scopeMs);
  const isActivation =
    measured !== undefined &&
    typeof activationMs === "number" &&
    measured <= activationMs + 1000;
  return isActivation ? 0 : measured;
}

function yesNo(
  verdict: Verdict | undefined,
): "accepted" | "refused" | undefined {
  return typeof verdict === "object" ? "refused" : verdict;
}

function unknownRole(
  verdict: Verdict | undefined,
): AstraBehaviour["unknownRole"] | undefined {
  if (typeof verdict !== "object") return verdict;
  return verdict.form === "envelope" ? "refused-envelope" : "refused-text";
}

function description(
  kept: Facts["description"],
): AstraBehaviour["description"] | undefined {
  if (kept === undefined || kept === "null") return kept;
  if (kept === 0) return "dropped";
  return kept >= 128 ? "kept" : { cutTo: kept };
}

/** Only where there is a maximum does the wish for more tell anything. */
function beyondMaximum({
  maximumLifetimeMs,
  beyondMaximum: found,
}: Facts): AstraTrouble["beyondMaximum"] | undefined {
  if (maximumLifetimeMs === "none" || found === "kept") return undefined;
  return typeof found === "object" ? "refused" : found;
}

function rolesListing({
  rolesForAdmin,
  rolesForLowRights,
}: Facts): AstraBehaviour["rolesListing"] | undefined {
  if (rolesForAdmin === undefined) return undefined;
  if (rolesForLowRights === "accepted") return "free";
  return rolesForAdmin === "accepted" ? "needs-permission" : "forbidden";
}

function policyForm({
  roleNames,
  rolePolicies,
}: Facts): RoleBehaviour["policyForm"] | undefined {
  const byCase = roleNames === "upper" ? "text" : "object";
  return rolePolicies === byCase ? "by-case" : rolePolicies;
}

function lowRights(
  verdict: Verdict | undefined,
): AstraBehaviour["currentOrg"] | undefined {
  if (verdict === undefined) return undefined;
  if (verdict === "accepted") return "any-token";
  return verdict.form === "null"
    ? "null-401-for-low-rights"
    : "envelope-403-for-low-rights";
}

function nameTaken(
  refusal: Refusal | undefined,
): RoleBehaviour["nameTaken"] | undefined {
  if (refusal === undefined) return undefined;
  return refusal.form === "envelope" ? "envelope" : "text";
}
