import { excuse } from "./exclusions.ts";
import type { History } from "./history.ts";
import { type Act, isBusy, pick, writeByHand } from "./by-hand.ts";
import { addCell, configure } from "./world-secrets.ts";
import { MAIN, ROLE, type Workflow, workflowOf } from "./world.ts";
import { addToken } from "./world-tokens.ts";

/** What persons change of a workflow's file and of the configured role; a run knows what it was started with. */
export const RECONFIGURES: Readonly<Record<string, Act>> = {
  "adds a target without a secret": (history, choice) =>
    addTarget(history, choice, undefined),
  "adds a target that holds a token": (history, choice) =>
    addTarget(
      history,
      choice,
      addToken(history.world, { maker: "person" }).clientId,
    ),
  "removes a target": change(({ targets }, choice) => {
    if (targets.length < 2) return undefined;
    return { targets: without(targets, choice) };
  }),
  "brings a target back": change(({ targets }, choice, known) => {
    const target = pick(known.targets.filter(isNotIn(targets)), choice);
    return target === undefined ? undefined : { targets: [...targets, target] };
  }),
  "reorders the targets": change(({ targets }) =>
    targets.length < 2 ? undefined : { targets: targets.toReversed() },
  ),
  "adds a secret name": change(({ secrets }) =>
    secrets.length > 2
      ? undefined
      : { secrets: [...secrets, `ADDED_${String(secrets.length)}`] },
  ),
  "removes a secret name": change(({ secrets }, choice) => {
    if (secrets.length < 2) return undefined;
    return { secrets: without(secrets, choice) };
  }),
  "brings a secret name back": change(({ secrets }, choice, known) => {
    const secret = pick(known.secrets.filter(isNotIn(secrets)), choice);
    return secret === undefined ? undefined : { secrets: [secret, ...secrets] };
  }),
  "renames the role": ({ world }) => {
    world.roles = world.roles.map((role) => ({
      ...role,
      names: role.id === ROLE ? [`Renamed${String(world.now)}`] : role.names,
    }));
    return true;
  },
  "edits the role": ({ world }) => {
    world.rights = world.rights === "role" ? "wide" : "role";
    return true;
  },
  "deletes the role": ({ world }) => {
    world.roles = world.roles.filter(({ id }) => id !== ROLE);
    return true;
  },
};

/** What a workflow could name. */
interface Known {
  readonly targets: readonly string[];
  readonly secrets: readonly string[];
}

type Edit = (
  workflow: Workflow,
  choice: number,
  known: Known,
) => Partial<Pick<Workflow, "targets" | "secrets">> | undefined;

/** A change of the main workflow's file. */
function change(edit: Edit): Act {
  return (history, choice) => {
    const { world } = history;
    const workflow = workflowOf(world, MAIN);
    const targets = world.cells
      .map(({ target }) => target)
      .filter((target) => /^(?:target|added)-/u.test(target));
    const known = {
      targets: [...new Set(targets)],
      secrets: [...new Set(world.cells.map(({ secret }) => secret))],
    };
    const edited = edit(workflow, choice, known);
    if (edited === undefined || isBusy(history)) return false;
    configure(world, workflow, edited);
    noteCrossing(history);
    return true;
  };
}

function addTarget(
  history: History,
  choice: number,
  value: string | undefined,
): boolean {
  const { world } = history;
  if (isBusy(history)) return false;
  const workflow = workflowOf(world, MAIN);
  const target = `added-${String(world.cells.length)}`;
  for (const secret of workflow.secrets) {
    const cell = addCell(world, target, secret);
    if (value !== undefined) writeByHand(history, cell, value);
  }
  // Where it stands in the list decides whose value is `previous-token`.
  const at = choice % (workflow.targets.length + 1);
  configure(world, workflow, {
    targets: workflow.targets.toSpliced(at, 0, target),
  });
  noteCrossing(history);
  return true;
}

/** Two workflows of one rotation no longer name the same places. */
function noteCrossing(history: History): void {
  const [main, ...others] = history.world.workflows;
  const isCrossing = others.some(
    ({ rotationId, repository, server }) =>
      rotationId === main?.rotationId &&
      repository === main.repository &&
      server === main.server,
  );
  if (isCrossing) excuse(history, "crossing sets of places");
}

function without(names: readonly string[], choice: number): readonly string[] {
  return names.toSpliced(choice % names.length, 1);
}

function isNotIn(names: readonly string[]): (name: string) => boolean {
  return (name) => !names.includes(name);
}
