import pLimit, { type LimitFunction } from "p-limit";
import type { Send } from "../http/sender.ts";
import type { Clock } from "../rotation/ports.ts";
import type { Account } from "./account.ts";
import { needsOf } from "./app/needs.ts";
import { givenToken } from "./app/given-token.ts";
import { sendWithTokens, type Tokens } from "./app/sending.ts";
import { type AppTokens, createAppTokens } from "./app/tokens.ts";
import { Budget } from "./pace/budget.ts";
import { type Call, createGitHubClient, type Request } from "./client.ts";
import type { GitHubCredential } from "./credential.ts";
import type { TokenKind } from "./failures.ts";
import { createGitHubClock, type GitHubClock } from "./github-clock.ts";
import { createPace } from "./pace/pace.ts";
import { createRepositories } from "./repositories.ts";
import { ownerOf, type TargetSpec } from "./target-spec.ts";
import { createWaiting, type Waiting } from "./waiting.ts";
import { createWorkflowRuns } from "./workflow-runs.ts";

/** How many targets of an account are worked on at once: enough to keep its budget busy; the requests of more would only wait in memory. */
const AT_ONCE = 24;

/** What GitHub is reached with. */
export interface AccountsOptions {
  readonly send: Send;
  readonly baseUrl: URL;
  readonly credential: GitHubCredential;
  /** The kind of a token that was given. */
  readonly tokenKind: TokenKind;
  readonly specs: readonly TargetSpec[];
  readonly drain: boolean;
  readonly clock: Clock;
  /** The runner's own idea of the time, epoch milliseconds; only until GitHub has said its own. */
  readonly wallTime: () => number;
  readonly isStopped: () => boolean;
  /** Milliseconds until the run's own deadline. */
  readonly remainingMs: () => number;
  readonly mask: (secret: string) => void;
}

/** An account with what holds its requests back. */
export interface BudgetedAccount extends Account {
  readonly budget: Budget;
  /** Gives the work on each target its turn. */
  readonly inTurn: LimitFunction;
}

/** The accounts that the targets belong to. */
export interface Accounts {
  of(spec: TargetSpec): BudgetedAccount;
  /** Gives back what was made for this run. */
  close(): Promise<void>;
}

/**
 * Opens an account for every owner. A token that was given serves all of them
 * and has one budget; a GitHub App has a token and a budget for each.
 */
export function openAccounts(options: AccountsOptions): Accounts {
  const { credential, clock } = options;
  const githubClock = createGitHubClock(() => clock.now(), options.wallTime);
  const waiting = createWaiting({
    ...options,
    sleep: (milliseconds) => clock.sleep(milliseconds),
  });
  const request = createGitHubClient(options);
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

type Sending = (
  question: Parameters<Request>[0],
  options: NonNullable<Parameters<Request>[3]>,
) => ReturnType<Request>;

function createAccount(
  { clock, isStopped, tokenKind }: AccountsOptions,
  githubClock: GitHubClock,
  sending: Sending,
): BudgetedAccount {
  const budget = new Budget();
  const pace = createPace({ budget, clock, isStopped });
  const call: Call = async (question, options) => {
    const answer = await sending(question, { ...options, pace });
    githubClock.observe(answer);
    return answer;
  };
  return {
    call,
    budget,
    inTurn: pLimit(AT_ONCE),
    token: tokenKind,
    repositories: createRepositories(call, tokenKind),
    runs: createWorkflowRuns(call, tokenKind, githubClock),
  };
}

/** Sends with tokens of which GitHub may not know the latest yet; a search that nothing depends on is sent once. */
function sendingWith(
  tokens: Tokens,
  request: Request,
  waiting: Waiting,
): Sending {
  return (question, options) =>
    options.once === true
      ? request(question, () => tokens.current(), "rotate", options)
      : sendWithTokens(
          tokens,
          (authorize) => request(question, authorize, "rotate", options),
          waiting,
        );
}

function openAppAccounts(
  options: AccountsOptions,
  identity: Extract<GitHubCredential, { kind: "app" }>,
  clock: GitHubClock,
  request: Request,
  waiting: Waiting,
): Accounts {
  const { specs, drain, mask } = options;
  const app = { identity, request, clock, waiting, mask };
  const all: AppTokens[] = [];
  const accounts = new Map<string, BudgetedAccount>();
  for (const owner of specs.map(ownerOf)) {
    const key = owner.toLowerCase();
    if (accounts.has(key)) continue;
    const tokens = createAppTokens(app, needsOf(owner, specs, drain));
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
