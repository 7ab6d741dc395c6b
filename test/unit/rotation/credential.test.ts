import { describe, expect, it } from "vitest";
import {
  hasOtherRoles,
  hasRoles,
  type Role,
} from "../../../src/rotation/credential.ts";

const role = (id: string, ...names: string[]): Role => ({
  id,
  names,
  managesTokens: false,
});
const WRITER = role("id-writer", "db_writer", "Database Writer");
const READER = role("id-reader", "db_reader");

describe("hasRoles", () => {
  it.each([
    ["by their ids", ["id-writer", "id-reader"]],
    ["in another order", ["id-reader", "id-writer"]],
    ["by their names", ["Database Writer", "db_reader"]],
    ["in other letters", ["ID-Writer", "DB_READER"]],
    ["twice", ["id-writer", "db_writer", "id-reader"]],
  ])("finds the same roles %s", (_name, listed) => {
    expect(hasRoles(listed, [WRITER, READER])).toBe(true);
  });

  it("takes ids and names of the configuration in other letters", () => {
    expect(hasRoles(["id-writer"], [role("ID-WRITER")])).toBe(true);
    expect(hasRoles(["writer"], [role("x", "WRITER")])).toBe(true);
  });

  it.each([
    ["one is missing", ["id-writer"]],
    ["there is one more", ["id-writer", "id-reader", "id-admin"]],
    ["one is another", ["id-writer", "id-admin"]],
    ["there is none", []],
    ["it is only a part of a name", ["id-writer", "db_read"]],
  ])("finds other roles where %s", (_name, listed) => {
    expect(hasRoles(listed, [WRITER, READER])).toBe(false);
  });
});

describe("hasOtherRoles", () => {
  it("tells other roles from the wanted ones", () => {
    expect(hasOtherRoles({ roles: ["id-reader"] }, [WRITER])).toBe(true);
    expect(hasOtherRoles({ roles: ["id-writer"] }, [WRITER])).toBe(false);
  });

  it("says nothing of a list that shows no roles", () => {
    expect(hasOtherRoles({ roles: [] }, [WRITER])).toBe(false);
  });
});
