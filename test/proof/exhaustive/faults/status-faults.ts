import { json, text } from "../../../simulators/kernel/answers.ts";
import type { SimulatedAnswer } from "../../../simulators/kernel/gate.ts";
import type { FaultKind, Struck } from "./fault.ts";

/** Refusals and failures that the services, or what stands before them, answer with. */
export const STATUS_FAULTS: readonly FaultKind[] = [
  made("status-500", true, () => text(500, "Internal Server Error")),
  made("status-502", true, () => html(502)),
  made("status-503", true, () => text(503, "busy", { "retry-after": "1" })),
  {
    name: "status-504-applied",
    heals: true,
    verdict: () => ({ kind: "answer", when: "after", answer: html(504) }),
  },
  {
    ...made("status-429", true, () =>
      text(429, "Too Many Requests", { "retry-after": "1" }),
    ),
    healsMinting: true,
  },
  {
    ...made("status-403-secondary-limit", true, () =>
      json(
        403,
        { message: "You have exceeded a secondary rate limit." },
        { "retry-after": "1" },
      ),
    ),
    strikes: ({ request }) => request.service === "github",
  },
  made("status-401", false, ({ request }) =>
    request.service === "github"
      ? json(401, { message: "Bad credentials" })
      : json(401, { errors: [{ ID: 340018, message: "not found" }] }),
  ),
  made("status-403", false, ({ request }) =>
    request.service === "github"
      ? json(403, { message: "Resource not accessible by integration" })
      : json(403, null),
  ),
  {
    ...made("status-404", false, () => json(404, { message: "Not Found" })),
    misleads: true,
  },
  made("status-409", false, () => json(409, { message: "Conflict" })),
  made("status-422", false, () => json(422, { message: "Bad request" })),
  made("redirect-same-origin", false, (struck) => redirect(struck, "")),
  made("redirect-other-origin", false, (struck) =>
    redirect(struck, otherOrigin(struck)),
  ),
  made("redirect-other-scheme", false, (struck) =>
    redirect(struck, "https://127.0.0.1:1"),
  ),
  {
    name: "unexpected-2xx",
    heals: false,
    verdict: () => ({
      kind: "rewrite",
      rewrite: (answer) => ({ ...answer, status: 202 }),
    }),
  },
];

/** A fault that answers in the place of the service, which does not act. */
function made(
  name: string,
  heals: boolean,
  answer: (struck: Struck) => SimulatedAnswer,
): FaultKind {
  return {
    name,
    heals,
    verdict: (struck) => ({
      kind: "answer",
      when: "before",
      answer: answer(struck),
    }),
  };
}

function html(status: number): SimulatedAnswer {
  return {
    status,
    headers: { "content-type": "text/html" },
    body: "<html><body>bad gateway</body></html>",
  };
}

function redirect({ request }: Struck, origin: string): SimulatedAnswer {
  return json(
    307,
    { message: "Temporary Redirect" },
    { location: `${origin}${request.path}` },
  );
}

/** The other service: whatever follows arrives there, where the judge sees it. */
function otherOrigin({ request, stage: { world } }: Struck): string {
  return request.service === "astra" ? world.github.url : world.astra.url;
}
