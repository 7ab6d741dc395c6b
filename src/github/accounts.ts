import pLimit, { type LimitFunction } from "p-limit";
import type { Send } from "../http/send-with-retry.ts";
import { RotationError } from "../rotation/errors.ts";
import type { Clock, Purpose } from "../rotation/ports.ts";
import { givenToken } from "./app/given-token.ts";
import { needsOf } from "./app/needs.ts";
import { sendWithTokens, type Tokens } from "./app/sending.ts";
import { AppTokens } from "./app/tokens.ts";
import type { GitHubCredential } from "./credential.ts";
import { credentialWords, type TokenKind } from "./failures.ts";
import { GitHubClock } from "./github-clock.ts";
import {
  type AuthorizedRequest,
  createRequest,
  type Request,
} from "./octokit.ts";
import type { OverrideSearch } from "./overrides.ts";
import { Budget } from "./pace/budget.ts";
import { CredentialPace } from "./pace/pace.ts";
import { isRateLimit } from "./pace/rate-limit.ts";
import { Repositories } from "./repositories.ts";
import type { SecretNames } from "./secret-values.ts";
import { ownerOf, type TargetSpec } from "./target-spec.ts";
import { TokenExpiry } from "./token-expiry.ts";
import { createWaiting, type Waiting } from "./waiting.ts";
import { WorkflowRuns } from "./workflow-runs.ts";

/**
 * How many targets of an account are worked on at once: enough to use its whole
 * budget; the requests of more would only wait in memory.
 */
const TARGETS_AT_ONCE = 24;

/** What GitHub is reached with. */
export interface AccountsOptions {
  readonly send: Readonly<Record<Purpose, Send>>;
  readonly baseUrl: URL;
  readonly credential: GitHubCredential;
  /** The kind of a token that was passed in. */
  readonly tokenKind: TokenKind;
  readonly specs: readonly TargetSpec[];
  readonly drain: boolean;
  readonly clock: Clock;
  /** Milliseconds until the run's deadline. */
  readonly remainingMs: () => number;
  /** The runner's clock, epoch milliseconds; used until GitHub has answered. */
  readonly wallTime: () => number;
  readonly isStopped: () => boolean;
  readonly mask: (rawValue: string) => void;
}

/** One owner's part of GitHub, as the action's credential reaches it. */
export interface Account {
  readonly request: Request;
  readonly token: TokenKind;
  /** When its token ends, as far as answers have said. */
  readonly expiry: Pick<TokenExpiry, "expiresOn">;
  readonly repositories: Repositories;
  readonly runs: WorkflowRuns;
  /** What the limits of the credential allow. */
  readonly budget: Budget;
  /** Limits how many targets are processed concurrently. */
  readonly inTurn: LimitFunction;
}

/** What the store of one target is made of. */
export interface StoreOptions<Spec extends TargetSpec> {
  readonly account: Account;
  readonly spec: Spec;
  /** As people read it; different for every target. */
  readonly name: string;
  readonly names: SecretNames;
  readonly search: OverrideSearch;
}

/** The accounts that the targets belong to. */
export interface Accounts {
  of(spec: TargetSpec): Account;
  /** Revokes the tokens that were made for this run. */
  close(): Promise<void>;
}

/**
 * Opens an account for every owner. A token that was passed in serves all of
 * them and has one budget; a GitHub App has a token and a budget for each.
 */
export function openAccounts(options: AccountsOptions): Accounts {
  const { credential, clock } = options;
  const githubClock = new GitHubClock(() => clock.now(), options.wallTime);
  const waiting = createWaiting({
    ...options,
    sleep: (milliseconds) => clock.sleep(milliseconds),
  });
  const request = createRequest(options);
  switch (credential.kind) {
    case "token": {
      const { token } = credential;
      const tokens = givenToken(token, options.tokenKind, clock);
      const account = createAccount(
        options,
        githubClock,
        sendingWith(tokens, request, waiting),
      );
      return { of: () => account, close: () => Promise.resolve() };
    }
    case "app":
      return openAppAccounts(
        options,
        credential,
        githubClock,
        request,
        waiting,
      );
    default:
      return credential satisfies never;
  }
}

/** A request with the account's token, at a given pace. */
type PacedRequest = (
  operation: Parameters<AuthorizedRequest>[0],
  options: NonNullable<Parameters<AuthorizedRequest>[3]>,
) => ReturnType<AuthorizedRequest>;

function createAccount(
  { clock, isStopped, remainingMs, tokenKind }: AccountsOptions,
  githubClock: GitHubClock,
  pacedRequest: PacedRequest,
): Account {
  const budget = new Budget();
  const expiry = new TokenExpiry(tokenKind);
  const pace = new CredentialPace({
    ...{ budget, clock, isStopped, remainingMs },
    overlong: (waitMs) => limitOutlastsRun(tokenKind, githubClock, waitMs),
  });
  const request: Request = async (operation, options) => {
    const answer = await pacedRequest(operation, { ...options, pace });
    githubClock.observe(answer);
    expiry.observe(answer);
    if (isRateLimit(answer) && answer.earlierEffect === "none") {
      // The same sentence for all requests that this limit holds back.
      const overlong = pace.overlong();
      if (overlong !== undefined) throw overlong;
    }
    return answer;
  };
  return {
    request,
    budget,
    expiry,
    inTurn: pLimit(TARGETS_AT_ONCE),
    token: tokenKind,
    repositories: new Repositories(request, tokenKind),
    runs: new WorkflowRuns(request, tokenKind, githubClock),
  };
}

function openAppAccounts(
  options: AccountsOptions,
  identity: Extract<GitHubCredential, { kind: "app" }>,
  clock: GitHubClock,
  request: AuthorizedRequest,
  waiting: Waiting,
): Accounts {
  const { specs, drain, mask } = options;
  const app = { identity, request, clock, waiting, mask };
  const all: AppTokens[] = [];
  const accounts = new Map<string, Account>();
  for (const owner of specs.map(ownerOf)) {
    const key = owner.toLowerCase();
    if (accounts.has(key)) continue;
    const tokens = new AppTokens(app, needsOf(owner, specs, drain));
    all.push(tokens);
    accounts.set(
      key,
      createAccount(
        { ...options, tokenKind: "app" },
        clock,
        sendingWith(tokens, request, waiting),
      ),
    );
  }
  return {
    of: (spec) => {
      const account = accounts.get(ownerOf(spec).toLowerCase());
      if (account === undefined) throw new Error("no account for a target");
      return account;
    },
    close: async () => {
      await Promise.all(all.map((tokens) => tokens.revoke()));
    },
  };
}

/**
 * Sends with tokens of which GitHub may not know the latest yet; a search that
 * nothing depends on is sent once.
 */
function sendingWith(
  tokens: Tokens,
  request: AuthorizedRequest,
  waiting: Waiting,
): PacedRequest {
  return (operation, options) =>
    options.once === true
      ? request(operation, () => tokens.current(), "rotate", options)
      : sendWithTokens(
          tokens,
          (authorize) => request(operation, authorize, "rotate", options),
          waiting,
        );
}

function limitOutlastsRun(
  token: TokenKind,
  clock: GitHubClock,
  waitMs: number,
): RotationError {
  return new RotationError({
    code: "github-unavailable",
    summary: `GitHub's rate limit for ${credentialWords(token)} lasts longer than this run.`,
    remedy: "Requests of other jobs with the same credential count, too.",
    rerun: "safe",
    notBefore: clock.now() + waitMs,
  });
}
