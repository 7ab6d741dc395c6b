import type { SimulatedAnswer } from "../kernel/gate.ts";
import { json } from "../kernel/answers.ts";

const documentation = "https://docs.github.com/rest";

/**
 * An error answer in GitHub's form: `message`, `documentation_url` and the
 * status as a string.
 */
export function githubError(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): SimulatedAnswer {
  return json(
    status,
    { message, documentation_url: documentation, status: String(status) },
    headers,
  );
}

/** No such thing, or nothing that the caller may know of. */
export function notFound(): SimulatedAnswer {
  return githubError(404, "Not Found");
}

/** The App's installation is suspended. */
export function suspended(): SimulatedAnswer {
  return githubError(403, "This installation has been suspended");
}

/** The caller's request does not satisfy the description of the endpoint. */
export function invalidRequest(problem: string): SimulatedAnswer {
  return githubError(422, `Invalid request.\n\n${problem}`);
}

/** The box does not open under the key that it names. */
export function improperlyEncrypted(): SimulatedAnswer {
  return githubError(
    422,
    "Bad request - validation failed due to an improperly encrypted secret",
  );
}

/** A repository moved: reads answer 301, writes 307, both to the path by id. */
export function moved(method: string, url: string): SimulatedAnswer {
  const read = method === "GET" || method === "HEAD";
  return json(
    read ? 301 : 307,
    {
      message: "Moved Permanently",
      url,
      documentation_url: `${documentation}/guides/best-practices-for-using-the-rest-api#follow-redirects`,
    },
    { location: url },
  );
}
