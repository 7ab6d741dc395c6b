import type * as v from "valibot";
import { RotationError } from "../rotation/errors.ts";
import type { GitHubTask } from "./failures.ts";
import { type Octokit, parseAnswer, read, type Request } from "./octokit.ts";

/** The largest page that GitHub returns. */
const PAGE_SIZE = 100;

/** The most pages of one list that are read. */
const MAX_PAGES = 100;

/** What one page holds. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Items on all pages; undefined when the answer does not say. */
  readonly total: number | undefined;
}

/** The parameters that choose a page. */
export interface PageParameters {
  readonly per_page: number;
  readonly page?: number;
}

/** A list that GitHub returns in pages. */
export interface PagedList<Wire, T> {
  readonly operation: (
    octokit: Octokit,
    page: PageParameters,
  ) => Promise<unknown>;
  readonly schema: v.GenericSchema<unknown, Wire>;
  readonly pageOf: (wire: Wire) => Page<T>;
}

/**
 * Reads a whole list: the later pages at once when the first says how many
 * there are, else one by one until there are `atMost` items. Throws when a page
 * cannot be read, or when there are more than 10,000 items. `octokit.paginate`
 * takes a 409 for an empty list, follows `Link` to any host and has no bound.
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export async function readPages<Wire, T>(
  request: Request,
  { operation, schema, pageOf }: PagedList<Wire, T>,
  task: GitHubTask,
  atMost = Infinity,
): Promise<readonly T[]> {
  const readPage = async (
    number: number,
  ): Promise<Page<T> & { readonly hasNext: boolean }> => {
    const page = {
      per_page: PAGE_SIZE,
      ...(number === 1 ? {} : { page: number }),
    };
    const { value: answer } = await read(
      request,
      (octokit) => operation(octokit, page),
      task,
    );
    const hasNext = /;\s*rel="next"/u.test(answer.header("link") ?? "");
    return { ...pageOf(parseAnswer(answer, schema, task)), hasNext };
  };

  const first = await readPage(1);
  const items = [...first.items];
  if (first.total !== undefined) {
    const pages = Math.ceil(first.total / PAGE_SIZE);
    if (pages > MAX_PAGES) throw tooMany(task);
    const numbers = Array.from({ length: Math.max(pages - 1, 0) }, (_, n) => n);
    const others = await Promise.all(numbers.map((n) => readPage(n + 2)));
    return [...items, ...others.flatMap((page) => page.items)];
  }
  let page = first;
  for (let number = 2; page.hasNext && items.length < atMost; number += 1) {
    if (number > MAX_PAGES) throw tooMany(task);
    page = await readPage(number);
    items.push(...page.items);
  }
  return items;
}

function tooMany({ what, target }: GitHubTask): RotationError {
  return new RotationError({
    code: "github-answer-unusable",
    summary: `There are more than ${String(MAX_PAGES * PAGE_SIZE)} entries to ${what} of ${target}.`,
    remedy: "The action does not read lists of that length.",
    rerun: "fix-first",
  });
}
