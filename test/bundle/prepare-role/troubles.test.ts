import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { breakBundle } from "../../proof/exhaustive/broken-bundles.ts";
import type { ActionRun, StartedAction } from "../../kit/run-action.ts";
import { runWatched } from "../../kit/run-action.ts";
import { startWorld } from "../../kit/world.ts";
import type { Gate, Verdict } from "../../simulators/kernel/gate.ts";
import { createWorldClock } from "../../simulators/kernel/clock.ts";
import {
  at,
  CREATION,
  LIST,
  prepare,
  PREPARE_BUNDLE,
  requestsOf,
  unmetPromises,
  type Unprepared,
  unprepared,
  violations,
} from "./scenario.ts";

const TIMEOUT = { timeout: 120_000 };

/** A world that ends with the work, whose clock goes ten times as fast. */
async function inWorld<T>(work: (scene: Unprepared) => Promise<T>): Promise<T> {
  const world = await startWorld(createWorldClock(undefined, 10));
  try {
    return await work(unprepared(world));
  } finally {
    await world.close();
  }
}

/** What went wrong in a scene that one run or several have been through. */
function judge(
  scene: Unprepared,
  runs: readonly ActionRun[],
  creations = 1,
): readonly string[] {
  return [
    ...violations(scene, creations),
    ...runs.flatMap((run) => unmetPromises(scene, run)),
  ];
}

/** What happens to a scene, and what the judge says of it. */
type Trouble = (
  scene: Unprepared,
  bundle: string,
) => Promise<readonly string[]>;

const gate =
  ({ world }: Unprepared) =>
  (next: Gate): void => {
    world.setGate(next);
  };

/** The request is met by a verdict, which a run has to come through. */
const meeting =
  (operation: string, verdict: Verdict): Trouble =>
  async (scene, bundle) => {
    gate(scene)(at(operation, verdict));
    const run = await prepare(scene, { bundle });
    return [
      ...judge(scene, [run]),
      ...(run.exitCode === 0 ? [] : ["the run failed"]),
    ];
  };

/** What the first run has made, the second one finds. */
const twice: Trouble = async (scene, bundle) => {
  const runs = [
    await prepare(scene, { bundle }),
    await prepare(scene, { bundle }),
  ];
  return judge(scene, runs);
};

/** The run is killed at a request; another run afterwards has to succeed. */
const killedAt =
  (number: number, when: "before" | "after"): Trouble =>
  async (scene, bundle) => {
    let child: StartedAction | undefined;
    let seen = 0;
    gate(scene)(() => {
      seen += 1;
      if (seen !== number) return { kind: "pass" };
      child?.kill("SIGKILL");
      return { kind: "reset", when };
    });
    const { run } = await runWatched({
      bundle,
      inputs: scene.inputs,
      onStart: (started) => {
        child = started;
      },
    });
    gate(scene)(() => ({ kind: "pass" }));
    const again = await prepare(scene, { bundle });
    return [
      ...judge(scene, [again], 2),
      ...(run.signal === "SIGKILL" ? [] : ["the run was not killed"]),
      ...(again.exitCode === 0 ? [] : ["the next run failed"]),
    ];
  };

/** Several runs send their requests at the same moment. */
const rivals =
  (count: number): Trouble =>
  async (scene, bundle) => {
    let arrived = 0;
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    gate(scene)(({ operation }) => {
      if (operation !== CREATION) return { kind: "pass" };
      arrived += 1;
      if (arrived === count) release();
      return { kind: "hold", when: "before", until };
    });
    const runs = await Promise.all(
      Array.from({ length: count }, () => prepare(scene, { bundle })),
    );
    const created = runs.filter(({ outputs }) => outputs["created"] === "true");
    return [
      ...judge(scene, runs, count),
      ...(created.length === 1 ? [] : ["not one run says that it made it"]),
      ...(runs.every(({ exitCode }) => exitCode === 0)
        ? []
        : ["a rival run failed"]),
    ];
  };

