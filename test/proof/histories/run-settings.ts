import { createHash } from "node:crypto";
import type { LineageIdentity } from "../../../src/rotation/lineage.ts";
import { PLACE_MODULUS } from "../../../src/rotation/places.ts";
import type { RunSettings } from "../../../src/rotation/run.ts";
import type { JobSecrets, RunSpec } from "./simulated-run.ts";
import type { Simulation } from "./simulation.ts";
import { cellsOf } from "./world-secrets.ts";
import { type StoredSecret, workflowOf, type World } from "./world.ts";

/** What a run is told, from what its workflow says and what GitHub read for its job. */
export function settingsOf(
  { core, runs, world }: Simulation,
  { workflow, settings, runTimeoutMs }: RunSpec,
  { previous, admin }: JobSecrets,
): RunSettings {
  const attempt = String((runs.at(-1)?.number ?? -1) + 1 + world.made * 100);
  return {
    ...settings,
    attempt: `Attempt${Number(attempt).toString(36).padStart(5, "0")}`,
    policy: {
      ...settings.policy,
      lineage: identityOf(world, workflow),
      fenceMs: core.fenceOf(runTimeoutMs),
      adminClientId: admin,
      previousClientId: previous,
    },
  };
}

/** The rotation that a workflow runs, with the places that it names now. */
export function identityOf(world: World, workflow: string): LineageIdentity {
  const { server, repository, rotationId } = workflowOf(world, workflow);
  return {
    home: textHash(`${server} ${String(repository)}`),
    id: textHash(rotationId),
    places: cellsOf(world, workflow).map((cell) => placeHash(server, cell)),
  };
}

const hashes = new Map<string, string>();

function textHash(text: string): string {
  const known = hashes.get(text);
  if (known !== undefined) return known;
  const hash = createHash("sha256").update(text).digest("base64url");
  hashes.set(text, hash.slice(0, 8));
  return hash.slice(0, 8);
}

const places = new Map<string, number>();

function placeHash(server: string, { target, secret }: StoredSecret): number {
  const text = `${server} ${target} ${secret}`;
  const known = places.get(text);
  if (known !== undefined) return known;
  const bytes = createHash("sha256").update(text).digest();
  const hash = bytes.readUIntBE(0, 6) % PLACE_MODULUS;
  places.set(text, hash);
  return hash;
}
