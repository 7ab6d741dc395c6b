import { errorIdsOf } from "../../src/astra/wire.ts";
import type { Facts, Form, Refusal, Verdict } from "./facts.ts";
import type { Ledger } from "./ledger.ts";
import { redacted, shapeOf } from "./redaction.ts";

/** Who is asked. */
export type Service = "astra" | "github" | "database";

/** One request. */
export interface Asked {
  /** What for, in words. */
  readonly what: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly token: string;
  readonly body?: unknown;
}

/** Its answer, raw. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly date: number | undefined;
}

/** One line of the transcript. */
export interface Exchange {
  readonly service: Service;
  readonly what: string;
  readonly request: string;
  readonly status: number;
  readonly type: string;
  readonly shape: unknown;
  /** Milliseconds since the contact began, and how long it took. */
  readonly at: number;
  readonly tookMs: number;
}

/** Everything that a contact works with. */
export interface Surroundings {
  /** Addresses without a slash at the end. */
  readonly urls: Readonly<Record<Service, string>>;
  readonly adminToken: string;
  readonly github:
    { readonly token: string; readonly repository: string } | undefined;
  readonly hasDatabase: boolean;
  /** Whether roles may be made, too. */
  readonly withRoles: boolean;
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** When it is aborted, nothing is asked any more but for the cleaning. */
  readonly signal: AbortSignal;
  readonly write: (text: string) => void;
}

/** A contact under way. */
export interface Contact extends Surroundings {
  readonly ledger: Ledger;
  readonly facts: Facts;
  readonly exchanges: Exchange[];
  /** What the clock of Astra shows now, epoch milliseconds; ours at first. */
  readonly astraNow: () => number;
  readonly ask: (service: Service, asked: Asked) => Promise<Answer>;
}

const DEADLINE_MS = 30_000;

/** Begins a contact: nothing is sent yet. */
export function begin(surroundings: Surroundings, ledger: Ledger): Contact {
  const { urls, now } = surroundings;
  const exchanges: Exchange[] = [];
  const startedAt = now();
  let astraAheadMs = 0;
  return {
    ...surroundings,
    ledger,
    facts: {},
    exchanges,
    astraNow: () => now() + astraAheadMs,
    ask: async (service, { what, method, path, token, body }) => {
      const at = now();
      const response = await surroundings.fetch(`${urls[service]}${path}`, {
        method,
        redirect: "manual",
        signal: AbortSignal.timeout(DEADLINE_MS),
        headers: headersOf(service, token, body),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      exchanges.push({
        service,
        what,
        request: `${method} ${redacted(path)}`,
        status: response.status,
        type: response.headers.get("content-type") ?? "none",
        shape: shapeOf(parsed(text)),
        at: at - startedAt,
        tookMs: now() - at,
      });
      const date = Date.parse(response.headers.get("date") ?? "");
      if (Number.isNaN(date)) {
        return { status: response.status, body: text, date: undefined };
      }
      if (service === "astra") astraAheadMs = date - now();
      return { status: response.status, body: text, date };
    },
  };
}

function headersOf(
  service: Service,
  token: string,
  body: unknown,
): Record<string, string> {
  const who: Record<string, string> =
    service === "database" ? { token } : { authorization: `Bearer ${token}` };
  return {
    ...who,
    accept:
      service === "github" ? "application/vnd.github+json" : "application/json",
    "user-agent": "astra-token-rotator first contact",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
}

/** The value of a JSON text; the text itself when it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export function isSuccess({ status }: Pick<Answer, "status">): boolean {
  return status >= 200 && status < 300;
}

/** What an answer says no with. */
export function refusalOf({ status, body }: Answer): Refusal {
  return { status, form: formOf(body), ids: errorIdsOf(body) };
}

/** Whether it went through, and what it said if not. */
export function verdictOf(answer: Answer): Verdict {
  return isSuccess(answer) ? "accepted" : refusalOf(answer);
}

function formOf(body: string): Form {
  if (body === "") return "empty";
  if (body === "null") return "null";
  const value = parsed(body);
  if (value === body) return "text";
  if (typeof value === "string") return "string";
  const isEnvelope =
    typeof value === "object" && value !== null && "errors" in value;
  return isEnvelope ? "envelope" : "other";
}

/** How long something is waited for. */
export const PATIENCE_MS = 120_000;

/** The pause between two looks. */
export const PAUSE_MS = 500;

/**
 * Looks until something is so, and tells how long that took since `since`;
 * "never" when patience ends first.
 */
export async function until(
  { now, sleep, signal }: Contact,
  since: number,
  isSo: () => Promise<boolean>,
): Promise<number | "never"> {
  for (;;) {
    signal.throwIfAborted();
    if (await isSo()) return now() - since;
    if (now() - since >= PATIENCE_MS) return "never";
    await sleep(PAUSE_MS);
  }
}

/** Like `until`, for several things at once; each is looked at until it is so. */
export async function each(
  contact: Contact,
  since: number,
  looks: readonly (() => Promise<boolean>)[],
): Promise<readonly (number | "never")[]> {
  const took = looks.map((): number | "never" => "never");
  await until(contact, since, async () => {
    for (const [at, isSo] of looks.entries()) {
      if (took[at] === "never" && (await isSo())) {
        took[at] = contact.now() - since;
      }
    }
    return !took.includes("never");
  });
  return took;
}
