import type { Minted } from "../../rotation/outcome.ts";
import { type Report, retiringOf } from "./report.ts";
import { reportText } from "./json.ts";
import { rfc3339 } from "./words.ts";

/**
 * The action's outputs by name; every value is a string, as the runner wants
 * it.
 */
export function outputsOf(report: Report): Readonly<Record<string, string>> {
  const { current } = report;
  return {
    rotated: String(report.rotated),
    "client-id": current?.clientId ?? "",
    "generated-on": rfc3339(current?.generatedOn) ?? "",
    "expires-on": rfc3339(current?.expiresOn) ?? "",
    revoked: JSON.stringify(report.revoked),
    retiring: JSON.stringify(
      retiringOf(report).map(({ clientId, revocableFrom }) => ({
        clientId,
        revocableFrom: rfc3339(revocableFrom) ?? null,
      })),
    ),
    "next-rotation-on": rfc3339(report.nextRotationOn) ?? "",
    report: reportText(report),
  };
}

/**
 * The two outputs that hold secrets; only set when `expose-token` asks for
 * them, and the token was published.
 */
export function secretOutputsOf(
  minted: Minted | undefined,
): Readonly<Record<string, string>> {
  if (minted?.state !== "published") return {};
  const { token, clientSecret } = minted.credential;
  return { token: token.expose(), "client-secret": clientSecret.expose() };
}
