import type { GitHubClock } from "../github-clock.ts";
import type { AuthorizedRequest } from "../octokit.ts";
import type { GitHubAnswer } from "../provenance.ts";
import { type Refusal, refusalOf } from "../refusals.ts";
import { PAUSES_MS, reread, type Waiting } from "../waiting.ts";
import { type AppIdentity, assertApp } from "./assertion.ts";
import type { SendWith } from "./sending.ts";

/** What an App speaks to GitHub with. */
export interface AppClient {
  readonly identity: AppIdentity;
  readonly request: AuthorizedRequest;
  readonly clock: GitHubClock;
  readonly waiting: Waiting;
  readonly mask: (secret: string) => void;
}

/**
 * A clock that is wrong by less cannot be why an assertion was refused,
 * milliseconds.
 */
const CLOCK_TOLERANCE_MS = 20_000;

/** Refusals of an assertion that another assertion will meet, too. */
const FINAL: ReadonlySet<Refusal | undefined> = new Set<Refusal>([
  "app-without-key",
  "no-such-app",
  "wants-app-number",
]);

/**
 * Asks as the App itself. An assertion that GitHub refuses is made once more:
 * at once when the clock, and so the assertion, turns out to be wrong, else
 * after a pause, since GitHub has been seen to refuse a good one.
 */
export async function askAsApp(
  { identity, clock, waiting, mask }: AppClient,
  sendWith: SendWith,
): Promise<GitHubAnswer> {
  const send = async (): Promise<GitHubAnswer> => {
    const answer = await sendWith(() => assertApp(identity, clock.now(), mask));
    clock.observe(answer);
    return answer;
  };
  const before = clock.now();
  const answer = await reread(send, waiting);
  if (answer.status !== 401 || FINAL.has(refusalOf(answer))) return answer;
  const isLate = Math.abs(clock.now() - before) > CLOCK_TOLERANCE_MS;
  return isLate || (await waiting.pause(PAUSES_MS[0])) ? await send() : answer;
}
