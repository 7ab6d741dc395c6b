import { pathById } from "./addresses.ts";
import type { Call } from "./call.ts";

/** One page of a list, with the headers that lead to the others. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The page that `per_page` (30, at most 100) and `page` of the query ask for,
 * with a `link` header, whose addresses name repository or organization by id.
 */
export function pageOf<T>(all: readonly T[], call: Call): Page<T> {
  const { query, path } = call.request;
  const size = Math.min(100, positive(query.get("per_page"), 30));
  const page = positive(query.get("page"), 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const items = all.slice((page - 1) * size, page * size);
  const { repositories, base, behaviour } = call.state;
  const byId = pathById(path, behaviour().pathPrefix, repositories);
  const link = (number: number, rel: string) => {
    const target = new URLSearchParams(query);
    target.set("page", String(number));
    target.sort();
    return `<${base()}${byId}?${target.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, "prev")] : []),
    ...(page < last ? [link(page + 1, "next"), link(last, "last")] : []),
    ...(page > 1 ? [link(1, "first")] : []),
  ];
  return {
    items,
    headers: links.length === 0 ? {} : { link: links.join(", ") },
  };
}

function positive(text: string | null, otherwise: number): number {
  const number = Number(text ?? "");
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}
