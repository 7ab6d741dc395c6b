import { DAY, HOUR, NOT_DUE, scenario, type Scenario } from "./scenario.ts";
import { workflow } from "./scenario-worlds.ts";
import { OTHER_ORGANIZATION } from "./world.ts";

const OVERLAP = { ...NOT_DUE, overlapMs: DAY };
const INHERITED = { target: "above", secret: "SECRET_1" };

/** `previous-token` in every kind: of the rotation's own secret, and of another one that the job inherits. */
export const WITNESSED: readonly Scenario[] = [
  scenario("witness, not due, overlap", {
    policy: OVERLAP,
    spec: { witness: "first" },
  }),
  scenario("witness, not due, at once", {
    policy: NOT_DUE,
    spec: { witness: "first" },
  }),
  scenario("witness, not due, two targets, overlap", {
    targets: 2,
    policy: { ...NOT_DUE, overlapMs: HOUR },
    spec: { witness: "first" },
  }),
  scenario("witness, due by age", {
    policy: { rotateAfterMs: DAY, overlapMs: 2 * DAY },
    spec: { witness: "first" },
  }),
  scenario("witness, every run, two secrets", {
    secrets: 2,
    policy: { overlapMs: HOUR },
    spec: { witness: "first" },
  }),
  scenario("witness, clocks apart", {
    clockErrorMs: 298_000,
    policy: { ...NOT_DUE, overlapMs: HOUR },
    spec: { witness: "first" },
  }),
  scenario("inherited witness, first run", {
    past: [],
    elsewhere: INHERITED,
    policy: OVERLAP,
    spec: { witness: INHERITED },
  }),
  scenario("inherited witness, not due", {
    elsewhere: INHERITED,
    policy: NOT_DUE,
    spec: { witness: INHERITED },
  }),
  scenario("inherited witness, every run, overlap", {
    elsewhere: INHERITED,
    policy: { overlapMs: HOUR },
    spec: { witness: INHERITED },
  }),
  scenario("witness that wins over the target", {
    elsewhere: INHERITED,
    policy: { overlapMs: HOUR },
    world: { overrides: { "target-1": INHERITED.target } },
    spec: { witness: INHERITED },
  }),
  scenario("inherited witness of another organization", {
    past: [],
    converges: false,
    elsewhere: { ...INHERITED, token: { organization: OTHER_ORGANIZATION } },
    spec: { witness: INHERITED },
  }),
  scenario("a secret of another organization", {
    past: [],
    converges: false,
    elsewhere: {
      target: "target-1",
      secret: "SECRET_1",
      token: { organization: OTHER_ORGANIZATION },
    },
    spec: { witness: "first" },
  }),
  scenario("inherited dead witness", {
    elsewhere: { ...INHERITED, token: { diedAt: 0 } },
    policy: { ...NOT_DUE, overlapMs: HOUR },
    spec: { witness: INHERITED },
  }),
  scenario("witness of another rotation", {
    policy: NOT_DUE,
    spec: { witness: { target: "other-1", secret: "SECRET_1" } },
    neighbours: [
      {
        workflow: workflow("copy", ["other-1"], { repository: 102 }),
        spec: { witness: undefined },
      },
    ],
  }),
  scenario("emergency, witness, two targets", {
    targets: 2,
    policy: { compromised: true, ...OVERLAP },
    spec: { witness: "first" },
  }),
  scenario("emergency, inherited witness", {
    elsewhere: INHERITED,
    converges: false,
    policy: { compromised: true, ...OVERLAP },
    spec: { witness: INHERITED },
  }),
];
