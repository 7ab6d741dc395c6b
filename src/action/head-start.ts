import type { Issuer, TargetStore } from "../rotation/ports.ts";

/** What a run reads first of all. */
export interface Observed {
  readonly issuer: Issuer;
  readonly targets: readonly TargetStore[];
}

/**
 * Begins the reads of the observation at once, so that they are under way while the rest of the
 * program is being loaded. The first call of each read gets what was begun; later ones read anew.
 */
export function withHeadStart<T extends Observed>(adapters: T): T {
  const { issuer, targets } = adapters;
  const list = firstAhead(() => issuer.list("rotate"));
  return {
    ...adapters,
    issuer: {
      ...issuer,
      organization: firstAhead(() => issuer.organization()),
      roles: firstAhead(() => issuer.roles()),
      list: (purpose) => (purpose === "rotate" ? list() : issuer.list(purpose)),
    },
    targets: targets.map((store) => ({
      ...store,
      observe: firstAhead(() => store.observe()),
    })),
  };
}

/** Calls a function now, and again for every call but the first. */
function firstAhead<T>(call: () => Promise<T>): () => Promise<T> {
  let ahead: Promise<T> | undefined = call();
  // Whoever asks for it is told of the failure.
  ahead.catch(() => undefined);
  return () => {
    const first = ahead ?? call();
    ahead = undefined;
    return first;
  };
}
