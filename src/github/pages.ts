import type { HttpAnswer } from "../http/message.ts";
import { RotationError } from "../rotation/errors.ts";
import { ask } from "./ask.ts";
import type { Call, Question } from "./client.ts";
import { failureOf, type GitHubTask } from "./failures.ts";

/** The largest page that GitHub gives. */
const PAGE_SIZE = 100;

/** The most pages of one list that are read. */
const MAX_PAGES = 100;

/** What one page holds. */
export interface Page<T> {
  readonly items: readonly T[];
  /** How many there are on all pages; undefined when the answer does not say. */
  readonly total: number | undefined;
}

/**
 * Reads a list whole, however many pages it has: the later ones at once when
 * the first tells their number, else one by one until there are `atMost`.
 * Throws when a page cannot be read, or when there are more than 10,000 items.
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export async function readPages<T>(
  call: Call,
  question: Omit<Question, "method">,
  task: GitHubTask,
  parse: (answer: HttpAnswer) => Page<T> | undefined,
  atMost = Infinity,
): Promise<readonly T[]> {
  const readPage = async (
    number: number,
  ): Promise<Page<T> & { readonly hasNext: boolean }> => {
    const { answer } = await ask(
      call,
      {
        method: "GET",
        path: question.path,
        parameters: {
          ...question.parameters,
          per_page: PAGE_SIZE,
          ...(number === 1 ? {} : { page: number }),
        },
      },
      task,
    );
    const page = answer.status === 200 ? parse(answer) : undefined;
    if (page === undefined) throw failureOf(answer, task);
    const hasNext = /;\s*rel="next"/u.test(answer.header("link") ?? "");
    return { ...page, hasNext };
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
    remedy: "The action does not go through so many.",
    rerun: "fix-first",
  });
}
