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
  {
    file: "src/github/wire.ts",
    original: RFC3339,
    replacement: RFC3339.replace("$", ""),
    reason: "Date.parse knows no instant with more text behind it.",
  },
  {
    file: "src/rotation/check.ts",
    original: "dueOn !== undefined",
    replacement: "true",
    reason: "undefined < late is false, too; the check is for the types.",
  },
  {
    file: "src/rotation/check.ts",
    original: "expiresOn !== undefined",
    replacement: "true",
    reason:
      "undefined is neither before nor at an instant; the check is for the types.",
  },
  {
    file: "src/rotation/check.ts",
    original: "revocableFrom !== undefined",
    replacement: "true",
    reason: "undefined < late is false, too; the check is for the types.",
  },
  {
    file: "src/rotation/finding.ts",
    original: "default: return finding satisfies never;",
    replacement: "default:",
    reason: "All findings have a case.",
  },
  {
    file: "src/rotation/decide.ts",
    original: "default: return policy.mode satisfies never;",
    replacement: "default:",
    reason: "All modes have a case.",
  },
  {
    file: "src/rotation/decide.ts",
    original: "newest === undefined",
    replacement: "false",
    at: 'if (newest === undefined) return { kind: "retire" };',
    reason: "Without a credential one is minted; the check is for the types.",
  },
  {
    file: "src/rotation/decide.ts",
    original: '{ kind: "retire" }',
    replacement: "{}",
    at: 'if (newest === undefined) return { kind: "retire" };',
    reason: "Without a credential one is minted: never reached.",
  },
  {
    file: "src/rotation/decide.ts",
    original: '"retire"',
    replacement: '""',
    at: 'if (newest === undefined) return { kind: "retire" };',
    reason: "Without a credential one is minted: never reached.",
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
  {
    file: "src/rotation/drain.ts",
    original: 'answer.kind === "done"',
    replacement: "true",
    reason:
      "Only confirmed writes have an instant; the check is for the types.",
  },
  {
    file: "src/rotation/errors.ts",
    original: "[]",
    replacement: '["Stryker was here"]',
    at: 'const lines = typeof stack === "string" ? stack.split("\\n") : [];',
    reason: "That line names no place.",
  },
  {
    file: "src/rotation/emergency.ts",
    original: "answer.writtenAt !== undefined",
    replacement: "true",
    reason: "No instant is at or before undefined; the check is for the types.",
  },
  {
    file: "src/rotation/emergency.ts",
    original: "updatedAt !== undefined",
    replacement: "true",
    reason: "undefined is at or before no instant; the check is for the types.",
  },
  {
    file: "src/rotation/errors.ts",
    original: "first.moment === undefined",
    replacement: "false",
    reason: "A moment that is undefined is none.",
  },
  {
    file: "src/rotation/errors.ts",
    original: "first.notBefore === undefined",
    replacement: "false",
    reason: "An instant that is undefined is none.",
  },
  {
    file: "src/rotation/marker.ts",
    original: '""',
    replacement: '"Stryker was here!"',
    at: 'const fact = (name: string): string => groups[name] ?? "";',
    reason: "Every fact that is asked for takes part in each match.",
  },
  {
    file: "src/rotation/marker.ts",
    original: "lastWrite === undefined",
    replacement: "false",
    at: "lastWrite === undefined || before === undefined",
    reason: "The pattern has both or neither.",
  },
  {
    file: "src/rotation/marker.ts",
    original: "before === undefined",
    replacement: "false",
    at: "lastWrite === undefined || before === undefined",
    reason: "The pattern has both or neither.",
  },
  {
    file: "src/rotation/mint.ts",
    original: "default: return answer satisfies never;",
    replacement: "default:",
    reason: "All answers have a case.",
  },
  {
    file: "src/rotation/observe.ts",
    original: 'result.status === "fulfilled"',
    replacement: "true",
    at: 'result.status === "fulfilled" ? [result.value] : [],',
    reason:
      "Those that were rejected have been thrown; the check is for the types.",
  },
  {
    file: "src/rotation/observe.ts",
    original: "[]",
    replacement: '["Stryker was here"]',
    at: 'result.status === "fulfilled" ? [result.value] : [],',
    reason: "Those that were rejected have been thrown: never reached.",
  },
  {
    file: "src/rotation/renew.ts",
    original: "decision.makeRoom.length > 0",
    replacement: "true",
    reason: "Nothing that makes room is nothing to do.",
  },
  {
    file: "src/rotation/renew.ts",
    original: "decision.makeRoom.length > 0",
    replacement: "decision.makeRoom.length >= 0",
    reason: "Nothing that makes room is nothing to do.",
  },
  {
    file: "src/rotation/retire.ts",
    original: "adopts !== undefined",
    replacement: "true",
    reason: "undefined has not failed; the check is for the types.",
  },
  {
    file: "src/rotation/retire.ts",
    original: "successor !== undefined",
    replacement: "true",
    reason:
      "After a publication there is a fresh credential; before, the admin token is kept.",
  },
  {
    file: "src/rotation/retire.ts",
    original: "reason === undefined",
    replacement: "false",
    at: "...(reason === undefined ? {} : { cause: reason }),",
    reason: "A cause that is undefined is none.",
  },
  {
    file: "src/rotation/run.ts",
    original: "record.minted !== undefined",
    replacement: "true",
    reason: "States are noted of what was minted; the check is for the types.",
  },
  {
    file: "src/rotation/verify.ts",
    original: "member !== own",
    replacement: "true",
    reason: "Nothing is generated before itself.",
  },
  {
    file: "src/rotation/lineage.ts",
    original: "a.generatedOn < b.generatedOn",
    replacement: "a.generatedOn <= b.generatedOn",
    reason: "The two differ there.",
  },
  {
    file: "src/rotation/marker.ts",
    original: '"u"',
    replacement: '""',
    reason: "The pattern and all that fits it are ASCII.",
  },
  {
    file: "src/rotation/renew.ts",
    original: '"before-publication"',
    replacement: '""',
    reason: "Every stage but the one after publication is before it.",
  },
  {
    file: "src/rotation/rotate.ts",
    original: '"before-publication"',
    replacement: '""',
    reason: "Every stage but the one after publication is before it.",
  },
  {
    file: "src/action/report/mask.ts",
    original: "/[\\r\\n]+/u",
    replacement: "/[\\r\\n]/u",
    reason: "Empty lines are too short to be masked.",
  },
  {
    file: "src/action/inputs/github-names.ts",
    original: '""',
    replacement: '"Stryker was here!"',
    at: 'const [owner = "", repository = "", ...more] = text.split("/");',
    reason: "Neither text is a name.",
  },
  {
    file: "src/action/inputs/reader.ts",
    original: "length >= 0",
    replacement: "true",
    reason:
      "The pattern knows no negative durations, and NaN fails the next condition.",
  },
  {
    file: "src/http/bounded-json.ts",
    original: "{ return undefined; }",
    replacement: "{}",
    reason: "A function without a return gives undefined.",
  },
  {
    file: "src/http/bounded-json.ts",
    original: "at < text.length",
    replacement: "at <= text.length",
    reason: "There is no character at the end.",
  },
  {
    file: "src/http/transport-error.ts",
    original: '""',
    replacement: '"Stryker was here!"',
    reason: "Neither text is a code.",
  },
  {
    file: "src/rotation/check.ts",
    original: "others.get(secret)?.length",
    replacement: "others.get(secret).length",
    reason: "The map has an entry for every drifted secret.",
  },
  {
    file: "src/rotation/check.ts",
    original: "[]",
    replacement: '["Stryker was here"]',
    at: "const writers = shared.flatMap((secret) => others.get(secret) ?? []);",
    reason: "The map has an entry for every drifted secret.",
  },
  {
    file: "src/rotation/check.ts",
    original: "expiresOn !== undefined && end !== undefined",
    replacement: "true",
    reason:
      "undefined is neither before nor at an instant; the check is for the types.",
  },
  {
    file: "src/rotation/check.ts",
    original: "expiresOn !== undefined && end !== undefined",
    replacement: "expiresOn !== undefined || end !== undefined",
    reason: "Both are undefined, or neither is.",
  },
  {
    file: "src/rotation/check.ts",
    original: "end !== undefined",
    replacement: "true",
    reason:
      "It is undefined only where the expiry is; the check is for the types.",
  },
  {
    file: "src/rotation/decide.ts",
    original: "end !== undefined",
    replacement: "true",
    reason: "No number is at or above undefined; the check is for the types.",
  },
  {
    file: "src/rotation/decide.ts",
    original: "default: return reason satisfies never;",
    replacement: "default:",
    reason: "All reasons have a case.",
  },
  {
    file: "src/rotation/evidence.ts",
    original: "members.length === 0",
    replacement: "false",
    reason:
      "Without a credential every written secret has drifted, which proves nothing anyway.",
  },
  {
    file: "src/rotation/next-due.ts",
    original: "one.expiresOn !== undefined",
    replacement: "true",
    reason: "undefined is before no instant; the check is for the types.",
  },
  {
    file: "src/rotation/next-due.ts",
    original: "times.rotateAfterMs > 0 && byExpiry !== undefined",
    replacement: "true",
    reason:
      "Nothing is before -Infinity, which is the age at 0, and undefined is before no instant.",
  },
  {
    file: "src/rotation/next-due.ts",
    original: "times.rotateAfterMs > 0 && byExpiry !== undefined",
    replacement: "times.rotateAfterMs > 0 || byExpiry !== undefined",
    reason:
      "Nothing is before -Infinity, which is the age at 0, and undefined is before no instant.",
  },
  {
    file: "src/rotation/next-due.ts",
    original: "times.rotateAfterMs > 0",
    replacement: "true",
    reason: "At 0 the age makes due at -Infinity, and nothing is before that.",
  },
  {
    file: "src/rotation/next-due.ts",
    original: "times.rotateAfterMs > 0",
    replacement: "times.rotateAfterMs >= 0",
    reason: "At 0 the age makes due at -Infinity, and nothing is before that.",
  },
  {
    file: "src/rotation/next-due.ts",
    original: "byExpiry !== undefined",
    replacement: "true",
    reason: "undefined is before no instant; the check is for the types.",
  },
  {
    file: "src/rotation/role-change.ts",
    original: "newest === undefined",
    replacement: "false",
    reason:
      "Without a credential there is no digest either; the check is for the types.",
  },
  {
    file: "src/rotation/room.ts",
    original: "freeFrom === undefined",
    replacement: "false",
    reason:
      "An error without the fact has it undefined; the check is for the types.",
  },
  {
    file: "src/rotation/warnings.ts",
    original: "policy.compromised && isNamed",
    replacement: "true",
    reason:
      "Only an emergency freezes what is not covered, and only what is named.",
  },
  {
    file: "src/rotation/warnings.ts",
    original: "policy.compromised && isNamed",
    replacement: "policy.compromised || isNamed",
    reason:
      "Only an emergency freezes what is not covered, and only what is named.",
  },
  {
    file: "src/rotation/warnings.ts",
    original: "expiresOn === undefined",
    replacement: "false",
    reason:
      "What never ends neither ends early nor cuts an overlap; the check is for the types.",
  },
];
