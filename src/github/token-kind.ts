import type { Secret } from "../rotation/secret.ts";
import type { TokenKind } from "./task.ts";

/**
 * The App behind every workflow's own token; since 2026 the id is part of the
 * token's text.
 */
const ACTIONS_APP_ID = "15368";

/**
 * Reads a token's kind off its prefix, and nothing else of it: lengths and
 * bodies are not promised. `workflowToken` is the job's own token where it is
 * known.
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
export function tokenKindOf(token: Secret, workflowToken?: Secret): TokenKind {
  const text = token.expose();
  if (text === workflowToken?.expose()) return "workflow";
  if (text.startsWith(`ghs_${ACTIONS_APP_ID}_`)) return "workflow";
  if (text.startsWith("ghs_")) return "installation";
  if (text.startsWith("github_pat_")) return "fine-grained";
  if (text.startsWith("ghp_")) return "classic";
  return "unknown";
}
