import type { UsageGrounds } from "../../../src/rotation/usage.ts";
import { around, type Broken, told, within } from "./broken-one.ts";

/** The same grounds, in whose markers nothing is named. */
function withoutNames(grounds: UsageGrounds): UsageGrounds {
  const members = grounds.members.map((member) => ({
    ...member,
    marker: { ...member.marker, named: undefined },
  }));
  return { ...grounds, members };
}

/** Breaks of what `previous-token` proves and protects, and of what markers remember of it. */
export const BROKEN_WITNESSES: readonly Broken[] = [
  told("ignores the witness", () => ({ previousClientId: undefined })),
  within("believes a witness although it is stale", {
    witnessOf: (shipped) => (observation, policy, grounds) => {
      const witness = shipped(observation, policy, grounds);
      if (witness === undefined) return undefined;
      const contradicts =
        grounds.newest !== undefined && witness.is !== "newest";
      return { ...witness, contradicts, isAnswered: false };
    },
  }),
  within("adopts what it inherits", {
    witnessOf: (shipped) => (observation, policy, grounds) => {
      const witness = shipped(observation, policy, grounds);
      if (witness?.is !== "hand-made") return witness;
      return { ...witness, hasStanding: true, isAdopted: true };
    },
  }),
  within("revokes what the witness names", {
    dueNow:
      (shipped) =>
      (frozen, ...rest) =>
        shipped(
          frozen.map((one) => ({ ...one, isNamed: false })),
          ...rest,
        ),
  }),
  within("takes over what another rotation minted", {
    witnessOf: (shipped) => (observation, policy, grounds) => {
      const witness = shipped(observation, policy, grounds);
      if (witness?.is !== "other-rotation") return witness;
      return { ...witness, hasStanding: true, isAdopted: true };
    },
  }),
  within("lets the last to remember a token go", {
    dueNow: () => (frozen, live, rule) =>
      frozen.filter(
        ({ clientId, revocableFrom = Infinity, isNamed }) =>
          live.has(clientId) &&
          clientId !== rule.keep &&
          (rule.atOnce || (revocableFrom <= rule.now && !isNamed)),
      ),
  }),
  within("takes what a marker names for out of use", {
    usageOf: (shipped) => (grounds) => shipped(withoutNames(grounds)),
  }),
  within("lets the memory of what a secret may hold go", {
    usageOf: (shipped) => (grounds) => {
      const [usage, blind] = [shipped(grounds), shipped(withoutNames(grounds))];
      const isNamed = (clientId: string): boolean =>
        grounds.members.some(
          ({ marker }) => marker.named?.clientId === clientId,
        );
      const by = (clientId: string): typeof usage =>
        isNamed(clientId) ? usage : blind;
      return {
        ...usage,
        mayBeHeld: (clientId) => by(clientId).mayBeHeld(clientId),
        isOutOfUse: (clientId) => by(clientId).isOutOfUse(clientId),
        outOfUseSince: (token) => by(token.clientId).outOfUseSince(token),
      };
    },
  }),
  within("revokes the memory before what it remembers", {
    inOrder:
      (shipped) =>
      (...given) =>
        shipped(...given)
          .toReversed()
          .map((one) => ({ ...one, adopts: undefined })),
  }),
  within("is never contradicted", {
    witnessOf:
      (shipped) =>
      (...given) => {
        const witness = shipped(...given);
        return witness && { ...witness, contradicts: false };
      },
  }),
  within("answers no contradiction", {
    witnessOf:
      (shipped) =>
      (...given) => {
        const witness = shipped(...given);
        return witness && { ...witness, isAnswered: false };
      },
  }),
  within("keeps no memory of previous-token", {
    rememberedOf: () => () => undefined,
  }),
  around("takes another organization's token for a dead one", (ports) => ({
    ...ports,
    issuer: {
      ...ports.issuer,
      organizationOfPrevious: () => Promise.resolve({ kind: "refused" }),
    },
  })),
];
