import * as v from "valibot";
import { parseBoundedJson } from "../service/bounded-json.ts";
import type { ListedToken } from "../rotation/credential.ts";
import { knownInstant, readInstant, type StatedInstant } from "./instant.ts";
import { ClientId } from "./wire.ts";

/** The longest list of tokens that is read, bytes: some 50,000 tokens. */
export const TOKEN_LIST_BYTES = 16 * 1024 * 1024;

/** The most JSON values that it may hold: eight are usual for each token. */
const TOKEN_LIST_VALUES = 600_000;

/**
 * So many values may stand in any list; of more, each takes ten bytes and
 * usually forty. What is packed closer only takes memory.
 */
const FEW_VALUES = 1_000;

const TextOrNone = v.fallback(v.pipe(v.string(), v.maxLength(4096)), "");

/**
 * Of one entry only the client id has to fit: a token that is listed is alive,
 * whatever else is said of it.
 */
const ListedWire = v.object({
  clientId: ClientId,
  roles: v.fallback(v.array(TextOrNone), []),
  description: TextOrNone,
  generatedOn: v.optional(v.unknown()),
  tokenExpiry: v.optional(v.unknown()),
});

/**
 * `GET /v2/clientIdSecrets`, 200. The caller's own token is always in it, so an
 * empty list is no answer.
 */
const TokenListWire = v.object({
  clients: v.pipe(v.array(v.unknown()), v.minLength(1)),
});

/** What the answer of a token list holds. */
export type TokenList =
  | { readonly kind: "tokens"; readonly tokens: readonly ListedToken[] }
  /** No list of tokens, or one of more values than are read. */
  | { readonly kind: "unusable" }
  /**
   * Each time at which a token was made is stated in a form that is not known
   * here.
   */
  | { readonly kind: "times-unreadable" };

/**
 * Reads a token list. Keeps of each entry what the protocol needs and nothing
 * else, since an organization may have tens of thousands; an entry without a
 * usable client id is dropped, and of two with the same one the first counts.
 */
export function readTokenList(body: string): TokenList {
  const most = Math.min(TOKEN_LIST_VALUES, FEW_VALUES + body.length / 10);
  const parsed = v.safeParse(TokenListWire, parseBoundedJson(body, most));
  if (!parsed.success) return { kind: "unusable" };
  const tokens = new Map<string, ListedToken>();
  const made = new Set<StatedInstant["kind"]>();
  const shared = sharedLists();
  for (const entry of parsed.output.clients) {
    const listed = v.safeParse(ListedWire, entry);
    if (!listed.success || tokens.has(listed.output.clientId)) continue;
    const { clientId, roles, description, ...times } = listed.output;
    const generatedOn = readInstant(times.generatedOn);
    made.add(generatedOn.kind);
    tokens.set(clientId, {
      clientId,
      roles: shared(roles),
      generatedOn: knownInstant(generatedOn),
      expiresOn: knownInstant(readInstant(times.tokenExpiry)),
      description,
    });
  }
  return made.has("unreadable") && !made.has("known")
    ? { kind: "times-unreadable" }
    : { kind: "tokens", tokens: [...tokens.values()] };
}

/** Keeps equal lists once: most tokens have the roles of others. */
function sharedLists(): (list: readonly string[]) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (list) => {
    const key = list.join("\n");
    const same = known.get(key) ?? list;
    known.set(key, same);
    return same;
  };
}
