import { decoded } from "./leak-oracle-decoding.ts";
import type { Evidence } from "./leak-oracle-evidence.ts";
import { type Form, SecretIndex } from "./leak-oracle-index.ts";
import { mannersOf } from "./leak-oracle-manners.ts";
import { piecesIn, proxyCredentials } from "./leak-oracle-proxies.ts";
import { type KnownSecret, knownSecrets } from "./leak-oracle-secrets.ts";
import { sinksOf } from "./leak-oracle-sinks.ts";

/**
 * A secret that was seen where it must not be (I5). It does not quote what it
 * found.
 */
export interface Leak {
  readonly secret: string;
  readonly form: Form | "escaped";
  readonly sink: string;
}

const PIECE = { secret: "piece of a proxy password", form: "raw" } as const;

/** Everything that the evidence of a run holds against it. */
export interface Findings {
  readonly leaks: readonly Leak[];
  /**
   * Commands and characters that must not be written, annotations that are owed
   * (I8, I10, I11).
   */
  readonly manners: readonly string[];
}

/**
 * Judges the evidence of one run: every secret, in every form, in every sink.
 */
export function judge(evidence: Evidence): Findings {
  const secrets = knownSecrets(evidence);
  return { leaks: leaksOf(evidence, secrets), manners: mannersOf(evidence) };
}

/** Throws, naming every finding, unless there is none. */
export function requireClean(evidence: Evidence): void {
  const { leaks, manners } = judge(evidence);
  const told = [
    ...leaks.map(
      ({ secret, form, sink }) => `the secret “${secret}” (${form}) in ${sink}`,
    ),
    ...manners,
  ];
  if (told.length === 0) return;
  throw new Error(`The run has leaked or misbehaved:\n${told.join("\n")}`);
}

function leaksOf(
  evidence: Evidence,
  secrets: readonly KnownSecret[],
): readonly Leak[] {
  const index = new SecretIndex();
  for (const { name, parts } of secrets) {
    for (const part of parts) index.add(name, part);
  }
  const { pieces } = proxyCredentials(evidence.env);
  return sinksOf(evidence, secrets).flatMap(({ name: sink, text }) => {
    const plain = decoded(text);
    return [
      ...index.find(text).map(({ secret, form }) => ({ secret, form, sink })),
      ...piecesIn(text, pieces).map(() => ({ ...PIECE, sink })),
      ...(plain === undefined ? [] : index.find(plain)).map(({ secret }) => ({
        secret,
        form: "escaped" as const,
        sink,
      })),
    ];
  });
}
