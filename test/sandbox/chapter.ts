import type { Claim } from "./claims.ts";
import type { Run } from "./play-run.ts";
import type { Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

/** What came of a chapter. */
export interface Played {
  readonly runs: readonly Run[];
  readonly scene: Scene;
  readonly claims: readonly Claim[];
}

/** One step of the story that the sandbox tells. */
export interface Chapter {
  readonly title: string;
  /** What happens, for somebody who knows nothing yet. */
  readonly story: string;
  play(stage: Stage): Promise<Played>;
}
