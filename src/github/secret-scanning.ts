import { RotationError } from "../rotation/errors.ts";
import { Secret } from "../rotation/secret.ts";
import type { Account } from "./accounts.ts";
import { brokenOf, failureOf, type GitHubTask } from "./failures.ts";
import {
  type GitHubAnswer,
  type Operation,
  parseAnswer,
  read,
} from "./octokit.ts";
import { readPages } from "./pages.ts";
import { type Level, permissionWords, SECRET_SCANNING } from "./permissions.ts";
import { isFromApi } from "./provenance.ts";
import { AlertListWire, VisibilityWire } from "./wire.ts";

/** The pattern of Astra's tokens, as GitHub names it. */
const SECRET_TYPE = "datastax_astracs_token";

/**
 * Octokit's method for it does not know the validity yet.
 * https://docs.github.com/en/rest/secret-scanning/secret-scanning#update-a-secret-scanning-alert
 */
const UPDATE_ALERT: string =
  "PATCH /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}";

/** One open alert. */
export interface SecretAlert {
  readonly number: number;
  /** Epoch milliseconds; undefined when GitHub does not say. */
  readonly createdAt: number | undefined;
  /** Whether the value lives, as GitHub has it; an action may have set it. */
  readonly validity: string | undefined;
  /** The leaked value, masked; undefined when GitHub does not show it. */
  readonly value: Secret | undefined;
}

/** A repository as a path names it. */
export interface RepositoryName {
  readonly owner: string;
  readonly repository: string;
}

/** What becomes of an alert. */
export type AlertChange =
  /** Its value is alive; the alert stays open. */
  | { readonly kind: "active" }
  /** Its value is dead; the alert is closed as revoked, with the comment. */
  | { readonly kind: "dead"; readonly comment: string };

/** Which alerts are read where there are more than are read. */
export interface AlertSelection {
  readonly atMost: number;
  readonly first: "newest" | "oldest";
}

/** The alerts of Astra's tokens, with one credential. */
export class SecretAlerts {
  readonly #account: Pick<Account, "request" | "token">;
  readonly #mask: (secret: string) => void;

  /** `mask` is told every leaked value before anything is done with it. */
  constructor(
    account: Pick<Account, "request" | "token">,
    mask: (secret: string) => void,
  ) {
    this.#account = account;
    this.#mask = mask;
  }

  /**
   * Hands over the open alerts of a repository page by page, since there may be
   * thousands, and returns how many there were. Throws `alerts-unreadable`
   * where there are none to be had, and as every read does.
   */
  async open(
    place: RepositoryName,
    { atMost, first }: AlertSelection,
    add: (alert: SecretAlert) => void,
  ): Promise<number> {
    const { request } = this.#account;
    const task = this.#task("list the secret scanning alerts", place, "read");
    const watched: typeof request = async (...asked) => {
      const answer = await request(...asked);
      if (answer.status === 404 && isFromApi(answer)) throw unreadable(task);
      return answer;
    };
    const numbers = await readPages(
      watched,
      {
        operation: ({ rest }, page) =>
          rest.secretScanning.listAlertsForRepo({
            owner: place.owner,
            repo: place.repository,
            state: "open",
            secret_type: SECRET_TYPE,
            sort: "created",
            direction: first === "newest" ? "desc" : "asc",
            ...page,
          }),
        schema: AlertListWire,
        pageOf: (alerts) => ({
          total: undefined,
          items: alerts.map(({ number, secret, validity, created_at }) => {
            if (secret !== undefined) this.#mask(secret);
            const value = secret === undefined ? undefined : new Secret(secret);
            add({ number, validity, createdAt: created_at, value });
            return number;
          }),
        }),
      },
      task,
      atMost,
    );
    return numbers.length;
  }

  /**
   * Writes down what Astra said of an alert's value. A server, or an alert,
   * whose validity cannot be set is closed without it. Returns why it could not
   * be done.
   */
  async update(
    place: RepositoryName,
    number: number,
    change: AlertChange,
  ): Promise<RotationError | undefined> {
    const task = this.#task("update a secret scanning alert", place, "write");
    try {
      let answer = await this.#patch(place, number, change, true);
      if (answer.status === 400 || answer.status === 422) {
        // Nothing else can be told of an alert that stays open.
        if (change.kind === "active") return undefined;
        answer = await this.#patch(place, number, change, false);
      }
      return answer.status === 200 ? undefined : failureOf(answer, task);
    } catch (thrown) {
      return brokenOf(thrown, task);
    }
  }

  /**
   * Whether a repository is known to be seen by its members only; false when
   * nobody can tell. Never throws.
   */
  async isPrivate({
    owner,
    repository: repo,
  }: RepositoryName): Promise<boolean> {
    const { request } = this.#account;
    const task = this.#task(
      "read the repository",
      { owner, repository: repo },
      "read",
    );
    const operation: Operation = ({ rest }) => rest.repos.get({ owner, repo });
    try {
      const { value: answer } = await read(request, operation, task);
      return parseAnswer(answer, VisibilityWire, task).private;
    } catch {
      return false;
    }
  }

  async #patch(
    { owner, repository: repo }: RepositoryName,
    alert_number: number,
    change: AlertChange,
    withValidity: boolean,
  ): Promise<GitHubAnswer> {
    const validity = change.kind === "dead" ? "inactive" : "active";
    return await this.#account.request((octokit) =>
      octokit.request(UPDATE_ALERT, {
        ...{ owner, repo, alert_number },
        ...(withValidity ? { validity } : {}),
        ...(change.kind === "active"
          ? {}
          : {
              state: "resolved" as const,
              resolution: "revoked" as const,
              resolution_comment: change.comment,
            }),
      }),
    );
  }

  #task(
    what: string,
    { owner, repository }: RepositoryName,
    level: Level,
  ): GitHubTask {
    return {
      what,
      target: `${owner}/${repository}`,
      permission: permissionWords(SECRET_SCANNING, level),
      token: this.#account.token,
    };
  }
}

function unreadable({ permission, target }: GitHubTask): RotationError {
  return new RotationError({
    code: "alerts-unreadable",
    summary: `GitHub shows no secret scanning alerts of ${target} (HTTP 404), so a leak there would not be seen.`,
    remedy: `Enable secret scanning in the repository (Settings › Advanced Security), or check its name in \`repositories\`, and that \`github-token\` reaches it with the permission ${permission}.`,
    rerun: "fix-first",
  });
}
