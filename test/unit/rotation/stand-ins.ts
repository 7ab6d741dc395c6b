import type {
  Credential,
  ListedToken,
} from "../../../src/rotation/credential.ts";
import type { SecretState } from "../../../src/rotation/observation.ts";
import type {
  WriteResult,
  Issuer,
  MintOrder,
  Ports,
  TargetStore,
} from "../../../src/rotation/ports.ts";
import type { RunSettings } from "../../../src/rotation/run.ts";
import { Secret } from "../../../src/rotation/secret.ts";
import type { Step } from "../../../src/rotation/steps.ts";
import { ADMIN, cellAt, MINUTE, NOW, policyOf, ROLE } from "./observations.ts";

/** A credential as the answer that mints it gives it. */
export function credentialOf(
  clientId: string,
  facts: Partial<Credential> = {},
): Credential {
  return {
    clientId,
    clientSecret: new Secret(`secret of ${clientId}`),
    token: new Secret(`token of ${clientId}`),
    organization: "organization-1",
    roles: [ROLE.id],
    generatedOn: NOW,
    expiresOn: undefined,
    ...facts,
  };
}

type StoreFacts = Partial<TargetStore> & {
  readonly secrets?: readonly SecretState[];
};

/** A target that can be read, takes every write and has no readers. */
export function storeOf(facts: StoreFacts = {}): TargetStore {
  const { name = "acme/web", ...others } = facts;
  const { secrets = [cellAt(undefined, "TOKEN", name)], ...methods } = others;
  return {
    name,
    observe: () =>
      Promise.resolve({
        secrets,
        clocks: [{ service: "github", serverTime: NOW, receivedAt: 0 }],
      }),
    reread: () => Promise.resolve(secrets),
    overrides: () => Promise.resolve([]),
    activeRuns: () => Promise.resolve({ kind: "none" }),
    publish: () =>
      Promise.resolve(
        secrets.map(({ secretName: secret }) => doneAt(NOW, secret)),
      ),
    ...methods,
  };
}

/** A write that was confirmed then. */
export function doneAt(
  writtenAt: number | undefined,
  secret = "TOKEN",
): WriteResult {
  return { secretName: secret, answer: { kind: "done", writtenAt } };
}

/** What a stand-in is told in place of its own way. */
type Ways = Partial<Omit<Issuer, "adminClientId">> & {
  readonly targets?: readonly TargetStore[];
  /** The listed tokens; they may change. */
  readonly tokens?: ListedToken[];
  readonly stopped?: Ports["stopSignal"]["stopped"];
  /** How long the machine has stood still so far, milliseconds. */
  readonly stoodStill?: () => number;
};

/** The ports of one run with all that went through them. */
export interface StandIns {
  readonly ports: Ports;
  /** Every call in its order, with what it was about. */
  readonly calls: string[];
  readonly steps: Step[];
  readonly orders: MintOrder[];
  /** How long it has slept, milliseconds. */
  readonly sleeps: number[];
}

/**
 * An Astra that mints `fresh`, lists it at once, accepts and revokes every
 * token, before the targets that are given; each way can be another. A sleep
 * ends at once, and the time has passed.
 */
