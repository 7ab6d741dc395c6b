import type { ListedToken } from "../../../src/rotation/credential.ts";
import { formatMarker, parseMarker } from "../../../src/rotation/marker.ts";
import { type Broken, told, within } from "./broken-one.ts";

type Marker = NonNullable<ReturnType<typeof parseMarker>>;

/** The same tokens with other markers. */
function remarked(
  tokens: readonly ListedToken[],
  change: (marker: Marker, token: ListedToken) => Marker,
): readonly ListedToken[] {
  return tokens.map((token) => {
    const marker = parseMarker(token.description);
    if (marker === undefined) return token;
    return { ...token, description: formatMarker(change(marker, token), "") };
  });
}

/** Breaks of what is read from tokens, stamps and clocks, and of what is decided by it. */
export const BROKEN_EVIDENCE: readonly Broken[] = [
  // ---- the lineage and its places
  told("knows its lineage by name alone", ({ lineage }) => ({
    lineage: { ...lineage, home: "AAAAAAAA" },
  })),
  within("compares the rotation's id by its beginning", {
    lineageOf: (shipped) => (tokens, name) => {
      const isAlike = ({ id }: Marker): boolean =>
        id.startsWith(name.id.slice(0, -1));
      return shipped(
        remarked(tokens, (marker) =>
          isAlike(marker) ? { ...marker, id: name.id } : marker,
        ),
        name,
      );
    },
  }),
  within("ignores coverage", {
    coverageOf: (shipped) => (identity) => ({
      ...shipped(identity),
      covers: () => true,
      isWithin: () => true,
    }),
  }),
  within("trusts low-water marks over places that were not seen", {
    coverageOf: (shipped) => (identity) => ({
      ...shipped(identity),
      isWithin: () => true,
    }),
  }),
  within("counts uncovered ones under the cap", {
    roomFor: (shipped) => (observation, policy, evidence, candidates) => {
      const room = shipped(observation, policy, evidence, candidates);
      const { length } = evidence.lineage.members;
      const isFree = length - room.makeRoom.length < policy.maxLiveTokens;
      return { ...room, isFree: room.isFree && isFree };
    },
  }),
  within("writes no places into its markers", {
    markerOf:
      (shipped) =>
      (...given) => ({ ...shipped(...given), places: 7 }),
  }),
  within("does not tell copies by their time", {
    lineageOf: (shipped) => (tokens, name) =>
      shipped(
        remarked(tokens, (marker, { generatedOn }) => ({
          ...marker,
          mintedAt: generatedOn ?? marker.mintedAt,
        })),
        name,
      ),
  }),
  within("revokes an original while its double lives", {
    lineageOf: (shipped) => (tokens, name) => {
      const lineage = shipped(tokens, name);
      const members = lineage.members.map((one) => ({
        ...one,
        hasDouble: false,
      }));
      return { ...lineage, members };
    },
  }),
  within("forgets what lands at the very end of its flight", {
    lineageOf: (shipped) => (tokens, name) => {
      const lineage = shipped(tokens, name);
      const members = lineage.members.filter(
        ({ generatedOn, marker }) => generatedOn - marker.mintedAt < 117_000,
      );
      return { ...lineage, members };
    },
  }),

  // ---- the fence, the clocks and the stamps
  within("judges every credential by one fence", {
    parseMarker: (shipped) => (description) => {
      const marker = shipped(description);
      return marker && { ...marker, fenceMs: 600_000 };
    },
  }),
  within("trusts a local clock that is half an hour fast", {
    compareClocks: (shipped) => (readings) => {
      const clocks = shipped(readings);
      return { ...clocks, now: clocks.now + 1_800_000 };
    },
  }),
  within("revokes what is younger than its fence", {
    usageOf: (shipped) => (grounds) => ({
      ...shipped(grounds),
      isPastFence: () => true,
    }),
  }),
  within("believes that every target holds the newest credential", {
    holdingsOf: (shipped) => (secrets, members) =>
      shipped(secrets, members).map((holding) => ({
        ...holding,
        holds: members.slice(-1),
      })),
  }),
  within("ignores when a secret was written", {
    holdingsOf: (shipped) => (secrets, members) =>
      shipped(secrets, members).map((holding) => ({
        ...holding,
        holds: members,
      })),
  }),
  within("counts what was written before a minting as minted", {
    parseMarker: (shipped) => (description) => {
      const marker = shipped(description);
      return marker && { ...marker, lowWater: undefined };
    },
  }),
  within("ignores drift", {
    isDrifted: () => () => false,
    isSettledOn: (shipped) => (holding, member) =>
      holding.holds.length === 0 || shipped(holding, member),
  }),
  within("ignores missing secrets", {
    observe:
      (shipped) =>
      async (...given) => {
        const observation = await shipped(...given);
        const secrets = observation.secrets.filter(
          ({ updatedAt }) => updatedAt !== undefined,
        );
        return { ...observation, secrets };
      },
  }),
  within("has a low-water mark that is wrong by the fence", {
    weigh: (shipped) => (observation, policy) => {
      const evidence = shipped(observation, policy);
      const { lowWater } = evidence;
      if (lowWater?.generatedBefore === undefined) return evidence;
      const generatedBefore = lowWater.generatedBefore + policy.fenceMs;
      return { ...evidence, lowWater: { ...lowWater, generatedBefore } };
    },
  }),
  within("counts the overlap from the generation", {
    usageOf: (shipped) => (grounds) => {
      const usage = shipped(grounds);
      return {
        ...usage,
        outOfUseSince: (token) =>
          usage.outOfUseSince(token) === undefined
            ? undefined
            : token.generatedOn,
      };
    },
  }),
  within("takes an emergency's credential for complete at once", {
    parseMarker: (shipped) => (description) => {
      const marker = shipped(description);
      return marker && { ...marker, emergency: false };
    },
  }),

  // ---- the decision
  within("does not ask whether the newest credential is complete", {
    weigh: (shipped) => (observation, policy) => {
      const evidence = shipped(observation, policy);
      const complete = evidence.newest !== undefined && !evidence.isUnclear;
      return { ...evidence, complete };
    },
  }),
  within("heals without bound", {
    decide: (shipped) => (observation, policy) => {
      const decision = shipped(observation, policy);
      return decision.kind === "settle"
        ? {
            ...decision,
            kind: "mint",
            reason: "heals",
            makeRoom: [],
            lowWater: decision.evidence.lowWater,
            named: undefined,
          }
        : decision;
    },
  }),
  within("calls every settling run a success", {
    decide: (shipped) => (observation, policy) => {
      const decision = shipped(observation, policy);
      return decision.kind === "settle"
        ? { ...decision, evidence: { ...decision.evidence, everywhere: true } }
        : decision;
    },
  }),
  within("stays at the cap for ever when all may be in use", {
    roomFor:
      (shipped) =>
      (observation, policy, ...rest) => {
        const room = shipped(observation, policy, ...rest);
        const isFree = room.live - room.makeRoom.length < policy.maxLiveTokens;
        return { ...room, isFree: room.isFree && isFree };
      },
  }),
  within("stays at the cap for ever while a secret is missing", {
    roomFor: (shipped) => (observation, policy, evidence, candidates) =>
      evidence.isUnclear
        ? {
            ...shipped(observation, policy, evidence, []),
            makeRoom: [],
            isFree: evidence.lineage.members.length < policy.maxLiveTokens,
          }
        : shipped(observation, policy, evidence, candidates),
  }),
  within("only warns of an expiry", { dueByExpiry: () => () => undefined }),
  within("takes an expired token for a live one", {
    hasExpired: () => () => false,
  }),
  within("compares roles by their ids alone", {
    hasOtherRoles:
      () =>
      ({ roles }, [wanted]) =>
        wanted !== undefined && !roles.includes(wanted.id),
  }),
];
