import { asRotationError } from "../rotation/errors.ts";
import type { Override } from "../rotation/observation.ts";
import { everyOne } from "../rotation/observe.ts";
import type {
  WriteResult,
  ActiveRuns,
  TargetStore,
} from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import {
  type Access,
  accessBody,
  createOrganizationAccess,
} from "./organization-access.ts";
import { listRepositories } from "./organization-repositories.ts";
import { secretValues, writtenNames } from "./plain-values.ts";
import { routesOf } from "./routes.ts";
import type { PublicKey } from "./sealed-box.ts";
import {
  createSecretAccess,
  judgeBroken,
  type PutSecret,
  taskIn,
} from "./secret-access.ts";
import { overridesBelow } from "./shadows.ts";
import type { OrganizationSpec } from "./target-spec.ts";
import type { TargetStoreOptions } from "./target-store.ts";

/** In how many of its repositories an organization's target is looked for in the shadow of another secret. */
const MAX_SHADOW_REPOSITORIES = 100;

/** How many repositories are asked for their runs at once; the first active run ends the search. */
const RUNS_AT_ONCE = 20;

/** What the observation leaves for the publication. */
interface Observed {
  readonly key: PublicKey;
  /** What every secret is to have, by its name. */
  readonly access: ReadonlyMap<string, Access>;
}

/** The secrets of an organization. */
export function createOrganizationStore(
  options: TargetStoreOptions<OrganizationSpec>,
): TargetStore {
  const { account, spec, names, name: target } = options;
  const { call, token } = account;
  const access = createSecretAccess(call, spec, token);
  const visibility = createOrganizationAccess(
    call,
    spec,
    token,
    account.repositories,
  );
  const secretNames = writtenNames(names);
  let observed: Observed | undefined;

  /** The access of a secret, wanted anew right before it is written: what somebody changed meanwhile stays changed. */
  const wanted = async (secret: string): Promise<Access> => {
    const present = await access.metadata(secret);
    return await visibility.wanted(secret, present.value);
  };

  const look = async (secret: string) => {
    const { value: present, clock } = await access.metadata(secret);
    await visibility.resolve();
    return {
      cell: { target, secretName: secret, updatedAt: present.updatedAt },
      access: await visibility.wanted(secret, present),
      clock,
    };
  };

  const shadows = async (
    accesses: readonly Access[],
  ): Promise<readonly Override[]> => {
    const search = { target, isAbove: true, names: secretNames };
    const { isTarget } = options;
    const visible = await listRepositories(
      account,
      spec,
      accesses,
      MAX_SHADOW_REPOSITORIES,
    ).catch(() => []);
    const found = await Promise.all(
      visible.map((repository) =>
        overridesBelow(
          account,
          { owner: spec.organization, repository, store: spec.store },
          { ...search, isTarget },
        ),
      ),
    );
    return found.flat();
  };

  const writeOne = async (
    secret: string,
    value: Secret,
    key: PublicKey,
  ): Promise<WriteResult> => {
    let body: ReturnType<typeof accessBody>;
    try {
      body = accessBody(spec.store, await wanted(secret));
    } catch (thrown) {
      const task = taskIn(spec, token)(`write the secret ${secret}`);
      return { secretName: secret, answer: judgeBroken(thrown, task) };
    }
    const { secrets, parameters } = routesOf(spec);
    const put: PutSecret = (name, sealed) =>
      call({
        method: "PUT",
        path: `${secrets}/{secret_name}`,
        parameters: { ...parameters, secret_name: name, ...sealed, ...body },
      });
    return await access.write(secret, value, key, put);
  };

  return {
    name: target,
    observe: async () => {
      const reads = {
        key: access.publicKey(),
        names: visibility.resolve(),
        looks: everyOne(secretNames.map(look)),
      };
      await Promise.allSettled(Object.values(reads));
      // Without the key no secret can be read either, which would only repeat it.
      await everyOne<unknown>([reads.key, reads.names]);
      const key = await reads.key;
      const looks = await reads.looks;
      observed = {
        key: key.value,
        access: new Map(
          looks.map(({ cell, access }) => [cell.secretName, access]),
        ),
      };
      return {
        secrets: looks.map(({ cell }) => cell),
        overrides: await shadows(looks.map(({ access }) => access)),
        clocks: [key.clock, ...looks.map(({ clock }) => clock)].filter(
          (clock) => clock !== undefined,
        ),
      };
    },
    reread: async () => {
      const reads = await everyOne(
        secretNames.map(async (secret) => ({
          secret,
          ...(await access.metadata(secret)),
        })),
      );
      return reads.map(({ secret, value: { updatedAt } }) => ({
        target,
        secretName: secret,
        updatedAt,
      }));
    },
    activeRuns: (replacedAt) =>
      spec.store === "codespaces"
        ? Promise.resolve({ kind: "none" })
        : readersIn(
            options,
            [...(observed?.access.values() ?? [])],
            replacedAt,
          ),
    publish: async (credential) => {
      if (observed === undefined) throw new Error("published before observed");
      const { key } = observed;
      return await Promise.all(
        secretValues(names, credential).map(([name, value]) =>
          writeOne(name, value, key),
        ),
      );
    },
  };
}

/** Looks for active runs in every repository that may read the secrets. */
async function readersIn(
  { account, spec }: TargetStoreOptions<OrganizationSpec>,
  accesses: readonly Access[],
  replacedAt: number,
): Promise<ActiveRuns> {
  try {
    const visible = await listRepositories(account, spec, accesses);
    for (let at = 0; at < visible.length; at += RUNS_AT_ONCE) {
      const seen = await Promise.all(
        visible
          .slice(at, at + RUNS_AT_ONCE)
          .map((repository) =>
            account.runs.readersIn(spec.organization, repository, replacedAt),
          ),
      );
      const holder = seen.find(({ kind }) => kind !== "none");
      if (holder !== undefined) return holder;
    }
    return { kind: "none" };
  } catch (thrown) {
    return { kind: "unreadable", error: asRotationError(thrown) };
  }
}
