import { webSiteOf } from "./addresses.ts";
import { instant } from "./instants.ts";
import type { Repository } from "./repositories.ts";

/** Why an alert was closed. */
export type Resolution =
  "false_positive" | "wont_fix" | "revoked" | "used_in_tests";

/** What is known of a leaked value's life. */
export type Validity = "active" | "inactive" | "unknown";

/** One alert; instants are epoch milliseconds. */
export interface SecretAlert {
  readonly repository: Repository;
  readonly number: number;
  readonly secret: string;
  readonly secretType: string;
  readonly createdAt: number;
  updatedAt: number;
  state: "open" | "resolved";
  resolution: Resolution | null;
  resolutionComment: string | null;
  resolvedAt: number | null;
  validity: Validity;
}

/** What an alert begins with. */
export interface LeakedSecret {
  readonly secret: string;
  readonly secretType?: string;
  readonly validity?: Validity;
}

/** The slug of the Astra pattern. */
export const ASTRA_TYPE = "datastax_astracs_token";

/** The alerts of all repositories. */
export class SecretAlerts {
  readonly #clock: { now(): number };
  readonly #alerts = new Map<number, SecretAlert[]>();
  readonly #disabled = new Set<number>();

  constructor(clock: { now(): number }) {
    this.#clock = clock;
  }

  /** A value that is found again in the same repository has its alert already. */
  add(repository: Repository, leaked: LeakedSecret): SecretAlert {
    const alerts = this.#alerts.get(repository.id) ?? [];
    this.#alerts.set(repository.id, alerts);
    const found = alerts.find(({ secret }) => secret === leaked.secret);
    if (found !== undefined) return found;
    const at = this.#clock.now();
    const alert: SecretAlert = {
      repository,
      number: alerts.length + 1,
      secret: leaked.secret,
      secretType: leaked.secretType ?? ASTRA_TYPE,
      createdAt: at,
      updatedAt: at,
      state: "open",
      resolution: null,
      resolutionComment: null,
      resolvedAt: null,
      validity: leaked.validity ?? "unknown",
    };
    alerts.push(alert);
    return alert;
  }

  /** Oldest first. */
  of({ id }: { readonly id: number }): readonly SecretAlert[] {
    return this.#alerts.get(id) ?? [];
  }

  setEnabled({ id }: { readonly id: number }, enabled: boolean): void {
    if (enabled) this.#disabled.delete(id);
    else this.#disabled.add(id);
  }

  isEnabled({ id }: { readonly id: number }): boolean {
    return !this.#disabled.has(id);
  }
}

/** The `secret-scanning-alert` object. */
export function alertAnswer(alert: SecretAlert, base: string) {
  const { repository, number, createdAt, updatedAt, resolvedAt } = alert;
  const name = `${repository.owner}/${repository.name}`;
  const url = `${base}/repos/${name}/secret-scanning/alerts/${String(number)}`;
  const blob = number.toString(16).padStart(40, "0");
  return {
    number,
    created_at: instant(createdAt),
    updated_at: instant(updatedAt),
    url,
    html_url: `${webSiteOf(base)}/${name}/security/secret-scanning/${String(number)}`,
    locations_url: `${url}/locations`,
    state: alert.state,
    resolution: alert.resolution,
    resolved_at: resolvedAt === null ? null : instant(resolvedAt),
    resolved_by: null,
    resolution_comment: alert.resolutionComment,
    secret_type: alert.secretType,
    secret_type_display_name: "DataStax AstraCS Token",
    provider: "DataStax",
    provider_slug: "datastax",
    secret: alert.secret,
    push_protection_bypassed: false,
    push_protection_bypassed_by: null,
    push_protection_bypassed_at: null,
    push_protection_bypass_request_reviewer: null,
    push_protection_bypass_request_reviewer_comment: null,
    push_protection_bypass_request_comment: null,
    push_protection_bypass_request_html_url: null,
    validity: alert.validity,
    publicly_leaked: false,
    multi_repo: false,
    is_base64_encoded: false,
    first_location_detected: {
      path: "src/settings.py",
      start_line: 1,
      end_line: 1,
      start_column: 1,
      end_column: 97,
      blob_sha: blob,
      blob_url: `${base}/repos/${name}/git/blobs/${blob}`,
      commit_sha: blob,
      commit_url: `${base}/repos/${name}/git/commits/${blob}`,
      html_url: `${webSiteOf(base)}/${name}/blob/${blob}/src/settings.py`,
    },
    has_more_locations: false,
    assigned_to: null,
  };
}
