import { matchOperation } from "./match-operation.ts";
import { createSchemaChecks } from "./schema-checks.ts";
import type { MatchedOperation } from "./match-operation.ts";
import type { KnownInaccuracy } from "./known-inaccuracies.ts";
import type {
  ContractDescription,
  DescribedOperation,
  Schema,
} from "./operation.ts";
import type { SchemaChecks } from "./schema-checks.ts";

/**
 * A request as it went over the wire: the path with its query still
 * percent-encoded, the body as text.
 */
export interface ContractRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * An answer as it went over the wire, with the method and path that it answers.
 */
export interface ContractAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Judges requests and answers by a service's published description. No
 * mismatch: an empty list.
 */
export interface Contract {
  checkRequest(request: ContractRequest): readonly string[];
  checkAnswer(answer: ContractAnswer): readonly string[];
}

const FIRST_ERROR_STATUS = 400;

/**
 * A contract out of a description, with the dated places where the service is
 * known to differ from it.
 */
export function createContract(
  description: ContractDescription,
  inaccuracies: readonly KnownInaccuracy[] = [],
): Contract {
  const checks = createSchemaChecks(
    withKnownProperties(description.schemas, inaccuracies),
  );
  const match = (method: string, path: string) =>
    matchOperation(description.operations, inaccuracies, method, path);
  return {
    checkRequest: (request) => {
      const matched = match(request.method, request.path);
      if (matched.kind === "unknown") return [matched.sentence];
      return named(matched.operation, [
        ...parameterMismatches(matched, checks, inaccuracies),
        ...requestBodyMismatches(matched.operation, request, checks),
      ]);
    },
    checkAnswer: (answer) => {
      const matched = match(answer.method, answer.path);
      if (matched.kind === "unknown") return [matched.sentence];
      const { operation } = matched;
      return named(
        operation,
        answerMismatches(operation, answer, checks, inaccuracies),
      );
    },
  };
}

function withKnownProperties(
  schemas: Readonly<Record<string, Schema>>,
  inaccuracies: readonly KnownInaccuracy[],
): Readonly<Record<string, Schema>> {
  const all = { ...schemas };
  for (const { what } of inaccuracies) {
    if (what.kind !== "properties") continue;
    const { [what.schema]: schema } = all;
    if (schema === undefined) continue;
    const described = Object(schema["properties"]) as object;
    const properties = { ...described, ...what.properties };
    all[what.schema] = { ...schema, properties };
  }
  return all;
}

function named(
  operation: DescribedOperation,
  mismatches: readonly string[],
): readonly string[] {
  return [...new Set(mismatches)].map((one) => `${operation.id}: ${one}`);
}

function parameterMismatches(
  { operation, pathValues, queryValues }: MatchedOperation,
  checks: SchemaChecks,
  inaccuracies: readonly KnownInaccuracy[],
): string[] {
  const described = (place: string) =>
    operation.parameters.filter((parameter) => parameter.in === place);
  const inPath = [...pathValues].flatMap(([name, value]) => {
    const schema = operation.parameters.find(
      (one) => one.in === "path" && one.name === name,
    )?.schema ?? { type: name.endsWith("_id") ? "integer" : "string" };
    return checks.text(`the path parameter ${name}`, schema, value);
  });
  const inQuery = [...queryValues].flatMap(([name, value]) => {
    const schema =
      knownQuery(operation.id, name, inaccuracies) ??
      described("query").find((one) => one.name === name)?.schema;
    if (schema === undefined) return [`the query parameter ${name} is unknown`];
    return checks.text(`the query parameter ${name}`, schema, value);
  });
  const absent = described("query")
    .filter((one) => one.required && !queryValues.has(one.name))
    .map((one) => `the query parameter ${one.name} is missing`);
  return [...inPath, ...inQuery, ...absent];
}

function knownQuery(
  operation: string,
  name: string,
  inaccuracies: readonly KnownInaccuracy[],
): Schema | undefined {
  const known = inaccuracies.find(
    (one) =>
      one.operation === operation &&
      one.what.kind === "query" &&
      one.what.name === name,
  );
  return known?.what.kind === "query" ? known.what.schema : undefined;
}

function requestBodyMismatches(
  operation: DescribedOperation,
  request: ContractRequest,
  checks: SchemaChecks,
): string[] {
  const { body } = operation;
  if (request.body === "") {
    return body?.required === true ? ["the request has no body"] : [];
  }
  if (body === undefined) return ["the request has a body, and takes none"];
  return [
    ...mediaTypeMismatches("the request", request.headers),
    ...bodyMismatches("the request body", request.body, (value) =>
      checks.closed("the request body", body.schema, value),
    ),
  ];
}

function answerMismatches(
  operation: DescribedOperation,
  answer: ContractAnswer,
  checks: SchemaChecks,
  inaccuracies: readonly KnownInaccuracy[],
): string[] {
  const described = operation.responses[String(answer.status)];
  if (described === undefined) {
    if (isKnownStatus(operation.id, answer.status, inaccuracies)) return [];
    const statuses = Object.keys(operation.responses).join(", ");
    return [
      `the status ${String(answer.status)} is not among those described (${statuses})`,
    ];
  }
  if (answer.status >= FIRST_ERROR_STATUS) return [];
  const { schema } = described;
  if (schema === undefined) {
    return answer.body === ""
      ? []
      : ["the answer has a body, and has none described"];
  }
  return [
    ...mediaTypeMismatches("the answer", answer.headers),
    ...bodyMismatches("the answer body", answer.body, (value) =>
      checks.open("the answer body", schema, value),
    ),
  ];
}

function isKnownStatus(
  operation: string,
  status: number,
  inaccuracies: readonly KnownInaccuracy[],
): boolean {
  return inaccuracies.some(
    (one) =>
      (one.operation === "*" || one.operation === operation) &&
      one.what.kind === "status" &&
      one.what.statuses.includes(status),
  );
}

function mediaTypeMismatches(
  subject: string,
  headers: Readonly<Record<string, string>>,
): string[] {
  const type = Object.entries(headers).find(
    ([name]) => name.toLowerCase() === "content-type",
  )?.[1];
  if (type !== undefined && /^application\/json\s*(;|$)/i.test(type)) return [];
  return [
    `${subject} is of the type ${type ?? "(none)"}, not application/json`,
  ];
}

function bodyMismatches(
  subject: string,
  body: string,
  check: (value: unknown) => string[],
): string[] {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return [`${subject} is not JSON`];
  }
  return check(value);
}
