import { type Act, forgetPaste, pick, writeByHand } from "./by-hand.ts";
import { liveLineage } from "./converge.ts";
import { excuse } from "./exclusions.ts";
import type { History } from "./history.ts";
import { RECONFIGURES } from "./persons-configure.ts";
import { cellsOf, writeCell } from "./world-secrets.ts";
import { astraTime, MAIN, type Token, type World } from "./world.ts";
import { addToken, isLive, killToken, tokenOf } from "./world-tokens.ts";

/** How soon after a minting a copy of its marker passes for the original. */
const DOUBLE_WITHIN_MS = 130_000;

/** How long the longest workflow run that reads the secrets takes. */
const READING_MS = 5 * 3_600_000;

/** What persons do with tokens and secrets. `choice` picks among several objects. */
const HANDLES: Readonly<Record<string, Act>> = {
  "makes a token": ({ world }) => {
    addToken(world, { maker: "person", description: "my own" });
    return true;
  },
  "makes a token of another rotation": (history, choice) =>
    mintAlike(history, choice, (marker) => ({
      ...marker,
      id: otherThan(marker.id),
    })),
  "makes a token of the rotation's name in another repository": (
    history,
    choice,
  ) =>
    mintAlike(history, choice, (marker) => ({
      ...marker,
      home: otherThan(marker.home),
    })),
  "makes a token with an id that differs in case": (history, choice) => {
    const { world } = history;
    const model = pick(liveLineage(history), choice);
    const clientId = model?.clientId.toUpperCase() ?? "";
    if (model === undefined || tokenOf(world, clientId)) return false;
    addToken(world, { maker: "person", clientId });
    return true;
  },
  "starts a long workflow run": ({ world }) => {
    const holds = world.cells.flatMap(({ value = [] }) => value);
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
    const { description, expiresOn } = original;
    addToken(world, { maker: "copyist", description, expiresOn });
    const isDouble = world.now - original.bornAt <= DOUBLE_WITHIN_MS;
    if (isDouble) excuse(history, "copied at once");
    return true;
  },
  "revokes an unheld token": ({ world }, choice) => {
    const held = new Set(world.cells.map(({ value }) => value));
    const own = world.tokens.filter(
      (token) =>
        (token.maker === "person" || token.maker === "copyist") &&
        isLive(world, token) &&
        !held.has(token.clientId),
    );
    const token = pick(own, choice);
    return token !== undefined && killToken(world, token.clientId, undefined);
  },
  "revokes the token in a secret": (history, choice) => {
    const { world, scenario } = history;
    const value = pick(cellsOf(world, MAIN), choice)?.value;
    if (value === undefined || scenario.spec.rotatesAdmin) return false;
    excuse(history, "revoked by hand");
    return killToken(world, value, undefined);
  },
  "overwrites a secret": (history, choice) =>
    overwrite(
      history,
      choice,
      () => addToken(history.world, { maker: "person" }).clientId,
    ),
  "overwrites a secret with an old token": (history, choice) => {
    const { world } = history;
    const old = world.tokens.find(({ maker }) => maker === "person");
    if (old === undefined || !isLive(world, old)) return false;
    return overwrite(history, choice, () => old.clientId);
  },
  "restores a former value": (history, choice) => {
    const former = liveLineage(history).filter(
      ({ releasedAt }) => releasedAt !== undefined && releasedAt !== Infinity,
    );
    const old = pick(former, choice);
    return old !== undefined && overwrite(history, choice, () => old.clientId);
  },
  "removes a secret": (history, choice) => {
    const { world } = history;
    const cell = pick(cellsOf(world, MAIN), choice);
    if (cell === undefined) return false;
    forgetPaste(history, cell);
    writeCell(world, cell, undefined, undefined);
    return true;
  },
};

/** Everything that persons do between, and beside, the runs. */
export const ACTS: Readonly<Record<string, Act>> = {
  ...HANDLES,
  ...RECONFIGURES,
};

/** A person writes a secret of the main workflow. */
function overwrite(
  history: History,
  choice: number,
  value: () => string,
): boolean {
  const cell = pick(cellsOf(history.world, MAIN), choice);
  if (cell === undefined) return false;
  writeByHand(history, cell, value());
  return true;
}

type Marker = NonNullable<
  ReturnType<History["simulation"]["core"]["parseMarker"]>
>;

/** Somebody else's token whose marker differs from one of the rotation's in one respect. */
function mintAlike(
  history: History,
  choice: number,
  change: (marker: Marker) => Marker,
): boolean {
  const { world, simulation } = history;
  const model = pick(liveLineage(history), choice)?.description ?? "";
  const marker = simulation.core.parseMarker(model);
  if (marker === undefined) return false;
  const description = simulation.core.formatMarker(
    change({
      ...marker,
      attempt: `Other${String(world.made).padStart(7, "0")}`,
      mintedAt: astraTime(world),
    }),
    "",
  );
  addToken(world, { maker: "person", description });
  return true;
}

/** A hash of the same length that differs in its last character only. */
function otherThan(hash: string): string {
  return `${hash.slice(0, -1)}${hash.endsWith("A") ? "B" : "A"}`;
}

/** Live credentials whose run is over. */
function copyable(world: World): readonly Token[] {
  return world.tokens.filter(
    (token) =>
      token.maker === "rotation" &&
      isLive(world, token) &&
      token.mintedBy?.state !== "running",
  );
}
