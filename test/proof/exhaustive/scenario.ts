import type { Inputs } from "../../kit/run-action.ts";
import type { AstraBehaviour } from "../../simulators/astra/behaviour.ts";
import type { AstraSimulator } from "../../simulators/astra/simulator.ts";
import type { SimulatedToken } from "../../simulators/astra/token-store.ts";
import type { SecretScope } from "../../simulators/github/scopes.ts";
import type { GithubSimulator } from "../../simulators/github/simulator.ts";

/** What of a credential a secret holds. */
export type Part = "token" | "client-id" | "client-secret" | "json";

/** One secret that a rotation writes. */
export interface Place {
  readonly scope: SecretScope;
  readonly secret: string;
  readonly part: Part;
}

/** The families that cases come in, in the order in which all of them are played. */
export const FAMILIES = ["crash", "fault", "rivals", "crash-crash"] as const;

export type Family = (typeof FAMILIES)[number];

/** A run of the past. */
export interface PastRun {
  /** Milliseconds since the run before, or since the world's beginning. */
  readonly afterMs: number;
  /** Its machine was lost once its token was minted, so that it left an orphan. */
  readonly died?: boolean;
}

/** A rotation and what came before it: everything that the cases of one family share. */
export interface Scenario {
  /** Part of the cases' ids: letters, digits and hyphens. */
  readonly name: string;
  /** What it is put through. */
  readonly families: readonly Family[];
  /** Beside tokens, addresses and what `stage.ts` gives every run. */
  readonly inputs: Inputs;
  readonly places: readonly Place[];
  /** API name of the configured role. */
  readonly role: string;
  /** Oldest first. */
  readonly past: readonly PastRun[];
  /** Milliseconds from the last run of the past to the run that is put to the test. */
  readonly pauseMs: number;
  readonly overlapMs: number;
  /** Whether the run may change anything. */
  readonly mayWrite: boolean;
  /** Inputs that are given the present value of the first place, as `${{ secrets.NAME }}` does. */
  readonly fromSecret: readonly ("astra-token" | "previous-token")[];
  /** How Astra differs from the ordinary. */
  readonly astra?: Partial<AstraBehaviour>;
  /** A person writes the value before the last one back into the first place, so long (milliseconds) before the run. */
  readonly restoredMs?: number;
  /** Before the past, every place holds a token that a person made. */
  readonly handMade: boolean;
  /** `previous-token` reads the organization's secret of the same name, which another repository's rotation writes, until the first place has a value. */
  readonly inherits?: boolean;
}

/** The name that the history gives to a place. */
export function pathOf({ scope, secret }: Place): string {
  const at =
    scope.kind === "organization"
      ? scope.organization
      : `${scope.owner}/${scope.name}`;
  const below = scope.kind === "environment" ? `/${scope.environment}` : "";
  return `${scope.store}:${at}${below}#${secret}`;
}

/** What a place holds when it holds a token. */
export function valueFor(
  { part }: Place,
  { clientId, secret, token }: SimulatedToken,
): string {
  switch (part) {
    case "token":
      return token;
    case "client-id":
      return clientId;
    case "client-secret":
      return secret;
    case "json":
      return JSON.stringify({ clientId, secret, token });
    default:
      return part satisfies never;
  }
}

/** What a place holds: nothing, a token of the organization (dead ones included), or something else. */
export function heldBy(
  { astra, github }: { astra: AstraSimulator; github: GithubSimulator },
  place: Place,
): SimulatedToken | "nothing" | "rubbish" {
  if (github.secretMetadata(place.scope, place.secret) === undefined) {
    return "nothing";
  }
  const value = github.secretValue(place.scope, place.secret);
  const token = astra.tokens().find((one) => valueFor(place, one) === value);
  return token ?? "rubbish";
}
