import { readFileSync } from "node:fs";
import * as v from "valibot";
import { createContract } from "./contract.ts";
import { knownGitHubInaccuracies } from "./known-inaccuracies.ts";
import type { Contract } from "./contract.ts";
import type { DescribedOperation } from "./operation.ts";

/** The description of GitHub.com. */
const MAIN_DESCRIPTION = "api.github.com";

const Schema = v.record(v.string(), v.unknown());

const Operation = v.object({
  method: v.string(),
  path: v.string(),
  parameters: v.array(
    v.object({
      name: v.string(),
      in: v.string(),
      required: v.boolean(),
      schema: Schema,
    }),
  ),
  body: v.optional(v.object({ required: v.boolean(), schema: Schema })),
  responses: v.record(v.string(), v.object({ schema: v.optional(Schema) })),
});

const RecordedFacts = v.object({
  source: v.object({ package: v.string(), version: v.string() }),
  descriptions: v.record(
    v.string(),
    v.record(v.string(), v.union([Operation, v.literal(MAIN_DESCRIPTION)])),
  ),
  schemas: v.record(v.string(), Schema),
});

function recordedFacts(): v.InferOutput<typeof RecordedFacts> {
  const file = new URL("./github-openapi.json", import.meta.url);
  const facts: unknown = JSON.parse(readFileSync(file, "utf8"));
  return v.parse(RecordedFacts, facts);
}

/** The names of the recorded descriptions: `api.github.com`, and `ghes-3.17` and the like. */
export function gitHubDescriptions(): readonly string[] {
  return Object.keys(recordedFacts().descriptions);
}

/**
 * The contract of the operations in use, by GitHub's own OpenAPI description (https://github.com/github/rest-api-description)
 * of GitHub.com or of a version of GitHub Enterprise Server. Throws for a description that is not recorded.
 */
export function createGitHubContract(description = MAIN_DESCRIPTION): Contract {
  const { descriptions, schemas } = recordedFacts();
  const listed = descriptions[description];
  if (listed === undefined) {
    throw new Error(`${description} is not among the recorded descriptions`);
  }
  const operations = Object.entries(listed).map(
    ([id, listing]): DescribedOperation => {
      const operation =
        listing === MAIN_DESCRIPTION
          ? descriptions[MAIN_DESCRIPTION]?.[id]
          : listing;
      if (operation === undefined || operation === MAIN_DESCRIPTION) {
        throw new Error(`${MAIN_DESCRIPTION} has no ${id}`);
      }
      return { id, ...operation };
    },
  );
  return createContract({ operations, schemas }, knownGitHubInaccuracies);
}
