import type { SecretState } from "../../rotation/observation.ts";
import type { Warning } from "../../rotation/steps.ts";
import { count, instant, listed, shortId } from "./words.ts";

/** The title of a warning's annotation. */
export function titleOf({ kind }: Warning): string {
  switch (kind) {
    case "role-manages-tokens":
      return "The role may manage tokens";
    case "copied-marker":
      return "Tokens that look like this rotation's";
    case "previous-is-admin":
      return "previous-token is the admin token";
    case "marker-not-kept":
      return "Astra keeps no token descriptions";
    case "expires-early":
      return "The token expires before the next rotation";
    case "admin-expires":
      return "astra-token expires soon";
    case "drifted":
      return "A secret was changed by somebody else";
    case "shadowed":
      return "Another secret wins over a target";
    case "unrotated":
      return "Tokens that nobody rotates";
    case "roles-unchecked":
      return "The roles could not be checked";
    case "overlap-cut":
      return "The lifetime cannot hold the overlap";
    case "uncovered":
      return "Tokens for other places";
    case "may-cut-off":
      return "A secret elsewhere may be cut off";
    case "previous-elsewhere":
      return "previous-token is another secret's value";
    case "previous-of-other-rotation":
      return "previous-token is another rotation's";
    case "contradicted":
      return "previous-token is not the newest token";
    case "previous-unclear":
      return "Nobody could tell whose previous-token is";
    case "previous-roles":
      return "previous-token has other roles";
    case "age-unjudged":
      return "check cannot judge the age";
    case "runs-unreadable":
      return "drain cannot see the workflow runs";
    default:
      return kind satisfies never;
  }
}

/** A warning as sentences: what is so, and what to do about it. */
export function sentenceOf(warning: Warning): string {
  switch (warning.kind) {
    case "role-manages-tokens":
      return `Whoever reads the secret can mint and revoke tokens of the whole organization: the role ${roleList(warning.roles)} allows it. Set \`role\` to one that only reaches data, such as “Read/Write Service Account”.`;
    case "copied-marker":
      return `The description of ${count(warning.clientIds.length, "token")} is a copy of this rotation's: ${idList(warning.clientIds)}. The action did not make them and leaves them alone. Revoke them in the Astra UI (Settings → Tokens) if nobody needs them.`;
    case "previous-is-admin":
      return "`previous-token` is the same token as `astra-token`, which this action did not mint and does not revoke. Once nothing uses it any more, revoke it in the Astra UI (Settings → Tokens).";
    case "marker-not-kept":
      return "Astra does not show the description that the fresh token was minted with, so later runs cannot know it. This run revokes `previous-token`; keep passing it, with `overlap: 0`, in every run.";
    case "expires-early":
      return `Token ${shortId(warning.clientId)} expires on ${instant(warning.expiresOn)}, before the next planned rotation, and consumers would then be cut off. Lengthen \`token-lifetime\`, shorten \`rotate-after\`, or ask whether the organization limits the lifetime of tokens.`;
    case "admin-expires":
      return `\`astra-token\` expires on ${instant(warning.expiresOn)}; no run can rotate after that. Make a new token with the same role in the Astra UI (Settings → Tokens) and put it into the secret that \`astra-token\` reads.`;
    case "drifted":
      return `Somebody else has written ${cellList(warning.secrets)} since the last rotation. If that was not meant, look at who can write it; a rotating run replaces what it holds.`;
    case "shadowed":
      return `Workflows do not see the rotated value where another secret of the same name wins: ${listed(
        warning.overrides.map(
          ({ secretName: secret, by, target }) =>
            `${secret} of ${by} wins over ${target}`,
        ),
      )}. Delete the one that wins, or make its place a target, too.`;
    case "unrotated":
      return `${count(warning.clientIds.length, "token")} with the same role, made by hand, never gets rotated: ${idList(warning.clientIds)}. If a secret held one of them before this rotation began, pass that secret once as \`previous-token\`; revoke the others in the Astra UI (Settings → Tokens) when nothing uses them.`;
    case "roles-unchecked":
      return `The organization's roles could not be read, so the ids in \`role\` were not checked. ${warning.error.remedy}`;
    case "overlap-cut":
      return `Token ${shortId(warning.clientId)} expires on ${instant(warning.expiresOn)}, too soon for \`overlap\` to pass after it is replaced.`;
    case "uncovered":
      return `${count(warning.clientIds.length, "token")} of this rotation-id were minted for other places and are left alone: ${idList(warning.clientIds)}.`;
    case "may-cut-off":
      return `Token ${shortId(warning.clientId)} may be held by a secret that this run does not know; it is revoked all the same.`;
    case "previous-elsewhere":
      return `\`previous-token\` (${shortId(warning.clientId)}) is the value of another secret, and was left alone.`;
    case "previous-of-other-rotation":
      return `\`previous-token\` (${shortId(warning.clientId)}) belongs to another rotation, and was left alone.`;
    case "contradicted":
      return `\`previous-token\` (${shortId(warning.clientId)}) ${warning.isDead ? "is not accepted by Astra any more" : "is not the newest token"}.`;
    case "previous-unclear":
      return `Nobody could tell whose \`previous-token\` (${shortId(warning.clientId)}) is.`;
    case "previous-roles":
      return `\`previous-token\` (${shortId(warning.clientId)}) has the roles ${roleList(warning.held)}; configured are ${roleList(warning.wanted.map(({ names, id }) => names[0] ?? id))}.`;
    case "age-unjudged":
      return "With `rotate-after: 0`, `mode: check` cannot judge the age of the current token.";
    case "runs-unreadable":
      return `\`drain\` cannot see the workflow runs of ${listed(warning.targets)}, so superseded tokens are kept for now. ${warning.error.remedy}`;
    default:
      return warning satisfies never;
  }
}

function roleList(roles: readonly string[]): string {
  return listed(
    roles.map(
      (role) => `“${role.replace(/[^\p{L}\p{N} ./_+-]/gu, "?").slice(0, 60)}”`,
    ),
  );
}

function idList(clientIds: readonly string[]): string {
  return listed(clientIds.map(shortId));
}

function cellList(cells: readonly SecretState[]): string {
  return listed(
    cells.map(({ secretName: secret, target }) => `${secret} in ${target}`),
  );
}
