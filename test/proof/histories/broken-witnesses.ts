import { around, type Broken, told, within } from "./broken-one.ts";

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
