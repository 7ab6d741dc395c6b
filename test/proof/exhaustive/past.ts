import { formatMarker, parseMarker } from "../../../src/rotation/marker.ts";
import type { World } from "../../kit/world.ts";
import { runAction } from "../../kit/run-action.ts";
import { heldBy, pathOf, type Scenario, valueFor } from "./scenario.ts";
import { emptyStage, inputsOn } from "./stage.ts";

type Marker = NonNullable<ReturnType<typeof parseMarker>>;

/** Markers of rotations that only an exact comparison tells from the scenario's: of another `rotation-id`, and of the same in another repository. */
const ALIKE: readonly ((marker: Marker) => Marker)[] = [
  (marker) => ({ ...marker, id: otherThan(marker.id) }),
  (marker) => ({ ...marker, home: otherThan(marker.home) }),
];

/** One change that earlier runs made; instants are epoch milliseconds. */
type PastEvent = { readonly at: number; readonly clientId: string } & (
  | {
      readonly kind: "minted";
      readonly roles: readonly string[];
      readonly description: string;
      readonly expiresOn: number | undefined;
    }
  | { readonly kind: "revoked" }
  | {
      readonly kind: "written";
      /** Index of the scenario's place. */
      readonly place: number;
    }
);

/** What the earlier runs of a scenario left, and when. */
export interface Past {
  readonly adopted: string | undefined;
  readonly events: readonly PastEvent[];
}

/** Lives the past of a scenario once, with real runs of the shipped bundle. */
export async function livePast(scenario: Scenario): Promise<Past> {
  const stage = await emptyStage(scenario);
  const { world, adopted } = stage;
  const events: PastEvent[] = [];
  world.history.onEvent((event) => {
    if (event.kind !== "change") return;
    events.push(...pastEvents(world, scenario, event));
  });
  try {
    for (const { afterMs, died } of scenario.past) {
      world.clock.advance(afterMs);
      await runOnce(
        world,
        inputsOn({ ...stage, scenario }, { mode: "rotate" }),
        died === true,
      );
    }
  } finally {
    await world.close();
  }
  return { adopted, events };
}

/**
 * Makes the changes of a past in a fresh world, at the same instants but with
 * tokens of its own, and lets rotations of names that are alike mint beside it.
 * Returns the client ids that stand for the minted ones.
 */
export function relive(
  past: Past,
  { clock, astra, github }: World,
  { places }: Scenario,
  adopted: string | undefined,
): ReadonlySet<string> {
  const standIns = new Map<string, string>();
  if (past.adopted !== undefined && adopted !== undefined) {
    standIns.set(past.adopted, adopted);
  }
  const own = new Set<string>();
  for (const event of past.events) {
    clock.advance(Math.max(0, event.at - clock.now()));
    const standIn = standIns.get(event.clientId) ?? "";
    switch (event.kind) {
      case "minted": {
        const { roles, expiresOn } = event;
        let { description } = event;
        for (const [old, now] of standIns) {
          description = description.replaceAll(old, now);
        }
        const token = astra.createTokenByHand({
          roles,
          description,
          expiresOn,
        });
        for (const twin of twinsOf(description)) {
          astra.createTokenByHand({ roles, description: twin });
        }
        standIns.set(event.clientId, token.clientId);
        own.add(token.clientId);
        break;
      }
      case "revoked":
        astra.revokeByHand(standIn);
        break;
      case "written": {
        const place = places[event.place];
        const token = astra.find(standIn);
        if (place === undefined || token === undefined) break;
        const value = valueFor(place, token);
        github.setSecretByHand(place.scope, place.secret, value);
        break;
      }
      default:
        event satisfies never;
    }
  }
  return own;
}

function twinsOf(description: string): readonly string[] {
  const marker = parseMarker(description);
  if (marker === undefined)
    throw new Error("a token of the past has no marker");
  return ALIKE.map((alike) => formatMarker(alike(marker), ""));
}

/** A hash that differs in its last character only. */
function otherThan(hash: string): string {
  return `${hash.slice(0, -1)}${hash.endsWith("A") ? "B" : "A"}`;
}

function pastEvents(
  world: World,
  { places }: Scenario,
  change: {
    readonly what: string;
    readonly subject: string;
    readonly at: number;
  },
): readonly PastEvent[] {
  const { what, subject, at } = change;
  const token = world.astra.find(subject);
  if (what === "token-minted" && token !== undefined) {
    const { clientId, roles, description, expiresOn } = token;
    return [{ kind: "minted", at, clientId, roles, description, expiresOn }];
  }
  if (what === "token-revoked") {
    return [{ kind: "revoked", at, clientId: subject }];
  }
  return places.flatMap((place, index): PastEvent[] => {
    const held = heldBy(world, place);
    if (pathOf(place) !== subject || typeof held === "string") return [];
    const { clientId } = held;
    return [{ kind: "written", at, clientId, place: index }];
  });
}

async function runOnce(
  world: World,
  inputs: Readonly<Record<string, string>>,
  dies: boolean,
): Promise<void> {
  let kill = (): void => undefined;
  world.setGate(({ operation }) => {
    if (!dies || operation !== "astra.tokens.create") return { kind: "pass" };
    kill();
    return { kind: "hang", when: "after" };
  });
  const run = await runAction({
    inputs,
    onStart: (child) => {
      kill = () => {
        child.kill("SIGKILL");
      };
    },
  });
  const ended = dies ? run.signal === "SIGKILL" : run.exitCode === 0;
  if (!ended) throw new Error(`the past went wrong: ${run.errors.join(" ")}`);
}
