import { generateKeyPairSync } from "node:crypto";
import type { AppNeeds } from "../../../../src/github/app/needs.ts";
import { sendWithTokens } from "../../../../src/github/app/sending.ts";
import { AppTokens } from "../../../../src/github/app/tokens.ts";
import { GitHubClock } from "../../../../src/github/github-clock.ts";
import type {
  AuthorizedRequest,
  Octokit,
  Operation,
} from "../../../../src/github/octokit.ts";
import type { GitHubAnswer } from "../../../../src/github/provenance.ts";
import { createWaiting } from "../../../../src/github/waiting.ts";
import type { Method } from "../../../../src/http/message.ts";
import { Secret } from "../../../../src/rotation/secret.ts";

const API = new URL("https://api.github.com");

/** The start of GitHub's time. */
const EPOCH = Date.UTC(2030, 0, 1);

export const HOUR_MS = 3_600_000;

/** A request as the made-up GitHub sees it. */
export interface Seen {
  readonly method: Method;
  readonly path: string;
  readonly token: string;
  /** Milliseconds since the start. */
  readonly at: number;
}

/** An answer in short. */
export interface Answering {
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly earlierEffect?: "none" | "possible";
}

/** Answers a request; undefined lets it pass. What it throws breaks the request. */
export type Fault = (seen: Seen) => Answering | undefined;

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const KEY = privateKey.export({ type: "pkcs8", format: "pem" }).toString();

/** What an operation asks for, by an Octokit that only notes it. */
async function askedBy(
  operation: Operation,
): Promise<{ readonly method: Method; readonly path: string }> {
  const noted: string[] = [];
  const note = (route: string) => (): Promise<void> => {
    noted.push(route);
    return Promise.resolve();
  };
  const octokit = {
    request: (route: string) => note(route)(),
    rest: {
      apps: {
        getRepoInstallation: note("GET /repos/acme/web/installation"),
        getUserInstallation: note("GET /users/acme/installation"),
        createInstallationAccessToken: note(
          "POST /app/installations/9/access_tokens",
        ),
      },
    },
  };
  await operation(octokit as unknown as Octokit);
  const [method = "", path = ""] = noted[0]?.split(" ") ?? [];
  return { method: method as Method, path };
}

const NEEDS: AppNeeds = {
  owner: "acme",
  required: [
    {
      permission: { key: "secrets", title: "Secrets", of: "repository" },
      level: "write",
    },
  ],
  optional: [],
  repositories: ["web"],
  example: "web",
};

/** GitHub as an App sees it, on a clock that only waiting moves. */
export class LaggingGitHub {
  readonly seen: Seen[] = [];
  readonly waits: number[] = [];
  readonly tokens: AppTokens;
  /** How long the next installation token lives. */
  lifeMs = HOUR_MS;
  readonly #fault: Fault;
  #issued = 0;
  #now = 0;
  #endsAt = 15 * 60_000;

  constructor(fault: Fault) {
    this.#fault = fault;
    this.tokens = new AppTokens(
      {
        identity: { appId: "1", privateKey: new Secret(KEY) },
        request: this.#request,
        clock: new GitHubClock(
          () => this.#now,
          () => EPOCH,
        ),
        waiting: this.waiting,
        mask: () => undefined,
      },
      NEEDS,
    );
  }

  readonly waiting = createWaiting({
    sleep: (milliseconds) => {
      this.waits.push(milliseconds);
      this.#now += milliseconds;
      return Promise.resolve();
    },
    remainingMs: () => this.#endsAt - this.#now,
    isStopped: () => false,
  });

  /** Lets time pass. */
  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Ends the run so many milliseconds from now. */
  endAfter(milliseconds: number): void {
    this.#endsAt = this.#now + milliseconds;
  }

  /** Sends as the action does, with the App's tokens. */
  async send(method: Method, path: string): Promise<GitHubAnswer> {
    return await sendWithTokens(
      this.tokens,
      (authorize) =>
        this.#request(
          (octokit) => octokit.request(`${method} ${path}`),
          authorize,
          "rotate",
        ),
      this.waiting,
    );
  }

  /** The installation tokens that requests came with, in order. */
  used(): readonly string[] {
    return this.seen
      .map(({ token }) => token)
      .filter((token) => token.startsWith("ghs_"));
  }

  count(part: string): number {
    return this.seen.filter(({ path }) => path.includes(part)).length;
  }

  readonly #request: AuthorizedRequest = async (operation, authorize) => {
    const { method, path } = await askedBy(operation);
    const token = (await authorize()).expose();
    const seen = { method, path, token, at: this.#now };
    this.seen.push(seen);
    const answer = this.#fault(seen) ?? this.#ordinary(seen);
    const { status, message, headers = {}, earlierEffect = "none" } = answer;
    const error = { message, documentation_url: "https://docs.github.com" };
    return {
      status,
      body: answer.body ?? JSON.stringify(error),
      header: (name) => headers[name],
      serverTime: EPOCH + this.#now,
      receivedAt: this.#now,
      earlierEffect,
      api: API,
      asked: { method, path },
    };
  };

  #ordinary({ path }: Seen): Answering {
    if (path.endsWith("/installation")) {
      return this.#ok({ id: 9, permissions: { secrets: "write" } });
    }
    if (path.endsWith("/access_tokens")) {
      this.#issued += 1;
      const end = new Date(EPOCH + this.#now + this.lifeMs);
      return this.#ok(
        {
          token: `ghs_number_${String(this.#issued)}`,
          expires_at: end.toISOString(),
        },
        201,
      );
    }
    return this.#ok({});
  }

  #ok(value: unknown, status = 200): Answering {
    return { status, body: JSON.stringify(value) };
  }
}
