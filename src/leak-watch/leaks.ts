import { clientIdOf } from "../astra/credential-wire.ts";
import type { SecretAlert } from "../github/secret-scanning.ts";
import { Secret } from "../rotation/secret.ts";
import type { Alert, Leak } from "./decide.ts";

/** What the alerts of all repositories hold. */
export interface Found {
  /** One for each value, however many alerts name it. */
  readonly leaks: readonly Leak[];
  /** Alerts whose value is no Astra token, or is not shown. */
  readonly unreadable: number;
}

/** Collects the values of alerts page by page. */
export class LeakCollection {
  readonly #alerts = new Map<string, { leak: Leak; alerts: Alert[] }>();
  readonly #mask: (secret: string) => void;
  #unreadable = 0;

  /** `mask` is told what an alert's value turns out to hold. */
  constructor(mask: (secret: string) => void) {
    this.#mask = mask;
  }

  add(repository: string, { value, ...alert }: SecretAlert): void {
    const token = value === undefined ? undefined : this.#tokenIn(value);
    const clientId = token === undefined ? undefined : clientIdOf(token);
    if (token === undefined || clientId === undefined) {
      this.#unreadable += 1;
      return;
    }
    const key = token.expose();
    const alerts = this.#alerts.get(key)?.alerts ?? [];
    alerts.push({ repository, ...alert });
    const leak = { clientId, value: token, alerts };
    if (alerts.length === 1) this.#alerts.set(key, { leak, alerts });
  }

  found(): Found {
    return {
      leaks: [...this.#alerts.values()].map(({ leak }) => leak),
      unreadable: this.#unreadable,
    };
  }

  /** The token itself, or what it is in base64, which GitHub finds, too. */
  #tokenIn(value: Secret): Secret | undefined {
    const text = value.expose().trim();
    const decoded = Buffer.from(text, "base64").toString("latin1").trim();
    const token = [text, decoded]
      .map((form) => new Secret(form))
      .find((form) => clientIdOf(form) !== undefined);
    if (token !== undefined) this.#mask(token.expose());
    return token;
  }
}
