/** Longest marker, in characters; Astra's own limit is not documented. */
export const MARKER_LENGTH = 128;

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
  /** The fence D of the run that minted it, milliseconds. */
  readonly fenceMs: number;
  /** Evidence of the observation before the minting; undefined when it proved nothing. */
  readonly lowWater: LowWater | undefined;
  /** Client id of a hand-made token that the rotation took over. */
  readonly adopts: string | undefined;
  /** Minted because the lineage was said to be compromised. */
  readonly emergency: boolean;
  readonly run: string;
}

/** Whatever was generated before `generatedBefore` was out of use since `outOfUseSince` (both on GitHub's clock, epoch milliseconds). */
export interface LowWater {
  readonly generatedBefore: number;
  readonly outOfUseSince: number;
}

const FORMAT = "atr1";
const ABSENT = "-";
const PATTERN =
  /^atr1 ([A-Za-z0-9._~-]{1,22}) ([A-Za-z0-9_-]{8,16}) ([0-9a-z]{1,8}) ([0-9a-z]{1,6}) (?:(?:- -)|(?:([0-9a-z]{1,8}) ([0-9a-z]{1,8}))) (-|[A-Za-z0-9]{1,40}) ([en]) ([0-9a-z]{1,11}\.[0-9a-z]{1,3})(?: [ -~]*)?$/u;

const fromSeconds = (text: string): number => Number.parseInt(text, 36) * 1000;
const floorSeconds = (milliseconds: number): string =>
  Math.max(0, Math.floor(milliseconds / 1000)).toString(36);
const ceilSeconds = (milliseconds: number): string =>
  Math.max(0, Math.ceil(milliseconds / 1000)).toString(36);

/**
 * Writes a marker as printable ASCII of at most 128 characters. `words` tell a
 * person who reads Astra's token list where the token belongs; they come last
 * and are cut to fit. Every instant is rounded to the side that revokes later.
 */
export function formatMarker(marker: Marker, words: string): string {
  const facts = [
    FORMAT,
    marker.lineage,
    marker.attempt,
    floorSeconds(marker.mintedAt),
    ceilSeconds(marker.fenceMs),
    marker.lowWater ? floorSeconds(marker.lowWater.generatedBefore) : ABSENT,
    marker.lowWater ? ceilSeconds(marker.lowWater.outOfUseSince) : ABSENT,
    marker.adopts ?? ABSENT,
    marker.emergency ? "e" : "n",
    marker.run,
  ].join(" ");
  const inert = words.replace(/[^!-~]+/gu, " ").trim();
  return `${facts} ${inert}`.slice(0, MARKER_LENGTH).trimEnd();
}

/** Reads a description; undefined when it is not a marker of this format. */
export function parseMarker(description: string): Marker | undefined {
  if (description.length > MARKER_LENGTH) return undefined;
  const match = PATTERN.exec(description);
  if (match === null) return undefined;
  const [
    ,
    lineage,
    attempt,
    mintedAt,
    fence,
    before,
    since,
    adopts,
    kind,
    run,
  ] = match;
  if (
    lineage === undefined ||
    attempt === undefined ||
    mintedAt === undefined ||
    fence === undefined ||
    run === undefined
  ) {
    return undefined;
  }
  return {
    lineage,
    attempt,
    mintedAt: fromSeconds(mintedAt),
    fenceMs: fromSeconds(fence),
    lowWater:
      before === undefined || since === undefined
        ? undefined
        : {
            generatedBefore: fromSeconds(before),
            outOfUseSince: fromSeconds(since),
          },
    adopts: adopts === ABSENT ? undefined : adopts,
    emergency: kind === "e",
    run,
  };
}
