import type { HttpAnswer } from "../http/message.ts";
import { TransportError } from "../http/transport-error.ts";
import {
  asRotationError,
  RotationError,
  type RotationErrorCode,
} from "../rotation/errors.ts";
import { unreachable } from "../service/unreachable.ts";
import {
  accessCauses,
  type AstraAttempt,
  type AstraTask,
  likely,
  mintCauses,
  ROLE_CAUSES,
  WORDS,
} from "./attempt.ts";
import { type Provenance, provenanceOf, saysDeadToken } from "./provenance.ts";
import { TOKEN_LIST_BYTES } from "./token-list.ts";
import { errorIdsOf } from "./wire.ts";

/**
 * An answer that is not the one hoped for, as a verdict with a remedy. The
 * error id comes first, then who answered at all, and the status last.
 */
export function failureOf(
  answer: HttpAnswer,
  attempt: AstraAttempt,
): RotationError {
  const { status } = answer;
  if (saysDeadToken(answer)) return deadToken(attempt);
  const provenance = provenanceOf(answer);
  if (provenance !== "api" && status < 500 && status !== 429) {
    return notAstra(answer, provenance, attempt);
  }
  if (status === 429 || status >= 500) return unavailable(answer, attempt);
  if (status >= 400) return refused(answer, attempt);
  return new RotationError({
    code: "astra-answer-unusable",
    summary: `Unexpected response from Astra while ${WORDS[attempt.task].doing} ${facts(answer, attempt)}.`,
    remedy:
      "Run it again; if it persists, check `astra-api-url` and any proxy between the runner and Astra.",
    rerun: "safe",
  });
}

/** Whatever a request threw, as a verdict with a remedy. */
export function brokenOf(
  thrown: unknown,
  { task, host, action }: AstraAttempt,
): RotationError {
  if (!(thrown instanceof TransportError)) return asRotationError(thrown);
  const { doing } = WORDS[task];
  if (thrown.code === "cancelled") {
    return new RotationError({
      code: "cancelled",
      summary: `The run was stopped while it was ${doing}.`,
      remedy:
        action === "prepare-role"
          ? "Run it again: it looks for the role by its name first."
          : "The next run checks which tokens are live and repairs the rest.",
      rerun: "safe",
      cause: thrown,
    });
  }
  if (thrown.code === "answer-too-large") return tooLarge(thrown, task, host);
  return unreachable(thrown, {
    code: "astra-unavailable",
    service: "Astra",
    input: "astra-api-url",
    purpose: `while ${doing}`,
    unusable: `Astra gave no usable answer while ${doing}`,
  });
}

/** Astra's list of tokens states times in a form that is not known here. */
export function timesUnreadable({ host }: AstraAttempt): RotationError {
  return new RotationError({
    code: "date-unread",
    summary: `Astra's token list states when tokens were made (\`generatedOn\`) in a form that this action cannot read (${host}).`,
    remedy:
      "Without these times no token can be judged. Check for a newer version of this action, and report this message if there is none.",
    rerun: "fix-first",
  });
}

/**
 * `(HTTP 403, error 340010, api.astra.datastax.com)`: Astra's own numbers,
 * never its texts.
 */
function facts(answer: HttpAnswer, { host }: AstraAttempt): string {
  const ids = [...new Set(errorIdsOf(answer.body))]
    .filter((id) => Number.isSafeInteger(id))
    .slice(0, 3)
    .map((id) => `error ${String(id)}`);
  return `(${[`HTTP ${String(answer.status)}`, ...ids, host].join(", ")})`;
}

/** Names no task: several requests that meet it at once are one problem. */
function deadToken({ bearer, action }: AstraAttempt): RotationError {
  switch (bearer) {
    case "astra-token":
      return new RotationError({
        code: "astra-unauthorized",
        summary:
          "Astra does not accept `astra-token`: it was revoked, has expired, or was truncated when it was stored.",
        remedy:
          action === "prepare-role"
            ? "Create a token in the Astra Portal (Settings › Tokens) with the role Organization Administrator, which expires soon, and store it in the secret that `astra-token` reads."
            : "If a workflow rotates this token, the secret may have been rotated since this run was queued: start a new run. Otherwise create a token in the Astra Portal (Settings › Tokens) with the role Database Administrator, or with org-token-read, org-token-write and every permission of the token to be minted, and store it in the secret that `astra-token` reads.",
        rerun: "fix-first",
      });
    case "the new token":
      return new RotationError({
        code: "not-accepted",
        summary: "Astra does not accept the new token yet.",
        remedy: "Run it again; if it persists, raise `verify-timeout`.",
        rerun: "safe",
      });
    default:
      return bearer satisfies never;
  }
}

