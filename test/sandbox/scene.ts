import { shortId } from "../../src/action/report/words.ts";
import type { World } from "../kit/world.ts";
import { type Place, textOf } from "./served-places.ts";

/** A token as the story tells it from others. */
export interface TokenView {
  readonly clientId: string;
  /** `hand-made`, `1st`, `2nd`, …, `admin`, `reporting`. */
  readonly name: string;
  /** Whose it is, where it is none of the rotation's. */
  readonly owner: string | undefined;
  readonly shortId: string;
  /** Epoch milliseconds. */
  readonly made: number;
  /** Undefined while it is live. */
  readonly revokedOn: number | undefined;
}

/** A secret as the story shows it: never its value. */
export interface SecretView {
  /** `acme/web`, `acme/web, environment production`, … */
  readonly where: string;
  readonly name: string;
  /** The token whose strings it holds. */
  readonly holds: TokenView | undefined;
  /** Whether Astra accepts what a consumer reads from it. */
  readonly works: boolean;
}

/** What is live at Astra and what every secret holds at one instant. */
export interface Scene {
  readonly at: number;
  readonly tokens: readonly TokenView[];
  readonly secrets: readonly SecretView[];
}

const OWNERS: Readonly<Record<string, string>> = {
  admin: "the action's own",
  reporting: "another team's, not to be touched",
  owner: "a person's, for prepare-role",
};

/** Looks at all tokens, and at what the secrets of these places hold. */
export async function lookAt(
  world: World,
  names: Map<string, string>,
  places: readonly Place[],
): Promise<Scene> {
  const all = world.astra.tokens();
  for (const { clientId } of all) {
    if (!names.has(clientId)) names.set(clientId, nextName(names));
  }
  const views = new Map<string, TokenView>();
  for (const token of all) {
    const { clientId, generatedOn, revokedOn } = token;
    views.set(clientId, {
      clientId,
      name: names.get(clientId) ?? "",
      owner: OWNERS[names.get(clientId) ?? ""],
      shortId: shortId(clientId),
      made: generatedOn,
      revokedOn,
    });
  }
  const secrets = await Promise.all(
    places.map(async ({ where, scope, name, form }): Promise<SecretView> => {
      const value = world.github.secretValue(scope, name) ?? "";
      const held = all.find((token) => value === textOf(token, form));
      return {
        where,
        name,
        holds: views.get(held?.clientId ?? ""),
        works:
          held !== undefined && (await isAccepted(world.astra.url, held.token)),
      };
    }),
  );
  return { at: world.clock.now(), tokens: [...views.values()], secrets };
}

function nextName(names: ReadonlyMap<string, string>): string {
  const ordinals = [...names.values()].filter((name) => /^\d/u.test(name));
  const number = ordinals.length + 1;
  const suffix = ["th", "st", "nd", "rd"][number] ?? "th";
  return `${String(number)}${suffix}`;
}

/** Asks Astra, as a consumer of the secret would. */
async function isAccepted(astraUrl: string, token: string): Promise<boolean> {
  const answer = await fetch(`${astraUrl}/v2/currentOrg`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await answer.arrayBuffer();
  return answer.ok;
}
