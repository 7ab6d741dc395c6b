import { RotationError } from "../../src/rotation/errors.ts";
import type { Report } from "../../src/action/report/report.ts";
import type { TargetLine } from "../../src/action/report/target-lines.ts";
import type { TokenLine } from "../../src/action/report/token-lines.ts";

/** The instant of every made report: a night in January. */
export const NOW = Date.UTC(2026, 0, 5, 3, 17);
export const DAY = 86_400_000;

/** A client id as Astra makes them, told apart by a letter. */
export function clientId(letter: string): string {
  return `${letter}bCdEfGhIjKlMnOpQrStUvWx`;
}

/** A token's line; `days` before the run it was made. */
export function token(
  letter: string,
  days: number,
  more: Partial<TokenLine> = {},
): TokenLine {
  return {
    clientId: clientId(letter),
    state: "superseded",
    generatedOn: NOW - days * DAY,
    expiresOn: undefined,
    supersededOn: undefined,
    revocableFrom: undefined,
    ...more,
  };
}

/** So many repositories, each with one secret that this run wrote. */
export function writtenTargets(count: number): readonly TargetLine[] {
  return Array.from({ length: count }, (_, index) => ({
    target: `acme/service-${String(index + 1).padStart(3, "0")}`,
    secrets: [
      {
        name: "ASTRA_DB_APPLICATION_TOKEN",
        result: "written",
        writtenOn: NOW,
        error: undefined,
      },
    ],
  }));
}

/** The report of an ordinary monthly rotation with one target, changed as wished. */
export function madeReport(more: Partial<Report> = {}): Report {
  const current = token("C", 0, { state: "current" });
  return {
    rotation: "monthly",
    mode: "rotate",
    dryRun: false,
    decision: "mint",
    reason: "age",
    rotated: true,
    observedOn: NOW,
    current,
    tokens: [
      current,
      token("B", 30, { supersededOn: NOW, revocableFrom: NOW + DAY }),
    ],
    revoked: [],
    wouldRevoke: [],
    held: [],
    death: undefined,
    nextRotationOn: NOW + 30 * DAY,
    overlapMs: DAY,
    targets: writtenTargets(1),
    findings: [],
    warnings: [],
    error: undefined,
    timings: { observe: 300, mint: 200, verify: 100, publish: 150 },
    elapsedMs: 760,
    ...more,
  };
}

/** A refusal as the GitHub adapter words it. */
export function refusal(target: string): RotationError {
  return new RotationError({
    code: "github-forbidden",
    summary: `\`github-token\` may not write the secret ASTRA_DB_APPLICATION_TOKEN of ${target}.`,
    remedy: "Give it “Secrets: read and write” in the token's settings.",
    rerun: "fix-first",
  });
}

/** The report of a run that wrote some of its targets and was refused by others. */
export function partialReport(total: number, refused: number): Report {
  const targets = writtenTargets(total).map(
    ({ target, secrets }, index): TargetLine => ({
      target,
      secrets: secrets.map((secret) =>
        index % Math.floor(total / refused) === 0
          ? {
              ...secret,
              result: "refused",
              writtenOn: undefined,
              error: refusal(target),
            }
          : secret,
      ),
    }),
  );
  return madeReport({
    rotated: false,
    current: undefined,
    tokens: [token("C", 0, { state: "partly-published" }), token("B", 30)],
    targets,
    error: new RotationError({
      code: "publish-incomplete",
      summary: `${String(refused)} of ${String(total)} secrets could not be confirmed.`,
      remedy:
        "Give it “Secrets: read and write” in the token's settings. Nothing was revoked: the old and the fresh token both work, so no consumer is cut off. A later run brings all secrets to one token; one that comes too early says from when.",
      rerun: "fix-first",
    }),
  });
}

/** The report of an emergency that ended well: the leaked token is gone. */
export function emergencyReport(): Report {
  const leaked = token("B", 12, {
    state: "revoked",
    supersededOn: NOW,
  });
  return madeReport({
    reason: "compromised",
    tokens: [token("C", 0, { state: "current" }), leaked],
    revoked: [leaked.clientId],
    targets: writtenTargets(2),
  });
}

/** The report of an emergency in which Astra did not revoke the leaked token. */
export function failedEmergencyReport(): Report {
  const leaked = token("B", 12, { state: "unconfirmed", supersededOn: NOW });
  return madeReport({
    reason: "compromised",
    tokens: [token("C", 0, { state: "current" }), leaked],
    targets: writtenTargets(2),
    error: new RotationError({
      code: "revoke-incomplete",
      summary:
        "Still alive and may have leaked: BbCdEf…UvWx. Astra refused to revoke it.",
      remedy:
        "Revoke it in the Astra Portal (Settings › Tokens) now, or run again.",
      rerun: "safe",
    }),
  });
}

/** The reports whose summaries people have looked at, by name. */
export const REVIEWED: Readonly<Record<string, Report>> = {
  "one-target": madeReport(),
  "two-targets": madeReport({
    rotation: "web",
    targets: ["acme/web", "environment “production” of acme/web"].flatMap(
      (target) => writtenTargets(1).map((line) => ({ ...line, target })),
    ),
    tokens: [
      token("C", 0, { state: "current" }),
      token("B", 30, { supersededOn: NOW, revocableFrom: NOW + 7 * DAY }),
    ],
  }),
  "nine-targets": madeReport({
    targets: writtenTargets(9),
    revoked: [token("A", 60).clientId],
    tokens: [
      token("C", 0, { state: "current", expiresOn: NOW + 45 * DAY }),
      token("B", 30, { supersededOn: NOW, revocableFrom: NOW + DAY }),
      token("A", 60, { state: "revoked", supersededOn: NOW - 30 * DAY }),
    ],
  }),
  "five-hundred-targets": madeReport({ targets: writtenTargets(500) }),
  "five-hundred-targets-some-refused": partialReport(500, 50),
  emergency: emergencyReport(),
  "emergency-failed": failedEmergencyReport(),
};
