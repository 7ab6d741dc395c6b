/** The secret that is written unless told otherwise. */
const SECRET = "ASTRA_DB_APPLICATION_TOKEN";

import type { World } from "../../kit/world.ts";

/** Many repositories of one organization, as targets of one rotation. */
export interface ManyRepositories {
  /** The input `targets`. */
  readonly targets: string;
  /** What consumers read in each of them. */
  readonly values: () => readonly (string | undefined)[];
  /** A token that may write all of them. */
  readonly token: string;
}

/** Adds so many repositories. */
export function addRepositories(
  { github }: World,
  count: number,
): ManyRepositories {
  const owner = "acme";
  const names = Array.from({ length: count }, (_, n) => `r${String(n)}`);
  for (const name of names) github.addRepository({ owner, name });
  const scope = { store: "actions", kind: "repository", owner } as const;
  return {
    targets: names.map((name) => `- repository: ${owner}/${name}`).join("\n"),
    values: () =>
      names.map((name) => github.secretValue({ ...scope, name }, SECRET)),
    token: github.issueToken({ kind: "classic", scopes: ["repo"] }),
  };
}

/** The answers by which GitHub refused a request for its limits. */
export function limitRefusals({ history }: World): readonly string[] {
  return history.events.flatMap((event) =>
    event.kind === "answer" &&
    (event.status === 403 || event.status === 429) &&
    /rate limit/iu.test(event.body)
      ? [event.body]
      : [],
  );
}
