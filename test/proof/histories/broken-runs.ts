import { around, type Broken, told, within } from "./broken-one.ts";
import { IN_FLIGHT_MS } from "../../../src/rotation/fence.ts";
import type { Decision } from "../../../src/rotation/decision.ts";

/** Breaks of a run's order, of its minting, and of what it believes. */
export const BROKEN_RUNS: readonly Broken[] = [
  around("revokes before the targets have confirmed", (ports) => {
    let decision: Decision | undefined;
    let isDone = false;
    const revokeAll = async (): Promise<void> => {
      if (isDone || decision?.kind !== "mint") return;
      isDone = true;
      for (const { clientId } of decision.frozen) {
        await ports.issuer.revoke(clientId, "rotate");
      }
    };
    return {
      ...ports,
      report: (step) => {
        if (step.kind === "decided") decision = step.decision;
        ports.report(step);
      },
      targets: ports.targets.map((target) => ({
        ...target,
        publish: async (credential) => {
          await revokeAll();
          return await target.publish(credential);
        },
      })),
    };
  }),
  within("ignores the failure of a target", {
    reachOf:
      (shipped) =>
      (results, ...rest) => {
        const reach = shipped(results, ...rest);
        return reach.kind === "somewhere" ? { kind: "everywhere" } : reach;
      },
  }),
  within("takes back after a write that may have been applied", {
    reachOf:
      (shipped) =>
      (results, ...rest) => {
        const reach = shipped(results, ...rest);
        const isDone = results.some(({ secrets }) =>
          secrets.some(({ answer }) => answer.kind === "done"),
        );
        return reach.kind === "somewhere" && !isDone
          ? { ...reach, kind: "nowhere" }
          : reach;
      },
  }),
  within("undoes a partial publication", {
    reachOf:
      (shipped) =>
      (results, ...rest) => {
        const reach = shipped(results, ...rest);
        return reach.kind === "somewhere"
          ? { ...reach, kind: "nowhere" }
          : reach;
      },
  }),
  within("publishes without verifying", {
    verify: () => () => Promise.resolve(),
  }),
  within("does not compare what was minted with what was ordered", {
    requireOrdered: () => () => undefined,
  }),
  within("goes on after a signal", {
    requireAlive: (shipped) => (ports) => {
      if (ports.stopSignal.stopped() !== "cancelled") shipped(ports);
    },
  }),
  within("goes on revoking after a signal", {
    retireDue:
      (shipped) =>
      async (run, ...rest) => {
        const stopSignal = { stopped: () => undefined };
        await shipped({ ...run, ports: { ...run.ports, stopSignal } }, ...rest);
      },
  }),
  {
    name: "changes things in a dry run",
    settings: (settings) => ({ ...settings, dryRun: false }),
  },
  around("sends a lost minting again", (ports) => ({
    ...ports,
    issuer: {
      ...ports.issuer,
      mint: async (order, purpose) => {
        const answer = await ports.issuer.mint(order, purpose);
        return answer.kind === "unknown"
          ? { ...answer, kind: "no-effect", waitMs: 1_000 }
          : answer;
      },
    },
  })),
  around("looks for its orphan by the difference of two lists", (ports) => {
    let known: ReadonlySet<string> | undefined;
    const { issuer } = ports;
    return {
      ...ports,
      issuer: {
        ...issuer,
        list: async (purpose) => {
          const list = await issuer.list(purpose);
          known ??= new Set(list.value.map(({ clientId }) => clientId));
          return list;
        },
        mint: async (order, purpose) => {
          const answer = await issuer.mint(order, purpose);
          if (answer.kind !== "unknown") return answer;
          const { value } = await issuer.list("compensate");
          for (const { clientId } of value) {
            if (known?.has(clientId) === false) {
              await issuer.revoke(clientId, "compensate");
            }
          }
          return answer;
        },
      },
    };
  }),
  within("ignores rivals", { requireNoRival: () => () => undefined }),
  within("says of everything that it took it back", {
    takeBack:
      (shipped) =>
      async (run, clientId, ...rest) => {
        await shipped(run, clientId, ...rest);
        run.record.unrevoked.length = 0;
        const { minted } = run.record;
        if (minted !== undefined) {
          run.record.minted = { ...minted, state: "withdrawn" };
        }
        return true;
      },
  }),
  within("calls gone what no list has shown", {
    takeBack: (shipped) => (run, clientId) => shipped(run, clientId, true),
  }),
  within("believes a DELETE", {
    unconfirmed: () => (_, __, hopeless) =>
      Promise.resolve({ left: hopeless, shown: undefined }),
  }),
  within("takes a partial list for whole", {
    isWhole: () => () => true,
    requireWhole: () => () => undefined,
  }),
  around("believes a local clock that stood still", (ports, { policy }) => ({
    ...ports,
    clock: { ...ports.clock, elapsed: () => ports.clock.now() },
    stopSignal: {
      stopped: () => {
        const limit = policy.fenceMs - 423_000;
        if (ports.clock.now() >= limit) return "deadline";
        const why = ports.stopSignal.stopped();
        return why === "deadline" ? undefined : why;
      },
    },
  })),
  within("records nothing after it stood still", {
    requireNotLate: () => () => Promise.resolve(),
    requireStillListed: () => () => Promise.resolve(),
  }),
  around("publishes its own key untested", (ports) => ({
    ...ports,
    issuer: { ...ports.issuer, tryListing: () => Promise.resolve() },
  })),
  within("revokes the key of its own in a run that mints nothing", {
    dueNow: (shipped) => (frozen, live, rule, witnesses) =>
      shipped(frozen, live, { ...rule, keep: undefined }, witnesses),
    decide: (shipped) => (observation, policy) => {
      const decision = shipped(observation, policy);
      const isKept = decision.frozen.some(
        ({ clientId }) => clientId === policy.adminClientId,
      );
      const own = {
        clientId: policy.adminClientId,
        outOfUseSince: 0,
        revocableFrom: 0,
        adopts: undefined,
        isNamed: false,
      };
      return isKept || decision.kind === "mint"
        ? decision
        : { ...decision, frozen: [...decision.frozen, own] };
    },
  }),
  within("does not look again after an emergency", {
    requireUntouched: () => () => Promise.resolve(),
  }),
  within("revokes in an emergency what it does not cover", {
    compromisedOf: (shipped) => (policy, evidence) =>
      shipped(policy, {
        ...evidence,
        coverage: { ...evidence.coverage, covers: () => true },
      }),
  }),
  within("spares nothing young in an emergency of its own key", {
    compromisedOf: (shipped) => (policy, evidence) =>
      shipped(policy, { ...evidence, rotatesItself: false }),
  }),
  told("ignores the drain", () => ({ drain: false })),
  told("ignores the cap", () => ({ maxLiveTokens: 1_000 })),
  within("has no fence", { fenceOf: () => () => 0 }),
  within("has a fence without the requests in flight", {
    fenceOf: (shipped) => (runTimeoutMs) =>
      shipped(runTimeoutMs) - IN_FLIGHT_MS,
  }),
  within("has a fence without the clocks' error", {
    fenceOf: (shipped) => (runTimeoutMs) => shipped(runTimeoutMs) - 303_000,
  }),
];
