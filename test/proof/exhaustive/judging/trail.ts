import * as v from "valibot";
import type { HistoryEvent } from "../../../simulators/kernel/history.ts";
import type { GateRequest } from "../../../simulators/kernel/gate.ts";

/** What tells one run's requests from another's, and what is expected of it. */
export interface RunFacts {
  readonly adminToken: string;
  readonly githubToken: string;
  /** What is asked whose it is where the list does not show it. */
  readonly previousToken: string | undefined;
  /** The least age at which a credential of this run may be revoked by others, milliseconds. */
  readonly fenceMs: number;
  readonly mayWrite: boolean;
}

type RequestEvent = Extract<HistoryEvent, { kind: "request" }>;
type AnswerEvent = Extract<HistoryEvent, { kind: "answer" }>;

const ListBody = v.object({ clients: v.array(v.unknown()) });
const ListEntry = v.object({ clientId: v.string() });
const OrganizationBody = v.object({ id: v.string() });
const MintBody = v.object({ description: v.string() });

/** Everything that one run was seen to ask and was answered, for the judge. */
export class Trail {
  readonly facts: RunFacts;
  readonly organizationId: string;
  readonly #open = new Map<number, RequestEvent>();
  readonly #mintedTokens = new Map<string, string>();
  readonly #descriptions = new Set<string>();
  readonly #accepted = new Set<string>();
  readonly #unclear = new Set<string>();
  readonly #listedWith = new Set<string>();
  readonly #listed = new Set<string>();
  readonly #frozenFrom = new Set<string>();
  readonly #writes = new Map<string, boolean>();
  #requests = 0;

  constructor(facts: RunFacts, organizationId: string) {
    this.facts = facts;
    this.organizationId = organizationId;
  }

  /** Whether a request with this authorization is this run's. */
  owns(authorization: string | undefined): boolean {
    const bearer = bearerOf(authorization);
    return (
      bearer === this.facts.adminToken ||
      bearer === this.facts.githubToken ||
      bearer === this.facts.previousToken ||
      this.#mintedTokens.has(bearer)
    );
  }

  /** Whether the credential with this description was ordered by this run. */
  ordered(description: string): boolean {
    return this.#descriptions.has(description);
  }

  noteMinted(clientId: string, token: string): void {
    this.#mintedTokens.set(token, clientId);
  }

  noteRequest(event: RequestEvent): void {
    this.#requests += 1;
    this.#open.set(event.request.sequence, event);
    const { operation } = event.request;
    if (operation === "astra.tokens.create") {
      const body = parsed(MintBody, event.body);
      if (body !== undefined) this.#descriptions.add(body.description);
    }
    if (isSecretWrite(event.request))
      this.#writes.set(event.request.path, false);
  }

  noteAnswer(event: AnswerEvent): void {
    const asked = this.#open.get(event.sequence);
    if (asked === undefined) return;
    const bearer = bearerOf(asked.headers["authorization"]);
    const isSuccess = event.status >= 200 && event.status < 300;
    switch (asked.request.operation) {
      case "astra.organization.current":
        if (event.status === 401 || event.status === 403) {
          this.#unclear.add(bearer);
        } else if (
          isSuccess &&
          parsed(OrganizationBody, event.body)?.id === this.organizationId
        ) {
          this.#accepted.add(bearer);
        }
        return;
      case "astra.tokens.list":
        if (isSuccess) this.#noteList(event.body, bearer);
        return;
      default:
        if (isSecretWrite(asked.request)) {
          const isDone = event.status === 201 || event.status === 204;
          this.#writes.set(asked.request.path, isDone);
        }
    }
  }

  get requests(): number {
    return this.#requests;
  }

  /** Client ids of the credentials that this run minted. */
  get minted(): readonly string[] {
    return [...this.#mintedTokens.values()];
  }

  get hasWritten(): boolean {
    return this.#writes.size > 0;
  }

  /** The secrets whose last write was answered as done. */
  get confirmedWrites(): number {
    return [...this.#writes.values()].filter((isDone) => isDone).length;
  }

  /** Whether the run had reason to think that the token works. */
  hasProved(token: string): boolean {
    const clientId = this.#mintedTokens.get(token);
    return (
      this.#accepted.has(token) ||
      (this.#unclear.has(token) &&
        clientId !== undefined &&
        this.#listed.has(clientId))
    );
  }

  /** Whether a list that the run read before its first write showed the token. */
  couldFreeze(clientId: string): boolean {
    return this.#frozenFrom.has(clientId);
  }

  /** Whether the token was used to list the tokens. */
  hasListedWith(token: string): boolean {
    return this.#listedWith.has(token);
  }

  #noteList(body: string, bearer: string): void {
    const list = parsed(ListBody, body);
    if (list === undefined) return;
    this.#listedWith.add(bearer);
    for (const entry of list.clients) {
      if (!v.is(ListEntry, entry)) continue;
      const { clientId } = entry;
      this.#listed.add(clientId);
      if (!this.hasWritten) this.#frozenFrom.add(clientId);
    }
  }
}

export function isSecretWrite({ operation }: GateRequest): boolean {
  return operation.endsWith(".put-secret");
}

/** The token of an `Authorization` header; empty when there is none. */
export function bearerOf(authorization: string | undefined): string {
  return /^\w+ (.+)$/u.exec(authorization ?? "")?.[1] ?? "";
}

function parsed<T>(
  schema: v.GenericSchema<unknown, T>,
  body: string,
): T | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(body));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
