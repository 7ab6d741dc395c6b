import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import leven from "leven";
import { parse } from "yaml";
import { BUILT_IN_ROLES } from "../../src/astra/built-in-roles.ts";
import { BUNDLE, type Inputs } from "../kit/run-action.ts";
import {
  OWNER,
  REPOSITORY,
  REPOSITORY_SCOPE,
  startWorld,
  type World,
} from "../kit/world.ts";
import type { SimulatedToken } from "../simulators/astra/token-store.ts";
import type { SecretScope } from "../simulators/github/scopes.ts";
import type { Permissions } from "../simulators/github/tokens.ts";
import { type Contexts, evaluated } from "./expressions.ts";
import {
  makeEnvironment,
  makePlaces,
  type Place,
  placesOf,
  textOf,
  whereOf,
} from "./served-places.ts";
import { lookAt, playRun, type Run, type Scene } from "./stage.ts";
import type { DeclaredInput, ServedStep } from "./workflow.ts";

/** Values that a person gives: inputs of the workflow, `vars.NAME` for variables. */
export type Given = Readonly<Record<string, string>>;

/** A world in which the steps of somebody's workflows can be run. */
export interface Served extends AsyncDisposable {
  readonly world: World;
  readonly steps: readonly ServedStep[];
  readonly places: readonly Place[];
  /** What is otherwise here than the workflows say, in sentences. */
  readonly notes: readonly string[];
  /** What the runner would pass to a step. Throws a sentence. */
  inputsOf(step: ServedStep, given: Given): Inputs;
  bundleOf(step: ServedStep): string;
  run(step: ServedStep, given: Given): Promise<Run>;
  look(): Promise<Scene>;
  /** Puts a new token, made by hand, into a secret. */
  paste(place: Place): void;
  /** Deletes a secret. */
  remove(place: Place): void;
}

const ROOT = new URL("../../", import.meta.url);

