/** A mutant that behaves like the original in every case that can occur. */
export interface Equivalent {
  readonly file: string;
  readonly original: string;
  readonly replacement: string;
  /** The text of its line, where the same replacement exists elsewhere in the file. */
  readonly at?: string;
  readonly reason: string;
}

const RFC3339 = String.raw`/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/u`;

/** All of them; `npm run test:mutation` fails when a test finds one, or it no longer exists. */
export const EQUIVALENT: readonly Equivalent[] = [
  ...["src/astra/wire.ts", "src/github/wire.ts"].map((file) => ({
    file,
    original: RFC3339,
    replacement: RFC3339.replace("$", ""),
    reason: "Date.parse knows no instant with more text behind it.",
  })),
  {
    file: "src/github/wire.ts",
    original: '""',
    replacement: '"Stryker was here!"',
    reason: "Any message without GitHub's wordings says nothing.",
  },
  {
    file: "src/rotation/due.ts",
    original: "one.revocableFrom !== undefined",
    replacement: "true",
    reason: "undefined <= now is false, too; the check is for the types.",
  },
  {
    file: "src/rotation/due.ts",
    original: "adopts === undefined",
    replacement: "false",
    at: "if (adopts === undefined || !live.has(clientId)) continue;",
    reason: "An entry under undefined is never asked for.",
  },
  {
    file: "src/rotation/due.ts",
    original: "one.adopts === undefined",
    replacement: "false",
    at: "one.adopts === undefined ||",
    reason: "undefined is not live, so the next condition holds.",
  },
];
