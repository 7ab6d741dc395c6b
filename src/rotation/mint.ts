import { requireAlive } from "./alive.ts";
import type { Credential, ListedToken } from "./credential.ts";
import { hasOtherRoles } from "./credential.ts";
import { RotationError } from "./errors.ts";
import { withFate, withRemedy } from "./take-back.ts";
import type { Lifetime } from "./next-due.ts";
import type { Observation } from "./observation.ts";
import type { MintOrder, Ports } from "./ports.ts";
import type { Run } from "./run.ts";

/** How often a minting request that certainly had no effect is sent in all. */
const MINT_ATTEMPTS = 4;

/**
 * How often, and how far apart in milliseconds, the list is searched for a
 * credential whose minting answer was lost.
 */
const SEARCH_LOOKS = 3;
const SEARCH_PAUSE_MS = 1_000;

/** How much later than asked for a credential may expire, milliseconds. */
const EXPIRY_SLACK_MS = 600_000;

/**
 * Makes the order of one sending; called afresh for each, so that the marker
 * states the right time.
 */
export type OrderNow = () => MintOrder;

/**
 * The client id of what this attempt has minted, or undefined while the list
 * does not show it.
 */
export type FindAttempt = (
  tokens: readonly ListedToken[],
) => string | undefined;

/** What a minting needs of its run, beside the orders. */
export interface MintingWays {
  readonly orderNow: OrderNow;
  readonly findAttempt: FindAttempt;
  /** Revokes what an attempt has minted, and tells whether it is gone. */
  readonly takeBack: (clientId: string) => Promise<boolean>;
}

/**
 * Mints one credential. The request goes out again only when the one before
 * certainly had no effect and the list does not show the attempt. After any
 * other loss the attempt is looked for in the list and revoked, and an error
 * thrown: no target can have it.
 */
export async function mint(
  ports: Ports,
  ways: MintingWays,
): Promise<Credential> {
  for (let attempt = 1; ; attempt += 1) {
    requireAlive(ports);
    const order = ways.orderNow();
    const answer = await ports.issuer.mint(order, "rotate");
    switch (answer.kind) {
      case "minted":
        return answer.credential;
      case "no-effect": {
        if (attempt >= MINT_ATTEMPTS) throw answer.error;
        ports.report({ kind: "mint-repeated", waitMs: answer.waitMs });
        await ports.clock.sleep(answer.waitMs);
        requireAlive(ports);
        const shown = await lookFor(ports, ways.findAttempt);
        if (shown !== undefined) await endWithout(ways, shown, answer.error);
        break;
      }
      case "refused":
        throw answer.error;
      case "unknown":
        return await searchAndTakeBack(ports, ways, answer.error);
      default:
        return answer satisfies never;
    }
  }
}

/**
 * Throws `mint-mismatch` when the answer is not the credential that was
 * ordered.
 */
export function requireOrdered(
  credential: Credential,
  { organization, roles }: Observation,
): void {
  const wrong =
    credential.organization !== organization
      ? "belongs to another organization"
      : credential.roles.length === 0 || hasOtherRoles(credential, roles)
        ? "has other roles"
        : undefined;
  if (wrong === undefined) return;
  throw new RotationError({
    code: "mint-mismatch",
    summary: `Astra minted a token that ${wrong} than requested.`,
    remedy: "Check `role`, or `database` and `access`, then run again.",
    rerun: "fix-first",
  });
}

/**
 * Throws `mint-mismatch` when the credential was to expire and does not, or
 * later than requested.
 */
export function requireExpiry(
  { settings: { tokenLifetimeMs } }: Pick<Run, "settings">,
  { generatedOn, expiresOn = Infinity }: Lifetime,
): void {
  if (tokenLifetimeMs === undefined) return;
  if (expiresOn <= generatedOn + tokenLifetimeMs + EXPIRY_SLACK_MS) return;
  throw new RotationError({
    code: "mint-mismatch",
    summary:
      "Astra minted a token that does not expire as `token-lifetime` asks.",
    remedy:
      "Run again later, or remove `token-lifetime` to mint tokens without an expiration date.",
    rerun: "safe",
  });
}

async function lookFor(
  { issuer }: Ports,
  findAttempt: FindAttempt,
): Promise<string | undefined> {
  const { value: tokens } = await issuer.list("compensate");
  return findAttempt(tokens);
}

async function searchAndTakeBack(
  ports: Ports,
  ways: MintingWays,
  error: RotationError,
): Promise<never> {
  for (let look = 1; look <= SEARCH_LOOKS; look += 1) {
    const shown = await lookFor(ports, ways.findAttempt).catch(() => undefined);
    if (shown !== undefined) await endWithout(ways, shown, error);
    if (look < SEARCH_LOOKS) await ports.clock.sleep(SEARCH_PAUSE_MS);
  }
  throw withRemedy(
    error,
    `${error.remedy} Astra may have minted a token: no secret holds it, and a later run revokes it.`,
  );
}

async function endWithout(
  { takeBack }: MintingWays,
  clientId: string,
  error: RotationError,
): Promise<never> {
  throw withFate(error, clientId, await takeBack(clientId));
}
