import { everyOne } from "../rotation/observe.ts";
import type { SecretState } from "../rotation/observation.ts";
import type { ActiveRuns, TargetStore } from "../rotation/ports.ts";
import { RotationError } from "../rotation/errors.ts";
import { secretValues, writtenNames } from "./plain-values.ts";
import { routesById, routesOf, type SecretRoutes } from "./routes.ts";
import type { PublicKey } from "./sealed-box.ts";
import {
  carryEarlierEffect,
  createSecretAccess,
  type PutSecret,
} from "./secret-access.ts";
import { overridesBelow } from "./shadows.ts";
import type { EnvironmentSpec, RepositorySpec } from "./target-spec.ts";
import type { TargetStoreOptions } from "./target-store.ts";

type Options = TargetStoreOptions<RepositorySpec | EnvironmentSpec>;

/** What the observation leaves for the publication. */
interface Observed {
  readonly id: number;
  readonly key: PublicKey;
}

/** The secrets of a repository or of one of its environments. */
export function createRepositoryStore(options: Options): TargetStore {
  const { account, spec, names, name: target } = options;
  const { owner, repository, store } = spec;
  const access = createSecretAccess(account.call, spec, account.token);
  const secretNames = writtenNames(names);
  let observed: Observed | undefined;

  const readCell = async (secret: string) => {
    const { value, clock } = await access.metadata(secret);
    const cell: SecretState = {
      target,
      secretName: secret,
      updatedAt: value.updatedAt,
    };
    return { cell, clock };
  };

  return {
    name: target,
    observe: async () => {
      const shadows =
        spec.kind === "environment"
          ? Promise.resolve([])
          : overridesBelow(account, spec, {
              target,
              isAbove: false,
              names: secretNames,
              isTarget: options.isTarget,
            });
      const reads = {
        place: account.repositories.find(owner, repository),
        key: access.publicKey(),
        cells: everyOne(secretNames.map(readCell)),
      };
      await Promise.allSettled(Object.values(reads));
      // Where the place itself is wrong, everything below it fails too and would only repeat it.
      const place = await reads.place;
      if (place.archived) throw archived(`${owner}/${repository}`);
      const key = await reads.key;
      const cells = await reads.cells;
      observed = { id: place.id, key: key.value };
      return {
        secrets: cells.map(({ cell }) => cell),
        overrides: await shadows,
        clocks: [
          place.clock,
          key.clock,
          ...cells.map(({ clock }) => clock),
        ].filter((clock) => clock !== undefined),
      };
    },
    reread: async () => {
      const cells = await everyOne(secretNames.map(readCell));
      return cells.map(({ cell }) => cell);
    },
    activeRuns: (replacedAt): Promise<ActiveRuns> =>
      store === "codespaces"
        ? Promise.resolve({ kind: "none" })
        : account.runs.readersIn(owner, repository, replacedAt),
    publish: async (credential) => {
      if (observed === undefined) throw new Error("published before observed");
      const { id, key } = observed;
      const put = pinnedPut(options, id);
      return await Promise.all(
        secretValues(names, credential).map(([name, value]) =>
          access.write(name, value, key, put),
        ),
      );
    },
  };
}

/**
 * Writes to the repository of that id and to no other, whatever it is called by
 * now. A server that does not know paths by id is written to by name, after
 * one more look at whose name it is.
 */
function pinnedPut({ account, spec }: Options, id: number): PutSecret {
  const put = async (
    { secrets, parameters }: SecretRoutes,
    ...[secret, body]: Parameters<PutSecret>
  ): ReturnType<PutSecret> =>
    await account.call({
      method: "PUT",
      path: `${secrets}/{secret_name}`,
      parameters: { ...parameters, secret_name: secret, ...body },
    });
  const isStillThere = async (): Promise<boolean> => {
    try {
      const { owner, repository } = spec;
      return (await account.repositories.look(owner, repository)).id === id;
    } catch {
      return false;
    }
  };
  return async (secret, body) => {
    const byId = await put(routesById(spec, id), secret, body);
    if (byId.status !== 404 || !(await isStillThere())) return byId;
    return carryEarlierEffect(byId, await put(routesOf(spec), secret, body));
  };
}

function archived(repository: string): RotationError {
  return new RotationError({
    code: "target-archived",
    summary: `${repository} is archived, so its secrets cannot be written.`,
    remedy:
      "Nothing was minted. Unarchive it, or take it out of the configuration.",
    rerun: "fix-first",
  });
}
