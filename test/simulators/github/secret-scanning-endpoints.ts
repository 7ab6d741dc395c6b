import { json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { Need } from "./access.ts";
import type { Call } from "./call.ts";
import { githubError, invalidRequest, notFound } from "./errors.ts";
import { pageOf } from "./paging.ts";
import { inRepository, type Locator } from "./places.ts";
import type { Repository } from "./repositories.ts";
import {
  alertAnswer,
  type Resolution,
  type SecretAlert,
} from "./secret-scanning.ts";

const RESOLUTIONS: readonly string[] = [
  "false_positive",
  "wont_fix",
  "revoked",
  "used_in_tests",
] satisfies Resolution[];

function needOf(level: "read" | "write"): Need {
  return {
    permission: "secret_scanning_alerts",
    level,
    writes: level === "write",
    classicScope: "repo",
    role: "admin",
    freeWhenPublic: false,
    freeForClassicWhenPublic: false,
  };
}

/**
 * `GET …/secret-scanning/alerts`, newest first unless asked otherwise.
 * https://docs.github.com/en/rest/secret-scanning/secret-scanning#list-secret-scanning-alerts-for-a-repository
 */
export function listAlerts(call: Call, locator: Locator): SimulatedAnswer {
  return inAlerts(call, locator, "read", (repository) => {
    const { query } = call.request;
    const problem = queryProblem(query);
    if (problem !== undefined) return invalidRequest(problem);
    const state = query.get("state");
    const types = query.get("secret_type")?.split(",");
    const found = call.state.alerts
      .of(repository)
      .filter((one) => state === null || one.state === state)
      .filter(({ secretType }) => types?.includes(secretType) ?? true);
    const ordered =
      query.get("direction") === "asc" ? found : found.toReversed();
    const { items, headers } = pageOf(ordered, call);
    const isHidden = query.get("hide_secret") === "true";
    const answers = items.map((alert) => {
      const { secret, ...others } = alertAnswer(alert, call.state.base());
      return isHidden ? others : { ...others, secret };
    });
    return json(200, answers, headers);
  });
}

function queryProblem(query: URLSearchParams): string | undefined {
  const allowed = {
    state: ["open", "resolved"],
    direction: ["asc", "desc"],
    sort: ["created", "updated"],
  };
  return Object.entries(allowed)
    .filter(([name]) => query.has(name))
    .find(([name, values]) => !values.includes(query.get(name) ?? ""))?.[0];
}

/**
 * `PATCH …/secret-scanning/alerts/{alert_number}`.
 * https://docs.github.com/en/rest/secret-scanning/secret-scanning#update-a-secret-scanning-alert
 */
export function updateAlert(
  call: Call,
  locator: Locator,
  number: string,
): SimulatedAnswer {
  return inAlerts(call, locator, "write", (repository) => {
    const alert = call.state.alerts
      .of(repository)
      .find((one) => String(one.number) === number);
    if (alert === undefined) return notFound();
    const change = parsed(call.request.body);
    if (change === undefined) return githubError(400, "Problems parsing JSON");
    return (
      refusalOf(call, change, alert) ?? {
        ...changed(call, change, alert),
      }
    );
  });
}

type Change = Readonly<Record<string, unknown>>;

const KNOWN = ["state", "resolution", "resolution_comment", "validity"];

function refusalOf(
  { state }: Call,
  change: Change,
  alert: SecretAlert,
): SimulatedAnswer | undefined {
  const { validityOverrides, delegatedDismissal } = state.behaviour();
  const unknown = Object.keys(change).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) return invalidRequest(`${unknown} is not known`);
  if ("validity" in change) {
    const known = ["active", "inactive", null];
    if (!validityOverrides || !known.includes(change["validity"] as string))
      return githubError(422, "The validity of this alert cannot be changed");
  } else if (!("state" in change)) {
    return invalidRequest("state is missing");
  }
  if (!("state" in change)) return undefined;
  const resolution = change["resolution"];
  const comment = change["resolution_comment"] ?? "";
  if (typeof comment !== "string" || comment.length > 280)
    return githubError(400, "The resolution comment is invalid");
  switch (change["state"]) {
    case "open":
      return undefined;
    case "resolved":
      if (!RESOLUTIONS.includes(String(resolution)))
        return githubError(422, "State does not match the resolution");
      if (alert.state === "resolved" && alert.resolution === resolution)
        return githubError(400, "The resolution was not changed");
      return delegatedDismissal
        ? githubError(403, "Delegated alert dismissal is enabled")
        : undefined;
    default:
      return invalidRequest("state is neither open nor resolved");
  }
}

function changed(
  { state }: Call,
  change: Change,
  alert: SecretAlert,
): SimulatedAnswer {
  const now = state.clock.now();
  alert.updatedAt = now;
  if ("validity" in change) {
    alert.validity =
      (change["validity"] as "active" | "inactive" | null) ?? "unknown";
  }
  if (change["state"] === "resolved") {
    alert.state = "resolved";
    alert.resolution = change["resolution"] as Resolution;
    alert.resolutionComment =
      (change["resolution_comment"] as string | undefined) ?? null;
    alert.resolvedAt = now;
  } else if (change["state"] === "open") {
    alert.state = "open";
    alert.resolution = null;
    alert.resolutionComment = null;
    alert.resolvedAt = null;
  }
  return json(200, alertAnswer(alert, state.base()));
}

function inAlerts(
  call: Call,
  locator: Locator,
  level: "read" | "write",
  act: (repository: Repository) => SimulatedAnswer,
): SimulatedAnswer {
  return inRepository(call, locator, needOf(level), (repository) =>
    call.state.alerts.isEnabled(repository)
      ? act(repository)
      : githubError(404, "Secret scanning is disabled on this repository."),
  );
}

function parsed(body: string): Change | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null
      ? (value as Change)
      : undefined;
  } catch {
    return undefined;
  }
}
