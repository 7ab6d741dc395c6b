import type { HttpAnswer } from "../http/message.ts";
import { certificateAdvice } from "../http/certificate-advice.ts";
import { TransportError } from "../http/http-error.ts";
import { proxyFailure } from "../http/proxy-failure.ts";
import { asRotationError, RotationError } from "../rotation/errors.ts";
import { errorIdsOf } from "./wire.ts";

/** What the action was doing when Astra's answer went wrong. */
export type AstraTask =
  | "read the organization"
  | "list the roles"
  | "list the tokens"
  | "mint a token"
  | "revoke a token";

/** The permission that each task needs, as the Astra UI and API name it. */
const PERMISSION: Readonly<Record<AstraTask, string | undefined>> = {
  "read the organization": undefined,
  "list the roles": "org-role-read",
  "list the tokens": "org-token-read",
  "mint a token": "org-token-write",
  "revoke a token": "org-token-write",
};

/** Error ids that mean: this is no live token. Without one of them a 401 or 403 proves nothing. */
const DEAD_TOKEN_IDS: ReadonlySet<number> = new Set([
  340002, 340003, 340012, 340016, 340017, 340018,
]);

/** Whether an answer says for certain that the token of the request is dead or malformed. */
export function saysDeadToken(answer: HttpAnswer): boolean {
  return (
    (answer.status === 401 || answer.status === 403) &&
    errorIdsOf(answer.body).some((id) => DEAD_TOKEN_IDS.has(id))
  );
}

/** An answer that is not the one hoped for, as a sentence with a remedy. */
export function failureOf(answer: HttpAnswer, task: AstraTask): RotationError {
  const { status } = answer;
  if (saysDeadToken(answer)) return deadAdminToken();
  if (status === 401 || status === 403) return forbidden(status, task);
  if (status === 429 || status >= 500) return unavailable(status, task);
  if (status >= 300) return refused(status, task);
  return new RotationError({
    code: "astra-answer-unusable",
    summary: `Astra's answer to the request to ${task} makes no sense (status ${String(status)}).`,
    remedy:
      "Nothing was revoked. Run again; if it persists, look at `astra-api-url` and at proxies between the runner and Astra.",
    rerun: "safe",
  });
}

/** Whatever a request threw, as a sentence with a remedy. */
export function brokenOf(thrown: unknown, task: AstraTask): RotationError {
  if (!(thrown instanceof TransportError)) return asRotationError(thrown);
  if (thrown.code === "cancelled") {
    return new RotationError({
      code: "cancelled",
      summary: `The run was stopped while it tried to ${task}.`,
      remedy:
        "It is safe to run again: the next run looks at what is live and puts the rest right.",
      rerun: "safe",
      cause: thrown,
    });
  }
  const proxy = proxyFailure(thrown);
  if (proxy !== undefined) {
    return new RotationError({ code: "astra-unavailable", ...proxy, cause: thrown });
  }
  const advice = certificateAdvice(thrown, "astra-api-url");
  return new RotationError({
    code: "astra-unavailable",
    // A certificate is one problem, however many requests meet it.
    summary: `Astra could not be reached${advice === undefined ? ` to ${task}` : ""}: ${thrown.message}.`,
    remedy:
      advice ??
      "It is safe to run again. If it persists, look at the network of the runner, its proxy settings and `astra-api-url`.",
    rerun: advice === undefined ? "safe" : "fix-first",
    cause: thrown,
  });
}

/** Names no task: several requests that meet it at once are one problem. */
function deadAdminToken(): RotationError {
  return new RotationError({
    code: "astra-unauthorized",
    summary: "Astra does not accept `astra-token`.",
    remedy:
      "It is revoked, expired or cut off. Make a token in the Astra UI (Settings → Tokens) with the role Database Administrator, or one that holds org-token-read, org-token-write and all rights of the token to be minted; then store it in the secret that `astra-token` reads.",
    rerun: "fix-first",
  });
}

function forbidden(status: number, task: AstraTask): RotationError {
  const permission = PERMISSION[task];
  const aboveOwn =
    task === "mint a token"
      ? " Astra also refuses to mint a token with more rights than the minting one has."
      : "";
  const byId =
    task === "list the roles"
      ? " Or set the input `role` to the role's id: then the list is not needed."
      : "";
  return new RotationError({
    code: "astra-forbidden",
    summary: `\`astra-token\` may not ${task} (Astra answered ${String(status)}).`,
    remedy: `${
      permission === undefined
        ? "Look at the role of that token"
        : `Give its role the permission ${permission}`
    } in the Astra UI (Settings → Roles).${aboveOwn}${byId} If the organization restricts API access by IP address, allow the runner's.`,
    rerun: "fix-first",
  });
}

function unavailable(status: number, task: AstraTask): RotationError {
  return new RotationError({
    code: "astra-unavailable",
    summary:
      status === 429
        ? `Astra asked to slow down and did not let the action ${task}.`
        : `Astra could not ${task} (status ${String(status)}).`,
    remedy: "It is safe to run again, better some minutes later.",
    rerun: "safe",
  });
}

function refused(status: number, task: AstraTask): RotationError {
  const isMint = task === "mint a token";
  return new RotationError({
    code: isMint ? "mint-refused" : "astra-answer-unusable",
    summary: `Astra refused to ${task} (status ${String(status)}).`,
    remedy: isMint
      ? "Nothing was published. Look at `role` and, if it is set, at `token-lifetime`: the organization may allow a shorter one at most."
      : "Look at `astra-api-url`: it should be the address of the DevOps API without a path.",
    rerun: "fix-first",
  });
}
