import sodium from "libsodium-wrappers";
import { openGate, type Gate } from "../kernel/gate.ts";
import type { History } from "../kernel/history.ts";
import { startSimulatorServer } from "../kernel/server.ts";
import { routeRequest } from "./answering.ts";
import { ordinaryBehaviour, type GithubBehaviour } from "./behaviour.ts";
import { secretsByHand, type SecretsByHand } from "./by-hand.ts";
import { createApps } from "./apps.ts";
import { appsByHand, type AppsByHand } from "./apps-by-hand.ts";
import type { GithubState } from "./call.ts";
import { jobSecrets, type JobSecrets } from "./job-secrets.ts";
import { createLimits } from "./limits.ts";
import { createRepositories } from "./repositories.ts";
import {
  repositoriesByHand,
  type RepositoriesByHand,
} from "./repositories-by-hand.ts";
import { SecretAlerts } from "./secret-scanning.ts";
import { createVaults } from "./secret-store.ts";
import { createTokens, type TokenGrant } from "./tokens.ts";

/**
 * A running stand-in for api.github.com, with everything that people do to it
 * by hand.
 */
export interface GithubSimulator
  extends SecretsByHand, RepositoriesByHand, AppsByHand, JobSecrets {
  /** Base address for `GITHUB_API_URL`, without a trailing slash. */
  readonly url: string;
  /**
   * What GitHub's clock is ahead of the world's (milliseconds); may be changed
   * at any time.
   */
  skewMs: number;
  /**
   * Issues a token and gives its value. Throws when GitHub could not issue it.
   */
  issueToken(grant: TokenGrant): string;
  /** Counts writes that another program has just sent with that token. */
  spendWrites(token: string, writes: number): void;
  /** From now on the token is a bad credential. */
  revokeToken(value: string): void;
  setBehaviour(change: Partial<GithubBehaviour>): void;
  setGate(gate: Gate): void;
  /** From now on connections are refused, and those that are open end. */
  goAway(): void;
  /** Ends `goAway`, at the same address. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** What a simulator needs of its world. */
export interface GithubSimulatorOptions {
  readonly clock: { now(): number };
  readonly history: History;
  readonly skewMs?: number;
}

/**
 * Starts a stateful simulator of the parts of GitHub's REST API that concern
 * secrets (https://docs.github.com/en/rest/actions/secrets). It is as strict as
 * GitHub is known to be; see `GithubBehaviour` for what is not known.
 */
export async function startGithubSimulator(
  options: GithubSimulatorOptions,
): Promise<GithubSimulator> {
  await sodium.ready;
  const { history } = options;
  let skewMs = options.skewMs ?? 0;
  let behaviour = ordinaryBehaviour();
  let gate = openGate;
  let base = "";
  let writes = 0;
  const clock = { now: () => options.clock.now() + skewMs };
  const state: GithubState = {
    clock,
    repositories: createRepositories(),
    vaults: createVaults(clock, history),
    alerts: new SecretAlerts(clock),
    tokens: createTokens(clock),
    apps: createApps(),
    limits: createLimits(clock, () => behaviour),
    behaviour: () => behaviour,
    base: () => base,
    writtenAt: () => {
      writes += 1;
      return shownSecond(clock.now(), behaviour.updatedAtSecond, writes);
    },
    takeConflict: () => {
      const { conflictsLeft } = behaviour;
      if (conflictsLeft <= 0) return false;
      behaviour = { ...behaviour, conflictsLeft: conflictsLeft - 1 };
      return true;
    },
  };
  const server = await startSimulatorServer({
    service: "github",
    clock,
    history,
    gate: () => gate,
    route: (request) => routeRequest(state, request),
    repositoryId: (owner, name) => {
      const found = state.repositories.byName(owner, name);
      return found.kind === "none" ? undefined : found.repository.id;
    },
  });
  base = server.url.replace(/\/$/, "");
  return {
    ...secretsByHand(state),
    ...repositoriesByHand(state, history),
    ...appsByHand(state),
    ...jobSecrets(state),
    url: base,
    get skewMs() {
      return skewMs;
    },
    set skewMs(milliseconds) {
      skewMs = milliseconds;
    },
    issueToken: (grant) => state.tokens.issue(grant),
    spendWrites: (value, writes) => {
      const token = state.tokens.find(value);
      if (token === undefined) throw new Error("no such token");
      state.limits.spend(token, writes);
    },
    revokeToken: (value) => {
      const subject = state.tokens.find(value)?.principal ?? "expired token";
      state.tokens.revoke(value);
      const at = clock.now();
      const what = "token-revoked";
      history.record({ kind: "change", service: "github", what, subject, at });
    },
    setBehaviour: (change) => {
      behaviour = { ...behaviour, ...change };
    },
    setGate: (next) => {
      gate = next;
    },
    goAway: () => {
      server.goAway();
    },
    comeBack: () => server.comeBack(),
    close: () => server.close(),
  };
}

/**
 * The instant that a write made now shows: its own, or the next whole second.
 */
function shownSecond(
  now: number,
  second: GithubBehaviour["updatedAtSecond"],
  writes: number,
): number {
  const isNext =
    second === "next" || (second === "alternating" && writes % 2 === 0);
  return isNext ? (Math.floor(now / 1_000) + 1) * 1_000 : now;
}
