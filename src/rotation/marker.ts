/** Longest marker, in characters; Astra's own limit is not documented. */
export const MARKER_LENGTH = 128;

/** Longest client id that a marker can remember; Astra's have 24 letters. */
export const NAMED_LENGTH = 34;

/**
 * Latest instant that a marker can state, epoch milliseconds: in the year 4147.
 */
export const LATEST_INSTANT = (64 ** 6 - 1) * 1000;

/**
 * What the witness or an adoption left in a marker: a client id, and what it
 * was to the run that minted.
 */
export interface NamedToken {
  readonly clientId: string;
  /**
   * `adopted`: a hand-made token that the rotation took over. `contradicting`:
   * `previous-token` named it although evidence called the newest complete.
   * `elsewhere`: `previous-token` named it, and it was another secret's value.
   * `witnessed`: `previous-token` named it, and it was none of these.
   */
  readonly as: "adopted" | "contradicting" | "witnessed" | "elsewhere";
}

/**
 * Why a credential was minted: as planned, to put a secret right, or only to
 * record what became of a run.
 */
export type MarkerCause = "planned" | "repair" | "record";

/**
 * What a credential's `description` says of it. The marker is sent in the very
 * request that mints, so a credential without it was not minted by this action.
 */
export interface Marker {
  /** Hash of GitHub server and repository, 8 characters of base64url. */
  readonly home: string;
  /** Hash of `rotation-id`, 8 characters of base64url. */
  readonly id: string;
  /** Sum of one hash for each place, below 2^48. */
  readonly places: number;
  /** How many places they are, below 4,096. */
  readonly placeCount: number;
  /**
   * Digest of what the roles allow, 4 characters of base64url; undefined when
   * nobody could tell.
   */
  readonly roles: string | undefined;
  /** This attempt's random id, 12 characters of base64url. */
  readonly attempt: string;
  /**
   * When the minting request was sent, on Astra's clock (epoch milliseconds,
   * whole seconds).
   */
  readonly mintedAt: number;
  /**
   * GitHub's clock minus Astra's as that run measured it, milliseconds (whole
   * seconds).
   */
  readonly clockOffsetMs: number;
  /** The fence D of the run that minted it, milliseconds. */
  readonly fenceMs: number;
  /**
   * What the observation before the minting saw of the secrets; undefined when
   * none was there.
   */
  readonly lowWater: LowWater | undefined;
  readonly named: NamedToken | undefined;
  /** Minted because the lineage was said to be compromised. */
  readonly emergency: boolean;
  readonly cause: MarkerCause;
  /** Run id and attempt in base 36, such as `2n9c.1`. */
  readonly run: string;
}

/**
 * The low-water pair of an observation, on GitHub's clock, epoch milliseconds.
 */
export interface LowWater {
  /**
   * Whatever was generated before this instant was out of use since the last
   * write; undefined when the observation proved nothing.
   */
  readonly generatedBefore: number | undefined;
  /** The latest write of any secret. */
  readonly lastWrite: number;
}

/*
 * The layout, in characters; numbers are digits of base64url, the most
 * significant first, and `.` fills a field that says nothing.
 *
 *   4  format and its version: atr2         +1 space
 *   8  home    8  id                        +1 space
 *   8  places  2  their count  4  roles  12 attempt   +1 space
 *   6  mintedAt (s)  2 offset (s + 2048)  4 fence (s)
 *   6  generatedBefore (s)  6 lastWrite (s)  1 flags   +1 space
 *   1 to 34  named client id                +1 space
 *   3 to 15  run                            = 80 to 125
 *   the rest: a space and words, cut to fit
 *
 * Every later format keeps the first thirteen: `atr`, one digit, a space, home.
 */
const FORMAT = "atr2";
const OFFSET_BIAS_S = 2048;
const DIGITS =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const digits = (length: number): string => `[A-Za-z0-9_-]{${String(length)}}`;
const orFill = (length: number): string =>
  `${digits(length)}|\\.{${String(length)}}`;
const PATTERN = new RegExp(
  [
    `^${FORMAT}`,
    `(?<home>${digits(8)})(?<id>${digits(8)})`,
    `(?<places>${digits(8)})(?<placeCount>${digits(2)})(?<roles>${orFill(4)})(?<attempt>${digits(12)})`,
    `(?<mintedAt>${digits(6)})(?<offset>${digits(2)})(?<fence>${digits(4)})(?<before>${orFill(6)})(?<lastWrite>${orFill(6)})(?<flags>${digits(1)})`,
    `(?<named>\\.|[A-Za-z0-9_-]{1,${String(NAMED_LENGTH)}})`,
    "(?<run>[0-9a-z]{1,11}\\.[0-9a-z]{1,3})(?: [ -~]*)?$",
  ].join(" "),
  "u",
);

