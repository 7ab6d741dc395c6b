import { toJsonSchema } from "@valibot/to-json-schema";
import { format } from "prettier";
import { TARGETS } from "../src/action/inputs/targets-schema.ts";

/** `docs/targets.schema.json`, generated from the schema that parses. */
export async function targetsSchema(): Promise<string> {
  const schema = toJsonSchema(TARGETS, {
    target: "draft-07",
    typeMode: "input",
    // A JSON Schema cannot express what is refused here beside the pattern.
    ignoreActions: ["check"],
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction.type === "check_items"
        ? { ...jsonSchema, uniqueItems: true }
        : undefined,
  });
  const text = JSON.stringify({ ...schema, uniqueItems: true });
  return await format(text, { parser: "json" });
}
