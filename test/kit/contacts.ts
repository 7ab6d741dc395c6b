import type { Evidence } from "./leak-oracle-evidence.ts";
import { requireClean } from "./leak-oracle.ts";
import { type ActionRun, runWatched, type StartOptions } from "./run-action.ts";

const RECORDER = new URL("contact-recorder.ts", import.meta.url).href;

/** A run, and everybody whom its process spoke to. */
export interface RecordedRun {
  readonly run: ActionRun;
  /** `connect host:port`, `lookup "host"`, `listen …`: each once, in order of the alphabet. */
  readonly contacts: readonly string[];
}

/** Runs the bundle as `runAction` does, and has its process tell of every connection, look-up and server. */
export async function runRecorded({
  env,
  ...options
}: StartOptions): Promise<RecordedRun> {
  const { run, evidence } = await runWatched({
    ...options,
    env: { ...env, NODE_OPTIONS: `--import=${RECORDER}` },
  });
  requireClean(evidence);
  return { run, contacts: contactsOf(evidence) };
}

function contactsOf({ files }: Evidence): readonly string[] {
  const lines = (files.get("temporary/contacts") ?? "").split("\n");
  return [...new Set(lines.filter((line) => line !== ""))].sort();
}
