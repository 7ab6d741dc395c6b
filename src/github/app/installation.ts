import { readBody } from "../../service/bounded-json.ts";
import { RotationError } from "../../rotation/errors.ts";
import { Secret } from "../../rotation/secret.ts";
import { brokenOf, failureOf, type GitHubTask } from "../failures.ts";
import type { Operation } from "../octokit.ts";
import { permissionWords } from "../permissions.ts";
import { type GitHubAnswer, isFromApi } from "../provenance.ts";
import { refusalOf } from "../refusals.ts";
import { statusWords } from "../task.ts";
import { repeatPassing } from "../waiting.ts";
import { InstallationTokenWire, InstallationWire } from "../wire.ts";
import type { AppNeeds, Grant } from "./needs.ts";
import { type AppClient, askAsApp } from "./requests.ts";

/**
 * A token of an installation, with its life on GitHub's clock (epoch
 * milliseconds).
 */
export interface InstallationToken {
  readonly token: Secret;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** An App's installation at one owner. */
export interface Installation {
  readonly id: number;
  /** What the tokens are to allow, by GitHub's keys. */
  readonly permissions: Readonly<Record<string, string>>;
}

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
  const task = taskFor(needs, `find the GitHub App's installation on ${owner}`);
  const ask = (operation: Operation) =>
    askAsApp(app, (authorize) =>
      app.request(operation, authorize, "rotate"),
    ).catch((thrown: unknown) => {
      throw brokenOf(thrown, task);
    });
  let answer = await ask(({ rest }) =>
    example === undefined
      ? rest.apps.getOrgInstallation({ org: owner })
      : rest.apps.getRepoInstallation({ owner, repo: example }),
  );
  // The repository may have moved, or be one that the installation does not
  // cover: that is told when it is read.
  if (example !== undefined && isElsewhere(answer)) {
    answer = await ask(({ rest }) =>
      rest.apps.getUserInstallation({ username: owner }),
    );
  }
  if (isNotFound(answer)) throw notInstalled(owner, answer);
  const wire =
    answer.status === 200 ? readBody(InstallationWire, answer.body) : undefined;
  if (wire === undefined) throw refusalToApp(answer, task);
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
 * Makes an installation token. What may pass is waited for and the request
 * repeated, although it is a POST: a token whose answer was lost is held by
 * nobody, and expires by itself within the hour.
 * https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
export async function issueToken(
  app: AppClient,
  needs: AppNeeds,
  { id, permissions }: Installation,
): Promise<InstallationToken> {
  const task = taskFor(
    needs,
    `create an installation token for ${needs.owner}`,
  );
  const read = ({ status, body }: GitHubAnswer) =>
    status === 201 ? readBody(InstallationTokenWire, body) : undefined;
  const issue = async (narrowing: {
    readonly repositories?: string[];
  }): Promise<GitHubAnswer> => {
    const create: Operation = ({ rest }) =>
      rest.apps.createInstallationAccessToken({
        installation_id: id,
        permissions,
        ...narrowing,
      });
    try {
      return await repeatPassing(
        () =>
          askAsApp(app, (authorize) =>
            app.request(create, authorize, "rotate"),
          ),
        (answer) => answer.status !== 201 || read(answer) !== undefined,
        app.waiting,
      );
    } catch (thrown) {
      throw brokenOf(thrown, task);
    }
  };
  const { repositories } = needs;
  let answer = await issue(
    repositories === undefined ? {} : { repositories: [...repositories] },
  );
  // One of the names is not there. Without them the reads will tell which.
  if (answer.status === 422 && repositories !== undefined) {
    answer = await issue({});
  }
  const wire = read(answer);
  if (wire === undefined) throw refusalToApp(answer, task);
  app.mask(wire.token);
  return {
    token: new Secret(wire.token),
    issuedAt: app.clock.now(),
    expiresAt: wire.expires_at,
  };
}

function isNotFound(answer: GitHubAnswer): boolean {
  return (
    answer.status === 404 &&
    isFromApi(answer) &&
    refusalOf(answer) === undefined
  );
}

function isElsewhere(answer: GitHubAnswer): boolean {
  return isNotFound(answer) || answer.status === 301 || answer.status === 307;
}

function taskFor({ owner, required }: AppNeeds, phrase: string): GitHubTask {
  const permission = required
    .map(({ permission: one, level }) => permissionWords(one, level))
    .join(", ");
  return { what: phrase, phrase, target: owner, permission, token: "app" };
}

/**
 * An assertion is no token, so a 401 for an unknown reason is told in words of
 * its own.
 */
function refusalToApp(answer: GitHubAnswer, task: GitHubTask): RotationError {
  const isUnknown =
    answer.status === 401 &&
    isFromApi(answer) &&
    refusalOf(answer) === undefined;
  if (!isUnknown) return failureOf(answer, task);
  return new RotationError({
    code: "github-unauthorized",
    summary: `GitHub did not accept \`github-app-id\` with \`github-app-private-key\` (${statusWords(answer)}).`,
    remedy:
      "Check on the App's settings page that both are of the same App and that the key is still listed, and check `github-api-url`.",
    rerun: "fix-first",
  });
}

function notInstalled(owner: string, answer: GitHubAnswer): RotationError {
  return new RotationError({
    code: "app-not-installed",
    summary: `The GitHub App of \`github-app-id\` is not installed at ${owner} (${statusWords(answer)}).`,
    remedy:
      "Check the name of the account, or install the App there (the App's settings → Install App) with access to the repositories that are targets.",
    rerun: "fix-first",
  });
}

function suspended(owner: string): RotationError {
  return new RotationError({
    code: "app-not-installed",
    summary: `The installation of the GitHub App at ${owner} is suspended.`,
    remedy:
      "Unsuspend it in the settings of the account where it is installed.",
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
      "Give the App the permission in its settings, then accept it for the installation.",
    rerun: "fix-first",
  });
}
