import type { RotationError } from "../rotation/errors.ts";
import type { TargetObservation, TargetStore } from "../rotation/ports.ts";
import {
  type Account,
  type AccountsOptions,
  openAccounts,
  type StoreOptions,
} from "./accounts.ts";
import { OrganizationStore } from "./organization-store.ts";
import { OverrideSearch } from "./overrides.ts";
import type { Budget } from "./pace/budget.ts";
import {
  createNumericIds,
  type KnownAccount,
  type NumericIds,
} from "./numeric-ids.ts";
import { FanOut, type Progress } from "./pace/fan-out.ts";
import { RepositoryStore } from "./repository-store.ts";
import { type SecretNames, writtenNames } from "./secret-values.ts";
import { nameOf, ownerOf, type TargetSpec } from "./target-spec.ts";
import { newTokenPage } from "./token-expiry.ts";

/** What the targets are made of. */
export interface TargetsOptions extends AccountsOptions {
  readonly names: SecretNames;
  /** Called with the progress of a long run. */
  readonly onProgress: (progress: Progress) => void;
  /** The owner of the workflow's repository, where the environment names it. */
  readonly knownAccount: KnownAccount | undefined;
}

/** All targets of a run, and what they share. */
export interface Targets {
  readonly stores: readonly TargetStore[];
  readonly ids: NumericIds;
  /** The account that reaches an owner; undefined when none does. */
  accountOf(owner: string): Account | undefined;
  /**
   * The error of a run whose writes cannot end in the time left. Call it before
   * anything is minted.
   */
  tooLong(elapsedMs: number, remainingMs: number): RotationError | undefined;
  /** Revokes what was made for this run, such as tokens of a GitHub App. */
  close(): Promise<void>;
}

/** Opens all targets of a run. */
export function openTargets(options: TargetsOptions): Targets {
  const { specs, names, clock } = options;
  const accounts = openAccounts(options);
  const secrets = writtenNames(names).length;
  const shares = new Map<Budget, number>();
  for (const spec of specs) {
    const { budget } = accounts.of(spec);
    shares.set(budget, (shares.get(budget) ?? 0) + secrets);
  }
  const search = new OverrideSearch({
    clock,
    specs,
    writesOf: ({ budget }) => shares.get(budget) ?? 0,
  });
  const accountOf = (owner: string): Account | undefined => {
    // A given token serves every owner.
    const spec =
      specs.find((one) => ownerOf(one).toLowerCase() === owner.toLowerCase()) ??
      (options.credential.kind === "token" ? specs[0] : undefined);
    return spec === undefined ? undefined : accounts.of(spec);
  };
  const fanOut = new FanOut({
    targets: specs.length,
    shares,
    clock,
    onProgress: (progress) => {
      options.onProgress(progress);
    },
  });
  const distinctNames = distinctNamesOf(specs);
  const renewAt = newTokenPage(options.baseUrl, specs);
  return {
    ids: createNumericIds(accountOf, options.knownAccount),
    accountOf,
    stores: specs.map((spec, index) => {
      const account = accounts.of(spec);
      const name = distinctNames[index] ?? nameOf(spec);
      const store = createStore({ account, spec, name, names, search });
      return followed(store, account, { secrets, renewAt }, fanOut);
    }),
    tooLong: (elapsedMs, remainingMs) => fanOut.tooLong(elapsedMs, remainingMs),
    close: () => accounts.close(),
  };
}

function createStore(options: StoreOptions<TargetSpec>): TargetStore {
  const { spec } = options;
  return spec.kind === "organization"
    ? new OrganizationStore({ ...options, spec })
    : new RepositoryStore({ ...options, spec });
}

/** A store whose work is counted, and waits for its turn. */
function followed(
  store: TargetStore,
  { budget, inTurn, expiry }: Account,
  {
    secrets,
    renewAt,
  }: { readonly secrets: number; readonly renewAt: string | undefined },
  fanOut: FanOut,
): TargetStore {
  return {
    name: store.name,
    observe: () =>
      inTurn(async (): Promise<TargetObservation> => {
        const observation = await store.observe();
        fanOut.recordRead();
        const { expiresOn } = expiry;
        return expiresOn === undefined
          ? observation
          : { ...observation, credentialEnd: { expiresOn, renewAt } };
      }),
    reread: () => store.reread(),
    overrides: () => store.overrides(),
    activeRuns: (replacedAt) => store.activeRuns(replacedAt),
    publish: (credential) =>
      inTurn(async () => {
        fanOut.startWrites();
        try {
          return await store.publish(credential);
        } finally {
          fanOut.recordWrite(budget, secrets);
        }
      }),
  };
}

/** The targets' names; names that look alike once made inert are numbered. */
function distinctNamesOf(specs: readonly TargetSpec[]): readonly string[] {
  const seen = new Map<string, number>();
  return specs.map((spec) => {
    const name = nameOf(spec);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${String(count)})`;
  });
}
