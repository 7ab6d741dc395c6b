import { randomUUID } from "node:crypto";
import { describe, expect } from "vitest";
import { BUILT_IN_ROLES } from "../../src/astra/built-in-roles.ts";
import type { World } from "../kit/world.ts";
import { REPOSITORY_SCOPE } from "../kit/world.ts";
import {
  DAY_MS,
  expectClean,
  expectOneError,
  heldToken,
  it,
  mutationsOf,
  run,
  SECRET,
} from "./scenario.ts";

/** An admin that may mint tokens of every role. */
function organizationAdmin({ astra }: World): string {
  const roles = [astra.role("Organization Administrator").id];
  return astra.createTokenByHand({ roles }).token;
}

describe.concurrent("a role", () => {
  it.for([
    ["its id", "b4ed0e9e-67e8-47b6-8b58-c6629be961a9"],
    ["its id in upper case", "B4ED0E9E-67E8-47B6-8B58-C6629BE961A9"],
    ["its API name", "R/W Svc Acct"],
    ["its API name in another letter case", "r/w SVC acct"],
    ["its UI name", "Read/Write Service Account"],
    ["its UI name in another letter case", "READ/write service ACCOUNT"],
    ["its UI name between blanks", "  Read/Write Service Account \t"],
    [
      "all of these at once",
      "R/W Svc Acct\nRead/Write Service Account\r\n\nb4ed0e9e-67e8-47b6-8b58-c6629be961a9",
    ],
  ] as const)("can be named by %s", async ([, role], { world }) => {
    expectClean(await run(world, { role }));
    heldToken(world);
  });

  it("can be a custom one, by its name", async ({ world }) => {
    world.astra.addCustomRole("Orders: write & read");

    expectClean(await run(world, { role: "orders: WRITE & read" }));

    heldToken(world, SECRET, REPOSITORY_SCOPE, ["Orders: write & read"]);
  });

  it("can be a custom one, by its id", async ({ world }) => {
    const { id } = world.astra.addCustomRole("Orders");

    expectClean(await run(world, { role: id }));

    heldToken(world, SECRET, REPOSITORY_SCOPE, ["Orders"]);
  });

  it("can be named by id where the list of roles is not shown", async ({
    world,
  }) => {
    world.astra.setBehaviour({ rolesListing: "forbidden" });

    const rotation = await run(world, {
      role: world.astra.role("R/W Svc Acct").id,
    });

    expect(rotation).toMatchObject({ exitCode: 0, errors: [], stderr: "" });
    expect(rotation.outputs["report"]).toContain('"roles-unchecked"');
    heldToken(world);
  });

  it("is the same by its id where the list of tokens shows names", async ({
    world,
  }) => {
    const { id } = world.astra.addCustomRole("Orders writer");
    world.astra.setBehaviour({ listedRoles: "names" });
    const inputs = { role: id, "rotate-after": "30d" };
    expectClean(await run(world, inputs));
    world.clock.advance(DAY_MS);

    const second = await run(world, inputs);

    expectClean(second);
    expect(second.outputs["rotated"]).toBe("false");
  });

  it("can be one of several, named in several ways", async ({ world }) => {
    const custom = world.astra.addCustomRole("Orders");

    expectClean(
      await run(world, {
        role: `Read Only User\nAPI R/W Svc Acct\n${custom.id}`,
      }),
    );

    heldToken(world, SECRET, REPOSITORY_SCOPE, [
      "RO User",
      "API R/W Svc Acct",
      "Orders",
    ]);
  });

  it.for(["apiName", "uiName"] as const)(
    "can be any of the 16 built-in ones, by its %s",
    async (name, { world }) => {
      const all = BUILT_IN_ROLES.map((role) => role[name]);

      const rotation = await run(world, {
        "astra-token": organizationAdmin(world),
        role: all.join("\n"),
      });

      expect(rotation).toMatchObject({ exitCode: 0, errors: [], stderr: "" });
      expect(all).toHaveLength(16);
      heldToken(
        world,
        SECRET,
        REPOSITORY_SCOPE,
        BUILT_IN_ROLES.map(({ apiName }) => apiName),
      );
    },
  );

  it("that can manage tokens is warned of, and rotated all the same", async ({
    world,
  }) => {
    const rotation = await run(world, { role: "Database Administrator" });

    expect(rotation).toMatchObject({ exitCode: 0, errors: [], stderr: "" });
    expect(rotation.warnings).toEqual([
      expect.stringContaining("Database Administrator"),
    ]);
    heldToken(world, SECRET, REPOSITORY_SCOPE, ["Database Administrator"]);
  });

  it("of another kind than before makes a rotation due at once", async ({
    world,
  }) => {
    expectClean(await run(world, { "rotate-after": "30d" }));

    const other = await run(world, {
      "rotate-after": "30d",
      role: "Read Only Service Account",
    });

    expectClean(other);
    expect(other.outputs["rotated"]).toBe("true");
    heldToken(world, SECRET, REPOSITORY_SCOPE, ["RO Svc Acct"]);
  });
});

