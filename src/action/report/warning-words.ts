import { BUILT_IN_ROLES } from "../../astra/built-in-roles.ts";
import { inputOf, renewalAdvice } from "../../rotation/credential-ends.ts";
import type { SecretState } from "../../rotation/observation.ts";
import type { Warning } from "../../rotation/steps.ts";
import { count, duration, instant, firstFew, shortId } from "./words.ts";

type Drifted = Extract<Warning, { kind: "drifted" }>;

const DRIFT_TITLES: Readonly<Record<Drifted["cause"], string>> = {
  "not-yet": "A secret does not hold the current token yet",
  "second-rotation": "Two rotations write the same secrets",
  dead: "A secret held a dead token",
  "written-since": "A secret was changed outside this rotation",
};

/** The title of a warning's annotation. */
export function titleOf(warning: Warning): string {
  const { kind } = warning;
  switch (kind) {
    case "role-manages-tokens":
      return "The role may manage tokens";
    case "copied-marker":
      return "Tokens that look like this rotation's";
    case "previous-is-admin":
      return "previous-token is the admin token";
    case "marker-not-kept":
      return "Astra does not keep token descriptions";
    case "expires-early":
      return "The token expires before the next rotation";
    case "admin-expires":
      return "astra-token expires soon";
    case "github-expires":
      return "github-token expires soon";
    case "still-accepted":
      return "A revoked token is still accepted";
    case "drifted":
      return DRIFT_TITLES[warning.cause];
    case "shadowed":
      return "A target is overridden by another secret";
    case "unrotated":
      return "Unrotated tokens";
    case "roles-unchecked":
      return "The roles could not be checked";
    case "role-changed":
      return "The role was edited";
    case "database-unseen":
      return "The new token could not be tried on the database";
    case "overlap-cut":
      return "The token's lifetime cannot hold the overlap";
    case "uncovered":
      return "Tokens in places that this run does not write";
    case "may-cut-off":
      return "A secret elsewhere may lose access";
    case "previous-elsewhere":
      return "previous-token is another secret's value";
    case "previous-of-other-rotation":
      return "previous-token belongs to another rotation";
    case "contradicted":
      return "previous-token is not the current token";
    case "previous-unclear":
      return "previous-token could not be identified";
    case "previous-roles":
      return "previous-token has other roles";
    case "age-unjudged":
      return "check cannot judge the token's age";
    case "runs-unreadable":
      return "drain cannot read the workflow runs";
    default:
      return kind satisfies never;
  }
}

