/** Longest marker, in characters; Astra's own limit is not documented. */
export const MARKER_LENGTH = 128;

/** Longest client id that a marker can remember; Astra's have 24 letters. */
export const ADOPTED_LENGTH = 34;

/** Latest instant that a marker can state, epoch milliseconds: in the year 4453. */
export const LATEST_INSTANT = (36 ** 7 - 1) * 1000;

/**
 * What a credential's `description` says of it. The marker is sent in the very
 * request that mints, so a credential without it was not minted by this action.
 */
export interface Marker {
  /** The rotation that the credential belongs to. */
  readonly lineage: string;
  /** This attempt's random id. */
  readonly attempt: string;
  /** When the minting request was sent, on Astra's clock (epoch milliseconds, whole seconds). */
  readonly mintedAt: number;
  /** GitHub's clock minus Astra's as that run measured it, milliseconds (whole seconds). */
  readonly clockOffsetMs: number;
  /** The fence D of the run that minted it, milliseconds. */
  readonly fenceMs: number;
  /** What the observation before the minting saw of the secrets; undefined when none was there. */
  readonly lowWater: LowWater | undefined;
  /** Client id of a hand-made token that the rotation took over. */
  readonly adopts: string | undefined;
  /** Minted because the lineage was said to be compromised. */
  readonly emergency: boolean;
  readonly run: string;
}

/** The low-water pair of an observation, on GitHub's clock, epoch milliseconds. */
export interface LowWater {
  /** Whatever was generated before this instant was out of use since the last write; undefined when the observation proved nothing. */
  readonly generatedBefore: number | undefined;
  /** The latest write of any secret. */
  readonly lastWrite: number;
}

const FORMAT = "atr1";
const ABSENT = "-";
const PATTERN = new RegExp(
  [
    `^${FORMAT}`,
    "(?<lineage>[A-Za-z0-9._~-]{1,22})",
    "(?<attempt>[A-Za-z0-9_-]{12})",
    "(?<mintedAt>[0-9a-z]{1,7})",
    "(?<clockOffset>-?[0-9a-z]{1,3})",
    "(?<fence>[0-9a-z]{1,5})",
    "(?:- -|(?<before>-|[0-9a-z]{1,7}) (?<lastWrite>[0-9a-z]{1,7}))",
    `(?<adopts>${ABSENT}|[A-Za-z0-9]{1,${String(ADOPTED_LENGTH)}})`,
    "(?<kind>[en])",
    "(?<run>[0-9a-z]{1,11}\\.[0-9a-z]{1,3})(?: [ -~]*)?$",
  ].join(" "),
  "u",
);

const fromSeconds = (text: string): number => Number.parseInt(text, 36) * 1000;
const floorSeconds = (milliseconds: number): string =>
  Math.floor(milliseconds / 1000).toString(36);
const ceilSeconds = (milliseconds: number): string =>
  Math.ceil(milliseconds / 1000).toString(36);

/**
 * Writes a marker as printable ASCII of at most 128 characters. `words` tell a
 * person who reads Astra's token list where the token belongs; they come last
 * and are cut to fit. Every instant is rounded to the side that revokes later.
 * Throws `RangeError` when a fact does not fit, so that nothing is ever minted
 * under a marker that no later run could read.
 */
export function formatMarker(marker: Marker, words: string): string {
  const { generatedBefore: before, lastWrite } = marker.lowWater ?? {};
  const facts = [
    FORMAT,
    marker.lineage,
    marker.attempt,
    floorSeconds(marker.mintedAt),
    floorSeconds(marker.clockOffsetMs),
    ceilSeconds(marker.fenceMs),
    before === undefined ? ABSENT : floorSeconds(before),
    lastWrite === undefined ? ABSENT : ceilSeconds(lastWrite),
    marker.adopts ?? ABSENT,
    marker.emergency ? "e" : "n",
    marker.run,
  ].join(" ");
  if (!PATTERN.test(facts)) throw new RangeError("unfit for a marker");
  const inert = words.replace(/[^!-~]+/gu, " ").trim();
  return `${facts} ${inert}`.slice(0, MARKER_LENGTH).trimEnd();
}

/** Reads a description; undefined when it is not a marker of this format. */
export function parseMarker(description: string): Marker | undefined {
  if (description.length > MARKER_LENGTH) return undefined;
  const groups = PATTERN.exec(description)?.groups;
  if (groups === undefined) return undefined;
  const { before, lastWrite, adopts } = groups;
  const fact = (name: string): string => groups[name] ?? "";
  return {
    lineage: fact("lineage"),
    attempt: fact("attempt"),
    mintedAt: fromSeconds(fact("mintedAt")),
    clockOffsetMs: fromSeconds(fact("clockOffset")),
    fenceMs: fromSeconds(fact("fence")),
    lowWater:
      lastWrite === undefined || before === undefined
        ? undefined
        : {
            generatedBefore:
              before === ABSENT ? undefined : fromSeconds(before),
            lastWrite: fromSeconds(lastWrite),
          },
    adopts: adopts === ABSENT ? undefined : adopts,
    emergency: fact("kind") === "e",
    run: fact("run"),
  };
}
