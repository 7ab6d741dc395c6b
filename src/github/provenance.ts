import * as v from "valibot";
import { readBody } from "../service/bounded-json.ts";
import type { HttpAnswer, Method } from "../http/message.ts";
import { MovedWire } from "./wire.ts";

/** An answer, with what it was asked of. */
export interface ApiAnswer extends HttpAnswer {
  /** The API's base URL. */
  readonly api?: URL | undefined;
  /** The method and the path, percent-encoded. */
  readonly asked?: { readonly method: Method; readonly path: string };
}

export type { GitHubAnswer } from "./octokit.ts";

/**
 * GitHub's form of an error.
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
const ErrorWire = v.object({
  message: v.string(),
  documentation_url: v.optional(v.unknown()),
  block: v.optional(v.unknown()),
});

/** Headers that GitHub's API sends, and gateways do not. */
const OWN_HEADERS = ["x-github-media-type", "x-github-request-id"];

/**
 * GitHub's message in an error answer; "" when the body is not of its form.
 * Never shown to a person.
 */
export function messageOf({ body }: HttpAnswer): string {
  return readBody(ErrorWire, body)?.message ?? "";
}

/**
 * Whether an error answer carries the block by which GitHub shuts a repository.
 */
export function isBlock({ body }: HttpAnswer): boolean {
  const block = readBody(ErrorWire, body)?.block;
  return typeof block === "object" && block !== null;
}

/**
 * Whether an answer is a web page, as sites, login pages and gateways give
 * them.
 */
export function isPage(answer: HttpAnswer): boolean {
  const type = answer.header("content-type") ?? "";
  return (
    /\bhtml\b/iu.test(type) || /^\s*<(?:!doctype|html)/iu.test(answer.body)
  );
}

/**
 * Whether an error answer is shown to be from GitHub's API: JSON of its form
 * with a mark that gateways do not leave. A status alone proves nothing, since
 * anything on the way may answer with the same.
 */
export function isFromApi(answer: HttpAnswer): boolean {
  if (isPage(answer)) return false;
  const wire = readBody(ErrorWire, answer.body);
  const hasHeader = OWN_HEADERS.some(
    (name) => answer.header(name) !== undefined,
  );
  if (wire === undefined) return answer.body.trim() === "" && hasHeader;
  return (
    hasHeader || typeof wire.documentation_url === "string" || isBlock(answer)
  );
}

/**
 * Where the API's own redirects lead: to a thing by its numeric id, under the
 * caller's prefix.
 */
export interface Renamed {
  readonly kind: "repository" | "organization";
  /** Numeric. */
  readonly id: string;
}

/**
 * What a redirect of the API itself says was renamed or transferred; undefined
 * for every other redirect, such as one to another host or to a login page.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export function renamedTo(
  answer: HttpAnswer,
  api: URL | undefined,
): Renamed | undefined {
  if (api === undefined || answer.status < 300 || answer.status > 399) {
    return undefined;
  }
  const named = [
    answer.header("location"),
    readBody(MovedWire, answer.body)?.url,
  ]
    .filter((url) => url !== undefined)
    .map((url) => renamedBy(url, api));
  const [first] = named;
  const isAgreed = named.every((one) => one?.id === first?.id);
  return isAgreed ? first : undefined;
}

function renamedBy(text: string, api: URL): Renamed | undefined {
  const url = URL.parse(text, api.href);
  const prefix = api.pathname.replace(/\/+$/u, "");
  if (url?.origin !== api.origin || !url.pathname.startsWith(prefix)) {
    return undefined;
  }
  const [, kind, id] =
    /^\/(repositories|organizations)\/(\d{1,15})(?:\/|$)/u.exec(
      url.pathname.slice(prefix.length),
    ) ?? [];
  if (id === undefined) return undefined;
  return { kind: kind === "repositories" ? "repository" : "organization", id };
}

/**
 * Where a redirect leads, as far as it can be told without repeating remote
 * text.
 */
export function redirectWords(answer: ApiAnswer): string {
  const location = answer.header("location");
  const { api } = answer;
  if (location === undefined || api === undefined) return "somewhere else";
  const url = URL.parse(location, api.href);
  if (url === null) return "somewhere else";
  return url.host === api.host ? "another page of it" : "another host";
}
