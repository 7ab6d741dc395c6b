import type { Credential } from "./credential.ts";
import type { Observation, Policy } from "./observation.ts";
import type { Minted, RunRecord } from "./outcome.ts";
import type { Ports } from "./ports.ts";
import type { Warning } from "./steps.ts";

/** What one run is told beside the policy that it decides by. */
export interface RunSettings {
  readonly policy: Policy;
  readonly dryRun: boolean;
  readonly verifyTimeoutMs: number;
  /**
   * Sent as `tokenExpiry`, milliseconds after the minting; undefined when none
   * is wanted.
   */
  readonly tokenLifetimeMs: number | undefined;
  /** This attempt's random id, 12 characters of base64url. */
  readonly attempt: string;
  /** Run id and attempt in base 36, such as `2n9c.1`. */
  readonly run: string;
  /**
   * Whether client id and client secret go to two secrets, which cannot change
   * at one instant.
   */
  readonly holdsPair: boolean;
  /** Words for a person who reads Astra's token list. */
  readonly words: string;
}

/** A run that has observed: what its steps work with. */
export interface Run {
  readonly ports: Ports;
  readonly settings: RunSettings;
  readonly observation: Observation;
  /**
   * When the observation began, on the clock that has gone furthest,
   * milliseconds.
   */
  readonly observedAt: number;
  readonly record: RunRecord;
}

/** Records and reports a warning. */
export function warn(
  { ports, record }: Pick<Run, "ports" | "record">,
  warning: Warning,
): void {
  record.warnings.push(warning);
  ports.report({ kind: "warning", warning });
}

/** Notes the fresh credential, not yet published. */
export function noteMinted(
  { record }: Run,
  credential: Credential,
  generatedOn: number | undefined,
): void {
  record.minted = { credential, generatedOn, state: "unpublished" };
}

/** Notes how far the fresh credential came. */
export function noteState({ record }: Run, state: Minted["state"]): void {
  if (record.minted !== undefined) record.minted = { ...record.minted, state };
}
