import { type ClockReading, compareClocks } from "./clocks.ts";
import { asRotationError, joinErrors } from "./errors.ts";
import type { Observation } from "./observation.ts";
import type { Ports } from "./ports.ts";

/**
 * Reads everything that a decision rests on, all of it at once. Throws when
 * anything cannot be read, naming every problem and not only the first.
 */
export async function observe({
  issuer,
  targets,
}: Ports): Promise<Observation> {
  const reads = {
    organization: issuer.organization(),
    roles: issuer.roles(),
    list: issuer.list("rotate"),
    stores: everyOne(targets.map((target) => target.observe())),
  };
  await everyOne<unknown>(Object.values(reads));
  const organization = await reads.organization;
  const list = await reads.list;
  const stores = await reads.stores;
  const readings: ClockReading[] = stores.flatMap((store) => store.clocks);
  for (const { clock } of [organization, list]) {
    if (clock !== undefined) readings.push(clock);
  }
  return {
    organization: organization.value,
    roles: await reads.roles,
    tokens: list.value,
    secrets: stores.flatMap((store) => store.secrets),
    clocks: compareClocks(readings),
  };
}

/** Waits for all; throws all errors as one when there is any, each sentence once. */
export async function everyOne<T>(
  promises: readonly Promise<T>[],
): Promise<readonly T[]> {
  const settled = await Promise.allSettled(promises);
  const errors = settled.flatMap((result) => {
    if (result.status === "fulfilled") return [];
    const error = asRotationError(result.reason);
    return [error, ...error.also];
  });
  const unlike = errors.filter(
    (error, index) =>
      errors.findIndex((other) => other.summary === error.summary) === index,
  );
  const [first, ...others] = unlike;
  if (first !== undefined) throw joinErrors([first, ...others]);
  return settled.flatMap((result) =>
    result.status === "fulfilled" ? [result.value] : [],
  );
}
