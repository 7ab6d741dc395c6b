import { describe, expect, it } from "vitest";
import {
  hasExpired,
  hasOtherRoles,
  hasRoles,
  type Role,
} from "../../../src/rotation/credential.ts";
import { NOW } from "./observations.ts";

const role = (id: string, ...names: string[]): Role => ({
  id,
  names,
  managesTokens: false,
});
const WRITER = role("id-writer", "db_writer", "Database Writer");
const READER = role("id-reader", "db_reader");

const ID = "0a1b2c3d-1111-2222-3333-4e5f60718293";
const OTHER_ID = "ffffffff-4444-5555-6666-aaaabbbbcccc";
const THIRD_ID = "99999999-7777-8888-9999-000011112222";

/** Configured by its id, which no list has explained. */
const UNNAMED = role(ID);
const UNNAMED_TOO = role(OTHER_ID);

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

  it("says nothing where no roles are wanted", () => {
    expect(hasOtherRoles({ roles: ["id-writer"] }, [])).toBe(false);
  });

  it.each([
    ["the only role", ["Custom"], [UNNAMED]],
    ["one role beside others", ["db_reader", "Custom"], [READER, UNNAMED]],
    ["each of two roles", ["Custom", "More"], [UNNAMED, UNNAMED_TOO]],
    ["the one that its id does not show", [ID, "More"], [UNNAMED, UNNAMED_TOO]],
    ["the only role, shown twice", ["Custom", "Custom"], [UNNAMED]],
    ["an id with words before it", [`role ${OTHER_ID}`], [UNNAMED]],
    ["an id with words behind it", [`${OTHER_ID} (old)`], [UNNAMED]],
  ])(
    "says nothing where names may mean %s of which only the id is known",
    (_name, roles, wanted) => {
      expect(hasOtherRoles({ roles }, wanted)).toBe(false);
    },
  );

  it.each([
    ["is the id of another role", [OTHER_ID], [UNNAMED]],
    ["is such an id in capitals", [OTHER_ID.toUpperCase()], [UNNAMED]],
    [
      "is such an id beside a name",
      [THIRD_ID, "Custom"],
      [UNNAMED, UNNAMED_TOO],
    ],
    ["is a name, of a role that has others", ["Custom"], [WRITER]],
    [
      "is a name, of a role that has others, beside one without",
      ["Custom", "More"],
      [WRITER, UNNAMED],
    ],
    ["is one name too many", ["Custom", "More"], [UNNAMED]],
    ["is one name too few", ["Custom"], [UNNAMED, UNNAMED_TOO]],
    [
      "is one name too few, shown twice",
      ["Custom", "Custom"],
      [UNNAMED, UNNAMED_TOO],
    ],
    ["is not there at all", ["db_reader"], [READER, UNNAMED]],
  ])("finds other roles where what is shown %s", (_name, roles, wanted) => {
    expect(hasOtherRoles({ roles }, wanted)).toBe(true);
  });
});

describe("hasExpired", () => {
  it.each([
    ["before its end", NOW + 1, false],
    ["at its end", NOW, true],
    ["after its end", NOW - 1, true],
    ["without an end", undefined, false],
  ])("tells of a token %s", (_name, expiresOn, isOver) => {
    expect(hasExpired({ expiresOn }, NOW)).toBe(isOver);
  });
});
