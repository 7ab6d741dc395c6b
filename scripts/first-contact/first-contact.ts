import { randomBytes } from "node:crypto";
import { clean, type Left } from "./cleaning.ts";
import {
  begin,
  type Contact,
  type Exchange,
  type Surroundings,
} from "./contact.ts";
import { probeDatabase } from "./database-probes.ts";
import type { Facts } from "./facts.ts";
import { probeGithub } from "./github-probes.ts";
import { Ledger, type LedgerStore } from "./ledger.ts";
import { requireRedacted } from "./redaction.ts";
import { mayMakeRoles, probeRoles } from "./role-probes.ts";
import { probeTokens } from "./token-probes.ts";

/** What a contact leaves: no secret, and no name of the organization. */
export interface Transcript {
  readonly version: 1;
  readonly startedOn: string;
  readonly facts: Facts;
  /** Parts that did not come to their end, each with the reason. */
  readonly incomplete: readonly string[];
  /** What could not be taken away; for the person, not for others. */
  readonly left: Left;
  readonly exchanges: readonly Exchange[];
}

/** The parts of a contact: each asks, and says what it has found. */
const PARTS: readonly {
  readonly name: string;
  readonly isWanted: (contact: Contact) => boolean;
  readonly probe: (contact: Contact) => Promise<void>;
}[] = [
  { name: "tokens", isWanted: () => true, probe: probeTokens },
  { name: "roles", isWanted: mayMakeRoles, probe: probeRoles },
  {
    name: "database",
    isWanted: ({ hasDatabase }) => hasDatabase,
    probe: probeDatabase,
  },
  {
    name: "github",
    isWanted: ({ github }) => github !== undefined,
    probe: probeGithub,
  },
];

/**
 * Asks the services everything, takes away what it has made, also when it is
 * aborted or fails, and gives the transcript. What a contact before has left is
 * taken away first.
 */
export async function makeContact(
  surroundings: Surroundings,
  store: LedgerStore,
): Promise<Transcript> {
  const { write, now } = surroundings;
  const startedOn = new Date(now()).toISOString();
  const before = store.read();
  if (before !== undefined) {
    write("Taking away what the contact before has left.\n");
    const left = await clean(begin(surroundings, new Ledger(store, before)));
    if (left.length > 0) throw new Error(`Still there: ${left.join(", ")}`);
  }
  const mark = `first-contact ${randomBytes(4).toString("hex")}`;
  const contact = begin(surroundings, new Ledger(store, { mark, made: [] }));
  const incomplete: string[] = [];
  let left: Left = [];
  try {
    for (const { name, isWanted, probe } of PARTS) {
      if (contact.signal.aborted) incomplete.push(`${name}: not begun`);
      if (contact.signal.aborted || !isWanted(contact)) continue;
      write(`Asking about ${name}.\n`);
      await probe(contact).catch((error: unknown) => {
        incomplete.push(`${name}: ${wordsOf(error)}`);
      });
    }
  } finally {
    write("Taking away what was made.\n");
    left = await clean(contact);
  }
  const { facts, exchanges } = contact;
  const transcript: Transcript = {
    ...{ version: 1, startedOn, facts, incomplete, left, exchanges },
  };
  requireRedacted(JSON.stringify(transcript), secretsOf(surroundings));
  return transcript;
}

function secretsOf({ adminToken, github }: Surroundings): readonly string[] {
  return [adminToken, ...(github === undefined ? [] : [github.token])];
}

/** Errors of `fetch` name addresses in their causes, which are not told. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return "an error";
  return error.name === "AbortError" ? "stopped" : error.message;
}
