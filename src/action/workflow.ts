import type { KnownAccount } from "../github/numeric-ids.ts";

/** What the runner says of the workflow. */
export interface Workflow {
  /** GitHub's address, normalized; undefined when it is not said. */
  readonly server: string | undefined;
  /** Owner and name of the workflow's repository. */
  readonly repository: readonly [string, string] | undefined;
  readonly repositoryId: number | undefined;
  /** The account that owns the repository, with its number. */
  readonly account: KnownAccount | undefined;
  /** The action of this repository that makes roles, as a sentence names it. */
  readonly prepareRole: string;
  /**
   * Run id and attempt in base 36, as markers carry them; `0.0` outside a
   * workflow.
   */
  readonly run: string;
}

/**
 * Reads what the runner says of the workflow; anything of another form counts
 * as not said.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function readWorkflow(env: NodeJS.ProcessEnv): Workflow {
  const [owner = "", name = "", ...rest] = (
    env["GITHUB_REPOSITORY"] ?? ""
  ).split("/");
  const isNamed = owner !== "" && name !== "" && rest.length === 0;
  const login = env["GITHUB_REPOSITORY_OWNER"] ?? "";
  const accountId = numberIn(env["GITHUB_REPOSITORY_OWNER_ID"]);
  return {
    server: addressIn(env["GITHUB_SERVER_URL"]),
    repository: isNamed ? [owner, name] : undefined,
    repositoryId: numberIn(env["GITHUB_REPOSITORY_ID"]),
    account:
      login === "" || accountId === undefined
        ? undefined
        : { login, id: accountId },
    prepareRole: prepareRoleIn(
      env["GITHUB_ACTION_REPOSITORY"] ?? "",
      env["GITHUB_ACTION_REF"] ?? "",
    ),
    run: runIn(env["GITHUB_RUN_ID"], env["GITHUB_RUN_ATTEMPT"]),
  };
}

function prepareRoleIn(repository: string, ref: string): string {
  const isKnown =
    /^[\w.-]{1,100}\/[\w.-]{1,100}$/u.test(repository) &&
    /^[\w./-]{1,200}$/u.test(ref);
  return isKnown
    ? `\`uses: ${repository}/prepare-role@${ref}\``
    : "the action `prepare-role` of this action's repository";
}

function numberIn(text: string | undefined): number | undefined {
  return /^[1-9]\d{0,14}$/u.test(text ?? "") ? Number(text) : undefined;
}

function runIn(id: string | undefined, attempt: string | undefined): string {
  const inBase36 = (text: string | undefined): string =>
    /^\d{1,16}$/u.test(text ?? "") ? Number(text).toString(36) : "0";
  return `${inBase36(id)}.${inBase36(attempt).slice(-3)}`;
}

function addressIn(text: string | undefined): string | undefined {
  const url = text === undefined ? null : URL.parse(text);
  return url === null || !/^https?:$/u.test(url.protocol)
    ? undefined
    : `${url.protocol}//${url.hostname}`;
}
