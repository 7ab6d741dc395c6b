import { createHash } from "node:crypto";
import { simulatorAt } from "../simulators/kernel/running.ts";

type Variables = Readonly<Record<string, string>>;

/**
 * Where the workflow runs: server, repository, and the number that the
 * simulated GitHub knows the repository by. `env` may name another repository.
 */
export function workflowVariables(
  inputs: Variables,
  env: Variables = {},
): Record<string, string> {
  const repository = env["GITHUB_REPOSITORY"] ?? "acme/web";
  const url = inputs["github-api-url"] ?? "";
  return {
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_ID: String(repositoryId(url, repository)),
  };
}

/** A repository that no simulator has gets the same number every time, too. */
function repositoryId(githubUrl: string, repository: string): number {
  const [owner = "", name = ""] = repository.split("/");
  const known = simulatorAt(githubUrl)?.repositoryId?.(owner, name);
  const hash = createHash("sha256").update(repository.toLowerCase()).digest();
  return known ?? 900_000_000 + (hash.readUInt32BE(0) % 90_000_000);
}
