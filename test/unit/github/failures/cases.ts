import type { GitHubTask } from "../../../../src/github/failures.ts";
import type { ApiAnswer } from "../../../../src/github/provenance.ts";

export const SERVERS = {
  cloud: new URL("https://api.github.com"),
  own: new URL("https://github.example.com/api/v3"),
} as const;

export const SECRETS = "“Secrets: read and write”";

export const READ: GitHubTask = {
  what: "read the repository",
  target: "acme/web",
  permission: "“Metadata: read-only”",
  token: "fine-grained",
};
export const KEY: GitHubTask = {
  what: "read the public key for secrets",
  target: "acme/web",
  permission: SECRETS,
  token: "fine-grained",
  place: "repository",
  store: "actions",
};
export const WRITE: GitHubTask = { ...KEY, what: "write the secret TOKEN" };
export const ENVIRONMENT: GitHubTask = {
  ...KEY,
  target: "environment “prod (eu)” of acme/web",
  permission: "“Environments: read and write”",
  place: "environment",
};
export const ORGANIZATION: GitHubTask = {
  ...KEY,
  target: "organization acme",
  permission: `${SECRETS} of the organization`,
  place: "organization",
};
export const READ_ORGANIZATION: GitHubTask = {
  what: "read the organization",
  target: "acme",
  permission: "“Metadata: read-only”",
  token: "fine-grained",
  place: "organization",
};
export const CODESPACES: GitHubTask = {
  ...KEY,
  target: "Codespaces secrets of acme/web",
  permission: "“Codespaces secrets: read and write”",
  store: "codespaces",
};
export const AGENTS: GitHubTask = {
  ...KEY,
  target: "Agents secrets of acme/web",
  permission: "“Agent secrets: read and write”",
  store: "agents",
};
export const RUNS: GitHubTask = {
  ...READ,
  what: "list the workflow runs",
  permission: "“Actions: read-only”",
};
export const INSTALLATION: GitHubTask = {
  what: "",
  phrase: "find the GitHub App's installation on acme",
  target: "acme",
  permission: SECRETS,
  token: "app",
};
export const TOKEN: GitHubTask = {
  ...INSTALLATION,
  phrase: "create an installation token for acme",
};
export const classic = (task: GitHubTask): GitHubTask => ({
  ...task,
  token: "classic",
});
export const app = (task: GitHubTask): GitHubTask => ({
  ...task,
  token: "app",
});
export const installed = (task: GitHubTask): GitHubTask => ({
  ...task,
  token: "installation",
});

export interface Wire {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly server?: keyof typeof SERVERS;
}

export function answered({
  status,
  body = "",
  headers = {},
  server = "cloud",
}: Wire): ApiAnswer {
  return {
    status,
    body,
    header: (name) => headers[name.toLowerCase()],
    serverTime: Date.UTC(2030, 0, 1),
    receivedAt: 0,
    api: SERVERS[server],
  };
}

export const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
export const HTML_TYPE = { "content-type": "text/html; charset=utf-8" };

/** An error in GitHub's form. */
export function github(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Wire {
  return {
    status,
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify({
      message,
      documentation_url: "https://docs.github.com/rest",
      status: String(status),
    }),
  };
}

export function page(status: number, text = "<html>Sign in</html>"): Wire {
  return { status, headers: HTML_TYPE, body: text };
}

export function plain(status: number, body: unknown, headers = {}): Wire {
  return {
    status,
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify(body),
  };
}

export const NOT_FOUND = github(404, "Not Found");
export const LACKS_INTEGRATION = github(
  403,
  "Resource not accessible by integration",
);
export const LACKS_TOKEN = github(
  403,
  "Resource not accessible by personal access token",
);
export const TOKEN_PAGE =
  "Settings → Developer settings → Personal access tokens";
export const ADDRESS =
  "Check `github-api-url` (the address of the API, such as https://api.github.com, https://api.SUBDOMAIN.ghe.com or https://api.github.com/api/v3), and any proxy, gateway or login page between the runner and GitHub.";
export const UNKNOWN =
  "Likely causes, in this order: a policy of the organization, the enterprise or the server; the state of the repository or of the account; the access of the credential.";
export const COVERS =
  "it does not cover this repository: check its resource owner, its repository access and the organization's approval";
export const INSTALLED =
  "the installation does not cover this repository: add it to the installation's repository access";
export const SIGNED_BY_APP =
  "GitHub does not let the App's installation do this";

/** What failed, the answer, and each sentence that is told of it. */
export type Case = readonly [
  name: string,
  task: GitHubTask,
  wire: Wire,
  summary: string,
  remedy: string,
];
