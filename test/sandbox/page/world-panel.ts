import type { Scene, SecretView, TokenView } from "../scene.ts";
import { html, type Markup } from "./html.ts";

/** What nobody sees on GitHub: the tokens at Astra, and what the secrets really hold. */
export function worldPanel({ tokens, secrets }: Scene): Markup {
  const live = tokens.filter(({ revokedOn }) => revokedOn === undefined);
  return html`<details class="panel">
      <summary>
        Tokens at Astra: ${live.length} live, ${tokens.length - live.length}
        revoked
      </summary>
      <ul class="inside">
        ${tokens.map((token) => tokenItem(token))}
      </ul>
    </details>
    <section class="panel">
      <h3>Secrets</h3>
      <ul class="inside">
        ${secrets.map(secretItem)}
      </ul>
    </section>`;
}

function tokenItem({
  name,
  owner,
  shortId,
  made,
  revokedOn,
}: TokenView): Markup {
  const facts = [
    `created ${day(made)}`,
    ...(revokedOn === undefined ? ["live"] : [`revoked ${day(revokedOn)}`]),
    ...(owner === undefined ? [] : [owner]),
  ];
  return html`<li>
    <span class="${revokedOn === undefined ? "" : "gone"}"
      ><b>${name}</b> <code class="id">${shortId}</code></span
    ><small>${facts.join("; ")}</small>
  </li>`;
}

function day(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString().slice(0, 10);
}

function secretItem({ where, name, holds, works }: SecretView): Markup {
  return html`<li>
    <code>${name}</code
    ><small
      >of ${where} holds <b>${holds?.name ?? "nothing"}</b>, which
      ${
        works
          ? html`<span class="yes">works</span>`
          : html`<span class="no">does not work</span>`
      }</small
    >
  </li>`;
}
