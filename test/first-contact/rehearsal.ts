import { onTestFinished } from "vitest";
import {
  makeContact,
  type Transcript,
} from "../../scripts/first-contact/first-contact.ts";
import type {
  LedgerStore,
  Remains,
} from "../../scripts/first-contact/ledger.ts";
import { createWorldClock } from "../simulators/kernel/clock.ts";
import { startWorld, type World } from "../kit/world.ts";

/** Where remains are in memory. */
export interface MemoryStore extends LedgerStore {
  remains: Remains | undefined;
}

/** A world in which a contact is rehearsed. */
export interface Rehearsal {
  readonly world: World;
  readonly store: MemoryStore;
  readonly adminToken: string;
  /** Makes the contact with everything; time passes only while it sleeps. */
  readonly contact: (options?: ContactOptions) => Promise<Transcript>;
}

/** How a contact is disturbed. */
export interface ContactOptions {
  readonly signal?: AbortSignal;
  /** Stands for the network. */
  readonly fetch?: typeof fetch;
}

/** A world with some tokens, a database, and an administrator's token. */
export async function startRehearsal(): Promise<Rehearsal> {
  const clock = createWorldClock(undefined, 0);
  const world = await startWorld(clock);
  onTestFinished(() => world.close());
  const { astra } = world;
  const role = astra.role("RO Svc Acct").id;
  // Enough that no order of the list is met by chance.
  for (let count = 0; count < 8; count += 1) {
    clock.advance(1000);
    astra.createTokenByHand({ roles: [role] });
  }
  const { token: adminToken } = astra.createTokenByHand({
    roles: [astra.role("Organization Administrator").id],
  });
  clock.advance(60_000);
  const database = world.addDatabase();
  const store: MemoryStore = {
    remains: undefined,
    read: () => store.remains,
    keep: (remains) => (store.remains = remains),
    clear: () => (store.remains = undefined),
  };
  return {
    world,
    store,
    adminToken,
    contact: (options = {}) =>
      makeContact(
        {
          urls: {
            astra: astra.url,
            github: world.github.url,
            database: database.endpoint,
          },
          adminToken,
          github: { token: world.githubToken, repository: "acme/web" },
          hasDatabase: true,
          withRoles: true,
          fetch,
          // The clocks are half a year apart.
          now: () => clock.now() + 180 * 86_400_000,
          sleep: (milliseconds) => {
            clock.advance(milliseconds);
            return Promise.resolve();
          },
          signal: new AbortController().signal,
          write: () => undefined,
          ...options,
        },
        store,
      ),
  };
}
