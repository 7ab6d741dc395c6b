import type { Credential, ListedToken } from "./credential.ts";
import { hasRoles } from "./credential.ts";
import { RotationError } from "./errors.ts";
import type { Observation } from "./observation.ts";
import type { MintOrder, Ports } from "./ports.ts";

/** How often a minting request that certainly had no effect is sent in all. */
const MINT_ATTEMPTS = 4;

/** How often, and how far apart in milliseconds, the list is searched for a credential whose minting answer was lost. */
const SEARCH_LOOKS = 3;
const SEARCH_PAUSE_MS = 1_000;

/** Makes the order of one sending; called afresh for each, so that the marker states the right time. */
export type OrderAt = (monotonic: number) => MintOrder;

/** The client id of what this attempt has minted, or undefined while the list does not show it. */
export type FindAttempt = (
  tokens: readonly ListedToken[],
) => string | undefined;

/**
 * Mints one credential. The request goes out again only when the one before
 * certainly had no effect and the list does not show the attempt. After any
 * other loss the attempt is looked for in the list and revoked, and an error
 * thrown: no target can have it.
 */
export async function mint(
  ports: Ports,
  orderAt: OrderAt,
  findAttempt: FindAttempt,
): Promise<Credential> {
  for (let attempt = 1; ; attempt += 1) {
    requireAlive(ports);
    const order = orderAt(ports.clock.now());
    const answer = await ports.issuer.mint(order, "rotate");
    switch (answer.kind) {
      case "minted":
        return answer.credential;
      case "no-effect": {
        if (attempt >= MINT_ATTEMPTS) throw answer.error;
        ports.report({ kind: "mint-repeated", waitMs: answer.waitMs });
        await ports.clock.sleep(answer.waitMs);
        requireAlive(ports);
        const shown = await lookFor(ports, findAttempt);
        if (shown !== undefined) await takeBack(ports, shown, answer.error);
        break;
      }
      case "refused":
        throw answer.error;
      case "unknown":
        return await searchAndTakeBack(ports, findAttempt, answer.error);
      default:
        return answer satisfies never;
    }
  }
}

/** Throws `cancelled` or `deadline` once nothing new may begin. */
export function requireAlive({ stopSignal: lifeline }: Ports): void {
  const why = lifeline.stopped();
  if (why === undefined) return;
  throw new RotationError({
    code: why,
    summary:
      why === "cancelled"
        ? "The run was cancelled."
        : "The run reached its own deadline (run-timeout).",
    remedy:
      "It is safe to run again: the next run looks at what is live and puts the rest right.",
    rerun: "safe",
  });
}

/** Throws `mint-mismatch` when the answer is not the credential that was ordered. */
export function requireOrdered(
  credential: Credential,
  { organization, roles }: Observation,
): void {
  const wrong =
    credential.organization !== organization
      ? "belongs to another organization"
      : hasRoles(credential.roles, roles)
        ? undefined
        : "has other roles";
  if (wrong === undefined) return;
  throw new RotationError({
    code: "mint-mismatch",
    summary: `Astra minted a token that ${wrong} than was asked for.`,
    remedy:
      "It was revoked and nothing was published. Look at the input `role`, then run again.",
    rerun: "fix-first",
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
  findAttempt: FindAttempt,
  error: RotationError,
): Promise<never> {
  for (let look = 1; look <= SEARCH_LOOKS; look += 1) {
    const shown = await lookFor(ports, findAttempt).catch(() => undefined);
    if (shown !== undefined) await takeBack(ports, shown, error);
    if (look < SEARCH_LOOKS) await ports.clock.sleep(SEARCH_PAUSE_MS);
  }
  throw error;
}

async function takeBack(
  { issuer, report }: Ports,
  clientId: string,
  error: RotationError,
): Promise<never> {
  const answer = await issuer.revoke(clientId, "compensate");
  if (answer.kind === "done") report({ kind: "withdrawn", clientId });
  throw error;
}
