import { describe, expect, it } from "vitest";
import { allowedBy } from "../../../src/astra/role-digest.ts";

const policyOf = (
  actions: readonly string[],
  resources: readonly string[] = ["drn:astra:org:o-1:db:1"],
  effect = "allow",
) => ({ actions, resources, effect });

const A = { id: "a", policy: policyOf(["x", "y"]) };
const B = { id: "b", policy: policyOf(["x"]) };
const digestOf = (...roles: Parameters<typeof allowedBy>[0]) =>
  allowedBy(roles)?.digest;

describe("the digest of what roles allow", () => {
  it("is as long as a marker holds", () => {
    expect(digestOf(A, B)).toMatch(/^[A-Za-z0-9_-]{4}$/u);
  });

  it("does not depend on the order of roles, or the case of ids", () => {
    expect(digestOf(B, A)).toBe(digestOf(A, B));
    expect(digestOf({ ...A, id: "A" }, B)).toBe(digestOf(A, B));
  });

  it("does not depend on how the organization is written", () => {
    const written = (id: string) =>
      digestOf({ ...A, policy: policyOf(["x"], [`drn:astra:org:${id}:db:1`]) });
    expect(written("__ORG_ID__")).toBe(written("o-1"));
  });

  it.each([
    ["an action", policyOf(["x", "z"])],
    ["a resource", policyOf(["x", "y"], ["drn:astra:org:o-1:db:2"])],
    ["the effect", policyOf(["x", "y"], undefined, "deny")],
  ])("changes with %s", (_, policy) => {
    expect(digestOf({ ...A, policy }, B)).not.toBe(digestOf(A, B));
  });

  it("changes with the role that a line belongs to", () => {
    const swapped = [
      { ...A, policy: B.policy },
      { ...B, policy: A.policy },
    ];
    expect(digestOf(...swapped)).not.toBe(digestOf(A, B));
  });

  it("is unknown where the list does not say what one of them allows", () => {
    expect(digestOf(A, { ...B, policy: undefined })).toBeUndefined();
  });
});

describe("what roles allow beside an earlier digest", () => {
  const actions = ["db-cql", "db-rest", "db-table-select", "accesslist-read"];
  const resources = Array.from(
    { length: 7 },
    (_, index) => `drn:astra:org:o-1:db:1:keyspace:k${String(index)}`,
  );
  const before = allowedBy([{ id: "a", policy: policyOf(actions, resources) }]);
  const after = (more: readonly string[], places: readonly string[] = []) =>
    allowedBy([
      {
        id: "a",
        policy: policyOf([...actions, ...more], [...resources, ...places]),
      },
    ]);

  it.each([
    [["db-table-modify"]],
    [
      [
        "db-table-modify",
        "db-keyspace-drop",
        "org-db-terminate",
        "org-role-write",
      ],
    ],
  ])("is %j", (more) => {
    const added = after(more)?.addedSince(before?.digest ?? "");
    expect([...(added ?? [])].sort()).toEqual([...more].sort());
  });

  it("when a resource was added, is that", () => {
    const place = "drn:astra:org:__ORG_ID__:db:*";
    expect(after([], [place])?.addedSince(before?.digest ?? "")).toEqual([
      place,
    ]);
  });

  it("when the roles allow less, is unknown", () => {
    const less = allowedBy([
      { id: "a", policy: policyOf(actions.slice(1), resources) },
    ]);
    expect(less?.addedSince(before?.digest ?? "")).toBeUndefined();
  });

  it("when a line was replaced, is unknown", () => {
    const other = allowedBy([
      {
        id: "a",
        policy: policyOf(["db-table-modify", ...actions.slice(1)], resources),
      },
    ]);
    expect(other?.addedSince(before?.digest ?? "")).toBeUndefined();
  });

  it("when the role has a thousand lines, gives up in time", () => {
    const many = allowedBy([
      {
        id: "a",
        policy: policyOf(
          Array.from({ length: 1_000 }, (_, index) => `a${String(index)}`),
        ),
      },
    ]);
    expect(many?.addedSince("....")).toBeUndefined();
  });

  it("shows no line that a runner would act on", () => {
    const added = after(["::error::x"])?.addedSince(before?.digest ?? "");
    expect(added).toHaveLength(1);
    expect(added?.[0]).not.toContain("::");
  });
});
