import type { Decision } from "./decision.ts";
import { nameOf, ownTokens, sparedInEmergency } from "./emergency.ts";
import { RotationError } from "./errors.ts";
import type { Evidence } from "./evidence.ts";
import type { Policy } from "./observation.ts";
import type { Run } from "./run.ts";
import { shortIds } from "./short-id.ts";

/**
 * Throws `emergency-incomplete` when an emergency that has done all it may
 * leaves something alive that may have leaked.
 */
export function requireNothingSpared(
  { settings: { policy } }: Run,
  decision: Pick<Decision, "evidence" | "frozen">,
): void {
  const { evidence } = decision;
  const spared = sparedInEmergency(decision);
  if (spared.length > 0) {
    throw incomplete(
      "The emergency rotation was completed, but it could not revoke every token that may have leaked.",
      remedyOf(evidence, policy, spared),
    );
  }
  // What such a secret held is of no rotation, and nobody has named it.
  const { drifted, witness } = evidence;
  const [first, ...others] = witness === undefined ? drifted : [];
  if (first === undefined) return;
  throw incomplete(
    `What ${nameOf(first, others)} held before is not a token of this rotation, and this run cannot identify it.`,
    "If it may have leaked, revoke it in the Astra Portal (Settings › Tokens), or run again and pass the leaked value as `previous-token`.",
  );
}

function incomplete(summary: string, remedy: string): RotationError {
  return new RotationError({
    code: "emergency-incomplete",
    summary,
    remedy,
    rerun: "fix-first",
  });
}

/** Why a token was spared. */
type SparedBecause = "not-ours" | "own-key" | "uncovered" | "young";

/** What to do about all that was spared: a sentence for each reason. */
function remedyOf(
  evidence: Evidence,
  policy: Policy,
  spared: readonly string[],
): string {
  const { previousClientId } = policy;
  const own = ownTokens(policy, evidence);
  const reasonOf = (clientId: string): SparedBecause => {
    const token = own.find((one) => one.clientId === clientId);
    if (token === undefined) return "not-ours";
    const { isCovered, isOwnKey } = token;
    if (isCovered) return isOwnKey ? "own-key" : "young";
    const isNamed = clientId === previousClientId;
    return isNamed && !isOwnKey ? "young" : "uncovered";
  };
  const tell = (
    reason: SparedBecause,
    words: (ids: string, them: string) => string,
  ): readonly string[] => {
    const ids = spared.filter((clientId) => reasonOf(clientId) === reason);
    const them = ids.length === 1 ? "it" : "them";
    return ids.length === 0 ? [] : [words(shortIds(ids), them)];
  };
  return [
    ...tell("not-ours", () => notOurs(evidence)),
    ...tell(
      "own-key",
      (id) =>
        `This run authenticates with ${id} (\`astra-token\`) and left it alone: run again with \`compromised: true\` once the secret that \`astra-token\` reads holds the new token.`,
    ),
    ...tell(
      "uncovered",
      (ids, them) =>
        `Secrets that this run does not know may hold ${ids}: revoke ${them} in the Astra Portal (Settings › Tokens) when nothing uses ${them}.`,
    ),
    ...tell(
      "young",
      (ids) =>
        `Another job may be using ${ids}, created in the last minutes: run again later with \`compromised: true\`.`,
    ),
  ].join(" ");
}

/** Only `previous-token` names what is not of the rotation. */
function notOurs({ witness }: Evidence): string {
  return witness?.hasStanding === true
    ? "This run does not know `previous-token` as a token of this rotation."
    : "No secret of this rotation can hold `previous-token`: it is another secret's value, and its consumers would lose access. Name its place in `repository`, `environment` or `targets`.";
}
