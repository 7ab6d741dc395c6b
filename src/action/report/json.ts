import type { Finding } from "../../rotation/finding.ts";
import type { SecretState } from "../../rotation/observation.ts";
import type { RotationError } from "../../rotation/errors.ts";
import { summaryOf } from "./annotation.ts";
import type { Report } from "./report.ts";
import { isOpen, type TargetLine } from "./target-lines.ts";
import { sentenceOf } from "./warning-words.ts";
import { rfc3339 } from "./words.ts";

/**
 * The version of the report's shape, `docs/report.schema.json`; raised when
 * something in it goes or changes its meaning.
 */
export const REPORT_VERSION = 1;

/**
 * The most bytes of the output `report`. The next step can only be started
 * while each of its environment variables is below 128 KiB
 * (`MAX_ARG_STRLEN`, https://man7.org/linux/man-pages/man2/execve.2.html).
 */
const MAX_BYTES = 98_000;

const MAX_TOKENS = 100;
const MAX_PROBLEMS = 50;
const MAX_FOUND_SECRETS = 50;

/**
 * A report as the text of the output `report`. What does not fit is counted
 * under `omitted`; targets with a problem are the last to be left out.
 */
export function reportText(report: Report): string {
  const rest = reportJson(report, []);
  const room = MAX_BYTES - byteLength(rest);
  const targets = fitting(report.targets, room);
  return JSON.stringify(reportJson(report, targets));
}

function reportJson(
  report: Report,
  targets: readonly TargetLine[],
): Readonly<Record<string, unknown>> {
  const { error, timings } = report;
  return {
    version: REPORT_VERSION,
    rotation: report.rotation ?? null,
    mode: report.mode ?? null,
    dryRun: report.dryRun,
    observedOn: dateOf(report.observedOn),
    decision: report.decision ?? null,
    reason: report.reason ?? null,
    rotated: report.rotated,
    tokens: report.tokens.slice(0, MAX_TOKENS).map((token) => ({
      clientId: token.clientId,
      state: token.state,
      generatedOn: dateOf(token.generatedOn),
      expiresOn: dateOf(token.expiresOn),
      supersededOn: dateOf(token.supersededOn),
      revocableFrom: dateOf(token.revocableFrom),
    })),
    revoked: report.revoked,
    wouldRevoke: report.wouldRevoke,
    held: report.held,
    death: deathJson(report.death),
    nextRotationOn: dateOf(report.nextRotationOn),
    targets: targets.map(targetJson),
    findings: report.findings.map(findingJson),
    warnings: report.warnings.map((warning) => ({
      kind: warning.kind,
      message: sentenceOf(warning),
    })),
    error: error === undefined ? null : errorJson(error),
    omitted: {
      tokens: Math.max(0, report.tokens.length - MAX_TOKENS),
      targets: report.targets.length - targets.length,
      problems: Math.max(0, (error?.also.length ?? 0) - MAX_PROBLEMS),
    },
    timings: {
      observeMs: whole(timings.observe),
      mintMs: whole(timings.mint),
      verifyMs: whole(timings.verify),
      publishMs: whole(timings.publish),
      retireMs: whole(timings.retire),
      totalMs: whole(report.elapsedMs),
    },
  };
}

function deathJson(death: Report["death"]): unknown {
  if (death === undefined) return null;
  const { clientId, state, afterMs } = death;
  return { clientId, state, afterMs: whole(afterMs) };
}

/** The targets that fit into so many bytes, those with a problem first. */
function fitting(
  targets: readonly TargetLine[],
  room: number,
): readonly TargetLine[] {
  const isWhole = ({ secrets }: TargetLine): boolean =>
    secrets.every(({ result }) => !isOpen(result));
  let left = room;
  const shown = new Set<TargetLine>();
  for (const target of targets.toSorted(
    (a, b) => Number(isWhole(a)) - Number(isWhole(b)),
  )) {
    left -= byteLength(targetJson(target)) + 1;
    if (left < 0) break;
    shown.add(target);
  }
  return targets.filter((target) => shown.has(target));
}

function targetJson({ target, secrets }: TargetLine): unknown {
  return {
    target,
    secrets: secrets.map((secret) => ({
      name: secret.name,
      result: secret.result,
      writtenOn: dateOf(secret.writtenOn),
      error: secret.error === undefined ? null : problemJson(secret.error),
    })),
  };
}

function byteLength(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function errorJson(error: RotationError): unknown {
  return {
    ...problemJson(error),
    remedy: error.remedy,
    helpsAfterFix: error.rerun === "fix-first",
    notBefore: dateOf(error.notBefore),
    also: error.also.slice(0, MAX_PROBLEMS).map(problemJson),
  };
}

function problemJson(error: RotationError): { code: string; message: string } {
  return { code: error.code, message: summaryOf(error) };
}

function findingJson(finding: Finding): unknown {
  const { kind } = finding;
  const about = { kind, on: null, secrets: [], clientIds: [] };
  switch (finding.kind) {
    case "no-credential":
    case "other-roles":
    case "role-wider":
      return about;
    case "expired":
      return { ...about, on: dateOf(finding.expiresOn) };
    case "contradicted":
      return { ...about, clientIds: [finding.clientId] };
    case "replaced-often":
      return { ...about, clientIds: finding.clientIds };
    case "overdue":
      return { ...about, on: dateOf(finding.dueOn) };
    case "incomplete":
      return { ...about, on: dateOf(finding.healableFrom) };
    case "expiring":
    case "admin-expires":
    case "github-expires":
      return { ...about, on: dateOf(finding.expiresOn) };
    case "missing":
    case "drifted":
      return { ...about, secrets: foundSecrets(finding.secrets) };
    case "second-rotation": {
      const { clientIds, secrets } = finding;
      return { ...about, clientIds, secrets: foundSecrets(secrets) };
    }
    case "unrevoked": {
      const { clientIds, dueOn } = finding;
      return { ...about, on: dateOf(dueOn), clientIds };
    }
    default:
      return finding satisfies never;
  }
}

function foundSecrets(secrets: readonly SecretState[]): unknown {
  return secrets
    .slice(0, MAX_FOUND_SECRETS)
    .map(({ target, secretName: name }) => ({ target, name }));
}

function dateOf(epochMilliseconds: number | undefined): string | null {
  return rfc3339(epochMilliseconds) ?? null;
}

function whole(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : Math.round(milliseconds);
}
