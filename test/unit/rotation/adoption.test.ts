import { describe, expect, it } from "vitest";
import { adoptionOf } from "../../../src/rotation/adoption.ts";
import type { ListedToken } from "../../../src/rotation/credential.ts";
import { lineageOf } from "../../../src/rotation/lineage.ts";
import type { Policy } from "../../../src/rotation/observation.ts";
import {
  ADMIN,
  DAY,
  handMade,
  LINEAGE,
  memberOf,
  minted,
  NOW,
  policyOf,
} from "./observations.ts";

function adopt(tokens: readonly ListedToken[], policy: Partial<Policy> = {}) {
  const all = [ADMIN, ...tokens];
  return adoptionOf(all, lineageOf(all, LINEAGE), policyOf(policy));
}

const HAND = handMade("hand", NOW - 9 * DAY, { expiresOn: NOW + DAY });

describe("adoption", () => {
  describe("when neither the user nor a marker names a token", () => {
    it("takes over nothing", () => {
      expect(adopt([HAND, minted("a", NOW)])).toEqual({
        named: undefined,
        tokens: [],
        isNew: false,
      });
    });
  });

  describe("when previous-token names a hand-made token", () => {
    it("takes it over as new", () => {
      const adoption = adopt([HAND], { previousClientId: "hand" });
      expect(adoption).toEqual({
        named: "hand",
        tokens: [
          {
            clientId: "hand",
            generatedOn: NOW - 9 * DAY,
            expiresOn: NOW + DAY,
            rememberedBy: undefined,
          },
        ],
        isNew: true,
      });
    });

    it("keeps the name of one that the list does not show: it may lag", () => {
      expect(adopt([], { previousClientId: "hand" })).toEqual({
        named: "hand",
        tokens: [],
        isNew: false,
      });
    });

    it("does not name one whose client id no marker could hold", () => {
      const fits = "a".repeat(34);
      const long = "a".repeat(35);
      expect(adopt([], { previousClientId: fits }).named).toBe(fits);
      expect(adopt([], { previousClientId: long }).named).toBeUndefined();
    });
  });

  describe("when previous-token names a token that cannot be taken over", () => {
    const member = minted("a", NOW - DAY, { attempt: "attempt_0001" });
    const copy = { ...member, clientId: "copy", generatedOn: NOW };
    it.each([
      ["the admin token (I3)", ADMIN.clientId],
      ["one of the lineage", "a"],
      ["a copy of a marker (I4)", "copy"],
    ])("changes nothing: %s", (_name, previousClientId) => {
      expect(adopt([member, copy], { previousClientId })).toEqual({
        named: undefined,
        tokens: [],
        isNew: false,
      });
    });
  });

  describe("when a marker remembers a hand-made token", () => {
    const first = minted("first", NOW - 3 * DAY, { adopts: "hand" });

    it("takes it over, not as new", () => {
      const adoption = adopt([HAND, first]);
      expect(adoption.tokens).toMatchObject([
        { clientId: "hand", rememberedBy: { clientId: "first" } },
      ]);
      expect(adoption).toMatchObject({ named: undefined, isNew: false });
    });

    it("is not new when it is named again", () => {
      const adoption = adopt([HAND, first], { previousClientId: "hand" });
      expect(adoption).toMatchObject({ named: "hand", isNew: false });
      expect(adoption.tokens).toHaveLength(1);
    });

    it("goes by the youngest credential that remembers it", () => {
      const second = minted("second", NOW - DAY, { adopts: "hand" });
      const adoption = adopt([second, HAND, first]);
      expect(adoption.tokens[0]?.rememberedBy).toEqual(memberOf(second));
    });

    it("takes one of unknown age for as old as that credential", () => {
      const ageless = { ...HAND, generatedOn: undefined };
      expect(adopt([ageless, first]).tokens).toMatchObject([
        { clientId: "hand", generatedOn: NOW - 3 * DAY },
      ]);
    });

    it("does not know the age of one that is only named", () => {
      const ageless = { ...HAND, generatedOn: undefined };
      const adoption = adopt([ageless], { previousClientId: "hand" });
      expect(adoption.tokens).toMatchObject([{ generatedOn: undefined }]);
    });

    it.each([
      ["the admin token (I3)", ADMIN.clientId],
      ["one of the lineage", "b"],
    ])("never takes over %s", (_name, adopts) => {
      const tokens = [minted("a", NOW - DAY, { adopts }), minted("b", NOW)];
      expect(adopt(tokens).tokens).toEqual([]);
    });
  });
});
