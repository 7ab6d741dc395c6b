import { holdsToken } from "../action/inputs/quote.ts";
import { inert } from "../rotation/inert.ts";
import type { FindingKind, Level } from "./findings.ts";
import type { HeldRole, Reach } from "./reach.ts";

/** What a finding says, after the number of tokens. */
export const FINDING_WORDS: Readonly<Record<FindingKind, string>> = {
  "not-renewed":
    "of a rotation of this repository that has not renewed them (a former name, or removed places)",
  "manages-tokens": "can create and revoke tokens",
  older: "older than `older-than`",
  "no-expiry": "never expire",
  "dangling-role": "have a role that no longer exists",
  "several-alive": "of one rotation are still alive, long superseded",
  "organization-wide": "reach the whole organization",
};

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