/** All that a token for GitHub or an App may be given. */
const PERMISSIONS: Permissions = {
  ...{ secrets: "write", environments: "write", actions: "read" },
  ...{ dependabot_secrets: "write", codespaces_secrets: "write" },
  ...{ agent_secrets: "write", organization_secrets: "write" },
  ...{ organization_dependabot_secrets: "write" },
  ...{ organization_codespaces_secrets: "write" },
  ...{ organization_agent_secrets: "write", metadata: "read" },
};

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
  const { github, astra, clock } = world;
  const names = new Map<string, string>();
  names.set(astra.find(world.adminToken)?.clientId ?? "", "admin");
  const workflowToken = github.issueToken({
    kind: "workflow",
    repository: world.repository,
  });
  const passed = new Map<string, () => string>();
  const variables = new Map<string, string>(
    Object.entries(fixed).flatMap(([name, value]) =>
      name.startsWith("vars.") ? [[name.slice(5), value]] : [],
    ),
  );
  const app = github.registerApp();
  const { endpoint } = world.addDatabase();
  for (const { given } of steps) {
    for (const [input, value] of [
      ["github-app-id", String(app.id)],
      ["database", endpoint],
    ] as const) {
      const named = /\bvars\.([\w-]+)/u.exec(given[input] ?? "");
      if (named?.[1] !== undefined) variables.set(named[1], value);
    }
  }
  let writer = "";
  const contextsOf = (step: ServedStep, given: Given): Contexts => {
    const environment = environmentOf(step, inputsContext(step, fixed, given));
    return {
      inputs: inputsContext(step, fixed, given),
      matrix: step.matrix,
      vars: Object.fromEntries(variables),
      github: {
        repository: "acme/web",
        repository_owner: OWNER,
        api_url: world.github.url,
        server_url: "https://github.com",
        event_name: "schedule",
        ref: "refs/heads/main",
        ref_name: "main",
        token: workflowToken,
      },
      ...stepsContext(step, writer),
      secrets: Object.fromEntries(
        secretNamesIn(step).map((name) => [
          name,
          name === "GITHUB_TOKEN"
            ? workflowToken
            : (passed.get(name)?.() ??
              github.secretInJob(
                {
                  repository: world.repository,
                  ...(environment === "" ? {} : { environment }),
                },
                name,
              )?.value ??
              ""),
        ]),
      ),
    };
  };
  const inputsOf = (step: ServedStep, given: Given): Inputs => {
    const declared = declaredInputs(step.action);
    const contexts = contextsOf(step, given);
    const own = Object.entries({
      "astra-api-url": astra.url,
      "github-api-url": github.url,
      ...((step.given["database"] ?? "") === "" ? {} : { database: endpoint }),
    }).filter(([name]) => name in declared);
    return {
      ...Object.fromEntries(
        Object.entries(step.given).map(([name, text]) => [
          name,
          evaluated(name, text, contexts),
        ]),
      ),
      ...Object.fromEntries(own),
    };
  };
  const notes: string[] = [];
  const byHand = (role: string): SimulatedToken => {
    const ids = rolesOf(world, role, notes);
    const token = astra.createTokenByHand({ roles: ids, description: "" });
    const earlier = [...names.values()].filter((one) => /hand/u.test(one));
    const number = earlier.length === 0 ? "" : ` ${String(earlier.length + 1)}`;
    names.set(token.clientId, `hand-made${number}`);
    return token;
  };

  const personalToken = (): string => {
    const { clientId, token } = astra.createTokenByHand({
      roles: [astra.role("Organization Administrator").id],
    });
    names.set(clientId, "a person's");
    return token;
  };
  const spots = steps.flatMap((step) => spotsOf(step, fixed));
  for (const { scope } of spots) {
    if (scope.kind === "environment") {
      makeEnvironment(world, world.repository, scope.environment);
    }
  }
  const places: Place[] = [];
  const isKnown = (place: Place): boolean =>
    places.some((one) => one.where === place.where && one.name === place.name);
  let owner = OWNER;
  clock.advance(-HAND_MADE_AGE_MS);
  for (const step of steps.filter(({ action }) => action === "")) {
    const inputs = inputsOf({ ...step, given: placing(step.given) }, {});
    const owners = makePlaces(world, inputs);
    owner = owners[0] ?? owner;
    const some = placesOf(inputs).filter((place) => !isKnown(place));
    places.push(...some);
    const free = some.filter(
      ({ where, name }) =>
        !spots.some((spot) => spot.where === where && spot.secret === name),
    );
    if (free.length === 0) continue;
    const token = byHand(inputs["role"] ?? "");
    for (const { scope, name, form } of free) {
      github.setSecretByHand(scope, name, textOf(token, form));
    }
  }
  clock.advance(HAND_MADE_AGE_MS);

  writer = github.issueToken({
    kind: "fine-grained",
    owner,
    permissions: PERMISSIONS,
  });
  const owners = new Set([OWNER, ...places.map(({ scope }) => ownerOf(scope))]);
  for (const one of owners) {
    github.installApp(app, { owner: one, permissions: PERMISSIONS });
  }
  const credentials: Readonly<Record<string, string>> = {
    "astra-token": world.adminToken,
    "github-token": writer,
    "github-app-id": String(app.id),
    "github-app-private-key": app.privateKey,
  };
  for (const { scope, secret, input, action } of spots) {
    const value =
      action === "prepare-role" ? personalToken() : (credentials[input] ?? "");
    if (secret.includes("-")) passed.set(secret, () => value);
    else github.setSecretByHand(scope, secret, value);
  }
  for (const step of steps) {
    const [, previous = ""] =
      /\bsecrets\.([\w-]+)/u.exec(step.given["previous-token"] ?? "") ?? [];
    const [first] = places;
    // A workflow that is called gets it from its caller.
    if (previous.includes("-") && first !== undefined) {
      passed.set(
        previous,
        () => github.secretValue(first.scope, first.name) ?? "",
      );
    }
  }
  notes.push(...notesOn(steps));
  let runs = 0;
  const bundleOf = ({ action }: ServedStep): string =>
    action === "" ? BUNDLE : fileURLToPath(new URL(`dist/${action}.js`, ROOT));
  return {
    world,
    steps,
    places,
    notes: [...new Set(notes)],
    inputsOf,
    bundleOf,
    run: async (step, given) => {
      const inputs = inputsOf(step, given);
      runs += 1;
      const caption = captionOf(step, given);
      const bundle = bundleOf(step);
      return await playRun(world, caption, runs, { inputs, bundle });
    },
    look: () => lookAt(world, names, places),
    paste: (place) => {
      const token = byHand("Read/Write Service Account");
      github.setSecretByHand(
        place.scope,
        place.name,
        textOf(token, place.form),
      );
    },
    remove: ({ scope, name }) => {
      github.deleteSecretByHand(scope, name);
    },
    [Symbol.asyncDispose]: () => world.close(),
  };
}

