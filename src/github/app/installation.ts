import { RotationError } from "../../rotation/errors.ts";
import { Secret } from "../../rotation/secret.ts";
import { type AppIdentity, assertApp } from "./assertion.ts";
import type { AppNeeds, Grant } from "./needs.ts";
import { brokenOf, failureOf, type GitHubTask } from "../failures.ts";
import type { GitHubClock } from "../github-clock.ts";
import type { AuthorizedRequest, GitHubAnswer, Operation } from "../octokit.ts";
import { permissionWords } from "../permissions.ts";
import { InstallationTokenWire, InstallationWire, readBody } from "../wire.ts";

/** A token of an installation, with its end on GitHub's clock (epoch milliseconds). */
export interface InstallationToken {
  readonly token: Secret;
  readonly expiresAt: number;
}

/** An App's installation at one owner. */
export interface Installation {
  readonly id: number;
  /** What the tokens are to allow, by GitHub's keys. */
  readonly permissions: Readonly<Record<string, string>>;
}

/** What an App speaks to GitHub with. */
export interface AppClient {
  readonly identity: AppIdentity;
  readonly request: AuthorizedRequest;
  readonly clock: GitHubClock;
  readonly mask: (secret: string) => void;
}

/** A clock that is wrong by less cannot be why an assertion was refused, milliseconds. */
const CLOCK_TOLERANCE_MS = 20_000;

/**
 * Finds the App's installation at an owner and makes sure that it has what the
 * targets need. Throws `app-not-installed`, and `github-forbidden` that names
 * every missing permission.
 * https://docs.github.com/en/rest/apps/apps#get-a-repository-installation-for-the-authenticated-app
 */
export async function findInstallation(
  app: AppClient,
  needs: AppNeeds,
): Promise<Installation> {
  const { owner, example } = needs;
  const task = taskFor(needs, "find the App's installation");
  let answer = await askAsApp(
    app,
    ({ rest }) =>
      example === undefined
        ? rest.apps.getOrgInstallation({ org: owner })
        : rest.apps.getRepoInstallation({ owner, repo: example }),
    task,
  );
  // The repository may have moved, or be one that the installation does not cover: that is told when it is read.
  if (example !== undefined && [301, 307, 404].includes(answer.status)) {
    answer = await askAsApp(
      app,
      ({ rest }) => rest.apps.getUserInstallation({ username: owner }),
      task,
    );
  }
  if (answer.status === 404) throw notInstalled(owner);
  if (answer.status === 401) throw appRefused();
  const wire =
    answer.status === 200 ? readBody(InstallationWire, answer.body) : undefined;
  if (wire === undefined) throw failureOf(answer, task);
  if (typeof wire.suspended_at === "string") throw suspended(owner);
  const has = ({ permission: { key }, level }: Grant): boolean =>
    wire.permissions[key] === "write" || wire.permissions[key] === level;
  const missing = needs.required.filter((grant) => !has(grant));
  if (missing.length > 0) throw lacking(owner, missing);
  const granted = [...needs.required, ...needs.optional.filter(has)];
  return {
    id: wire.id,
    permissions: Object.fromEntries(
      granted.map(({ permission: { key }, level }) => [key, level]),
    ),
  };
}

/**
 * Makes an installation token. The request is a POST, so it is sent once: of a
 * lost answer nobody holds the token, and it expires by itself within the hour.
 * https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
export async function issueToken(
  app: AppClient,
  needs: AppNeeds,
  { id, permissions }: Installation,
): Promise<InstallationToken> {
  const task = taskFor(needs, "make a token for the App's installation");
  const issue = (narrowing: {
    readonly repositories?: string[];
  }): Promise<GitHubAnswer> =>
    askAsApp(
      app,
      ({ rest }) =>
        rest.apps.createInstallationAccessToken({
          installation_id: id,
          permissions,
          ...narrowing,
        }),
      task,
    );
  const { repositories } = needs;
  let answer = await issue(
    repositories === undefined ? {} : { repositories: [...repositories] },
  );
  // One of the names is not there. Without them the reads will tell which.
  if (answer.status === 422 && repositories !== undefined) {
    answer = await issue({});
  }
  const wire =
    answer.status === 201
      ? readBody(InstallationTokenWire, answer.body)
      : undefined;
  if (wire === undefined) throw failureOf(answer, task);
  app.mask(wire.token);
  return { token: new Secret(wire.token), expiresAt: wire.expires_at };
}

/** Asks as the App itself; once more when its clock, and so its assertion, turns out to be wrong. */
async function askAsApp(
  { identity, request, clock, mask }: AppClient,
  operation: Operation,
  task: GitHubTask,
): Promise<GitHubAnswer> {
  const ask = async (): Promise<GitHubAnswer> => {
    const assert = (): Promise<Secret> =>
      assertApp(identity, clock.now(), mask);
    const answer = await request(operation, assert, "rotate");
    clock.observe(answer);
    return answer;
  };
  try {
    const before = clock.now();
    const answer = await ask();
    const isLate = Math.abs(clock.now() - before) > CLOCK_TOLERANCE_MS;
    return answer.status === 401 && isLate ? await ask() : answer;
  } catch (thrown) {
    throw brokenOf(thrown, task);
  }
}

function taskFor({ owner, required }: AppNeeds, what: string): GitHubTask {
  const permission = required
    .map(({ permission: one, level }) => permissionWords(one, level))
    .join(", ");
  return { what, target: owner, permission, token: "app" };
}

function appRefused(): RotationError {
  return new RotationError({
    code: "github-unauthorized",
    summary:
      "GitHub does not accept `github-app-id` with `github-app-private-key`.",
    remedy:
      "Look at the App's settings page: the id has to be that App's, and the key one that is still listed there.",
    rerun: "fix-first",
  });
}

function notInstalled(owner: string): RotationError {
  return new RotationError({
    code: "app-not-installed",
    summary: `The GitHub App of \`github-app-id\` is not installed at ${owner}.`,
    remedy: `Nothing was minted. Install it there (the App's settings → Install App), with access to the repositories that are targets.`,
    rerun: "fix-first",
  });
}

function suspended(owner: string): RotationError {
  return new RotationError({
    code: "app-not-installed",
    summary: `The installation of the GitHub App at ${owner} is suspended.`,
    remedy: "Nothing was minted. Unsuspend it in the settings of its owner.",
    rerun: "fix-first",
  });
}

function lacking(owner: string, missing: readonly Grant[]): RotationError {
  const words = missing.map(({ permission, level }) =>
    permissionWords(permission, level),
  );
  return new RotationError({
    code: "github-forbidden",
    summary: `The installation of the GitHub App at ${owner} lacks ${words.join(" and ")}.`,
    remedy:
      "Nothing was minted. Give the App the permission in its settings, and accept it for the installation.",
    rerun: "fix-first",
  });
}
