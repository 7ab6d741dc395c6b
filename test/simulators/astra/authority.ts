import type { Grant } from "./rights.ts";

/** What Astra tells its databases of a token that it accepts. */
export interface TokenAuthority {
  readonly clientId: string;
  readonly organizationId: string;
  /** What its roles allow at the moment. */
  readonly grants: () => readonly Grant[];
}