const NAMED_AS = [
  "adopted",
  "contradicting",
  "witnessed",
  "elsewhere",
] as const;
const CAUSES: readonly MarkerCause[] = ["planned", "repair", "record"];

/**
 * Writes a marker as printable ASCII of at most 128 characters. `words` tell a
 * person who reads Astra's token list where the token belongs; they come last
 * and are cut to fit. Every instant is rounded to the side that revokes later.
 * Throws `RangeError` when a fact does not fit, so that nothing is ever minted
 * under a marker that no later run could read.
 */
export function formatMarker(marker: Marker, words: string): string {
  const { generatedBefore: before, lastWrite } = marker.lowWater ?? {};
  const stamps = [
    inDigits(Math.floor(marker.mintedAt / 1000), 6),
    inDigits(Math.floor(marker.clockOffsetMs / 1000) + OFFSET_BIAS_S, 2),
    inDigits(Math.ceil(marker.fenceMs / 1000), 4),
    before === undefined ? "......" : inDigits(Math.floor(before / 1000), 6),
    lastWrite === undefined
      ? "......"
      : inDigits(Math.ceil(lastWrite / 1000), 6),
    inDigits(flagsOf(marker), 1),
  ];
  const facts = [
    FORMAT,
    `${marker.home}${marker.id}`,
    `${inDigits(marker.places, 8)}${inDigits(marker.placeCount, 2)}${marker.roles ?? "...."}${marker.attempt}`,
    stamps.join(""),
    marker.named?.clientId ?? ".",
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
  const text = (name: string): string => groups[name] ?? "";
  const number = (name: string): number => fromDigits(text(name));
  const instant = (name: string): number | undefined =>
    text(name).startsWith(".") ? undefined : number(name) * 1000;
  const flags = number("flags");
  const cause = CAUSES[(flags >> 1) & 3];
  const as = NAMED_AS[(flags >> 3) - 1];
  const clientId = text("named");
  const isNamed = clientId !== ".";
  if (cause === undefined || isNamed !== (as !== undefined)) return undefined;
  const lastWrite = instant("lastWrite");
  const generatedBefore = instant("before");
  if (lastWrite === undefined && generatedBefore !== undefined)
    return undefined;
  return {
    home: text("home"),
    id: text("id"),
    places: number("places"),
    placeCount: number("placeCount"),
    roles: text("roles") === "...." ? undefined : text("roles"),
    attempt: text("attempt"),
    mintedAt: number("mintedAt") * 1000,
    clockOffsetMs: (number("offset") - OFFSET_BIAS_S) * 1000,
    fenceMs: number("fence") * 1000,
    lowWater:
      lastWrite === undefined ? undefined : { generatedBefore, lastWrite },
    named: as === undefined ? undefined : { clientId, as },
    emergency: (flags & 1) === 1,
    cause,
    run: text("run"),
  };
}

/** Client id of the token that a marker's credential adopted, or undefined. */
export function adoptedBy({
  named,
}: Pick<Marker, "named">): string | undefined {
  return named?.as === "adopted" ? named.clientId : undefined;
}

/**
 * Whether a description is a marker of a later format that was minted for this
 * home.
 */
export function isNewerMarker(description: string, home: string): boolean {
  const groups = /^atr(?<version>[0-9a-z]) (?<home>[A-Za-z0-9_-]{8})/u.exec(
    description,
  )?.groups;
  return (
    groups?.["home"] === home && (groups["version"] ?? "") > FORMAT.slice(3)
  );
}

/**
 * One digit: emergency (1), cause (2 and 4), what the named token was (8 to
 * 32).
 */
function flagsOf({ emergency, cause, named }: Marker): number {
  const as = named === undefined ? 0 : NAMED_AS.indexOf(named.as) + 1;
  return (emergency ? 1 : 0) + CAUSES.indexOf(cause) * 2 + as * 8;
}

/**
 * Too large or small a number becomes a text of another length, which the
 * pattern refuses.
 */
function inDigits(value: number, length: number): string {
  let rest = value;
  let text = "";
  for (let position = 0; position < length; position += 1) {
    text = `${DIGITS[rest % 64] ?? "!"}${text}`;
    rest = Math.floor(rest / 64);
  }
  return rest === 0 ? text : "!";
}

function fromDigits(text: string): number {
  let value = 0;
  for (const digit of text) value = value * 64 + DIGITS.indexOf(digit);
  return value;
}
