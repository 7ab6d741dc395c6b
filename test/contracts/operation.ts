/** A JSON schema, or an OpenAPI 3.0 schema (which may say `nullable`). */
export type Schema = Readonly<Record<string, unknown>>;

/** A parameter of an operation; only those in the path and in the query are judged. */
export interface DescribedParameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** What a service's description says of one operation. */
export interface DescribedOperation {
  readonly id: string;
  readonly method: string;
  /** A template such as `/orgs/{org}/installation`. */
  readonly path: string;
  readonly parameters: readonly DescribedParameter[];
  readonly body?:
    { readonly required: boolean; readonly schema: Schema } | undefined;
  /** By status. Without a schema an answer below 400 has no body; the bodies of errors are not judged. */
  readonly responses: Readonly<
    Record<string, { readonly schema?: Schema | undefined }>
  >;
}

/** Operations, and the schemas that they refer to as `#/schemas/{name}`. */
export interface ContractDescription {
  readonly operations: readonly DescribedOperation[];
  readonly schemas: Readonly<Record<string, Schema>>;
}
