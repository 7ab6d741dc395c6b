import type {
  DatabaseAnswer,
  DatabaseRegion,
  Ports,
} from "../../../src/rotation/ports.ts";
import { around, type Broken, within } from "./broken-one.ts";

type Change = (region: DatabaseRegion) => Partial<DatabaseRegion>;

/** Other regions in the place of the database's own. */
function regionsOf(
  ports: Ports,
  change: (regions: readonly DatabaseRegion[]) => readonly DatabaseRegion[],
): Ports {
  const { database } = ports;
  return database === undefined
    ? ports
    : {
        ...ports,
        database: { ...database, regions: change(database.regions) },
      };
}

function inEach(name: string, change: Change): Broken {
  return around(name, (ports) =>
    regionsOf(ports, (regions) =>
      regions.map((region) => ({ ...region, ...change(region) })),
    ),
  );
}

/** Reads one kind of answer as another. */
function taking(
  name: string,
  kind: DatabaseAnswer["kind"],
  other: DatabaseAnswer,
): Broken {
  const read = <T extends DatabaseAnswer | undefined>(answer: T) =>
    answer?.kind === kind ? other : answer;
  return inEach(name, (region) => ({
    probe: async (credential) => read(await region.probe(credential)),
    probePrevious: async () => read(await region.probePrevious()),
  }));
}

/** Breaks of the proof on the database. */
export const BROKEN_PROOFS: readonly Broken[] = [
  taking("takes every answer for a yes", "refused", { kind: "accepted" }),
  taking("takes a sleeping database for a refusal", "unseen", {
    kind: "refused",
    because: "it sleeps",
  }),
  taking("takes a refusal for a sleeping database", "refused", {
    kind: "unseen",
    because: "it says no",
  }),
  taking("takes a sleeping database for a yes", "unseen", {
    kind: "accepted",
  }),
  within("publishes while the rights are on their way", {
    requireDatabase: () => () => Promise.resolve(),
  }),
  around("asks the first region alone", (ports) =>
    regionsOf(ports, (regions) => regions.slice(0, 1)),
  ),
  within("waits for the first region alone", {
    requireDatabase: (shipped) => async (run, credential, looks) => {
      await shipped(run, credential, looks.slice(0, 1));
    },
  }),
  within("is content with one region", {
    requireDatabase: (shipped) => async (run, credential, looks) => {
      const isAccepted = looks.some(({ answer }) => answer.kind === "accepted");
      if (!isAccepted) await shipped(run, credential, looks);
    },
  }),
  inEach("ignores the control", () => ({
    probePrevious: () => Promise.resolve(undefined),
  })),
  inEach("tries the present token in place of the fresh one", (region) => ({
    probe: async (credential) =>
      (await region.probePrevious()) ?? (await region.probe(credential)),
  })),
  within("tries the token after the first write", {
    lookFirst: () => () => Promise.resolve([]),
    requireDatabase: () => () => Promise.resolve(),
    publish: (shipped) => async (ports, credential) => {
      const results = await shipped(ports, credential);
      for (const region of ports.database?.regions ?? []) {
        await region.probe(credential);
      }
      return results;
    },
  }),
  within("has no patience with a database", {
    requireDatabase:
      (shipped) =>
      async (run, ...rest) => {
        let now = 0;
        const clock = {
          ...run.ports.clock,
          now: () => (now += 400_000),
        };
        await shipped({ ...run, ports: { ...run.ports, clock } }, ...rest);
      },
  }),
  within("waits for a database until its own deadline", {
    requireDatabase:
      (shipped) =>
      async (run, ...rest) => {
        const clock = { ...run.ports.clock, now: () => 0 };
        await shipped({ ...run, ports: { ...run.ports, clock } }, ...rest);
      },
  }),
  within("leaves the proof out in an emergency", {
    requireDatabase:
      (shipped) =>
      async (run, ...rest) => {
        if (!run.settings.policy.compromised) await shipped(run, ...rest);
      },
  }),
  within("leaves a refused token alive", {
    takeBack: (shipped) => async (run, clientId, wasListed) => {
      if (run.ports.database === undefined) {
        return await shipped(run, clientId, wasListed);
      }
      return true;
    },
  }),
  around("says nothing of a database that it could not ask", (ports) => ({
    ...ports,
    report: (step) => {
      const isSilent =
        step.kind === "warning" && step.warning.kind === "database-unseen";
      if (!isSilent) ports.report(step);
    },
  })),
];
