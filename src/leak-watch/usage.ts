import { fenceOf } from "../rotation/fence.ts";
import {
  type ClockReading,
  compareClocks,
  latestAt,
  requireCloseClocks,
} from "../rotation/clocks.ts";
import type { ListedToken } from "../rotation/credential.ts";
import { weigh } from "../rotation/evidence.ts";
import type { LineageIdentity } from "../rotation/lineage.ts";
import type { Policy } from "../rotation/observation.ts";
import { everyOne } from "../rotation/observe.ts";
import type { TargetStore } from "../rotation/ports.ts";
import { dated } from "../rotation/usage.ts";

/** The longest that a run of the rotation may take, milliseconds. */
const LONGEST_RUN_MS = 5 * 86_400_000;

/** What the use of the rotation's tokens is read from. */
export interface UsageQuestion {
  readonly targets: readonly Pick<TargetStore, "observe">[];
  readonly organization: string;
  readonly tokens: readonly ListedToken[];
  /** Astra's time in the answers that the rest comes from. */
  readonly clocks: readonly ClockReading[];
  readonly lineage: LineageIdentity;
  readonly adminClientId: string;
}

/**
 * Reads the rotation's secrets as the rotation itself does, and returns whether
 * a token of it is out of use: older than its fence, and no secret can hold it.
 * Throws where a secret cannot be read: then nothing is proven.
 */
export async function readUsage({
  targets,
  organization,
  tokens,
  clocks: astra,
  lineage,
  adminClientId,
}: UsageQuestion): Promise<(clientId: string) => boolean> {
  const seen = await everyOne(targets.map((target) => target.observe()));
  const github = seen.flatMap(({ clocks }) => clocks);
  const clocks = {
    ...compareClocks([...astra, ...github]),
    astraAt: (instant: number) => latestAt(astra, instant),
  };
  requireCloseClocks(clocks);
  const observation = {
    ...{ organization, tokens, clocks },
    secrets: seen.flatMap(({ secrets }) => secrets),
    ...{ roles: [], rolesDigest: undefined, rolesUnchecked: undefined },
    ...{ overrides: [], previous: undefined },
  };
  const evidence = weigh(observation, policyOf(lineage, adminClientId));
  const dates = new Map(
    [...evidence.lineage.members.map(dated), ...evidence.adoption.tokens].map(
      (token) => [token.clientId, token],
    ),
  );
  return (clientId) => {
    const token = dates.get(clientId);
    return (
      token !== undefined &&
      evidence.isPastFence(token) &&
      evidence.isOutOfUse(clientId)
    );
  };
}

/** Only identities matter to the evidence, and how long a run may take. */
function policyOf(lineage: LineageIdentity, adminClientId: string): Policy {
  return {
    ...{ lineage, adminClientId, previousClientId: undefined },
    ...{ mode: "retire", organizationId: undefined, compromised: false },
    ...{ rotateAfterMs: 0, overlapMs: 0, toleranceMs: 0 },
    ...{ fenceMs: fenceOf(LONGEST_RUN_MS), maxLiveTokens: 10, drain: false },
  };
}
