import type { ListedToken } from "./credential.ts";
import type { Lineage, Member } from "./lineage.ts";
import { adoptedBy, NAMED_LENGTH } from "./marker.ts";
import type { Policy } from "./observation.ts";

/** What `previous-token` and the markers say of hand-made tokens. */
export interface Adoption {
  /** The one that `previous-token` names, for the next marker to remember; where the list does not show it, it may lag. */
  readonly named: string | undefined;
  /** The live tokens without our marker that the rotation took over. */
  readonly tokens: readonly AdoptedToken[];
  /** `previous-token` names a live one that no marker remembers: so a secret held it after the newest credential was minted. */
  readonly isNew: boolean;
}

/** A live hand-made token that the rotation took over. */
export interface AdoptedToken {
  readonly clientId: string;
  /** On Astra's clock, epoch milliseconds; one of unknown age is at least as old as the credential that remembers it. */
  readonly generatedOn: number | undefined;
  readonly expiresOn: number | undefined;
  /** The youngest credential that remembers it: a secret held it when that one was asked for. Undefined while none does. */
  readonly rememberedBy: Member | undefined;
}

/**
 * The hand-made tokens that the rotation took over: the one that
 * `previous-token` names, and those that markers of earlier runs remember. The
 * admin token is never one of them, nor is a copy of a marker.
 */
export function adoptionOf(
  tokens: readonly ListedToken[],
  { members, copies }: Lineage,
  { previousClientId, adminClientId }: Policy,
): Adoption {
  const excluded = new Set([
    adminClientId,
    ...copies,
    ...members.map(({ clientId }) => clientId),
  ]);
  const remembered = new Map(
    members.flatMap((member) => {
      const adopts = adoptedBy(member.marker);
      return adopts === undefined ? [] : [[adopts, member] as const];
    }),
  );
  const isNameable =
    previousClientId !== undefined &&
    previousClientId.length <= NAMED_LENGTH &&
    !excluded.has(previousClientId);
  const named = isNameable ? previousClientId : undefined;
  const adopted = tokens.flatMap(({ clientId, generatedOn, expiresOn }) => {
    const rememberedBy = remembered.get(clientId);
    const isOurs = rememberedBy !== undefined || clientId === named;
    if (!isOurs || excluded.has(clientId)) return [];
    const bornBy = generatedOn ?? rememberedBy?.generatedOn;
    return [{ clientId, generatedOn: bornBy, expiresOn, rememberedBy }];
  });
  return {
    named,
    tokens: adopted,
    isNew: adopted.some(({ rememberedBy }) => rememberedBy === undefined),
  };
}
