/** A role of the organization. */
export interface SimulatedRole {
  readonly id: string;
  /** The name that the API shows. */
  readonly name: string;
  readonly actions: readonly string[];
}

const READ = [
  "accesslist-read",
  "db-all-keyspace-describe",
  "db-keyspace-describe",
  "db-table-select",
  "db-table-describe",
  "db-graphql",
  "db-rest",
];
const CQL = ["db-cql"];
const WRITE = ["db-table-modify"];
const ADMINISTER = [
  "db-keyspace-create",
  "db-keyspace-drop",
  "db-table-create",
];
const USER = ["org-db-view", "org-user-read"];
const TOKENS = ["org-token-read", "org-token-write"];
const DATABASE_ADMINISTRATION = [
  "accesslist-write",
  "org-cmk-read",
  "org-db-create",
  "org-db-terminate",
  ...TOKENS,
];
const ORGANIZATION_ADMINISTRATION = [
  "org-read",
  "org-write",
  "org-role-read",
  "org-role-write",
  "org-billing-read",
  "org-billing-write",
  "org-user-write",
];

/**
 * The 16 built-in roles with the ids of every production organization.
 * Seen in JupiterOne/graph-datastax's recordings and datastax/astra-cli's fixtures.
 */
export const BUILT_IN: readonly SimulatedRole[] = [
  role(
    "ad0566b5-2a67-49de-89e8-92258c2f2c98",
    "Organization Administrator",
    READ,
    CQL,
    WRITE,
    ADMINISTER,
    USER,
    DATABASE_ADMINISTRATION,
    ORGANIZATION_ADMINISTRATION,
  ),
  role(
    "1faa93f2-b889-4190-9585-4bc6e3c3595a",
    "Database Administrator",
    READ,
    CQL,
    WRITE,
    ADMINISTER,
    USER,
    DATABASE_ADMINISTRATION,
  ),
  role("c5fabb3c-1ae1-4648-898f-d3b98167d62e", "Billing Admin", USER, [
    "org-billing-read",
    "org-billing-write",
  ]),
  role("a25baf86-1bde-43d2-86ac-647e3d884bac", "UI View Only", USER, [
    "accesslist-read",
  ]),
  role(
    "43745b73-ad46-46e4-b826-c15d06d2cea0",
    "Admin User",
    READ,
    CQL,
    WRITE,
    ADMINISTER,
    USER,
  ),
  role(
    "b73e44b2-b9e9-43b8-a7c1-c6a2fe2dab50",
    "R/W User",
    READ,
    CQL,
    WRITE,
    USER,
  ),
  role("d2cfcd63-055c-4a58-b957-8916d4a007a5", "RO User", READ, CQL, USER),
  role(
    "892c45bb-d395-488c-9428-8a50f7013e2b",
    "Admin Svc Acct",
    READ,
    CQL,
    WRITE,
    ADMINISTER,
  ),
  role(
    "b4ed0e9e-67e8-47b6-8b58-c6629be961a9",
    "R/W Svc Acct",
    READ,
    CQL,
    WRITE,
  ),
  role("16a4b1d7-a615-41f8-95ca-52b0280f4d77", "RO Svc Acct", READ, CQL),
  role(
    "67c4b5dc-dd3f-4b2d-be51-09be12836d57",
    "API Admin User",
    READ,
    WRITE,
    ADMINISTER,
    USER,
  ),
  role(
    "946cfbde-24cc-4953-9355-d57bfd61bf39",
    "API R/W User",
    READ,
    WRITE,
    USER,
  ),
  role("5dc84d0d-4fdd-4ec2-a223-71341b6d7685", "API RO User", READ, USER),
  role(
    "dde8a0e9-f4ae-4b42-b642-9f257436c8da",
    "API Admin Svc Acct",
    READ,
    WRITE,
    ADMINISTER,
  ),
  role("efdfd41f-6184-4891-8400-b5779a0551d9", "API R/W Svc Acct", READ, WRITE),
  role("74b7d8b1-ecf1-48e5-a35f-0f999d369889", "API RO Svc Acct", READ),
];

function role(
  id: string,
  name: string,
  ...sets: readonly (readonly string[])[]
): SimulatedRole {
  return { id, name, actions: [...new Set(sets.flat())] };
}
