/** A role of the organization. */
export interface SimulatedRole {
  readonly id: string;
  /** The name that the API shows. */
  readonly name: string;
  /** The policy's own; the name unless given. */
  readonly description?: string;
  readonly actions: readonly string[];
  /** Resource names; those of built-in roles hold `__ORG_ID__` literally. */
  readonly resources: readonly string[];
}

const ORGANIZATION = "drn:astra:org:__ORG_ID__";
const DATABASES = [ORGANIZATION, `${ORGANIZATION}:db:*`];

/** Everything in all databases. */
const DATA = [
  ...DATABASES,
  `${ORGANIZATION}:db:*:keyspace:*`,
  `${ORGANIZATION}:db:*:keyspace:*:table:*`,
];
const STREAMS = [...DATA, `${ORGANIZATION}:stream:*`];

/** The resources of a role in one organization. */
export function resourcesIn(
  { resources }: Pick<SimulatedRole, "resources">,
  organizationId: string,
): readonly string[] {
  return resources.map((one) => one.replace("__ORG_ID__", organizationId));
}

/** All databases of an organization, as a custom role names them. */
export function allDataOf(organizationId: string): readonly string[] {
  return resourcesIn({ resources: DATA }, organizationId);
}

const SCHEMA_READ = ["db-all-keyspace-describe", "db-keyspace-describe"];
const READ = [
  ...SCHEMA_READ,
  ...["db-table-describe", "db-table-select", "db-graphql", "db-rest"],
];
const LISTS = ["accesslist-read"];
const CQL = ["db-cql"];
const WRITE = ["db-table-modify"];
const USER = ["org-db-view", "org-user-read"];
const BILLING = ["org-billing-read", "org-billing-write"];

/** What all roles with “Admin” in their names may do. */
const ADMINISTER = [
  ...READ,
  ...WRITE,
  ...USER,
  ...["create", "alter", "drop", "modify", "grant", "authorize"].map(
    (what) => `db-keyspace-${what}`,
  ),
  ...["create", "alter", "drop", "grant", "authorize"].map(
    (what) => `db-table-${what}`,
  ),
  ...["db-all-keyspace-create", "db-manage-privateendpoint"],
  ...["db-manage-region", "org-db-addpeering", "org-db-create"],
  ...["org-db-expand", "org-db-managemigratorproxy", "org-db-passwordreset"],
  ...["org-db-suspend", "org-db-terminate"],
];
const MEMBERS = [...BILLING, "org-user-write"];
const STREAMING = ["org-stream-manage"];

/** What an administrator may do beside the API for data. */
const NATIVE = [
  ...CQL,
  ...["db-manage-thirdpartymetrics", "org-cmk-read", "org-cmk-write"],
];
const TOKENS = ["org-token-read", "org-token-write"];
const DATABASE_ADMINISTRATION = [
  ...ADMINISTER,
  ...NATIVE,
  ...TOKENS,
  ...LISTS,
  "accesslist-write",
];
const ORGANIZATION_ADMINISTRATION = [
  ...DATABASE_ADMINISTRATION,
  ...MEMBERS,
  ...STREAMING,
  ...["org-read", "org-write", "org-audits-read", "org-notification-write"],
  ...["org-role-read", "org-role-write", "org-role-delete"],
  ...["org-external-auth-read", "org-external-auth-write"],
];

/**
 * The 16 built-in roles with the ids of every production organization, and with
 * the actions and resources that a live answer showed on 2022-06-28:
 * https://github.com/JupiterOne/graph-datastax,
 * src/steps/access-role/__recordings__
 */
export const BUILT_IN: readonly SimulatedRole[] = [
  role(
    "ad0566b5-2a67-49de-89e8-92258c2f2c98",
    "Organization Administrator",
    [...STREAMS, `${ORGANIZATION}:role:*`],
    ORGANIZATION_ADMINISTRATION,
  ),
  role(
    "1faa93f2-b889-4190-9585-4bc6e3c3595a",
    "Database Administrator",
    DATA,
    DATABASE_ADMINISTRATION,
  ),
  role(
    "c5fabb3c-1ae1-4648-898f-d3b98167d62e",
    "Billing Admin",
    DATABASES,
    USER,
    BILLING,
  ),
  role(
    "a25baf86-1bde-43d2-86ac-647e3d884bac",
    "UI View Only",
    DATABASES,
    USER,
    LISTS,
  ),
  role(
    "43745b73-ad46-46e4-b826-c15d06d2cea0",
    "Admin User",
    DATA,
    ADMINISTER,
    NATIVE,
    MEMBERS,
    ["org-read"],
  ),
  role(
    "b73e44b2-b9e9-43b8-a7c1-c6a2fe2dab50",
    "R/W User",
    DATA,
    LISTS,
    READ,
    CQL,
    WRITE,
    USER,
  ),
  role(
    "d2cfcd63-055c-4a58-b957-8916d4a007a5",
    "RO User",
    DATA,
    LISTS,
    READ,
    CQL,
    USER,
  ),
  role(
    "892c45bb-d395-488c-9428-8a50f7013e2b",
    "Admin Svc Acct",
    STREAMS,
    ADMINISTER,
    NATIVE,
    MEMBERS,
    STREAMING,
  ),
  role(
    "b4ed0e9e-67e8-47b6-8b58-c6629be961a9",
    "R/W Svc Acct",
    DATA,
    LISTS,
    READ,
    CQL,
    WRITE,
  ),
  role(
    "16a4b1d7-a615-41f8-95ca-52b0280f4d77",
    "RO Svc Acct",
    DATA,
    LISTS,
    READ,
    CQL,
  ),
  role(
    "67c4b5dc-dd3f-4b2d-be51-09be12836d57",
    "API Admin User",
    STREAMS,
    LISTS,
    ADMINISTER,
    MEMBERS,
    STREAMING,
  ),
  role(
    "946cfbde-24cc-4953-9355-d57bfd61bf39",
    "API R/W User",
    DATA,
    LISTS,
    READ,
    WRITE,
    USER,
  ),
  role(
    "5dc84d0d-4fdd-4ec2-a223-71341b6d7685",
    "API RO User",
    DATA,
    LISTS,
    READ,
    USER,
  ),
  role(
    "dde8a0e9-f4ae-4b42-b642-9f257436c8da",
    "API Admin Svc Acct",
    STREAMS,
    LISTS,
    ADMINISTER,
    MEMBERS,
    STREAMING,
  ),
  role(
    "efdfd41f-6184-4891-8400-b5779a0551d9",
    "API R/W Svc Acct",
    DATA,
    LISTS,
    READ,
    WRITE,
  ),
  role(
    "74b7d8b1-ecf1-48e5-a35f-0f999d369889",
    "API RO Svc Acct",
    DATA,
    LISTS,
    READ,
  ),
];

/** Every action that a built-in role allows. */
export const KNOWN_ACTIONS: ReadonlySet<string> = new Set(
  BUILT_IN.flatMap(({ actions }) => actions),
);

function role(
  id: string,
  name: string,
  resources: readonly string[],
  ...sets: readonly (readonly string[])[]
): SimulatedRole {
  return { id, name, actions: [...new Set(sets.flat())], resources };
}
