import { describe, expect, it } from "vitest";
import type { Account } from "../../../src/github/accounts.ts";
import { GitHubClock } from "../../../src/github/github-clock.ts";
import { createRequest } from "../../../src/github/octokit.ts";
import { OverrideSearch } from "../../../src/github/overrides.ts";
import { Budget } from "../../../src/github/pace/budget.ts";
import { Repositories } from "../../../src/github/repositories.ts";
import type { TargetSpec } from "../../../src/github/target-spec.ts";
import { WorkflowRuns } from "../../../src/github/workflow-runs.ts";
import type { HttpRequest } from "../../../src/http/message.ts";
import type { FinalAnswer, Send } from "../../../src/http/send-with-retry.ts";
import { Secret } from "../../../src/rotation/secret.ts";
import { VirtualTime } from "../../kit/virtual-time.ts";
import { createWorldClock } from "../../simulators/kernel/clock.ts";

const WEB = { store: "actions", owner: "acme", repository: "web" } as const;

const OVERRIDDEN = {
  target: "acme/web",
  isAbove: false,
  secretNames: ["TOKEN"],
};

function answerOf(body: unknown, status = 200): FinalAnswer {
  return {
    status,
    header: () => undefined,
    body: JSON.stringify(body),
    serverTime: undefined,
    receivedAt: 0,
    earlierEffect: "none",
  };
}

/** A page of so many environments, or one secret in any of them. */
function answerTo({ url }: HttpRequest, environments: number): FinalAnswer {
  if (url.pathname.endsWith("/secrets")) {
    return answerOf({ total_count: 1, secrets: [{ name: "token" }] });
  }
  const page = Number(url.searchParams.get("page") ?? 1);
  const first = (page - 1) * 100;
  const length = Math.max(0, Math.min(100, environments - first));
  return answerOf({
    total_count: environments,
    environments: Array.from({ length }, (_, n) => ({
      name: `preview-${String(first + n)}`,
    })),
  });
}

/** A search over a GitHub that answers like this. */
function startSearch({
  answer,
  writes = 1,
  specs = [],
  budget = new Budget(),
}: {
  readonly answer: (request: HttpRequest) => Promise<FinalAnswer>;
  readonly writes?: number;
  readonly specs?: readonly TargetSpec[];
  readonly budget?: Budget;
}) {
  const clock = new VirtualTime(createWorldClock(0, 0));
  const sent: string[] = [];
  const send: Send = async (asked) => {
    sent.push(asked.url.pathname);
    return await answer(asked);
  };
  const request = createRequest({
    baseUrl: new URL("https://api.github.com"),
    send: { rotate: send, compensate: send },
  });
  const authorize = () => Promise.resolve(new Secret("mine"));
  const call: Account["request"] = (operation) =>
    request(operation, authorize, "rotate");
  const githubClock = new GitHubClock(
    () => 0,
    () => 0,
  );
  const account: Account = {
    request: call,
    token: "fine-grained",
    repositories: new Repositories(call, "fine-grained"),
    runs: new WorkflowRuns(call, "fine-grained", githubClock),
    budget,
    expiry: { expiresOn: undefined },
    inTurn: (() => {
      throw new Error("the search takes a target's turn");
    }) as unknown as Account["inTurn"],
  };
  const search = new OverrideSearch({ clock, specs, writesOf: () => writes });
  return { search, account, clock, sent };
}

describe("the search for overriding secrets", () => {
  it("finds them in every environment that is no target", async () => {
    const environment = { ...WEB, kind: "environment" } as const;
    const { search, account } = startSearch({
      answer: (request) => Promise.resolve(answerTo(request, 3)),
      specs: [{ ...environment, environment: "PREVIEW-1" }],
    });
    const found = await search.below(account, WEB, OVERRIDDEN);
    expect(found.map(({ by }) => by).sort()).toEqual([
      "environment “preview-0” of acme/web",
      "environment “preview-2” of acme/web",
    ]);
  });

  it("sends at most 100 requests, over all targets of a run", async () => {
    const { search, account, sent } = startSearch({
      answer: (request) => Promise.resolve(answerTo(request, 70)),
    });
    const found = await Promise.all(
      ["web", "api"].map((repository) =>
        search.below(account, { ...WEB, repository }, OVERRIDDEN),
      ),
    );
    expect(sent).toHaveLength(100);
    expect(found.flat().length).toBe(98);
  });

  it.each([
    ["an environment never answers", 9, "/preview-3/"],
    ["the list of environments never comes", 0, "/environments"],
  ])(
    "ends after ten seconds with what it has, when %s",
    async (_, count, silent) => {
      const { search, account, clock } = startSearch({
        answer: (request) =>
          request.url.pathname.includes(silent) &&
          (silent !== "/environments" ||
            !request.url.pathname.endsWith("/secrets"))
            ? new Promise(() => undefined)
            : Promise.resolve(answerTo(request, 10)),
      });
      const found = await clock.drive(search.below(account, WEB, OVERRIDDEN));
      expect(found).toHaveLength(count);
      expect(clock.now()).toBe(10_000);
    },
  );

  it.each([403, 404, 429, 500])(
    "finds nothing, and fails nothing, when GitHub answers %i",
    async (status) => {
      const { search, account } = startSearch({
        answer: () => Promise.resolve(answerOf({ message: "no" }, status)),
      });
      expect(await search.below(account, WEB, OVERRIDDEN)).toEqual([]);
    },
  );

  it.each([
    ["a limit has to be waited for", paused(), 1],
    ["the writes need what is left of the hour", hourlyLeft(20), 5],
    ["the writes need what is left of the minute", afterReads(600), 80],
  ])("sends nothing when %s", async (_, budget, writes) => {
    const { search, account, sent } = startSearch({
      answer: (request) => Promise.resolve(answerTo(request, 1)),
      budget,
      writes,
    });
    expect(await search.below(account, WEB, OVERRIDDEN)).toEqual([]);
    expect(sent).toEqual([]);
  });

  it("sends what the writes leave of the hour", async () => {
    const { search, account } = startSearch({
      answer: (request) => Promise.resolve(answerTo(request, 1)),
      budget: hourlyLeft(21),
      writes: 5,
    });
    expect(await search.below(account, WEB, OVERRIDDEN)).toHaveLength(1);
  });
});

function paused(): Budget {
  const budget = new Budget();
  budget.pause(1_000);
  return budget;
}

function hourlyLeft(remaining: number): Budget {
  const budget = new Budget();
  budget.learn({ remaining, resetInMs: 60_000 }, 0);
  return budget;
}

function afterReads(count: number): Budget {
  const budget = new Budget();
  budget.learn({ remaining: 5_000, resetInMs: 60_000 }, 0);
  for (let n = 0; n < count; n += 1) {
    budget.start("read", 0);
    budget.end("read", 0);
  }
  return budget;
}
