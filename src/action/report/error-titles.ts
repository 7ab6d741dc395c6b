import type { RotationErrorCode } from "../../rotation/errors.ts";

/** What an error annotation is headed with: what happened, in a few words. */
const TITLES: Readonly<Record<RotationErrorCode, string>> = {
  "input-invalid": "Invalid inputs",
  "astra-unauthorized": "Astra does not accept astra-token",
  "astra-forbidden": "Astra refused a request",
  "astra-unavailable": "Astra is unavailable",
  "astra-answer-unusable": "Unexpected response from Astra",
  "role-unknown": "Unknown role",
  "role-ambiguous": "Ambiguous role",
  "github-unauthorized": "GitHub does not accept the credential",
  "github-forbidden": "GitHub refused a request",
  "github-workflow-token": "GITHUB_TOKEN cannot write secrets",
  "app-not-installed": "The GitHub App is not usable here",
  "github-unavailable": "GitHub is unavailable",
  "github-answer-unusable": "Unexpected response from GitHub",
  "target-missing": "A target was not found",
  "target-archived": "A target is archived",
  "target-moved": "A repository was renamed or transferred",
  "identity-unknown": "The workflow's repository could not be identified",
  "organization-mismatch": "A token belongs to another Astra organization",
  "previous-elsewhere": "previous-token is another secret's value",
  "marker-newer": "A newer version of this action manages this rotation",
  "other-places": "Two workflows use one rotation-id for different places",
  "list-not-whole": "Astra's token list is incomplete",
  "clocks-unknown": "A service did not report its time",
  "clocks-apart": "The services' clocks differ too much",
  "cap-reached": "max-live-tokens is reached",
  "fan-out-too-long": "run-timeout is too short for these targets",
  "mint-refused": "Astra refused to create a token",
  "mint-mismatch": "Astra created another token than requested",
  "marker-not-kept": "Astra did not keep the token's description",
  "date-unread": "Astra's dates could not be read",
  "rival-run": "Another run is rotating the same secrets",
  "not-accepted": "The new token was not accepted in time",
  "publish-refused": "No secret was updated",
  "publish-incomplete": "Not every secret was updated",
  "revoke-incomplete": "A token could not be revoked",
  settling: "An earlier run did not finish",
  "emergency-incomplete": "The leaked token may still be alive",
  suspended: "The run was suspended and ended late",
  overwritten: "A secret was overwritten during the emergency",
  "check-failed": "The check found a problem",
  cancelled: "The run was cancelled",
  deadline: "The run reached run-timeout",
  "outputs-unwritten": "The outputs could not be written",
  internal: "Unexpected error",
};

/** The title of the annotation for an error code. */
export function titleOf(code: RotationErrorCode): string {
  return TITLES[code];
}
