import { instant } from "../../../src/action/report/words.ts";
import { annotationsOf, type LogEntry } from "../runner-log.ts";
import type { Run } from "../play-run.ts";
import { html, type Markup } from "./html.ts";
import { rendered } from "./markdown.ts";

/**
 * One run as its page on GitHub shows it: annotations, summary, log. A run that
 * ended well is folded.
 */
export function runCard(run: Run): Markup {
  const { caption, at, reads, writes } = run;
  const { word, sign } = ending(run);
  const body = html`<summary>
      <span class="mark ${word}">${sign}</span>
      <span
        ><strong>${caption}</strong><br />
        ${word} · ${instant(at)} · ${reads} requests to read, ${writes} to
        change</span
      >
    </summary>
    ${annotations(run)} ${summary(run)} ${log(run)}`;
  return word === "succeeded"
    ? html`<details class="run">${body}</details>`
    : html`<details class="run" open>${body}</details>`;
}

function ending({ ended }: Run): { word: string; sign: string } {
  if (ended.signal !== null) return { word: "killed", sign: "!" };
  return ended.exitCode === 0
    ? { word: "succeeded", sign: "✓" }
    : { word: "failed", sign: "✗" };
}

function annotations(run: Run): Markup {
  const found = annotationsOf(run.log);
  if (found.length === 0) return html``;
  return html`<section class="panel">
    <h3>Annotations</h3>
    ${found.map(
      ({ level, text }) =>
        html`<div class="annotation ${level}"><b>${level}</b>${text}</div>`,
    )}
  </section>`;
}

function summary({ ended }: Run): Markup {
  const inside =
    ended.summary === ""
      ? html`<p>None: the run ended before it could write one.</p>`
      : rendered(ended.summary);
  return html`<section class="panel">
    <h3>Summary</h3>
    <div class="inside markdown">${inside}</div>
  </section>`;
}

function log(run: Run): Markup {
  return html`<details class="panel">
    <summary>Log</summary>
    <ol class="log">
      ${run.log.flatMap(lines)}
    </ol>
  </details>`;
}

function lines(entry: LogEntry): readonly Markup[] {
  switch (entry.kind) {
    case "line":
      return [html`<li>${entry.text}</li>`];
    case "annotation":
      return [html`<li class="${entry.level}">${entry.text}</li>`];
    case "group":
      return [html`<li>▾ ${entry.title}</li>`, ...entry.entries.flatMap(lines)];
    default:
      return entry satisfies never;
  }
}
