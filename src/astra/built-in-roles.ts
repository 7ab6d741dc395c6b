/** A role that every production organization has. */
export interface BuiltInRole {
  readonly id: string;
  /** The name that the API shows. */
  readonly apiName: string;
  /** The name that the Astra UI shows. */
  readonly uiName: string;
}

/**
 * The 16 built-in roles under both their names. People type the name that the
 * UI shows; the API knows another. Ids come from the organization's own role
 * list wherever that can be read.
 * https://docs.datastax.com/en/astra-db-serverless/administration/manage-database-access.html
 */
export const BUILT_IN_ROLES: readonly BuiltInRole[] = (
  [
    ["ad0566b5-2a67-49de-89e8-92258c2f2c98", "Organization Administrator"],
    ["1faa93f2-b889-4190-9585-4bc6e3c3595a", "Database Administrator"],
    [
      "c5fabb3c-1ae1-4648-898f-d3b98167d62e",
      "Billing Admin",
      "Billing Administrator",
    ],
    ["a25baf86-1bde-43d2-86ac-647e3d884bac", "UI View Only"],
    [
      "43745b73-ad46-46e4-b826-c15d06d2cea0",
      "Admin User",
      "Administrator User",
    ],
    ["b73e44b2-b9e9-43b8-a7c1-c6a2fe2dab50", "R/W User", "Read/Write User"],
    ["d2cfcd63-055c-4a58-b957-8916d4a007a5", "RO User", "Read Only User"],
    [
      "892c45bb-d395-488c-9428-8a50f7013e2b",
      "Admin Svc Acct",
      "Administrator Service Account",
    ],
    [
      "b4ed0e9e-67e8-47b6-8b58-c6629be961a9",
      "R/W Svc Acct",
      "Read/Write Service Account",
    ],
    [
      "16a4b1d7-a615-41f8-95ca-52b0280f4d77",
      "RO Svc Acct",
      "Read Only Service Account",
    ],
    [
      "67c4b5dc-dd3f-4b2d-be51-09be12836d57",
      "API Admin User",
      "API Administrator User",
    ],
    [
      "946cfbde-24cc-4953-9355-d57bfd61bf39",
      "API R/W User",
      "API Read/Write User",
    ],
    [
      "5dc84d0d-4fdd-4ec2-a223-71341b6d7685",
      "API RO User",
      "API Read Only User",
    ],
    [
      "dde8a0e9-f4ae-4b42-b642-9f257436c8da",
      "API Admin Svc Acct",
      "API Administrator Service Account",
    ],
    [
      "efdfd41f-6184-4891-8400-b5779a0551d9",
      "API R/W Svc Acct",
      "API Read/Write Service Account",
    ],
    [
      "74b7d8b1-ecf1-48e5-a35f-0f999d369889",
      "API RO Svc Acct",
      "API Read Only Service Account",
    ],
  ] as const
).map(([id, apiName, uiName = apiName]) => ({ id, apiName, uiName }));

/** The built-in roles whose holders may mint and revoke tokens. */
export const TOKEN_MANAGING_ROLES: readonly string[] = [
  "Organization Administrator",
  "Database Administrator",
];
