import { readBody } from "../service/bounded-json.ts";
import type { ClockReading } from "../rotation/clocks.ts";
import { RotationError } from "../rotation/errors.ts";
import type { GitHubTask, TokenKind } from "./failures.ts";
import { parseAnswer, read, type Request } from "./octokit.ts";
import { isRateLimit } from "./pace/rate-limit.ts";
import { METADATA, permissionWords } from "./permissions.ts";
import { renamedTo } from "./provenance.ts";
import { RepositoryWire } from "./wire.ts";

/** A repository that is where the configuration says. */
export interface Repository {
  /** Stays the same through every rename and transfer. */
  readonly id: number;
  readonly archived: boolean;
  readonly clock: ClockReading | undefined;
}

/** Reads repositories with one credential. */
export class Repositories {
  readonly #request: Request;
  readonly #token: TokenKind;
  readonly #known = new Map<string, Promise<Repository>>();

  constructor(request: Request, token: TokenKind) {
    this.#request = request;
    this.#token = token;
  }

  /**
   * Reads a repository once, however many targets share it. Throws
   * `target-moved`, `target-missing` and the rest.
   */
  async find(owner: string, repository: string): Promise<Repository> {
    const key = `${owner}/${repository}`.toLowerCase();
    const found = this.#known.get(key) ?? this.look(owner, repository);
    this.#known.set(key, found);
    return await found;
  }

  /** Like `find`, but always asks GitHub. */
  async look(owner: string, repo: string): Promise<Repository> {
    const target = `${owner}/${repo}`;
    const task: GitHubTask = {
      what: "read the repository",
      target,
      permission: permissionWords(METADATA, "read"),
      token: this.#token,
    };
    const { value: answer, clock } = await read(
      this.#request,
      (octokit) => octokit.rest.repos.get({ owner, repo }),
      task,
    );
    const renamed = renamedTo(answer, answer.api);
    if (renamed !== undefined) {
      throw movedTo(target, await this.#newName(renamed.id));
    }
    const wire = parseAnswer(answer, RepositoryWire, task);
    if (wire.full_name.toLowerCase() !== target.toLowerCase()) {
      throw movedTo(target, wire.full_name);
    }
    return { id: wire.id, archived: wire.archived, clock };
  }

  /**
   * Where a redirect leads: asked for by the numeric id in it, since the
   * redirect itself is not followed. Undefined when that cannot be read.
   */
  async #newName(id: string): Promise<string | undefined> {
    try {
      const there = await this.#request(
        (octokit) => octokit.request("GET /repositories/{id}", { id }),
        { once: true },
      );
      if (isRateLimit(there)) return undefined;
      return readBody(RepositoryWire, there.body)?.full_name;
    } catch {
      return undefined;
    }
  }
}

function movedTo(target: string, place: string | undefined): RotationError {
  return new RotationError({
    code: "target-moved",
    summary: `${target} was renamed or transferred${place === undefined ? "" : `: it is now ${place}`}.`,
    remedy: `Nothing was minted. Secrets are never written through a redirect; set the configuration to ${place ?? "the new name"}.`,
    rerun: "fix-first",
  });
}
