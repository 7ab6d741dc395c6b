import { describe, expect, it } from "vitest";
import type { Verdict } from "../../simulators/kernel/gate.ts";
import { startVirtualScene } from "./virtual-prepare.ts";

const CREATION = "astra.roles.create";
const MINUTE_MS = 60_000;

const answer = (status: number, headers = {}): Verdict => ({
  kind: "answer",
  when: "before",
  answer: { status, headers, body: "" },
});

describe("the preparation of a role", () => {
  it.each([0, 1, 10, 50])(
    "waits for a list that is %d seconds late",
    async (seconds) => {
      const { world, prepare, creations } = await startVirtualScene();
      world.astra.setBehaviour({ roleListLagMs: seconds * 1_000 });
      const { prepared, elapsedMs } = await prepare();
      const [role] = world.astra.customRoles();
      expect(prepared).toMatchObject({ id: role?.id, created: true });
      expect(elapsedMs).toBeGreaterThanOrEqual(seconds * 1_000);
      expect(creations()).toBe(1);
    },
  );

  it.each([2, 5, 10])(
    "ends unconfirmed when the list is %d minutes late, and running again finds the one role",
    async (minutes) => {
      const { world, prepare, creations } = await startVirtualScene();
      world.astra.setBehaviour({ roleListLagMs: minutes * MINUTE_MS });
      let runs = 0;
      for (; runs < 20; runs += 1) {
        const { prepared, error, elapsedMs } = await prepare();
        if (prepared !== undefined) break;
        expect(error).toMatchObject({
          code: "role-unconfirmed",
          rerun: "safe",
        });
        expect(elapsedMs).toBeLessThan(2 * MINUTE_MS);
      }
      expect(runs).toBeLessThan(20);
      expect(world.astra.customRoles()).toHaveLength(1);
      expect(creations()).toBeLessThanOrEqual(runs + 1);
    },
  );

  it.each([
    ["lost on its way", { kind: "reset", when: "before" } as const],
    ["answered 500 and not carried out", answer(500)],
    ["answered 408 and not carried out", answer(408)],
  ])("sends a request once that was %s", async (_, verdict) => {
    const { world, prepare, creations } = await startVirtualScene();
    world.setGate(({ operation }) =>
      operation === CREATION ? verdict : { kind: "pass" },
    );
    const { error } = await prepare();
    expect(error?.code).toBe("role-unconfirmed");
    expect(error?.also).toHaveLength(1);
    expect(creations()).toBe(1);
    world.setGate(() => ({ kind: "pass" }));
    expect((await prepare()).prepared?.created).toBe(true);
    expect(world.astra.customRoles()).toHaveLength(1);
  });

  it("sends it again when it certainly had no effect, four times at most", async () => {
    const { world, prepare, creations } = await startVirtualScene();
    world.setGate(({ operation }) =>
      operation === CREATION ? answer(429) : { kind: "pass" },
    );
    const { error, elapsedMs } = await prepare();
    expect(error?.code).toBe("astra-unavailable");
    expect(creations()).toBe(4);
    expect(elapsedMs).toBe(15_000);
  });

  it("leaves a long rate limit to a later run", async () => {
    const { world, prepare, creations } = await startVirtualScene();
    world.setGate(({ operation }) =>
      operation === CREATION
        ? answer(429, { "retry-after": "600" })
        : { kind: "pass" },
    );
    expect((await prepare()).error?.code).toBe("astra-unavailable");
    expect(creations()).toBe(1);
  });

  it("looks at the list before it sends one again, where a rival's role may be", async () => {
    const { world, prepare, creations } = await startVirtualScene();
    const { astra } = world;
    const { role: wanted } = (await prepare(true)).prepared ?? {};
    world.setGate(({ operation }) => {
      if (operation !== CREATION) return { kind: "pass" };
      const { actions = [], resources = [] } = wanted?.policy ?? {};
      astra.addCustomRole(wanted?.name ?? "", actions, resources);
      return answer(429);
    });
    expect((await prepare()).prepared).toMatchObject({ created: false });
    expect(creations()).toBe(1);
  });

  it("says that the role may be there when the list fails after the request", async () => {
    const { world, prepare } = await startVirtualScene();
    let isSent = false;
    world.setGate(({ operation }) => {
      if (operation === CREATION) isSent = true;
      return isSent && operation === "astra.roles.list"
        ? answer(403)
        : { kind: "pass" };
    });
    const { error } = await prepare();
    expect(error?.code).toBe("role-unconfirmed");
    expect(error?.also[0]?.code).toBe("astra-forbidden");
  });

  it("stops when the name is taken by a role that allows something else", async () => {
    const { world, prepare } = await startVirtualScene();
    await prepare();
    const { astra } = world;
    const [role] = astra.customRoles();
    astra.editRole({ id: role?.id ?? "" }, { actions: ["db-table-drop"] });
    expect((await prepare()).error?.code).toBe("role-differs");
    expect((await prepare(true)).error?.code).toBe("role-differs");
  });

  it("sends nothing but reads in a dry run", async () => {
    const { world, prepare, creations } = await startVirtualScene();
    const { prepared } = await prepare(true);
    expect(prepared).toMatchObject({ id: undefined, created: false });
    expect([creations(), world.astra.customRoles()]).toEqual([0, []]);
  });
});
