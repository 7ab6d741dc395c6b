import type { SimulatedRun } from "./simulated-run.ts";
import {
  githubTime,
  type StoredSecret,
  wholeSeconds,
  type Workflow,
  workflowOf,
  type World,
} from "./world.ts";

/** The secrets that a workflow names, each once, in the order of its file. */
export function cellsOf(world: World, workflow: string): StoredSecret[] {
  const { targets, secrets } = workflowOf(world, workflow);
  const cells = targets.flatMap((target) =>
    cellsOfTarget(world, target, secrets),
  );
  return [...new Set(cells)];
}

/** Whether two workflows run one rotation: of one repository, under one `rotation-id`. */
export function areOneRotation(
  world: World,
  one: string,
  other: string,
): boolean {
  const [a, b] = [workflowOf(world, one), workflowOf(world, other)];
  return (
    a.server === b.server &&
    a.repository === b.repository &&
    a.rotationId === b.rotationId
  );
}

/** A secret's name among all. */
export function keyOf({ target, secret }: StoredSecret): string {
  return `${secret}@${target}`;
}

/** The secrets that a run was configured to write. */
export function placesOf(
  { cells }: World,
  { places }: SimulatedRun,
): readonly StoredSecret[] {
  return cells.filter((cell) => places.has(keyOf(cell)));
}

/** A target's secrets of these names; a target may go by a second name. */
export function cellsOfTarget(
  { cells, aliases }: World,
  target: string,
  secrets: readonly string[],
): readonly StoredSecret[] {
  const real = aliases[target] ?? target;
  return secrets.flatMap((name) =>
    cells.filter((cell) => cell.target === real && cell.secret === name),
  );
}

/** Writes a secret, or removes it (`value` undefined). */
export function writeCell(
  world: World,
  cell: StoredSecret,
  value: string | undefined,
  by: SimulatedRun | undefined,
): void {
  const before = cell.value;
  cell.value = value;
  cell.updatedAt =
    value === undefined ? undefined : wholeSeconds(githubTime(world));
  noteHolders(world);
  world.onChange({ kind: "written", cell, before, by });
}

/** Brings `releasedAt` up to date after a write. */
function noteHolders(world: World): void {
  const held = new Set(world.cells.map(({ value }) => value));
  for (const token of world.tokens) {
    if (held.has(token.clientId)) token.releasedAt = Infinity;
    else if (token.releasedAt === Infinity) token.releasedAt = world.now;
  }
}

/** Adds a secret that is not there yet, and returns it. */
export function addCell(
  { cells }: World,
  target: string,
  secret: string,
): StoredSecret {
  const known = cells.find(
    (cell) => cell.target === target && cell.secret === secret,
  );
  if (known !== undefined) return known;
  const cell: StoredSecret = {
    target,
    secret,
    value: undefined,
    updatedAt: undefined,
  };
  cells.push(cell);
  return cell;
}

/** Changes what a workflow names; each secret that is new there exists as an empty place. */
export function configure(
  world: World,
  workflow: Workflow,
  change: Partial<Pick<Workflow, "targets" | "secrets">>,
): void {
  Object.assign(workflow, change);
  for (const target of workflow.targets) {
    for (const secret of workflow.secrets) {
      addCell(world, world.aliases[target] ?? target, secret);
    }
  }
  world.onChange({ kind: "configured" });
}
