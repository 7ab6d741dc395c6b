import {
  DAY,
  HOUR,
  MINUTE,
  NOT_DUE,
  scenario,
  type Scenario,
} from "./scenario.ts";
import { LIMITED } from "./scenarios-limited.ts";
import { SHARED } from "./scenarios-shared.ts";
import { WITNESSED } from "./scenarios-witnessed.ts";

/** Just under the five minutes that clocks may be apart. */
const FAR_APART_MS = 298_000;

/** One rotation, alone in its organization. */
const ALONE: readonly Scenario[] = [
  scenario("first run", { past: [] }),
  scenario("first run, two targets, overlap", {
    past: [],
    targets: 2,
    policy: { overlapMs: DAY },
  }),
  scenario("every run", {}),
  scenario("every run, overlap", { policy: { overlapMs: DAY } }),
  scenario("every run, two targets", { targets: 2 }),
  scenario("every run, two targets, overlap", {
    targets: 2,
    policy: { overlapMs: DAY },
  }),
  scenario("every run, two secrets", {
    secrets: 2,
    policy: { overlapMs: HOUR },
  }),
  scenario("every run, clocks apart", { clockErrorMs: FAR_APART_MS }),
  scenario("every run, clocks apart the other way, two targets", {
    clockErrorMs: -FAR_APART_MS,
    targets: 2,
  }),
  scenario("not due", { policy: { ...NOT_DUE, overlapMs: DAY } }),
  scenario("not due, two targets", { targets: 2, policy: NOT_DUE }),
  scenario("due by age, two targets, overlap", {
    targets: 2,
    policy: { rotateAfterMs: DAY, overlapMs: DAY },
  }),
  scenario("due by age, clocks apart", {
    clockErrorMs: -FAR_APART_MS,
    policy: { rotateAfterMs: DAY },
  }),
  scenario("adoption", {
    past: [],
    handMadeMs: DAY,
    policy: { overlapMs: HOUR },
    spec: { witness: "first" },
  }),
  scenario("adoption, two targets, overlap", {
    past: [],
    targets: 2,
    handMadeMs: DAY,
    policy: { overlapMs: DAY, ...NOT_DUE },
    spec: { witness: "first" },
  }),
  scenario("adoption of a fresh token", {
    past: [],
    targets: 2,
    handMadeMs: 2 * MINUTE,
    policy: { overlapMs: HOUR, ...NOT_DUE },
    spec: { witness: "first" },
  }),
  scenario("adoption of a fresh token, clocks apart", {
    past: [],
    clockErrorMs: FAR_APART_MS,
    handMadeMs: MINUTE,
    policy: NOT_DUE,
    spec: { witness: "first" },
  }),
  scenario("the admin token's own secret", { spec: { rotatesAdmin: true } }),
  scenario("the admin token's own secret, two targets, overlap", {
    targets: 2,
    policy: { overlapMs: DAY },
    spec: { rotatesAdmin: true },
  }),
  scenario("the admin token's own secret, by hand", {
    past: [],
    handMadeMs: DAY,
    holdsAdmin: true,
    spec: { rotatesAdmin: true, witness: "first" },
  }),
  scenario("the admin token's own secret, due by age", {
    policy: { rotateAfterMs: DAY },
    spec: { rotatesAdmin: true },
  }),
  scenario("lagging list, slow activation", {
    policy: { overlapMs: HOUR },
    world: { activationMs: 6_500 },
    listing: { creationLagMs: 3_000, deletionLagMs: 3_000 },
  }),
  scenario("small cap, two targets, overlap", {
    targets: 2,
    policy: { overlapMs: DAY, maxLiveTokens: 4 },
  }),
  scenario("emergency, two targets", {
    targets: 2,
    policy: { compromised: true, overlapMs: DAY },
  }),
  scenario("emergency, not due, two targets", {
    targets: 2,
    policy: { compromised: true, ...NOT_DUE },
  }),
  scenario("previous-token given, overlap", {
    policy: { overlapMs: DAY },
    spec: { witness: "first" },
  }),
  scenario("adoption of a fresh token, every run", {
    past: [],
    handMadeMs: 2 * MINUTE,
    spec: { witness: "first" },
  }),
  scenario("adoption, not due, two targets", {
    past: [],
    targets: 2,
    handMadeMs: DAY,
    policy: NOT_DUE,
    spec: { witness: "first" },
  }),
  scenario("drain", { policy: { drain: true, overlapMs: HOUR } }),
];

/** Where histories begin. */
export const SCENARIOS: readonly Scenario[] = [
  ...ALONE,
  ...SHARED,
  ...WITNESSED,
  ...LIMITED,
];

/** The scenario of that name; throws when there is none. */
export function scenarioOf(name: string): Scenario {
  const found = SCENARIOS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no scenario "${name}"`);
  return found;
}
