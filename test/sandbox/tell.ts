import type { Chapter, Played } from "./chapter.ts";
import type { Stage } from "./stage.ts";
import { closing, opening, prologue } from "./terminal.ts";

/** A chapter with what came of it. */
export interface Told {
  readonly chapter: Chapter;
  readonly played: Played;
}

/** How the telling ended. */
export interface Telling {
  readonly told: readonly Told[];
  /** Sentence about the chapter that did not go as it says; undefined when all did. */
  readonly failure: string | undefined;
}

/**
 * Plays the chapters in order and writes the story as it goes; stops at the
 * first that cannot be played, or says what is not so.
 */
export async function tell(
  stage: Stage,
  chapters: readonly Chapter[],
  write: (text: string) => void,
): Promise<Telling> {
  const told: Told[] = [];
  write(prologue());
  for (const [index, chapter] of chapters.entries()) {
    const number = index + 1;
    const named = `Chapter ${String(number)}, “${chapter.title}”,`;
    write(opening(number, chapter));
    let played: Played;
    try {
      played = await chapter.play(stage);
    } catch (thrown) {
      return { told, failure: `${named} broke off. ${String(thrown)}` };
    }
    told.push({ chapter, played });
    write(closing(played));
    const broken = played.claims.find(({ holds }) => !holds);
    if (broken !== undefined) {
      const failure = `${named} did not go as it says. Not so: ${broken.sentence}`;
      return { told, failure };
    }
  }
  return { told, failure: undefined };
}
