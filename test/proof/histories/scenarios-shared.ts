import { DAY, HOUR, NOT_DUE, scenario, type Scenario } from "./scenario.ts";
import { workflow } from "./scenario-worlds.ts";

const OVERLAP = { ...NOT_DUE, overlapMs: DAY };

/** Several workflows in one organization: copies of one file, and sets of places that nest, overlap or are disjoint. */
export const SHARED: readonly Scenario[] = [
  scenario("a copy in another repository", {
    policy: OVERLAP,
    spec: { witness: "first" },
    neighbours: [
      { workflow: workflow("copy", ["other-1"], { repository: 102 }) },
    ],
  }),
  scenario("a copy in another repository, every run", {
    neighbours: [
      { workflow: workflow("copy", ["other-1"], { repository: 102 }) },
    ],
  }),
  scenario("a copy on another server", {
    policy: { overlapMs: HOUR },
    neighbours: [
      {
        workflow: workflow("copy", ["other-1"], {
          server: "https://github.example",
        }),
      },
    ],
  }),
  scenario("a copy that writes the same secret", {
    policy: OVERLAP,
    converges: false,
    excuse: "crossing sets of places",
    neighbours: [
      { workflow: workflow("copy", ["target-1"], { repository: 102 }) },
    ],
  }),
  scenario("two rotations on one secret", {
    policy: { ...NOT_DUE, maxLiveTokens: 4 },
    converges: false,
    excuse: "crossing sets of places",
    spec: { witness: "first" },
    neighbours: [
      {
        workflow: workflow("second", ["target-1", "target-2"], {
          rotationId: "rotation-2",
        }),
      },
    ],
  }),
  scenario("a smaller set beside, overlap", {
    converges: false,
    excuse: "crossing sets of places",
    targets: 2,
    policy: OVERLAP,
    neighbours: [{ workflow: workflow("smaller", ["target-1"]) }],
  }),
  scenario("a smaller set beside, every run", {
    converges: false,
    excuse: "crossing sets of places",
    targets: 2,
    neighbours: [{ workflow: workflow("smaller", ["target-2"]) }],
  }),
  scenario("a smaller set that rotates each run", {
    converges: false,
    excuse: "crossing sets of places",
    targets: 2,
    policy: OVERLAP,
    neighbours: [
      {
        workflow: workflow("smaller", ["target-1"]),
        policy: { rotateAfterMs: 0 },
      },
    ],
  }),
  scenario("overlapping sets of places", {
    targets: 2,
    policy: OVERLAP,
    converges: false,
    excuse: "crossing sets of places",
    neighbours: [{ workflow: workflow("leg", ["target-2", "other-1"]) }],
  }),
  scenario("overlapping sets of places, every run", {
    targets: 2,
    converges: false,
    excuse: "crossing sets of places",
    neighbours: [{ workflow: workflow("leg", ["target-2", "other-1"]) }],
  }),
  scenario("disjoint sets of places", {
    policy: { overlapMs: HOUR },
    converges: false,
    excuse: "crossing sets of places",
    neighbours: [{ workflow: workflow("leg", ["other-1"]) }],
  }),
  scenario("one secret under two names", {
    policy: OVERLAP,
    world: { aliases: { "former-name": "target-1" } },
    neighbours: [{ workflow: workflow("renamed", ["former-name"]) }],
  }),
  scenario("one token by hand for two rotations", {
    past: [],
    handMadeMs: DAY,
    excuse: "one token by hand for two rotations",
    isHandMadeForAll: true,
    policy: OVERLAP,
    spec: { witness: "first" },
    neighbours: [
      { workflow: workflow("copy", ["other-1"], { repository: 102 }) },
    ],
  }),
];
