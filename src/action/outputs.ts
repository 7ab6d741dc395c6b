import type { Credential } from "../rotation/credential.ts";
import { type Report, REPORT_VERSION, retiringOf } from "./report.ts";

/** The action's outputs by name; every value is a string, as the runner wants it. */
export function outputsOf(report: Report): Readonly<Record<string, string>> {
  const { current } = report;
  return {
    rotated: String(report.rotated),
    "client-id": current?.clientId ?? "",
    "generated-on": iso(current?.generatedOn) ?? "",
    "expires-on": iso(current?.expiresOn) ?? "",
    revoked: JSON.stringify(report.revoked),
    retiring: JSON.stringify(
      retiringOf(report).map(({ clientId, revocableFrom }) => ({
        clientId,
        revocableFrom: iso(revocableFrom) ?? null,
      })),
    ),
    "next-rotation-on": iso(report.nextRotationOn) ?? "",
    report: JSON.stringify(asJson(report)),
  };
}

/** The two outputs that hold secrets; only set when `expose-token` asks for them. */
export function secretOutputsOf({
  token,
  clientSecret,
}: Credential): Readonly<Record<string, string>> {
  return { token: token.expose(), "client-secret": clientSecret.expose() };
}

function asJson(report: Report): unknown {
  const { error } = report;
  return {
    version: REPORT_VERSION,
    mode: report.mode,
    dryRun: report.dryRun,
    decision: report.decision ?? null,
    reason: report.reason ?? null,
    rotated: report.rotated,
    tokens: report.tokens.map((token) => ({
      clientId: token.clientId,
      state: token.state,
      generatedOn: iso(token.generatedOn) ?? null,
      expiresOn: iso(token.expiresOn) ?? null,
      revocableFrom: iso(token.revocableFrom) ?? null,
    })),
    revoked: report.revoked,
    nextRotationOn: iso(report.nextRotationOn) ?? null,
    targets: report.targets,
    error:
      error === undefined
        ? null
        : {
            code: error.code,
            summary: error.summary,
            remedy: error.remedy,
            safeToRunAgain: error.rerun === "safe",
            also: error.also.map(({ code, summary }) => ({ code, summary })),
          },
    elapsedMs: Math.round(report.elapsedMs),
  };
}

function iso(epochMilliseconds: number | undefined): string | undefined {
  return epochMilliseconds === undefined
    ? undefined
    : new Date(epochMilliseconds).toISOString();
}
