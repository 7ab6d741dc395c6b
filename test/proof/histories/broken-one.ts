import type { Ports } from "../../../src/rotation/ports.ts";
import type { RunSettings } from "../../../src/rotation/run.ts";
import type { Wraps } from "./core-exports.ts";

/** One deliberate break of the protocol, made around the core: no file of it is quoted. */
export interface Broken {
  readonly name: string;
  /** What stands in the place of functions that the core's files export. */
  readonly wraps?: Wraps;
  /** What the core is given in place of its ports. */
  readonly ports?: (ports: Ports, settings: RunSettings) => Ports;
  /** What the core is told in place of its settings. */
  readonly settings?: (settings: RunSettings) => RunSettings;
}

/** A break in functions that the core's files export. */
export function within(name: string, wraps: Wraps): Broken {
  return { name, wraps };
}

/** A break of what the core reaches. */
export function around(
  name: string,
  ports: NonNullable<Broken["ports"]>,
): Broken {
  return { name, ports };
}

/** A break of one setting of the policy. */
export function told(
  name: string,
  change: (policy: RunSettings["policy"]) => Partial<RunSettings["policy"]>,
): Broken {
  return {
    name,
    settings: (settings) => ({
      ...settings,
      policy: { ...settings.policy, ...change(settings.policy) },
    }),
  };
}