/** The list is late by so many seconds of the world. */
const lag =
  (seconds: number): Trouble =>
  async (scene, bundle) => {
    scene.world.astra.setBehaviour({ roleListLagMs: seconds * 1_000 });
    const run = await prepare(scene, { bundle });
    return [
      ...judge(scene, [run], 1),
      ...(run.exitCode === 0 ? [] : ["the run failed"]),
    ];
  };

/** Somebody edits the role, and the run is to leave it alone. */
const edited: Trouble = async (scene, bundle) => {
  await prepare(scene);
  const { astra } = scene.world;
  astra.editRole(astra.role(scene.wanted.name), { actions: ["db-rest"] });
  const before = requestsOf(scene.world).length;
  const run = await prepare(scene, { bundle });
  const mutations = requestsOf(scene.world)
    .slice(before)
    .filter(({ method }) => method !== "GET");
  return [
    ...mutations.map(({ operation }) => `asked for ${operation}`),
    ...unmetPromises(scene, run),
  ];
};

/** Astra drops what it does not know, and says 201. */
const dropped: Trouble = async (scene, bundle) => {
  const { astra, history } = scene.world;
  const stop = history.onEvent((event) => {
    if (event.kind !== "change" || event.what !== "role-created") return;
    astra.editRole({ id: event.subject }, { actions: ["db-rest"] });
  });
  const run = await prepare(scene, { bundle });
  stop();
  return unmetPromises(scene, run);
};

const answer = (status: number, body = ""): Verdict => ({
  kind: "answer",
  when: "after",
  answer: { status, headers: {}, body },
});

const TROUBLES: Readonly<Record<string, Trouble>> = {
  "a second run": twice,
  "an answer that is lost": meeting(CREATION, { kind: "reset", when: "after" }),
  "an answer that is torn": meeting(CREATION, { kind: "torn", afterBytes: 20 }),
  "a 502 after the role was made": meeting(CREATION, answer(502)),
  "a page of a gateway after the role was made": meeting(
    CREATION,
    answer(403, "<html>blocked</html>"),
  ),
  "a 200 with nonsense": meeting(CREATION, answer(200, "{")),
  "a list that cannot be read at first": meeting(LIST, answer(503)),
  "the kill at the first request": killedAt(1, "before"),
  "the kill at the second request": killedAt(2, "before"),
  "the kill before the creation": killedAt(3, "before"),
  "the kill after the creation": killedAt(3, "after"),
  "the kill at the last list": killedAt(4, "after"),
  "two rival runs": rivals(2),
  "three rival runs": rivals(3),
  "a list that lags 20 seconds": lag(20),
  "a role that somebody edited": edited,
  "a role that Astra cut down": dropped,
};

describe.concurrent("prepare-role, come what may", () => {
  test.for(Object.entries(TROUBLES))(
    "keeps its promises through %s",
    TIMEOUT,
    async ([, trouble]) => {
      expect(await inWorld((scene) => trouble(scene, PREPARE_BUNDLE))).toEqual(
        [],
      );
    },
  );
});

describe("prepare-role, told to stop amid its request", () => {
  test(
    "ends in order, and says that the role may be there",
    TIMEOUT,
    async () => {
      await inWorld(async (scene) => {
        let child: StartedAction | undefined;
        gate(scene)(({ operation }) => {
          if (operation !== CREATION) return { kind: "pass" };
          child?.kill("SIGTERM");
          return { kind: "hang", when: "after" };
        });
        const run = await prepare(scene, {
          onStart: (started) => {
            child = started;
          },
        });
        expect(run).toMatchObject({ exitCode: 1, signal: null, stderr: "" });
        expect(run.errors).toEqual([
          expect.stringContaining("[role-unconfirmed]"),
        ]);
        gate(scene)(() => ({ kind: "pass" }));
        const again = await prepare(scene);
        expect(judge(scene, [run, again])).toEqual([]);
        expect(again.outputs["created"]).toBe("false");
      });
    },
  );
});

interface Broken {
  readonly does: string;
  readonly search: RegExp;
  readonly replace: string;
  readonly through: string;
  readonly shows: RegExp;
}