describe.concurrent("a role that cannot be", () => {
  it.for([
    ["misspelt", "Read/Wrte Service Account", "Read/Write Service Account"],
    ["a part of a name", "R/W Svc", "R/W Svc Acct"],
    ["several, on one line", "RO User, RO Svc Acct", "RO Svc Acct"],
  ] as const)(
    "found, because it is %s, stops the run and near names are shown",
    async ([, role, near], { world }) => {
      const refused = expectOneError(await run(world, { role }));

      expect(refused).toContain("role-unknown");
      expect(refused).toContain(`“${near}”`);
      expect(mutationsOf(world)).toEqual([]);
    },
  );

  it("told apart from another of the same name stops the run, and the ids are shown", async ({
    world,
  }) => {
    const one = world.astra.addCustomRole("Orders");
    const other = world.astra.addCustomRole("orders");

    const refused = expectOneError(await run(world, { role: "Orders" }));

    expect(refused).toContain("role-ambiguous");
    expect(refused).toContain(one.id);
    expect(refused).toContain(other.id);
    expect(mutationsOf(world)).toEqual([]);
  });

  it("found is named with all others that cannot, in one annotation", async ({
    world,
  }) => {
    const refused = expectOneError(
      await run(world, { role: "RO Usr\nRO User\nAPI Admn User" }),
    );

    expect(refused).toContain("“RO Usr”");
    expect(refused).toContain("“API Admn User”");
    expect(refused).not.toContain("no role “RO User”");
    expect(mutationsOf(world)).toEqual([]);
  });

  it("found by its id stops the run, and names no other", async ({ world }) => {
    const id = randomUUID();

    const refused = expectOneError(await run(world, { role: id }));

    expect(refused).toContain(`no role with the ID “${id}”`);
    expect(refused).toContain("[role-unknown]");
    expect(mutationsOf(world)).toEqual([]);
  });

  it("found does not stop what revokes alone", async ({ world }) => {
    const overlap = { overlap: "1h" };
    expectClean(await run(world, overlap));
    const { clientId } = heldToken(world);
    world.clock.advance(DAY_MS);
    expectClean(await run(world, overlap));
    world.clock.advance(DAY_MS);

    const retired = await run(world, {
      ...overlap,
      mode: "retire",
      role: "renamed",
    });

    expectClean(retired);
    expect(retired.outputs["revoked"]).toBe(JSON.stringify([clientId]));
  });

  it("minted by this admin stops the run without a trace", async ({
    world,
  }) => {
    const refused = expectOneError(
      await run(world, { role: "Organization Administrator" }),
    );

    expect(refused).toContain("more permissions than it has");
    expect(world.astra.liveTokens()).toHaveLength(1);
    expect(world.github.secrets()).toEqual([]);
  });
});
