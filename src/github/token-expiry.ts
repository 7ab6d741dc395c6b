import type { HttpAnswer } from "../http/message.ts";
import { type Permission, permissionFor } from "./permissions.ts";
import { ownerOf, type TargetSpec } from "./target-spec.ts";
import type { TokenKind } from "./task.ts";

/**
 * The header in which GitHub says when the personal token of a request ends.
 * https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api
 */
const HEADER = "github-authentication-token-expiration";

/** Both forms were recorded: `2023-07-31 18:41:07 UTC`, `… 13:41:07 -0500`. */
const FORM =
  /^(?<date>\d{4}-\d\d-\d\d) (?<time>\d\d:\d\d:\d\d) (?:UTC|(?<hours>[+-]\d\d)(?<minutes>\d\d))$/u;

/** The longest lifetime that GitHub offers without being asked, days. */
const LIFETIME_DAYS = 366;

/**
 * When a token ends by the header of an answer, epoch milliseconds; undefined
 * where it says nothing, or nothing in a form of GitHub's.
 */
export function expiryIn({
  header,
}: Pick<HttpAnswer, "header">): number | undefined {
  const groups = FORM.exec(header(HEADER) ?? "")?.groups;
  if (groups === undefined) return undefined;
  const { date = "", time = "", hours, minutes } = groups;
  const zone = hours === undefined ? "Z" : `${hours}:${minutes ?? "00"}`;
  const at = Date.parse(`${date}T${time}${zone}`);
  return Number.isNaN(at) ? undefined : at;
}

/** Remembers when the token of an account ends, from the answers to it. */
export class TokenExpiry {
  readonly #mayEnd: boolean;
  #expiresOn: number | undefined;

  /**
   * Only a personal token has an end that somebody has to know of: others live
   * for an hour, and are made anew.
   */
  constructor(kind: TokenKind) {
    this.#mayEnd =
      kind === "fine-grained" || kind === "classic" || kind === "unknown";
  }

  /** Call with every answer; the latest that says an end counts. */
  observe(answer: Pick<HttpAnswer, "header">): void {
    if (this.#mayEnd) this.#expiresOn = expiryIn(answer) ?? this.#expiresOn;
  }

  /** Epoch milliseconds on GitHub's clock; undefined while none is known. */
  get expiresOn(): number | undefined {
    return this.#expiresOn;
  }
}

/**
 * The page of github.com that makes a fine-grained token for these targets,
 * filled in; undefined for another server, whose page may differ.
 * https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens#pre-filling-fine-grained-personal-access-token-details-using-url-parameters
 */
export function newTokenPage(
  baseUrl: URL,
  specs: readonly TargetSpec[],
): string | undefined {
  if (baseUrl.hostname !== "api.github.com") return undefined;
  const owners = new Map(
    specs.map((spec) => [ownerOf(spec).toLowerCase(), ownerOf(spec)]),
  );
  const page = new URL(
    "https://github.com/settings/personal-access-tokens/new",
  );
  const { searchParams } = page;
  searchParams.set("name", "astra-token-rotator");
  const [owner] = owners.values();
  // A token belongs to one owner: of several a person has to choose.
  if (owner !== undefined && owners.size === 1) {
    searchParams.set("target_name", owner);
  }
  searchParams.set("expires_in", String(LIFETIME_DAYS));
  for (const { key } of specs.map((spec): Permission => permissionFor(spec))) {
    searchParams.set(key, "write");
  }
  return page.href;
}
