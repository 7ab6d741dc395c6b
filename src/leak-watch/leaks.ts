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

/** Collects the values of alerts, of which there may be ten thousand. */
export class LeakCollection {
  readonly #leaks = new Map<string, Leak & { readonly alerts: Alert[] }>();
  readonly #mask: (secret: string) => void;
  #unreadable = 0;

  /** `mask` is told what an alert's value turns out to hold. */
  constructor(mask: (secret: string) => void) {
    this.#mask = mask;
  }

  add(repository: string, alert: SecretAlert): void {
    const { number, createdAt, validity } = alert;
    const value = alert.value === undefined ? undefined : tokenIn(alert.value);
    const clientId = value === undefined ? undefined : clientIdOf(value);
    if (value === undefined || clientId === undefined) {
      this.#unreadable += 1;
      return;
    }
    if (value !== alert.value) this.#mask(value.expose());
    const known = this.#leaks.get(value.expose());
    const leak = known ?? { clientId, value, alerts: [] };
    leak.alerts.push({ repository, number, createdAt, validity });
    if (known === undefined) this.#leaks.set(value.expose(), leak);
  }

  found(): Found {
    return { leaks: [...this.#leaks.values()], unreadable: this.#unreadable };
  }
}

/** The token itself, or what it is in base64, which GitHub finds, too. */
function tokenIn(value: Secret): Secret | undefined {
  if (clientIdOf(value) !== undefined) return value;
  const text = value.expose().trim();
  const decoded = Buffer.from(text, "base64").toString("latin1").trim();
  return [text, decoded]
    .map((form) => new Secret(form))
    .find((form) => clientIdOf(form) !== undefined);
}
