import type { JobWorldState } from "./job-world.ts";
import { digestOf } from "./job-world.ts";

/** What a later step was handed by the runner: outputs, as variables. */
export type Handed = Readonly<Record<string, string | undefined>>;

/** What a step of the job holds the services and its own variables against. */
export interface Situation {
  readonly state: JobWorldState;
  /** The state after the run before. */
  readonly before: JobWorldState | undefined;
  readonly handed: Handed;
}

type Claim = (situation: Situation) => readonly (readonly [string, boolean])[];

const isHealthy: Claim = ({ state, handed }) => [
  ["the secret holds a live token", state.heldIsLive],
  ["client-id names it", handed["CLIENT_ID"] === state.heldClientId],
  [
    "the report names it",
    handed["REPORT"]?.includes(String(state.heldClientId)) === true,
  ],
];

const CLAIMS = {
  /** The first run, by the schedule: its empty booleans mean false. */
  first: (situation) => [
    ...isHealthy(situation),
    ["rotated is true", situation.handed["ROTATED"] === "true"],
    [
      "the output token is what the secret holds",
      digestOf(situation.handed["TOKEN"] ?? "") === situation.state.heldDigest,
    ],
    ["nothing was revoked", situation.handed["REVOKED"] === "[]"],
    ["the token made by hand lives on", situation.state.live.length === 2],
  ],
  /** A dry run, by a real boolean. */
  "dry-run": ({ state, before, handed }) => [
    ["rotated is false", handed["ROTATED"] === "false"],
    ["nothing has changed", state.changes === before?.changes],
  ],
  /** A run that was killed right after its write. */
  killed: ({ state, handed }) => [
    ["the step has failed", handed["OUTCOME"] === "failure"],
    ["one process was killed", state.killed === 1],
    ["there is no output", handed["CLIENT_ID"] === ""],
    ["the secret holds a live token", state.heldIsLive],
  ],
  /** The run after it. */
  healed: (situation) => [
    ...isHealthy(situation),
    ["the step has succeeded", situation.handed["OUTCOME"] === "success"],
  ],
  /** A leaked token, by a real boolean. */
  emergency: (situation) => [
    ...isHealthy(situation),
    ["rotated is true", situation.handed["ROTATED"] === "true"],
    ["no other token lives", situation.state.live.length === 1],
    [
      "every token before it was revoked by name",
      situation.before?.live.every((id) =>
        situation.handed["REVOKED"]?.includes(id),
      ) === true,
    ],
  ],
} satisfies Readonly<Record<string, Claim>>;

/** The name of something that a step of the job claims. */
export type ClaimName = keyof typeof CLAIMS;

export const CLAIM_NAMES = Object.keys(CLAIMS) as readonly ClaimName[];

/** What is not as claimed; empty when all is. */
export function unmet(
  name: ClaimName,
  situation: Situation,
): readonly string[] {
  return CLAIMS[name](situation)
    .filter(([, holds]) => !holds)
    .map(([claim]) => claim);
}
