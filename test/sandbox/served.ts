import type { Inputs } from "../kit/run-action.ts";
import { OWNER, startWorld, type World } from "../kit/world.ts";
import { playRun, type Run } from "./play-run.ts";
import { lookAt, type Scene } from "./scene.ts";
import { PERMISSIONS, type Spot, spotsOf } from "./served-credentials.ts";
import {
  type Given,
  inputsIn,
  type Surroundings,
  variablesOf,
} from "./served-inputs.ts";
import { notesOn } from "./served-notes.ts";
import {
  makeEnvironment,
  makePlaces,
  type Place,
  placesOf,
  textOf,
} from "./served-places.ts";
import { type HandMade, openHandMade } from "./served-tokens.ts";
import { bundleOf } from "./shipped-actions.ts";
import type { ServedStep } from "./workflow.ts";

/** A world in which the steps of somebody's workflows can be run. */
export interface Served extends AsyncDisposable {
  readonly world: World;
  readonly steps: readonly ServedStep[];
  readonly places: readonly Place[];
  /** What is otherwise here than the workflows say, in sentences. */
  readonly notes: readonly string[];
  /** What the runner would pass to a step. Throws a sentence. */
  inputsOf(step: ServedStep, given: Given): Inputs;
  run(step: ServedStep, given: Given): Promise<Run>;
  look(): Promise<Scene>;
  /** Puts a new token, made by hand, into a secret. */
  paste(place: Place): void;
  /** Deletes a secret. */
  remove(place: Place): void;
}

const HAND_MADE_AGE_MS = 200 * 86_400_000;

/** Makes everything that the steps name, and the tokens that they need. */
export async function openServed(
  steps: readonly ServedStep[],
  fixed: Given = {},
): Promise<Served> {
  const world = await startWorld();
  try {
    return serveIn(world, steps, fixed);
  } catch (thrown) {
    await world.close();
    throw thrown;
  }
}

function serveIn(
  world: World,
  steps: readonly ServedStep[],
  fixed: Given,
): Served {
  const { github, clock, repository } = world;
  const handMade = openHandMade(world);
  const app = github.registerApp();
  const { endpoint } = world.addDatabase();
  const passed = new Map<string, () => string>();
  let writer = "";
  const surroundings: Surroundings = {
    ...{ world, fixed, endpoint, passed },
    variables: variablesOf(steps, fixed, {
      "github-app-id": String(app.id),
      database: endpoint,
    }),
    workflowToken: github.issueToken({ kind: "workflow", repository }),
    appToken: () => writer,
  };
  const spots = steps.flatMap((step) => spotsOf(step, fixed));
  for (const { scope } of spots) {
    if (scope.kind === "environment") {
      makeEnvironment(world, repository, scope.environment);
    }
  }
  clock.advance(-HAND_MADE_AGE_MS);
  const { places, owners } = furnish(surroundings, steps, spots, handMade);
  clock.advance(HAND_MADE_AGE_MS);
  const [owner = OWNER] = owners;
  writer = github.issueToken({
    ...{ kind: "fine-grained", owner, permissions: PERMISSIONS },
  });
  for (const one of new Set([OWNER, ...owners])) {
    github.installApp(app, { owner: one, permissions: PERMISSIONS });
  }
  const credentialOf = ({ input, action }: Spot): string => {
    if (action === "prepare-role") return handMade.ofOwner().token;
    if (input === "github-app-id") return String(app.id);
    if (input === "github-app-private-key") return app.privateKey;
    return input === "astra-token" ? world.adminToken : writer;
  };
  for (const spot of spots) {
    const value = credentialOf(spot);
    if (isPassed(spot.secret)) passed.set(spot.secret, () => value);
    else github.setSecretByHand(spot.scope, spot.secret, value);
  }
  passPrevious(world, steps, places, passed);
  let runs = 0;
  return {
    ...{ world, steps, places },
    notes: [...new Set([...handMade.notes, ...notesOn(steps)])],
    inputsOf: (step, given) => inputsIn(surroundings, step, given),
    run: async (step, given) => {
      runs += 1;
      return await playRun(world, captionOf(step, given), runs, {
        inputs: inputsIn(surroundings, step, given),
        bundle: bundleOf(step.action),
      });
    },
    look: () => lookAt(world, handMade.names, places),
    paste: ({ scope, name, form }) => {
      const token = handMade.withRoles("Read/Write Service Account");
      github.setSecretByHand(scope, name, textOf(token, form));
    },
    remove: ({ scope, name }) => {
      github.deleteSecretByHand(scope, name);
    },
    [Symbol.asyncDispose]: () => world.close(),
  };
}

/**
 * Makes the places that the rotations write, and puts a token made by hand into
 * each secret that holds no credential. Returns them, and the accounts they are in.
 */
function furnish(
  surroundings: Surroundings,
  steps: readonly ServedStep[],
  spots: readonly Spot[],
  handMade: HandMade,
): { readonly places: readonly Place[]; readonly owners: readonly string[] } {
  const { world } = surroundings;
  const places: Place[] = [];
  const owners: string[] = [];
  const isNew = (place: Place): boolean =>
    !places.some((one) => one.where === place.where && one.name === place.name);
  const isFree = ({ where, name }: Place): boolean =>
    !spots.some((spot) => spot.where === where && spot.secret === name);
  for (const step of steps.filter(({ action }) => action === "")) {
    const given = placing(step.given);
    const inputs = inputsIn(surroundings, { ...step, given }, {});
    // The owner of the last step's first target writes with a personal token.
    owners.unshift(...makePlaces(world, inputs));
    const some = placesOf(inputs).filter(isNew);
    places.push(...some);
    const free = some.filter(isFree);
    if (free.length === 0) continue;
    const token = handMade.withRoles(inputs["role"] ?? "");
    for (const { scope, name, form } of free) {
      world.github.setSecretByHand(scope, name, textOf(token, form));
    }
  }
  return { places, owners };
}

/** A workflow that is called gets `previous-token` from its caller. */
function passPrevious(
  { github }: World,
  steps: readonly ServedStep[],
  [first]: readonly Place[],
  passed: Map<string, () => string>,
): void {
  for (const { given } of steps) {
    const [, name = ""] =
      /\bsecrets\.([\w-]+)/u.exec(given["previous-token"] ?? "") ?? [];
    if (!isPassed(name) || first === undefined) continue;
    passed.set(name, () => github.secretValue(first.scope, first.name) ?? "");
  }
}

/** Whether a secret is one that a caller passes: no stored secret has a hyphen. */
function isPassed(secret: string): boolean {
  return secret.includes("-");
}

/** The inputs that say which secrets are written, and with which role. */
function placing(given: Given): Given {
  return Object.fromEntries(
    Object.entries(given).filter(([name]) =>
      /^(?:repository|environment|targets|role|secret-name.*)$/u.test(name),
    ),
  );
}

function captionOf({ label, isByHand }: ServedStep, given: Given): string {
  const pairs = Object.entries(given).map(
    ([name, value]) => `${name}=${value}`,
  );
  if (pairs.length > 0) return `${label}, ${pairs.join(" ")}`;
  return isByHand ? `${label}, by hand` : `${label}, as on a schedule`;
}
