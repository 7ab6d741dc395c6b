/** What stands for things that tell of an organization or open it. */
const STAND_INS: readonly (readonly [RegExp, string])[] = [
  [/AstraCS:[^\s"\\]*/gu, "<token>"],
  [/(?:github_pat|gh[pousr])_\w+/gu, "<token>"],
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/giu, "<uuid>"],
  [/https?:\/\/[^\s"\\/]+/gu, "<address>"],
  [/\b[A-Za-z]{24}\b/gu, "<client id>"],
  [/[A-Za-z0-9+/=_-]{32,}/gu, "<text>"],
];

/** A text with the names and keys of the organization taken out. */
export function redacted(text: string): string {
  return STAND_INS.reduce((rest, [what, by]) => rest.replace(what, by), text);
}

/** What a value is made of, without what it says. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const [first] = value as readonly unknown[];
    return value.length === 0
      ? []
      : [shapeOf(first), `${String(value.length)} in all`];
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        redacted(key),
        isTold(key, one) ? told(one) : shapeOf(one),
      ]),
    );
  }
  return value === null ? "null" : typeof value;
}

/** Members that say what went wrong, and those alone, are told. */
function isTold(key: string, value: unknown): boolean {
  return (
    (/^(?:ID|message|errorCode|errors?)$/u.test(key) &&
      typeof value !== "object") ||
    typeof value === "boolean"
  );
}

function told(value: unknown): unknown {
  return typeof value === "string" ? redacted(value).slice(0, 200) : value;
}

/** Throws when a text holds one of the secrets, or anything like a token. */
export function requireRedacted(
  text: string,
  secrets: readonly string[],
): void {
  const found = secrets.filter(
    (secret) => secret !== "" && text.includes(secret),
  );
  if (found.length > 0 || /AstraCS:[A-Za-z]/u.test(text)) {
    throw new Error("The transcript would hold a secret; it was not written.");
  }
}
