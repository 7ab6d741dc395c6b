import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { instant } from "../../../src/action/report/words.ts";
import { settingLines } from "../demo.ts";
import type { Run } from "../play-run.ts";
import type { Scene } from "../scene.ts";
import type { Told } from "../tell.ts";
import { html, type Markup } from "./html.ts";
import { rendered } from "./markdown.ts";
import { runCard } from "./run-card.ts";
import { worldPanel } from "./world-panel.ts";

const DIAGRAMS = createRequire(import.meta.url).resolve("@mermaid-js/tiny");

/** Writes the told story as a page that works without a network; returns its path. */
export async function writePage(
  told: readonly Told[],
  folder: string,
): Promise<string> {
  return await written(join(folder, "index.html"), page(told));
}

/** Writes a page of the runs of a served workflow, the latest first; returns its path. */
export async function writeRunsPage(
  runs: readonly Run[],
  scene: Scene,
  folder: string,
): Promise<string> {
  const title = "Sandbox: runs of your workflow, the latest first";
  return await written(
    join(folder, "index.html"),
    document(
      title,
      html`<h1>${title}</h1>
        <div class="sides">
          <div>${runs.map(runCard)}</div>
          <aside class="world">${worldPanel(scene)}</aside>
        </div>`,
    ),
  );
}

/** Writes a page that shows one job summary and nothing else; returns its path. */
export async function writeSummaryPage(
  markdown: string,
  folder: string,
  name: string,
): Promise<string> {
  return await written(
    join(folder, `${name}.html`),
    document(
      "Job summary",
      html`<main class="panel inside markdown">${rendered(markdown)}</main>`,
    ),
  );
}

async function written(path: string, content: Markup): Promise<string> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const own = (name: string): string => join(import.meta.dirname, name);
  await Promise.all([
    writeFile(path, content.text),
    copyFile(own("page.css"), join(folder, "page.css")),
    copyFile(own("draw.js"), join(folder, "draw.js")),
    readFile(DIAGRAMS).then((library) =>
      writeFile(join(folder, "mermaid.js"), library),
    ),
  ]);
  return path;
}

function document(title: string, body: Markup): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <link rel="stylesheet" href="page.css" />
      </head>
      <body>
        ${body}
        <script src="mermaid.js"></script>
        <script src="draw.js"></script>
      </body>
    </html> `;
}

function page(told: readonly Told[]): Markup {
  return document(
    "Demo: 90 days of an Astra token rotation",
    html`<h1>Demo: 90 days of an Astra token rotation</h1>
      <p class="lead">
        What a person would have seen on GitHub while the sandbox ran: every run
        with its summary, annotations and log, and beside it what nobody can see
        there, the tokens that are live at Astra and what each secret holds.
        Both services are simulated and their clocks jump; the action is the one
        that is shipped. Its workflow says:
      </p>
      <pre class="settings">${settingLines().join("\n")}</pre>
      <nav>
        <ol>
          ${told.map(
            ({ chapter }, index) =>
              html`<li>
                <a href="#chapter-${index + 1}">${chapter.title}</a>
              </li>`,
          )}
        </ol>
      </nav>
      ${told.map(chapterSection)}`,
  );
}

function chapterSection({ chapter, played }: Told, index: number): Markup {
  const { runs, scene, claims } = played;
  return html`<section class="chapter" id="chapter-${index + 1}">
    <h2>${index + 1}. ${chapter.title}</h2>
    <p class="story">${chapter.story}</p>
    <div class="sides">
      <div>${runs.map(runCard)}</div>
      <aside class="world">
        <section class="panel">
          <h3>What this shows</h3>
          <ul class="inside">
            ${claims.map(({ sentence, holds }) =>
              holds
                ? html`<li><span class="yes">✓</span> ${sentence}</li>`
                : html`<li><span class="no">✗</span> ${sentence}</li>`,
            )}
          </ul>
        </section>
        ${worldPanel(scene)}
        <p><small>${instant(scene.at)}, by the simulated clocks</small></p>
      </aside>
    </div>
  </section>`;
}
