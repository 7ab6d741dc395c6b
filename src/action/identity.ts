import { createHash } from "node:crypto";
import type { NumericIds } from "../github/numeric-ids.ts";
import { writtenNames } from "../github/secret-values.ts";
import type { TargetSpec } from "../github/target-spec.ts";
import { RotationError } from "../rotation/errors.ts";
import type { LineageIdentity } from "../rotation/lineage.ts";
import type { Inputs } from "./inputs/inputs.ts";
import type { Workflow } from "./workflow.ts";

/** Length of the two hashes that a marker holds, characters of base64url. */
const HASH_LENGTH = 8;

/** Length of a place's hash, bytes: below `PLACE_MODULUS`. */
const PLACE_BYTES = 6;

/** Stands in for an identity that is not known (yet): no marker can name it. */
export const NAMELESS: LineageIdentity = { home: "", id: "", places: [] };

type Named = Pick<
  Inputs,
  "rotationId" | "targets" | "secretNames" | "githubApiUrl"
>;

/**
 * What tells this rotation from every other: GitHub server and numeric id of
 * the workflow's repository, `rotation-id`, and the places. The numbers of the
 * targets come from reads that the observation makes anyway. Throws when one of
 * them cannot be told.
 */
export async function lineageOf(
  inputs: Named,
  workflow: Workflow,
  ids: NumericIds,
): Promise<LineageIdentity> {
  const { rotationId, targets, secretNames, githubApiUrl } = inputs;
  const server = serverOfApi(githubApiUrl);
  const reading = {
    home: repositoryId(workflow, server, ids),
    scopes: Promise.all(targets.map((spec) => ids.scope(spec))),
  };
  await Promise.allSettled(Object.values(reading));
  const home = await reading.home;
  const scopes = await reading.scopes;
  const names = writtenNames(secretNames);
  const [first] = targets;
  return {
    home: homeOf(workflow.server ?? server, home),
    id: shortHash(
      "rotation",
      rotationId ?? [
        ...scopeParts(first, scopes[0] ?? 0),
        ...names.map((name) => name.toUpperCase()).sort(),
      ],
    ),
    places: targets.flatMap((spec, index) =>
      names.map((name) =>
        digestOf([
          "place",
          server,
          ...scopeParts(spec, scopes[index] ?? 0),
          name.toUpperCase(),
        ]).readUIntBE(0, PLACE_BYTES),
      ),
    ),
  };
}

/**
 * What tells the rotations of a repository from all others, in their markers.
 */
export function homeOf(server: string, repositoryId: number): string {
  return shortHash("home", server, repositoryId);
}

/**
 * A target by what outlives its names; GitHub ignores the case of an
 * environment's.
 */
function scopeParts(
  spec: TargetSpec,
  scope: number,
): readonly (string | number | null)[] {
  const environment =
    spec.kind === "environment" ? spec.environment.toLowerCase() : null;
  const owner = spec.kind === "organization" ? "organization" : "repository";
  return [spec.store, owner, scope, environment];
}

async function repositoryId(
  { server, repository, repositoryId: known }: Workflow,
  targetServer: string,
  ids: NumericIds,
): Promise<number> {
  if (known !== undefined) return known;
  const [owner, name] = repository ?? [];
  const isReachable = server === undefined || server === targetServer;
  if (owner === undefined || name === undefined || !isReachable) {
    throw homeless("the runner does not say which one it is");
  }
  const found = await ids.repository(owner, name);
  if (found !== undefined) return found;
  throw homeless(
    `the GitHub App has no target in the account of ${owner}/${name}, so it cannot be asked`,
  );
}

function homeless(reason: string): RotationError {
  return new RotationError({
    code: "identity-unknown",
    summary: `The numeric ID of the workflow's repository is not known: ${reason}.`,
    remedy:
      "It is part of what tells rotations apart, so nothing was changed. Pass `GITHUB_REPOSITORY_ID` to the action, as GitHub's own runner does.",
    rerun: "fix-first",
  });
}

/**
 * The server that an API belongs to, as `GITHUB_SERVER_URL` names it. A port
 * tells no servers apart: a moved port must not begin another rotation.
 */
function serverOfApi({ protocol, hostname }: URL): string {
  return hostname.endsWith(".ghe.com") || hostname === "api.github.com"
    ? `${protocol}//${hostname.replace(/^api\./u, "")}`
    : `${protocol}//${hostname}`;
}

function shortHash(...parts: readonly unknown[]): string {
  return digestOf(parts).toString("base64url").slice(0, HASH_LENGTH);
}

function digestOf(parts: readonly unknown[]): Buffer {
  return createHash("sha256").update(JSON.stringify(parts)).digest();
}
