import { excuse, looksLikeARun } from "./exclusions.ts";
import type { History } from "./history.ts";
import { liveLineage } from "./converge.ts";
import { isRunning } from "./simulated-run.ts";
import {
  addToken,
  astraTime,
  configuredCells,
  killToken,
  noteHolders,
  type StoredSecret,
  type Token,
  tokenOf,
  type World,
  writeCell,
} from "./world.ts";

/** How soon after a minting a copy of its marker passes for the original. */
const DOUBLE_WITHIN_MS = 130_000;

/** How long the longest workflow run that reads the secrets takes. */
const READING_MS = 5 * 3_600_000;

/** Something that a person does; whether it was possible. */
export type Act = (history: History, choice: number) => boolean;

/** What persons do between, and beside, the runs. `choice` picks among several objects. */
export const ACTS: Readonly<Record<string, Act>> = {
  "makes a token": ({ world }) => {
    addToken(world, { maker: "person", description: "my own" });
    return true;
  },
  "makes a token of another rotation": (history, choice) => {
    const { world, simulation } = history;
    const model = pick(liveLineage(history), choice)?.description ?? "";
    const marker = simulation.core.parseMarker(model);
    if (marker === undefined) return false;
    const description = simulation.core.formatMarker(
      {
        ...marker,
        lineage: `${marker.lineage}b`,
        attempt: `Other${String(world.tokens.length).padStart(7, "0")}`,
        mintedAt: astraTime(world),
      },
      "",
    );
    addToken(world, { maker: "person", description });
    return true;
  },
  "makes a token with an id that differs in case": (history, choice) => {
    const { world } = history;
    const model = pick(liveLineage(history), choice);
    const clientId = model?.clientId.toUpperCase() ?? "";
    if (model === undefined || tokenOf(world, clientId)) return false;
    addToken(world, { maker: "person", clientId });
    return true;
  },
  "starts a long workflow run": ({ world }) => {
    const holds = configuredCells(world).flatMap(({ value = [] }) => value);
    world.readers.push({
      startedAt: world.now,
      endsAt: world.now + READING_MS,
      holds: new Set(holds),
    });
    return true;
  },
  "copies a marker": (history, choice) => {
    const { world } = history;
    const original = pick(copyable(world), choice);
    if (original === undefined) return false;
    addToken(world, { maker: "copyist", description: original.description });
    const isDouble = world.now - original.bornAt <= DOUBLE_WITHIN_MS;
    if (isDouble) excuse(history, "copied at once");
    return true;
  },
  "revokes an unheld token": ({ world }, choice) => {
    const held = new Set(world.cells.map(({ value }) => value));
    const own = world.tokens.filter(
      ({ maker, clientId, diedAt }) =>
        (maker === "person" || maker === "copyist") &&
        diedAt === undefined &&
        !held.has(clientId),
    );
    const token = pick(own, choice);
    return token !== undefined && killToken(world, token.clientId, undefined);
  },
  "overwrites a secret": (history, choice) =>
    change(
      history,
      choice,
      () => addToken(history.world, { maker: "person" }).clientId,
    ),
  "overwrites a secret with an old token": (history, choice) => {
    const { tokens, named } = history.world;
    const old = tokens.find(({ maker }) => maker === "person");
    if (old === undefined || old.diedAt !== undefined) return false;
    if (named.has(old.clientId)) return false;
    return change(history, choice, () => old.clientId);
  },
  "removes a secret": ({ world }, choice) => {
    const cell = pick(configuredCells(world), choice);
    if (cell === undefined) return false;
    writeCell(world, cell, undefined, undefined);
    return true;
  },
  "adds a target without a secret": (history, choice) =>
    addTarget(history, choice, undefined),
  "adds a target that holds a token": (history, choice) =>
    addTarget(
      history,
      choice,
      addToken(history.world, { maker: "person" }).clientId,
    ),
  "removes a target": (history, choice) => {
    const { world } = history;
    if (isBusy(history) || world.targets.length < 2) return false;
    world.targets.splice(choice % world.targets.length, 1);
    configured(world);
    for (const token of world.tokens) {
      if (token.releasedAt === world.now) token.releasedAt = undefined;
    }
    return true;
  },
  "brings a target back": (history, choice) => {
    const { world } = history;
    const removed = new Set(
      world.cells
        .filter(({ target }) => !world.targets.includes(target))
        .filter(({ value }) => value === undefined || isLive(world, value))
        .map(({ target }) => target),
    );
    const target = pick([...removed], choice);
    if (target === undefined || isBusy(history)) return false;
    world.targets.push(target);
    return configured(world);
  },
};

function change(
  history: History,
  choice: number,
  value: () => string | undefined,
): boolean {
  const { world } = history;
  const cell = pick(configuredCells(world), choice);
  if (cell === undefined) return false;
  noteWrite(history, cell);
  writeCell(world, cell, value(), undefined);
  return true;
}

/** A person's write that cannot be told from a run's. */
function noteWrite(history: History, cell: StoredSecret): void {
  const { world, simulation } = history;
  world.personWroteAt = world.now;
  if (looksLikeARun(history)) simulation.doubtful.add(cell);
}

function addTarget(
  history: History,
  choice: number,
  value: string | undefined,
): boolean {
  const { world } = history;
  if (isBusy(history)) return false;
  const target = `added-${String(world.cells.length)}`;
  const secrets = new Set(world.cells.map(({ secret }) => secret));
  for (const secret of secrets) {
    const cell: StoredSecret = {
      target,
      secret,
      value: undefined,
      updatedAt: undefined,
    };
    world.cells.push(cell);
    if (value !== undefined) {
      noteWrite(history, cell);
      writeCell(world, cell, value, undefined);
    }
  }
  // Where it stands in the list decides whose value is `previous-token`.
  world.targets.splice(choice % (world.targets.length + 1), 0, target);
  return configured(world);
}

function configured(world: World): boolean {
  noteHolders(world);
  world.onChange({ kind: "configured" });
  return true;
}

/** Live credentials whose run is over. */
function copyable(world: World): readonly Token[] {
  return world.tokens.filter(
    ({ maker, diedAt, mintedBy }) =>
      maker === "rotation" &&
      diedAt === undefined &&
      mintedBy?.state !== "running",
  );
}

function isLive({ tokens }: World, clientId: string): boolean {
  return tokens.some(
    (token) => token.clientId === clientId && token.diedAt === undefined,
  );
}

function isBusy({ simulation }: History): boolean {
  return simulation.runs.some(isRunning) || simulation.late.length > 0;
}

function pick<T>(options: readonly T[], choice: number): T | undefined {
  return options[choice % Math.max(1, options.length)];
}
