import { describe, expect } from "vitest";
import { scopedTo } from "./database-world.ts";
import {
  DAY_MS,
  expectClean,
  expectOneError,
  heldToken,
  HOUR_MS,
  it,
  mutationsOf,
  requestsOf,
  run,
  SECRET,
  valueOf,
} from "./scenario.ts";
import { REPOSITORY_SCOPE } from "../kit/world.ts";

describe.concurrent("a token for one database", () => {
  it("has the role that endpoint and access mean, and is tried first", async ({
    world,
  }) => {
    const { inputs, role } = scopedTo(world);

    const ended = await run(world, inputs);

    expectClean(ended);
    heldToken(world, SECRET, REPOSITORY_SCOPE, [role.name]);
    expect(ended.stdout).toContain("accepts the new token in us-east-2");
    const requests = requestsOf(world);
    expect(requests.filter((one) => one.includes("dataApi"))).toEqual([
      "POST dataApi.database",
    ]);
    expect(requests.indexOf("POST dataApi.database")).toBeLessThan(
      requests.indexOf("PUT github.actions.repository.put-secret"),
    );
  });

  it("is tried in every region, in the first of its keyspaces", async ({
    world,
  }) => {
    const { inputs } = scopedTo(world, "read-only", {
      regions: ["us-east-2", "eu-west-1", "ap-south-1"],
      keyspaces: ["shop", "audit"],
    });

    expectClean(await run(world, inputs));

    const tries = requestsOf(world).filter((one) => one.includes("dataApi"));
    expect(tries).toEqual(Array(3).fill("POST dataApi.keyspace"));
  });

  it("when only the ID is given, is not tried, and the log says so", async ({
    world,
  }) => {
    const { inputs, database, role } = scopedTo(world);

    const ended = await run(world, { ...inputs, database: database.id });

    expectClean(ended);
    heldToken(world, SECRET, REPOSITORY_SCOPE, [role.name]);
    expect(ended.stdout).toContain("Not tried on database");
    expect(requestsOf(world).join()).not.toContain("dataApi");
  });

  it("when a role is named, is tried with that one", async ({ world }) => {
    const { inputs } = scopedTo(world);

    expectClean(
      await run(world, { ...inputs, access: "", role: "R/W Svc Acct" }),
    );

    heldToken(world);
    expect(requestsOf(world)).toContain("POST dataApi.database");
  });

  it("when the role is not there, is not minted, and the error shows its making", async ({
    world,
  }) => {
    const { inputs, role } = scopedTo(world);
    world.astra.deleteRole(role);

    const ended = await run(world, inputs);

    const text = expectOneError(ended);
    expect(text).toContain("[role-missing]");
    expect(text).toContain("prepare-role");
    const [body = ""] = /\{"name".*"effect":"allow"\}\}/u.exec(text) ?? [];
    expect(JSON.parse(body)).toMatchObject({
      name: role.name,
      policy: { actions: role.actions },
    });
    expect(mutationsOf(world)).toEqual([]);
  });

  it.for(["rotate", "check"] as const)(
    "when somebody widened its role, stops mode %s before anything is minted",
    async (mode, { world }) => {
      const { inputs, role } = scopedTo(world);
      expectClean(await run(world, { ...inputs, "rotate-after": "30d" }));
      const before = mutationsOf(world);
      world.astra.editRole(role, {
        actions: [...role.actions, "org-db-terminate"],
      });

      const ended = await run(world, {
        ...inputs,
        "rotate-after": "30d",
        mode,
      });

      const text = expectOneError(ended);
      expect(text).toContain("[role-differs]");
      expect(text).toContain("org-db-terminate");
      expect(mutationsOf(world)).toEqual(before);
    },
  );

  it("when the configuration changes, is replaced, and the old one keeps its rights", async ({
    world,
  }) => {
    const { inputs, database, role } = scopedTo(world, "read-write");
    const wanted = { ...inputs, "rotate-after": "30d" };
    expectClean(await run(world, wanted));
    const former = valueOf(world);
    world.clock.advance(HOUR_MS);
    const narrow = scopedTo(world, "read-only", { id: database.id });

    const ended = await run(world, {
      ...wanted,
      access: "read-only",
      "previous-token": former,
    });

    expectClean(ended);
    expect(ended.stdout).toContain("other roles");
    heldToken(world, SECRET, REPOSITORY_SCOPE, [narrow.role.name]);
    const kept = world.astra.find(former);
    expect(kept?.roles).toEqual([role.id]);
    expect(world.astra.isLive(kept?.clientId ?? "")).toBe(true);
  });

  it("in mode check, dry runs, and runs with nothing due, is not tried", async ({
    world,
  }) => {
    const { inputs } = scopedTo(world);
    const wanted = { ...inputs, "rotate-after": "30d" };
    expectClean(await run(world, { ...wanted, "dry-run": "true" }));
    expect(requestsOf(world).join()).not.toContain("dataApi");
    expectClean(await run(world, wanted));
    const tries = (): number =>
      requestsOf(world).filter((one) => one.includes("dataApi")).length;
    const before = tries();
    expectClean(await run(world, wanted));
    expectClean(await run(world, { ...wanted, mode: "check" }));
    expect(tries()).toBe(before);
  });
});

describe.concurrent("a custom role that is not of the action's own", () => {
  const READER = ["db-rest", "db-table-select", "accesslist-read"];
  const MORE = [
    "db-table-modify",
    "db-keyspace-drop",
    "org-db-terminate",
    "org-role-write",
  ];

  it("when it was widened since the last minting, fails mode check with the lines", async ({
    world,
  }) => {
    const role = world.astra.addCustomRole("orders read only", READER);
    const inputs = { role: role.name, "rotate-after": "30d" };
    expectClean(await run(world, inputs));
    expectClean(await run(world, { ...inputs, mode: "check" }));
    world.astra.editRole(role, { actions: [...READER, ...MORE] });

    const checked = await run(world, { ...inputs, mode: "check" });

    const text = expectOneError(checked);
    for (const action of MORE) expect(text).toContain(action);
    expect(checked.warnings).toEqual([]);
    const report: unknown = JSON.parse(checked.outputs["report"] ?? "");
    expect(report).toMatchObject({ findings: [{ kind: "role-wider" }] });
  });

  it("when it was widened, makes a rotating run warn until a token records it", async ({
    world,
  }) => {
    const role = world.astra.addCustomRole("orders read only", READER);
    const inputs = { role: role.name, "rotate-after": "30d" };
    expectClean(await run(world, inputs));
    world.astra.editRole(role, { actions: [...READER, "db-table-modify"] });

    const warned = await run(world, inputs);

    expect(warned.exitCode).toBe(0);
    expect(warned.warnings).toHaveLength(1);
    expect(warned.warnings[0]).toContain("db-table-modify");
    world.clock.advance(30 * DAY_MS);
    expect((await run(world, inputs)).warnings).toHaveLength(1);
    expectClean(await run(world, inputs));
    expectClean(await run(world, { ...inputs, mode: "check" }));
  });

  it("when it was narrowed, is a warning in mode check", async ({ world }) => {
    const role = world.astra.addCustomRole("orders read only", READER);
    const inputs = { role: role.name, "rotate-after": "30d" };
    expectClean(await run(world, inputs));
    world.astra.editRole(role, { actions: READER.slice(1) });

    const checked = await run(world, { ...inputs, mode: "check" });

    expect({ exitCode: checked.exitCode, errors: checked.errors }).toEqual({
      exitCode: 0,
      errors: [],
    });
    expect(checked.warnings[0]).toContain("was edited");
  });
});