/** The inputs that say which secrets are written, and with which role. */
function placing(given: Given): Given {
  return Object.fromEntries(
    Object.entries(given).filter(([name]) =>
      /^(?:repository|environment|targets|role|secret-name.*)$/u.test(name),
    ),
  );
}

/** A secret of the workflow's repository that holds a credential of the action. */
interface Spot {
  readonly scope: SecretScope;
  readonly where: string;
  readonly secret: string;
  readonly input: string;
  /** The folder of the action that reads it. */
  readonly action: string;
}

const CREDENTIALS = [
  "astra-token",
  "github-token",
  "github-app-id",
  "github-app-private-key",
];

/** Where a step reads its credentials: its job's environment, or the repository. */
function spotsOf(step: ServedStep, fixed: Given): readonly Spot[] {
  const environment = environmentOf(step, inputsContext(step, fixed, {}));
  const scope: SecretScope =
    environment === ""
      ? REPOSITORY_SCOPE
      : {
          ...{ store: "actions", kind: "environment", environment },
          ...{ owner: OWNER, name: REPOSITORY },
        };
  return CREDENTIALS.flatMap((input) => {
    const [, secret = "GITHUB_TOKEN"] =
      /\bsecrets\.([\w-]+)/u.exec(step.given[input] ?? "") ?? [];
    return secret === "GITHUB_TOKEN"
      ? []
      : [{ scope, where: whereOf(scope), secret, input, action: step.action }];
  });
}

function captionOf({ label }: ServedStep, given: Given): string {
  const pairs = Object.entries(given).map(
    ([name, value]) => `${name}=${value}`,
  );
  return pairs.length === 0
    ? `${label}, as on a schedule`
    : `${label}, ${pairs.join(" ")}`;
}

function ownerOf(scope: SecretScope): string {
  return scope.kind === "organization" ? scope.organization : scope.owner;
}

/** The value of the job's environment. */
function environmentOf(
  { environment = "", matrix }: ServedStep,
  inputs: Readonly<Record<string, unknown>>,
): string {
  return evaluated("environment", environment, { inputs, matrix });
}

/**
 * The context `inputs`: as on a schedule, where those of “Run workflow” are
 * empty, unless one of them is given. Throws where a required one is not.
 */
