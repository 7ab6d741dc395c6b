import { describe, expect } from "vitest";
import { expectClean, expectOneError, it } from "../scenario.ts";
import {
  at,
  CREATION,
  LIST,
  prepare,
  requestsOf,
  unmetPromises,
  unprepared,
  violations,
} from "./scenario.ts";

describe("prepare-role", () => {
  describe("when the role is not there", () => {
    it("makes it with one request, and says what it allows", async ({
      world,
    }) => {
      const scene = unprepared(world);
      const run = await prepare(scene);
      expectClean(run);
      expect(violations(scene)).toEqual([]);
      expect(unmetPromises(scene, run)).toEqual([]);
      expect(run.outputs["created"]).toBe("true");
      expect(requestsOf(world).map(({ operation }) => operation)).toEqual(
        expect.arrayContaining([CREATION, LIST]),
      );
      const { endpoint = "" } = world.databases[0] ?? {};
      for (const text of [run.summary, run.log.join("\n")]) {
        expect(text).toContain(scene.wanted.name);
        expect(text).toContain(`database: ${endpoint}`);
        expect(text).toContain("access: read-write");
        expect(text).toContain("insert, update and delete data");
        expect(text).not.toContain("create, change and drop");
      }
    });

    it("only prints the request in a dry run, the same that it would send", async ({
      world,
    }) => {
      const scene = unprepared(world);
      const dry = await prepare(scene, { inputs: { "dry-run": "true" } });
      expectClean(dry);
      expect(world.astra.customRoles()).toEqual([scene.foreign]);
      expect(dry.outputs).toEqual({
        role: scene.wanted.name,
        "role-id": "",
        created: "false",
      });
      await prepare(scene);
      const sent = world.history.events.flatMap((event) =>
        event.kind === "request" && event.request.operation === CREATION
          ? [event.body]
          : [],
      );
      expect(sent).toHaveLength(1);
      expect(dry.log.join("\n")).toContain(
        `POST ${world.astra.url}/v2/organizations/roles ${sent[0] ?? ""}`,
      );
      const shown = /```json\nPOST [^\n]+\n([\s\S]+?)\n```/u.exec(dry.summary);
      expect(JSON.parse(shown?.[1] ?? "")).toEqual(JSON.parse(sent[0] ?? ""));
    });

    it("gives it the keyspaces that were named", async ({ world }) => {
      const scene = unprepared(world);
      const run = await prepare(scene, {
        inputs: { keyspaces: "orders\non\n", access: "administer" },
      });
      expectClean(run);
      const [, role] = world.astra.customRoles();
      expect(role?.resources).toContain(
        `drn:astra:org:${world.astra.organizationId}:db:${world.databases[0]?.id ?? ""}:keyspace:orders`,
      );
      expect(run.summary).toContain("keyspaces: |\n  orders\n  on\n");
    });
  });

  describe("when the role is there", () => {
    it("changes nothing, however often it runs", async ({ world }) => {
      const scene = unprepared(world);
      const first = await prepare(scene);
      for (const inputs of [{}, { "dry-run": "true" }]) {
        const again = await prepare(scene, { inputs });
        expectClean(again);
        expect(again.outputs).toEqual({ ...first.outputs, created: "false" });
      }
      expect(violations(scene)).toEqual([]);
    });

    it.for([
      ["wider", ["db-table-drop"], "It allows more: db-table-drop."],
      ["narrower", [], "It allows less, for it lacks accesslist-read"],
    ] as const)(
      "stops and names the lines when it is %s",
      async ([kind, added, words], { world }) => {
        const scene = unprepared(world);
        await prepare(scene);
        const role = world.astra.role(scene.wanted.name);
        const actions =
          kind === "wider" ? [...role.actions, ...added] : ["db-rest"];
        world.astra.editRole(role, { actions });
        const run = await prepare(scene);
        const error = expectOneError(run);
        expect(error).toContain(words);
        expect(error).toContain("[role-differs]");
        expect(run.outputs["role-id"]).toBe("");
        expect(world.astra.role(scene.wanted.name).actions).toEqual(actions);
        expect(requestsOf(world).filter(isMutation)).toHaveLength(1);
      },
    );
  });

  describe("when inputs are wrong", () => {
    it("names all of them at once, and sends nothing", async ({ world }) => {
      const scene = unprepared(world);
      const error = expectOneError(
        await prepare(scene, {
          inputs: {
            "astra-token": "secret",
            database: "orders",
            access: "all",
            "dry-run": "maybe",
          },
          env: { INPUT_KEYSPACE: "orders" },
        }),
      );
      expect(error).toContain("5 invalid inputs. No request was sent");
      for (const name of ["astra-token", "database", "access", "dry-run"]) {
        expect(error).toContain(`${name}: `);
      }
      expect(error).toContain("Did you mean keyspaces?");
      expect(requestsOf(world)).toEqual([]);
    });

    it("asks for what is missing", async ({ world }) => {
      const scene = unprepared(world);
      const empty = { "astra-token": "", database: "", access: "" };
      const error = expectOneError(await prepare(scene, { inputs: empty }));
      expect(error).toContain("3 invalid inputs");
    });

    it("is not concerned with inputs of the rotation", async ({ world }) => {
      const scene = unprepared(world);
      expectClean(await prepare(scene, { inputs: { role: "RO User" } }));
    });
  });

  describe("when Astra refuses", () => {
    it("says which permission is missing, of a token that may not", async ({
      world,
    }) => {
      const scene = unprepared(world);
      const inputs = { "astra-token": world.adminToken };
      const error = expectOneError(await prepare(scene, { inputs }));
      expect(error).toContain("org-role-write");
      expect(error).toContain("[astra-forbidden]");
      expect(violations(scene)).toEqual([]);
    });

    it("tells how to get a token, of one that is dead", async ({ world }) => {
      const scene = unprepared(world);
      const { astra } = world;
      astra.revokeByHand(astra.find(scene.owner)?.clientId ?? "");
      const error = expectOneError(await prepare(scene));
      expect(error).toContain("the role Organization Administrator");
      expect(error).toContain("[astra-unauthorized]");
    });

    it("says what may be wrong with the role", async ({ world }) => {
      const scene = unprepared(world);
      world.astra.setBehaviour({ mostCustomRoles: 1 });
      const error = expectOneError(await prepare(scene));
      expect(error).toContain("[role-refused]");
      expect(error).toContain("number of custom roles");
    });

    it("waits for a rate limit to pass, and asks again", async ({ world }) => {
      const scene = unprepared(world);
      world.setGate(
        at(CREATION, {
          kind: "answer",
          when: "before",
          answer: { status: 429, headers: { "retry-after": "1" }, body: "" },
        }),
      );
      const run = await prepare(scene);
      expectClean(run);
      expect(unmetPromises(scene, run)).toEqual([]);
      expect(violations(scene, 2)).toEqual([]);
    });
  });

  describe("when Astra keeps something else than was sent", () => {
    it("stops, whatever the answer said", async ({ world }) => {
      const scene = unprepared(world);
      const { astra } = world;
      world.history.onEvent((event) => {
        if (event.kind !== "change" || event.what !== "role-created") return;
        astra.editRole({ id: event.subject }, { actions: ["db-rest"] });
      });
      const error = expectOneError(await prepare(scene));
      expect(error).toContain("[role-differs]");
    });
  });

  it.for([
    ["lower", "by-case", "lower"],
    ["upper", "by-case", "upper"],
    ["empty", "by-case", "lower"],
    ["upper", "object", "upper"],
    ["lower", "text", "lower"],
  ] as const)(
    "works with answers in the case %s, policies %s, a list in the case %s",
    async ([createdRole, policyForm, roleFields], { world }) => {
      const scene = unprepared(world);
      world.astra.setBehaviour({ createdRole, policyForm, roleFields });
      const run = await prepare(scene);
      expectClean(run);
      expect(unmetPromises(scene, run)).toEqual([]);
      if (createdRole === "empty") world.history.clear();
    },
  );
});

const isMutation = ({ method }: { readonly method: string }): boolean =>
  method !== "GET";
