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
