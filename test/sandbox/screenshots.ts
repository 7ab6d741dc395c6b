// Takes pictures of job summaries as GitHub shows them, on a phone and on a
// desktop, in light and dark: `npm run screenshots`. The pictures of the README
// are made with `npm run screenshots -- --readme`.
import { mkdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { summaryOf } from "../../src/action/report/summary.ts";
import { REVIEWED } from "../reporting/made-reports.ts";
import { findChromium } from "./chromium.ts";
import { writeSummaryPage } from "./page/page.ts";
import { openScreen, type Screen } from "./screen.ts";
import { OUTPUT_FOLDER } from "./serve.ts";

const DOCS = join(import.meta.dirname, "../../docs");
const PICTURES = join(OUTPUT_FOLDER, "screenshots");

/** Widths of a phone and of a desktop window, in CSS pixels. */
const WIDTHS = [390, 1280];

/** Width at which the README's picture can be read on a phone, too. */
const README_WIDTH = 600;

const write = (text: string): void => void process.stdout.write(text);

async function main(options: readonly string[]): Promise<number> {
  const chromium = findChromium();
  if (chromium === undefined) {
    write("There is no Chromium: set CHROME_PATH, or put one on the PATH.\n");
    return 1;
  }
  await mkdir(PICTURES, { recursive: true });
  await using screen = await openScreen(chromium);
  if (options.includes("--readme")) await takeForReadme(screen);
  else await takeAll(screen);
  return 0;
}

async function takeAll(screen: Screen): Promise<void> {
  for (const name of Object.keys(REVIEWED)) {
    const page = await pageOf(name);
    for (const width of WIDTHS) {
      for (const dark of [false, true]) {
        const theme = dark ? "dark" : "light";
        const file = join(PICTURES, `${name}-${String(width)}-${theme}.png`);
        await take(screen, { page, file, width, dark });
      }
    }
  }
}

async function takeForReadme(screen: Screen): Promise<void> {
  const page = await pageOf("two-targets");
  for (const dark of [false, true]) {
    const file = join(DOCS, `summary-${dark ? "dark" : "light"}.png`);
    await take(screen, { page, file, width: README_WIDTH, dark, scale: 2 });
  }
}

type Shot = Parameters<Screen["take"]>[0];

async function take(screen: Screen, shot: Shot): Promise<void> {
  const wide = await screen.take(shot);
  const note = wide > shot.width ? `, content ${String(wide)} wide` : "";
  write(`${relative(process.cwd(), shot.file)}${note}\n`);
}

async function pageOf(name: string): Promise<string> {
  const report = REVIEWED[name];
  if (report === undefined) throw new Error(`no report ${name}`);
  const place = (code: string): string =>
    `https://github.com/OWNER/astra-token-rotator/blob/v1/docs/recovery.md#${code}`;
  return await writeSummaryPage(summaryOf(report, place), PICTURES, name);
}

process.exitCode = await main(process.argv.slice(2));
