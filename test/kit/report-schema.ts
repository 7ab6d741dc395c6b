import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const SCHEMA = new URL("../../docs/report.schema.json", import.meta.url);

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const isReport = ajv.compile(
  JSON.parse(readFileSync(SCHEMA, "utf8")) as object,
);

/** Where a value of the output `report` is not as `docs/report.schema.json` publishes it; empty when it is. */
export function reportProblems(text: string): readonly string[] {
  if (isReport(JSON.parse(text))) return [];
  return (isReport.errors ?? []).map(
    ({ instancePath, message = "" }) => `${instancePath}: ${message}`,
  );
}
