import { DAY, HOUR, NOT_DUE, scenario, type Scenario } from "./scenario.ts";

/** Tokens that expire, pairs of secrets, and what the list may do. */
export const LIMITED: readonly Scenario[] = [
  scenario("cap of 3 days, expired ones leave the list", {
    policy: { ...NOT_DUE, overlapMs: HOUR },
    world: { lifetimeCapMs: 3 * DAY },
    spec: { witness: "first" },
  }),
  scenario("cap of 3 days, expired ones stay in the list", {
    policy: { ...NOT_DUE, overlapMs: HOUR },
    world: { lifetimeCapMs: 3 * DAY },
    listing: { keepsExpired: true },
  }),
  scenario("cap of 12 hours, every run, two targets, expired ones stay", {
    targets: 2,
    past: [4 * HOUR, 4 * HOUR],
    policy: { overlapMs: HOUR },
    world: { lifetimeCapMs: 12 * HOUR },
    listing: { keepsExpired: true },
  }),
  scenario("cap of 3 days, the admin token's own secret", {
    policy: { ...NOT_DUE },
    world: { lifetimeCapMs: 3 * DAY },
    spec: { rotatesAdmin: true, witness: "first" },
  }),
  scenario("a pair of secrets", {
    secrets: 2,
    policy: { ...NOT_DUE, overlapMs: HOUR },
    holdsPair: true,
  }),
  scenario("a pair of secrets, every run", { secrets: 2, holdsPair: true }),
  scenario("a list that shows names", {
    policy: { ...NOT_DUE, overlapMs: HOUR },
    listing: { roles: "names" },
  }),
  scenario("a list that shows fresh tokens late", {
    policy: { overlapMs: HOUR },
    listing: { creationLagMs: 5_000 },
  }),
  scenario("a list that shows revoked tokens for long", {
    listing: { deletionLagMs: 20_000 },
  }),
  scenario("the admin token's own secret, witness, overlap", {
    policy: { overlapMs: HOUR },
    spec: { rotatesAdmin: true, witness: "first" },
  }),
  scenario("the admin token's own secret, emergency", {
    policy: { compromised: true, overlapMs: HOUR },
    spec: { rotatesAdmin: true, witness: "first" },
  }),
];