export function portsOf(ways: Ways = {}): StandIns {
  const { tokens = [ADMIN], targets = [], stopped, ...rest } = ways;
  const { stoodStill = () => 0, ...others } = rest;
  const calls: string[] = [];
  const steps: Step[] = [];
  const orders: MintOrder[] = [];
  const sleeps: number[] = [];
  let elapsed = 0;
  const clock = () =>
    ({
      service: "astra",
      serverTime: NOW + Math.floor(elapsed / 1000) * 1000,
      receivedAt: elapsed,
    }) as const;
  const issuer: Issuer = {
    adminClientId: ADMIN.clientId,
    roles: () =>
      Promise.resolve({ roles: [ROLE], digest: "role", unchecked: undefined }),
    organizationOfPrevious: () => Promise.resolve({ kind: "unclear" }),
    probePrevious: () => Promise.resolve({ kind: "refused" }),
    organization: () =>
      Promise.resolve({ value: "organization-1", clock: clock() }),
    list: () => Promise.resolve({ value: [...tokens], clock: clock() }),
    mint: ({ description, expiresOn }) => {
      const clientId = "fresh";
      const generatedOn = NOW + elapsed;
      const roles = [ROLE.id];
      tokens.push({ clientId, roles, generatedOn, expiresOn, description });
      const credential = credentialOf(clientId, { generatedOn, expiresOn });
      return Promise.resolve({ kind: "minted", credential });
    },
    probe: ({ organization }) =>
      Promise.resolve({ kind: "accepted", organization }),
    revoke: (clientId) => {
      const at = tokens.findIndex((token) => token.clientId === clientId);
      if (at >= 0) tokens.splice(at, 1);
      return Promise.resolve({ kind: "done" });
    },
    tryListing: () => Promise.resolve(),
    succeed: () => undefined,
    ...others,
  };
  const noted = (call: string): void => {
    calls.push(call);
  };
  const ports: Ports = {
    issuer: {
      adminClientId: issuer.adminClientId,
      roles: () => (noted("roles"), issuer.roles()),
      organization: () => (noted("organization"), issuer.organization()),
      list: (purpose) => (noted(`list ${purpose}`), issuer.list(purpose)),
      organizationOfPrevious: () => {
        noted("organization of previous");
        return issuer.organizationOfPrevious();
      },
      probePrevious: () => {
        noted("probe previous");
        return issuer.probePrevious();
      },
      mint: (order, purpose) => {
        noted(purpose === "rotate" ? "mint" : `mint ${purpose}`);
        orders.push(order);
        return issuer.mint(order, purpose);
      },
      probe: (credential) => {
        noted(`probe ${credential.clientId}`);
        return issuer.probe(credential);
      },
      revoke: (clientId, purpose) => {
        noted(`revoke ${clientId} ${purpose}`);
        return issuer.revoke(clientId, purpose);
      },
      tryListing: (credential) => {
        noted(`list as ${credential.clientId}`);
        return issuer.tryListing(credential);
      },
      succeed: (credential) => {
        noted(`succeed ${credential.clientId}`);
        issuer.succeed(credential);
      },
    },
    targets: targets.map((store) => ({
      name: store.name,
      observe: () => (noted(`observe ${store.name}`), store.observe()),
      reread: () => (noted(`reread ${store.name}`), store.reread()),
      overrides: () => store.overrides(),
      activeRuns: (replacedAt) => {
        noted(`readers ${store.name} ${String(replacedAt)}`);
        return store.activeRuns(replacedAt);
      },
      publish: (credential) => {
        noted(`publish ${credential.clientId} ${store.name}`);
        return store.publish(credential);
      },
    })),
    clock: {
      now: () => elapsed,
      elapsed: () => elapsed + stoodStill(),
      sleep: (milliseconds) => {
        sleeps.push(milliseconds);
        elapsed += milliseconds;
        return Promise.resolve();
      },
    },
    stopSignal: { stopped: stopped ?? (() => undefined) },
    report: (step) => {
      steps.push(step);
    },
  };
  return { ports, calls, steps, orders, sleeps };
}

/** The settings of an ordinary run. */
export function settingsOf({
  policy,
  ...facts
}: Partial<Omit<RunSettings, "policy">> & {
  readonly policy?: Parameters<typeof policyOf>[0];
} = {}): RunSettings {
  return {
    policy: policyOf(policy),
    dryRun: false,
    verifyTimeoutMs: MINUTE,
    tokenLifetimeMs: undefined,
    attempt: "attempt_0001",
    run: "2n9c.1",
    holdsPair: false,
    words: "acme/web TOKEN",
    ...facts,
  };
}