/** A warning as sentences: the finding, then what to do about it. */
export function sentenceOf(warning: Warning): string {
  switch (warning.kind) {
    case "role-manages-tokens":
      return `Anyone who can read the secret can create and revoke tokens of the whole organization, because ${roleList(warning.roles)} allows it. Use a role that only grants access to data, such as “Read/Write Service Account”.`;
    case "copied-marker":
      return `${count(warning.clientIds.length, "token")} ${warning.clientIds.length === 1 ? "carries" : "carry"} a copy of this rotation's description: ${idList(warning.clientIds)}. This action did not create ${them(warning.clientIds)} and does not change ${them(warning.clientIds)}. Revoke what is not needed in the Astra Portal (Settings › Tokens).`;
    case "previous-is-admin":
      return "`previous-token` is the same token as `astra-token`, so this run does not revoke it. A later run that authenticates with another token can, after the overlap.";
    case "marker-not-kept":
      return "Astra's token list does not show the description of the new token, so later runs cannot recognize it. This run revokes `previous-token`; keep passing it, with `overlap: 0`, in every run.";
    case "expires-early":
      return `Token ${shortId(warning.clientId)} expires on ${instant(warning.expiresOn)}, before the next planned rotation. Increase \`token-lifetime\` or reduce \`rotate-after\`; the organization may also limit token lifetimes.`;
    case "admin-expires":
    case "github-expires":
      return `\`${inputOf(warning)}\` expires on ${instant(warning.expiresOn)}; no run can rotate after that. ${renewalAdvice(warning)}`;
    case "still-accepted":
      return `Token ${shortId(warning.clientId)} was revoked, but Astra still accepted it ${duration(warning.afterMs)} later, although the token list no longer shows it. Check the token list in the Astra Portal (Settings › Tokens) in some minutes; if it may have leaked, report to Astra's support that it is still accepted.`;
    case "drifted":
      return driftSentence(warning);
    case "shadowed":
      return `Workflows do not see the rotated value where another secret of the same name takes precedence: ${firstFew(
        warning.overrides.map(
          ({ secretName, by, target }) =>
            `${secretName} of ${by} overrides ${target}`,
        ),
      )}. Delete the overriding secret, or add its place as a target.`;
    case "unrotated":
      return `${count(warning.clientIds.length, "manually created token")} with the same role ${warning.clientIds.length === 1 ? "is" : "are"} not part of any rotation: ${idList(warning.clientIds)}. This action does not revoke ${them(warning.clientIds)}: do so in the Astra Portal (Settings › Tokens) when nothing uses ${them(warning.clientIds)}. If a secret of this rotation still holds one, pass that secret as \`previous-token\`.`;
    case "roles-unchecked":
      return `The organization's roles could not be read, so the IDs in \`role\` were not checked. ${warning.error.remedy}`;
    case "role-changed":
      return `What ${roleList(warning.roles)} allows was edited since the current token was minted${warning.added === undefined ? "" : `; by the digest that the token carries, it now also allows ${firstFew(warning.added)}`}. Live tokens with this role are affected at once. Undo the edit in the Astra Portal (Settings › Roles) if nobody meant it; the next new token records what the role allows then.`;
    case "database-unseen":
      return `Nobody could see whether database ${warning.database} accepts the new token: ${firstFew(warning.regions.map(({ region, because }) => `in ${region} ${because}`))}. As Astra accepts it, the run goes on. Check that the database is active, that its endpoint is right, and that its access list lets this runner in; or set \`database\` to its ID alone, which leaves this proof out.`;
    case "overlap-cut":
      return `Token ${shortId(warning.clientId)} expires on ${instant(warning.expiresOn)}, before \`overlap\` can pass after its replacement. Reduce \`overlap\`, or allow a longer lifetime.`;
    case "uncovered":
      return `${count(warning.clientIds.length, "token")} of this rotation ${warning.clientIds.length === 1 ? "was" : "were"} minted for other places than this run writes: ${idList(warning.clientIds)}. No run of this configuration revokes ${them(warning.clientIds)}. Add those places again, or revoke ${them(warning.clientIds)} in the Astra Portal (Settings › Tokens) once nothing uses ${them(warning.clientIds)}.`;
    case "may-cut-off":
      return `Token ${shortId(warning.clientId)} may be in a secret that this run does not write. It is revoked because \`previous-token\` names it and \`compromised\` is set.`;
    case "previous-elsewhere":
      return `\`previous-token\` (${shortId(warning.clientId)}) is not the value of a secret of this rotation, so it was left alone. The job probably inherits a secret of the same name from an organization or environment. Pass the secret that this rotation writes, or add that place as a target.`;
    case "previous-of-other-rotation":
      return `\`previous-token\` (${shortId(warning.clientId)}) belongs to another rotation, so it was left alone. Check that it reads the secret that this rotation writes.`;
    case "contradicted":
      return warning.isDead
        ? `\`previous-token\` (${shortId(warning.clientId)}) is no live token: the secret that it was read from held a dead one.`
        : `\`previous-token\` (${shortId(warning.clientId)}) is not the newest token of this rotation. Either the secret was changed manually, or the job read it before the last rotation, or it is another secret's value.`;
    case "previous-unclear":
      return `Astra did not say which organization \`previous-token\` (${shortId(warning.clientId)}) belongs to, so it was left alone.`;
    case "previous-roles":
      return `\`previous-token\` (${shortId(warning.clientId)}) has the ${warning.held.length === 1 ? "role" : "roles"} ${roleList(warning.held.map(nameOfId))}. The new token has only what this workflow configures with \`role\`, or with \`database\` and \`access\`: ${roleList(warning.wanted.map(({ names, id }) => names[0] ?? id))}.`;
    case "age-unjudged":
      return "With `rotate-after: 0`, `mode: check` cannot judge the age of the current token.";
    case "runs-unreadable":
      return `\`drain\` cannot read the workflow runs of ${firstFew(warning.targets)}, so superseded tokens are kept for now. ${warning.error.remedy}`;
    default:
      return warning satisfies never;
  }
}

/** Why secrets hold nothing of the rotation, and what to do. */
function driftSentence({ cause, secrets, clientIds }: Drifted): string {
  const names = secretList(secrets);
  switch (cause) {
    case "not-yet":
      return `Not updated since the current token was minted: ${names}. A rotating run writes it.`;
    case "second-rotation":
      return `Another rotation also writes ${names}; its ${clientIds.length === 1 ? "token fits" : "tokens fit"} the last write: ${idList(clientIds)}. The words in a token's description (Astra Portal, Settings › Tokens) name its repository. Stop one of the two, or give each its own secrets.`;
    case "dead":
      return `${names} held a token that Astra no longer accepts: ${idList(clientIds)}. It was revoked or deleted outside this rotation. A rotating run replaces the value.`;
    case "written-since":
      return `Changed outside this rotation: ${names}. If this was not intended, check who can write it. A rotating run replaces the value.`;
    default:
      return cause satisfies never;
  }
}

/** The name of a built-in role; the token list gives no names. */
function nameOfId(id: string): string {
  const builtIn = BUILT_IN_ROLES.find((role) => role.id === id.toLowerCase());
  return builtIn?.apiName ?? id;
}

function roleList(roles: readonly string[]): string {
  return firstFew(
    roles.map(
      (role) => `“${role.replace(/[^\p{L}\p{N} ./_+-]/gu, "?").slice(0, 60)}”`,
    ),
  );
}

function them({ length }: readonly string[]): string {
  return length === 1 ? "it" : "them";
}

function idList(clientIds: readonly string[]): string {
  return firstFew(clientIds.map(shortId));
}

function secretList(secrets: readonly SecretState[]): string {
  return firstFew(
    secrets.map(({ secretName, target }) => `${secretName} in ${target}`),
  );
}