/** Sends a request of its own, as the one who may, for each role of the list. */
const forEachRole = (method: string, body: string): string =>
  `$&.then(async (value) => {
   for (const { id, name, policy } of value) {
    if (!name.startsWith("atr ")) continue;
    await fetch("http://" + host + "/v2/organizations/roles/" + id, {
      method: "${method}",
      headers: {
        authorization: "Bearer " + astraToken.expose(),
        "content-type": "application/json",
      },
      ${body}
    });
   }
   return value;
  })`;

/** The reading of the role list. */
const LISTED = /readRoleList\(client, astraToken, sleep, "prepare-role"\)/u;

const BROKEN: readonly Broken[] = [
  {
    does: "trusts the answer of the creation",
    search: /case "answered":/u,
    replace: '$& return { role, id: "made", created: true };',
    through: "a role that Astra cut down",
    shows: /without the role/u,
  },
  {
    does: "edits a role that differs",
    search: LISTED,
    replace: forEachRole(
      "PUT",
      'body: JSON.stringify({ name, policy: { ...policy, description: "" } }),',
    ),
    through: "a role that somebody edited",
    shows: /asked for astra\.roles\.update/u,
  },
  {
    does: "deletes a role to make it anew",
    search: LISTED,
    replace: forEachRole("DELETE", ""),
    through: "a second run",
    shows: /asked for astra\.roles\.delete/u,
  },
  {
    does: "creates again when the answer is lost",
    search: /case "unknown":\s*say\(/u,
    replace: 'case "unknown": await service.create(role); say(',
    through: "an answer that is lost",
    shows: /repeated/u,
  },
  {
    does: "gives up when the answer is lost",
    search: /case "unknown":\s*say\(/u,
    replace: 'case "unknown": throw creation.error; say(',
    through: "an answer that is lost",
    shows: /the run failed/u,
  },
  {
    does: "takes the answer of a gateway for Astra's",
    search:
      /status !== 408 &&\s*\(provenance === "api" \|\|\s*provenance === "no-such-path"\);\s*return \{ kind: isRefusal \? "refused" : "unknown", error \};/u,
    replace: 'true; return { kind: isRefusal ? "refused" : "unknown", error };',
    through: "a page of a gateway after the role was made",
    shows: /the run failed/u,
  },
  {
    does: "takes 409 for a failure",
    search: /case "taken":/u,
    replace: '$& throw new Error("taken");',
    through: "two rival runs",
    shows: /rival run failed/u,
  },
  {
    does: "takes the work of a rival for its own",
    search: /(?<=case "taken":[^:]{1,120}:[^:]{1,120}created: )false/u,
    replace: "true",
    through: "two rival runs",
    shows: /not one run/u,
  },
  {
    does: "does not look before it creates",
    search: /if \(found !== undefined\) \{\s*say\(/u,
    replace: "if (false) { say(",
    through: "a second run",
    shows: /repeated/u,
  },
  {
    does: "does not wait for the list",
    search: /const until = clock\.now\(\) \+ \w*LIST_PATIENCE_MS/u,
    replace: "const until = 0",
    through: "a list that lags 20 seconds",
    shows: /the run failed/u,
  },
  {
    does: "writes the token to the log",
    search: /function \w*setSecret\(secret\) \{/u,
    replace: "$& console.log(secret);",
    through: "a second run",
    shows: /leaked/u,
  },
];

describe.concurrent("the judge of prepare-role", () => {
  test.for(BROKEN)(
    "catches one that $does",
    TIMEOUT,
    async ({ through, shows, ...broken }) => {
      const bundle = await breakBundle(broken);
      const entry = join(dirname(bundle), "prepare-role.js");
      const trouble = TROUBLES[through];
      if (trouble === undefined) throw new Error(`no trouble ${through}`);
      try {
        const found = await inWorld((scene) =>
          // The leak oracle throws what it finds.
          trouble(scene, entry).catch((thrown: unknown) => [String(thrown)]),
        );
        expect(found.join("\n")).toMatch(shows);
      } finally {
        await rm(dirname(bundle), { recursive: true });
      }
    },
  );
});
