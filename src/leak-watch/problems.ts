import { count } from "../action/report/words.ts";
import { RotationError } from "../rotation/errors.ts";
import { shortId } from "../rotation/short-id.ts";
import { type Tried, triedAs, type WatchRecord } from "./outcome.ts";

/** The values of which Astra did not say whether they are alive. */
export function unclearValues(
  record: Readonly<WatchRecord>,
): readonly RotationError[] {
  const unclear = triedAs(record, "unclear");
  if (unclear.length === 0) return [];
  return [
    new RotationError({
      code: "astra-unavailable",
      summary: `Astra did not say whether ${count(unclear.length, "leaked value")} ${unclear.length === 1 ? "is" : "are"} alive${named(record, unclear)}.`,
      remedy: "Their alerts were left as they are. Run it again.",
      rerun: "safe",
    }),
  ];
}

/**
 * What lives and what this action may not revoke, the gravest first: it is told
 * before every other problem.
 */
export function leaksAlive(
  record: Readonly<WatchRecord>,
): readonly RotationError[] {
  return [
    problem(record, triedAs(record, "admin"), {
      what: () =>
        "`astra-token` itself has leaked: whoever has it can mint and revoke tokens of the whole organization",
      remedy:
        "It was not revoked, because the rotations would stop. Create another token at once, store it in the secret that `astra-token` reads, then revoke the leaked one in the Astra Portal (Settings › Tokens).",
    }),
    problem(record, triedAs(record, "uncovered"), {
      what: (tokens) =>
        `${tokens} of this rotation ${tokens.startsWith("1 ") ? "is" : "are"} alive, and secrets that this step does not know may hold ${tokens.startsWith("1 ") ? "it" : "them"}`,
      remedy:
        "Give this step the same targets and secret names as the rotation, or revoke the token in the Astra Portal (Settings › Tokens).",
    }),
    problem(record, triedAs(record, "foreign"), {
      what: (tokens) =>
        `${tokens} that this rotation did not mint ${tokens.startsWith("1 ") ? "is" : "are"} alive`,
      remedy:
        "It was not revoked, because nobody here knows what uses it. If another rotation minted it, that one's leak watch replaces it. Otherwise replace it where it is used, then revoke it in the Astra Portal (Settings › Tokens).",
    }),
    problem(record, triedAs(record, "elsewhere"), {
      what: (tokens) =>
        `${tokens} of another Astra organization ${tokens.startsWith("1 ") ? "is" : "are"} alive`,
      remedy: "Only that organization can revoke it: tell its owners.",
    }),
  ].filter((one) => one !== undefined);
}

function problem(
  record: Readonly<WatchRecord>,
  tried: readonly Tried[],
  words: {
    readonly what: (tokens: string) => string;
    readonly remedy: string;
  },
): RotationError | undefined {
  if (tried.length === 0) return undefined;
  const what = words.what(count(tried.length, "leaked token"));
  return new RotationError({
    code: "leak-alive",
    summary: `${what}${named(record, tried)}.`,
    remedy: `${words.remedy} The open alerts are under Security › Secret scanning.`,
    rerun: "fix-first",
  });
}

/** Which alerts; nothing where others than members may read it. */
function named(
  { isPrivate }: Readonly<WatchRecord>,
  tried: readonly Tried[],
): string {
  if (!isPrivate) return "";
  const shown = tried.slice(0, 3).map(
    ({
      leak: {
        clientId,
        alerts: [first],
      },
    }) =>
      first === undefined
        ? shortId(clientId)
        : `${shortId(clientId)}, alert ${String(first.number)} of ${first.repository}`,
  );
  const more = tried.length - shown.length;
  return ` (${shown.join("; ")}${more > 0 ? `; and ${String(more)} more` : ""})`;
}
