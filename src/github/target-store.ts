import { asRotationError, joinErrors } from "../rotation/errors.ts";
import type { Cell } from "../rotation/observation.ts";
import type { Read, TargetStore } from "../rotation/ports.ts";
import type { Call } from "./client.ts";
import type { TokenKind } from "./failures.ts";
import { checkPlace } from "./place.ts";
import { plainValues, type SecretNames } from "./plain-values.ts";
import type { PublicKey } from "./sealed-box.ts";
import { createSecretAccess } from "./secret-access.ts";
import { nameOf, type TargetSpec } from "./target-spec.ts";

/** What a store is made of. */
export interface TargetStoreOptions {
  readonly call: Call;
  readonly tokenKind: TokenKind;
  readonly spec: TargetSpec;
  readonly names: SecretNames;
}

/** One place's secrets as a target of the protocol. */
export function createTargetStore(options: TargetStoreOptions): TargetStore {
  const { call, spec, names, tokenKind } = options;
  const access = createSecretAccess(call, spec, tokenKind);
  const secretNames = Object.values(names).filter(
    (name): name is string => name !== undefined,
  );
  let key: PublicKey | undefined;
  return {
    name: nameOf(spec),
    observe: async () => {
      const [place, publicKey, ...cells] = await Promise.allSettled([
        checkPlace(call, spec, tokenKind),
        access.publicKey(),
        ...secretNames.map((name) => access.metadata(name)),
      ]);
      // Where the place itself is wrong, everything below it fails too and would only repeat it.
      if (place.status === "rejected") throw place.reason;
      if (publicKey.status === "rejected") throw publicKey.reason;
      key = publicKey.value.value;
      const values = allCells(cells);
      return {
        cells: values.map(({ value }) => value),
        shadows: [],
        clocks: [
          place.value,
          publicKey.value.clock,
          ...values.map(({ clock }) => clock),
        ].filter((clock) => clock !== undefined),
      };
    },
    reread: async () => {
      const cells = secretNames.map((name) => access.metadata(name));
      return allCells(await Promise.allSettled(cells)).map(
        ({ value }) => value,
      );
    },
    readersOf: () => Promise.resolve({ kind: "none" }),
    publish: async (credential) => {
      if (key === undefined) throw new Error("published before observed");
      const known = key;
      return await Promise.all(
        plainValues(names, credential).map(([name, value]) =>
          access.write(name, value, known),
        ),
      );
    },
  };
}

/** All values, or all errors as one. */
function allCells(
  settled: readonly PromiseSettledResult<Read<Cell>>[],
): readonly Read<Cell>[] {
  const errors = settled.flatMap((result) =>
    result.status === "rejected" ? [asRotationError(result.reason)] : [],
  );
  const [first, ...others] = errors;
  if (first !== undefined) throw joinErrors([first, ...others]);
  return settled.flatMap((result) =>
    result.status === "fulfilled" ? [result.value] : [],
  );
}
