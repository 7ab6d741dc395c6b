import pLimit, { type LimitFunction } from "p-limit";
import type { Send } from "../http/sender.ts";
import type { Clock } from "../rotation/ports.ts";
import type { Account } from "./account.ts";
import { needsOf } from "./app/needs.ts";
import { type AppTokens, createAppTokens } from "./app/tokens.ts";
import { Budget } from "./pace/budget.ts";
import { type Call, createGitHubClient, type Request } from "./client.ts";
import type { GitHubCredential } from "./credential.ts";
import type { TokenKind } from "./failures.ts";
import { createGitHubClock, type GitHubClock } from "./github-clock.ts";
import { createPace } from "./pace/pace.ts";
import { createRepositories } from "./repositories.ts";
import { carryEarlierEffect } from "./secret-access.ts";
import { ownerOf, type TargetSpec } from "./target-spec.ts";
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
  const request = createGitHubClient(options);
  switch (credential.kind) {
    case "token": {
      const { token } = credential;
      const account = createAccount(options, githubClock, (question, more) =>
        request(question, () => Promise.resolve(token), "rotate", more),
      );
      return { of: () => account, close: () => Promise.resolve() };
    }
    case "app":
      return openAppAccounts(options, credential, githubClock, request);
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

function openAppAccounts(
  options: AccountsOptions,
  identity: Extract<GitHubCredential, { kind: "app" }>,
  clock: GitHubClock,
  request: Request,
): Accounts {
  const { specs, drain, mask } = options;
  const app = { identity, request, clock, mask };
  const all: AppTokens[] = [];
  const accounts = new Map<string, BudgetedAccount>();
  for (const owner of specs.map(ownerOf)) {
    const key = owner.toLowerCase();
    if (accounts.has(key)) continue;
    const tokens = createAppTokens(app, needsOf(owner, specs, drain));
    all.push(tokens);
    accounts.set(
      key,
      createAccount({ ...options, tokenKind: "app" }, clock, (...sending) =>
        sendWith(tokens, request, ...sending),
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

/** Sends with the token of the moment; once more with a fresh one when GitHub does not know it any more. */
async function sendWith(
  tokens: AppTokens,
  request: Request,
  ...[question, more]: Parameters<Sending>
): ReturnType<Request> {
  let used = await tokens.current();
  const authorize = async (): Promise<typeof used> => {
    used = await tokens.current();
    return used;
  };
  const answer = await request(question, authorize, "rotate", more);
  if (answer.status !== 401) return answer;
  tokens.discard(used);
  return carryEarlierEffect(
    answer,
    await request(question, authorize, "rotate", more),
  );
}
