/** A member of a value that is an object; undefined otherwise. */
function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function parsed(text: string): unknown {
  return JSON.parse(text) as unknown;
}

/** What package.json says. Throws when it has no version. */
export function manifest(text: string): { readonly version: string } {
  const version = member(parsed(text), "version");
  if (typeof version !== "string") throw new Error("no version");
  return { version };
}

/**
 * How many reviewers an environment requires, of GitHub's answer to
 * `GET /repos/{owner}/{repo}/environments/{environment_name}`.
 */
export function reviewers(text: string): number {
  const rules = member(parsed(text), "protection_rules");
  if (!Array.isArray(rules)) return 0;
  return rules.flatMap((rule: unknown) => {
    const named = member(rule, "reviewers");
    const isRequired = member(rule, "type") === "required_reviewers";
    return isRequired && Array.isArray(named) ? (named as unknown[]) : [];
  }).length;
}

/**
 * The commit of a tag, of `GET /repos/{owner}/{repo}/git/ref/tags/{tag}`.
 * Throws when it has none.
 */
export function tagged(text: string): string {
  const sha = member(member(parsed(text), "object"), "sha");
  if (typeof sha !== "string") throw new Error("the tag has no commit");
  return sha;
}

/** Whether a published release can no longer change, of its answer. */
export function isImmutable(text: string): boolean {
  return member(parsed(text), "immutable") === true;
}
