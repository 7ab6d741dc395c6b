import { BODY_FAULTS } from "./body-faults.ts";
import { CONNECTION_FAULTS } from "./connection-faults.ts";
import type { FaultKind } from "./fault.ts";
import { UNTRUE_ANSWERS } from "./list-faults.ts";
import { STATUS_FAULTS } from "./status-faults.ts";

/** The name of the one kind that is no fate of a request: nobody listens. */
export const REFUSED = "refused";

/** All fates of a request. Names and TLS fail below the requests, and are tested on the transport. */
export const FAULT_KINDS: readonly FaultKind[] = [
  ...CONNECTION_FAULTS,
  ...STATUS_FAULTS,
  ...BODY_FAULTS,
  ...UNTRUE_ANSWERS,
];
