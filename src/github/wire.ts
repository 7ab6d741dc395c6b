import * as v from "valibot";
import { parseJson } from "../http/json.ts";

/** `GET …/secrets/public-key`. https://docs.github.com/en/rest/actions/secrets#get-a-repository-public-key */
export const PublicKeyWire = v.object({
  key_id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,64}$/u)),
  key: v.pipe(v.string(), v.maxLength(64)),
});

/** `GET …/secrets/{secret_name}`. https://docs.github.com/en/rest/actions/secrets#get-a-repository-secret */
export const SecretMetadataWire = v.object({
  updated_at: v.pipe(
    v.string(),
    v.regex(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/u,
    ),
    v.transform((text) => Date.parse(text)),
    v.finite(),
  ),
});

/** `GET /repos/{owner}/{repo}`. https://docs.github.com/en/rest/repos/repos#get-a-repository */
export const RepositoryWire = v.object({
  id: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  full_name: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9_-]{1,100}\/[A-Za-z0-9._-]{1,100}$/u),
  ),
  archived: v.optional(v.boolean(), false),
});

/** The body of a redirect; only the numeric id of the new place is taken from it. */
export const MovedWire = v.object({
  url: v.pipe(v.string(), v.regex(/\/repositories\/\d{1,15}(?:[/?]|$)/u)),
});

const ErrorWire = v.object({ message: v.string() });

/** What an error answer means, read from GitHub's fixed wordings; the text itself goes no further. */
export type GitHubRefusal =
  | "integration-lacks-permission"
  | "token-lacks-permission"
  | "role-too-low"
  | "saml"
  | "ip-allow-list"
  | "archived"
  | "unsaid";

const WORDINGS: readonly (readonly [RegExp, GitHubRefusal])[] = [
  [/not accessible by integration/iu, "integration-lacks-permission"],
  [/not accessible by personal access token/iu, "token-lacks-permission"],
  [/must have admin rights/iu, "role-too-low"],
  [/SAML enforcement/iu, "saml"],
  [/IP allow list/iu, "ip-allow-list"],
  [/was archived/iu, "archived"],
];

/** Classifies the message of an error answer. https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
export function refusalOf(body: string): GitHubRefusal {
  const message = readBody(ErrorWire, body)?.message ?? "";
  return WORDINGS.find(([wording]) => wording.test(message))?.[1] ?? "unsaid";
}

/** Reads a body by a shape; undefined when it does not fit. */
export function readBody<T>(
  schema: v.GenericSchema<unknown, T>,
  body: string,
): T | undefined {
  const parsed = v.safeParse(schema, parseJson(body));
  return parsed.success ? parsed.output : undefined;
}
