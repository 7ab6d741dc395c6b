import { type Inputs, inputsFor } from "../kit/run-action.ts";
import { REPOSITORY_SCOPE, startWorld, type World } from "../kit/world.ts";
import type { SimulatedToken } from "../simulators/astra/token-store.ts";
import { JSON_SECRET, SETTINGS, TOKEN_SECRET } from "./demo.ts";
import { playRun, type Run, type RunOptions } from "./play-run.ts";
import { lookAt, type Scene } from "./scene.ts";
import { placesOf } from "./served-places.ts";
import { bundleOf } from "./shipped-actions.ts";

const HOUR_MS = 3_600_000;
const HAND_MADE_DAYS_AGO = 200;

/** A world in which a team keeps an Astra token in secrets of one repository. */
export interface Stage extends AsyncDisposable {
  readonly world: World;
  /** All inputs of a run; `previous-token` is what the secret holds at this moment. */
  inputs(): Inputs;
  /** Lets so many hours pass for both services. */
  pass(hours: number): void;
  run(caption: string, options?: RunOptions): Promise<Run>;
  /** Runs `prepare-role` as an Organization Administrator would. */
  prepareRole(caption: string, inputs: Inputs): Promise<Run>;
  look(): Promise<Scene>;
}

/**
 * Sets the stage: somebody made a token by hand long ago and stored it in both
 * secrets, and the rotation was never run.
 */
export async function openStage(): Promise<Stage> {
  const world = await startWorld();
  const { astra, github, clock } = world;
  const names = new Map<string, string>();
  const byHand = (name: string, role: string): SimulatedToken => {
    const token = astra.createTokenByHand({
      roles: [astra.role(role).id],
      description: name,
    });
    names.set(token.clientId, name);
    return token;
  };
  const age = HAND_MADE_DAYS_AGO * 24 * HOUR_MS;
  clock.advance(-age);
  const { clientId, secret, token } = byHand("hand-made", "R/W Svc Acct");
  byHand("reporting", "RO Svc Acct");
  const json = JSON.stringify({ clientId, secret, token });
  github.setSecretByHand(REPOSITORY_SCOPE, TOKEN_SECRET, token);
  github.setSecretByHand(REPOSITORY_SCOPE, JSON_SECRET, json);
  clock.advance(age);
  names.set(astra.find(world.adminToken)?.clientId ?? "", "admin");
  const inputs = (): Inputs =>
    inputsFor(world, {
      "previous-token":
        github.secretValue(REPOSITORY_SCOPE, TOKEN_SECRET) ?? "",
      ...SETTINGS,
    });
  let runs = 0;
  const play = async (caption: string, options: RunOptions): Promise<Run> => {
    runs += 1;
    return await playRun(world, caption, runs, options);
  };
  return {
    world,
    inputs,
    pass: (hours) => {
      clock.advance(hours * HOUR_MS);
    },
    run: (caption, options) =>
      play(caption, {
        ...options,
        inputs: { ...inputs(), ...options?.inputs },
      }),
    prepareRole: async (caption, given) => {
      const owner = byHand("owner", "Organization Administrator");
      const run = await play(caption, {
        bundle: bundleOf("prepare-role"),
        inputs: {
          "astra-token": owner.token,
          "astra-api-url": astra.url,
          ...given,
        },
      });
      // Whoever made it deletes it again.
      astra.revokeByHand(owner.clientId);
      return run;
    },
    look: () => lookAt(world, names, placesOf(SETTINGS)),
    [Symbol.asyncDispose]: () => world.close(),
  };
}
