import type { SimulatedAnswer } from "../../simulators/kernel/gate.ts";

/** Hosts with their ports: of the service itself, and of a third party. */
export interface Hosts {
  readonly own: string;
  readonly third: string;
}

/** A way in which an answer leads somewhere else. */
export interface Lure {
  readonly name: string;
  readonly tempt: (answer: SimulatedAnswer, hosts: Hosts) => SimulatedAnswer;
}

type Place = (hosts: Hosts) => string | undefined;

const REDIRECTS = [301, 302, 303, 307, 308];

const LOCATIONS: readonly Place[] = [
  ({ third }) => `https://${third}/v2/x`,
  ({ third }) => `http://${third}/`,
  ({ third }) => `//${third}/v2/x`,
  ({ own, third }) => `https://${own}@${third}/`,
  ({ own, third }) => `http://${third}\\@${own}/`,
  ({ own }) => `http://${own}:1/`,
  () => undefined,
];

/** Headers that name another place without a redirect. */
const POINTERS: Readonly<Record<string, Place>> = {
  link: ({ third }) => `<https://${third}/>; rel="next"`,
  "alt-svc": ({ third }) => `h2="${third}"; ma=86400`,
  refresh: ({ third }) => `0; url=https://${third}/`,
  "content-location": ({ third }) => `https://${third}/`,
};

/** Every lure. */
export const LURES: readonly Lure[] = [
  ...LOCATIONS.flatMap((place) =>
    REDIRECTS.map((status) => lure("location", place, status)),
  ),
  ...Object.entries(POINTERS).map(([header, place]) => lure(header, place)),
];

function lure(header: string, place: Place, status?: number): Lure {
  const shown = place({ own: "own", third: "third" }) ?? "nowhere";
  return {
    name: `${String(status ?? header)} to ${shown}`,
    tempt: (answer, hosts) => {
      const value = place(hosts);
      return {
        ...answer,
        status: status ?? answer.status,
        headers: {
          ...answer.headers,
          ...(value === undefined ? {} : { [header]: value }),
        },
      };
    },
  };
}
