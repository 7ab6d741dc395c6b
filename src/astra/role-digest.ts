import { createHash } from "node:crypto";
import { inert } from "../rotation/inert.ts";
import type { RolePolicy } from "./wire.ts";

/**
 * How much of the digest is kept, characters of base64url: as much as a marker
 * holds.
 */
const DIGEST_LENGTH = 4;

/**
 * How many earlier policies are tried. A digest has 24 bits, so one in 1,600
 * changed roles fits one of them by chance.
 */
const MAX_TRIES = 10_000;

/** Longest line of a policy that a person is shown, characters. */
const MAX_LINE = 160;

/** One thing that a role allows. */
interface Line {
  readonly role: string;
  readonly text: string;
  /** Its effect is no line that anybody adds. */
  readonly isEffect: boolean;
}

/** What roles allow, as it is remembered and compared. */
export interface Allowed {
  /** The same for any order of roles, actions and resources, and any name. */
  readonly digest: string;
  /**
   * The lines that the roles allow beside those of an earlier digest, made
   * inert; undefined when no few lines explain the difference.
   */
  readonly addedSince: (earlier: string) => readonly string[] | undefined;
}

/** What roles allow; `policy` undefined: the list does not say. */
export interface DigestedRole {
  readonly id: string;
  readonly policy: RolePolicy | undefined;
}

/** Undefined where the list does not say what one of the roles allows. */
export function allowedBy(roles: readonly DigestedRole[]): Allowed | undefined {
  const lines: Line[] = [];
  for (const { id, policy } of roles) {
    if (policy === undefined) return undefined;
    lines.push(...linesOf(id.toLowerCase(), policy));
  }
  lines.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return {
    digest: digestOf(lines),
    addedSince: (earlier) => addedSince(earlier, lines),
  };
}

function linesOf(
  role: string,
  { actions, resources, effect }: RolePolicy,
): readonly Line[] {
  const line = (text: string): Line => ({ role, text, isEffect: false });
  return [
    { role, text: effect.toLowerCase(), isEffect: true },
    ...actions.map(line),
    // Built-in roles hold `__ORG_ID__` where custom ones hold an id.
    ...resources.map((one) =>
      line(one.replace(/^drn:astra:org:[^:]+/u, "drn:astra:org:__ORG_ID__")),
    ),
  ];
}

function keyOf({ role, text, isEffect }: Line): string {
  return JSON.stringify([role, isEffect, text]);
}

function digestOf(lines: readonly Line[]): string {
  return createHash("sha256")
    .update(lines.map(keyOf).join("\n"))
    .digest("base64url")
    .slice(0, DIGEST_LENGTH);
}

/** Leaves out one line, then two, and so on, until the digest fits. */
function addedSince(
  earlier: string,
  lines: readonly Line[],
): readonly string[] | undefined {
  const removable = lines.filter(({ isEffect }) => !isEffect);
  let tries = 0;
  for (let count = 1; count < removable.length; count += 1) {
    for (const left of choose(removable, count)) {
      tries += 1;
      if (tries > MAX_TRIES) return undefined;
      if (digestOf(lines.filter((line) => !left.has(line))) === earlier) {
        return [...new Set([...left].map(({ text }) => inert(text, MAX_LINE)))];
      }
    }
  }
  return undefined;
}

/** All ways to choose so many. */
function* choose<T>(
  all: readonly T[],
  count: number,
  from = 0,
): Generator<Set<T>> {
  if (count === 0) {
    yield new Set();
    return;
  }
  for (let index = from; index <= all.length - count; index += 1) {
    const one = all[index];
    if (one === undefined) return;
    for (const rest of choose(all, count - 1, index + 1)) yield rest.add(one);
  }
}
