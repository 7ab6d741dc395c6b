import { describe, expect, it } from "vitest";
import { createHistory } from "../simulators/kernel/history.ts";
import { watchContracts } from "./watch.ts";
import type { GateRequest } from "../simulators/kernel/gate.ts";
import type { History } from "../simulators/kernel/history.ts";

const json = { "content-type": "application/json" };

function exchange(
  history: History,
  asked: Pick<GateRequest, "service" | "method" | "path" | "operation">,
  status: number,
  body: unknown,
): void {
  const sequence = history.nextSequence();
  history.record({
    kind: "request",
    request: { sequence, ...asked },
    headers: {},
    body: "",
  });
  history.record({
    kind: "answer",
    sequence,
    status,
    headers: json,
    body: JSON.stringify(body),
  });
}

const organization = {
  service: "astra",
  method: "GET",
  path: "/v2/currentOrg",
  operation: "astra.organization",
} as const;
const key = {
  service: "github",
  method: "GET",
  path: "/orgs/octo-org/actions/secrets/public-key",
  operation: "github.key",
} as const;

describe("the watch over a world's history", () => {
  describe("when all follows the contracts", () => {
    it("finds nothing", () => {
      const history = createHistory();
      exchange(history, organization, 200, { id: "o" });
      exchange(history, key, 200, { key_id: "1", key: "a" });
      exchange(history, key, 403, { message: "no" });
      expect(watchContracts(history)).toEqual([]);
    });
  });

  describe("when answers depart from the contracts", () => {
    it("names each one's request", () => {
      const history = createHistory();
      exchange(history, organization, 200, {});
      exchange(history, key, 200, { key: "a" });
      expect(watchContracts(history)).toEqual([
        "request 1 to astra, GET /v2/currentOrg: getCurrentOrganization: the answer body must have required property 'id'",
        "request 2 to github, GET /orgs/octo-org/actions/secrets/public-key: actions/get-org-public-key: the answer body must have required property 'key_id'",
      ]);
    });
  });

  describe("when no route served a request", () => {
    it("tells the request, not the answer", () => {
      const history = createHistory();
      exchange(
        history,
        { ...key, path: "/nowhere", operation: "unrouted" },
        200,
        {},
      );
      expect(watchContracts(history)).toEqual([
        "request 1 to github, GET /nowhere: no operation in use has the path /nowhere",
      ]);
    });
  });

  describe("when another description is named", () => {
    it("judges by that one", () => {
      const history = createHistory();
      const path = "/orgs/octo-org/agents/secrets/public-key";
      exchange(history, { ...key, path: `/api/v3${path}` }, 403, {});
      expect(watchContracts(history)).toEqual([]);
      expect(watchContracts(history, "ghes-3.19")).toHaveLength(1);
    });
  });
});
