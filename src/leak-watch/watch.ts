import type { RepositoryName } from "../github/secret-scanning.ts";
import { coverageOf } from "../rotation/coverage.ts";
import { asRotationError, RotationError } from "../rotation/errors.ts";
import { everyOne } from "../rotation/observe.ts";
import { requireWhole } from "../rotation/listing.ts";
import type { Clock, StopSignal } from "../rotation/ports.ts";
import { closeAndTell } from "./alerts.ts";
import {
  type Leak,
  planFor,
  type Register,
  registerOf,
  verdictOf,
} from "./decide.ts";
import { LeakCollection } from "./leaks.ts";
import type { Tried, WatchRecord } from "./outcome.ts";
import { unclearValues } from "./problems.ts";
import { revokeAlone } from "./revoke.ts";
import type { Services } from "./services.ts";
import { chooseTries } from "./tries.ts";
import { readUsage } from "./usage.ts";

/** The most open alerts that one run reads, in 50 requests. */
const MOST_ALERTS = 5_000;

/** The largest page that GitHub returns. */
const PAGE = 100;

/** What a watch is told beside its services. */
export interface WatchSettings {
  readonly repositories: readonly RepositoryName[];
  readonly closeAlerts: boolean;
  /** A whole number that nobody can foresee, another in each run. */
  readonly turn: number;
  readonly clock: Clock;
  readonly stopSignal: StopSignal;
  readonly mask: (secret: string) => void;
  /** The repository whose log this is; undefined when nobody says. */
  readonly home: RepositoryName | undefined;
  /** Is told the verdict before anything is changed. */
  readonly onVerdict: (record: Readonly<WatchRecord>) => void;
}

/**
 * One run: read the alerts, ask Astra about their values, tell whether the
 * rotation has to act, and only then revoke and close. It stores nothing, so
 * whatever ends it, the next one begins anew by what the services say. Problems
 * of single repositories and alerts become part of the record; throws
 * `RotationError` when Astra cannot be asked at all.
 */
export async function watch(
  services: Services,
  settings: WatchSettings,
  record: WatchRecord,
): Promise<void> {
  const { issuer } = services;
  const { lineage, organization, list } = await readAstra(services);
  requireWhole(list.value, issuer.adminClientId);
  const leaks = await readAlerts(services, settings, record);
  if (leaks.length > 0 && settings.home !== undefined) {
    record.isPrivate = await services.alerts.isPrivate(settings.home);
  }
  const register = registerOf(list.value, {
    lineage,
    coverage: coverageOf(lineage),
    adminClientId: issuer.adminClientId,
  });
  const verdicts = await tryAll(
    services,
    settings,
    chooseTries(leaks, register, issuer.adminClientId, settings.turn),
    { register, organization: organization.value },
  );
  const hasOurs = verdicts.some(({ verdict }) => verdict === "ours");
  const isOutOfUse = hasOurs
    ? await readUsage({
        targets: services.targets,
        organization: organization.value,
        tokens: list.value,
        clocks: [organization.clock, list.clock].filter(
          (clock) => clock !== undefined,
        ),
        lineage,
        adminClientId: issuer.adminClientId,
      }).catch(() => undefined)
    : undefined;
  record.tried = verdicts.map(({ leak, verdict }) => ({
    leak,
    verdict,
    plan:
      verdict === "ours"
        ? planFor(leak.clientId, issuer.adminClientId, isOutOfUse)
        : undefined,
    isRevoked: false,
    isDead: verdict === "dead",
    closed: 0,
  }));
  record.compromised = record.tried.some(({ plan }) => plan === "emergency");
  record.problems.push(...unclearValues(record));
  settings.onVerdict(record);
  await revokeAlone(services, settings, record);
  if (settings.closeAlerts) await closeAndTell(services, settings, record);
}

async function readAstra({ issuer, lineage }: Services) {
  const reads = {
    lineage: lineage(),
    organization: issuer.organization(),
    list: issuer.list("rotate"),
  };
  await everyOne<unknown>(Object.values(reads));
  return {
    lineage: await reads.lineage,
    organization: await reads.organization,
    list: await reads.list,
  };
}

/** One repository that cannot be read does not hide the others. */
async function readAlerts(
  { alerts }: Services,
  { repositories, mask, turn }: WatchSettings,
  record: WatchRecord,
): Promise<readonly Leak[]> {
  const collection = new LeakCollection(mask);
  const pages = Math.floor(MOST_ALERTS / PAGE / repositories.length);
  const atMost = PAGE * Math.max(1, pages);
  // Of twice as many, one half or the other; of more, those between them have
  // to wait until others are closed.
  const first = turn % 2 === 0 ? "newest" : "oldest";
  for (const place of repositories) {
    const name = `${place.owner}/${place.repository}`;
    try {
      const found = await alerts.open(place, { atMost, first }, (alert) => {
        collection.add(name, alert);
      });
      record.repositories += 1;
      record.alerts += found;
      record.hasMore ||= found >= atMost;
    } catch (thrown) {
      record.problems.push(asRotationError(thrown));
    }
  }
  const { leaks, unreadable } = collection.found();
  record.values = leaks.length;
  record.unreadable = unreadable;
  return leaks;
}

/** Asks Astra as each value, one after the other, until the run has to stop. */
async function tryAll(
  { askAs }: Services,
  { stopSignal }: WatchSettings,
  leaks: readonly Leak[],
  known: { readonly register: Register; readonly organization: string },
): Promise<readonly Pick<Tried, "leak" | "verdict">[]> {
  const tried: Pick<Tried, "leak" | "verdict">[] = [];
  for (const leak of leaks) {
    if (stopSignal.stopped() !== undefined) throw stoppedEarly();
    const standing = known.register.standingOf(leak.clientId);
    const answer = await askAs(leak.value);
    tried.push({
      leak,
      verdict: verdictOf(answer, standing, known.organization),
    });
  }
  return tried;
}

function stoppedEarly(): RotationError {
  return new RotationError({
    code: "cancelled",
    summary: "The run was stopped before every value was tried.",
    remedy: "Nothing was revoked or closed. The next run begins anew.",
    rerun: "safe",
  });
}
