import type { KnownInaccuracy } from "./known-inaccuracies.ts";
import type { DescribedOperation } from "./operation.ts";

/** The operation that a request asks for, with the decoded values of its parameters. */
export interface MatchedOperation {
  readonly kind: "matched";
  readonly operation: DescribedOperation;
  readonly pathValues: ReadonlyMap<string, string>;
  readonly queryValues: ReadonlyMap<string, string>;
}

/** What finding an operation comes to. */
export type OperationMatch =
  MatchedOperation | { readonly kind: "unknown"; readonly sentence: string };

interface PathMatch {
  readonly operation: DescribedOperation;
  readonly values: ReadonlyMap<string, string>;
}

/** GitHub Enterprise Server serves the API below this path. */
const SERVER_PREFIX = "/api/v3";

/** Finds the operation of a method and an encoded path with query; literal segments win over parameters. */
export function matchOperation(
  operations: readonly DescribedOperation[],
  inaccuracies: readonly KnownInaccuracy[],
  method: string,
  target: string,
): OperationMatch {
  const [served = "", query = ""] = target.split(/\?(.*)/s, 2);
  const path = served.startsWith(`${SERVER_PREFIX}/`)
    ? served.slice(SERVER_PREFIX.length)
    : served;
  const matches = operations
    .flatMap((operation) =>
      templatesOf(operation, inaccuracies).flatMap((template): PathMatch[] => {
        const values = matchPath(template, path);
        return values === undefined ? [] : [{ operation, values }];
      }),
    )
    .sort((a, b) => a.values.size - b.values.size);
  const match = matches.find(
    ({ operation }) => operation.method === method.toUpperCase(),
  );
  if (match === undefined) {
    const sentence =
      matches.length === 0
        ? `no operation in use has the path ${served}`
        : `no operation in use has the method ${method} at the path ${served}`;
    return { kind: "unknown", sentence };
  }
  return {
    kind: "matched",
    operation: match.operation,
    pathValues: match.values,
    queryValues: new Map(new URLSearchParams(query)),
  };
}

function templatesOf(
  operation: DescribedOperation,
  inaccuracies: readonly KnownInaccuracy[],
): string[] {
  const others = inaccuracies.flatMap(({ operation: subject, what }) => {
    if (what.kind !== "path") return [];
    if (subject !== "*" && subject !== operation.id) return [];
    const below = `${operation.path}/`.startsWith(`${what.describedAs}/`);
    return below
      ? [what.served + operation.path.slice(what.describedAs.length)]
      : [];
  });
  return [operation.path, ...others];
}

function matchPath(
  template: string,
  path: string,
): ReadonlyMap<string, string> | undefined {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const values = new Map<string, string>();
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    const value = decoded(given[index] ?? "");
    if (value === undefined || value === "") {
      if (segment !== "") return undefined;
    } else if (name !== undefined) values.set(name, value);
    else if (segment !== value) return undefined;
  }
  return values;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