const NOT_ASTRA: Readonly<
  Record<Exclude<Provenance, "api">, { readonly what: string; cause: string }>
> = {
  "no-such-path": {
    what: "has no such path",
    cause: "`astra-api-url` names another server or has a wrong path",
  },
  redirect: {
    what: "answered with a redirect, which Astra's API never sends",
    cause:
      "a proxy, a portal or a single sign-on page stands in front, or `astra-api-url` is not the address of the API",
  },
  "web-page": {
    what: "answered with a web page instead of Astra's API",
    cause:
      "a gateway, proxy or login page between the runner and Astra, or `astra-api-url` is not the address of the API",
  },
};

function notAstra(
  answer: HttpAnswer,
  provenance: Exclude<Provenance, "api">,
  attempt: AstraAttempt,
): RotationError {
  const { what, cause } = NOT_ASTRA[provenance];
  return new RotationError({
    code: "astra-answer-unusable",
    summary: `Could not ${attempt.task}: the server ${what} ${facts(answer, attempt)}.`,
    remedy: `Likely cause: ${cause}.`,
    rerun: "fix-first",
  });
}

function unavailable(answer: HttpAnswer, attempt: AstraAttempt): RotationError {
  const { doing } = WORDS[attempt.task];
  return new RotationError({
    code: "astra-unavailable",
    summary:
      answer.status === 429
        ? `Astra rate-limited the action while it was ${doing} ${facts(answer, attempt)}.`
        : `Astra failed while ${doing} ${facts(answer, attempt)}.`,
    remedy: "Run it again in a few minutes.",
    rerun: "safe",
  });
}

/**
 * Astra's refusals are undocumented: this one is told as it came, with the
 * likely causes in order.
 */
function refused(answer: HttpAnswer, attempt: AstraAttempt): RotationError {
  const { task, bearer } = attempt;
  const isAccess = answer.status === 401 || answer.status === 403;
  return new RotationError({
    code: isAccess ? "astra-forbidden" : codeOf(task),
    summary: `Astra refused to ${task} with ${bearer === "astra-token" ? "`astra-token`" : bearer} ${facts(answer, attempt)}.`,
    remedy: isAccess
      ? `${likely(accessCauses(attempt))} Permissions are set in the Astra Portal (Settings › Roles).`
      : likely(causesOf(attempt)),
    rerun: "fix-first",
  });
}

function codeOf(task: AstraTask): RotationErrorCode {
  if (task === "mint a token") return "mint-refused";
  return task === "create the role" ? "role-refused" : "astra-answer-unusable";
}

function causesOf(attempt: AstraAttempt): readonly string[] {
  if (attempt.task === "mint a token") return mintCauses(attempt);
  return attempt.task === "create the role"
    ? ROLE_CAUSES
    : ["`astra-api-url` has a path or names another server"];
}

/** A bound of this action's own, which is no fault of the network. */
function tooLarge(
  cause: TransportError,
  task: AstraTask,
  host: string,
): RotationError {
  const isList = task === "list the tokens";
  const limit = String(TOKEN_LIST_BYTES / 1024 / 1024);
  return new RotationError({
    code: "astra-answer-unusable",
    summary: isList
      ? `Astra's token list is larger than this action reads: ${limit} MiB (${host}).`
      : `Astra's answer while ${WORDS[task].doing} is larger than this action reads (${host}).`,
    remedy: isList
      ? "Delete unused tokens in the Astra Portal (Settings › Tokens): some 50,000 fit."
      : "Check `astra-api-url` and any proxy between the runner and Astra.",
    rerun: "fix-first",
    cause,
  });
}
