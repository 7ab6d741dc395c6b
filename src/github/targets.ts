import type { RotationError } from "../rotation/errors.ts";
import type { TargetStore } from "../rotation/ports.ts";
import {
  type AccountsOptions,
  type BudgetedAccount,
  openAccounts,
} from "./accounts.ts";
import type { Budget } from "./pace/budget.ts";
import {
  createNumericIds,
  type KnownAccount,
  type NumericIds,
} from "./numeric-ids.ts";
import { createFanOut, type FanOut, type Progress } from "./pace/fan-out.ts";
import { type SecretNames, writtenNames } from "./plain-values.ts";
import { nameOf, ownerOf, placeKey, type TargetSpec } from "./target-spec.ts";
import { createTargetStore } from "./target-store.ts";

/** What the targets are made of. */
export interface TargetsOptions extends AccountsOptions {
  readonly names: SecretNames;
  /** Is told how far a long run has come. */
  readonly onProgress: (progress: Progress) => void;
  /** The owner of the workflow's repository, where the environment names it. */
  readonly knownAccount: KnownAccount | undefined;
}

/** All targets of a run, and what they share. */
export interface Targets {
  readonly stores: readonly TargetStore[];
  readonly ids: NumericIds;
  /** The error of a run whose writes cannot end in the time that is left; to be asked before anything is minted. */
  tooLong(elapsedMs: number, remainingMs: number): RotationError | undefined;
  /** Gives back what was made for this run, such as tokens of a GitHub App. */
  close(): Promise<void>;
}

/** Opens all targets of a run. */
export function openTargets(options: TargetsOptions): Targets {
  const { specs, names, clock } = options;
  const accounts = openAccounts(options);
  const places = new Set(specs.map(placeKey));
  const isTarget = (spec: TargetSpec): boolean => places.has(placeKey(spec));
  const secrets = writtenNames(names).length;
  const shares = new Map<Budget, number>();
  for (const spec of specs) {
    const { budget } = accounts.of(spec);
    shares.set(budget, (shares.get(budget) ?? 0) + secrets);
  }
  const fanOut = createFanOut(specs.length, shares, clock, (progress) => {
    options.onProgress(progress);
  });
  const called = uniqueNames(specs);
  const accountOf = (owner: string): BudgetedAccount | undefined => {
    // A token that was given serves every owner.
    const spec =
      specs.find((one) => ownerOf(one).toLowerCase() === owner.toLowerCase()) ??
      (options.credential.kind === "token" ? specs[0] : undefined);
    return spec === undefined ? undefined : accounts.of(spec);
  };
  return {
    ids: createNumericIds(accountOf, options.knownAccount),
    stores: specs.map((spec, index) => {
      const account = accounts.of(spec);
      const name = called[index] ?? nameOf(spec);
      const store = createTargetStore({ account, spec, name, names, isTarget });
      return followed(store, account, secrets, fanOut);
    }),
    tooLong: (elapsedMs, remainingMs) => fanOut.tooLong(elapsedMs, remainingMs),
    close: () => accounts.close(),
  };
}

/** A store whose work is counted, and waits for its turn. */
function followed(
  store: TargetStore,
  { budget, inTurn }: BudgetedAccount,
  secrets: number,
  fanOut: FanOut,
): TargetStore {
  return {
    ...store,
    observe: () =>
      inTurn(async () => {
        const sighting = await store.observe();
        fanOut.recordRead();
        return sighting;
      }),
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

/** The targets' names; two that look alike once they are made inert are numbered. */
function uniqueNames(specs: readonly TargetSpec[]): readonly string[] {
  const seen = new Map<string, number>();
  return specs.map((spec) => {
    const name = nameOf(spec);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${String(count)})`;
  });
}
