import * as v from "valibot";
import { readBody } from "../service/bounded-json.ts";
import type { Secret } from "../rotation/secret.ts";
import type { AuthorizedRequest } from "./octokit.ts";

/**
 * Who can see a repository, its logs and its job summaries; `unknown` where
 * nobody has said.
 */
export type Visibility = "public" | "private" | "unknown";

/** A repository by the names that the runner's environment has for it. */
export interface NamedRepository {
  readonly owner: string;
  readonly name: string;
  /** Undefined where the environment does not say it. */
  readonly id: number | undefined;
}

/**
 * A repository in the payload of an event or in the answer of `GET
 * /repos/{owner}/{repo}`. Internal ones are private, too.
 */
const RepositoryWire = v.object({
  id: v.pipe(v.number(), v.safeInteger()),
  full_name: v.pipe(v.string(), v.maxLength(256)),
  private: v.boolean(),
  visibility: v.optional(v.string()),
});

const PayloadWire = v.object({ repository: RepositoryWire });

/**
 * Who can see a repository by an event's payload. Those of schedules may lack
 * the repository.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export function visibilityInPayload(
  payload: string,
  repository: NamedRepository,
): Visibility {
  const wire = readBody(PayloadWire, payload)?.repository;
  return wire === undefined ? "unknown" : visibilityOf(wire, repository);
}

/** Asks GitHub once; never throws. */
export async function askVisibility(
  request: AuthorizedRequest,
  token: Secret,
  repository: NamedRepository,
): Promise<Visibility> {
  const { owner, name: repo } = repository;
  try {
    const answer = await request(
      (octokit) => octokit.rest.repos.get({ owner, repo }),
      () => Promise.resolve(token),
      "rotate",
      { once: true },
    );
    const wire =
      answer.status === 200 ? readBody(RepositoryWire, answer.body) : undefined;
    return wire === undefined ? "unknown" : visibilityOf(wire, repository);
  } catch {
    return "unknown";
  }
}

/** Private only where everything says so, of this very repository. */
function visibilityOf(
  wire: v.InferOutput<typeof RepositoryWire>,
  { owner, name, id }: NamedRepository,
): Visibility {
  const isSame =
    id === undefined
      ? wire.full_name.toLowerCase() === `${owner}/${name}`.toLowerCase()
      : wire.id === id;
  if (!isSame) return "unknown";
  return wire.private && wire.visibility !== "public" ? "private" : "public";
}
