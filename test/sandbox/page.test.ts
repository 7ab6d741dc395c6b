import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { CHAPTERS } from "./chapters.ts";
import { findChromium, openPage } from "./chromium.ts";
import { writePage } from "./page/page.ts";
import { openStage } from "./stage.ts";
import { tell, type Told } from "./tell.ts";

// A whole story is many processes; a busy machine needs its time.
vi.setConfig({ testTimeout: 120_000 });

const TIMELINE = `gantt
  dateFormat YYYY-MM-DD
  section 1st
  live :2026-01-05, 2026-02-05`;

const chromium = findChromium();

describe("The sandbox's page", () => {
  it("shows every run's summary, annotations and log, and no whole token", async () => {
    await using page = await written(await wholeStory());
    const text = await readFile(page.path, "utf8");
    for (const { title } of CHAPTERS) expect(text).toContain(title);
    expect(text).toContain("<td><strong>current</strong></td>");
    expect(text).toContain('<div class="annotation error">');
    expect(text).toContain(
      "<title>Demo: 90 days of an Astra token rotation</title>",
    );
    expect(text).toMatch(/<li>Minted token [\w…]+ and masked it/u);
    expect(text).not.toMatch(/AstraCS:|github_pat_|::add-mask::|<script>/u);
  });

  it("shows markup in a log or an annotation as text", async () => {
    const [first] = await wholeStory();
    if (first === undefined) throw new Error("nothing was told");
    const text = "<img src=x onerror=alert(1)>";
    const log = [{ kind: "annotation", level: "error", text }] as const;
    const runs = first.played.runs.map((run) => ({ ...run, log }));
    const told = { ...first, played: { ...first.played, runs } };
    await using page = await written([told]);
    expect(await readFile(page.path, "utf8")).not.toContain("<img");
  });
});

describe.skipIf(chromium === undefined)(
  "The sandbox's page in Chromium (skipped where CHROME_PATH names none and the PATH has none)",
  () => {
    it("draws every diagram of the story", async () => {
      const told = await wholeStory();
      const diagrams = told
        .flatMap(({ played }) => played.runs)
        .flatMap(({ ended }) => ended.summary.match(/^```mermaid$/gmu) ?? []);
      await using page = await written(told);
      const number = String(diagrams.length);
      expect(await drawn(page.path)).toBe(`${number} of ${number}`);
    });

    it("draws a timeline, and tells one that cannot be drawn", async () => {
      const [first] = await wholeStory();
      if (first === undefined) throw new Error("nothing was told");
      const summaries = [TIMELINE, `${TIMELINE}\n  live :no such day`];
      const runs = first.played.runs.flatMap((run) =>
        summaries.map((diagram) => {
          const summary = `\`\`\`mermaid\n${diagram}\n\`\`\`\n`;
          return { ...run, ended: { ...run.ended, summary } };
        }),
      );
      const told = { ...first, played: { ...first.played, runs } };
      await using page = await written([told]);
      expect(await drawn(page.path)).toBe("1 of 2");
    });
  },
);

let story: Promise<readonly Told[]> | undefined;

/** The whole story, played once for all tests. */
async function wholeStory(): Promise<readonly Told[]> {
  story ??= play();
  return await story;
}

async function play(): Promise<readonly Told[]> {
  await using stage = await openStage();
  const { told } = await tell(stage, CHAPTERS, () => undefined);
  return told;
}

async function written(
  told: readonly Told[],
): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-page-"));
  return {
    path: await writePage(told, folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** What the page says of its diagrams once its scripts have run. */
async function drawn(path: string): Promise<string | undefined> {
  const page = await openPage(chromium ?? "", path);
  return /data-diagrams="([^"]*)"/u.exec(page)?.[1];
}
