import type { Call } from "./client.ts";
import type { TokenKind } from "./failures.ts";
import type { Repositories } from "./repositories.ts";
import type { WorkflowRuns } from "./workflow-runs.ts";

/** One owner's part of GitHub, as the action's credential reaches it. */
export interface Account {
  readonly call: Call;
  readonly token: TokenKind;
  readonly repositories: Repositories;
  readonly runs: WorkflowRuns;
}
