import { requireAlive } from "./alive.ts";
import type { Credential } from "./credential.ts";
import { RotationError } from "./errors.ts";
import type {
  Database,
  DatabaseAnswer,
  DatabaseRegion,
  Ports,
} from "./ports.ts";
import { type Run, warn } from "./run.ts";

/**
 * How long a database may take to accept a token that Astra accepts,
 * milliseconds. Astra's own people say that it takes minutes at times. An
 * emergency waits as long: a run that gave up sooner would leave the leaked
 * token alive until somebody has started another one.
 */
export const DATABASE_PATIENCE_MS = 300_000;

/**
 * How long a database that cannot be asked is asked again, milliseconds: a
 * runner that its access list shuts out would wait for nothing.
 */
const UNSEEN_PATIENCE_MS = 60_000;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** How often, and how far apart in milliseconds, the present token is tried. */
const CONTROL_TRIES = 3;
const CONTROL_PAUSE_MS = 2_000;

/** One region, and what its database said first. */
export interface FirstLook {
  readonly region: DatabaseRegion;
  readonly answer: DatabaseAnswer;
}

/**
 * Tries a fresh credential once in every region of its database, beside what
 * else it has to prove. Never throws.
 */
export async function lookFirst(
  { ports: { database } }: Run,
  credential: Credential,
): Promise<readonly FirstLook[]> {
  return await Promise.all(
    (database?.regions ?? []).map(async (region) => ({
      region,
      answer: await region.probe(credential),
    })),
  );
}

/**
 * Waits until the database accepts a credential that Astra accepts, in every
 * region. Where it cannot be asked, and cannot be asked as `previous-token`
 * either, that becomes a warning. Throws `not-accepted-by-database` where it
 * was asked and does not accept it in time.
 */
export async function requireDatabase(
  run: Run,
  credential: Credential,
  looks: readonly FirstLook[],
): Promise<void> {
  const { database, report } = run.ports;
  if (database === undefined) return;
  if (looks.length === 0) {
    report({ kind: "database-untried", database: database.name });
    return;
  }
  const verdicts = await Promise.all(
    looks.map((look) => awaitVerdict(run, credential, look)),
  );
  requireAlive(run.ports);
  const refusals = verdicts.filter(({ kind }) => kind === "refused");
  const [first] = refusals;
  if (first?.kind === "refused") throw notAccepted(database, refusals);
  const unseen = verdicts.flatMap((verdict) =>
    verdict.kind === "unseen" ? [verdict] : [],
  );
  if (unseen.length > 0) {
    warn(run, {
      kind: "database-unseen",
      database: database.name,
      regions: unseen.map(({ region, because }) => ({ region, because })),
    });
  }
}

type Verdict = { readonly region: string } & (
  | { readonly kind: "accepted" }
  | { readonly kind: "unseen"; readonly because: string }
  | {
      readonly kind: "refused";
      readonly because: string;
      /** What the database said to `previous-token`, where there is one. */
      readonly control: DatabaseAnswer | undefined;
    }
);

/**
 * Tries until the token is accepted or the patience of its case is at an end.
 * A database that accepts `previous-token` can be asked, and so can one that
 * has refused the fresh token once.
 */
async function awaitVerdict(
  { ports }: Run,
  credential: Credential,
  { region: store, answer: firstAnswer }: FirstLook,
): Promise<Verdict> {
  const { clock, report } = ports;
  const { region } = store;
  const begin = clock.now();
  let answer = firstAnswer;
  let canBeAsked = false;
  let pause = FIRST_PAUSE_MS;
  for (let probes = 1; ; probes += 1) {
    if (answer.kind === "accepted") {
      const { database } = ports;
      const name = database?.name ?? "";
      report({ kind: "database-accepted", database: name, region, probes });
      return { kind: "accepted", region };
    }
    const spent = clock.now() - begin;
    if (answer.kind === "refused") canBeAsked = true;
    if (spent >= UNSEEN_PATIENCE_MS && !canBeAsked) {
      const control = await controlOf(ports, store);
      if (control?.kind !== "accepted") {
        return { kind: "unseen", region, because: answer.because };
      }
      canBeAsked = true;
    }
    if (spent >= DATABASE_PATIENCE_MS) {
      const control = await store.probePrevious();
      return { kind: "refused", region, because: answer.because, control };
    }
    const end = canBeAsked ? DATABASE_PATIENCE_MS : UNSEEN_PATIENCE_MS;
    await clock.sleep(Math.min(pause, end - spent));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    requireAlive(ports);
    answer = await store.probe(credential);
  }
}

/** What the present token is told; one lost request shall not decide. */
async function controlOf(
  ports: Ports,
  store: DatabaseRegion,
): Promise<DatabaseAnswer | undefined> {
  for (let tries = 1; ; tries += 1) {
    const control = await store.probePrevious();
    if (control?.kind !== "unseen" || tries >= CONTROL_TRIES) return control;
    await ports.clock.sleep(CONTROL_PAUSE_MS);
    requireAlive(ports);
  }
}

function notAccepted(
  { name }: Database,
  verdicts: readonly Verdict[],
): RotationError {
  const refusals = verdicts.flatMap((verdict) =>
    verdict.kind === "refused" ? [verdict] : [],
  );
  const where = refusals
    .slice(0, 5)
    .map(({ region, because }) => `in ${region} ${because}`)
    .join("; ");
  const minutes = String(DATABASE_PATIENCE_MS / 60_000);
  const summary = `Astra accepts the new token, but database ${name} did not within ${minutes} minutes: ${where}.`;
  const isControlled = refusals.some(
    ({ control }) => control?.kind === "accepted",
  );
  return new RotationError({
    code: "not-accepted-by-database",
    summary: isControlled
      ? `${summary} It does accept \`previous-token\`.`
      : `${summary} ${comparisonOf(refusals)}`,
    remedy:
      "Nothing was published, and no secret was changed. Compare the role of the new token with the database and its keyspaces, and run again. If the database is known to be at fault, set `database` to its ID alone, which leaves this proof out.",
    rerun: "safe",
  });
}

/** Why nobody can tell whether the token or the database is at fault. */
function comparisonOf(
  refusals: readonly Extract<Verdict, { kind: "refused" }>[],
): string {
  const isGiven = refusals.some(({ control }) => control !== undefined);
  return isGiven
    ? "It did not accept `previous-token` either, so it cannot be told whether the token or the database is at fault."
    : "Without `previous-token` it cannot be told whether the token or the database is at fault.";
}
