import { Marked } from "marked";
import { html, Markup } from "./html.ts";

const renderer = new Marked({
  gfm: true,
  renderer: {
    code({ text, lang }) {
      return lang === "mermaid"
        ? html`<pre class="mermaid">${text}</pre>`.text
        : false;
    },
  },
});

/** Renders a job summary as GitHub does; diagrams are left to be drawn in the page. */
export function rendered(markdown: string): Markup {
  return new Markup(renderer.parse(markdown, { async: false }));
}
