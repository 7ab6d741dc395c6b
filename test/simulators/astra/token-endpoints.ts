import * as v from "valibot";
import { empty, json, text } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { SimulatorRequest } from "../kernel/server.ts";
import type { AstraBehaviour } from "./behaviour.ts";
import { errors } from "./errors.ts";
import { exceeds } from "./rights.ts";
import type { AstraState, Caller, OrganizationState } from "./state.ts";
import { instant, nanoseconds } from "./times.ts";
import type { SimulatedToken } from "./token-store.ts";

const CreateBody = v.strictObject({
  roles: v.array(v.string()),
  description: v.optional(v.string()),
  tokenExpiry: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  orgId: v.optional(v.string()),
});

/** `POST /v2/clientIdSecrets` and `POST /v2/tokens`. */
export function create(
  state: AstraState,
  { headers, body }: SimulatorRequest,
  caller: Caller,
): SimulatedAnswer {
  const behaviour = state.behaviour();
  if (headers["content-type"]?.startsWith("application/json") !== true) {
    return errors.badRequest("content type must be application/json");
  }
  const parsed = v.safeParse(CreateBody, parseBody(body));
  if (!parsed.success) return errors.badRequest("invalid request body");
  const wish = parsed.output;
  const refused = refusal(wish, behaviour, caller);
  if (refused !== undefined) return refused;
  const expiry = expiryOf(state, wish.tokenExpiry);
  if (expiry === "beyond") return errors.badRequest("expiry beyond maximum");
  const token = caller.organization.tokens.create({
    roles: wish.roles,
    description: keptDescription(behaviour, wish.description ?? ""),
    expiresOn: expiry,
    activationLagMs: behaviour.activationLagMs,
  });
  return json(behaviour.createStatus, createdAnswer(state, caller, token));
}

function createdAnswer(
  state: AstraState,
  { organization }: Caller,
  { clientId, secret, roles, token, ...more }: SimulatedToken,
) {
  const { generatedOn, description, timeForm } = state.behaviour();
  const { expiresOn } = more;
  return {
    clientId,
    secret,
    orgId: organization.id,
    roles,
    token,
    ...(generatedOn === "said"
      ? {
          generatedOn:
            timeForm === "utc"
              ? nanoseconds(more.generatedOn)
              : instant(more.generatedOn, timeForm),
        }
      : {}),
    ...(description === "dropped"
      ? {}
      : {
          description: description === "null" ? null : more.description,
        }),
    ...(expiresOn === undefined
      ? {}
      : { tokenExpiry: instant(expiresOn, timeForm) }),
  };
}

/** What the roles and the organization of a wish are refused with. */
function refusal(
  { roles, orgId }: v.InferOutput<typeof CreateBody>,
  behaviour: AstraBehaviour,
  caller: Caller,
): SimulatedAnswer | undefined {
  const { organization } = caller;
  if (orgId !== undefined && orgId !== organization.id)
    return errors.forbidden(behaviour);
  const known = organization.roles.all().filter(({ id }) => roles.includes(id));
  if (known.length < roles.length) {
    if (behaviour.unknownRole === "refused-text") {
      return text(404, "role not found");
    }
    if (behaviour.unknownRole === "refused-envelope") {
      return errors.badRequest("role not found");
    }
  }
  return behaviour.aboveOwnRights === "refused" &&
    known.some((role) => exceeds(role, caller))
    ? errors.forbidden(behaviour)
    : undefined;
}

function expiryOf(
  state: AstraState,
  wished: string | undefined,
): number | undefined | "beyond" {
  const { maximumLifetimeMs, beyondMaximum } = state.behaviour();
  const latest =
    maximumLifetimeMs === undefined
      ? undefined
      : state.clock.now() + maximumLifetimeMs;
  if (wished === undefined) return latest;
  const expiry = Date.parse(wished);
  if (latest === undefined || expiry <= latest) return expiry;
  return beyondMaximum === "shortened" ? latest : "beyond";
}

function keptDescription(
  { description }: AstraBehaviour,
  sent: string,
): string {
  if (description === "kept") return sent;
  if (description === "dropped" || description === "null") return "";
  return sent.slice(0, description.cutTo);
}

/** `GET /v2/clientIdSecrets`. */
export function list(
  state: AstraState,
  _: SimulatorRequest,
  { organization }: Caller,
): SimulatedAnswer {
  const behaviour = state.behaviour();
  const { listLagMs } = behaviour;
  const tokens = [
    ...organization.tokens.listed({
      creationLagMs: behaviour.creationListLagMs ?? listLagMs,
      revocationLagMs: behaviour.revocationListLagMs ?? listLagMs,
      keepsExpired: behaviour.expiredInList === "kept",
    }),
  ];
  if (behaviour.listOrder === "newest-first") tokens.reverse();
  if (behaviour.listOrder === "by-id") {
    tokens.sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
  }
  const shown = tokens.slice(0, behaviour.mostListed);
  const clients = shown.map((token) =>
    listedAnswer(state, organization, token),
  );
  return json(200, { clients });
}

function listedAnswer(
  state: AstraState,
  { roles }: OrganizationState,
  token: SimulatedToken,
) {
  const { listedRoles, generatedOn, description, timeForm } = state.behaviour();
  const nameOf = (id: string): string =>
    roles.all().find((role) => role.id === id)?.name ?? id;
  return {
    clientId: token.clientId,
    roles: listedRoles === "ids" ? token.roles : token.roles.map(nameOf),
    ...(generatedOn === "said"
      ? { generatedOn: instant(token.generatedOn, timeForm) }
      : {}),
    ...(description === "null"
      ? { description: null, tokenExpiry: null }
      : { description: token.description }),
    ...(token.expiresOn === undefined
      ? {}
      : { tokenExpiry: instant(token.expiresOn, timeForm) }),
  };
}

/** `DELETE /v2/clientIdSecrets/{clientId}`. */
export function revoke(
  state: AstraState,
  { segments }: SimulatorRequest,
  { organization: { tokens } }: Caller,
): SimulatedAnswer {
  const behaviour = state.behaviour();
  const clientId = segments[2] ?? "";
  const token = tokens.get(clientId);
  if (
    behaviour.revocation === "claimed" &&
    token !== undefined &&
    tokens.isLive(token)
  ) {
    return empty(behaviour.revokeStatus);
  }
  if (tokens.revoke(clientId)) return empty(behaviour.revokeStatus);
  switch (behaviour.unknownRevoke) {
    case 404:
      return json(404, "token not found");
    case 204:
    case 200:
      return empty(behaviour.unknownRevoke);
    case 400:
      return errors.badRequest("token not found");
    case 500:
      return text(500, "internal error");
    default:
      return behaviour.unknownRevoke satisfies never;
  }
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
