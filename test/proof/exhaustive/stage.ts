import type { Inputs } from "../../kit/run-action.ts";
import { formatMarker } from "../../../src/rotation/marker.ts";
import { OWNER, startWorld, type World } from "../../kit/world.ts";
import { heldBy, type Place, type Scenario, valueFor } from "./scenario.ts";

/** The lineage's name in every scenario. */
export const ROTATION_ID = "exhaust";

/** A world with a past, and what the judge has to know of it. */
export interface Stage {
  readonly world: World;
  readonly scenario: Scenario;
  readonly githubToken: string;
  /** Client ids that the rotation minted or adopted; grows. */
  readonly own: Set<string>;
  /** A token that a person made, which the rotation adopts. */
  readonly adopted: string | undefined;
  /** Client ids of everybody else's tokens, the user's admin token included; grows. */
  readonly foreign: Set<string>;
}

/** A world before the first run. */
export async function emptyStage(
  scenario: Scenario,
): Promise<Pick<Stage, "world" | "githubToken" | "adopted">> {
  const world = await startWorld();
  world.astra.setBehaviour(scenario.astra ?? {});
  const githubToken = world.github.issueToken({
    kind: "fine-grained",
    owner: OWNER,
    permissions: {
      secrets: "write",
      environments: "write",
      organization_secrets: "write",
      metadata: "read",
    },
  });
  setAccess(world, scenario);
  if (scenario.inherits === true) fillOrganization(world, scenario);
  return { world, githubToken, adopted: fillByHand(world, scenario) };
}

/** What the workflow's author wrote below `with:`. */
export function inputsOn(
  {
    world,
    scenario,
    githubToken,
  }: Pick<Stage, "world" | "scenario" | "githubToken">,
  more: Inputs = {},
): Inputs {
  const present = scenario.places
    .slice(0, 1)
    .flatMap((first) => [first, organizationsOf(first)])
    .map((place) => heldBy(world, place))
    .find((held) => typeof held !== "string")?.token;
  return {
    "astra-token": world.adminToken,
    "github-token": githubToken,
    "astra-api-url": world.astra.url,
    "github-api-url": world.github.url,
    "rotation-id": ROTATION_ID,
    "verify-timeout": "3s",
    ...scenario.inputs,
    ...(present === undefined
      ? {}
      : Object.fromEntries(scenario.fromSecret.map((name) => [name, present]))),
    ...more,
  };
}

/** Organization secrets are there from the beginning, for one repository only, so that widening them would be seen. */
function setAccess({ github, repository }: World, { places }: Scenario): void {
  const access = { visibility: "selected", selected: [repository.id] } as const;
  for (const { scope, secret } of places) {
    if (scope.kind !== "organization") continue;
    github.setSecretByHand(scope, secret, "nothing yet", access);
  }
}

/** The organization's secret of the same name, which jobs see while theirs is not there. */
function organizationsOf(place: Place): Place {
  const scope = { store: "actions", kind: "organization", organization: OWNER };
  return { ...place, scope } as Place;
}

/** What the rotation of another repository left in the organization's secret. */
function fillOrganization(
  { astra, github, clock, repository }: World,
  { places, role }: Scenario,
): void {
  const description = formatMarker(
    {
      home: "AAAAAAAA",
      id: "AAAAAAAA",
      places: 1,
      placeCount: 1,
      roles: undefined,
      attempt: "AAAAAAAAAAAA",
      mintedAt: Math.floor(clock.now() / 1_000) * 1_000,
      clockOffsetMs: 0,
      fenceMs: 20 * 60_000,
      lowWater: undefined,
      named: undefined,
      emergency: false,
      cause: "planned",
      run: "1.1",
    },
    "acme/other",
  );
  const roles = [astra.role(role).id];
  const token = astra.createTokenByHand({ roles, description });
  for (const place of places.map(organizationsOf)) {
    github.setSecretByHand(place.scope, place.secret, valueFor(place, token), {
      visibility: "selected",
      selected: [repository.id],
    });
  }
}

function fillByHand(world: World, scenario: Scenario): string | undefined {
  if (!scenario.handMade) return undefined;
  const token = world.astra.createTokenByHand({
    roles: [world.astra.role(scenario.role).id],
  });
  for (const place of scenario.places) {
    const { scope, secret } = place;
    world.github.setSecretByHand(scope, secret, valueFor(place, token));
  }
  return token.clientId;
}
