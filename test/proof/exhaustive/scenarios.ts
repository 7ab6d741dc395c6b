import {
  ENVIRONMENT,
  ENVIRONMENT_SCOPE,
  OWNER,
  REPOSITORY_SCOPE,
} from "../../kit/world.ts";
import {
  FAMILIES,
  type PastRun,
  type Place,
  type Scenario,
} from "./scenario.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Two runs that went well, and one that left an orphan: the next one has something to retire. */
const EVENTFUL: readonly PastRun[] = [
  { afterMs: HOUR },
  { afterMs: 25 * HOUR },
  { afterMs: 25 * HOUR, died: true },
];

const REPOSITORY_TOKEN: readonly Place[] = [
  {
    scope: REPOSITORY_SCOPE,
    secret: "ASTRA_DB_APPLICATION_TOKEN",
    part: "token",
  },
];

const ENVIRONMENT_PARTS: readonly Place[] = [
  { scope: ENVIRONMENT_SCOPE, secret: "ASTRA_TOKEN", part: "token" },
  { scope: ENVIRONMENT_SCOPE, secret: "ASTRA_ID", part: "client-id" },
  { scope: ENVIRONMENT_SCOPE, secret: "ASTRA_SECRET", part: "client-secret" },
  { scope: ENVIRONMENT_SCOPE, secret: "ASTRA_JSON", part: "json" },
];

/** One repository secret, rotated every day, the superseded token kept for a day. */
const DAILY: Scenario = {
  name: "s1-daily",
  families: FAMILIES,
  inputs: { role: "Read/Write Service Account", overlap: "24h" },
  places: REPOSITORY_TOKEN,
  role: "R/W Svc Acct",
  past: EVENTFUL,
  pauseMs: 25 * HOUR,
  overlapMs: DAY,
  mayWrite: true,
  fromSecret: [],
  handMade: false,
};

/** One repository secret, the superseded token revoked by the run that replaces it. */
const AT_ONCE: Scenario = {
  ...DAILY,
  name: "s1-at-once",
  inputs: { ...DAILY.inputs, overlap: "0" },
  overlapMs: 0,
};

/** A repository, an environment and an organization whose secret one repository may use. */
const MIXED: Scenario = {
  ...AT_ONCE,
  name: "s3-mixed",
  families: ["crash", "fault"],
  inputs: {
    ...AT_ONCE.inputs,
    targets: [
      "- repository: acme/web",
      "- repository: acme/web",
      `  environment: ${ENVIRONMENT}`,
      "- organization: acme",
    ].join("\n"),
  },
  places: [
    ...REPOSITORY_TOKEN,
    {
      scope: ENVIRONMENT_SCOPE,
      secret: "ASTRA_DB_APPLICATION_TOKEN",
      part: "token",
    },
    {
      scope: { store: "actions", kind: "organization", organization: OWNER },
      secret: "ASTRA_DB_APPLICATION_TOKEN",
      part: "token",
    },
  ],
};

/** Rotation by age, so that the run after a crash has to find out by itself what is left to do. */
const BY_AGE: Scenario = {
  ...DAILY,
  name: "s1-by-age",
  families: ["crash", "fault"],
  inputs: {
    ...DAILY.inputs,
    environment: ENVIRONMENT,
    "rotate-after": "30d",
    "secret-name": "ASTRA_TOKEN",
    "secret-name-client-id": "ASTRA_ID",
    "secret-name-client-secret": "ASTRA_SECRET",
    "secret-name-json": "ASTRA_JSON",
  },
  places: ENVIRONMENT_PARTS,
  past: [{ afterMs: HOUR }, { afterMs: 31 * DAY }],
  pauseMs: 31 * DAY,
};

/** The first run of all: the secret holds a token that a person made, and the rotation adopts it. */
const ADOPTING: Scenario = {
  ...DAILY,
  name: "s1-adopting",
  families: ["crash", "fault"],
  past: [],
  pauseMs: HOUR,
  fromSecret: ["previous-token"],
  handMade: true,
};

/** The action rotates the very token that it authenticates with. */
const OWN_KEY: Scenario = {
  ...DAILY,
  name: "s1-own-key",
  families: ["crash", "fault"],
  inputs: {
    role: "Database Administrator",
    overlap: "0",
    "secret-name": "ASTRA_ADMIN_TOKEN",
  },
  places: [
    { scope: REPOSITORY_SCOPE, secret: "ASTRA_ADMIN_TOKEN", part: "token" },
  ],
  role: "Database Administrator",
  past: [{ afterMs: HOUR }, { afterMs: 25 * HOUR }],
  overlapMs: 0,
  fromSecret: ["astra-token"],
};

/** The same with an overlap, and with a `previous-token` that is the key itself. */
const OWN_KEY_KEPT: Scenario = {
  ...OWN_KEY,
  name: "s1-own-key-kept",
  inputs: { ...OWN_KEY.inputs, overlap: "24h" },
  overlapMs: DAY,
  fromSecret: ["astra-token", "previous-token"],
};

/** A hand-made key, which the first run takes over and a later one retires. */
const HAND_MADE_KEY: Scenario = {
  ...OWN_KEY_KEPT,
  name: "s1-hand-made-key",
  past: [],
  pauseMs: HOUR,
  handMade: true,
};

/** The organization caps lifetimes below `rotate-after`: the end that nears is the reason to rotate. */
const CAPPED: Scenario = {
  ...DAILY,
  name: "s1-capped",
  families: ["crash", "fault"],
  inputs: { ...DAILY.inputs, overlap: "1h", "rotate-after": "30d" },
  astra: { maximumLifetimeMs: 3 * DAY },
  past: [{ afterMs: HOUR }],
  pauseMs: 2 * DAY,
  overlapMs: HOUR,
};

/** A person has restored the former value minutes after a rotation, and `previous-token` reads it. */
const RESTORED: Scenario = {
  ...DAILY,
  name: "s1-restored",
  families: ["crash", "fault"],
  inputs: { ...DAILY.inputs, "rotate-after": "30d" },
  past: [{ afterMs: HOUR }, { afterMs: 31 * DAY }],
  pauseMs: HOUR,
  restoredMs: 50 * 60_000,
  fromSecret: ["previous-token"],
};

/** A copied workflow's first run: its job inherits the organization's secret, which another repository rotates. */
const COPIED: Scenario = {
  ...DAILY,
  name: "s1-copied",
  families: ["crash", "fault"],
  past: [],
  pauseMs: HOUR,
  fromSecret: ["previous-token"],
  inherits: true,
};

/** A look at a rotation that is in order. */
const CHECK: Scenario = {
  ...DAILY,
  name: "check",
  families: ["crash", "fault"],
  inputs: { ...DAILY.inputs, mode: "check" },
  past: [{ afterMs: HOUR }],
  pauseMs: HOUR,
  mayWrite: false,
};

/** A run that finds nothing due. */
const NOT_DUE: Scenario = {
  ...DAILY,
  name: "not-due",
  families: ["crash", "fault"],
  inputs: { ...DAILY.inputs, "rotate-after": "30d" },
  past: [{ afterMs: HOUR }],
  pauseMs: HOUR,
  mayWrite: false,
};

/** All scenarios, by name. */
export const SCENARIOS: readonly Scenario[] = [
  DAILY,
  AT_ONCE,
  MIXED,
  BY_AGE,
  ADOPTING,
  OWN_KEY,
  OWN_KEY_KEPT,
  HAND_MADE_KEY,
  CAPPED,
  RESTORED,
  COPIED,
  CHECK,
  NOT_DUE,
];
