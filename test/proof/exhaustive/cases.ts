import { Crash, type Cut, CUTS, PartialWrite } from "./crash.ts";
import type { Disturbance } from "./disturbance.ts";
import { Fault, type FaultKind, type Persistence } from "./faults/fault.ts";
import { FAULT_KINDS, REFUSED } from "./faults/kinds.ts";
import { Outage } from "./faults/outage.ts";
import { isSecretWrite } from "./judging/trail.ts";
import { perform, type Performance, type Script } from "./perform.ts";
import type { Rehearsed } from "./rehearsal.ts";
import type { Family } from "./scenario.ts";
import { allSchedules, performRivals } from "./rivals.ts";
import { nameOf, type RehearsedStep } from "./steps.ts";

/** One history that is played and judged. */
export interface Case {
  /** Unique, stable, and enough to replay it. */
  readonly id: string;
  readonly scenario: string;
  readonly family: Family;
  /** How long its processes do nothing but wait: not at all, some seconds for retries, or until requests time out. */
  readonly waits: "never" | "some" | "long";
  /** With another bundle than the shipped one, if told. */
  readonly play: (bundle?: string) => Promise<Performance>;
}

const CRASH: Omit<Script, "disturbances"> = {
  mustSucceed: false,
  mayLeave: true,
  misleads: false,
  mayMiss: false,
};

const PERSISTENCES: readonly Persistence[] = ["once", "lasting"];

/** What lasts is tried several times before the run gives up. */
const WAITS = { once: "never", lasting: "some" } as const;

/** Every case of a family in a scenario, whether or not the scenario is usually put through it. */
export function casesOf(family: Family, rehearsed: Rehearsed): readonly Case[] {
  switch (family) {
    case "crash":
      return crashCases(rehearsed);
    case "fault":
      return faultCases(rehearsed);
    case "rivals":
      return rivalCases(rehearsed);
    case "crash-crash":
      return doubleCrashCases(rehearsed);
    default:
      return family satisfies never;
  }
}

/** Every crash cut of every step; where several secrets are written at a time, also every set of them that took effect. */
function crashCases(rehearsed: Rehearsed): readonly Case[] {
  const cuts = cutsOf(rehearsed).map(({ step, cut }) =>
    crashCase(rehearsed, [cut, nameOf(step)], () => new Crash(step, cut)),
  );
  const writes = rehearsed.steps
    .filter(({ request }) => isSecretWrite(request))
    .map(({ label }) => label);
  if (writes.length < 2) return cuts;
  const partial = Array.from({ length: 2 ** writes.length }, (_, bits) => {
    const isApplied = (index: number) => ((bits >> index) & 1) === 1;
    const picture = writes.map((_, i) => (isApplied(i) ? "1" : "0")).join("");
    const applied = writes.filter((_, index) => isApplied(index));
    const make = () => new PartialWrite(writes, applied);
    return crashCase(rehearsed, ["partial-write", picture], make);
  });
  return [...cuts, ...partial];
}

function crashCase(
  rehearsed: Rehearsed,
  parts: readonly string[],
  disturbance: () => Disturbance,
): Case {
  return {
    ...identity("crash", rehearsed, "crash", ...parts),
    waits: "never",
    play: (bundle) => {
      const script = { ...CRASH, disturbances: [disturbance()] };
      return perform(rehearsed, script, bundle);
    },
  };
}

/** Every crash, followed by every crash of the run that comes right after. */
function doubleCrashCases(rehearsed: Rehearsed): readonly Case[] {
  const cuts = cutsOf(rehearsed).filter(({ cut }) => cut !== "late");
  return cuts.flatMap((first) =>
    cuts.map((second): Case => {
      const parts = [first, second].flatMap(({ cut, step }) => [
        cut,
        nameOf(step),
      ]);
      return {
        ...identity("crash-crash", rehearsed, "crash-crash", ...parts),
        waits: "never",
        play: (bundle) => {
          const disturbances = [first, second].map(
            ({ step, cut }) => new Crash(step, cut),
          );
          const script = { ...CRASH, mayMiss: true, disturbances };
          return perform(rehearsed, script, bundle);
        },
      };
    }),
  );
}

/** Every kind of fault at every step that it can happen to, once and for good. */
function faultCases(rehearsed: Rehearsed): readonly Case[] {
  return rehearsed.steps.flatMap((step) =>
    PERSISTENCES.flatMap((persistence) => [
      ...FAULT_KINDS.filter((kind) => canStrike(kind, step, rehearsed)).map(
        (kind) => faultCase(rehearsed, kind, step, persistence),
      ),
      outageCase(rehearsed, step, persistence),
    ]),
  );
}

function faultCase(
  rehearsed: Rehearsed,
  kind: FaultKind,
  step: RehearsedStep,
  persistence: Persistence,
): Case {
  const isMended =
    step.request.method === "POST" ? kind.healsMinting === true : kind.heals;
  return {
    ...identity("fault", rehearsed, kind.name, persistence, nameOf(step)),
    waits: kind.hangs === true ? "long" : WAITS[persistence],
    play: (bundle) => {
      const script = {
        disturbances: [new Fault(kind, step, persistence)],
        mustSucceed: isMended && persistence === "once",
        mayLeave: false,
        misleads: kind.misleads === true,
        mayMiss: false,
      };
      return perform(rehearsed, script, bundle);
    },
  };
}

function outageCase(
  rehearsed: Rehearsed,
  step: RehearsedStep,
  persistence: Persistence,
): Case {
  // A minting on a kept connection may cross its end: nobody knows then whether it had an
  // effect, so it is not sent again, and the run fails in order.
  const mayCross = step.request.method === "POST";
  return {
    ...identity("fault", rehearsed, REFUSED, persistence, nameOf(step)),
    waits: WAITS[persistence],
    play: (bundle) => {
      const script = {
        disturbances: [new Outage(step, persistence)],
        mustSucceed: persistence === "once" && !mayCross,
        mayLeave: persistence === "lasting",
        misleads: false,
        mayMiss: false,
      };
      return perform(rehearsed, script, bundle);
    },
  };
}

/** Every order of two runs' conflicting operations. */
function rivalCases(rehearsed: Rehearsed): readonly Case[] {
  return allSchedules().map((schedule) => ({
    ...identity("rivals", rehearsed, "rivals", schedule),
    waits: "never",
    play: (bundle) => performRivals(rehearsed, schedule, bundle),
  }));
}

function identity(
  family: Family,
  { scenario: { name } }: Rehearsed,
  ...parts: readonly string[]
): Pick<Case, "id" | "scenario" | "family"> {
  return { id: [name, ...parts].join("/"), scenario: name, family };
}

function cutsOf({
  steps,
}: Rehearsed): readonly { readonly step: RehearsedStep; readonly cut: Cut }[] {
  return steps.flatMap((step) =>
    CUTS.filter((cut) => cut !== "late" || step.request.method !== "GET").map(
      (cut) => ({ step, cut }),
    ),
  );
}

function canStrike(
  kind: FaultKind,
  step: RehearsedStep,
  { scenario }: Rehearsed,
): boolean {
  if (kind.misleads === true && !scenario.mayWrite) return false;
  return kind.strikes?.(step) ?? true;
}
