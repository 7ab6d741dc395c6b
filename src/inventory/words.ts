import { holdsToken } from "../action/inputs/quote.ts";
import { duration } from "../action/report/words.ts";
import { inert } from "../rotation/inert.ts";
import type { Finding, Level, Thresholds } from "./findings.ts";
import type { HeldRole, Reach } from "./reach.ts";

/** What a finding says of its tokens. */
export function findingWords(
  { kind, level }: Pick<Finding, "kind" | "level">,
  { olderThanMs, notRenewedAfterMs }: Thresholds,
): string {
  switch (kind) {
    case "not-renewed":
      return `Rotation of this repository, not renewed for ${duration(notRenewedAfterMs)}: a former name, removed places, or it has stopped`;
    case "manages-tokens":
      return `Can create and revoke tokens${level === "error" ? ", and never expires" : ""}`;
    case "older":
      return `Older than ${duration(olderThanMs)}`;
    case "no-expiry":
      return "Never expires";
    case "dangling-role":
      return "Has a role that was deleted";
    case "several-alive":
      return "Many tokens of one rotation, some superseded long ago";
    case "organization-wide":
      return "Reaches the whole organization";
    default:
      return kind satisfies never;
  }
}

/** How a level is shown. */
export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  error: "❌ error",
  warning: "⚠️ warning",
  notice: "notice",
};

/** How far rights reach, as a heading. */
export const REACH_WORDS: Readonly<Record<Reach, string>> = {
  "manages-tokens": "Can manage tokens",
  organization: "Whole organization",
  databases: "Some databases only",
  none: "Only roles that no longer exist",
  unknown: "Rights not known",
};

/** Foreign text, safe to print, and without any token that is in it. */
export function foreign(text: string, maxLength: number): string {
  return holdsToken(text)
    ? "(contains a token, not shown)"
    : inert(text, maxLength);
}

/** A role as people know it. */
export function roleWords({ id, name, isDangling }: HeldRole): string {
  const words = foreign(name ?? id, 60);
  return isDangling ? `${words} (deleted)` : words;
}

/** An age in whole days; undefined where nobody knows it. */
export function daysOf(ageMs: number | undefined): number | undefined {
  return ageMs === undefined
    ? undefined
    : Math.max(0, Math.floor(ageMs / 86_400_000));
}
