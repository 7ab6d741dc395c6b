import { describe, expect, it } from "vitest";
import { findDatabaseRole } from "../../../src/astra/database-role.ts";
import { databaseRole } from "../../../src/astra/role-policy.ts";
import { RotationError } from "../../../src/rotation/errors.ts";

const OWN = databaseRole({
  organization: "0aeb53ed-efa7-430b-ba57-e6c1a6adefb9",
  database: "6f1c7e0a-3b2d-4c5e-8f90-a1b2c3d4e5f6",
  keyspaces: [],
  access: "read-only",
});
const LISTED = { id: "1", name: OWN.name, policy: OWN.policy };
const PREPARE = "`uses: acme/rotator/prepare-role@v1`";

function errorOf(known: Parameters<typeof findDatabaseRole>[1]): RotationError {
  try {
    findDatabaseRole(OWN, known, PREPARE);
  } catch (thrown) {
    if (thrown instanceof RotationError) return thrown;
  }
  throw new Error("nothing was thrown");
}

describe("the role for a database in the organization's list", () => {
  it("is found by its name", () => {
    const other = { ...LISTED, id: "2", name: "other" };
    expect(findDatabaseRole(OWN, [other, LISTED], PREPARE).id).toBe("1");
  });

  it("when two have its name, is the one that allows exactly this", () => {
    const edited = {
      ...LISTED,
      id: "2",
      policy: { ...OWN.policy, actions: ["x"] },
    };
    expect(findDatabaseRole(OWN, [edited, LISTED], PREPARE).id).toBe("1");
  });

  it("when it is not there, says how to make it", () => {
    const error = errorOf([{ ...LISTED, name: OWN.name.toUpperCase() }]);
    expect(error.code).toBe("role-missing");
    expect(error.remedy).toContain(PREPARE);
    const [body = ""] = /\{.*\}/u.exec(error.remedy) ?? [];
    expect(JSON.parse(body)).toEqual({ name: OWN.name, policy: OWN.policy });
  });

  it("when its body would fill the annotation, leaves that to prepare-role", () => {
    const large = databaseRole({
      organization: "0aeb53ed-efa7-430b-ba57-e6c1a6adefb9",
      database: "6f1c7e0a-3b2d-4c5e-8f90-a1b2c3d4e5f6",
      keyspaces: Array.from({ length: 50 }, (_, index) => `k${String(index)}`),
      access: "read-only",
    });
    expect(() => findDatabaseRole(large, [], PREPARE)).toThrow(
      expect.objectContaining({
        code: "role-missing",
        remedy: expect.stringContaining("dry-run") as string,
      }) as Error,
    );
  });

  it.each([
    [
      "more",
      { actions: [...OWN.policy.actions, "org-role-write"] },
      "It allows more: org-role-write.",
    ],
    [
      "less",
      { actions: OWN.policy.actions.filter((one) => one !== "db-cql") },
      "it lacks db-cql.",
    ],
    ["by denying", { effect: "deny" }, "It has effect deny, and lacks"],
  ])("when it allows %s, is refused with the lines", (_, change, words) => {
    const policy = { ...OWN.policy, ...change };
    const error = errorOf([{ ...LISTED, policy }]);
    expect(error.code).toBe("role-differs");
    expect(error.summary).toContain(words);
  });

  it("when the list does not say what it allows, is refused", () => {
    const error = errorOf([{ ...LISTED, policy: undefined }]);
    expect(error.code).toBe("role-differs");
    expect(error.summary).toContain("does not say");
  });

  it("when dozens of lines differ, shows some and counts the rest", () => {
    const more = Array.from({ length: 40 }, (_, index) => `a${String(index)}`);
    const policy = {
      ...OWN.policy,
      actions: [...OWN.policy.actions, ...more],
    };
    expect(errorOf([{ ...LISTED, policy }]).summary).toContain("and 34 more");
  });
});
