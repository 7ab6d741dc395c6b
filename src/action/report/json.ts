import type { Finding } from "../../rotation/check.ts";
import type { RotationError } from "../../rotation/errors.ts";
import { summaryOf } from "./annotation.ts";
import type { Report } from "./report.ts";
import { sentenceOf } from "./warning-words.ts";
import { rfc3339 } from "./words.ts";

/** The version of the report's shape, `docs/report.schema.json`; raised when something in it goes or changes its meaning. */
export const REPORT_VERSION = 1;

/** A report as the value of the output `report`. */
export function reportJson(report: Report): unknown {
  const { error, timings } = report;
  return {
    version: REPORT_VERSION,
    rotation: report.rotation,
    mode: report.mode,
    dryRun: report.dryRun,
    observedOn: dateOf(report.observedOn),
    decision: report.decision ?? null,
    reason: report.reason ?? null,
    rotated: report.rotated,
    tokens: report.tokens.map((token) => ({
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
    nextRotationOn: dateOf(report.nextRotationOn),
    targets: report.targets.map(({ target, secrets }) => ({
      target,
      secrets: secrets.map((secret) => ({
        name: secret.name,
        result: secret.result,
        writtenOn: dateOf(secret.writtenOn),
        error: secret.error === undefined ? null : problemJson(secret.error),
      })),
    })),
    findings: report.findings.map(findingJson),
    warnings: report.warnings.map((warning) => ({
      kind: warning.kind,
      message: sentenceOf(warning),
    })),
    error:
      error === undefined
        ? null
        : {
            ...problemJson(error),
            remedy: error.remedy,
            helpsAfterFix: error.rerun === "fix-first",
            notBefore: dateOf(error.notBefore),
            also: error.also.map(problemJson),
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

function problemJson(error: RotationError): { code: string; message: string } {
  return { code: error.code, message: summaryOf(error) };
}

function findingJson(finding: Finding): unknown {
  const { kind } = finding;
  const about = { kind, on: null, secrets: [], clientIds: [] };
  switch (finding.kind) {
    case "no-credential":
    case "other-roles":
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
      return { ...about, on: dateOf(finding.expiresOn) };
    case "missing":
    case "drifted": {
      const secrets = finding.secrets.map(({ target, secretName: secret }) => ({
        target,
        name: secret,
      }));
      return { ...about, secrets };
    }
    case "unrevoked": {
      const { clientIds, dueOn } = finding;
      return { ...about, on: dateOf(dueOn), clientIds };
    }
    default:
      return finding satisfies never;
  }
}

function dateOf(epochMilliseconds: number | undefined): string | null {
  return rfc3339(epochMilliseconds) ?? null;
}

function whole(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : Math.round(milliseconds);
}
