import { describe, expect, it } from "vitest";
import { decide } from "../../../src/rotation/decide.ts";
import { formatMarker } from "../../../src/rotation/marker.ts";
import { isWider, roleChangeOf } from "../../../src/rotation/role-change.ts";
import { warningsOf } from "../../../src/rotation/warnings.ts";
import {
  cellAt,
  DAY,
  markerOf,
  memberOf,
  minted,
  NOW,
  observationOf,
  policyOf,
  ROLE,
} from "./observations.ts";

const CURRENT = minted("current", NOW - DAY);
const NEWEST = memberOf(CURRENT);
const OTHER_ROLE = { ...ROLE, id: "99999999-2222-3333-4444-555555555555" };

const observed = (facts: Parameters<typeof observationOf>[0] = {}) =>
  observationOf({
    tokens: [CURRENT],
    secrets: [cellAt(NOW - DAY)],
    rolesDigest: "edit",
    ...facts,
  });

const adding = (...lines: string[]) => ({
  rolesAddedSince: (earlier: string) =>
    earlier === "role" ? lines : undefined,
});

describe("a change of what the configured roles allow", () => {
  it("is a digest that differs from the newest one's marker", () => {
    expect(roleChangeOf(NEWEST, observed())).toEqual({ added: undefined });
    expect(roleChangeOf(NEWEST, observed({ rolesDigest: "role" }))).toBe(
      undefined,
    );
  });

  it("names the lines that were added, where they are known", () => {
    const change = roleChangeOf(NEWEST, observed(adding("db-table-modify")));
    expect(change).toEqual({ added: ["db-table-modify"] });
    expect(isWider(change)).toBe(true);
    expect(isWider(roleChangeOf(NEWEST, observed()))).toBe(false);
  });

  it.each([
    ["nobody can tell what they allow", { rolesDigest: undefined }],
    ["the token has other roles", { roles: [OTHER_ROLE] }],
    ["no roles are known", { roles: [] }],
  ])("when %s, is not judged", (_, facts) => {
    expect(roleChangeOf(NEWEST, observed(facts))).toBeUndefined();
  });

  it("when its marker does not say what they allowed, is not judged", () => {
    const marker = markerOf({ roles: undefined, mintedAt: NOW - DAY });
    const description = formatMarker(marker, "acme/web TOKEN");
    const silent = memberOf(minted("current", NOW - DAY, { description }));
    expect(roleChangeOf(silent, observed(adding("x")))).toBeUndefined();
  });

  it("when there is no token yet, is none", () => {
    expect(roleChangeOf(undefined, observed())).toBeUndefined();
  });

  it.each([
    ["rotate", adding("x"), ["role-changed"], []],
    ["rotate", {}, ["role-changed"], []],
    ["check", adding("x"), [], ["role-wider"]],
    ["check", {}, ["role-changed"], []],
  ] as const)(
    "in mode %s (case %#) is a warning, or a finding",
    (mode, facts, warned, found) => {
      const observation = observed(facts);
      const policy = policyOf({ mode });
      const decision = decide(observation, policy);
      const kinds = warningsOf(observation, decision, policy).map(
        ({ kind }) => kind,
      );
      expect(kinds).toEqual(warned);
      const findings = decision.kind === "check" ? decision.findings : [];
      expect(findings.map(({ kind }) => kind)).toEqual(found);
    },
  );
});