function inputsContext(
  { dispatch, called }: ServedStep,
  fixed: Given,
  given: Given,
): Readonly<Record<string, unknown>> {
  const isDispatch = Object.keys(given).some((name) => name in dispatch);
  const unknown = Object.keys(given).filter(
    (name) => !(name in dispatch) && !(name in called),
  );
  if (unknown.length > 0) {
    const all = Object.keys({ ...dispatch, ...called });
    throw new Error(
      `The workflow has no input \`${unknown.join("`, `")}\`${all.length === 0 ? "" : `; it has ${all.join(", ")}`}.`,
    );
  }
  const valueOf = (
    name: string,
    { type, default: standard, required }: DeclaredInput,
    isUsed: boolean,
  ): unknown => {
    const value = given[name] ?? fixed[name] ?? (isUsed ? standard : "");
    if (value === undefined && required === true) {
      throw new Error(
        `The workflow's input \`${name}\` is required. Give it when you start the sandbox: ${name}="…".`,
      );
    }
    return type === "boolean" ? String(value) === "true" : (value ?? "");
  };
  return {
    ...Object.fromEntries(
      Object.entries(dispatch).map(([name, one]) => [
        name,
        // Empty on a schedule, not false.
        isDispatch ? valueOf(name, one, true) : "",
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(called).map(([name, one]) => [
        name,
        valueOf(name, one, true),
      ]),
    ),
  };
}

/** The step that makes an App's token, where `github-token` reads its output. */
function stepsContext({ given }: ServedStep, writer: string): Contexts {
  const [, id] =
    /\bsteps\.([\w-]+)\.outputs\.token\b/u.exec(given["github-token"] ?? "") ??
    [];
  return id === undefined
    ? {}
    : { steps: { [id]: { outputs: { token: writer } } } };
}

function secretNamesIn({ given }: ServedStep): readonly string[] {
  const names = Object.values(given).flatMap((text) =>
    [...text.matchAll(/\bsecrets\.([\w-]+)/gu)].map(([, name = ""]) => name),
  );
  return [...new Set(names)];
}

/** The ids of the roles that an input names; a custom role is made. */
function rolesOf(
  { astra }: World,
  role: string,
  notes: string[],
): readonly string[] {
  const wanted = role
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const ids = wanted.flatMap((name) => {
    const lower = name.toLowerCase();
    const built = BUILT_IN_ROLES.find(({ id, apiName, uiName }) =>
      [id, apiName, uiName].some((one) => one.toLowerCase() === lower),
    );
    if (built !== undefined) return [astra.role(built.apiName).id];
    const isMisspelt = BUILT_IN_ROLES.some(
      ({ uiName }) => leven(uiName.toLowerCase(), lower) <= 4,
    );
    // The action says so, with the nearest names.
    if (isMisspelt) return [];
    notes.push(`“${name}” is not a built-in role; here it is a custom role.`);
    return [astra.addCustomRole(name).id];
  });
  return ids.length > 0 ? ids : [astra.role("R/W Svc Acct").id];
}

/** What the sandbox cannot show of the steps. */
function notesOn(steps: readonly ServedStep[]): readonly string[] {
  return steps.flatMap(({ given, action, network }) => {
    const declared = declaredInputs(action);
    const unknown = Object.keys(given).filter((name) => !(name in declared));
    const isElsewhere = ["astra-api-url", "github-api-url"].some(
      (name) => (given[name] ?? "") !== "",
    );
    return [
      ...unknown.map(
        (name) =>
          `The action has no input \`${name}\`. GitHub only warns of that, and the run goes on without it.`,
      ),
      ...(isElsewhere
        ? ["The addresses of the services are the sandbox's own, not yours."]
        : []),
      ...((given["database"] ?? "") === ""
        ? []
        : [
            "The database is the sandbox's own, with the keyspaces that it has.",
          ]),
      ...(network.length > 0
        ? [
            `The services run on this machine, so ${network.join(" and ")} of the job cannot be tried here.`,
          ]
        : []),
    ];
  });
}

function declaredInputs(action: string): Readonly<Record<string, unknown>> {
  const path = new URL(
    action === "" ? "action.yml" : `${action}/action.yml`,
    ROOT,
  );
  if (!existsSync(path)) throw new Error(`There is no action ${action} here.`);
  const { inputs } = parse(readFileSync(path, "utf8")) as {
    readonly inputs: Readonly<Record<string, unknown>>;
  };
  return inputs;
}
